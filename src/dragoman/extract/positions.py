"""Context → Position records: who stands where on which issue.

A predicate of stance (`data/rules/positions.toml`) with a party as its subject; or a judging clause in what a party says
(`statements`). The issue is what it is about, the stance a short clause. What hangs on a condition is conditional; a text
that itself tells of a change ("has reversed itself", "dropped its demand", "no longer") marks the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.context import Context
from dragoman.extract.gists import gist_of, matter_words, phrase_of
from dragoman.extract.judgements import conditional, judged, stance_words, value_of
from dragoman.extract.matters import matter_of
from dragoman.extract.position_rules import PositionBook, PositionRule, load_position_rules
from dragoman.extract.predicates import words_of
from dragoman.extract.promisors import known, public, same_side, source_of
from dragoman.extract.statements import Statement, statements
from dragoman.extract.story_time import story_date, told_on
from dragoman.frames import Frame
from dragoman.frames.nominals import around
from dragoman.records import Party, Position

_POS = {"verb": "verb", "noun": "noun", "nominal": "noun"}
_CLAUSES = ("ccomp", "xcomp", "acl", "nccomp", "nacl", "advcl")
_TOWARDS = ("obl:for", "obl:in", "obl:of", "obl:to")
_JOINT = ("agree", "decide", "commit")


def extract_positions(context: Context) -> list[Position]:
    """The position records of a document, in text order, without ids and links (`extract.linking` adds them)."""
    book = load_position_rules()
    out: list[Position] = []
    for frame in context.frames:
        for position in _by_rule(context, book, frame):
            if not any(_same(position, other) for other in out):
                out.append(position)
    for said in statements(context, book):
        position = _by_statement(context, book, said)
        if not any(_same(position, other) for other in out):
            out.append(position)
    return out


def _by_rule(context: Context, book: PositionBook, frame: Frame) -> Iterator[Position]:
    """One record for each party that takes the stance of a rule."""
    if context.in_citation(frame.head) or frame.mark in ("if", "unless", "whether") or frame.form == "imperative":
        return
    words = words_of(context, frame)
    if frame.carries is not None:
        words = tuple(w for w in words if " " in w)
    above = context.frames[frame.governor] if frame.governor is not None else None
    if frame.kind == "noun" and above is not None and frame.link == "obj" and above.lemma in book.words["given_up"]:
        # what is dropped is told by the verb that drops it
        return
    if _asked_of_another(context, book, frame) or (frame.lemma == "prepare" and frame.voice == "active"):
        return
    for rule in book.of(words, _POS.get(frame.kind, "adj")):
        holders = _holders(context, frame)
        about = _about(context, book, frame, rule) if holders else None
        if about is None:
            continue
        polarity = _polarity(context, book, frame, rule)
        for holder in holders:
            yield _record(
                context, book, frame, holder, about, _stance(context, frame), polarity,
                f"position/{rule.name}/{frame.lemma}", change=_changes(context, book, frame) or rule.name == "change",
            )  # fmt: skip
        return


def _holders(context: Context, frame: Frame) -> tuple[Party, ...]:
    """Who takes the stance: the subject; that of the act above where a gerund says by what it is done; the speaker where a
    person speaks for his own side."""
    subj = frame.obj if frame.lemma == "prepare" and frame.voice == "passive" else frame.subj
    above = context.frames[frame.governor] if frame.governor is not None else None
    if subj is None and frame.kind == "adj" and frame.link == "ccomp" and above is not None:
        subj = above.subj
    if subj is not None and above is not None:
        token = context.analysis.tokens[subj.head]
        if token.xpos in ("WDT", "WP") or (frame.kind == "noun" and token.upos == "PRON" and frame.link == "obj"):
            # "dropped its demand": whose demand it is the verb tells more surely than the pronoun
            subj = above.subj or subj
    if subj is not None and subj.via == "matrix" and frame.form == "gerund" and frame.mark in ("for", "over"):
        # "charged him for supporting": not what the accuser does
        return ()
    found = tuple(p for p in known(context, subj) if public(p))
    if not found and frame.form in ("gerund", "participle") and frame.link == "advcl" and above is not None:
        found = known(context, above.subj)
    if not found and subj is not None and subj.via == "relative":
        # "a gesture to Lima, which wants": the relative clause hangs on the noun that the party belongs to
        beside = (a for a in around(context.analysis, subj.head) if a.role in ("obl:to", "obl:toward", "obl:of", "obl:from"))
        found = next((p for a in beside if (p := known(context, a))), ())
    if len({p.code for p in found}) > 1 and (frame.lemma in _JOINT or (above is not None and above.lemma in _JOINT)):
        return ()
    speaker = _speaker(context, frame)
    if speaker is not None and speaker.person and len(found) == 1 and not found[0].person and same_side(found, (speaker,)):
        return (speaker,)
    return found


def _asked_of_another(context: Context, book: PositionBook, frame: Frame) -> bool:
    """Does the clause say what somebody else is asked to do ("demanded that Peru recognize")?"""
    if frame.governor is None or frame.link not in ("ccomp", "xcomp", "advcl", "acl") or frame.kind == "noun":
        return False
    above = context.frames[frame.governor]
    asks = any(r.name == "demand" for r in book.of(words_of(context, above), _POS.get(above.kind, "adj")))
    return asks and frame.subj is not None and (above.subj is None or frame.subj.heads != above.subj.heads)


def _speaker(context: Context, frame: Frame) -> Party | None:
    held = context.voice(frame).attributed_to
    said = next((a for a in context.attributions if held and a.id == held[-1]), None)
    if said is None or said.source is None:
        return None
    return next(iter(source_of(context, said.source.start, said.source.end)), None)


def _below(context: Context, frame: Frame) -> list[Frame]:
    """The clauses that say what the stance is."""
    indices = list(context.frames.dependents[frame.index])
    if frame.carried_by is not None:
        indices += context.frames.dependents[frame.carried_by]
    below = [context.frames[i] for i in indices if i != frame.index]
    return [f for f in below if f.link in _CLAUSES and f.kind != "noun"]


def _about(context: Context, book: PositionBook, frame: Frame, rule: PositionRule) -> str | None:
    """The issue in words, None where the predicate lacks what its rule needs."""
    below = [f for f in _below(context, frame) if f.link != "advcl" or f.form in ("infinitive", "gerund")]
    clause = next((f for f in below if f.link != "acl" or frame.kind == "noun"), None)
    if rule.needs == "claim":
        claims = clause is not None and clause.form == "finite" and clause.lemma not in book.words["know"]
        told = clause is not None and judged(context, book, clause) is not None
        return _of_clause(context, book, clause) if clause is not None and (claims or told) else None
    if rule.needs == "valued" and value_of(context, book, frame) is None:
        return None
    if rule.needs == "clause" and clause is None:
        if frame.kind == "verb" and frame.obj is not None:
            return None
        if not _matter(context, book, frame, _TOWARDS):
            return None
    objects = {context.lemma(h) for a in frame.all("obj") for h in a.heads}
    if rule.needs == "stance" and not objects & book.words["stance"]:
        return None
    own = _matter(context, book, frame, rule.issue)
    if own is not None:
        return own
    if clause is None and frame.kind == "noun" and rule.name == "demand":
        # "a proposal under which …"
        clause = next((f for i in context.frames.dependents[frame.index] if (f := context.frames[i]).link == "relcl"), None)
    return _of_clause(context, book, clause) if clause is not None else None


def _matter(context: Context, book: PositionBook, frame: Frame, roles: tuple[str, ...]) -> str | None:
    for role in roles:
        for a in frame.all(role):
            if a.via in ("control", "raising", "matrix") or a.head == frame.head:
                continue
            if context.analysis.tokens[a.head].upos == "PRON" and role == "obj":
                before = _last_matter(context, frame)
                if before is not None:
                    return before
            if _is_issue(context, book, a.head):
                return phrase_of(context, a.head)
    return None


def _last_matter(context: Context, frame: Frame) -> str | None:
    """What "it" is: the object of the act before."""
    for f in reversed(context.frames.frames[max(0, frame.index - 8) : frame.index]):
        if f.kind == "verb" and f.obj is not None and context.analysis.tokens[f.obj.head].upos == "NOUN":
            return phrase_of(context, f.obj.head)
    return None


def _of_clause(context: Context, book: PositionBook, clause: Frame) -> str:
    """The matter of a clause: its subject, where that names one, else its object, else the clause."""
    for a in (clause.subj, clause.obj):
        if a is not None and a.via in ("direct", "passive") and _is_issue(context, book, a.head) and not context.parties(a):
            return phrase_of(context, a.head)
    return matter_words(context, clause)


def _is_issue(context: Context, book: PositionBook, head: int) -> bool:
    """A noun that names a matter: no pronoun, no time, no setting of a speech."""
    token = context.analysis.tokens[head]
    if token.upos not in ("NOUN", "PROPN", "VERB", "SYM", "NUM") or context.lemma(head) in book.words["setting"]:
        return False
    return not any(t.start <= token.start < t.end for t in context.times_in(context.analysis.sentence_of[head]))


def _polarity(context: Context, book: PositionBook, frame: Frame, rule: PositionRule) -> str:
    if conditional(context, book, frame) and rule.name not in ("deny", "accuse"):
        return "conditional"
    if rule.polarity == "undecided":
        return "undecided"
    against = rule.polarity == "against"
    if rule.needs == "valued":
        return value_of(context, book, frame) or rule.polarity
    if rule.needs == "stance":
        nouns = {context.lemma(h) for a in frame.all("obj") for h in a.heads}
        against = frame.lemma in book.words["given_up"] and not nouns & book.words["against"]
    below = _below(context, frame)
    if rule.needs == "claim" and rule.polarity == "for" and below:
        against = judged(context, book, below[0]) == "against"
    elif any(f.negated for f in below if f.link in ("ccomp", "xcomp")) and not against:
        against = True
    return "against" if against != frame.negated else "for"


def _changes(context: Context, book: PositionBook, frame: Frame) -> bool:
    """Does the text say that it was otherwise before ("no longer", "for the first time")?"""
    words = context.text(context.frame_evidence(frame)).lower()
    return any(w in words for w in book.words["change"])


def _stance(context: Context, frame: Frame) -> str:
    """The stance in a few words: the predicate and what it is about, or the clause that it holds."""
    below = [f for f in _below(context, frame) if f.form in ("finite", "infinitive", "gerund")]
    own = gist_of(context, frame) if frame.kind in ("verb", "noun") else frame.lemma
    words = f"{'not ' if frame.negated else ''}{own}"
    clause = next((f for f in below if f.link in ("ccomp", "acl", "nccomp", "nacl")), None)
    if clause is not None and clause.form == "finite":
        return f"{'not ' if frame.negated else ''}{frame.lemma} that {stance_words(context, clause)}"
    if clause is None and frame.kind != "verb":
        clause = next((f for f in below if f.link in ("xcomp", "acl")), None)
    if clause is not None and frame.kind != "verb":
        words = f"{frame.lemma} to {'not ' if clause.negated else ''}{gist_of(context, clause)}"
    return words.strip()


def _by_statement(context: Context, book: PositionBook, said: Statement) -> Position:
    """A judging clause of speech as a position of the speaker."""
    clause = said.clause
    about = _of_clause(context, book, clause)
    polarity = "conditional" if conditional(context, book, clause) else said.polarity
    lemma = said.cue.lemma if said.cue is not None else clause.lemma
    return _record(
        context, book, clause, said.holder, about, stance_words(context, clause), polarity, f"position/say/{lemma}",
        change=_changes(context, book, clause), cue=said.cue,
    )  # fmt: skip


def _record(
    context: Context, book: PositionBook, frame: Frame, holder: Party, about: str, stance: str, polarity: str, why: str,
    *, change: bool, cue: Frame | None = None,
) -> Position:  # fmt: skip
    voice = context.voice(frame)
    matter = matter_of(context, f"{about} {stance}", frame.sentence, [holder.code])
    return Position(
        evidence=[context.frame_evidence(frame)], sentence=frame.sentence, certainty=voice.certainty,
        attributed_to=list(voice.attributed_to), why=why, holder=holder, issue=about,
        issue_id=matter[0] if matter else None, issue_name=matter[1] if matter else None, stance=stance,
        polarity=polarity, date=_date(context, frame, cue), change=change,  # type: ignore[arg-type]
    )  # fmt: skip


def _date(context: Context, frame: Frame, cue: Frame | None) -> str | None:
    """When the stance was shown: the date of the saying or of the word of stance, that of the act above an infinitive that
    was carried out, that of the sentence before for what had been said, else the text's main line."""
    first = cue or frame
    dated = told_on(context, first)
    if dated is None and frame.form == "infinitive" and frame.governor is not None:
        above = context.frames[frame.governor]
        dated = told_on(context, above) if above.kind == "verb" and above.tense == "past" else None
    if dated is not None or first.tense == "future" or first.form == "infinitive":
        return dated
    if first.tense == "past" and "perfect" in first.aspect:
        times = context.times_in(first.sentence - 1) if first.sentence else []
        published = context.published
        before = [t.edtf for t in times if t.edtf is not None and t.type == "DATE"]
        past = [e for e in before if published is None or e.last < published.first]
        return str(past[-1]) if past else None
    return story_date(context, first.sentence) if first.tense in ("past", "present") else None


def _same(a: Position, b: Position) -> bool:
    def who(p: Party) -> str:
        return p.person or p.code or p.name

    if a.sentence != b.sentence:
        return False
    overlap = any(x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence)
    if who(a.holder) == who(b.holder):
        # a change of mind and the stance that follows it in one clause are two
        return (overlap and a.change == b.change) or a.issue == b.issue
    return overlap and a.holder.code is not None and a.holder.code == b.holder.code
