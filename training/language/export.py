"""Trained weights → int8 ONNX with fused attention, plus the small heads as numpy arrays.

python export.py --base BASE --model run2/model.pt --labels run2/labels.json --out weights/
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor

INPUTS = ["ids", "mask", "shapes", "first", "last"]
OUTPUTS = ["arcs", "rel_dep", "rel_head", "upos", "xpos", "feats", "ner", "mention", "attr", "sent", "fact", "words"]
RUNTIME_LABELS = ("rel", "upos", "xpos", "feats", "ner", "mention", "attr", "plover")


class Exported(torch.nn.Module):
    """What runs at run time: best classes instead of logits, the root's score in the diagonal of the arcs."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        o = self.model(ids, mask, shapes, first, last)
        eye = torch.eye(o["arcs"].shape[1]).unsqueeze(0)
        best = [o[k].argmax(-1) for k in ("upos", "xpos", "feats")]
        return (
            o["arcs"] * (1 - eye) + o["root"] * eye, o["rel_dep"], o["rel_head"], *best, torch.log_softmax(o["ner"], -1),
            o["mention"].argmax(-1), o["attr"].argmax(-1), o["sent"][..., 1] - o["sent"][..., 0], o["fact"].squeeze(-1),
            o["words"],
        )  # fmt: skip


def to_onnx(model: Reader, path: Path) -> None:
    ids = torch.randint(1000, 2000, (2, 12))
    first = torch.tensor([[1, 3, 5, 7], [1, 2, 3, 0]])
    sample = (ids, torch.ones_like(ids), torch.ones_like(ids), first, first + 1)
    axes = {k: {0: "b", 1: "p"} for k in INPUTS[:3]} | {k: {0: "b", 1: "w"} for k in (*INPUTS[3:], *OUTPUTS)}
    axes["arcs"] = {0: "b", 1: "w", 2: "w"}
    torch.onnx.export(Exported(model), sample, str(path), input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes,
                      opset_version=17, dynamo=False)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    names = json.loads(args.labels.read_text(encoding="utf-8"))
    model = Reader(args.base, {k: len(v) for k, v in names.items()} | {"sent": 2})
    model.load_state_dict(torch.load(args.model))
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    raw, fused = args.out / "raw.onnx", args.out / "fused.onnx"
    to_onnx(model, raw)
    optimised = optimize_model(str(raw), "bert", num_heads=12, hidden_size=384, optimization_options=FusionOptions("bert"),
                               opt_level=0)  # fmt: skip
    optimised.save_model_to_file(str(fused))
    # reduce_range: without VNNI, AVX2's 16-bit sums of 8-bit products overflow on full-range weights
    quantize_dynamic(
        str(fused), str(args.out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        op_types_to_quantize=["MatMul", "Attention", "Gather", "EmbedLayerNormalization", "Gemm"],
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    np.save(args.out / "labels_head.npy", model.rel_u.detach().numpy().astype(np.float16))
    kept = {k: names[k] for k in RUNTIME_LABELS}
    (args.out / "labels.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    shutil.copy(f"{args.base}/tokenizer.json", args.out / "tokenizer.json")
    for path in (raw, fused):
        path.unlink()


if __name__ == "__main__":
    main()
