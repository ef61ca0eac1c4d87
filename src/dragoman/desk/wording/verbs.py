"""Verbs in the forms that sentences want, and whether a phrase of the record begins with one."""

from __future__ import annotations

from dragoman.desk.wording.lists import Verb, verbs, words

_NOUNISH_AFTER = ("of", "for", "over", "towards", "between", "and", "is", "was", "has")
_BARE_AFTER = ("help", "let", "make")
_TO_AFTER = ("agree", "hope", "intend", "decline", "insist", "refuse", "want", "deny", "suggest", "request", "try")
_SAYING = ("say", "claim", "tell", "suggest", "think", "believe", "argue", "state", "declare", "indicate", "insist")
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
    parts = phrase.split()
    negated = bool(parts) and parts[0].lower() == "not"
    parts = parts[negated:]
    if parts and parts[0].lower() == "to":
        parts = parts[1:]
    if not parts:
        return None
    verb = verbs().get(parts[0])
    if verb is None:
        return None
    following = parts[1].lower() if len(parts) > 1 else ""
    if verb.noun and (not following or following in _NOUNISH_AFTER):
        return None
    if following in verbs() and verb.base not in _BARE_AFTER and (not verbs()[following].noun or verb.base in _TO_AFTER):
        return None
    if verb.base in _SAYING and following not in ("that", "to", "it", "the", "a", "its", "their", "no", "yes"):
        return None
    return verb.base, " ".join([*(w.lower() if w in _LOWERED else w for w in parts[1:2]), *parts[2:]]), negated


def sound(phrase: str, plural: bool) -> bool:
    """May a phrase of the record stand in a sentence of ours? Not a verb alone, not one that breaks off or points back."""
    tokens = phrase.lower().rstrip(".").split()
    if len(tokens) < 2 or tokens[-1] in words("open_ends"):
        return False
    # "the idea", "this request": what it points back to is not in the record.
    if len(tokens) > 1 and tokens[-2] in ("the", "this", "that", "these", "those") and not phrase.split()[-1][:1].isupper():
        return False
    return plural or not {"their", "themselves", "them"} & set(tokens)
