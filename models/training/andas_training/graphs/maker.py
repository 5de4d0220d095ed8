"""The parts of a graph that the Spiralformer and the nets beside it have in common: how they hear, step their cell, and speak."""

import numpy as np
from torch import nn

from ..data.slots import SEATS
from ..nets.listen import GLYPHS
from .graph import Graph


class Maker:
    """Writes the parts of one model, from its weights."""

    def __init__(self, model: nn.Module):
        self.model = model
        self.held = {name: value.detach().numpy() for name, value in model.state_dict().items()}

    def linear(self, graph: Graph, x: str, name: str) -> str:
        return graph.linear(x, self.held[f"{name}.weight"], self.held.get(f"{name}.bias"), name)

    def norm(self, graph: Graph, x: str, name: str) -> str:
        return graph.norm(x, self.held[f"{name}.weight"], self.held[f"{name}.bias"], name)

    def listen(self, graph: Graph) -> str:
        held, narrow = self.held, self.model.listen.narrow.out_features
        heard = graph.add("Gather", graph.constant(held["listen.glyph.weight"], "listen.glyph.weight"), "glyph", axis=0)
        heard = graph.add("Add", heard, self.linear(graph, "feature", "listen.feature"))
        if getattr(self.model.listen, "tape", None) is not None:
            heard = graph.add("Add", heard, self.linear(graph, "tape", "listen.tape"))
        each = graph.gelu(self.linear(graph, graph.gelu(heard), "listen.narrow"))
        weight = held["listen.together.weight"]  # [d, E * narrow]
        seats = weight.T.reshape(-1, narrow, weight.shape[0])
        mine = graph.add("Gather", graph.constant(seats, "listen.together.seats"), "seat", axis=0)
        each = graph.add("MatMul", graph.add("Unsqueeze", each, graph.constant(np.array([1]), "axis1")), mine)
        total = graph.add("ReduceSum", each, graph.constant(np.array([0]), "axis0"), keepdims=0)
        return graph.add("Add", total, graph.constant(held["listen.together.bias"], "listen.together.bias"))

    def step_cell(self, graph: Graph, x: str, state: str, following: str) -> str:
        """One step of the LSTM on `state` [2, H]: what it says [1, H]; and what it says and holds goes out as `following`."""
        held, hidden = self.held, self.model.cell.hidden_size
        said, kept = graph.add("Split", state, graph.constant(np.array([1, 1]), "ones2"), outputs=2, axis=0)
        weight = np.concatenate([held["cell.weight_ih_l0"], held["cell.weight_hh_l0"]], 1)
        bias = held["cell.bias_ih_l0"] + held["cell.bias_hh_l0"]
        gates = graph.linear(graph.add("Concat", x, said, axis=1), weight, bias, "cell")
        take, keep, new, tell = graph.add("Split", gates, graph.constant(np.full(4, hidden), "hidden4"), outputs=4, axis=1)
        taken = graph.add("Mul", graph.add("Sigmoid", take), graph.add("Tanh", new))
        kept = graph.add("Add", graph.add("Mul", graph.add("Sigmoid", keep), kept), taken)
        said = graph.add("Mul", graph.add("Sigmoid", tell), graph.add("Tanh", kept))
        graph.add("Concat", said, kept, axis=0, out=following)
        return said

    def unknown(self, graph: Graph) -> str:
        """What a chain says that heard nothing."""
        return graph.constant(np.zeros((SEATS, GLYPHS)), "unknown")

    def chain(self, graph: Graph) -> str:
        """What the chain says of each seat's next glyph, [8, 12]; of empty seats nothing."""
        told = graph.add("Gather", graph.constant(self.held["speak.chain"], "speak.chain"), "glyph", axis=0)
        seat = graph.add("Unsqueeze", "seat", graph.constant(np.array([1]), "axis1"))
        return graph.add("ScatterND", self.unknown(graph), seat, told)

    def heads(self, graph: Graph, x: str, chained: str) -> str:
        """Event, following and embedding of a normed token, by one product. The first two go out; the last is of no certain length yet."""
        parts = ("speak.event", "speak.following", "speak.embedding")
        weight = np.concatenate([self.held[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self.held[f"{part}.bias"] for part in parts])
        sizes = [len(self.held[f"{part}.bias"]) for part in parts]
        told = graph.linear(x, weight, bias, "speak")
        event, following, embedding = graph.add("Split", told, graph.constant(np.array(sizes), "heads"), outputs=3, axis=1)
        graph.add("Identity", event, out="event")
        following = graph.add("Reshape", following, graph.constant(np.array([SEATS, GLYPHS]), "by_electrode"))
        graph.add("Add", following, chained, out="following")
        return embedding
