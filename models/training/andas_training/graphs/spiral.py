"""The Spiralformer's one call as an ONNX graph: phases are branches that cost nothing when they are not taken.

What goes in (K seats that have an electrode, W slots of tape with C channels, R = 89 rows of memory, D layers):
    seat [K] int64 · glyph [K] int64 · feature [K, F] · tape [K, W * C]     the slot, and the latest minutes
    control [5] int64     mode, expert, wide, and of each of two layers how many tokens it has taken in
    context [6]           log slots since the call before / 3, sine and cosine of the breath, silence, rest, slot now
    cell [2, H]           the breath cell: what it says and what it holds
    memory [2 D, R, d]    keys and values of the latest tokens, layer by layer; a ring, row = count mod R
    stamp [D, R]          the slot of each of those tokens; -1e9 where there is none
What comes out: event [1, 7] logits · following [8, 12] logits · embedding [1, 16] · cell_next [2, H] · memory_new [2 D, d]
"""

import math

import numpy as np
from onnx import TensorProto

from ..data.slots import SEATS
from ..nets.listen import GLYPHS
from ..nets.principles import LOCAL_REACH, REACH
from ..nets.spiral_attention import GOLDEN
from ..nets.spiralformer import Spiralformer
from ..waking.policy import HOLD, INHALE, LOCAL
from .graph import Graph
from .maker import Maker

MISSING = -1e4


def spiral_graph(model: Spiralformer):
    """The graph of a trained model (spiral attention, an LSTM as its cell, experts by the table), and the nodes to leave exact."""
    having = model.having
    if (having.attend, having.cell) != ("spiral", "lstm") or having.router == "learned":
        raise ValueError("only the model that is shipped is exported: attend=spiral, cell=lstm, experts by the table")
    graph, make = Graph(), SpiralMaker(model)
    held = make.held
    mode, route, wide, counts = graph.add(
        "Split", "control", graph.constant(np.array([1, 1, 1, 2]), "ones_and_two"), outputs=4, axis=0
    )
    dt, sine, cosine, silence, rest, now = graph.add(
        "Split", "context", graph.constant(np.ones(6, int), "ones6"), outputs=6, axis=0
    )
    make.common = dict(route=route, wide=wide, counts=counts, silence=silence, rest=rest, now=now)
    d, layers = model.speak.norm.normalized_shape[0], len(model.experts)
    is_hold, is_inhale, is_local = (
        graph.scalar(graph.add("Equal", mode, graph.constant(np.array([one])))) for one in (HOLD, INHALE, LOCAL)
    )

    clock = graph.add("Unsqueeze", graph.add("Concat", dt, sine, cosine, axis=0), graph.constant(np.array([0]), "axis0"))
    phase = graph.add("Gather", graph.constant(held["mode.weight"], "mode.weight"), mode, axis=0)
    x = graph.add("Add", phase, graph.linear(clock, held["clock.weight"], None, "clock"))
    blind = lambda inner: [inner.add("Identity", x), make.unknown(inner)]
    hears = lambda inner: [inner.add("Add", x, make.listen(inner)), make.chain(inner)]
    x, chained = graph.branch(is_hold, blind, hears, [[1, d], [SEATS, GLYPHS]], "hears")
    x = make.breathe(graph, x)

    nothing = np.zeros((2, d), np.float32)

    def attend(inner: Graph):
        make.along_the_spiral(inner)
        first, rows = make.layer(inner, x, 0)
        deep = lambda deeper: make.deeper(deeper, first)
        shallow = lambda deeper: [deeper.add("Identity", first), deeper.constant(np.tile(nothing, (layers - 1, 1)), "nothing_deep")]
        told, more = inner.branch(is_inhale, deep, shallow, [[1, d], [2 * (layers - 1), d]], "deep")
        return [told, inner.add("Concat", rows, more, axis=0)]

    still = lambda inner: [inner.add("Identity", x), inner.constant(np.tile(nothing, (layers, 1)), "nothing")]
    x, rows = graph.branch(graph.add("Or", is_inhale, is_local), attend, still, [[1, d], [2 * layers, d]], "attends")
    graph.add("Identity", rows, out="memory_new")
    make.speak(graph, x, chained)

    features, tape = model.listen.feature.in_features, model.listen.tape.in_features if model.listen.tape is not None else 0
    hidden = model.cell.hidden_size
    number, whole = TensorProto.FLOAT, TensorProto.INT64
    inputs = [("seat", whole, ["K"]), ("glyph", whole, ["K"]), ("feature", number, ["K", features]), ("tape", number, ["K", tape])]
    inputs += [("control", whole, [5]), ("context", number, [6]), ("cell", number, [2, hidden])]
    inputs += [("memory", number, [2 * layers, REACH, d]), ("stamp", number, [layers, REACH])]
    outputs = [("event", number, [1, 7]), ("following", number, [SEATS, GLYPHS]), ("embedding", number, [1, 16])]
    outputs += [("cell_next", number, [2, hidden]), ("memory_new", number, [2 * layers, d])]
    return graph.model(inputs, outputs, "spiralformer"), graph.exact


