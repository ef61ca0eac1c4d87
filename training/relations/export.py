"""Trained weights → `pairs.onnx.gz`: int8, fused attention, the vocabulary cut down to the pieces that news use.

python training/relations/export.py --base BASE --shared ../shared --model m2.pt --temperature 1.3 --out pairs.onnx.gz
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import onnx
import torch
from data import CLASSES, SOURCES, news, own
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from reader import Reader, marker
from tokenizers import Tokenizer

from dragoman.language.pairs import MARKS


def vocabulary(base: str, shared: Path, size: int) -> list[int]:
    """The ids to keep: marks and special pieces, single characters, then the commonest pieces of news and sentences."""
    tokenizer: Tokenizer = marker(base).tokenizer
    counts: Counter[int] = Counter()
    for path in SOURCES.values():
        with gzip.open(shared / "data" / path, "rt", encoding="utf-8") as handle:
            for line in list(handle)[::3]:
                counts.update(tokenizer.encode(json.loads(line)["text"], add_special_tokens=False).ids)
    for pair in [*own("a", "b", "c"), *news(shared)]:
        counts.update(tokenizer.encode(pair.text, add_special_tokens=False).ids * 3)
    words = tokenizer.get_vocab()
    ascii_pieces = [k for w, k in words.items() if len(w.removeprefix("##")) == 1 and w.removeprefix("##").isascii()]
    kept = [words[w] for w in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", *MARKS)] + sorted(ascii_pieces)
    held = set(kept)
    kept += [k for k, _ in counts.most_common(size) if k not in held]
    return kept[:size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--size", type=int, default=5500)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = Reader(args.base)
    model.load_state_dict(torch.load(args.model))
    model.eval()
    kept = vocabulary(args.base, args.shared, args.size)
    table = model.enc.embeddings.word_embeddings
    table.weight = torch.nn.Parameter(table.weight.data[kept].clone())
    table.num_embeddings, table.padding_idx = len(kept), None
    raw, fused, plain = (args.out.with_name(f"pairs.{n}") for n in ("raw", "fused", "onnx"))
    ids = torch.randint(10, 500, (2, 12))
    place = torch.tensor([1, 2])
    axes = {"ids": {0: "b", 1: "n"}, "mask": {0: "b", 1: "n"}, "actor": {0: "b"}, "recipient": {0: "b"}, "logits": {0: "b"}}
    torch.onnx.export(model, (ids, torch.ones_like(ids), place, place + 3), str(raw), input_names=list(axes)[:4],
                      output_names=["logits"], dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    optimize_model(str(raw), "bert", num_heads=12, hidden_size=384, optimization_options=FusionOptions("bert"),
                   opt_level=0).save_model_to_file(str(fused))  # fmt: skip
    # reduce_range: without VNNI, AVX2's 16-bit sums of 8-bit products overflow on full-range weights
    quantize_dynamic(str(fused), str(plain), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul", "Attention", "Gather", "EmbedLayerNormalization", "Gemm"],
                     extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT})  # fmt: skip
    names = {k: w for w, k in marker(args.base).tokenizer.get_vocab().items()}
    done = onnx.load(str(plain))
    for key, value in {"vocabulary": "\n".join(names[k] for k in kept), "classes": " ".join(CLASSES),
                       "temperature": str(args.temperature)}.items():  # fmt: skip
        done.metadata_props.add(key=key, value=value)
    args.out.write_bytes(gzip.compress(done.SerializeToString(), 9, mtime=0))
    for path in (raw, fused, plain):
        path.unlink()


if __name__ == "__main__":
    main()
