"""Codings → JSON text."""

from __future__ import annotations

from dragoman.records import Coding

# Readers that split at every Unicode line end would cut a JSON line in two.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_line(coding: Coding) -> str:
    """One coding as one line of JSON, without a line end."""
    return coding.model_dump_json().translate(_LINE_ENDS)
