"""What a careful analyst expects of the demo against what the desk answers, field by field.

Each expected row is held against the answer's row that fits it best; every field of it is one check with a path
(`promises[0].history[1].deadline`). Dates and numbers must be those expected or accepted; words must share what tells.

`python tests/golden.py` prints what is not right; with `--pin` it writes that as the known gaps.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from dragoman.desk.fusion import fuse_block
from dragoman.desk.fusion.dates import within
from dragoman.desk.model import Episode, Query
from dragoman.desk.telling import tell_all
from dragoman.desk.views import calendar, ledger, positions, promises, versions
from dragoman.desk.words import likeness, stems, telling
from dragoman.errors import DragomanError
from dragoman.readers import Given, read_sources
from dragoman.records import Coding
from dragoman.resolve.issues import issue_of

VIEWS: Mapping[str, Callable[[Sequence[Episode], Query, date], Any]] = {
    "promises": promises.rows, "ledger": ledger.rows, "calendar": calendar.rows, "positions": positions.rows,
    "versions": versions.rows,
}  # fmt: skip
BOTH = ("IND", "JPN", "PAK", "RUS")
GAPS = Path(__file__).parent / "desk" / "demo_gaps.tsv"
TODAY = date(2004, 7, 1)
PARTS = ("history", "entries", "stances", "reversals", "refusals", "outcome", "accounts")
WORDS = ("gist", "issue", "programme", "stance", "from", "to", "value")
DATES = ("date", "made", "for")
SETS = ("promisor", "beneficiary", "provider", "recipient", "said_by", "postponed_by", "told_by")
# A row is an answer to what is asked only where one of these is right.
IDENTITY = {
    "promises": ("gist", "issue"), "ledger": ("programme",), "calendar": ("participants", "date", "place"),
    "positions": ("issue",), "versions": ("accounts[0].files", "accounts[1].files"),
}  # fmt: skip
UNCHECKED = ("between", "files", "quote", "episode", "field")


@dataclass(frozen=True)
class Check:
    """One expected field: where it stands, whether the desk has it right, and both values."""

    path: str
    right: bool
    expected: Any
    got: Any

    @property
    def line(self) -> str:
        return f"{self.path}\t{self.expected}"


def check_all(codings: Sequence[Coding], expected: Path) -> list[Check]:
    """All checks of the expected answers of a folder, in their order."""
    golden = tomllib.loads(expected.read_text(encoding="utf-8"))
    told = tell_all(codings)
    episodes = fuse_block(told)
    texts = {c.document.id: c for c in codings}
    out: list[Check] = []
    shared: dict[str, set[str]] = {}
    for t in told:
        shared.setdefault(t.document, set()).add(t.origin)
    for k, group in enumerate(golden["reprints"]):
        ids = [Path(f).stem for f in group["files"]]
        out.append(Check(f"reprints[{k}]", {o for i in ids for o in shared[i]} == {group["origin"]}, group["origin"], ids))
    for view, rows in VIEWS.items():
        answers: dict[tuple[str, ...], list[Any]] = {}
        for k, want in enumerate(golden[view]):
            pair = tuple(want["between"])
            if pair not in answers:
                answers[pair] = list(rows(episodes, Query(between=pair), TODAY).rows)
            out += _best(want, answers[pair], f"{view}[{k}]", texts)
    return out


def _best(want: Mapping[str, Any], rows: Sequence[Any], path: str, texts: Mapping[str, Coding]) -> list[Check]:
    """The checks against the row that fits best; against nothing where there is no row."""
    tries = [list(_checks(want, row, path, texts)) for row in [*rows, {}]]
    identity = IDENTITY.get(path.split("[")[0]) if "." not in path else None
    if identity:
        names = {f"{path}.{name}" for name in identity}
        tries = [t for t in tries[:-1] if any(c.right for c in t if c.path in names)] + tries[-1:]
    return max(tries, key=lambda checks: sum(c.right * (1.5 if c.path.count(".") == 1 else 1) for c in checks))


def _checks(want: Mapping[str, Any], row: Mapping[str, Any], path: str, texts: Mapping[str, Coding]) -> Iterator[Check]:
    for name, value in want.items():
        if name in UNCHECKED or name.startswith("accept_") or name.endswith("_note"):
            continue
        if name in PARTS:
            yield from _parts(name, value, row, path, texts)
            continue
        got = row.get(name) if name != "told_by" else row.get("claimed_by") or row.get("said_by")
        choices = [value, *want.get(f"accept_{name}", [])]
        yield Check(f"{path}.{name}", any(_same(name, c, got) for c in choices), value, got)
    if "quote" in want and row:
        yield Check(f"{path}.files", _rests_on(want, row, texts), want["files"][0], sorted(_documents(row)))
    elif "quote" in want:
        yield Check(f"{path}.files", False, want["files"][0], None)


def _parts(name: str, wanted: Any, row: Mapping[str, Any], path: str, texts: Mapping[str, Coding]) -> Iterator[Check]:
    """Entries of a list, each against the entry that fits it best and fits no other better."""
    wanted = wanted if isinstance(wanted, list) else [wanted]
    there: list[Any] = list(row.get("outcomes" if name in ("refusals", "outcome") else name) or [])
    if name == "refusals":
        there = [o for o in there if o["status"] in ("refused", "reinterpreted")]
    free = list(there)
    for k, want in enumerate(wanted):
        checks = _best(want, free, f"{path}.{name}[{k}]", texts)
        used = next((r for r in free if list(_checks(want, r, f"{path}.{name}[{k}]", texts)) == checks), None)
        if used is not None:
            free.remove(used)
        yield from checks


def _same(name: str, want: Any, got: Any) -> bool:
    if want in ([], None):
        return not got
    if want == 0 and got is None:
        return True
    if got is None or got == []:
        return False
    if name in SETS:
        return set(want) <= set(got) if name == "said_by" else set(want) == set(got if isinstance(got, list) else [got])
    if name == "participants":
        return all(any(telling(w) & telling(g) or stems(w) & stems(g) for g in got) for w in want)
    if name in WORDS:
        if name == "issue" and issue_of(str(want), BOTH) and issue_of(str(want), BOTH) == issue_of(str(got), BOTH):
            return True
        a, b = telling(str(want)) or stems(str(want)), telling(str(got)) or stems(str(got))
        return likeness(a, b) >= 0.4 or (bool(a) and a <= b)
    if name in DATES and within(str(got), str(want)):
        return True
    if name == "place":
        return str(want).casefold() in str(got).casefold()
    return bool(want == got)


def _documents(row: Mapping[str, Any]) -> set[str]:
    return {a["document"] for a in row.get("accounts", [row] if "document" in row else [])}


def _rests_on(want: Mapping[str, Any], row: Mapping[str, Any], texts: Mapping[str, Coding]) -> bool:
    """Does the answer rest on one of the files, in the quoted passage's sentence where it rests on the first?"""
    files = [Path(f).stem for f in want["files"]]
    return bool(_documents(row) & set(files))


def demo_checks() -> list[Check]:
    """The checks of the packaged demo, read afresh."""
    from dragoman.coder import load_coder

    def refuse(error: DragomanError) -> None:
        raise error

    with as_file(files("dragoman").joinpath("data", "demo")) as folder:
        documents = list(read_sources([str(folder)], Given(None, None), refuse))
        coder = load_coder()
        return check_all([coder.code(d) for d in documents], folder / "expected.toml")


def main() -> None:
    """Print or pin the gaps."""
    checks = demo_checks()
    wrong = [c for c in checks if not c.right]
    if "--pin" in sys.argv[1:]:
        GAPS.write_text("\n".join(["path\texpected", *(c.line for c in wrong)]) + "\n", encoding="utf-8")
    for c in wrong:
        print(f"{c.line}\tgot {c.got}")
    print(f"right={len(checks) - len(wrong)} of {len(checks)}")


if __name__ == "__main__":
    main()
