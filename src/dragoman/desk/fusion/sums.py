"""What a sum in a sentence is: an instalment, a total told ("in all"), all that is paid ("so far"), what is
left ("the remaining"), or the whole of a programme ("the $3 billion loan")."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from dragoman.desk.model import Told
from dragoman.errors import RuleError
from dragoman.records import Transfer

SumSort = Literal["", "total", "rest", "whole"]
Cue = Literal["total", "paid", "rest", "whole"]

_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:\s*(?:thousand|million|billion|trillion|crore|lakh|bn|mn?|tn)\b)?", re.IGNORECASE
)
_SCALE = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "crore": 1e7, "lakh": 1e5, "bn": 1e9, "m": 1e6,
    "mn": 1e6, "tn": 1e12,
}  # fmt: skip
_REACH_LEFT, _REACH_RIGHT = 40, 26
_NEAR = 6
# "Two hundred million of the nine hundred million loan": what is paid is a part.
_PART = re.compile(r"\d[\w.]*(?: (?:thousand|million|billion|trillion))? of (?:the|a|an|its|that) ", re.IGNORECASE)
_REACHES = ("near", "far", "before", "after", "next")


def stage_and_sort(told: Told) -> tuple[str, SumSort]:
    """The stage of a transfer and what its sum is, both mended by the words around the sum.

    What is told as neither done nor sure ("would lend") is a pledge, however it was read; a sum that all payments make
    up is paid, and what is left is owed.
    """
    r = told.record
    assert isinstance(r, Transfer)
    stage = "pledged" if r.stage == "disbursed" and r.certainty == "unknown" else r.stage
    cue = sum_cue(told.text, float(r.amount)) if r.amount is not None else None
    if cue == "paid":
        return "disbursed", "total"
    if cue == "rest":
        return "owed" if stage in ("disbursed", "resumed") or r.stage == "disbursed" else stage, "rest"
    if cue == "whole" and stage == "disbursed" and _PART.search(told.text):
        return "committed", "whole"
    if cue == "whole" and stage in ("suspended", "resumed"):
        return stage, "whole"
    return stage, "total" if cue == "total" and stage == "disbursed" else ""


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[Cue, str]]]:
    """One pattern of all cues; cue → what it means and where it may stand (near, far, or near before or after)."""
    lines = files("dragoman").joinpath("data", "desk", "sum_cues.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[str, tuple[Cue, str]] = {}
    for number, line in enumerate(lines[1:], 2):
        phrase, means, reach = [*line.split("\t"), "", ""][:3]
        if means not in ("total", "paid", "rest", "whole") or reach not in _REACHES:
            remedy = f"write phrase, total|paid|rest|whole, {'|'.join(_REACHES)}"
            raise RuleError("sum_cues.tsv", f"line {number}", f"is “{line}”", remedy)
        table[phrase] = means, reach  # type: ignore[assignment]
    words = "|".join(re.escape(p) for p in sorted(table, key=lambda p: (-len(p), p)))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE), table


@lru_cache(maxsize=16384)
def sum_cue(text: str, amount: float) -> Cue | None:
    """How a sentence names an amount. The cue nearest to the figure counts; one over another figure does not."""
    pattern, table = _cues()
    figures = [(m.start(), m.end(), _value(m.group())) for m in _NUMBER.finditer(text)]
    best: tuple[int, Cue] | None = None
    for start, end, value in figures:
        if abs(value - amount) > 0.005 * max(1.0, abs(amount)):
            continue
        left = max([e for _, e, v in figures if e <= start and v >= 1000], default=0)
        right = min([s for s, _, v in figures if s >= end and v >= 1000], default=len(text))
        for cue in pattern.finditer(text, max(left, start - _REACH_LEFT), min(right, end + _REACH_RIGHT)):
            side = "before" if cue.end() <= start else "after"
            away = start - cue.end() if side == "before" else cue.start() - end
            means, reach = table[cue.group().casefold()]
            here = reach in ("near", side) or (reach == "next" and side == "after" and away <= 1)
            if (reach == "far" or (away <= _NEAR and here)) and (best is None or away < best[0]):
                best = away, means
    return best[1] if best else None


def _value(figure: str) -> float:
    match = re.match(r"[\d,.]*\d", figure)
    number = float(match.group().replace(",", "")) if match else 0.0
    scale = figure[match.end() :].strip().casefold() if match else ""
    return number * _SCALE.get(scale, 1.0)
