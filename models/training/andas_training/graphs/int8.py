"""int8 for size alone: weights held as int8 and widened once, when the session is created; every call then runs in fp32."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .graph import save

SMALLEST = 256
"""Tensors with fewer numbers stay as they are: they are the finer ones, and there is little to gain."""


def hold_weights_as_int8(source: Path, out: Path) -> int:
    """Writes the same model with int8 weights, a scale for each last-axis column; tells how many tensors were taken."""
    model = onnx.load(source)
    graph, taken, kept, nodes = model.graph, 0, [], []
    for one in graph.initializer:
        value = numpy_helper.to_array(one)
        if value.dtype != np.float32 or value.size < SMALLEST or value.ndim < 2:
            kept.append(one)
            continue
        columns = value.reshape(-1, value.shape[-1])
        scale = np.maximum(np.abs(columns).max(0), 1e-8).astype(np.float32) / 127
        small = np.clip(np.round(value / scale), -127, 127).astype(np.int8)
        kept += [numpy_helper.from_array(small, f"{one.name}.int8"), numpy_helper.from_array(scale, f"{one.name}.step")]
        # Cast and Mul, not DequantizeLinear: onnxruntime folds these into one constant
        nodes.append(
            helper.make_node("Cast", [f"{one.name}.int8"], [f"{one.name}.wide"], to=TensorProto.FLOAT, name=f"widen {one.name}")
        )
        nodes.append(helper.make_node("Mul", [f"{one.name}.wide", f"{one.name}.step"], [one.name], name=f"scale {one.name}"))
        taken += 1
    del graph.initializer[:]
    graph.initializer.extend(kept)
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *rest])
    save(model, out)
    return taken
