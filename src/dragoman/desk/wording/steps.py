"""One step of an episode → one clause: what the record says, as fusion has placed it in the life of the episode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.desk.model import Step, Told
from dragoman.desk.wording.clauses import Clause, clause_of, duty_of, meeting_noun
from dragoman.desk.wording.dates import due_noun, first_day, in_words
from dragoman.desk.wording.names import Names, listed, state
from dragoman.records import Commitment, Meeting, Transfer


def clause_of_step(step: Step, told: Told, names: Names, before: Sequence[Step] = (), dated: bool = True) -> Clause | None:
    """What a step tells, in the words of one of its records; `before` are the earlier steps of the episode.

    None for a record that names nobody. `dated` puts the day of what is told behind it.
    """
    record = told.record
    if isinstance(record, Meeting):
        status = step.values.get("status", record.status)
        if status == "postponed":
            return _put_off(record, step.values, names)
        changes: dict[str, object] = {"status": status}
    elif isinstance(record, Transfer):
        changes = {k: step.values[k] for k in ("stage", "amount") if step.values.get(k) is not None}
    elif isinstance(record, Commitment):
        return _commitment(record, step, told, names, before, dated)
    else:
        changes = {}
    kept = record.model_copy(update=changes) if changes else record
    made = clause_of(kept, names, dated, told=told)
    if made and step.values.get("sum") == "total":
        return replace(made, rest=f"{made.rest} in all")
    return made


def _put_off(record: Meeting, values: Mapping[str, object], names: Names) -> Clause | None:
    if not record.participants:
        return None
    noun, plural = meeting_noun(record, names)
    words = ["put off"]
    left, new = (d if isinstance(d := values.get(k), str) and first_day(d) else "" for k in ("from", "for"))
    if left:
        words.append(f"from {in_words(left, year=left[:4] != new[:4])}")
    if new:
        words.append(f"to {in_words(new)}")
    by = values.get("by")
    if isinstance(by, (list, tuple)) and by:
        words.append(f"at the request of {listed([state(str(c)) for c in by])}")
    return Clause(noun, plural, "be", " ".join(words))


def _commitment(
    record: Commitment, step: Step, told: Told, names: Names, before: Sequence[Step], dated: bool
) -> Clause | None:
    """A deadline named anew by somebody; a refusal by one of several who had promised; else the record itself."""
    due = step.values.get("deadline")
    stood = next((s.values["deadline"] for s in reversed(before) if s.values.get("deadline")), None)
    said_by = [state(c) for c in step.said_by]
    duty = duty_of(record.gist, len(record.promisor) > 1)
    if isinstance(due, str) and stood and due != stood and said_by and duty and first_day(due):
        rest = f"{due_noun(due)} as the deadline of the commitment to {duty}"
        return Clause(listed(said_by), len(said_by) > 1, "name", rest)
    promisors = {p.code for p in record.promisor if p.code}
    if step.values.get("status") == "refused" and duty and len(step.said_by) == 1 and set(step.said_by) < promisors:
        return Clause(said_by[0], False, "refuse", f"to be bound by the commitment to {duty}")
    status = step.values.get("status", record.status)
    made = clause_of(record.model_copy(update={"status": status}), names, dated, told=told)
    return replace(made, time="") if made and not dated else made
