"""Where the sides differ: rival accounts, claims about the other side, opposite stances, reversals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from dragoman.briefs.choosing import Item
from dragoman.briefs.model import Sentence
from dragoman.briefs.prose import Writer, plain_clause
from dragoman.desk.model import Episode, Step
from dragoman.desk.views.scene import Scene, in_time, spokesman
from dragoman.desk.views.versions import rows as version_rows
from dragoman.desk.wording.clauses import clause_of, meeting_noun
from dragoman.desk.wording.dates import due_noun, first_day, in_words, when
from dragoman.desk.wording.hedges import capital, hedged
from dragoman.desk.wording.names import issue, listed, named, state
from dragoman.desk.wording.steps import clause_of_step
from dragoman.desk.wording.sums import sum_in_words
from dragoman.desk.wording.verbs import sound, split_phrase
from dragoman.records import Commitment, Meeting, Position, Transfer

_FIELDS = {
    "date": "the date", "deadline": "the deadline", "place": "the place", "committed": "the sum", "status": "the outcome",
}  # fmt: skip
_OUTCOMES = {
    "met": "that it was kept", "missed": "that it was not kept", "open": "that it stands",
    "refused": "that it does not bind", "reinterpreted": "that it means something else", "unclear": "nothing clear",
}  # fmt: skip


def differences(scene: Scene, items: Sequence[Item], writer: Writer) -> list[Sentence]:
    """All of them, each once; none where the record holds none."""
    made = [
        *_disputes(scene, writer), *_versions(scene, items, writer), *_claims(items, writer), *_opposed(items, writer),
        *_turns(scene, writer),
    ]  # fmt: skip
    return list({s.text: s for s in made}.values())


def _disputes(scene: Scene, writer: Writer) -> list[Sentence]:
    """What each side says where a text sets them against each other."""
    return _of_kind("dispute", scene, writer)


def linkages(scene: Scene, writer: Writer) -> list[Sentence]:
    """What hangs on what: obstacles, conditions, ties."""
    return _of_kind("linkage", scene, writer)


def _of_kind(kind: str, scene: Scene, writer: Writer) -> list[Sentence]:
    steps = [(s, e) for e in scene.episodes if e.kind == kind for s in e.steps[:1] if in_time(e.first, scene.query)]
    told = scene.told(a.key for s, _ in steps for a in s.accounts)
    out = []
    for step, _ in sorted(steps, key=lambda p: (first_day(p[0].date) or date.max, p[1].id)):
        best = spokesman(step, told)
        clause = clause_of_step(step, best, writer.names) if best else None
        if best and clause:
            voice = best.voice if all(a.voice for a in step.accounts) else ()
            out.append(writer.of(hedged(clause, step.certainty, voice), [a.key for a in step.accounts]))
    return out


def _versions(scene: Scene, items: Sequence[Item], writer: Writer) -> list[Sentence]:
    told = {i.episode.id: i for i in reversed(items)}
    out = []
    for row in version_rows(scene.episodes, scene.query, scene.today).rows:
        item = told.get(row["episode"])
        if item is None or row["field"] not in _FIELDS:
            continue
        by_value: dict[str, list[Any]] = defaultdict(list)
        for account in row["accounts"]:
            if words := _value(row["field"], account["value"], item):
                by_value[words].append(account)
        if len(by_value) < 2:
            continue
        parts = [f"{words} according to {_by(accounts, writer)}" for words, accounts in by_value.items()]
        keys = [a["key"] for accounts in by_value.values() for a in accounts if a.get("key")]
        if keys:
            text = f"The accounts of {_noun(item, writer)} differ on {_FIELDS[row['field']]}: {', '.join(parts)}"
            out.append(writer.of(text, keys))
    return out


def _by(accounts: Sequence[Any], writer: Writer) -> str:
    """Whoever speaks; a source that speaks for itself by its own name."""
    found = []
    for account in accounts:
        voice = account.get("voice") or ()
        if voice:
            found.append(writer.names.voice(str(voice[-1]).split(",")[0]))
        else:
            found.append(named([str(account.get("origin") or account["side"])]))
    return listed(found)


def _value(name: str, value: Any, item: Item) -> str:
    if name == "committed":
        record = item.told.record
        return sum_in_words(value, record.currency if isinstance(record, Transfer) else None)
    if name == "status":
        return _OUTCOMES.get(str(value), "")
    if name in ("date", "deadline"):
        return (due_noun(value) if name == "deadline" else in_words(value)) if first_day(value) else ""
    return str(value)


def _noun(item: Item, writer: Writer) -> str:
    record = item.told.record
    if isinstance(record, Meeting) and record.participants:
        return meeting_noun(record.model_copy(update={"place": None}), writer.names)[0]
    if isinstance(record, Commitment):
        return f"the commitment of {writer.names.parties(record.promisor)[0]}"
    if isinstance(record, Transfer) and record.programme:
        return f"the {record.programme.removeprefix('the ')}"
    return "the same matter"


def _claims(items: Sequence[Item], writer: Writer) -> list[Sentence]:
    """What one side says of another's stance, beside what that other side is told to hold."""
    out = []
    for item in items:
        claimed = item.step.values.get("claimed_by")
        if item.episode.kind != "position" or not claimed:
            continue
        own = [
            i for i in items
            if i.episode.id == item.episode.id and not i.step.values.get("claimed_by")
            and i.step.values.get("polarity") != item.step.values.get("polarity")
        ]  # fmt: skip
        one = clause_of(item.told.record, writer.names, told=item.told)
        if not own or one is None or one.quoted:
            continue
        nearest = min(own, key=lambda i: (abs((i.day - item.day).days), i.keys))
        other = clause_of(nearest.told.record, writer.names, told=nearest.told)
        if other is None or other.quoted:
            continue
        voice = item.told.voice or (state(str(claimed)),)
        said_by = writer.names.voice(voice[-1], item.told.sides[-1] if item.told.sides else str(claimed))
        first = hedged(one, item.step.certainty, voice, said_by)
        out.append(writer.of(f"{first}, whereas {hedged(other, nearest.step.certainty)}", (*item.keys, *nearest.keys)))
    return out


