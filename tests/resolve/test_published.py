"""Texts that state their own day in the heading or at the close."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder, load_coder
from dragoman.readers import read_text

BODY = "The minister arrived in Lima on Monday. He will meet the president of Peru."


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder()


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        (f"WORLD DESK -- MIDDAY NEWS, MARCH 4, 1997\n\n{BODY}", "1997-03-04", "stated"),
        (f"Bulletin of 4 March 1997\n\n{BODY}", "1997-03-04", "stated"),
        (f"NIGHT REPORT\n\n{BODY}\n\nIt is ten o'clock on Tuesday, March 4, 1997.", "1997-03-04", "stated"),
        (f"The treaty was signed in Lima on March 4, 1997.\n\n{BODY}", None, "unknown"),
        (f"NIGHT REPORT\n\n{BODY}\n\nThe last treaty was signed on March 4, 1997.", None, "unknown"),
    ],
)
def test_the_day_that_a_text_states(coder: Coder, text: str, published: str | None, basis: str) -> None:
    found = coder.code(read_text(text)).document
    assert (found.published, found.published_basis) == (published, basis)
