"""Open corpora → sentences with the layers that each corpus has; what it lacks is None and is masked in training.

Only material marked `open` in ../../../shared/data/README.md is read here: EWT and GUM (open genres) train, Wikigold,
CrossNER politics, re3d, UDS It-Happened, GUM discourse. Dev files are for scoring alone.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.tokens import tokenize

NER = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
MENTION = ["", "person", "place", "organization", "event", "time", "object", "abstract", "substance", "animal", "plant"]
ATTRIBUTION = ["O", "S", "C"]
PLOVER = ["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
          "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"]  # fmt: skip
_GUM_NAMES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC"}
_CROSSNER = {"politician": "PER", "person": "PER", "organisation": "ORG", "politicalparty": "ORG", "country": "LOC",
             "location": "LOC", "event": "MISC", "election": "MISC", "misc": "MISC"}  # fmt: skip
_RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
_BRACKET = re.compile(r"\(([^()]+)\)|\(([^()]+)|([^()]+)\)")


@dataclass
class Sent:
    """One sentence and its layers: heads (index in the sentence, -1 for the root), relations, tags, entity tags, mention
    types at head words, factuality by word index, attribution tags."""

    doc: str
    forms: list[str]
    heads: list[int] | None = None
    rels: list[str] | None = None
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    ner: list[str] | None = None
    mention: list[str] | None = None
    fact: dict[int, float] = field(default_factory=dict)
    attr: list[str] | None = None


@dataclass(frozen=True)
class Pair:
    """A sentence of the project's own with two marked mentions (word indices) and its PLOVER type."""

    text: str
    forms: list[str]
    actor: list[int]
    recipient: list[int]
    label: int


def read_conllu(path: Path, *, entities: bool = False) -> list[Sent]:
    """Sentences of a gzipped CoNLL-U file; with `entities`, GUM's Entity column becomes name and mention layers."""
    out: list[Sent] = []
    doc, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                doc = line.split("=", 1)[1].strip()
            elif line[:1].isdigit() and line.split("\t", 1)[0].isdigit():
                rows.append(line.split("\t"))
            elif not line and rows:
                out.append(_sentence(doc, rows, entities))
                rows = []
    return out


def _sentence(doc: str, rows: list[list[str]], entities: bool) -> Sent:
    forms, upos, xpos, feats, rels = ([r[k] for r in rows] for k in (1, 3, 4, 5, 7))
    sent = Sent(doc, forms, [int(r[6]) - 1 for r in rows], rels, upos, xpos, feats)
    if entities:
        spans = _gum_spans(rows)
        sent.mention, sent.ner = _mentions(sent, spans), _names(sent, spans)
    return sent


def _gum_spans(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """(first, last exclusive, type) of GUM's nested entities in one sentence."""
    spans, stack = [], []
    for i, row in enumerate(rows):
        cell = re.search(r"Entity=([^|]*)", row[9])
        for single, opened, closed in _BRACKET.findall(cell[1] if cell else ""):
            if single or opened:
                key, kind = [*(single or opened).split("-"), "abstract"][:2]
                if single:
                    spans.append((i, i + 1, kind))
                else:
                    stack.append((key, i, kind))
                continue
            at = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == closed.split("-")[0]), None)
            if at is not None:
                _, first, kind = stack.pop(at)
                spans.append((first, i + 1, kind))
    return spans


def _head(sent: Sent, first: int, last: int) -> int:
    assert sent.heads is not None
    return next((t for t in range(first, last) if not first <= sent.heads[t] < last), first)


def _mentions(sent: Sent, spans: list[tuple[int, int, str]]) -> list[str]:
    out = [""] * len(sent.forms)
    for first, last, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        if kind in MENTION:
            out[_head(sent, first, last)] = kind
    return out


