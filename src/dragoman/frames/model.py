"""What the frame step says: predicates with their arguments, tense, polarity, modality, and who governs whom.

Every extractor asks these types and none walks the tree itself. Role names: ``subj``, ``obj``, ``iobj`` are the deep
ones (a passive is undone, control and raising are followed, relative pronouns stand for their antecedents);
``obl:with`` and the like are obliques of verbs and modifiers of nouns alike, by preposition; ``tmod`` is a bare
temporal modifier; ``mod`` a name or nationality before an event noun ("Japanese demands", "the Putin-Obuchi talks").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its role, the head tokens (several where conjoined), and `via`, how it was found.

    `via` is ``direct``, or what had to be undone: ``passive``, ``agent``, ``control``, ``raising``, ``conj``,
    ``relative``, ``possessive``, ``modifier``, ``between``, ``light``, ``matrix``.
    """

    role: str
    heads: tuple[int, ...]
    via: str = "direct"

    @property
    def head(self) -> int:
        """The first head token."""
        return self.heads[0]


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate of a sentence.

    `kind`: verb, noun (event noun), adj (predicative adjective), nominal (noun after a copula).
    `lemma` carries the particle ("step up"); `verb` is the verb that an event noun stands for, else the lemma;
    `light` the light verb over an event noun ("pay" over "visit"). `trigger`: tokens that make up the predicate.
    `voice`: active, passive. `tense`: past, present, future, none. `aspect`: perfect, progressive or both joined by "+".
    `form`: finite, infinitive, gerund, participle, imperative, noun.
    `modals`: modal lemmas in scope. `hedges`: lemmas that weaken it. `phases`: what governing raising and aspect
    predicates say of it (begin, continue, stop, resume, fail, manage, scheduled, expected, obliged, able, hearsay,
    seeming, likely). `mark`: its subordinator ("if", "that", "after"). `governor`: index of the frame that governs it
    and `link` how (xcomp, ccomp, acl, relcl, advcl, parataxis, obj, subj, obl:PREP; a leading ``n`` as in ``nacl``: through
    a noun that is no predicate itself). A light verb `carries` its event noun, which is `carried_by` it: one act.
    """

    index: int
    sentence: int
    head: int
    kind: str
    lemma: str
    verb: str
    light: str
    trigger: tuple[int, ...]
    voice: str
    tense: str
    aspect: str
    form: str
    negated: bool
    modals: tuple[str, ...]
    hedges: tuple[str, ...]
    phases: tuple[str, ...]
    mark: str
    args: tuple[Argument, ...]
    governor: int | None
    link: str
    conjunct_of: int | None = None
    carried_by: int | None = None
    carries: int | None = None

    def arg(self, role: str) -> Argument | None:
        """The first argument of that role."""
        return next((a for a in self.args if a.role == role), None)

    def all(self, *roles: str) -> tuple[Argument, ...]:
        """All arguments of these roles, in text order; a role that ends in ``:`` stands for every preposition."""
        if not self.args:
            return ()
        every = tuple(r for r in roles if r[-1] == ":")
        return tuple([a for a in self.args if a.role in roles or (every and a.role.startswith(every))])

    @property
    def subj(self) -> Argument | None:
        """The deep subject."""
        return self.arg("subj")

    @property
    def obj(self) -> Argument | None:
        """The deep object."""
        return self.arg("obj")


@dataclass(frozen=True)
class Frames:
    """All frames of a document, in text order of their heads."""

    frames: tuple[Frame, ...]

    def __iter__(self) -> Iterator[Frame]:
        return iter(self.frames)

    def __len__(self) -> int:
        return len(self.frames)

    def __getitem__(self, index: int) -> Frame:
        return self.frames[index]

    @cached_property
    def by_head(self) -> dict[int, Frame]:
        """The frame of a head token."""
        return {f.head: f for f in self.frames}

    @cached_property
    def dependents(self) -> tuple[tuple[int, ...], ...]:
        """For each frame the indices of the frames that it governs."""
        rows: list[list[int]] = [[] for _ in self.frames]
        for f in self.frames:
            if f.governor is not None:
                rows[f.governor].append(f.index)
        return tuple(map(tuple, rows))

    @cached_property
    def by_sentence(self) -> dict[int, tuple[Frame, ...]]:
        """The frames of each sentence that has any."""
        rows: dict[int, list[Frame]] = {}
        for f in self.frames:
            rows.setdefault(f.sentence, []).append(f)
        return {s: tuple(fs) for s, fs in rows.items()}

    def governors(self, frame: Frame) -> Iterator[Frame]:
        """The frames above, innermost first."""
        seen = {frame.index}
        at = frame.governor
        while at is not None and at not in seen:
            seen.add(at)
            yield self.frames[at]
            at = self.frames[at].governor
