"""Time expressions: found, normalised to TIMEX3, resolved to EDTF. Usable by itself (`dragoman times`).

    find_times("They met last week.", Edtf.parse("2000-02-15"))

The steps: `lexer` (text → word classes), `grammar` (rules of `data/rules/times` → matches), `normalise` (matches →
readings), `resolve` (readings → values, against text, narrative or publication). Method and conventions follow TIMEX3
(ISO-TimeML); the notion of a narrative reference time follows Strötgen & Gertz, HeidelTime (2010).
"""

from __future__ import annotations

from dragoman.resolve.times.cited import parse_cited_dates
from dragoman.resolve.times.model import Timex
from dragoman.resolve.times.resolving import find_times

__all__ = ["Timex", "find_times", "parse_cited_dates"]
