"""Verbs in the forms that sentences want, and whether a phrase of the record begins with one."""

from __future__ import annotations

from dragoman.desk.wording.lists import Verb, verbs

_NOUNISH_AFTER = ("of", "for", "over", "towards", "between", "and", "is", "was", "has")
_BARE_AFTER = ("help", "let", "make")
_SAYING = ("say", "claim", "tell")
_LOWERED = ("The", "A", "An", "Its", "His", "Her", "Their")


def known(base: str) -> Verb:
    """A verb of the list; one that is not there is taken as regular."""
    found = verbs().get(base)
    if found is not None:
        return found
    past = base + "d" if base.endswith("e") else base[:-1] + "ied" if base[-1:] == "y" else base + "ed"
    return Verb(base, past, past, False)


def past(base: str, plural: bool) -> str:
    """ "was", "were", "refused"."""
    if base == "be":
        return "were" if plural else "was"
    return known(base).past


def participle(base: str) -> str:
    """ "been", "refused"."""
    return known(base).participle


def split_phrase(phrase: str) -> tuple[str, str, bool] | None:
    """A verb phrase as (base form, rest, negated); None where the phrase does not begin with a verb in its base form.

    "sign a treaty" → ("sign", "a treaty", False); "not accept it" → ("accept", "it", True); "support for it" → None.
    """
    words = phrase.split()
    negated = bool(words) and words[0].lower() == "not"
    words = words[negated:]
    if words and words[0].lower() == "to":
        words = words[1:]
    if not words:
        return None
    verb = verbs().get(words[0])
    if verb is None:
        return None
    following = words[1].lower() if len(words) > 1 else ""
    if verb.noun and (not following or following in _NOUNISH_AFTER):
        return None
    if following in verbs() and not verbs()[following].noun and verb.base not in _BARE_AFTER:
        return None
    if verb.base in _SAYING and following not in ("that", "to", "it", "the", "a", "its", "their", "no", "yes"):
        return None
    return verb.base, " ".join([*(w.lower() if w in _LOWERED else w for w in words[1:2]), *words[2:]]), negated
