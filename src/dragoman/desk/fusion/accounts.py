"""What each document says of one episode, and how sure that makes a desk.

How sure accounts make a value together
- Accounts are counted by origin: those that rest on one source are that source's one word, its surest.
- The surest origin decides. Two and more independent origins raise `possible` to `probable` and `probable` to `certain`.
- A value that every origin denies is `denied`; where some tell and some deny it, the telling one stands as it is, not
  raised, and the denial is told in the episode's `why`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from dragoman.desk.fusion.dates import order
from dragoman.desk.model import Account, Told, Value
from dragoman.records import Certainty

RANK: Mapping[str, int] = {"certain": 4, "probable": 3, "possible": 2, "unknown": 1, "denied": 0}
_RAISED: Mapping[Certainty, Certainty] = {"possible": "probable", "probable": "certain"}

_SENTENCE = 60

Accounts = Mapping[str, Account]


def combine(accounts: Iterable[Account]) -> Certainty:
    """How sure accounts make what they tell together; `unknown` for none."""
    held = tuple(accounts)
    if len(held) == 1:
        return held[0].certainty
    best: dict[str, Certainty] = {}
    denied: set[str] = set()
    for a in held:
        if a.certainty == "denied":
            denied.add(a.origin)
        elif a.origin not in best or RANK[a.certainty] > RANK[best[a.origin]]:
            best[a.origin] = a.certainty
    if not best:
        return "denied" if denied else "unknown"
    top = max(best.values(), key=lambda c: RANK[c])
    backing = sum(RANK[c] >= RANK["possible"] for c in best.values())
    return _RAISED.get(top, top) if backing > 1 and not denied else top


def accounts_of(members: Sequence[Told]) -> Accounts:
    """One account a record, by its key.

    A text that names several sources rests on that one of them that is heard in the episode itself, so that a report
    citing an agency and the agency's own report are one origin; the same sentence printed by several has one origin,
    that of its first printing.
    """
    heard = {t.origin for t in members if len(t.outlets) < 2}
    printed: dict[str, str] = {}
    out: dict[str, Account] = {}
    for t in members:
        origin = t.origin
        if origin not in heard:
            origin = next((o for o in t.outlets if o in heard), origin)
        if len(t.text) >= _SENTENCE:
            origin = printed.setdefault(t.text.casefold(), origin)
        out[t.key] = Account(t.document, tuple(t.record.evidence), t.voice, t.outlets, origin, t.record.certainty, t.key)
    return out


def side_of(told: Told) -> str | None:
    """Whose side an account is: the innermost speaker's code, else the country of its source, else the source."""
    return told.sides[-1] if told.sides else told.home or told.origin or None


def values_of(members: Sequence[Told], accounts: Accounts, read: str | Callable[[Any], Any]) -> tuple[Value, ...]:
    """All values that members give a field (None is none), best first: surest, then most origins, then latest told.

    `read` is the name of the record's field, or what makes the value of a record.
    """
    if len(members) == 1:
        return _only(members[0], accounts, read)
    rows: dict[Any, list[Told]] = {}
    for t in members:
        value = getattr(t.record, read) if isinstance(read, str) else read(t.record)
        if value is not None and value != () and value != "":
            rows.setdefault(value, []).append(t)
    found = []
    for value, told in rows.items():
        held = tuple(accounts[t.key] for t in told)
        sides = {side_of(t) for t in told}
        made = Value(value, held, combine(held), next(iter(sides)) if len(sides) == 1 else None)
        latest = max(order(t.said or t.published)[1] for t in told)
        found.append(((-RANK[made.certainty], -len(made.origins), -latest, str(value)), made))
    return tuple(v for _, v in sorted(found, key=lambda p: p[0]))


def _only(told: Told, accounts: Accounts, read: str | Callable[[Any], Any]) -> tuple[Value, ...]:
    """The value that the one member gives."""
    value = getattr(told.record, read) if isinstance(read, str) else read(told.record)
    if value is None or value == () or value == "":
        return ()
    account = accounts[told.key]
    return (Value(value, (account,), account.certainty, side_of(told)),)


def pick(values: Sequence[Value]) -> Any:
    """The best value of a field, or None."""
    return values[0].value if values else None


def fields_of(**named: tuple[Value, ...]) -> dict[str, tuple[Value, ...]]:
    """The fields that any account fills."""
    return {name: values for name, values in named.items() if values}
