"""Meeting → CONSULT event (or REJECT, where it was declined or put off), with who acts and who is acted on."""

from __future__ import annotations

from dragoman.extract.context import Context
from dragoman.extract.parties import codes
from dragoman.extract.places import host_of
from dragoman.extract.rules import load_rules
from dragoman.frames import Frame
from dragoman.records import Event, Meeting, Party

_RECEIVING = {"receive", "host", "greet", "welcome", "entertain"}
_REFUSED = ("declined", "cancelled", "postponed")
_STATUS = {"planned": "planned", "proposed": "planned", "uncertain": "hypothetical"}


def consulting(context: Context, meeting: Meeting) -> Event:
    """A meeting as a PLOVER event: the visitor, else the subject, acts on the others; where one clause names all of them
    alike they act together; what was declined or put off is a rejection."""
    refused = meeting.status in _REFUSED
    kind = "REJECT" if refused else "CONSULT"
    mode = "meet" if refused else {"visit": "visit", "phone_call": "phone"}.get(meeting.type, "")
    actor, recipient = _sides(context, meeting, refused)
    quad, score = load_rules().scores[(kind, mode)]
    return Event(
        evidence=meeting.evidence,
        sentence=meeting.sentence,
        certainty=meeting.certainty,
        attributed_to=meeting.attributed_to,
        why=f"event/{kind} of {meeting.why}",
        plover=kind,
        mode=mode or None,
        cameo="124" if refused else {"visit": "042", "phone": "041"}.get(mode, "040"),
        quad=quad,
        score=score,
        actor=actor,
        recipient=recipient,
        date=meeting.date,
        place=meeting.place,
        status=_STATUS.get(meeting.status, "actual"),  # type: ignore[arg-type]
    )


def _sides(context: Context, meeting: Meeting, refused: bool) -> tuple[list[Party], list[Party]]:
    everybody = list(meeting.participants)
    if refused and meeting.proposed_by:
        ours = codes(meeting.proposed_by)
        return list(meeting.proposed_by), [p for p in everybody if p.code not in ours]
    if len(codes(everybody)) < 2:
        host = host_of(context, meeting.place) if meeting.place else None
        return everybody, [host] if host is not None and host.code not in codes(everybody) else []
    acting = _visitors(context, meeting) or _subjects(context, meeting) or _called_visiting(context, everybody)
    if not acting or acting >= set(codes(everybody)):
        return everybody, []
    return [p for p in everybody if p.code in acting], [p for p in everybody if p.code not in acting]


def _visitors(context: Context, meeting: Meeting) -> set[str]:
    """Of two states the one that the other receives on its soil."""
    sides = set(codes(meeting.participants))
    host = host_of(context, meeting.place) if meeting.place and meeting.type != "phone_call" else None
    if host is None or host.code not in sides or len(sides) != 2:
        return set()
    return sides - {host.code}


def _called_visiting(context: Context, everybody: list[Party]) -> set[str]:
    """ "Oslo's visiting minister": who is said to be on a visit."""
    found = set()
    for p in everybody:
        start = p.start or 0
        before = context.document.text[max(0, start - 40) : p.end or start].split()
        if p.code and "visiting" in before:
            found.add(p.code)
    return found if len(found) == 1 else set()


def _subjects(context: Context, meeting: Meeting) -> set[str]:
    """Whom the clause has as its subject, apart from the others; empty where it names all alike."""
    sides = set(codes(meeting.participants))
    for extent in meeting.evidence:
        for frame in context.frames.by_sentence.get(context.sentence_at(extent.start), ()):
            if not _is_it(context, frame, extent.start, extent.end):
                continue
            ours = set(codes(context.parties(frame.subj))) & sides
            if frame.lemma in _RECEIVING and ours != sides:
                ours = sides - ours
            if ours and ours != sides:
                return ours
    return set()


def _is_it(context: Context, frame: Frame, start: int, end: int) -> bool:
    """Is this the frame that the evidence of the meeting was made from?"""
    made = context.frame_evidence(frame)
    return (made.start, made.end) == (start, end)
