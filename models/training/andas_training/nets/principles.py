"""The seed's principles, each with its switch."""

from dataclasses import dataclass, fields, replace

import numpy as np

from ..waking.policy import Policy


@dataclass(frozen=True)
class Principles:
    """What a Spiralformer is made of, and which parts are on. The defaults are the model that is shipped."""

    offsets: str = "fibonacci"  # sparse spiral routing: also nback, golden, mod, sine
    attend: str = "spiral"  # swapped in: window (sliding, with a global token), retention, ssm; or none
    cell: str = "lstm"  # breathing recurrence: also gru, none
    gate: bool = True  # silence-aware: attention fades as silence grows
    rest: bool = True  # contemplative dropout in training
    router: str = "glyph"  # experts by the fixed table; also learned, one
    tape: bool = True  # at a wake it also hears the latest minutes that it slept through
    distil: bool = True  # taught by the teacher of all (registry.py)
    # What can be switched on a trained model. Contemplative rest while reading too; and rules of waking, outside the graph (policy.py).
    resting: bool = False
    rhythm: str = "breath"
    wake: str = "ear"
    exhale: str = "auto"
    isi: str = "aware"
    close: bool = True
    habit: bool = True

    def policy(self) -> Policy:
        """The rules of waking that go with it."""
        held = Policy(self.rhythm, self.wake, self.exhale, close=self.close, isi=self.isi)
        return held if self.habit else replace(held, tire=0.0)


RULES = ("resting", "rhythm", "wake", "exhale", "isi", "close", "habit")
"""These need no training of their own."""


def trained_as(name: str) -> str:
    """The model whose weights a row takes: the same without the switches that need no training."""
    kind, _, switches = name.partition(":")
    kept = [part for part in filter(None, switches.split(",")) if part.partition("=")[0] not in RULES]
    return ":".join([kind, *([",".join(kept)] if kept else [])])


def principles(text: str) -> Principles:
    """Reads `key=value,key=value`, what differs from the default: `offsets=golden,gate=off`."""
    held = Principles()
    kinds = {field.name: field.type for field in fields(Principles)}
    for part in filter(None, text.split(",")):
        key, _, value = part.partition("=")
        if key not in kinds:
            raise ValueError(f'there is no principle "{key}"; there are {", ".join(kinds)}')
        held = replace(held, **{key: value not in ("off", "False", "0") if kinds[key] is bool else value})
    return held


SPIRAL_LENGTH = 11
REACH = 89


def spiral_offsets(kind: str) -> tuple[int, ...]:
    """Eleven places back, counted in awake tokens, 0 (itself) first, none beyond REACH."""
    steps = np.arange(SPIRAL_LENGTH)
    match kind:
        case "fibonacci":
            return (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
        case "nback":
            return tuple(range(SPIRAL_LENGTH))
        case "golden":  # n + φ, again and again: whole numbers below k φ
            return tuple(int(k * 1.618033988749895) for k in steps)
        case "mod":  # n mod 8 = 0
            return tuple(int(8 * k) for k in steps)
        case "sine":  # a quarter of a sine wave: near steps small, far ones large
            return tuple(int(round(REACH * (1 - np.cos(np.pi / 2 * k / (SPIRAL_LENGTH - 1))))) for k in steps)
    raise ValueError(f'there are no offsets "{kind}"; there are fibonacci, nback, golden, mod, sine')


LOCAL_REACH = 3
"""Local attention: itself and this many awake tokens back."""