def _opposed(items: Sequence[Item], writer: Writer) -> list[Sentence]:
    """The last stances of two holders on one known issue, where one is for and the other against."""
    last: dict[tuple[str, str], Item] = {}
    for item in items:
        record = item.told.record
        if isinstance(record, Position) and item.told.issue and not item.step.values.get("claimed_by"):
            last[(item.told.issue, record.holder.code or record.holder.name)] = item
    out = []
    for name in sorted({i for i, _ in last}):
        sides = [last[k] for k in sorted(last) if k[0] == name]
        for_ = [i for i in sides if i.step.values.get("polarity") == "for" and _sound(i)]
        against = [i for i in sides if i.step.values.get("polarity") == "against" and _sound(i)]
        if for_ and against:
            one, other = plain_clause(for_[0], writer.names), plain_clause(against[0], writer.names)
            if one and other:
                first, second = (hedged(c, i.step.certainty) for c, i in ((one, for_[0]), (other, against[0])))
                text = f"On {issue(name)}, {first}, while {second}"
                out.append(writer.of(text, (*for_[0].keys, *against[0].keys)))
    return out


def _sound(item: Item) -> bool:
    record = item.told.record
    return isinstance(record, Position) and split_phrase(record.stance) is not None and sound(record.stance, False)


def _turns(scene: Scene, writer: Writer) -> list[Sentence]:
    out = []
    for episode in scene.episodes:
        for turn in episode.chosen.get("reversals", ()) if episode.kind == "position" else ():
            keys = [k for stance in (turn.get("from"), turn.get("to")) for k in _keys_of(episode, stance)]
            told = turn.get("date") and all(_sayable(turn.get(k)) for k in ("from", "to"))
            if not keys or not told or not in_time(turn["date"], scene.query):
                continue
            who = named([str(episode.chosen.get("holder") or "")])
            verb = {"certain": "changed", "probable": "apparently changed"}.get(turn["certainty"], "may have changed")
            on = issue(str(episode.issue or episode.chosen.get("issue")))
            quoted = f"from “{turn['from']}” to “{turn['to']}”"
            text = f"{who} {verb} its stance on {on} {when(turn['date'])}, {quoted} in the words of the record"
            out.append(writer.of(capital(text), keys))
    return out


def _sayable(stance: Any) -> bool:
    """A stance whose words a reader can make sense of."""
    return bool(stance) and split_phrase(str(stance)) is not None and sound(str(stance), False)


def _keys_of(episode: Episode, stance: Any) -> list[str]:
    steps: list[Step] = [s for s in episode.steps if s.values.get("stance") == stance]
    return [a.key for s in steps for a in s.accounts if a.key]
