#!/usr/bin/env python3
"""Draws docs/read.svg: what `dragoman read` prints for one demo dispatch. Run it when the output has changed."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from rich.console import Console

from dragoman.coder import load_coder
from dragoman.faces.batch import code_all
from dragoman.faces.table import document_view
from dragoman.readers import Given, read_sources

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--id", default="", help="id of a demo dispatch; default: the one with the most kinds of record")
    args = parser.parse_args()
    folder = str(ROOT / "src" / "dragoman" / "data" / "demo")
    codings = list(code_all(load_coder(), read_sources([folder], Given(), print), print))
    if args.id:
        codings = [c for c in codings if c.document.id == args.id]
    coding = max(codings, key=lambda c: (len({r.kind for r in c.records}), len(c.records)))
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(document_view(coding))
    console.save_svg(str(ROOT / "docs" / "read.svg"), title=f"dragoman read {coding.document.id}.txt")


if __name__ == "__main__":
    main()
