"""Sentences → windows of consecutive sentences → padded batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

import torch
from corpora import ATTRIBUTION, MENTION, NER, PLOVER, Pair, Sent
from tokenizers import Tokenizer
from torch import Tensor

from dragoman.language.encoder import shape_of

IGNORE = -100
_PIECES_PER_WORD = 8
_CLS, _SEP = 101, 102
LAYERS = ("heads", "rels", "upos", "xpos", "feats", "ner", "mention", "sent", "attr")

Names = dict[str, list[str]]


def label_names(sents: Sequence[Sent]) -> Names:
    """The classes of every head; rare ones are left out and masked."""
    counts: dict[str, Counter[str]] = {k: Counter() for k in ("rels", "xpos", "feats", "upos")}
    for s in sents:
        for key, counter in counts.items():
            counter.update(getattr(s, key) or [])
    least = {"rels": 5, "xpos": 3, "feats": 3, "upos": 1}
    names = {k: sorted(v for v, n in c.items() if n >= least[k]) for k, c in counts.items()}
    return {"rel": names["rels"], "xpos": names["xpos"], "feats": names["feats"], "upos": names["upos"], "ner": NER,
            "mention": MENTION, "attr": ATTRIBUTION, "plover": PLOVER}  # fmt: skip


def windows(sents: Sequence[Sent], rng: random.Random) -> list[list[Sent]]:
    """Consecutive sentences of one document, one to many at random (so that the heads know both)."""
    out: list[list[Sent]] = []
    now: list[Sent] = []
    size = target = 0
    for s in sents:
        if now and (now[-1].doc != s.doc or size + len(s.forms) > target):
            out.append(now)
            now, size = [], 0
        if not now:
            target = rng.choice([1, 25, 50, 80, 110])
        now.append(s)
        size += len(s.forms)
    return [*out, now] if now else out


def augment(forms: Sequence[str], rng: random.Random) -> list[str]:
    """Typographic quotes and dashes, which dispatches have and the treebanks have not; sometimes capitals throughout."""
    chance = rng.random()
    if chance < 0.35:
        opened, out = False, []
        for form in forms:
            if form in ('"', "``", "''"):
                opened = not opened if form == '"' else form == "``"
                form = "“" if opened else "”"
            elif form == "--":
                form = rng.choice(("–", "—"))
            out.append(form.replace("'", "’"))
        return out
    return [f.upper() for f in forms] if chance < 0.39 else list(forms)


def code_words(tokenizer: Tokenizer, forms: Sequence[str]) -> dict[str, list[int]]:
    """Piece ids, shape classes, and the first and last piece of each word."""
    ids, shapes, first, last = [_CLS], [0], [], []
    for word in forms:
        got = tokenizer.encode(word, add_special_tokens=False).ids[:_PIECES_PER_WORD] or [tokenizer.token_to_id("[UNK]")]
        first.append(len(ids))
        ids += got
        last.append(len(ids) - 1)
        shapes += [shape_of(word)] * len(got)
    return {"ids": [*ids, _SEP], "shapes": [*shapes, 0], "first": first, "last": last}


def code_window(tokenizer: Tokenizer, names: Names, window: Sequence[Sent], rng: random.Random | None) -> dict[str, list]:
    """One window with all its layers as class indices, IGNORE where a layer is missing."""
    forms: list[str] = []
    rows: dict[str, list] = {k: [] for k in (*LAYERS, "fact", "sid")}
    for number, s in enumerate(window):
        n, base = len(s.forms), len(forms)
        forms += augment(s.forms, rng) if rng else s.forms
        rows["sid"] += [number] * n
        rows["heads"] += [base + (h if h >= 0 else i) for i, h in enumerate(s.heads)] if s.heads else [IGNORE] * n
        rows["sent"] += [1] + [0] * (n - 1)
        rows["fact"] += [s.fact.get(i, float("nan")) for i in range(n)]
        for layer, key in (("rels", "rel"), *((k, k) for k in ("upos", "xpos", "feats", "ner", "mention", "attr"))):
            values = getattr(s, layer)
            index = {v: i for i, v in enumerate(names[key])}
            rows[layer] += [index.get(v, IGNORE) for v in values] if values else [IGNORE] * n
    return {**code_words(tokenizer, forms), **rows}


def pad(batch: Sequence[dict], key: str, value: float, width: int, dtype: torch.dtype = torch.long) -> Tensor:
    return torch.tensor([b[key] + [value] * (width - len(b[key])) for b in batch], dtype=dtype)


def collate(batch: Sequence[dict]) -> dict[str, Tensor]:
    """Padded tensors of coded windows."""
    pieces, words = max(len(b["ids"]) for b in batch), max(len(b["first"]) for b in batch)
    out = {k: pad(batch, k, 0, pieces) for k in ("ids", "shapes")}
    out["mask"] = torch.tensor([[1] * len(b["ids"]) + [0] * (pieces - len(b["ids"])) for b in batch])
    out |= {k: pad(batch, k, 0, words) for k in ("first", "last")}
    if "heads" in batch[0]:
        out |= {k: pad(batch, k, IGNORE, words) for k in LAYERS}
        out["sid"] = pad(batch, "sid", -1, words)
        out["fact"] = pad(batch, "fact", float("nan"), words, torch.float)
    else:
        out |= {k: pad(batch, k, 0, words, torch.float) for k in ("known", "actor", "recipient")}
    return out


def epoch(
    tokenizer: Tokenizer, names: Names, sents: Sequence[Sent], rng: random.Random, pieces: int
) -> Iterator[dict[str, Tensor]]:
    """The batches of one pass, windows of like length together; GUM's windows partly twice (it has the news)."""
    chosen = windows(sents, rng)
    chosen += [w for w in windows(sents, rng) if w[0].doc.startswith("GUM_") and rng.random() < 0.6]
    coded = [code_window(tokenizer, names, w, rng) for w in chosen]
    coded = sorted((c for c in coded if len(c["ids"]) <= 330), key=lambda c: len(c["ids"]) + rng.random() * 8)
    out: list[list[dict]] = []
    for c in coded:
        if out and (len(out[-1]) + 1) * len(c["ids"]) <= pieces:
            out[-1].append(c)
        else:
            out.append([c])
    rng.shuffle(out)
    return (collate(b) for b in out)


def pair_batch(tokenizer: Tokenizer, pairs: Sequence[Pair], rng: random.Random | None) -> tuple[dict[str, Tensor], Tensor]:
    """Marked sentences as a batch, and their labels; in training the recipient is hidden now and then."""
    items = []
    for p in pairs:
        forms = augment(p.forms, rng) if rng else p.forms
        joint = PLOVER[p.label] in ("CONSULT", "COOPERATE")
        hidden = rng is not None and not joint and rng.random() < 0.15
        n = len(forms)
        items.append({
            **code_words(tokenizer, forms), "known": [1] * n, "actor": [int(i in p.actor) for i in range(n)],
            "recipient": [int(i in p.recipient and not hidden) for i in range(n)],
        })  # fmt: skip
    return collate(items), torch.tensor([p.label for p in pairs])
