"""A coding as the desk takes it in: each record with whose word it is, where it comes from and what it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.desk.model import Told
from dragoman.desk.origins import Print, reprint_origins, signature
from dragoman.desk.words import pointing_nouns, stem, telling
from dragoman.errors import ValueRefusedError
from dragoman.records import AnyRecord, Attribution, CitedOutlet, Coding, Party
from dragoman.resolve.issues import issue_of
from dragoman.values import bounds

_WORDS = ("issue", "gist", "stance", "agenda", "purpose", "programme", "goods", "depends_on")
_PARTIES = ("actor", "recipient", "participants", "promisor", "beneficiary", "provider", "holder")
_LOOK_BACK = 2
_AT_REQUEST = re.compile(r"['’]s? (?:own )?(?:request|wish|behest)")
_REQUESTED_BY = re.compile(r"(?:request of|requested by|asked for by) (?:the )?$")


def tell(coding: Coding, origin: str | None = None) -> tuple[Told, ...]:
    """The records of one document. `origin` is that of the group of reprints to which it belongs, if it does."""
    reading = _Reading(coding)
    return tuple(reading.told(record, origin) for record in coding.records)


def tell_all(codings: Iterable[Coding]) -> tuple[Told, ...]:
    """The records of many documents; those that print one text share their origin."""
    kept = list(codings)
    shared = reprint_origins(printed(c) for c in kept)
    return tuple(t for c in kept for t in tell(c, shared.get(c.document.id)))


def printed(coding: Coding) -> Print:
    """What tells whether a document reprints another."""
    d = coding.document
    return Print(d.id, signature(d.text), d.agency, d.publication, d.published)


def parties_of(record: AnyRecord) -> list[Party]:
    """All parties of a record, whatever their part in it."""
    out: list[Party] = []
    held = vars(record)  # a model is slow to say that it has no such field
    for name in _PARTIES:
        if value := held.get(name):
            out += value if isinstance(value, list) else [value] if isinstance(value, Party) else []
    return out


def words_of(record: AnyRecord) -> str:
    """The record's own words for what it is about."""
    held = vars(record)
    return " ; ".join(str(v) for name in _WORDS if (v := held.get(name)))


def points_back(record: AnyRecord) -> bool:
    """Does a record name its matter by a noun that only points to what was named before?"""
    held = vars(record)  # a model is slow to say that it has no such field
    named = held.get("gist") or held.get("issue") or ""
    last = named.split()[-1:] if isinstance(named, str) else []
    return bool(last) and stem(last[0]) in pointing_nouns()


