"""Writes the always-on LSTM as ONNX, one step a slot: what the Spiralformer's cost on a node is measured against.

    python -m andas_training.export_lstm --checkpoint runs/lstm.1.pt --out ../lstm.onnx

Its weights are held as int8 and run in fp32, as the Spiralformer's are.
"""

import argparse
import tempfile
from pathlib import Path

from .data.slots import FEATURES
from .graphs.always_on import lstm_graph
from .graphs.graph import save
from .graphs.int8 import hold_weights_as_int8
from .learning.trained import load_weights
from .nets.registry import build


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--checkpoint", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    options = asked.parse_args(argv)
    model, _ = build("lstm", FEATURES)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "lstm.onnx"
        save(lstm_graph(load_weights(model, options.checkpoint).eval()), full)
        hold_weights_as_int8(full, options.out)
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
