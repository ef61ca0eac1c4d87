"""Who is bound, towards whom, and who says so."""

from __future__ import annotations

from dragoman.extract.commitment_rules import CommitmentBook
from dragoman.extract.context import Context
from dragoman.extract.events import counterpart
from dragoman.extract.transfer_sides import polity
from dragoman.frames import Argument, Frame
from dragoman.records import Party
from dragoman.resolve.registry import fold, load_registry

_PRIVATE = "CVL"


def known(context: Context, argument: Argument | None) -> tuple[Party, ...]:
    """The parties of an argument that have a code or a person, the press left out; "the two armies" are of both sides,
    "protesters in Chile" are no side."""
    if argument is not None and _is_crowd(context, argument.head):
        return ()
    found = tuple(p for p in context.parties(argument) if (p.code or p.person) and p.sector != "MED")
    if not found and argument is not None and len(context.pair) == 2:
        tokens = context.analysis.tokens
        two = any(tokens[c].lower_text in ("two", "both") for c in context.analysis.children[argument.head])
        if two and tokens[argument.head].mention in ("person", "organization"):
            return tuple(polity(context, code) for code in context.pair)
    return found


def _is_crowd(context: Context, head: int) -> bool:
    """Is it a noun for private people, whatever state they are in?"""
    token = context.analysis.tokens[head]
    return token.upos == "NOUN" and load_registry().groups.get(fold(token.text)) == _PRIVATE


def public(p: Party) -> bool:
    """Does a party speak for a state, a body or a firm, and not for himself, a court or the press?"""
    if p.sector in ("CVL", "JUD", "MED") or (p.sector == "BUS" and bool(p.person or p.role)):
        return False
    return bool(p.code or p.role)


def same_side(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Do all of `a` belong to those of `b` (by code)?"""
    codes = {p.code for p in b}
    return bool(a) and all(p.code in codes for p in a)


def promisor_of(context: Context, book: CommitmentBook, frame: Frame, target: Frame, effect: str) -> tuple[Party, ...]:
    """Who is bound by the predicate: its subject; whom it obliges; both sides where their talks end in an agreement."""
    if effect == "obliges":
        bound = known(context, frame.arg("iobj")) or known(context, frame.obj)
        lays_down = frame.voice == "passive" or (frame.subj is not None and (
            context.lemma(frame.subj.head) in book.words["pact"] or bool(known(context, frame.subj))
        ))  # fmt: skip
        return bound if lays_down else ()
    above = context.frames[frame.governor] if frame.governor is not None else None
    subj = frame.subj
    if subj is None and frame.voice == "passive" and frame.kind == "verb":
        # "is prepared to", but "is assured that Peru will"
        subj = target.subj if target.link == "ccomp" and target.subj is not None else frame.obj
    if subj is None and frame.kind == "adj" and frame.link == "ccomp" and above is not None:
        subj = above.subj
    if subj is not None and context.analysis.tokens[subj.head].xpos in ("WDT", "WP") and above is not None:
        subj = above.subj
    found = known(context, subj)
    if subj is not None and above is not None and context.analysis.tokens[subj.head].lower_text in ("they", "both"):
        several = known(context, above.subj)
        found = several if len(several) > 1 and len(found) < 2 else found
    if not found and effect == "restates" and target.subj is not None:
        found = known(context, target.subj)
    if found and (subj is None or subj.via not in ("matrix",)):
        return found
    if frame.form in ("gerund", "participle") and frame.link == "advcl" and above is not None:
        found = found or known(context, above.subj)
    if found:
        return found
    if frame.kind in ("noun", "nominal"):
        found = known(context, target.subj) if target.subj is not None and target.subj.via != "matrix" else ()
        if not found and frame.obj is not None and frame.obj.via == "possessive":
            # "Peru's promise of a withdrawal": what stands behind "of" is no promisor
            found = known(context, frame.obj)
        return found or _of_both(context, book, frame)
    return ()


def _of_both(context: Context, book: CommitmentBook, frame: Frame) -> tuple[Party, ...]:
    """What talks of the text's two sides end in binds both."""
    if len(context.pair) != 2 or frame.lemma not in book.words["both"]:
        return ()
    nouns = {f.lemma for f in context.frames.by_sentence.get(frame.sentence, ())}
    above = {frame.light, *(g.lemma for g in context.frames.governors(frame))}
    if not (nouns & book.words["talks"] or above & book.words["reached"]):
        return ()
    return tuple(polity(context, code) for code in context.pair)


def beneficiary_of(context: Context, frame: Frame, target: Frame, promisor: tuple[Party, ...]) -> tuple[Party, ...]:
    """Towards whom: all of several promisors among each other, else who stands beside the act, else the other side."""
    mine = {p.code for p in promisor}
    if len(mine) > 1:
        return promisor
    for f in (target, frame):
        for a in f.all("iobj", "obl:to", "obl:with", "obl:for", "obl:from"):
            found = tuple(p for p in context.parties(a) if p.code and p.code not in mine)
            if found:
                return found
    other = counterpart(context, promisor, frame)
    return (other,) if other is not None else ()


def speaker_of(context: Context, book: CommitmentBook, frame: Frame) -> tuple[tuple[Party, ...], str]:
    """Who says a clause, in whose own name, and the word of saying; nobody where the text speaks for itself."""
    for above in context.frames.governors(frame):
        if above.sentence != frame.sentence:
            break
        if above.kind == "verb" and frame.link in ("ccomp", "parataxis", "xcomp"):
            rules = book.by_word.get((above.lemma, "verb"), ())
            if any(r.effect == "announces" for r in rules):
                written = above.subj is not None and context.lemma(above.subj.head) in book.words["pact"]
                # "the communiqué said that Peru would": the text speaks for those who put their names to it
                return (known(context, frame.subj) if written else known(context, above.subj)), above.lemma
        break
    voice = context.voice(frame)
    said = next((a for a in context.attributions if voice.attributed_to and a.id == voice.attributed_to[-1]), None)
    if said is None or said.source is None or said.anonymous:
        return (), ""
    return source_of(context, said.source.start, said.source.end), "say"


def source_of(context: Context, start: int, end: int) -> tuple[Party, ...]:
    """Who a source's words name: the parties of the mention that its tokens hold."""
    first, last = context.token_at(start), context.token_at(end - 1)
    if first is None or last is None:
        return ()
    span = range(first, last + 1)
    heads_of = {t: context.analysis.tokens[t].head for t in span}
    root = next((t for t in span if heads_of[t] not in span or heads_of[t] == t), first)
    own = tuple(p for p in context.parties_at(root) if p.code or p.person)
    if own:
        return own
    # "Peru's critics" speak for nobody named
    owners = {t for t in span if context.analysis.tokens[t].deprel == "nmod:poss"}
    heads = [t for t in span if t in context.cast.by_head and t not in owners]
    heads.sort(key=lambda t: (context.cast.by_head[t].kind == "demonym", t))
    return tuple(p for p in context.parties_at(heads[0]) if p.code or p.person) if heads else ()
