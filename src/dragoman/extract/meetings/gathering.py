"""Mentions of one meeting, gathered: which tell of the same, and which only refer back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.extract.context import Context
from dragoman.extract.meetings.sides import codes_of, is_league, state_party, united
from dragoman.extract.meetings.told import Told
from dragoman.records import Party
from dragoman.values import Edtf

_FAMILY = {"talks": "talks", "negotiation_round": "talks", "summit": "talks", "other": "talks"}
_OPEN = {"planned", "proposed", "uncertain", "declined", "postponed", "cancelled"}
_REACH = 12


@dataclass
class Group:
    """The mentions of one meeting, in text order; the only thing here that grows."""

    told: list[Told] = field(default_factory=list)

    @property
    def first(self) -> Told:
        """The first mention that names somebody."""
        return next((t for t in self.told if not t.anaphoric), self.told[0])

    @property
    def codes(self) -> frozenset[str]:
        """All who take part."""
        return frozenset(c for t in self.told for c in t.codes)

    def people(self, code: str) -> set[str]:
        """The persons (offices, groups) told for one state."""
        return {p.person or p.name for t in self.told for p in t.sides.told if p.code == code and (p.person or p.role)}

    @property
    def held(self) -> bool:
        """Told as held by its first mention."""
        return self.first.status.kind == "held"


def gather(context: Context, told: list[Told]) -> list[Group]:
    """The meetings of a text. A mention joins the nearest earlier meeting that it fits; one that names nobody and fits
    none is a meeting of the text's two states where a date or place is told for it, else it is dropped."""
    groups: list[Group] = []
    waiting: list[Told] = []
    for t in told:
        fitting = [g for g in reversed(groups) if _fits(context, g, t)]
        best = max(fitting, key=lambda g: _closeness(g, t), default=None)
        if best is not None:
            best.told.append(t)
        elif (another := _session(groups, t) or _another(context, groups, t)) is not None:
            groups.append(Group([another]))
        elif not t.anaphoric or _stands(context, t):
            groups.append(Group([t]))
        else:
            waiting.append(t)
    for t in waiting:
        later = next((g for g in groups if g.first.frame.index > t.frame.index and _fits(context, g, t)), None)
        if later is not None and later.first.frame.sentence - t.frame.sentence <= 2:
            later.told.append(t)
            later.told.sort(key=lambda m: m.frame.index)
    return groups


def _session(groups: list[Group], t: Told) -> Told | None:
    """A day's session of a longer meeting told before: the same people, where that was."""
    if not (t.part and t.setting.firm and t.setting.date and _is_day(t)):
        return None
    day = Edtf(t.setting.date)
    for g in reversed(groups):
        dates = [Edtf(m.setting.date) for m in g.told if m.setting.date]
        if _FAMILY.get(g.first.type) == "talks" and g.held and any(d.overlaps(day) and d != day for d in dates):
            place = next((m.setting for m in g.told if m.setting.place), t.setting)
            setting = replace(t.setting, place=t.setting.place or place.place, host=t.setting.host or place.host)
            return replace(t, sides=replace(t.sides, told=parties_of_told(g)), setting=setting, anaphoric=False)
    return None


def _another(context: Context, groups: list[Group], t: Told) -> Told | None:
    """ "a further round", "their previous meeting": another meeting of the same sides as the one told last."""
    if not t.apart or len(t.codes) > 1 or t.type in ("visit", "phone_call", "press_conference"):
        return None
    if not (t.setting.firm or t.setting.place or t.status.kind != "held"):
        return None
    for g in reversed(groups):
        near = t.frame.sentence - g.told[-1].frame.sentence <= 3
        if near and _FAMILY.get(g.first.type) == _FAMILY.get(t.type) and len(g.codes) > 1 and t.codes <= g.codes:
            parties = parties_of_told(g) if t.sides.by_pronoun else [state_party(context, c) for c in sorted(g.codes)]
            return replace(t, sides=replace(t.sides, told=united([*t.sides.told, *parties])), anaphoric=False)
    return None


def parties_of_told(group: Group) -> tuple[Party, ...]:
    """All parties that the mentions of a meeting name or imply."""
    return united([*(p for t in group.told for p in t.sides.told), *(p for t in group.told for p in t.sides.inferred)])


def _stands(context: Context, t: Told) -> bool:
    """A meeting without named sides stands by itself where the text is about two states and says when or where it was."""
    dated = t.setting.firm or (t.setting.place is not None and t.status.kind == "held")
    if t.type == "visit" or not dated or t.status.kind == "declined":
        return False
    return len(context.pair) == 2 or len(t.codes) > 1


