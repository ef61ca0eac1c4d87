"""One encoder, many heads. The encoder is MiniLM-L6 with word-shape classes in place of its segment embeddings."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

D_ARC, D_REL = 256, 96
SHAPES = 8
TAG_HEADS = ("upos", "xpos", "feats", "ner", "mention", "sent", "attr")


class Arcs(nn.Module):
    """Biaffine arc scores [b, dependents, heads] (Dozat & Manning 2017)."""

    def __init__(self, d: int) -> None:
        super().__init__()
        self.u = nn.Parameter(torch.zeros(d, d))
        self.head = nn.Linear(d, 1)
        nn.init.xavier_uniform_(self.u)

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        return dep @ self.u @ head.transpose(1, 2) + self.head(head).transpose(1, 2)


class PairHead(nn.Module):
    """What one mention does to another: the means of both mentions, and the sentence as the pair attends to it."""

    def __init__(self, h: int, classes: int, heads: int = 4, hidden: int = 256) -> None:
        super().__init__()
        self.heads = heads
        self.null = nn.Parameter(torch.zeros(h))
        self.query, self.key, self.value = nn.Linear(2 * h, h), nn.Linear(h, h), nn.Linear(h, h)
        self.hidden, self.out = nn.Linear(3 * h, hidden), nn.Linear(hidden, classes)
        self.drop = nn.Dropout(0.35)

    def forward(self, w: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """`w` [b, n, h]; `mask`, `actor`, `recipient` [b, n] of 0 and 1; an empty recipient is the null one."""
        a = _mean(w, actor)
        r = torch.where(recipient.sum(1, keepdim=True) > 0, _mean(w, recipient), self.null.expand(w.shape[0], -1))
        b, n, h = w.shape
        d = h // self.heads
        q = self.query(torch.cat([a, r], 1)).view(b, self.heads, 1, d)
        k = self.key(w).view(b, n, self.heads, d).transpose(1, 2)
        v = self.value(w).view(b, n, self.heads, d).transpose(1, 2)
        scores = (q @ k.transpose(2, 3) / d**0.5).masked_fill(mask.view(b, 1, 1, n) == 0, -1e4)
        c = (scores.softmax(-1) @ v).reshape(b, h)
        return self.out(self.drop(nn.functional.gelu(self.hidden(self.drop(torch.cat([a, r, c], 1))))))


def _mean(w: Tensor, mask: Tensor) -> Tensor:
    return (w * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)


class Reader(nn.Module):
    """The encoder with all heads; `sizes` gives the number of classes of each."""

    def __init__(self, base: str, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager")
        segment = self.encoder.embeddings.token_type_embeddings.weight.data
        shapes = nn.Embedding(SHAPES, segment.shape[1])
        shapes.weight.data.copy_(segment[0].repeat(SHAPES, 1) + torch.randn(SHAPES, segment.shape[1]) * 0.01)
        self.encoder.embeddings.token_type_embeddings = shapes
        self.encoder.config.type_vocab_size = SHAPES
        h = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.25)
        self.arc_dep, self.arc_head = nn.Linear(h, D_ARC), nn.Linear(h, D_ARC)
        self.rel_dep, self.rel_head = nn.Linear(h, D_REL), nn.Linear(h, D_REL)
        self.root = nn.Linear(h, 1)
        self.arc = Arcs(D_ARC)
        self.rel_u = nn.Parameter(torch.zeros(D_REL + 1, sizes["rel"], D_REL + 1))
        nn.init.xavier_normal_(self.rel_u)
        self.tags = nn.ModuleDict({k: nn.Linear(h, sizes[k]) for k in TAG_HEADS})
        self.fact = nn.Linear(h, 1)
        self.pair = PairHead(h, sizes["plover"])

    def words(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Word vectors [b, words, h]: the mean of a word's first and last piece."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=shapes).last_hidden_state

        def pick(at: Tensor) -> Tensor:
            return torch.gather(hidden, 1, at.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))

        return (pick(first) + pick(last)) * 0.5

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> dict[str, Tensor]:
        raw = self.words(ids, mask, shapes, first, last)
        w = self.drop(raw)
        act = nn.functional.gelu
        dep, head = self.drop(act(self.arc_dep(w))), self.drop(act(self.arc_head(w)))
        rel_dep, rel_head = self.drop(act(self.rel_dep(w))), self.drop(act(self.rel_head(w)))
        tags = {k: m(w) for k, m in self.tags.items()}
        return {"words": raw, "arcs": self.arc(dep, head), "root": self.root(w), "rel_dep": rel_dep, "rel_head": rel_head,
                "fact": self.fact(w), **tags}  # fmt: skip

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores [n, labels] of dependents with their heads (a root's head is zeros)."""
        one = torch.ones(dep.shape[0], 1)
        return torch.einsum("nd,dlh,nh->nl", torch.cat([dep, one], 1), self.rel_u, torch.cat([head, one], 1))
