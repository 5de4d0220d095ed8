"""The graphs of what is always on: the ear, and the LSTM that the Spiralformer's cost is measured against."""

from onnx import ModelProto, TensorProto

from ..data.slots import SEATS
from ..nets.baselines import Recurrent
from ..nets.listen import GLYPHS
from ..waking.ear import INPUTS, Ear
from .graph import Graph
from .maker import Maker


def ear_graph(ear: Ear) -> ModelProto:
    """heard [1, INPUTS] -> score [1, 1], 0 to 1."""
    held = {name: value.detach().numpy() for name, value in ear.state_dict().items()}
    graph = Graph()
    inner = graph.add("Tanh", graph.linear("heard", held["hear.weight"], held["hear.bias"], "hear"))
    graph.add("Sigmoid", graph.linear(inner, held["say.weight"], held["say.bias"], "say"), out="score")
    number = TensorProto.FLOAT
    return graph.model([("heard", number, [1, INPUTS])], [("score", number, [1, 1])], "ear")


def lstm_graph(model: Recurrent) -> ModelProto:
    """One step a slot. In: seat [K], glyph [K] int64 · feature [K, F] · state [2, H], what it says and what it holds.
    Out: event [1, 7] logits · following [8, 12] logits · embedding [1, 16], not of unit length · state_next [2, H]."""
    graph, make = Graph(), Maker(model)
    said = make.step_cell(graph, make.listen(graph), "state", "state_next")
    embedding = make.heads(graph, make.norm(graph, said, "speak.norm"), make.chain(graph))
    graph.add("Identity", embedding, out="embedding")
    number, whole = TensorProto.FLOAT, TensorProto.INT64
    features, hidden = model.listen.feature.in_features, model.cell.hidden_size
    inputs = [("seat", whole, ["K"]), ("glyph", whole, ["K"]), ("feature", number, ["K", features]), ("state", number, [2, hidden])]
    outputs = [("event", number, [1, 7]), ("following", number, [SEATS, GLYPHS]), ("embedding", number, [1, 16])]
    return graph.model(inputs, [*outputs, ("state_next", number, [2, hidden])], "lstm")
