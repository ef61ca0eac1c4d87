"""Dragoman reads diplomatic dispatches and keeps the record.

>>> import dragoman
>>> coding = dragoman.read("TOKYO, Feb. 11 (Kyodo) -- Japan agreed to lend Russia $100 million.")  # doctest: +SKIP
>>> coding.model_dump()["records"]  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.desk.store import Desk
    from dragoman.records import Coding, Relation

__version__ = "0.1.0"
__all__ = ["__version__", "open_desk", "read", "relate"]


def read(text: str, published: str | None = None, publication: str | None = None, *, analyser: str = "dragoman") -> Coding:
    """Read one dispatch.

    `published` is an EDTF date (``2000-02-15``, ``2000-02``); without it the text must date itself. Raises
    `errors.UnreadableError` for a text that cannot be read and `errors.ValueRefusedError` for a bad date.
    """
    from dragoman.coder import load_coder
    from dragoman.readers import read_text

    return load_coder(analyser).code(read_text(text, published=published, publication=publication))


def relate(sentence: str, actor: tuple[int, int], recipient: tuple[int, int] | None = None) -> Relation:
    """The PLOVER type of what one mention does to another, both given as character offsets. Always answers."""
    from dragoman.coder import load_coder
    from dragoman.extract.relations import relate_mentions

    return relate_mentions(load_coder(), sentence, actor, recipient)


def open_desk(where: str | Path, *, readonly: bool = False) -> Desk:
    """Open a desk, the store of what was read: a file (made where there is none) or ``postgresql+psycopg://…``.

    An older desk is upgraded, its file backed up first. Raises `errors.DeskError` for what cannot be opened as a desk.
    """
    from dragoman.desk.store import open_desk as opened

    return opened(where, readonly=readonly)
