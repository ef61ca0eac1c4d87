"""Train the reader of pairs.

python training/relations/train.py --base BASE --shared ../shared --out m1.pt --stage 1
python training/relations/train.py --base BASE --shared ../shared --out m2.pt --stage 2 --init m1.pt
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import torch
from data import CLASSES, Pair, news, own
from reader import Reader, batch, marker
from torch import nn

# Mentions of one kind may stand for each other: a court for a court, a name for a name.
KINDS = (
    ("court", re.compile(r"court|judge|tribunal|prosecut|jury|magistrate", re.I)),
    ("police", re.compile(r"police|gendarm|officers", re.I)),
    ("force", re.compile(r"army|troops|forces|soldiers|militar|navy|jets|warplane|guard|rebels|militants|fighters|guerril|"
                         r"gunmen|taliban|insurg|bomber|IS\b", re.I)),
    ("crowd", re.compile(r"workers|protest|students|union|teachers|demonstr|activists|thousands|farmers|residents|refugees|"
                         r"migrants|prisoners", re.I)),
)  # fmt: skip


def kind(mention: str) -> str:
    for name, pattern in KINDS:
        if pattern.search(mention):
            return name
    if re.fullmatch(r"[A-Z][\w.]*", mention):
        return "name"
    return "names" if mention[:1].isupper() and len(mention.split()) > 1 else "other"


def swapped(pair: Pair, pool: dict[str, list[str]], share: float, rnd: random.Random) -> Pair:
    """The pair with other mentions of the same kind in place of one or both, in `share` of the cases."""
    actor, recipient, text = pair.actor, pair.recipient, pair.text
    if rnd.random() >= share or (recipient and not (actor[1] <= recipient[0] or recipient[1] <= actor[0])):
        return pair
    spans = {"a": actor} | ({"r": recipient} if recipient else {})
    chosen = [rnd.choice(sorted(spans))] if rnd.random() < 0.5 else sorted(spans)
    for name in sorted(chosen, key=lambda n: -spans[n][0]):
        start, end = spans[name]
        other = rnd.choice(pool[kind(text[start:end])])
        text = text[:start] + other + text[end:]
        grown = len(other) - (end - start)
        spans = {n: (s + grown, e + grown) if s > start else (s, e) for n, (s, e) in spans.items()}
        spans[name] = (start, start + len(other))
    return Pair(text, spans["a"], spans.get("r"), pair.label)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stage", type=int, choices=(1, 2), required=True)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rnd = random.Random(1)
    pairs = own("a", "b") if args.stage == 1 else own("c") * 2 + news(args.shared)
    rate, size, share = (1e-4, 24, 0.25) if args.stage == 1 else (9e-5, 16, 0.35)
    pool: dict[str, list[str]] = {}
    for p in pairs:
        for span in (p.actor, p.recipient):
            if span:
                pool.setdefault(kind(p.text[span[0] : span[1]]), []).append(p.text[span[0] : span[1]])
    model, marks = Reader(args.base), marker(args.base)
    if args.init:
        model.load_state_dict(torch.load(args.init))
    if args.stage == 2:  # the second stage leaves the word pieces and the two lowest layers alone: half the time
        for part in (model.enc.embeddings.word_embeddings, *model.enc.encoder.layer[:2]):
            part.requires_grad_(False)
    enc = [p for n, p in model.named_parameters() if n.startswith("enc") and p.requires_grad]
    head = [p for n, p in model.named_parameters() if not n.startswith("enc")]
    optimiser = torch.optim.AdamW([{"params": enc}, {"params": head}], weight_decay=0.01)
    steps, step = args.epochs * (len(pairs) // size + 1), 0
    for epoch in range(args.epochs):
        model.train()
        seen = [swapped(p, pool, share, rnd) for p in pairs]
        rnd.shuffle(seen)
        coded = [(marks.mark(p.text, p.actor, p.recipient), CLASSES.index(p.label)) for p in seen]
        chunks = []
        for k in range(0, len(coded), size * 20):  # batches of like length
            run = sorted(coded[k : k + size * 20], key=lambda x: len(x[0].ids))
            chunks += [run[j : j + size] for j in range(0, len(run), size)]
        rnd.shuffle(chunks)
        total = 0.0
        for chunk in chunks:
            warm = min(1.0, step / (0.06 * steps)) * max(0.0, 1 - 0.95 * step / steps)
            for group, peak in zip(optimiser.param_groups, (rate, 5e-4), strict=True):
                group["lr"] = peak * warm
            logits = model(*batch([c[0] for c in chunk]))
            loss = nn.functional.cross_entropy(logits, torch.tensor([c[1] for c in chunk]), label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*enc, *head], 1.0)
            optimiser.step()
            step, total = step + 1, total + loss.item()
        print(f"epoch {epoch}: loss {total / len(chunks):.3f}", flush=True)
        torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()