@dataclass(frozen=True)
class _Reading:
    """One coding with the look-ups that all its records share."""

    coding: Coding

    @cached_property
    def attributions(self) -> Mapping[str, Attribution]:
        return {a.id: a for a in self.coding.attributions}

    @cached_property
    def sentence_codes(self) -> list[list[str]]:
        """The codes of the states and organisations that each sentence names, in order."""
        ends = [s.end for s in self.coding.sentences]
        out: list[list[str]] = [[] for _ in ends]
        at = 0
        for m in sorted(self.coding.mentions, key=lambda m: m.start):
            while at < len(ends) - 1 and ends[at] <= m.start:
                at += 1
            if m.code and m.type != "outlet" and at < len(out):
                out[at].append(m.code)
        return out

    @cached_property
    def about(self) -> list[str]:
        """The codes of the document, the most often named first."""
        counts = Counter(c for codes in self.sentence_codes for c in codes)
        return sorted(counts, key=lambda c: (-counts[c], c))

    @cached_property
    def places(self) -> Mapping[str, str]:
        return {m.text: m.code for m in self.coding.mentions if m.code and m.type in ("place", "polity")}

    @cached_property
    def outlets_cited(self) -> dict[tuple[int, ...], tuple[CitedOutlet, ...]]:
        """What has been looked up already: the outlets of citations, by the citations' places."""
        return {}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """Outlet → the state in which it is at home."""
        return {m.name: m.code for m in self.coding.mentions if m.type == "outlet" and m.code}

    @cached_property
    def starts(self) -> list[int]:
        """Where each sentence begins."""
        return [s.start for s in self.coding.sentences]

    @cached_property
    def texts(self) -> list[str]:
        """The sentences, each in one line."""
        text = self.coding.document.text
        return [" ".join(text[s.start : s.end].split()) for s in self.coding.sentences]

    def told(self, record: AnyRecord, origin: str | None) -> Told:
        d = self.coding.document
        said = [a for i in record.attributed_to if (a := self.attributions.get(i)) and a.name != "author"]
        sentences = self._sentences(record)
        text = self._text(sentences)
        codes = self._codes(record, sentences)
        issue, own = self._issue(record, text, codes)
        source = origin or self._origin(record, [a.code for a in said if a.code])
        return Told(
            key=f"{d.id}/{record.id}",
            document=d.id,
            record=record,
            published=d.published,
            publication=d.publication,
            outlets=self._outlets(record),
            voice=tuple(a.name or "unnamed sources" for a in said),
            sides=tuple(dict.fromkeys(a.code for a in said if a.code)),
            origin=source,
            issue=issue,
            codes=codes,
            text=text,
            said=self._said(record, said),
            own_issue=own,
            where=self.places.get(vars(record).get("place") or ""),
            home=self.homes.get(source),
            asked_by=self._asked_by(record, sentences) if record.kind == "meeting" else None,
        )

    def _sentences(self, record: AnyRecord) -> list[int]:
        sentences, found = self.coding.sentences, {record.sentence}
        if 0 <= record.sentence < len(sentences):
            own = sentences[record.sentence]
            if all(own.start <= e.start < own.end for e in record.evidence):
                return [record.sentence]
        for e in record.evidence:
            at = bisect_right(self.starts, e.start) - 1
            if at >= 0 and e.start < sentences[at].end:
                found.add(at)
        return sorted(k for k in found if 0 <= k < len(sentences))

    def _text(self, sentences: Sequence[int]) -> str:
        if len(sentences) == 1:
            return self.texts[sentences[0]]
        return " ".join(t for k in sentences if (t := self.texts[k]))

    def _outlets(self, record: AnyRecord) -> tuple[str, ...]:
        names = [o.name for o in self._cited(record)]
        d = self.coding.document
        names += [d.agency] if d.agency else []
        return tuple(dict.fromkeys(names or ([d.publication] if d.publication else [])))

    def _cited(self, record: AnyRecord) -> tuple[CitedOutlet, ...]:
        """The outlets cited for a record; most records of a document share theirs."""
        places = tuple(record.citations)
        found = self.outlets_cited.get(places)
        if found is None:
            cited = [self.coding.citations[k] for k in places if k < len(self.coding.citations)]
            found = self.outlets_cited[places] = tuple(o for c in cited if not c.crossref for o in c.outlets)
        return found

    def _origin(self, record: AnyRecord, sides: list[str]) -> str:
        """The agency of the dateline, else one of the outlets cited: that of the speaker's own country before others."""
        d = self.coding.document
        if d.agency:
            return d.agency
        resting = [o.name for o in self.coding.origins if o.sentences[0] <= record.sentence <= o.sentences[1]]
        own = [n for n in resting if self.homes.get(n) in sides]
        return next(iter([*own, *resting]), d.publication or d.id)

    def _issue(self, record: AnyRecord, text: str, codes: Sequence[str]) -> tuple[str | None, bool]:
        """The issue of the record's own words, else of its sentences, of those before where its words tell nothing.

        Words that only point ("the campaign", "that deadline") name what the sentences before name.
        """
        if record.kind in ("event", "office"):
            return None, False
        words = words_of(record)
        if own := issue_of(words, codes):
            return own[1], True
        found, points = issue_of(text, codes), record.kind in ("position", "commitment") and points_back(record)
        if not found and (points or (record.kind in ("position", "commitment") and not telling(words))):
            before = range(max(0, record.sentence - _LOOK_BACK), record.sentence)
            found = next((i for k in reversed(before) if (i := issue_of(self._text([k]), codes))), None)
        return (found[1], points) if found else (None, False)

    def _codes(self, record: AnyRecord, sentences: Sequence[int]) -> tuple[str, ...]:
        held = vars(record)
        own = {p.code for p in parties_of(record) if p.code}
        own.update(v.side for v in held.get("versions") or () if v.side)
        place = held.get("place")
        if isinstance(place, str) and place in self.places:
            own.add(self.places[place])
        if len(own) < 2:
            near = [c for k in sentences for c in self.sentence_codes[k]]
            for code in [*sorted(dict.fromkeys(near), key=self.about.index), *self.about]:
                if len(own) < 2:
                    own.add(code)
        return tuple(sorted(own))

    def _asked_by(self, record: AnyRecord, sentences: Sequence[int]) -> str | None:
        """The side at whose request something is done, in the record's sentences; what is put off, also in the next one."""
        text, asked = self.coding.document.text, list(sentences)
        if vars(record).get("status") in ("postponed", "cancelled"):
            asked += [k + 1 for k in sentences[-1:] if k + 1 < len(self.coding.sentences)]
        for k in asked:
            s = self.coding.sentences[k]
            for m in self.coding.mentions:
                if m.code and s.start <= m.start and m.end <= s.end and m.type in ("person", "polity", "group"):
                    before, after = text[max(s.start, m.start - 24) : m.start], text[m.end : m.end + 24]
                    if (_AT_REQUEST.match(after) and before.rstrip().endswith(" at")) or _REQUESTED_BY.search(before):
                        return m.code
        return None

    def _said(self, record: AnyRecord, said: list[Attribution]) -> str | None:
        """When it was said: the speaker's day, else the first day cited for it, else the day of publication."""
        published = self.coding.document.published
        for day in (*(a.date for a in reversed(said)), vars(record).get("made"), self._first_cited(record)):
            if day and not _later(day, published):
                return day
        return published

    def _first_cited(self, record: AnyRecord) -> str | None:
        """The first day of the outlets cited for a record."""
        return min((o.date for o in self._cited(record) if o.date), default=None)


def _later(day: str, published: str | None) -> bool:
    """Is a day past that of publication, which nothing said can be?"""
    try:
        return day != published and published is not None and bounds(day)[0] > bounds(published)[1]
    except ValueRefusedError:
        return True
