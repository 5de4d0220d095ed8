"""A small builder of ONNX graphs, so that what runs on the node is written down by hand and skips what it may skip."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
"""The first that knows Gelu."""


class Graph:
    """Nodes in order. Constants belong to the outermost graph; a branch sees all that stands before it."""

    def __init__(self, parent: "Graph | None" = None):
        self.nodes: list = []
        self.root: Graph = self if parent is None else parent.root
        if parent is None:
            self.constants: dict[str, object] = {}
            self.count = 0
            self.exact: list[str] = []  # nodes that are not to be quantized

    def name(self, hint: str) -> str:
        self.root.count += 1
        return f"{hint}_{self.root.count}"

    def constant(self, value, name: str | None = None) -> str:
        """A tensor that is part of the model; the same name is held once."""
        name = name or self.name("const")
        if name not in self.root.constants:
            array = np.array(value, order="C")  # ascontiguousarray would make a vector of a scalar
            array = array.astype(np.float32) if array.dtype.kind == "f" else array.astype(np.int64)
            self.root.constants[name] = numpy_helper.from_array(array, name)
        return name

    def add(self, op: str, *inputs: str, outputs: int = 1, out: str | None = None, exact: bool = False, **attributes):
        names = [out] if out is not None else [self.name(op.lower()) for _ in range(outputs)]
        self.nodes.append(helper.make_node(op, list(inputs), names, name=self.name(op), **attributes))
        if exact:
            self.root.exact.append(self.nodes[-1].name)
        return names[0] if len(names) == 1 else names

    def branch(self, condition: str, then, otherwise, shapes: list[list], name: str) -> list[str]:
        """`If`: each side is a function that takes a Graph and gives its outputs' names; only the side that is taken costs anything."""
        sides = {}
        for side, build in (("then_branch", then), ("else_branch", otherwise)):
            inner = Graph(self)
            told = [inner.add("Identity", one) for one in build(inner)]
            outputs = [
                helper.make_tensor_value_info(one, TensorProto.FLOAT, shape) for one, shape in zip(told, shapes, strict=True)
            ]
            sides[side] = helper.make_graph(inner.nodes, f"{name}_{side}", [], outputs)
        names = [self.name(name) for _ in shapes]
        self.nodes.append(helper.make_node("If", [condition], names, name=name, **sides))
        return names

    # the usual layers, from PyTorch's weights

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray | None, name: str) -> str:
        y = self.add("MatMul", x, self.constant(weight.T, f"{name}.weight"))
        return y if bias is None else self.add("Add", y, self.constant(bias, f"{name}.bias"))

    def norm(self, x: str, weight: np.ndarray, bias: np.ndarray, name: str) -> str:
        scale, shift = self.constant(weight, f"{name}.scale"), self.constant(bias, f"{name}.shift")
        return self.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-5)

    def gelu(self, x: str) -> str:
        return self.add("Gelu", x)

    def scalar(self, x: str) -> str:
        """[1] -> []."""
        return self.add("Squeeze", x, self.constant(np.array([0]), "axis0"))

    def model(self, inputs: list, outputs: list, name: str):
        """Each of `inputs` and `outputs` is (name, TensorProto type, shape)."""
        value = lambda one: helper.make_tensor_value_info(*one)
        graph = helper.make_graph(
            self.nodes, name, [value(one) for one in inputs], [value(one) for one in outputs], list(self.constants.values())
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="andas")
        model.ir_version = 9
        return model


def save(model: onnx.ModelProto, path: Path) -> None:
    """Only what the checker finds whole."""
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)
