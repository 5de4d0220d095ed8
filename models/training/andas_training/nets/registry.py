"""Models by name: `tcn`, `lstm`, `gru`, `dense`, `spiralformer`, `spiralformer:offsets=golden,gate=off`."""

from torch import nn

from .baselines import Convolutional, Dense, Recurrent
from .principles import Principles, principles
from .spiralformer import Spiralformer

TEACHER = "gru"
"""The best of the nets that listen always, left to itself: it teaches all others, of the same seed. (Taught by the TCN it did worse.)"""

ALWAYS_ON = {
    "tcn": Convolutional,
    "lstm": lambda features: Recurrent(features, "LSTM", hidden=160),
    "gru": lambda features: Recurrent(features, "GRU", hidden=176),
    "dense": Dense,
}


def build(name: str, features: int) -> tuple[nn.Module, Principles | None]:
    """The model, and its principles; None for those that know none."""
    kind, _, switches = name.partition(":")
    if kind == "spiralformer":
        having = principles(switches)
        return Spiralformer(features, having), having
    if kind in ALWAYS_ON and not switches:
        return ALWAYS_ON[kind](features), None
    raise ValueError(f'there is no model "{name}"; there are {", ".join(ALWAYS_ON)} and spiralformer[:principle=value,...]')
