"""Writes the always-on LSTM as ONNX, one step a slot: what the Spiralformer's cost on a node is measured against.

    python export_lstm.py --checkpoint runs/lstm.1.pt --out ../lstm.onnx

In: seat [K], glyph [K] int64 · feature [K, F] · state [2, H], what it says and what it holds.
Out: event [1, 7] logits · following [8, 12] logits · embedding [1, 16], not of unit length · state_next [2, H].
Its weights are held as int8 and run in fp32, as the Spiralformer's are.
"""

import argparse
import tempfile
from pathlib import Path

import onnx
import torch
from onnx import TensorProto

from int8_weights import hold_weights_as_int8
from models.registry import build
from onnx_graph import Graph
from spiral_graph import Maker

FEATURES = 40


def lstm_graph(model):
    held = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    graph, make = Graph(), Maker(model, held)
    said = make.step_cell(graph, make.listen(graph), "state", "state_next")
    embedding = make.heads(graph, make.norm(graph, said, "speak.norm"), make.chain(graph))
    graph.add("Identity", embedding, out="embedding")
    number, whole, hidden = TensorProto.FLOAT, TensorProto.INT64, model.cell.hidden_size
    inputs = [("seat", whole, ["K"]), ("glyph", whole, ["K"]), ("feature", number, ["K", FEATURES]), ("state", number, [2, hidden])]
    outputs = [("event", number, [1, 7]), ("following", number, [8, 12]), ("embedding", number, [1, 16]), ("state_next", number, [2, hidden])]
    return graph.model(inputs, outputs, "lstm")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--checkpoint", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    options = asked.parse_args()
    model, _ = build("lstm", FEATURES)
    model.load_state_dict(torch.load(options.checkpoint, weights_only=False)["model"])
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "lstm.onnx"
        graph = lstm_graph(model.eval())
        onnx.checker.check_model(graph, full_check=True)
        onnx.save(graph, full)
        hold_weights_as_int8(full, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
