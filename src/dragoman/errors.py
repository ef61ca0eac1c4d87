"""What can go wrong, as a tree.

DragomanError
├── UnreadableError      a file or item that cannot be read: which, where, what is wrong, what to do
├── RuleError            a rule or word list that is malformed: file, rule, remedy
├── ValueRefusedError    a value that cannot be taken as it is (an amount, a date): the text and the reason
├── ModelError           the analyser cannot be loaded
└── DeskError            a desk that cannot be opened, read or written: which, what is wrong, what to do
"""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all that this package raises on purpose; its text is one clear line for the user."""


class UnreadableError(DragomanError):
    """A file, or one item of it, cannot be read."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(f"{where}: {what}" + (f"; {remedy}" if remedy else ""))
        self.where, self.what, self.remedy = where, what, remedy


class RuleError(DragomanError):
    """A rule file or word list is malformed."""

    def __init__(self, file: str, rule: str, what: str, remedy: str) -> None:
        super().__init__(f"{file}: {rule}: {what}; {remedy}")


class ValueRefusedError(DragomanError, ValueError):
    """A value is refused, with the reason."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"“{text}” refused: {reason}")
        self.text, self.reason = text, reason


class ModelError(DragomanError):
    """The analyser or one of its parts cannot be loaded."""


class DeskError(DragomanError):
    """A desk cannot be opened, read or written."""

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(f"{where}: {what}" + (f"; {remedy}" if remedy else ""))
        self.where, self.what, self.remedy = where, what, remedy
