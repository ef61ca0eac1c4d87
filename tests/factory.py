"""Hand-built analyses: the core is tested on these, without the model.

One word a line: ``form lemma UPOS XPOS head deprel [feats]`` with heads counted from 1 inside the sentence (0 = root);
a blank line ends a sentence. Words are joined by blanks except before closing punctuation and clitics.
"""

from __future__ import annotations

from dragoman.language.analysis import Analysis, Entity, Sentence, Token

_GLUED = {".", ",", ";", ":", "?", "!", "'s", "’s", "n't", ")", "%", "'"}


def analysis(rows: str, entities: list[tuple[int, int, str]] | None = None) -> Analysis:
    """Build an `Analysis` from rows; `entities` are (first, last exclusive, label) in document token indices."""
    blocks = [b.strip().splitlines() for b in rows.strip().split("\n\n")]
    text, tokens, sentences = "", [], []
    for block in blocks:
        base = len(tokens)
        for line in block:
            form, lemma, upos, xpos, head, deprel, *feats = line.split()
            glued = form in _GLUED or not text or text.endswith(("(", "$"))
            text += ("" if glued else " ") + form
            i = len(tokens)
            at = base + int(head) - 1 if head != "0" else i
            tokens.append(
                Token(i, len(text) - len(form), len(text), form, lemma, upos, xpos, feats[0] if feats else "", at, deprel)
            )
        sentences.append(Sentence(base, len(tokens)))
    return Analysis(text, tuple(tokens), tuple(sentences), tuple(Entity(*e) for e in entities or ()))
