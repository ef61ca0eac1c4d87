"""How a text was read, sentence by sentence: the tree, the frames in words, whose word each rests on, the rules that
spoke, and the frames that gave no record with the reason as far as it can be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from dragoman.extract.context import Context
from dragoman.faces.rows import Row, rows_of, voice_of
from dragoman.faces.table import COLOURS
from dragoman.frames import Argument, Frame
from dragoman.records import AnyRecord, Coding

_ROLES = {"subj": "who", "obj": "what", "iobj": "to whom", "tmod": "when", "mod": "of"}


def explain(context: Context, coding: Coding, stream: IO[str], only: int | None = None) -> None:
    """Print the reading of all sentences, or of the one of that index."""
    console = Console(file=stream, width=None if stream.isatty() else 100, highlight=False)
    for line in _head(context):
        console.print(line)
    for sentence in range(len(context.analysis.sentences)):
        if only is None or sentence == only:
            for part in _sentence(context, coding, sentence):
                console.print(part)


def _head(context: Context) -> Iterator[Text]:
    d = context.document
    when = f"published {d.published} ({d.basis}: {d.basis_note})" if d.published else "publication date unknown"
    yield Text(f"{d.id} · {when}", style="bold")


def _sentence(context: Context, coding: Coding, sentence: int) -> Iterator[Text | Tree]:
    extent = context.sentence_extent(sentence)
    yield Text(f"\nSentence {sentence + 1} ", style="bold cyan").append(
        " ".join(context.text(extent).split()), style="not bold default"
    )
    yield _tree(context, sentence)
    for time in context.times_in(sentence):
        yield (
            Text("time   ", style="cyan")
            .append(f"“{time.text}” {time.value or 'no value'}", style="default")
            .append(f"  {time.why}", style="dim")
        )
    rows = {row.id: row for row in rows_of(coding)}
    left = [r for r in coding.records if r.sentence == sentence]
    for frame in context.frames.by_sentence.get(sentence, ()):
        yield _frame(context, coding, frame)
        over = [r for r in coding.records if r.sentence == sentence and _covers(context, r, frame)]
        for r in over:
            if r in left:
                yield _record(rows[r.id])
        if not over:
            yield Text(f"       no record: {_silence(context, frame)}", style="dim")
        elif not any(r in left for r in over):
            yield Text(f"       told above, in the {over[0].kind}", style="dim")
        left = [r for r in left if r not in over]
    yield from (_record(rows[r.id]) for r in left)


def _tree(context: Context, sentence: int) -> Tree:
    analysis = context.analysis
    span = analysis.sentences[sentence]
    root = next((i for i in range(span.first, span.last) if analysis.tokens[i].head == i), span.first)
    labels = {t: e.label for e in analysis.entities for t in range(e.first, e.last)}
    tree = Tree(_node(context, root, labels), guide_style="dim")
    stack = [(root, tree)]
    while stack:
        at, branch = stack.pop()
        added = [(c, branch.add(_node(context, c, labels))) for c in analysis.children[at]]
        stack.extend(added)
    return tree


def _node(context: Context, i: int, labels: dict[int, str]) -> Text:
    t = context.analysis.tokens[i]
    text = Text(t.text, style="bold").append(f"  {t.deprel}", style="not bold green")
    text.append(f"  {t.lemma} {t.upos} {t.xpos}", style="not bold dim")
    for extra in (labels.get(i, ""), t.mention):
        if extra:
            text.append(f" {extra}", style="not bold magenta")
    return text


def _frame(context: Context, coding: Coding, frame: Frame) -> Text:
    name = frame.lemma + (f" (stands for {frame.verb})" if frame.verb != frame.lemma else "")
    text = Text("frame  ", style="cyan").append(name, style="bold default")
    facts = [frame.kind, frame.voice if frame.voice == "passive" else "", frame.tense, frame.aspect, frame.form]
    facts += ["negated" if frame.negated else "", *frame.modals, *frame.hedges, *frame.phases]
    if frame.governor is not None:
        facts.append(f"{frame.link} of {context.frames[frame.governor].lemma}")
    text.append("  " + ", ".join(f for f in facts if f and f != "none"), style="dim")
    for a in frame.args:
        text.append(f"\n       {_role(a.role)}: ", style="green").append(_argument(context, a), style="default")
        text.append(f"  {a.via}" if a.via != "direct" else "", style="dim")
    voice = context.voice(frame)
    who = voice_of(voice.attributed_to, {a.id: a for a in coding.attributions}) or "the text itself"
    text.append("\n       on the word of: ", style="green").append(who, style="default")
    text.append(f", {voice.certainty}", style=COLOURS[voice.certainty]).append(f"  {voice.why}", style="dim")
    return text


def _role(role: str) -> str:
    return _ROLES.get(role) or role.removeprefix("obl:")


def _argument(context: Context, argument: Argument) -> str:
    said = " + ".join(context.text(context.phrase(h)) for h in argument.heads)
    parties = context.parties(argument)
    known = ", ".join(p.code or p.name for p in parties)
    return f"{' '.join(said.split())}" + (f" [{known}]" if known else "")


def _covers(context: Context, record: AnyRecord, frame: Frame) -> bool:
    """Does the record rest on a passage that holds the frame's head?"""
    at = context.analysis.tokens[frame.head]
    return any(e.start <= at.start and at.end <= e.end for e in record.evidence)


def _record(row: Row) -> Text:
    text = Text("     ▸ ", style="yellow").append(row.kind, style="bold yellow")
    text.append(f" {row.who}" + (f" → {row.whom}" if row.whom else ""), style="bold default")
    text.append(f"  {row.what}" + (f"  {row.date}" if row.date else ""), style="not bold default")
    text.append(f", {row.certainty}", style=COLOURS[row.certainty])
    return text.append(f"\n       because: {row.why}", style="dim")


def _silence(context: Context, frame: Frame) -> str:
    if frame.carries is not None:
        return f"it only carries “{context.frames[frame.carries].lemma}”"
    if not any(context.parties(a) for a in frame.args):
        return "none of its arguments is a party that is known"
    if any(a.cue and _at(context, frame, a.cue.start, a.cue.end) for a in context.attributions):
        return "it says whose word something is"
    return "no rule speaks of it"


def _at(context: Context, frame: Frame, start: int, end: int) -> bool:
    token = context.analysis.tokens[frame.head]
    return start < token.end and token.start < end
