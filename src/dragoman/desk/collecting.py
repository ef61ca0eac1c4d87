"""Python's search for cycles, held back where many values without any come to be at once.

A desk's rows, records and episodes point one way only. Looking for cycles among a hundred thousand of them costs half of the
time that a view takes, a quarter of fusing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it nothing is looked for; afterwards what came to be counts as old, and is looked through when all is."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        _aged()
        gc.enable()


def _aged() -> None:
    """Everything young is put with the old: what somebody has frozen must stay so, and then all stays as it is."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