def _closeness(group: Group, t: Told) -> tuple[int, int, int]:
    """Nearer and better fitting first."""
    last = group.told[-1]
    same_day = group.first.setting.date == t.setting.date and t.setting.firm
    return (int(same_day), int(group.held == (t.status.kind == "held")), last.frame.index)


def _fits(context: Context, group: Group, t: Told) -> bool:
    if not _types_fit(group, t) or not _dates_fit(group, t) or not _places_fit(context, group, t):
        return False
    if t.frame.sentence - group.told[-1].frame.sentence > _REACH:
        return False
    if t.part and t.setting.firm and _is_day(t) and group.first.frame.sentence != t.frame.sentence:
        return any(m.setting.date == t.setting.date for m in group.told) and (t.anaphoric or _sides_fit(group, t))
    if t.anaphoric:
        return _refers(group, t)
    return _status_fits(group, t) and _sides_fit(group, t)


def _is_day(t: Told) -> bool:
    return t.setting.date is not None and Edtf(t.setting.date).precision == "day"


def _types_fit(group: Group, t: Told) -> bool:
    """A visit and the talks in its course are two."""
    mine, theirs = _FAMILY.get(group.first.type, group.first.type), _FAMILY.get(t.type, t.type)
    if theirs == mine:
        return True
    return t.anaphoric and mine == "phone_call" and t.frame.lemma in ("conversation", "talk")


def _status_fits(group: Group, t: Told) -> bool:
    mine, theirs = group.first.status.kind, t.status.kind
    return (mine == "held") == (theirs == "held")


def _refers(group: Group, t: Told) -> bool:
    """May a mention without sides of its own mean this meeting?"""
    if t.apart and not t.setting.firm:
        return False
    mine, theirs = group.first.status.kind, t.status.kind
    if mine == "held" and theirs in ("planned", "proposed", "postponed", "cancelled"):
        return False
    if mine in _OPEN and theirs == "held" and t.setting.firm and not any(m.setting.firm for m in group.told):
        return False
    own = {p.code for p in t.sides.told if p.code}
    return not own or own <= group.codes


def _sides_fit(group: Group, t: Told) -> bool:
    mine, theirs = group.codes, t.codes
    if not theirs or not mine:
        return False
    inferred = bool(t.sides.inferred) or any(m.sides.inferred for m in group.told)
    one = mine == theirs or ((mine <= theirs or theirs <= mine) and (inferred or "visit" in (group.first.type, t.type)))
    if not one:
        return False
    for code in mine & theirs:
        ours = group.people(code)
        yours = {p.person or p.name for p in t.sides.told if p.code == code and (p.person or p.role)}
        if ours and yours and not ours & yours:
            return False
    return True


def _dates_fit(group: Group, t: Told) -> bool:
    if t.setting.date is None or (t.anaphoric and not t.setting.firm):
        return True
    if not t.setting.firm and _same_people(group, t):
        return True
    dated = [m for m in group.told if m.setting.date is not None and (m.setting.firm or not t.setting.firm)]
    dated = dated or [m for m in group.told if m.setting.date is not None]
    return all(Edtf(m.setting.date or "").overlaps(Edtf(t.setting.date)) for m in dated)


def _same_people(group: Group, t: Told) -> bool:
    """Are the same two persons told, of two states?"""
    mine = {p.person for m in group.told for p in m.sides.told if p.person}
    return len({p.code for p in t.sides.told if p.person in mine}) > 1


def _places_fit(context: Context, group: Group, t: Told) -> bool:
    if t.setting.place is None:
        return True
    for m in group.told:
        a, b = m.setting, t.setting
        if a.place is None or a.place == b.place:
            continue
        inside = (
            a.host is not None and a.host == b.host and (_is_state(context, a.place) or _is_state(context, b.place or ""))
        )
        if not inside and a.place not in (b.place or "") and (b.place or "") not in a.place:
            return False
    return True


def _is_state(context: Context, place: str) -> bool:
    return any(e.type == "polity" and e.name == place for e in context.cast.entities.values())


def parties_of(context: Context, group: Group) -> tuple[Party, ...]:
    """Who takes part, from all mentions; the other side is inferred only where no mention names it."""
    told = united(p for t in group.told for p in t.sides.told)
    if group.first.type == "visit":
        hosts = [p for t in group.told for p in t.sides.inferred]
        return united([*told, *hosts])
    if group.first.type == "press_conference" and not any(t.type != group.first.type for t in group.told):
        return told
    if len({p.person for p in told if p.person}) > 1:
        return told
    if len(codes_of(told)) < 2 and not any(is_league(p) for p in told):
        told = united([*told, *(p for t in group.told for p in t.sides.inferred)])
    if len(codes_of(told)) < 2 and len(context.pair) == 2 and group.first.anaphoric:
        told = united([*told, *(state_party(context, c) for c in context.pair)])
    return told
