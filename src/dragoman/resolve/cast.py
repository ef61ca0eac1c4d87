"""The cast of a document: its entities, every mention of them, and the parties that an argument names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dragoman.language.analysis import Analysis
from dragoman.records import Mention, Party

_COLLECTIVES = frozenset(
    {
        "group",
        "team",
        "delegation",
        "number",
        "dozen",
        "party",
        "handful",
        "majority",
        "couple",
        "pair",
        "hundred",
        "thousand",
        "score",
        "lot",
        "coalition",
        "alliance",
        "contingent",
        "band",
        "crowd",
    }
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something named. `type`: person, polity, organization, group, outlet, place."""

    id: str
    name: str
    type: str
    code: str | None = None
    sector: str | None = None
    role: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention: tokens `first` to `last` (exclusive) with `head`, and the entities meant (several for a joint
    mention such as "the two sides"). `kind`: name, title, group, demonym, pronoun, joint; `role` and `polity` as told
    just here; `qualifier` "then", "former", "acting"; `title` the
    tokens of the title, first to last (exclusive); `place`: the words name a place (a city, a region), even where the state
    or its government is meant."""

    first: int
    last: int
    head: int
    entities: tuple[str, ...]
    kind: str = "name"
    role: str | None = None
    polity: str | None = None
    qualifier: str = ""
    title: tuple[int, int] = (0, 0)
    place: bool = False


@dataclass(frozen=True)
class Cast:
    """All entities and mentions of a document, in text order."""

    analysis: Analysis
    entities: dict[str, Entity]
    namings: tuple[Naming, ...]

    @cached_property
    def by_head(self) -> dict[int, Naming]:
        """The mention whose head is a token; a longer mention wins."""
        out: dict[int, Naming] = {}
        for n in self.namings:
            held = out.get(n.head)
            if held is None or n.last - n.first > held.last - held.first:
                out[n.head] = n
        return out

    @cached_property
    def covering(self) -> dict[int, Naming]:
        """For each token inside a mention that mention (the shortest)."""
        out: dict[int, Naming] = {}
        for n in sorted(self.namings, key=lambda n: n.first - n.last):
            for t in range(n.first, n.last):
                out[t] = n
        return out

    @cached_property
    def _starting(self) -> dict[int, Naming]:
        return {n.first: n for n in self.namings}

    def naming(self, head: int) -> Naming | None:
        """The mention that a head token belongs to."""
        return self.by_head.get(head) or self.covering.get(head)

    def parties(self, heads: Iterable[int], *, places: bool = True) -> tuple[Party, ...]:
        """The parties that argument heads name, without repeats; heads that name nobody give nothing. A place can act
        ("Chechnya said"), but not where it only qualifies a noun (`places` false: "the Kuril Islands talks")."""
        key = (tuple(heads), places)
        found = self._parties.get(key)
        if found is None:
            found = self._parties[key] = self._named(key[0], places)
        return found

    @cached_property
    def _parties(self) -> dict[tuple[tuple[int, ...], bool], tuple[Party, ...]]:
        return {}

    def _named(self, heads: tuple[int, ...], places: bool) -> tuple[Party, ...]:
        out: list[Party] = []
        for head in self.expanded(heads):
            naming = self.naming(head)
            if not places and naming is not None and all(self.entities[e].type == "place" for e in naming.entities):
                continue
            for party in self._of_head(head):
                if not any((p.code, p.person, p.name) == (party.code, party.person, party.name) for p in out):
                    out.append(party)
        return tuple(out)

    def expanded(self, heads: Iterable[int]) -> list[int]:
        """Heads with what the tree joins to another word of their names ("IMF chief A and minister B")."""
        out = list(heads)
        for head in out:
            naming = self.by_head.get(head)
            if naming is None or naming.kind != "name" or naming.last - naming.first < 2:
                continue
            for t in range(naming.first, naming.last):
                if t == head:
                    continue
                joined = [
                    c for c in self.analysis.children[t] if self.analysis.tokens[c].rel == "conj" and c in self.by_head
                ]
                out += [c for c in joined if c not in out and not naming.first <= c < naming.last]
        return out

    def hosts(self, heads: Iterable[int]) -> tuple[Party, ...]:
        """The states whose place the heads name: a visit to Tokyo is one to Japan."""
        out: list[Party] = []
        for head in heads:
            naming = self.naming(head)
            for e in naming.entities if naming is not None else ():
                code = self.entities[e].code
                if code and naming is not None:
                    state = self.entities.get(f"polity:{code}")
                    party = self.party(e, naming)
                    out.append(party.model_copy(update={"name": state.name if state else party.name, "person": None}))
        return tuple(out)

    def _of_head(self, head: int) -> list[Party]:
        naming = self.naming(head)
        if naming is None:
            return self._by_modifier(head)
        if naming.kind == "demonym":
            styled = self._starting.get(naming.last)
            if (
                styled is not None
                and styled.kind in ("name", "title")
                and self.entities[styled.entities[0]].type == "person"
            ):
                return [self.party(e, styled) for e in styled.entities]
        if naming.kind in ("title", "group") and all(self.entities[e].code is None for e in naming.entities):
            sent = self._senders(head, naming)
            if sent:
                return sent
        return [self.party(e, naming) for e in naming.entities]

    def _senders(self, head: int, naming: Naming) -> list[Party]:
        """Whose people they are: "envoys of Peru and Chile"."""
        tokens = self.analysis.tokens
        out: list[Party] = []
        for child in self.analysis.children[head]:
            cases = {tokens[c].lower_text for c in self.analysis.children[child] if tokens[c].rel == "case"}
            owns = tokens[child].deprel == "nmod:poss" and naming.kind == "title"
            if owns or (tokens[child].rel == "nmod" and cases & {"from", "of", "in"}):
                joined = [child, *(c for c in self.analysis.children[child] if tokens[c].rel == "conj")]
                for p in self.parties(joined):
                    if p.code:
                        theirs = next((s for e in naming.entities if (s := self.entities[e].sector)), None)
                        update = {"role": naming.role, "sector": theirs or p.sector or "GOV"}
                        out.append(
                            p.model_copy(update=update | ({"name": self._title(naming), "person": None} if owns else {}))
                        )
        return out

    def _title(self, naming: Naming) -> str:
        """The words of a title as printed."""
        first, last = naming.title if naming.title[1] > naming.title[0] else (naming.first, naming.last)
        return self.analysis.text[self.analysis.tokens[first].start : self.analysis.tokens[last - 1].end]

    def party(self, entity_id: str, naming: Naming) -> Party:
        """An entity as the party of a record, at one mention; the same one each time it is asked for."""
        key = (entity_id, naming.first, naming.last, naming.role)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._party(entity_id, naming)
        return made

    @cached_property
    def _made(self) -> dict[tuple[str, int, int, str | None], Party]:
        return {}

    def _party(self, entity_id: str, naming: Naming) -> Party:
        e = self.entities[entity_id]
        tokens = self.analysis.tokens
        return Party(
            name=e.name,
            code=e.code,
            sector=e.sector,
            person=e.name if e.type == "person" else None,
            role=f"former {naming.role}" if naming.role and naming.qualifier == "former" else naming.role or e.role,
            start=tokens[naming.first].start,
            end=tokens[naming.last - 1].end,
        )

    def _by_modifier(self, head: int) -> list[Party]:
        """ "Russian boats", "Moscow's troops": a nominal that acts for the state that qualifies it."""
        token = self.analysis.tokens[head]
        members = self._members(head)
        if members:
            return members
        for child in self.analysis.children[head]:
            # "the gas monopoly, Gazprom": the name that stands in apposition
            naming = self.by_head.get(child) if self.analysis.tokens[child].rel == "appos" else None
            if naming is not None and naming.kind == "name":
                return [self.party(e, naming) for e in naming.entities if self.entities[e].type != "place"]
        if token.mention not in ("person", "organization", "place", "animal", "object") and token.upos != "PROPN":
            return []
        both = self._joint_states(head)
        if both:
            return both
        children = sorted(self.analysis.children[head], key=lambda t: self.analysis.tokens[t].deprel == "nmod:poss")
        for child in children:
            c = self.analysis.tokens[child]
            if c.deprel == "nmod:poss" or c.rel in ("amod", "compound", "nmod"):
                naming = self.naming(child)
                if naming is not None and naming.kind in ("name", "demonym", "pronoun"):
                    return [self.party(e, naming) for e in naming.entities if self.entities[e].type != "place"]
        return []

    def _joint_states(self, head: int) -> list[Party]:
        """ "the Franco-German brigade", "a Japanese-Russian commission": a body of two states."""
        found: list[Party] = []
        for t in range(head - 1, max(-1, head - 8), -1):
            naming = self.covering.get(t)
            if naming is not None and naming.kind == "demonym" and self.analysis.tokens[t].head in range(t, head + 1):
                found = [self.party(e, naming) for e in naming.entities] + found
            elif self.analysis.tokens[t].upos in ("VERB", "AUX", "ADP"):
                break
        return found if len({p.code for p in found}) == 2 else []

    def _members(self, head: int) -> list[Party]:
        """Whom a collective noun collects: "a group of visiting Norwegian lawmakers"."""
        tokens = self.analysis.tokens
        if tokens[head].lemma.lower() not in _COLLECTIVES or head + 1 >= len(tokens) or tokens[head + 1].lower_text != "of":
            return []
        for t in range(head + 2, min(head + 7, len(tokens))):
            naming = self.by_head.get(t)
            if naming is not None and naming.kind != "demonym":
                return [self.party(e, naming) for e in naming.entities]
        return []

    def mentions(self) -> list[Mention]:
        """The contract's mentions; a joint mention is listed once for each entity."""
        tokens, out = self.analysis.tokens, []
        for n in self.namings:
            start, end = tokens[n.first].start, tokens[n.last - 1].end
            for entity_id in n.entities:
                e = self.entities[entity_id]
                out.append(
                    Mention(
                        start=start,
                        end=end,
                        text=self.analysis.text[start:end],
                        entity=e.id,
                        name=e.name,
                        type=e.type,  # type: ignore[arg-type]
                        code=e.code,
                        sector=e.sector,
                        role=n.role or e.role,
                    )
                )
        return out