class SpiralMaker(Maker):
    """Writes the parts that the Spiralformer alone has."""

    def __init__(self, model: Spiralformer):
        super().__init__(model)
        self.common: dict = {}

    def breathe(self, graph: Graph, x: str) -> str:
        said = self.step_cell(graph, x, "cell", "cell_next")
        return graph.add("Add", x, self.linear(graph, said, "remember"))

    def layer(self, graph: Graph, x: str, layer: int) -> tuple[str, str]:
        """One layer: the new x, and its new rows of memory [2, d]."""
        held, common, name = self.held, self.common, f"mixers.{layer}"
        d, heads = self.model.speak.norm.normalized_shape[0], self.model.mixers[layer].heads
        asked = self.linear(graph, self.norm(graph, x, f"{name}.norm"), f"{name}.ask")
        q, own = graph.add("Split", asked, graph.constant(np.array([d, 2 * d]), "ask_and_own"), outputs=2, axis=1)
        rows = graph.add("Reshape", own, graph.constant(np.array([2, d]), "two_rows"))
        own = graph.add("Reshape", own, graph.constant(np.array([2, 1, d]), "two_of_one"))
        mine = graph.constant(np.array(layer), f"layer{layer}")
        past, level = (graph.add("Gather", common[held_there], mine, axis=0) for held_there in ("past", "levels"))
        keys, values = graph.add(
            "Split", graph.add("Concat", own, past, axis=1), graph.constant(np.array([1, 1]), "ones2"), outputs=2, axis=0
        )
        # a head is a stretch of d: summing by a matrix of ones needs no turning of small tensors, which costs more than the sums
        ones = np.kron(np.eye(heads), np.ones((d // heads, 1)))
        weight = graph.add("MatMul", graph.add("Mul", q, keys), graph.constant(ones / (d // heads) ** 0.5, "sum_heads"), exact=True)
        weight = graph.add("Softmax", graph.add("Add", weight, level), axis=1)
        weight = graph.add("MatMul", weight, graph.constant(ones.T, "spread_heads"), exact=True)
        mixed = graph.add("ReduceSum", graph.add("Mul", weight, values), graph.constant(np.array([1]), "axis1"), keepdims=0)
        mixed = self.linear(graph, mixed, f"{name}.answer")
        if self.model.having.gate:
            gate = held["gate"][layer]
            slope = graph.add("Mul", common["silence"], graph.constant(gate[1:2], f"gate{layer}.slope"))
            mixed = graph.add(
                "Mul", mixed, graph.add("Sigmoid", graph.add("Add", slope, graph.constant(gate[:1], f"gate{layer}.level")))
            )
        x = graph.add("Add", x, mixed)
        heard = self.norm(graph, x, f"experts.{layer}.norm")
        return graph.add("Add", x, self.expert(graph, heard, layer, 0)), rows

    def deeper(self, graph: Graph, x: str) -> list[str]:
        rows = []
        for layer in range(1, len(self.model.experts)):
            x, new = self.layer(graph, x, layer)
            rows.append(new)
        return [x, rows[0] if len(rows) == 1 else graph.add("Concat", *rows, axis=0)]

    def along_the_spiral(self, graph: Graph) -> None:
        """Once for all layers D: the rows of memory at the spiral's places [D, 2, P, d], and what is added to the weights [D, 1 + P, heads].

        Levels: the learnt bias of each place, the fading with time, and a veil over what is not there, rests, or is out of reach.
        """
        common, layers = self.common, len(self.model.mixers)
        each = lambda part: np.stack([self.held[f"mixers.{layer}.{part}"] for layer in range(layers)])
        constant = graph.constant
        places = each("places")[:, 1:]  # [D, P]
        index = graph.add(
            "Sub", graph.add("Unsqueeze", common["counts"], constant(np.array([1]), "axis1")), constant(places, "places")
        )
        row = graph.add("Mod", graph.add("Add", index, constant(np.array([REACH]), "reach")), constant(np.array([REACH]), "reach"))
        first = REACH * np.arange(2 * layers).reshape(layers, 2, 1)
        flat = graph.add("Add", graph.add("Unsqueeze", row, constant(np.array([1]), "axis1")), constant(first, "first_rows"))
        d = self.model.speak.norm.normalized_shape[0]
        memory = graph.add("Reshape", "memory", constant(np.array([2 * layers * REACH, d]), "as_rows"))
        common["past"] = graph.add("Gather", memory, flat, axis=0)
        ago = graph.add("Sub", common["now"], graph.add("GatherElements", "stamp", row, axis=1))
        place = graph.add("Cast", index, to=TensorProto.FLOAT)
        turns = graph.add(
            "Add",
            graph.add("Mul", place, constant(np.array([GOLDEN]), "golden")),
            constant((1 - GOLDEN) * np.arange(layers)[:, None], "shift"),
        )
        turns = graph.add("Sub", turns, graph.add("Floor", turns))
        wave = graph.add("Sin", graph.add("Mul", place, constant(np.array([2 * math.pi / REACH]), "turn")))
        share = graph.add("Add", graph.add("Mul", wave, constant(np.array([0.15]), "swing")), constant(np.array([0.45]), "middle"))
        resting = graph.add("Less", turns, graph.add("Mul", share, common["rest"]))
        absent = graph.add("Greater", ago, constant(np.array([1e8]), "never"))
        narrow = graph.add("Less", common["wide"], constant(np.array([1]), "axis1"))
        far = graph.add(
            "And", narrow, graph.add("Greater", constant(places, "places"), constant(np.array([LOCAL_REACH]), "local_reach"))
        )
        veiled = graph.add("Or", graph.add("Or", absent, resting), far)
        veil = graph.add("Mul", graph.add("Cast", veiled, to=TensorProto.FLOAT), constant(np.array([MISSING]), "missing"))
        long = graph.add(
            "Log", graph.add("Add", graph.add("Max", ago, constant(np.array([0.0]), "zero")), constant(np.array([1.0]), "one"))
        )
        last = constant(np.array([2]), "axis2")
        fade = -np.log1p(np.exp(each("fade")))[:, None, :]  # [D, 1, heads]
        level = graph.add("Mul", graph.add("Unsqueeze", long, last), constant(fade, "fade"))
        level = graph.add(
            "Add",
            graph.add("Add", level, graph.add("Unsqueeze", veil, last)),
            constant(each("bias")[:, :, 1:].transpose(0, 2, 1), "bias"),
        )
        common["levels"] = graph.add("Concat", constant(each("bias")[:, :, :1].transpose(0, 2, 1), "bias_self"), level, axis=1)

    def expert(self, graph: Graph, heard: str, layer: int, first: int) -> str:
        """The expert that the route names, as a chain of branches: the others cost nothing."""
        held, name = self.held, f"experts.{layer}"
        count, d, _ = held[f"{name}.widen"].shape

        def net(inner: Graph):
            part = f"{name}.{first}"
            wide = inner.linear(heard, held[f"{name}.widen"][first].T, held[f"{name}.widen_bias"][first], f"{part}.widen")
            return [
                inner.linear(
                    inner.gelu(wide), held[f"{name}.narrow"][first].T, held[f"{name}.narrow_bias"][first], f"{part}.narrow"
                )
            ]

        if first == count - 1:
            return net(graph)[0]
        mine = graph.scalar(graph.add("Equal", self.common["route"], graph.constant(np.array([first]))))
        (told,) = graph.branch(
            mine, net, lambda inner: [self.expert(inner, heard, layer, first + 1)], [[1, d]], f"expert{layer}_{first}"
        )
        return told

    def speak(self, graph: Graph, x: str, chained: str) -> None:
        mused = self.linear(graph, graph.gelu(self.linear(graph, self.norm(graph, x, "muse_norm"), "muse_in")), "muse_out")
        embedding = self.heads(graph, self.norm(graph, graph.add("Add", x, mused), "speak.norm"), chained)
        length = graph.add("ReduceL2", embedding, graph.constant(np.array([1]), "axis1"), keepdims=1)
        graph.add("Div", embedding, graph.add("Max", length, graph.constant(1e-12, "tiny")), out="embedding")
