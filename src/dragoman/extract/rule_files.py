"""What the rule files of commitments, positions and transfers share: reading TOML, checking keys, an index by word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import fields
from importlib.resources import files
from typing import Any, TypeVar

from dragoman.errors import RuleError

R = TypeVar("R")


def read_rule_file(name: str) -> dict[str, Any]:
    """The tables of a packaged rule file; raises RuleError where it is no TOML."""
    text = files("dragoman").joinpath("data", "rules", name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "file", f"is no TOML: {error}", "mend the syntax") from error


def rule_from(made: type[R], row: dict[str, Any], file: str, required: set[str]) -> R:
    """A row as a rule, lists as tuples; the allowed keys are the dataclass's. Raises RuleError for keys too many or few."""
    known = {f.name for f in fields(made)}  # type: ignore[arg-type]
    extra, lacking = sorted(set(row) - known), sorted(required - set(row))
    if extra or lacking:
        what = "; ".join(f"{verb} {', '.join(keys)}" for verb, keys in (("has keys", extra), ("lacks", lacking)) if keys)
        raise RuleError(file, str(row.get("name", "?")), what, f"use {', '.join(sorted(known))}")
    return made(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()})


def by_word(rules: Iterable[R], kinds: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[R, ...]]:
    """(word, part of speech) → the rules that name it, in order; `kinds`: the rule's field and its part of speech."""
    out: dict[tuple[str, str], list[R]] = {}
    for rule in rules:
        for field, pos in kinds:
            for word in getattr(rule, field):
                out.setdefault((word, pos), []).append(rule)
    return {k: tuple(v) for k, v in out.items()}
