"""The labelled pairs of the recipe: own sentences with marks, and news pairs re-read from `../shared` by their offsets."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CLASSES = [
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    *("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE"),
]
SOURCES = {
    "rawtext": "rawtext/current_events_2002_2021.jsonl.gz",
    "wikinews": "wikinews/wikinews_2019.jsonl.gz",
}
_MARKED = re.compile(r"<(s|t)>(.*?)</\1>")
# the outlets in parentheses at the end of an item of current events
_OUTLETS = re.compile(r"\s*\((?:[A-Z][^()<>]{0,60})\)(?=[\s.,]|$)")


@dataclass(frozen=True)
class Pair:
    """A sentence, the character spans of actor and recipient, and the type of what the one does to the other."""

    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int] | None
    label: str


def unmark(marked: str, label: str) -> Pair | None:
    """The pair behind a sentence with <s>…</s> and <t>…</t>; None without an actor."""
    text, at = "", 0
    spans: dict[str, tuple[int, int]] = {}
    for m in _MARKED.finditer(marked):
        text += marked[at : m.start()]
        spans.setdefault(m[1], (len(text), len(text) + len(m[2])))
        text += m[2]
        at = m.end()
    return Pair(text + marked[at:], spans["s"], spans.get("t"), label) if "s" in spans else None


def own(*names: str) -> list[Pair]:
    """The project's own sentences. A conviction is an accusation found true (CAMEO's root 11): decision 8."""
    out = []
    for name in names:
        with (HERE / f"sentences-{name}.tsv").open(encoding="utf-8") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                label = "ACCUSE" if (row["label"], row["mode"]) == ("SANCTION", "convict") else row["label"]
                pair = unmark(row["marked"], label)
                if pair is not None:
                    out.append(pair)
    return out


def news(shared: Path) -> list[Pair]:
    """The news pairs: `news.tsv` holds item, offsets and label, the corpora hold the text."""
    texts = {}
    for name, path in SOURCES.items():
        with gzip.open(shared / "data" / path, "rt", encoding="utf-8") as handle:
            texts[name] = [json.loads(line)["text"] for line in handle]
    out = []
    with (HERE / "news.tsv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            first, last, a0, a1, r0, r1 = (int(row[k]) for k in ("first", "last", "a0", "a1", "r0", "r1"))
            text = re.sub(r"[\n\t]", " ", texts[row["source"]][int(row["item"])][first:last])
            spots = sorted([(a0, "<s>"), (a1, "</s>"), (r0, "<t>"), (r1, "</t>")], reverse=True)
            for at, mark in spots:
                text = text[:at] + mark + text[at:]
            pair = unmark(_OUTLETS.sub("", text).strip(), row["label"])
            if pair is not None:
                out.append(pair)
    return out
