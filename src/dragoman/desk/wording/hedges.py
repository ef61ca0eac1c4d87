"""How surely a sentence may speak: exactly as surely as the record behind it.

| record | sentence |
|---|---|
| certain, own voice | Russia refused … |
| certain, another's word | According to Japanese officials, Russia refused … |
| probable | Russia apparently refused … |
| possible | Russia may have refused … |
| certain, of himself | Russia refused …, by its own account |
| denied | It was denied that Russia had refused … / Japan denied that … |
| unknown | It is not clear whether Russia refused … |

ICD 203 words for likelihoods ("likely", "very unlikely") are not used: the record holds grades of certainty, no odds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.desk.wording.clauses import Clause
from dragoman.desk.wording.names import family_name, speaker
from dragoman.records import Certainty


def hedged(clause: Clause, certainty: Certainty, voice: Sequence[str] = (), said_by: str = "") -> str:
    """The clause as a sentence without its full stop and with a capital.

    `voice` is whom it rests on, outermost first; `said_by` names the innermost in other words (a person met before).
    """
    if clause.quoted:
        return capital(clause.told())
    own = _own_account(clause, voice[-1]) if voice else ""
    said_by = (said_by or speaker(voice[-1])) if voice and not own else ""
    if certainty == "denied":
        who = f"{said_by} denied that" if said_by else "it was denied that"
        return capital(f"{who} {clause.had()}")
    if certainty == "unknown":
        own = ""
        lead = f", {clause.time}," if clause.time_first and clause.time else ""
        clause = replace(clause, time="") if lead else clause
        where = f"according to {said_by}, it" if said_by else "it"
        return capital(f"{where} is not clear whether{lead} {clause.told()}")
    if said_by and clause.time_first and clause.time:
        clause, lead = replace(clause, time=""), f"{clause.time}, "
    else:
        lead = ""
    body = {"certain": clause.told, "probable": clause.hedged, "possible": clause.possible}[certainty]()
    return capital(f"{lead}according to {said_by}, {lowered(body)}" if said_by else body + own)


def _own_account(clause: Clause, voice: str) -> str:
    """What somebody tells of himself is by his own account."""
    if voice not in clause.doers:
        return ""
    if clause.plural:
        return ", by their own account"
    return f", by {family_name(voice, None)}’s own account" if " " in voice else ", by its own account"


def capital(text: str) -> str:
    """The first letter large."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """A sentence's own opening words ("On July 11, …") as they stand inside another."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first in ("On", "In", "By", "Between", "The", "A", "An", "Talks") else text
