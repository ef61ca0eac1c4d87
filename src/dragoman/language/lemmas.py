"""Lemmas by rule and table: the Penn tag says what was added, the table holds what no rule undoes."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

_VOWELS = "aeiouy"


@cache
def _table() -> dict[tuple[str, str], str]:
    path = files("dragoman").joinpath("data", "lexicon", "irregular_forms.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {(form, xpos): lemma for form, xpos, lemma in rows}


@cache
def _table_words() -> frozenset[str]:
    """Adjectives that are lower case in running text; only capitalised ones keep their capital (Russian)."""
    path = files("dragoman").joinpath("data", "lexicon", "common_adjectives.tsv")
    return frozenset(w.capitalize() for w in path.read_text(encoding="utf-8").split()[1:])


@lru_cache(maxsize=65536)
def lemma(form: str, xpos: str) -> str:
    """The lemma of a form with a Penn tag; names keep their case."""
    if xpos == "NNP":
        return form
    if xpos == "NNPS":
        return form[:-1] if form.endswith("s") and not form.endswith("ss") else form
    if xpos == "JJ" and form[0].isupper() and not form.isupper() and form[1:].islower() and form not in _table_words():
        return form
    if xpos == "POS":
        return "'s"
    low = form.lower()
    held = _table().get((low, xpos)) or _table().get((form, xpos))
    if held is None and xpos in ("VBD", "VBN"):
        held = _table().get((low, "VBN" if xpos == "VBD" else "VBD"))
    if held is not None:
        return held
    if xpos == "NNS":
        return _singular(low)
    if xpos == "VBZ":
        return _third_person(low)
    if xpos in ("VBD", "VBN"):
        return _strip(low, "ed")
    if xpos == "VBG":
        return _strip(low, "ing")
    if xpos in ("JJR", "RBR"):
        return _strip(low, "er")
    if xpos in ("JJS", "RBS"):
        return _strip(low, "est")
    return low


def repaired_tag(form: str, xpos: str, upos: str = "VERB") -> str:
    """A Penn tag that the form itself contradicts: a verb in -ed that is no base form is a past tense or participle."""
    if upos != "VERB" or xpos in ("VBD", "VBN"):
        return xpos
    low = form.lower()
    if low.endswith("ed") and len(low) > 4 and low not in _stems("base"):
        return "VBD"
    if xpos not in ("VB", "VBP"):
        return xpos
    past = _table().get((low, "VBD"))
    present = (
        past == low or (low, "VBP") in _table() or low in ("found", "saw", "fell", "wound", "ground", "lay", "bore", "felt")
    )
    return "VBD" if past is not None and not present else xpos


def _singular(word: str) -> str:
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    if word.endswith("ss") or not word.endswith("s") or len(word) < 3:
        return word
    return word[:-1]


def _third_person(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _strip(word: str, suffix: str) -> str:
    """The base under a suffix: with its silent e where the table has such a base, else with a doubled letter undone."""
    if not word.endswith(suffix) or len(word) <= len(suffix) + 1:
        return word
    stem = word[: -len(suffix)]
    if stem.endswith("i") and suffix != "ing":
        return stem[:-1] + "y"
    if not any(c in _VOWELS for c in stem):
        return word
    if stem + "e" in _silent_e() or _ends_like_silent_e(stem):
        return stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprtlv" and stem[-2:] not in ("ll", "dd", "gg"):
        return stem[:-1]
    if stem in _stems("doubled"):
        return stem[:-1]
    return stem


def _ends_like_silent_e(stem: str) -> bool:
    """Endings after which English writes a silent e: -ate, -ize, -ise, -ve, -ce, -ge after a vowel or l, r, n, -ue."""
    if (stem.endswith(("iz", "uat", "iat", "eat")) and stem not in _stems("plain")) or stem.endswith(("v", "u")):
        return True
    if stem.endswith(("c", "dg", "lg", "rg", "ng")):
        return stem.endswith(("nc", "rc", "dg", "rg", "lg", "ang", "eng", "ic", "ec", "ac", "uc")) and stem not in _stems(
            "plain"
        )
    return len(stem) > 4 and stem.endswith("at") and stem[-3] not in _VOWELS and stem not in _stems("plain")


@cache
def _silent_e() -> frozenset[str]:
    path = files("dragoman").joinpath("data", "lexicon", "silent_e.tsv")
    return frozenset(path.read_text(encoding="utf-8").split()[1:])


@cache
def _stems(kind: str) -> frozenset[str]:
    """Stems whose last letter is doubled before a suffix, and those that look as if they lost a silent e but did not."""
    path = files("dragoman").joinpath("data", "lexicon", "verb_stems.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return frozenset(stem for stem, k in rows if k == kind)
