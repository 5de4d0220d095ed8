"""What a trained net says of a recording, and what that costs."""

import numpy as np
import torch
from torch import nn

from ..data.recordings import Recording
from ..data.slots import EVENTS, PER_HOUR
from ..nets.inputs import pack
from ..waking.ear import MACS as EAR_MACS
from ..waking.policy import Calls


def said(model: nn.Module, recording: Recording, calls: Calls | None, what: str, chunk: int = 768) -> list[np.ndarray]:
    """Probabilities by one of a net's heads, of all calls (or slots) in order. Long recordings go in pieces with all the context that can matter."""
    count = len(recording.slots) if calls is None else len(calls.slot)
    context = getattr(model, "context", None)
    if context is None:
        context, chunk = 0, max(1, count)
    held = []
    with torch.no_grad():
        for first in range(0, count, chunk):
            begin = max(0, first - context)
            inputs = pack(recording, np.arange(begin, min(count, first + chunk)), calls)
            inputs = {name: value[None] for name, value in inputs.items()}
            inputs["start"] = torch.tensor([float(begin)])
            held.append(model(inputs)[what][0, first - begin :].softmax(-1).numpy())
    return held


def read(model: nn.Module, recording: Recording, calls: Calls | None) -> np.ndarray:
    """Class probabilities, [N, 7]."""
    return np.concatenate([np.zeros((0, len(EVENTS)), np.float32), *said(model, recording, calls, "event")])


def macs_per_hour(model: nn.Module, calls: list[Calls] | None, recordings: list[Recording]) -> float:
    """On the electrodes that are there, the ear included; of always-on nets, every slot."""
    total = hours = 0.0
    for index, recording in enumerate(recordings):
        electrodes = int(recording.present.sum())
        hours += len(recording.slots) / PER_HOUR
        if calls is None:
            total += len(recording.slots) * model.macs(electrodes)
        else:
            one = calls[index]
            total += EAR_MACS * len(recording.slots)
            total += sum(model.macs(int(mode), electrodes, bool(wide)) for mode, wide in zip(one.mode, one.wide, strict=True))
    return total / hours
