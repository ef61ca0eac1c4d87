"""Who says what how surely, and how far the record bears him out: grades in the manner of the Admiralty code.

A source is the origin of an account (reprints share one). That there is an episode, and what it says of a field of it, are
its *claims*. A claim is
- confirmed, when another origin gives the same value;
- contradicted, when another origin gives another value and none gives this one;
- alone, when nobody else speaks of it.

The letter judges the source by its claims that others speak of: the share confirmed, held back where there are few
(Laplace: one good and one bad claim are added). The number judges a claim by itself: 1 confirmed, 2 alone and told as
certain, 3 alone and told as probable or possible, 4 contradicted by one, 5 contradicted by several or denied, 6 cannot be
judged (unknown). The two are judged apart from each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from dragoman.desk.model import Account, Episode, Query, Told, Value
from dragoman.desk.views.choice import Row, printed
from dragoman.desk.views.scene import agree, in_time
from dragoman.desk.wording.dates import first_day
from dragoman.desk.wording.lists import words
from dragoman.desk.wording.names import speaker
from dragoman.records import Certainty

# From fewer claims than this that others speak of, nothing can be judged.
FEWEST = 3
_LETTERS = ((0.95, "A"), (0.75, "B"), (0.6, "C"), (0.4, "D"), (0.0, "E"))
_MEANINGS = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "cannot be judged",
}  # fmt: skip
_MOST_EXAMPLES = 12
# Fields of which two values contradict each other; others are worded freely by each.
_JUDGED = ("date", "place", "amount", "committed", "currency", "role", "polity", "person")
# Fields that another origin may confirm but not contradict: they change in the life of an episode.
_LIFE = ("deadline", "status")


@dataclass(slots=True)
class _Source:
    documents: dict[str, None] = field(default_factory=dict)
    certainties: Counter[Certainty] = field(default_factory=Counter)
    voices: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    confirmed: int = 0
    contradicted: int = 0
    contradictions: list[Row] = field(default_factory=list)
    first: str | None = None
    last: str | None = None

    def part(self) -> Row:
        """What is known of the source, without what is nought: thousands of these are read at once."""
        held = {f.name: getattr(self, f.name) for f in fields(self)} | {"documents": list(self.documents)}
        return {name: value for name, value in held.items() if value}

    def take(self, part: Row) -> None:
        """What one episode tells of the source besides."""
        self.documents.update(dict.fromkeys(part.get("documents", ())))
        for name in ("certainties", "voices", "numbers"):
            counts: Counter[str] = getattr(self, name)
            for what, count in part.get(name, {}).items():
                counts[what] += count
        self.confirmed += part.get("confirmed", 0)
        self.contradicted += part.get("contradicted", 0)
        if len(self.contradictions) < _MOST_EXAMPLES:
            self.contradictions += part.get("contradictions", [])[: _MOST_EXAMPLES - len(self.contradictions)]
        first, last = part.get("first"), part.get("last")
        if first and (self.first is None or first < self.first):
            self.first = first
        if last and (self.last is None or last > self.last):
            self.last = last


def entries(episode: Episode, told: Mapping[str, Told]) -> list[Row]:
    """What one episode tells of each source that is heard in it."""
    found: dict[str, _Source] = defaultdict(_Source)
    _judge(episode, found)
    return [{"source": name, "first": episode.first, "part": s.part()} for name, s in found.items()]


def sources(given: Iterable[Row], query: Query) -> list[Row]:
    """Rows `source`, `grade` (A–F), `meaning`, `why`, `documents`, `accounts` (how many), `certainty` (how many of each),
    `information` (how many claims of each number 1–6), `confirmed`, `contradicted`, `voices` (on whose word it speaks
    most), `contradictions`: [{`episode`, `field`, `value`, `others`, `accounts`}], `first`, `last`.
    """
    found: dict[str, _Source] = defaultdict(_Source)
    for entry in given:
        if in_time(entry["first"], query):
            found[entry["source"]].take(entry["part"])
    rows = [_row(name, s) for name, s in found.items()]
    rows.sort(key=lambda r: (-r["accounts"], r["source"]))
    return rows[: query.limit] if query.limit else rows


def _judge(episode: Episode, found: dict[str, _Source]) -> None:
    _count(episode, found)
    for name, values in episode.fields.items():
        if name in (*_JUDGED, *_LIFE):
            # The day of a meeting changes while it is planned; the versions of it are no contradictions.
            moves = name in _LIFE or (name == "date" and episode.kind == "meeting")
            _judge_field(episode, name, _by_origin(values), moves, found)
    _judge_field(episode, "told", _by_origin(_told_or_denied(episode)), False, found)


def _told_or_denied(episode: Episode) -> tuple[Value, ...]:
    """Whether there is such a thing at all, as a field of its own."""
    accounts = tuple({a.key or repr(a): a for s in episode.steps for a in s.accounts}.values())
    told = tuple(a for a in accounts if a.certainty != "denied")
    denied = tuple(a for a in accounts if a.certainty == "denied")
    return Value("so", told, episode.certainty), Value("not so", denied, "denied")


def _judge_field(
    episode: Episode, name: str, by_origin: dict[str, dict[str, tuple[Value, list[Account]]]], moves: bool,
    found: dict[str, _Source],
) -> None:  # fmt: skip
    for origin, own in by_origin.items():
        others = {o: held for o, held in by_origin.items() if o != origin}
        _judge_claim(episode, name, own, others, moves, found[origin])


def _by_origin(values: tuple[Value, ...]) -> dict[str, dict[str, tuple[Value, list[Account]]]]:
    out: dict[str, dict[str, tuple[Value, list[Account]]]] = defaultdict(dict)
    for value in values:
        for account in value.accounts:
            out[account.origin].setdefault(str(value.value), (value, []))[1].append(account)
    return out


def _judge_claim(
    episode: Episode, name: str, own: dict[str, tuple[Value, list[Account]]],
    others: dict[str, dict[str, tuple[Value, list[Account]]]], moves: bool, source: _Source,
) -> None:  # fmt: skip
    for text, (value, accounts) in own.items():
        backed = [o for o, held in others.items() if any(agree(text, other) for other in held)]
        against = [o for o in others if o not in backed]
        if all(a.certainty == "denied" for a in accounts):
            source.numbers["5"] += 1
        elif backed:
            source.confirmed += 1
            source.numbers["1"] += 1
        elif against and len(own) == 1 and not moves:
            source.contradicted += 1
            source.numbers["4" if len(against) == 1 else "5"] += 1
            if len(source.contradictions) < _MOST_EXAMPLES:
                source.contradictions.append(_contradiction(episode, name, value, accounts, against))
        else:
            best = {a.certainty for a in accounts}
            source.numbers["2" if "certain" in best else "6" if best == {"unknown"} else "3"] += 1


def _contradiction(episode: Episode, name: str, value: Value, accounts: list[Account], against: list[str]) -> Row:
    return {
        "episode": episode.id, "title": episode.title, "field": name, "value": value.value, "others": sorted(against),
        "accounts": printed(accounts),
    }  # fmt: skip


def _count(episode: Episode, found: dict[str, _Source]) -> None:
    accounts = {a.key or repr(a): a for held in episode.fields.values() for v in held for a in v.accounts}
    accounts |= {a.key or repr(a): a for s in episode.steps for a in s.accounts}
    for a in accounts.values():
        source = found[a.origin]
        source.documents[a.document] = None
        source.certainties[a.certainty] += 1
        # A voice that is only a pronoun names nobody.
        if a.voice and a.voice[-1].lower() not in words("open_ends"):
            source.voices[speaker(a.voice[-1].split(",")[0]).removeprefix("the ")] += 1
        for day in (episode.first, episode.last):
            if first_day(day):
                source.first = min(filter(None, (source.first, day)))
                source.last = max(filter(None, (source.last, day)))


def grade(confirmed: int, contradicted: int) -> tuple[str, str]:
    """Letter and reason from how many claims others confirmed and contradicted."""
    judged = confirmed + contradicted
    if judged < FEWEST:
        known = f"others speak of only {judged} of its claims" if judged else "nobody else speaks of its claims"
        return "F", f"{known}; {FEWEST} are the fewest to judge by"
    share = (confirmed + 1) / (judged + 2)
    letter = next(letter for least, letter in _LETTERS if share >= least)
    told = f"{confirmed} of {judged} claims that others speak of are confirmed by another origin"
    return letter, f"{told}; held back for their number that is {share:.0%}"


def _row(name: str, s: _Source) -> Row:
    letter, why = grade(s.confirmed, s.contradicted)
    order: tuple[Certainty, ...] = ("certain", "probable", "possible", "denied", "unknown")
    return {
        "source": name, "grade": letter, "meaning": _MEANINGS[letter], "why": why, "documents": len(s.documents),
        "accounts": s.certainties.total(), "certainty": {c: s.certainties[c] for c in order if s.certainties[c]},
        "information": {n: s.numbers[n] for n in sorted(s.numbers)}, "confirmed": s.confirmed,
        "contradicted": s.contradicted,
        "voices": [v for v, _ in sorted(s.voices.items(), key=lambda p: (-p[1], p[0]))[:5]],
        "contradictions": s.contradictions, "first": s.first, "last": s.last,
    }  # fmt: skip
