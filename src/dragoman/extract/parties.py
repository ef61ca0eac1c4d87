"""What is asked of parties: their codes, the state behind a code, and whom an act is aimed at that names nobody."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.extract.context import Context
from dragoman.frames import Frame
from dragoman.records import Party

_OFFICIAL = ("GOV", "MIL", "LEG", "SPY", "IGO", "REB", "EXE")
# one who is no officer, nor of trade with the state behind it
_PRIVATE = ("CVL", "MED", "EDU", "CRM", "LAB", "REL", "SOC", "NGO", "JUD", "AGR", "REF", "ELI", "HLH")


def codes(parties: Iterable[Party]) -> list[str]:
    """The codes of some parties, in order, without repeats."""
    return list(dict.fromkeys(p.code for p in parties if p.code))


def is_official(parties: Iterable[Party]) -> bool:
    """Do the parties speak or act for a state or a body of states?"""
    return all(p.sector in (*_OFFICIAL, "BUS") if p.person else p.sector not in _PRIVATE for p in parties)


def is_private(party: Party) -> bool:
    """Is a party neither a state's nor an officer's?"""
    return party.sector in _PRIVATE


def others(context: Context, actor: tuple[Party, ...], frame: Frame) -> tuple[Party, ...]:
    """Whom an act is aimed at that names nobody: the other of the two states of the text; of an outsider's act both; in a
    text about one state, that state, and where it acts itself the state named last before."""
    other = counterpart(context, actor)
    if other is not None:
        return (other,)
    ours = codes(actor)
    if len(ours) != 1:
        return ()
    if context.pair:
        return () if ours[0] in context.pair else tuple(state(context, c) for c in context.pair)
    main = context.main_state
    if main is not None and main != ours[0]:
        return (state(context, main),)
    return _named_before(context, frame, ours[0]) if main is not None else ()


def _named_before(context: Context, frame: Frame, ours: str) -> tuple[Party, ...]:
    for n in reversed(context.cast.namings):
        near = frame.sentence - context.analysis.sentence_of[n.head]
        if n.first < frame.head and 0 <= near <= 1 and not context.in_citation(n.head):
            for e in n.entities:
                code = context.cast.entities[e].code
                if code and code != ours and context.cast.entities[e].type in ("polity", "person", "organization"):
                    return (state(context, code),)
    return ()


def counterpart(context: Context, actor: tuple[Party, ...], frame: Frame | None = None) -> Party | None:
    """The other of the two states that the text is about, where the actor is one of them; None in a text about many."""
    pair, ours = context.pair, codes(actor)
    if len(pair) != 2 or len(ours) != 1 or ours[0] not in pair:
        return None
    return state(context, pair[1] if pair[0] == ours[0] else pair[0])


def state(context: Context, code: str) -> Party:
    """A state as a party, by its code."""
    entity = context.cast.entities.get(f"polity:{code}")
    return Party(name=entity.name if entity else code, code=code)


def among(party: Party, parties: Iterable[Party]) -> bool:
    """Is a party, by code and name, among others?"""
    return any((p.code, p.name) == (party.code, party.name) for p in parties)
