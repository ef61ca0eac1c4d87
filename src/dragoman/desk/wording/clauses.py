"""One record → one clause, with its verb still free: “Russia refused …”, “Russia may have refused …”.

A clause says what the record says and no more. Its parts come from the record's fields by templates; a phrase of the
text that does not fit the grammar is quoted, not bent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.desk.model import Told
from dragoman.desk.wording import verbs
from dragoman.desk.wording.dates import deadline, when
from dragoman.desk.wording.lists import event_words
from dragoman.desk.wording.names import Names, issue, with_article
from dragoman.desk.wording.sums import sum_in_words
from dragoman.errors import ValueRefusedError
from dragoman.records import (
    AnyRecord,
    Commitment,
    Dispute,
    Event,
    Linkage,
    Meeting,
    Office,
    Party,
    Position,
    Transfer,
)

_MEETINGS = {
    "summit": ("hold", "a summit meeting"), "talks": ("hold", "talks"), "negotiation_round": ("hold", "a round of talks"),
    "press_conference": ("give", "a press conference"), "phone_call": ("speak", "by telephone"), "other": ("meet", ""),
}  # fmt: skip
_NOUNS = {
    "summit": "a summit meeting", "talks": "talks", "negotiation_round": "a round of talks",
    "press_conference": "a press conference", "phone_call": "a telephone conversation", "visit": "a visit",
    "other": "a meeting",
}  # fmt: skip
_MEETING_PASSIVES = {
    "proposed": "proposed", "declined": "declined", "postponed": "put off", "cancelled": "called off",
}  # fmt: skip
_UNSUMMED = {"grant": "aid", "loan": "a loan", "debt": "a debt", "investment": "an investment"}
_INSTRUMENTS = {"grant": "a grant of", "loan": "a loan of", "debt": "a debt of", "investment": "an investment of"}


@dataclass(frozen=True, slots=True)
class Clause:
    """Subject, verb in its base form, what follows, and when.

    `ahead`: still to come as the record tells it. `verbless`: the subject is all there is. `doers`: who the subject is, as
    a voice would be named. `quoted`: the clause hands over to the passage itself, which hedges for itself.
    """

    subject: str
    plural: bool
    verb: str
    rest: str = ""
    time: str = ""
    ahead: bool = False
    negated: bool = False
    time_first: bool = False
    doers: tuple[str, ...] = ()
    quoted: bool = False
    verbless: bool = False

    def told(self) -> str:
        """As a fact: "Russia refused …", "the two were to meet …"."""
        if self.verbless:
            return self.subject
        if self.ahead:
            return self._with(f"{'were' if self.plural else 'was'}{' not' * self.negated} to {self.verb}")
        if self.negated:
            be = verbs.past("be", self.plural)
            return self._with(f"{be} not" if self.verb == "be" else f"did not {self.verb}")
        return self._with(verbs.past(self.verb, self.plural))

    def hedged(self, word: str = "apparently") -> str:
        """With an adverb at the verb: "Russia apparently refused", "talks were apparently held"."""
        if self.ahead:
            return self._with(f"{'were' if self.plural else 'was'} {word}{' not' * self.negated} to {self.verb}")
        if self.verb == "be":
            return self._with(f"{verbs.past('be', self.plural)} {word}{' not' * self.negated}")
        if self.negated:
            return self._with(f"{word} did not {self.verb}")
        return self._with(f"{word} {verbs.past(self.verb, self.plural)}")

    def possible(self) -> str:
        """As a possibility: "Russia may have refused", "Russia may have been due to visit"."""
        no = " not" if self.negated else ""
        if self.ahead:
            return self._with(f"may{no} have been due to {self.verb}")
        return self._with(f"may{no} have {verbs.participle(self.verb)}")

    def had(self) -> str:
        """Reported: "Russia had refused"."""
        if self.ahead:
            return self.told()
        return self._with(f"had{' not' * self.negated} {verbs.participle(self.verb)}")

    def _with(self, verb: str) -> str:
        if self.time_first and self.time:
            return " ".join(p for p in (f"{self.time},", self.subject, verb, self.rest) if p)
        return " ".join(p for p in (self.subject, verb, self.rest, self.time) if p)


def clause_of(record: AnyRecord, names: Names, dated: bool = True, told: Told | None = None) -> Clause | None:
    """What a record tells, as a clause; None for one that names nobody who does it.

    `dated` puts the date behind; `told` is where the record comes from: its passage is quoted where the record's own
    phrases make no sentence.
    """
    made = _MAKERS[record.kind](record, names, told)
    if made is None or dated:
        return made
    return replace(made, time="")


_DATELINE = re.compile(r"^(?:[^(\"“]{0,60}\([^()]{0,40}\)|[A-Z][A-Z ,.'’-]{2,40})\s*(?:--|—|–)\s+")
_SOURCES = re.compile(r"\s*\([^()]*\d[^()]*\)(?=[.?!]?$)")


def shortened(text: str, most: int = 60) -> str:
    """A passage as a quotation: without dateline and source list, quotation marks made single, cut after `most` words."""
    plain = _SOURCES.sub("", _DATELINE.sub("", " ".join(text.split())))
    plain = re.sub(r'"([^"]*)"', r"‘\1’", plain).replace("“", "‘").replace("”", "’").replace('"', "’")
    tokens = plain.split()
    return " ".join(tokens[:most]) + " …" if len(tokens) > most else plain.rstrip(".")


def _when(date: str | None, names: Names) -> str:
    try:
        return when(date, year=names.year is None or date[:4] != names.year or "/" in date) if date else ""
    except ValueRefusedError:
        return ""


def place_in_words(place: str | None) -> str:
    """A place for prose; one that a dateline prints in capitals is lowered ("IRKUTSK" → "Irkutsk")."""
    if not place:
        return ""
    return with_article(place.title() if place.isupper() and len(place) > 3 else place)


def _event(r: Event, names: Names, told: Told | None) -> Clause | None:
    table = event_words()
    words = table.get(f"{r.plover}/{r.mode}") or table.get(r.plover)
    if words is None or not r.actor:
        return None
    subject, plural = names.parties(r.actor)
    receivers = [p for p in r.recipient if p not in r.actor]
    if receivers and words.with_:
        rest = words.with_.replace("{r}", names.parties(receivers)[0])
    else:
        rest = words.alone
    verb = words.verb
    if r.plover == "AGREE" and not receivers and plural:
        verb, rest = "reach", "an agreement"
    return Clause(subject, plural, verb, rest, _when(r.date, names), ahead=r.status == "planned", doers=names.doers(r.actor))


def _meeting(r: Meeting, names: Names, told: Told | None) -> Clause | None:
    if not r.participants:
        return None
    place = place_in_words(r.place)
    about = f"on {r.agenda}" if r.agenda and verbs.sound(r.agenda, True) else ""
    if r.status in _MEETING_PASSIVES:
        return _meeting_told_of(r, names, place, about)
    if r.type == "visit":
        visitor, host = _visitor_and_host(r.participants)
        subject, plural = names.parties(visitor)
        where = place or (names.parties(host)[0] if host else "")
        verb, rest = ("visit", where) if where else ("pay", "a visit")
        rest = " ".join(p for p in (rest, about) if p)
        doers = names.doers(visitor)
        return Clause(subject, plural, verb, rest, _when(r.date, names), r.status == "planned", doers=doers)
    subject, plural = names.parties(r.participants)
    verb, rest = _MEETINGS[r.type]
    rest = " ".join(p for p in (rest, place and f"in {place}", about) if p)
    doers = names.doers(r.participants)
    return Clause(subject, plural, verb, rest, _when(r.date, names), r.status == "planned", doers=doers)


def _meeting_told_of(r: Meeting, names: Names, place: str, about: str) -> Clause:
    if r.status == "proposed" and r.proposed_by:
        subject, many = names.parties(r.proposed_by)
        noun, _ = meeting_noun(r, names)
        noun = " ".join(p for p in (noun, about, _when(r.date, names)) if p)
        return Clause(subject, many, "propose", noun, doers=names.doers(r.proposed_by))
    noun, plural = meeting_noun(r, names)
    noun = " ".join(p for p in (noun, about, _when(r.date, names)) if p)
    return Clause(noun, plural, "be", _MEETING_PASSIVES[r.status])


def meeting_noun(r: Meeting, names: Names) -> tuple[str, bool]:
    """A meeting as a noun with its parties and place, and whether it takes a plural verb ("talks between …")."""
    place, noun = place_in_words(r.place), _NOUNS[r.type]
    if r.type == "visit":
        visitor, _ = _visitor_and_host(r.participants)
        return f"{noun} by {names.parties(visitor)[0]}" + (f" to {place}" if place else ""), False
    who, _ = names.parties(r.participants)
    several = len(names.doers(r.participants)) > 1
    return f"{noun} {'between' if several else 'with'} {who}" + (f" in {place}" if place else ""), r.type == "talks"


def _visitor_and_host(parties: list[Party]) -> tuple[list[Party], list[Party]]:
    """Persons visit where any are named, else all but the last state; the rest receive."""
    persons = [p for p in parties if p.person]
    if persons:
        first = persons[0].code
        visitors = [p for p in persons if p.code == first]
        return visitors, [p for p in parties if p.code != first]
    return parties[:1], parties[1:]


def _commitment(r: Commitment, names: Names, told: Told | None) -> Clause | None:
    if not r.promisor:
        return None
    subject, plural = names.parties(r.promisor)
    doers = names.doers(r.promisor)
    codes = {p.code for p in r.promisor}
    others = [p for p in r.beneficiary if p.code not in codes]
    due, duty = _deadline(r), duty_of(r.gist, plural)
    if not duty and told and told.text:
        return _quoted(f"a commitment of {subject}", told.text)
    duty = _to(duty) if duty else f"(“{r.gist.strip()}”)"
    if r.status == "met":
        rest = f"{'their' if plural else 'its'} commitment {duty}"
        return Clause(subject, plural, "keep", rest, _when(r.made, names), doers=doers)
    if r.status in ("missed", "refused", "reinterpreted"):
        verb = {"missed": "kept", "refused": "accepted as binding", "reinterpreted": "read in a new way"}[r.status]
        noun = f"the commitment of {subject} {duty}" + (f" {due}" if due else "")
        return Clause(noun, False, "be", verb, negated=r.status != "reinterpreted")
    towards = f"towards {names.parties(others)[0]}" if others else ""
    verb, noun = ("make", "a commitment") if duty.startswith("(") else ("undertake", "")
    rest = " ".join(p for p in (noun, towards, duty, due) if p)
    return Clause(subject, plural, verb, rest, _when(r.made, names), time_first=True, doers=doers)


def _to(duty: str) -> str:
    return f"not to {duty[4:]}" if duty.startswith("not ") else f"to {duty}"


def duty_of(gist: str, plural: bool) -> str:
    """What is to be done as a verb phrase in its base form ("sign a treaty", "not build a dam"); empty for no such."""
    split = verbs.split_phrase(gist)
    if split is None or not verbs.sound(gist, plural):
        return ""
    return ("not " if split[2] else "") + f"{split[0]} {split[1]}".rstrip()


def _quoted(subject: str, text: str) -> Clause:
    return Clause(subject, False, "be", f"reported as follows: “{shortened(text)}”", quoted=True)


def _deadline(r: Commitment) -> str:
    try:
        return deadline(r.deadline) if r.deadline else ""
    except ValueRefusedError:
        return ""


def transfer_sum(r: Transfer) -> str:
    """The sum or goods with its instrument: "a loan of US$1.5 billion"; where no sum is told what it is: "a loan", "aid"."""
    total = sum_in_words(r.amount, r.currency, r.amount_upper, r.amount_modifier)
    what = total or r.goods or _UNSUMMED.get(r.instrument, "money")
    instrument = _INSTRUMENTS.get(r.instrument, "")
    return f"{instrument} {what}" if total and instrument else what


_STAGES: dict[str, tuple[str, str]] = {
    "pledged": ("pledge", "{x}"), "committed": ("commit", "{x}"), "disbursed": ("pay", "out {x}"),
    "suspended": ("suspend", "payment of {x}"), "resumed": ("resume", "payment of {x}"),
    "cancelled": ("cancel", "payment of {x}"), "repaid": ("repay", "{x}"),
}  # fmt: skip


def _transfer(r: Transfer, names: Names, told: Told | None) -> Clause | None:
    total, receiver = transfer_sum(r), names.parties(r.recipient)[0]
    purpose = _purpose(r.purpose)
    if r.stage == "requested" and r.recipient:
        asked = f"{names.parties(r.provider)[0]} " if r.provider else ""
        subject, plural = names.parties(r.recipient)
        rest = " ".join(p for p in (f"{asked}for {total}", purpose) if p)
        return Clause(subject, plural, "ask", rest, _when(r.date, names))
    if r.stage == "owed" or not r.provider:
        giver = f"from {names.parties(r.provider)[0]}" if r.provider else ""
        state = {"owed": "still to come", "requested": "asked for", "disbursed": "paid out"}.get(r.stage, r.stage)
        rest = " ".join(p for p in (state, giver, receiver and f"to {receiver}", purpose) if p)
        return Clause(total, False, "be", rest, _when(r.date, names))
    verb, pattern = _STAGES.get(r.stage, ("request", "{x}"))
    subject, plural = names.parties(r.provider)
    rest = " ".join(p for p in (pattern.replace("{x}", total), receiver and f"to {receiver}", purpose) if p)
    return Clause(subject, plural, verb, rest, _when(r.date, names), doers=names.doers(r.provider))


def _purpose(purpose: str | None) -> str:
    """ "to scrap submarines", "for the building of a dam"; what is neither is quoted."""
    if not purpose or not verbs.sound(purpose, True):
        return ""
    if verbs.split_phrase(purpose):
        return f"to {purpose.removeprefix('to ')}"
    return f"for {purpose.removeprefix('for ')}"


def _position(r: Position, names: Names, told: Told | None) -> Clause | None:
    subject, plural = names.parties([r.holder])
    split = verbs.split_phrase(r.stance)
    if split and verbs.sound(r.stance, plural):
        doers = names.doers([r.holder])
        return Clause(subject, plural, split[0], split[1], _when(r.date, names), negated=split[2], doers=doers)
    if told and told.text:
        known = f" on {issue(told.issue)}" if told.issue else ""
        return _quoted(f"the stance of {subject}{known}", told.text)
    stance = r.stance.strip().rstrip(".")
    manner = {"for": "in favour", "against": "against", "conditional": "on conditions", "undecided": "undecided"}[r.polarity]
    rest = f"a stance on {r.issue} that was {manner} (“{stance}”)"
    return Clause(subject, plural, "take", rest, _when(r.date, names), doers=names.doers([r.holder]))


def _office(r: Office, names: Names, told: Told | None) -> Clause | None:
    of = f" of {names.party(Party(name=r.polity, code=r.polity))}" if r.polity else ""
    return Clause(r.person, False, "be", f"{r.role}{of}", _when(r.held_at, names))


def _linkage(r: Linkage, names: Names, told: Told | None) -> Clause | None:
    one = issue(r.issue_name) if r.issue_name else r.issue
    other = issue(r.depends_on_name) if r.depends_on_name else r.depends_on
    if not (r.issue_name or verbs.sound(r.issue, True)) or not (r.depends_on_name or verbs.sound(r.depends_on, True)):
        return _quoted("what hangs on what", told.text) if told and told.text else None
    if r.relation == "tie" and r.holder:
        subject, plural = names.parties(r.holder)
        return Clause(subject, plural, "tie", f"{one} to {other}", _when(r.date, names), doers=names.doers(r.holder))
    if r.relation == "obstacle":
        return Clause(other, False, "stand", f"in the way of {one}", _when(r.date, names))
    return Clause(one, False, "depend", f"on {other}", _when(r.date, names))


def _dispute(r: Dispute, names: Names, told: Told | None) -> Clause | None:
    """What each side says, in its own words."""
    said = [f"according to {names.voice(v.name, v.side)}, “{shortened(v.statement)}”" for v in r.versions]
    return Clause("; ".join(said), False, "be", quoted=True, verbless=True) if len(said) > 1 else None


_MAKERS: dict[str, Callable[..., Clause | None]] = {
    "event": _event, "meeting": _meeting, "commitment": _commitment, "transfer": _transfer, "position": _position,
    "office": _office, "linkage": _linkage, "dispute": _dispute,
}  # fmt: skip
