"""Who gives and who gets: the two sides of a transfer from the predicate's arguments and the nouns around the sum."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice

from dragoman.extract.context import Context
from dragoman.extract.predicates import words_of
from dragoman.extract.transfer_rules import TransferBook, TransferRule
from dragoman.frames import Argument, Frame
from dragoman.frames.lexicon import rows_of
from dragoman.frames.nominals import around
from dragoman.records import Party

Parties = tuple[Party, ...]
Sides = tuple[Parties, Parties]
_TO = ("obl:to", "obl:for", "obl:toward", "obl:towards", "obl:into")
_FROM = ("obl:from", "obl:by", "obl:under")
_PLACES = ("obl:to", "obl:for", "obl:in", "obl:into", "obl:on", "obl:toward", "obl:towards")
_ABOVE = 3
_COUNTRY = ("country", "nation", "republic", "kingdom")
_VAGUE = {"country", "government", "side", "official", "party", "nation", "state", "leader", "people", "man", "woman"}
_RESCUED = {"bailout", "rescue", "lifeline"}


def named(context: Context, argument: Argument | None) -> tuple[Party, ...]:
    """The parties of an argument, the press left out. Those that only a noun names ("private bondholders", "Dutch banks")
    keep the noun as their name, with the code of the state that qualifies it, if any."""
    if argument is None:
        return ()
    out: list[Party] = []
    for head in argument.heads:
        token = context.analysis.tokens[head]
        if context.lemma(head) in _COUNTRY and context.cast.naming(head) is None and context.pair:
            out.append(polity(context, context.pair[0]))
            continue
        for p in context.parties(Argument(argument.role, (head,), argument.via)):
            if p.sector == "MED":
                continue
            if not (p.code or p.person):
                p = p.model_copy(update={"code": _owner(context, head)})
            if not (p.code or p.person):
                continue
            if context.cast.naming(head) is None:
                p = p.model_copy(update=_as_written(context, head))
            out.append(p)
        bodies = token.upos == "NOUN" and token.mention in ("person", "organization") and argument.via != "modifier"
        if not out and bodies and context.cast.naming(head) is None and context.lemma(head) not in _VAGUE:
            out.append(Party(**_as_written(context, head)))  # type: ignore[arg-type]
    return tuple(out)


def _owner(context: Context, head: int) -> str | None:
    """The state that owns a body: "Peru's trade bank"."""
    for a in around(context.analysis, head):
        if a.role in ("poss", "mod") and head not in a.heads:
            codes = {p.code for p in context.parties(a) if p.code}
            if len(codes) == 1:
                return codes.pop()
    return None


def _as_written(context: Context, head: int) -> dict[str, object]:
    extent = context.phrase(head)
    words = context.text(extent)
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        words = words.removeprefix(article)
    return {"name": words, "start": extent.start, "end": extent.end}


def first_named(context: Context, arguments: Iterable[Argument]) -> tuple[Party, ...]:
    """The parties of the first argument that names any."""
    return next((p for a in arguments if (p := named(context, a))), ())


def same(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Do two sides share a party?"""
    return bool({_key(p) for p in a} & {_key(p) for p in b})


def _key(p: Party) -> str:
    return p.name if p.sector == "BUS" else p.code or p.name


def of_frame(context: Context, frame: Frame, rule: TransferRule) -> Sides:
    """What the rule's roles name."""
    provider = first_named(context, (a for r in rule.provider for a in frame.all(r)))
    recipient = first_named(
        context, (a for r in rule.recipient for a in frame.all(r) if not same(named(context, a), provider))
    )
    return provider, recipient


def of_participles(
    context: Context, book: TransferBook, main: Frame, nouns: tuple[int, ...], stage: str, debt: bool, held: Sides
) -> Sides:
    """Sides filled up from participles and relatives on the nouns: "a loan granted by Peru", "debt owed by Peru"."""
    provider, recipient = held
    for frame in context.frames.by_sentence.get(main.sentence, ()):
        if frame.head == main.head or not any(a.via == "relative" and set(a.heads) & set(nouns) for a in frame.args):
            continue
        rule = next(book.of(words_of(context, frame), "verb"), None)
        if rule is None:
            continue
        giver, taker = of_frame(context, frame, rule)
        if rule.stage == "owed" and debt and stage not in ("owed", "repaid"):
            giver, taker = taker, giver
        if not provider and giver and not same(giver, recipient):
            provider = giver
        if not recipient and taker and not same(taker, provider):
            recipient = taker
    return provider, recipient


