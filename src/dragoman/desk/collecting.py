"""Python's search for cycles, held back where many values without any come to be at once.

A desk's rows, records and episodes point one way only. Looking for cycles among a hundred thousand of them while they
come to be costs a third of the time that a view takes, a quarter of fusing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it nothing is looked for; afterwards all is as it was."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
