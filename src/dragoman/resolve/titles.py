"""Titles: what role a run of words before or after a name gives, and of which state."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.language.analysis import Analysis
from dragoman.resolve.names import NameHit
from dragoman.resolve.registry import Registry, Title, fold

_LONGEST_TITLE = 7
_WINDOW = 12
_PASSABLE = {"ADJ", "NOUN", "PROPN", "DET", "PRON", "PART", "ADP", "NUM", "ADV", "X"}
_STOP_WORDS = {"and", "or", "with", "that", "who", "which", "between", "told", "by", "as", "from", "to"}
_QUALIFIERS = {"then": "then", "then-": "then", "former": "former", "ex": "former", "late": "former", "onetime": "former",
               "deposed": "former", "ousted": "former", "erstwhile": "former", "ex-": "former",
               "acting": "acting", "interim": "acting", "outgoing": "", "incoming": "designate"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Styled:
    """A title found in the text: its tokens, the role, the code that qualifies it, and the qualifier ("then", "former").

    `polity` is None where the words name no state; `polity_token` is where it is named.
    """

    first: int
    last: int
    title: Title
    polity: str | None
    polity_first: int
    qualifier: str = ""


def plural_title(registry: Registry, word: str) -> Title | None:
    """The title that a plural head word means ("ministers")."""
    return registry.titles.get(word[:-1]) if word.endswith("s") and len(word) > 4 else None


def plural_ending_at(analysis: Analysis, registry: Registry, end: int, low: int) -> tuple[int, Title] | None:
    """The longest title that a plural means whose last token is `end - 1` ("defence ministers"); (first token, title)."""
    last = plural_title(registry, analysis.tokens[end - 1].lower_text)
    if last is None:
        return None
    best, word = (end - 1, last), fold(analysis.tokens[end - 1].text)[:-1]
    for first in range(end - 2, max(low, end - _LONGEST_TITLE) - 1, -1):
        text = " ".join([*(fold(analysis.tokens[t].text) for t in range(first, end - 1)), word]).replace(" - ", "-")
        if text in registry.titles:
            best = (first, registry.titles[text])
    return best


def title_ending_at(analysis: Analysis, registry: Registry, end: int, low: int) -> tuple[int, Title] | None:
    """The longest title whose last token is `end - 1` and first not before `low`; (first token, title)."""
    best = None
    if fold(analysis.tokens[end - 1].text) not in registry.title_ends:
        return None
    for first in range(end - 1, max(low, end - _LONGEST_TITLE) - 1, -1):
        title = registry.titles.get(" ".join(fold(analysis.tokens[t].text) for t in range(first, end)).replace(" - ", "-"))
        if title is not None:
            best = (first, title)
    return best


def polity_before(analysis: Analysis, hits: dict[int, NameHit], first: int, low: int) -> tuple[str | None, int]:
    """The state named just before a title ("Russian", "Japan's visiting", "the U.S."), and where its name begins."""
    at = first - 1
    while at >= low and first - at <= 6:
        hit = hits.get(at)
        token = analysis.tokens[at]
        if hit is not None and hit.entry.kind in ("polity", "demonym", "region", "organization", "capital", "seat", "body"):
            return hit.entry.code, hit.first
        passable = token.upos in _PASSABLE or (token.upos == "VERB" and token.rel == "amod")
        if not passable or token.lower_text in _STOP_WORDS or token.upos == "ADP":
            break
        at -= 1
    return None, first


def polity_after(analysis: Analysis, hits: dict[int, NameHit], last: int, high: int) -> str | None:
    """The state named after a title by "of" or "for" ("president of Russia")."""
    at = last
    if at + 1 >= high or analysis.tokens[at].lower_text not in ("of", "for"):
        return None
    at += 1
    while at < high and analysis.tokens[at].upos in ("DET", "ADJ"):
        if at in hits:
            break
        at += 1
    hit = hits.get(at)
    return hit.entry.code if hit is not None and hit.entry.kind != "outlet" else None


def polities_around(analysis: Analysis, hits: dict[int, NameHit], first: int, last: int, low: int, high: int) -> list[str]:
    """All states that a plural title is given: "the Armenian and Azerbaijani presidents", "ministers of A, B and C"."""
    before: list[str] = []
    at = first - 1
    while at >= low and _joins(analysis, hits, at):
        code = hits[at].entry.code if at in hits else None
        if code and hits[at].first == at:
            before.append(code)
        at -= 1
    after: list[str] = []
    if last + 1 < high and analysis.tokens[last].lower_text in ("of", "from"):
        at = last + 1
        while at < high and _joins(analysis, hits, at):
            code = hits[at].entry.code if at in hits else None
            if code and hits[at].first == at:
                after.append(code)
            at += 1
    return list(dict.fromkeys([*reversed(before), *after]))


def _joins(analysis: Analysis, hits: dict[int, NameHit], at: int) -> bool:
    named = at in hits and hits[at].entry.kind in ("polity", "demonym", "capital", "organization")
    return named or analysis.tokens[at].lower_text in ("and", ",", "the", "'s", "’s", "both", "&")


def qualifier_before(analysis: Analysis, first: int, low: int) -> str:
    """ "then", "former", "acting" … among the few words before a title."""
    for at in range(first - 1, max(low, first - 4) - 1, -1):
        word = analysis.tokens[at].lower_text
        if word in _QUALIFIERS:
            return _QUALIFIERS[word]
        if word == "-":
            continue
        if analysis.tokens[at].upos not in _PASSABLE or word in _STOP_WORDS:
            break
    return ""


def styled_before(
    analysis: Analysis, registry: Registry, hits: dict[int, NameHit], name_first: int, low: int
) -> Styled | None:
    """The title that stands before a name, with its state: "then Russian President" Boris Yeltsin."""
    end = name_first
    while end - 1 > low and fold(analysis.tokens[end - 1].text).rstrip(".") in registry.honorifics:
        end -= 1
    comma = end - 1 > low and analysis.tokens[end - 1].text == ","
    behind = end - 1 if comma else end
    found = title_ending_at(analysis, registry, behind, low)
    given: str | None = None
    if found is None:
        found, given = _title_of(analysis, registry, hits, behind, low)
    if found is None:
        return None
    first, title = found
    if comma and given is None and analysis.tokens[end - 2].xpos in ("NNS", "NNPS"):
        return None
    if comma and not _is_apposed(analysis, end - 2, name_first):
        return None
    polity, polity_first = polity_before(analysis, hits, first, low)
    if given is not None:
        polity, polity_first = given, first
    if comma and polity is None and not _definite(analysis, first, low):
        return None
    return Styled(first, end, title, polity, polity_first, qualifier_before(analysis, min(first, polity_first), low)
                  or qualifier_before(analysis, first, low))  # fmt: skip


def _title_of(
    analysis: Analysis, registry: Registry, hits: dict[int, NameHit], behind: int, low: int
) -> tuple[tuple[int, Title] | None, str | None]:  # fmt: skip
    """A title with its state behind it, before a comma and a name: "the Secretary of the Treasury of Chile, Ana Ruiz"."""
    hit = hits.get(behind - 1)
    if hit is None or hit.entry.code is None or hit.last != behind:
        return None, None
    end = hit.first
    while end - 1 > low and analysis.tokens[end - 1].lower_text in ("of", "the", "for", "to"):
        end -= 1
    if end == hit.first:
        return None, None
    return title_ending_at(analysis, registry, end, low), hit.entry.code


def _is_apposed(analysis: Analysis, title: int, name: int) -> bool:
    """ "the premier, Ion Mora," but not "the premier, Mora says, will": the name does not begin a clause of its own."""
    behind = name
    while behind + 1 < len(analysis.tokens) and analysis.tokens[behind].upos == "PROPN":
        behind += 1
    if analysis.tokens[behind].upos in ("VERB", "AUX"):
        return False
    at, steps = name, 0
    while analysis.tokens[at].head != at and steps < 6:
        head = analysis.tokens[at].head
        if head == title or analysis.tokens[at].rel in ("appos", "conj"):
            return True
        if analysis.tokens[head].upos == "VERB" and head > name:
            return analysis.tokens[head].head != analysis.tokens[title].head and analysis.tokens[head - 1].text == ","
        at, steps = head, steps + 1
    return True


def _definite(analysis: Analysis, first: int, low: int) -> bool:
    """Does "the", "its", "his" stand before the title, as in an apposition?"""
    return any(analysis.tokens[t].upos in ("DET", "PRON") for t in range(max(low, first - 4), first))


def styled_together(analysis: Analysis, registry: Registry, name_first: int, low: int) -> Styled | None:
    """The plural title before the first of several names: "Presidents" Boris Yeltsin and Bill Clinton."""
    title = plural_title(registry, analysis.tokens[name_first - 1].lower_text) if name_first > low else None
    first = name_first - 1
    if title is not None and first > low:
        longer = registry.titles.get(f"{analysis.tokens[first - 1].lower_text} {analysis.tokens[first].lower_text[:-1]}")
        if longer is not None:
            title, first = longer, first - 1
    return Styled(first, name_first, title, None, first) if title is not None else None


def styled_after(
    analysis: Analysis, registry: Registry, hits: dict[int, NameHit], name_last: int, high: int
) -> Styled | None:
    """The title in an apposition after a name: Ana Ruiz", the Cuban trade envoy"."""
    if name_last >= high or analysis.tokens[name_last].text not in (",", "("):
        return None
    end = name_last + 1
    while end < high and end - name_last <= _WINDOW and analysis.tokens[end].text not in (",", ";", ")", ".", "("):
        if analysis.tokens[end].upos in ("VERB", "AUX") and analysis.tokens[end].lower_text not in _QUALIFIERS:
            break
        end += 1
    for last in range(end, name_last + 1, -1):
        found = title_ending_at(analysis, registry, last, name_last + 1)
        if found is not None and any(analysis.tokens[t].upos == "ADP" for t in range(name_last + 1, found[0])):
            continue
        if found is not None:
            first, title = found
            polity = polity_after(analysis, hits, last, high)
            before, at = polity_before(analysis, hits, first, name_last + 1)
            return Styled(first, last, title, before or polity, at, qualifier_before(analysis, first, name_last))
    return None