def of_governors(context: Context, book: TransferBook, frame: Frame, held: Sides) -> Sides:
    """Sides filled up from the acts above: "went on lending to Peru under a $3 million line agreed in May"."""
    provider, recipient = held
    for above in islice(context.frames.governors(frame), _ABOVE):
        if (provider and recipient) or above.sentence != frame.sentence:
            break
        rule = next(book.of(words_of(context, above), "verb"), None) or next(book.of((above.verb,), "verb"), None)
        if rule is None or rule.stage not in ("disbursed", "committed", "pledged", "resumed", "suspended"):
            continue
        giver, taker = of_frame(context, above, rule)
        giver = giver if len({p.code for p in giver}) == 1 else ()
        for below in context.frames.dependents[above.index]:
            noun = context.frames[below]
            if noun.kind == "noun" and not taker:
                taker = first_named(context, noun.all(*_TO))
        if not provider and giver and not same(giver, recipient):
            provider = giver
        if not recipient and taker and not same(taker, provider):
            recipient = taker
    return provider, recipient


def of_nouns(context: Context, nouns: tuple[int, ...], stage: str, debt: bool, held: Sides) -> Sides:
    """Sides filled up from the nouns: "a Swiss loan to Peru", "Peru's debt to Spain", "a rescue of Peru"."""
    provider, recipient = held
    for noun in nouns:
        arguments = around(context.analysis, noun)
        if noun == nouns[0] and not recipient:
            # "owed Peru $3 million": the tree hangs the one who gets it on the sum
            hung = first_named(context, (a for a in arguments if a.role == "mod"))
            recipient = tuple(p for p in hung if not same((p,), provider))
            arguments = tuple(a for a in arguments if a.role != "mod")
        own = first_named(context, (a for a in arguments if a.role in ("mod", "poss")))
        to = first_named(context, (a for a in arguments if a.role in _TO))
        source = first_named(context, (a for a in arguments if a.role in _FROM))
        of = first_named(context, (a for a in arguments if a.role == "obl:of")) if debt else ()
        rescued = context.lemma(noun) in _RESCUED and own and all(p.sector != "IGO" for p in own)
        if stage == "owed":
            giver, taker = own or of or source, to
        elif stage == "repaid":
            giver, taker = (), to or source or own
        elif (debt and stage in ("cancelled", "committed", "suspended")) or rescued:
            giver, taker = source, own or of
        else:
            giver, taker = source or own, to
        if not provider and giver and not same(giver, recipient):
            provider = giver
        if not recipient and taker and not same(taker, provider):
            recipient = taker
    return provider, recipient


def lender_first(context: Context, frame: Frame, provider: Parties, recipient: Parties) -> Sides:
    """A body whose trade is lending lends, wherever it stands ("Peru agreed with the Fund on a loan")."""
    lenders = _lenders()
    if any(p.code in lenders for p in provider):
        return provider, recipient
    beside = next((p for a in frame.all("obl:with") if (p := named(context, a))), ())
    bank = tuple(p for p in (*recipient, *beside) if p.code in lenders)
    if not bank:
        return provider, recipient
    return bank, tuple(p for p in (*provider, *recipient) if p.code not in lenders)


@cache
def _lenders() -> frozenset[str]:
    return frozenset(r["code"] for r in rows_of("lenders.tsv", ("code",)))


def where(context: Context, frame: Frame) -> tuple[Party, ...]:
    """The state whose places it goes to: "for plants in the towns of X"."""
    for a in frame.all(*_PLACES):
        tokens = [t for h in a.heads for t in context.phrase_tokens(h)]
        codes = set()
        for t in tokens:
            naming = context.cast.by_head.get(t)
            codes |= {context.cast.entities[e].code for e in naming.entities} if naming is not None else set()
        codes.discard(None)
        if len(codes) == 1:
            return (polity(context, str(codes.pop())),)
    return ()


def polity(context: Context, code: str) -> Party:
    """A state as a party, under the name that the text's cast has for it."""
    held = context.cast.entities.get(f"polity:{code}")
    return Party(name=held.name if held else code, code=code)
