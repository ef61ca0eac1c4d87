"""Programmes: later sums and steps of one loan, grant or debt take its name and, where they name none, its parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.extract.context import Context
from dragoman.extract.events import counterpart
from dragoman.extract.transfer_sides import same
from dragoman.frames import Frame
from dragoman.records import Party
from dragoman.values import Money

_PARTS = {"tranche", "instalment", "installment", "disbursement", "payment", "portion", "remainder", "rest", "sum"}
_SHORT = 4
_ANEW = {"a", "an", "another", "new", "further", ""}


@dataclass(frozen=True, slots=True)
class Step:
    """One transfer while it is read. `about` are the tokens of sum and nouns, `nouns` their lemmas, `known`
    the determiner."""

    head: int
    frame: Frame
    money: Money | None
    goods: str | None
    instrument: str
    stage: str
    provider: tuple[Party, ...]
    recipient: tuple[Party, ...]
    why: str
    start: int
    end: int
    about: tuple[int, ...] = ()
    known: str = ""
    nouns: tuple[str, ...] = ()
    claimed_by: tuple[Party, ...] = ()
    programme: str | None = None


def with_programmes(context: Context, steps: list[Step], date: Callable[[Step], str | None]) -> list[Step]:
    """Steps with programme names and with the sides that the text tells elsewhere."""
    out: list[Step] = []
    held: Step | None = None
    debts = [s for s in steps if s.stage == "owed" and (s.provider or s.recipient)]
    for s in steps:
        if s.stage == "owed":
            s = _of_debt(context, s, debts)
        elif held is not None and _belongs(s, held):
            s = replace(
                s, provider=s.provider or held.provider, recipient=s.recipient or held.recipient,
                instrument=held.instrument, programme=held.programme,
            )  # fmt: skip
        here = (o for o in reversed(out) if o.frame.sentence == s.frame.sentence)
        twin = next((o for o in here if same(o.provider, s.provider)), None)
        if twin is not None and not s.recipient:
            s = replace(s, recipient=twin.recipient)
        s = _completed(context, s)
        if (not s.provider and not s.recipient) or _at_home(s):
            continue
        if s.stage in ("committed", "pledged") and s.instrument == "loan" and s.money is not None and s.programme is None:
            year = (date(s) or "")[:4]
            s = replace(s, programme=f"{year} {s.instrument}".strip())
            held = s
        out.append(s)
    return out


def _of_debt(context: Context, s: Step, debts: list[Step]) -> Step:
    """A figure of a debt whose sides are told by another sentence or clause."""
    names = {e.name for e in context.cast.entities.values()}

    def far(d: Step) -> tuple[bool, bool, int]:
        return d.frame.sentence != s.frame.sentence, not any(p.name in names for p in d.recipient), abs(d.head - s.head)

    others = sorted((d for d in debts if d is not s), key=far)
    for d in others:
        if not s.recipient and d.recipient and not same(s.provider, d.recipient):
            s = replace(s, recipient=d.recipient)
        if not s.provider and d.provider and not same(s.recipient, d.provider):
            s = replace(s, provider=d.provider)
    return s


def _belongs(s: Step, held: Step) -> bool:
    """Is a step one of a programme named before: "that loan", "another tranche", the same kind between the same sides?"""
    if held.programme is None or s.stage in ("owed", "requested"):
        return False
    if s.instrument not in (held.instrument, "payment", "other"):
        return False
    if s.provider and not same(s.provider, held.provider) and held.provider:
        return False
    if s.recipient and not same(s.recipient, held.recipient) and held.recipient:
        return False
    part = bool(set(s.nouns) & _PARTS)
    if s.instrument == held.instrument:
        return part or s.stage not in ("committed", "pledged") or s.known not in _ANEW
    return part or s.known not in _ANEW


def _at_home(s: Step) -> bool:
    """Does a state pay only itself ("a rescue of the car industry")?"""
    codes = {p.code for p in (*s.provider, *s.recipient)}
    return bool(s.provider and s.recipient) and len(codes) == 1 and None not in codes and s.stage not in ("owed", "repaid")


def _completed(context: Context, s: Step) -> Step:
    """The side that nobody names is the other of the text's two, in a text long enough to be about two."""
    if len(context.analysis.sentences) < _SHORT:
        return s
    if s.provider and not s.recipient:
        other = counterpart(context, s.provider, s.frame)
        return replace(s, recipient=(other,)) if other is not None else s
    if s.recipient and not s.provider:
        other = counterpart(context, s.recipient, s.frame)
        return replace(s, provider=(other,)) if other is not None else s
    return s
