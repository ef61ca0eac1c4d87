"""What databases take as text: no NUL, no lone surrogate. Both become U+FFFD, one for one, so that offsets hold."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import PydanticSerializationError

from dragoman.records import Coding

_BAD = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_NUL = "\\u0000"
_RECORDS = {"records"}


def cleaned(coding: Coding) -> tuple[Coding, list[str], int]:
    """The coding as a database takes it, the JSON of its records and, last, of all the rest of it, and how many characters
    had to be replaced (as a rule none)."""
    try:
        parts = _parts(coding)
    except (PydanticSerializationError, UnicodeEncodeError):
        parts = [_NUL]
    if not any(_NUL in part for part in parts):
        return coding, parts, 0
    replaced: list[int] = []
    coding = Coding.model_validate(mended(coding.model_dump(mode="python"), replaced))
    return coding, _parts(coding), sum(replaced)


def _parts(coding: Coding) -> list[str]:
    return [*(r.model_dump_json() for r in coding.records), coding.model_dump_json(exclude=_RECORDS)]


def mended(value: Any, replaced: list[int]) -> Any:
    """A value of JSON as a database takes it; how many characters were replaced is appended, text by text."""
    if isinstance(value, str):
        new, count = _BAD.subn(_REPLACEMENT, value)
        replaced.append(count)
        return new
    if isinstance(value, dict):
        return {mended(k, replaced): mended(v, replaced) for k, v in value.items()}
    return [mended(v, replaced) for v in value] if isinstance(value, (list, tuple)) else value


def clean(text: str) -> str:
    """A text that the user gives, as a database takes it."""
    return _BAD.sub(_REPLACEMENT, text)
