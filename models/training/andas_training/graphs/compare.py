"""What an exported model says beside what it said in PyTorch, and how long a call of it takes."""

import time
from pathlib import Path

import numpy as np
import torch

from ..data.recordings import Recording
from ..nets.inputs import pack
from ..nets.spiralformer import Spiralformer
from ..waking.policy import HOLD, INHALE, LOCAL, MODES, RELEASED, Calls
from .stepper import Stepper, call_inputs, session


def torch_said(model: Spiralformer, recording: Recording, calls: Calls, count: int) -> dict[str, np.ndarray]:
    """What `stepper.read_onnx` gives, of the first `count` calls."""
    inputs = {name: value[None] for name, value in pack(recording, np.arange(min(count, len(calls.slot))), calls).items()}
    inputs["start"] = torch.zeros(1)
    with torch.no_grad():
        return {name: value[0].numpy() for name, value in model(inputs).items()}


def difference(one: dict, other: dict) -> float:
    """The largest, of all that is said."""
    return max(float(np.abs(one[name] - other[name]).max()) for name in ("event", "following", "embedding"))


def agreement(one: dict, other: dict) -> float:
    """The share of calls whose most likely event is the same."""
    return float((one["event"].argmax(1) == other["event"].argmax(1)).mean())


def timing(path: Path, recording: Recording, calls: Calls, rounds: int = 40) -> dict[str, list[float]]:
    """Microseconds of a call by its kind: [p50, p95]. One thread, on this machine as it is just now."""
    running, held = session(path), {}
    for mode in (INHALE, LOCAL, RELEASED, HOLD):
        places = np.flatnonzero(calls.mode == mode)[:20]
        feeds = [Stepper(running).feed(call_inputs(recording, calls, int(at))) for at in places]
        spent = []
        for _ in range(rounds):
            for feed in feeds:
                began = time.perf_counter_ns()
                running.run(None, feed)
                spent.append((time.perf_counter_ns() - began) / 1e3)
        if spent:
            held[MODES[mode]] = [round(float(np.quantile(spent, share)), 1) for share in (0.5, 0.95)]
    return held