def _names(sent: Sent, spans: list[tuple[int, int, str]]) -> list[str]:
    """Name tags: the run of proper nouns round the head of an entity whose head is a proper noun, outermost first."""
    assert sent.upos is not None
    out = ["O"] * len(sent.forms)
    for first, last, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        head = _head(sent, first, last)
        if kind not in _GUM_NAMES or sent.upos[head] != "PROPN":
            continue
        a = b = head
        while a > first and (_proper(sent, a - 1) or (a - 1 > first and _link(sent, a - 1) and _proper(sent, a - 2))):
            a -= 1
        while b + 1 < last and (_proper(sent, b + 1) or (b + 2 < last and _link(sent, b + 1) and _proper(sent, b + 2))):
            b += 1
        if all(t == "O" for t in out[a : b + 1]):
            out[a : b + 1] = [f"B-{_GUM_NAMES[kind]}", *[f"I-{_GUM_NAMES[kind]}"] * (b - a)]
    return out


def _proper(sent: Sent, i: int) -> bool:
    assert sent.upos is not None
    return sent.upos[i] == "PROPN"


def _link(sent: Sent, i: int) -> bool:
    return sent.forms[i] in ("-", "&", "of", ".", "the")


def read_bio(path: Path, doc: str, separator: str, mapping: dict[str, str] | None = None) -> list[Sent]:
    """CoNLL entity columns (IO or BIO) as strict BIO; runs of eight sentences count as one document."""
    out: list[Sent] = []
    forms: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            form, tag = line.rsplit(separator, 1)
            prefix, _, kind = tag.partition("-")
            forms.append(form)
            tags.append("O" if tag == "O" else f"{prefix}-{mapping[kind] if mapping else kind}")
        elif forms:
            out.append(Sent(f"{doc}{len(out) // 8}", forms, ner=strict(tags)))
            forms, tags = [], []
    return out


def strict(tags: list[str]) -> list[str]:
    """IO or loose BIO → strict BIO."""
    return [
        "B-" + t[2:] if t[:2] == "I-" and (k == 0 or tags[k - 1] == "O" or tags[k - 1][2:] != t[2:]) else t
        for k, t in enumerate(tags)
    ]


def read_re3d(path: Path) -> list[Sent]:
    """re3d's names: confident spans in capitals, without their determiner; other nominals are left out."""
    out: list[Sent] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        words = tokenize(d["text"])
        tags = ["O"] * len(words)
        for e in sorted(d["entities"], key=lambda e: e["begin"] - e["end"]):
            inside = [i for i, w in enumerate(words) if e["begin"] <= w.start and w.end <= e["end"]]
            while inside and words[inside[0]].form.lower() in ("the", "a", "an"):
                inside = inside[1:]
            named = all(words[i].form[0].isupper() or words[i].form in ("of", "-", "al", "for", "the") for i in inside)
            if e["type"] in _RE3D and e["confidence"] == 1 and named and 0 < len(inside) <= 6:
                for k, i in enumerate(inside):
                    tags[i] = ("I-" if k else "B-") + _RE3D[e["type"]]
        start = 0
        for i, w in enumerate(words):
            if w.form in (".", "?", "!") or i == len(words) - 1:
                if i - start > 2:
                    doc = "re3d" + d["doc"][:6]
                    out.append(Sent(doc, [x.form for x in words[start : i + 1]], ner=strict(tags[start : i + 1])))
                start = i + 1
    return out


def add_factuality(sents: list[Sent], path: Path) -> None:
    """UDS It-Happened values onto the EWT sentences of the same words."""
    by_words = {" ".join(s.forms): s for s in sents}
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for row in map(json.loads, handle):
            sent = by_words.get(row["text"])
            if sent is not None:
                sent.fact |= {t["span"][0]: t["factuality"] for t in row["targets"]}


