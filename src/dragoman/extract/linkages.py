"""Linkages: which matter hangs on which, by rules over frames and over runs of text (`data/rules/linkages/`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import RuleError
from dragoman.extract.context import Context
from dragoman.extract.dating import date_of
from dragoman.frames import Argument, Frame
from dragoman.frames.lexicon import rows_of
from dragoman.records import Extent, Linkage, Party
from dragoman.resolve.issues import issue_of

_STOP = "is are was were remain remains remained has have had which who that but because while said says be become became"
_WORD = rf"(?!(?:{_STOP.replace(' ', '|')})\b)[\w’'-]+"
_RUN = rf"{_WORD}(?: {_WORD}){{0,8}}"
_LONGEST = 14
_DETERMINER = re.compile(r"^(?:an?|the|any|this|that|these|those|its|their|his|her|some|what is|really)\s+", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:this|that|these|those|it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkageRule:
    """One way to say that a matter hangs on another; see the rule file."""

    name: str
    relation: str
    verbs: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    issue: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    holder: tuple[str, ...] = ()
    examples: tuple[dict[str, str], ...] = ()
    counterexamples: tuple[str, ...] = ()


def extract_linkages(context: Context) -> list[Linkage]:
    """The linkages of a text, in text order of their sentences."""
    book = {lemma: rule for rule in load_linkage_rules() for lemma in rule.verbs}
    out: list[Linkage] = []
    for frame in context.frames:
        rule = book.get(frame.lemma) if frame.kind == "verb" else None
        if rule is not None and not frame.negated and not context.in_citation(frame.head):
            out += _by_frame(context, frame, rule)
    for rule in load_linkage_rules():
        for pattern in rule.patterns:
            out += _by_pattern(context, rule, pattern)
    return sorted(out, key=lambda r: (r.sentence, r.evidence[0].start))


def _by_frame(context: Context, frame: Frame, rule: LinkageRule) -> Iterator[Linkage]:
    matter, on = _first(frame, rule.issue), _first(frame, rule.depends_on)
    if matter is None or on is None or matter.head == on.head:
        return
    where, what = context.phrase(matter.head), context.phrase(on.head)
    if _only_party(context, on) or _only_party(context, matter):
        return
    voice = context.voice(frame)
    made = _linkage(context, rule, frame.sentence, where, what, context.frame_evidence(frame))
    if made is not None:
        holder = _first(frame, rule.holder)
        yield made.model_copy(update={
            "certainty": voice.certainty, "attributed_to": list(voice.attributed_to), "date": date_of(context, frame).edtf,
            "holder": list(context.parties(holder)) if holder else [],
        })  # fmt: skip


def _by_pattern(context: Context, rule: LinkageRule, pattern: str) -> Iterator[Linkage]:
    compiled = _compiled(pattern)
    for s in range(len(context.analysis.sentences)):
        extent = context.sentence_extent(s)
        text = context.text(extent)
        low = text.casefold()
        if not any(word in low for word in rule.needs):
            continue
        for m in compiled.finditer(text):
            where, what = (Extent(start=extent.start + m.start(g), end=extent.start + m.end(g)) for g in ("x", "y"))
            run = Extent(start=min(where.start, what.start), end=max(where.end, what.end))
            made = _linkage(context, rule, s, where, what, run)
            if made is not None:
                yield made


def _linkage(
    context: Context, rule: LinkageRule, sentence: int, where: Extent, what: Extent, evidence: Extent
) -> Linkage | None:
    matter, on = _plain(context.text(where)), _plain(context.text(what))
    if not linkable(matter) or len(matter.split()) > _LONGEST or len(on.split()) > _LONGEST:
        return None
    codes = context.pair
    about, hangs = issue_of(matter, codes), issue_of(on, codes)
    if hangs is None and _POINTING.search(context.text(what)) and sentence:
        hangs = issue_of(context.text(context.sentence_extent(sentence - 1)), codes)
    if about is not None and about == hangs:
        return None
    return Linkage(
        evidence=[evidence], sentence=sentence, why=f"linkage/{rule.name}", issue=matter, depends_on=on,
        relation=rule.relation,  # type: ignore[arg-type]
        issue_name=about[1] if about else None, depends_on_name=hangs[1] if hangs else None,
    )  # fmt: skip


def linkable(phrase: str) -> bool:
    """Does a phrase name a matter between states (talks, a treaty, a dispute), not a road or a harvest?"""
    words = re.findall(r"[a-z]+", phrase.casefold())
    return any(w in _linkable() or w.removesuffix("s") in _linkable() for w in words)


def _plain(text: str) -> str:
    words = " ".join(text.split())
    while (shorter := _DETERMINER.sub("", words)) != words:
        words = shorter
    return words


def _first(frame: Frame, roles: tuple[str, ...]) -> Argument | None:
    return next((a for role in roles if (a := frame.arg(role)) is not None), None)


def _only_party(context: Context, argument: Argument) -> bool:
    """Is it nobody's matter but a party itself ("Norway", "the minister")?"""
    parties: tuple[Party, ...] = context.parties(argument)
    return bool(parties) and not linkable(context.text(context.phrase(argument.head)))


@cache
def _linkable() -> frozenset[str]:
    return frozenset(r["word"] for r in rows_of("linkable_words.tsv", ("word",)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{X}", f"(?P<x>{_RUN})").replace("{Y}", f"(?P<y>{_RUN})"), re.IGNORECASE)


@cache
def load_linkage_rules() -> tuple[LinkageRule, ...]:
    """The packaged rules; raises RuleError for a key or a relation that does not exist."""
    name = "hanging.toml"
    data = tomllib.loads(files("dragoman").joinpath("data", "rules", "linkages", name).read_text(encoding="utf-8"))
    known = {f.name for f in fields(LinkageRule)}
    out = []
    for row in data["rule"]:
        if unknown := set(row) - known:
            raise RuleError(name, row.get("name", "?"), f"has {sorted(unknown)}", f"use {sorted(known)}")
        if row.get("relation") not in ("obstacle", "condition", "tie"):
            raise RuleError(name, row["name"], f"relation “{row.get('relation')}”", "use obstacle, condition or tie")
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
        out.append(LinkageRule(**given))
    return tuple(out)
