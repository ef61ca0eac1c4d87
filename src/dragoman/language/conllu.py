"""CoNLL-U in and out (Universal Dependencies v2, ten columns)."""

from __future__ import annotations

from dragoman.errors import UnreadableError
from dragoman.language.analysis import Analysis


def to_conllu(analysis: Analysis) -> str:
    """All sentences, one tree each; entities in MISC (`NER=B-PER`), `SpaceAfter=No` where nothing follows."""
    tags = {i: ("B-" if i == e.first else "I-") + e.label for e in analysis.entities for i in range(e.first, e.last)}
    blocks = []
    for number, s in enumerate(analysis.sentences, 1):
        start, end = analysis.tokens[s.first].start, analysis.tokens[s.last - 1].end
        rows = [f"# sent_id = {number}", "# text = " + " ".join(analysis.text[start:end].split())]
        for t in analysis.tokens[s.first : s.last]:
            misc = [f"NER={tags[t.i]}"] if t.i in tags else []
            if t.mention:
                misc.append(f"Mention={t.mention}")
            if not t.space_after:
                misc.append("SpaceAfter=No")
            head = 0 if t.head == t.i else t.head - s.first + 1
            rows.append("\t".join([str(t.i - s.first + 1), t.text, t.lemma, t.upos, t.xpos, t.feats or "_", str(head),
                                   t.deprel, "_", "|".join(misc) or "_"]))  # fmt: skip
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + ("\n\n" if blocks else "")


def from_conllu(text: str, where: str = "CoNLL-U") -> list[list[tuple[str, bool]]]:
    """The words (form, space after) of each sentence; raises UnreadableError for a line that is no CoNLL-U.

    Words inside a multi-word range have no space between them; empty nodes are passed over.
    """
    sentences: list[list[tuple[str, bool]]] = []
    now: list[tuple[str, bool]] = []
    range_end, range_space = 0, True
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip():
            if now:
                sentences.append(now)
            now, range_end = [], 0
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 10:
            raise UnreadableError(f"{where}:{number}", f"has {len(cells)} columns, not 10", "give CoNLL-U")
        space = "SpaceAfter=No" not in cells[9]
        if "-" in cells[0]:
            range_end, range_space = int(cells[0].split("-")[1]), space
        elif cells[0].isdigit():
            i = int(cells[0])
            now.append((cells[1], space if i > range_end else range_space if i == range_end else False))
    if now:
        sentences.append(now)
    return sentences
