"""The reader of pairs: MiniLM-L6 over a sentence with marks around both mentions."""

from __future__ import annotations

from pathlib import Path

import torch
from data import CLASSES, Pair
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from dragoman.language.pairs import Marked, PairReader


class Reader(nn.Module):
    """What the sentence, the actor's mark and the recipient's mark say together → logits over CLASSES."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.enc = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        h = self.enc.config.hidden_size
        self.drop = nn.Dropout(0.2)
        self.h, self.out = nn.Linear(3 * h, h), nn.Linear(h, len(CLASSES))

    def forward(self, ids: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        x = self.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        row = torch.arange(ids.shape[0])
        v = torch.cat([x[:, 0], x[row, actor], x[row, recipient]], 1)
        return self.out(self.drop(nn.functional.gelu(self.h(self.drop(v)))))


def marker(base: str) -> PairReader:
    """The package's own marking of sentences, over the full vocabulary."""
    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return PairReader(None, tokenizer, tuple(CLASSES), 1.0)


def batch(items: list[Marked]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, their mask, the places of both marks."""
    width = max(len(m.ids) for m in items)
    ids = torch.zeros(len(items), width, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for k, m in enumerate(items):
        ids[k, : len(m.ids)] = torch.tensor(m.ids)
        mask[k, : len(m.ids)] = 1
    return ids, mask, torch.tensor([m.actor for m in items]), torch.tensor([m.recipient for m in items])


def marked(reader: PairReader, pairs: list[Pair]) -> list[Marked]:
    """The pairs as the reader sees them."""
    return [reader.mark(p.text, p.actor, p.recipient) for p in pairs]