def add_attribution(sents: list[Sent], path: Path) -> None:
    """GUM's attribution units: S for the words of source and cue, C for the content unit."""
    docs: dict[str, list[Sent]] = {}
    for s in sents:
        docs.setdefault(s.doc, []).append(s)
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for d in map(json.loads, handle):
            mine = docs.get(d["doc"], [])
            if sum(len(s.forms) for s in mine) != len(d["tokens"]):
                continue
            tags, at = _attribution_tags(d), 0
            for s in mine:
                s.attr = tags[at : at + len(s.forms)]
                at += len(s.forms)


def _attribution_tags(d: dict) -> list[str]:
    tags = ["O"] * len(d["tokens"])
    units = {u["id"]: u for u in d["edus"]}
    for u in d["edus"]:
        if not u["relation"].startswith("attribution"):
            continue
        tags[u["start"] : u["end"]] = ["S"] * (u["end"] - u["start"])
        content = units.get(u["head"])
        for t in range(content["start"], content["end"]) if content else ():
            tags[t] = "C" if tags[t] == "O" else tags[t]
    return tags


def load_train(root: Path) -> list[Sent]:
    """All training sentences."""
    trees, ner = root / "treebank", root / "ner"
    ewt = read_conllu(trees / "ewt_train.conllu.gz")
    gum = read_conllu(trees / "gum_train.conllu.gz", entities=True)
    add_factuality(ewt, root / "factuality" / "uds_ih2_train.jsonl.gz")
    add_attribution(gum, root / "attribution" / "gum_discourse_train.jsonl.gz")
    return [
        *ewt, *gum,
        *read_bio(ner / "wikigold.conll.txt", "wikigold", " "),
        *read_bio(ner / "crossner_politics_train.txt", "crosst", "\t", _CROSSNER),
        *read_bio(ner / "crossner_politics_dev.txt", "crossd", "\t", _CROSSNER),
        *read_re3d(ner / "re3d_dev.jsonl"),
    ]  # fmt: skip


def load_dev(root: Path) -> dict[str, list[Sent]]:
    """EWT dev with UNER's names, GUM's news and interviews."""
    ewt = read_conllu(root / "treebank" / "ewt_dev.conllu.gz")
    by_words = {tuple(s.forms): s for s in ewt}
    for block in (root / "ner" / "uner_ewt_dev.iob2").read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        sent = by_words.get(tuple(r[1] for r in rows))
        if sent is not None:
            sent.ner = [r[2] if r[2] in NER else "O" for r in rows]
    gum = read_conllu(root / "treebank" / "gum_dev.conllu.gz", entities=True)
    return {"ewt": ewt, "gum": [s for s in gum if "news" in s.doc or "interview" in s.doc]}


def read_pairs(folder: Path, rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """The project's marked sentences → (train, dev); sentences of the same words stay on one side."""
    pairs = []
    for path in sorted(folder.glob("sentences-*.tsv")):
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        for line in lines:
            row = dict(zip(header.split("\t"), line.split("\t"), strict=False))
            pair = marked_pair(row["marked"], PLOVER.index(row["label"]))
            if pair is not None:
                pairs.append(pair)
    texts = sorted({p.text for p in pairs})
    rng.shuffle(texts)
    held = set(texts[: len(texts) // 10])
    return [p for p in pairs if p.text not in held], [p for p in pairs if p.text in held]


def marked_pair(marked: str, label: int) -> Pair | None:
    """``<s>A</s> met <t>B</t>`` → a pair; None where no actor is marked."""
    plain, at, spans = "", 0, {}
    for m in re.finditer(r"<(s|t)>(.*?)</\1>", marked):
        plain += marked[at : m.start()]
        spans.setdefault(m[1], (len(plain), len(plain) + len(m[2])))
        plain += m[2]
        at = m.end()
    plain += marked[at:]
    words = tokenize(plain)

    def inside(key: str) -> list[int]:
        first, last = spans.get(key, (0, 0))
        return [i for i, w in enumerate(words) if first <= w.start < last]

    return Pair(plain, [w.form for w in words], inside("s"), inside("t"), label) if inside("s") else None
