"""What neighbours lend each other: a time of day its day, the halves of a range the whole of it."""

from __future__ import annotations

import re
from dataclasses import replace

from dragoman.resolve.times.grammar import Found
from dragoman.resolve.times.model import Timex
from dragoman.resolve.times.spans import Layout
from dragoman.values import Edtf

_DAY = re.compile(r"(?:BC)?\d{4}-\d\d-\d\d")
_CLOCK_RULES = {"clock", "clocks"}
_GAP = 12


def join_clocks(times: list[Timex], found: Found, layout: Layout) -> list[Timex]:
    """A time of day takes the day that its sentence names nearest to it."""
    out = list(times)
    for i, t in enumerate(times):
        if t.value is None or "T" not in t.value or found.readings[i].rule not in _CLOCK_RULES:
            continue
        days = [u for u in times[max(0, i - 2) : i + 3] if _day_beside(u, t, layout)]
        if days:
            best = min(days, key=lambda u: min(abs(u.start - t.end), abs(t.start - u.end)))
            value = f"{best.value}{t.value[t.value.index('T') :]}"
            why = f"on the day that “{best.text}” names"
            out[i] = replace(t, value=value, edtf=best.edtf, why=why, anchor=best.anchor)
    return out


def _day_beside(day: Timex, clock: Timex, layout: Layout) -> bool:
    return bool(day.value and _DAY.fullmatch(day.value)) and layout.sentence(day.start) == layout.sentence(clock.start)


def join_ranges(times: list[Timex], found: Found) -> list[Timex]:
    """Both halves of a range carry the whole of it as EDTF; each keeps its own value."""
    out = list(times)
    for i in range(len(times) - 1):
        a, b = found.readings[i], found.readings[i + 1]
        x, y = times[i].edtf, times[i + 1].edtf
        beside = a.join == b.join == "range" and a.rule == b.rule and 0 < b.start - a.end <= _GAP
        if not beside or x is None or y is None or x.first > y.last:
            continue
        whole = _between(x, y)
        why = f"range “{found.lexed.text[a.start : b.end]}”"
        out[i] = replace(times[i], edtf=whole, why=f"{times[i].why}; opens the {why}")
        out[i + 1] = replace(times[i + 1], edtf=whole, why=f"{times[i + 1].why}; closes the {why}")
    return out


def _between(a: Edtf, b: Edtf) -> Edtf:
    left, right = a.text.split("/")[0], b.text.split("/")[-1]
    return Edtf(f"{left}/{right}") if left != right else a
