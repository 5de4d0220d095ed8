"""The ear: tiny and always on. It hears every slot, and writes the glyph `stir` when something asks to be listened to."""

import numpy as np
import torch
from torch import nn

from ..data import names
from ..data.recordings import Recording
from ..data.slots import Slots

PACES = (4, 16)
"""It remembers with two running means, of this many slots."""

HIDDEN = 12
INPUTS = 2 * len(names.EAR) * (1 + len(PACES))
MACS = INPUTS * HIDDEN + HIDDEN
"""Multiply-adds a slot, whatever the number of electrodes."""


def ear_inputs(slots: Slots, present: np.ndarray) -> np.ndarray:
    """[S, INPUTS]: of each feature the largest and the mean size among the electrodes; now, and as two running means."""
    size = np.abs(slots.channels(names.EAR)) * present[None, :, None]
    now = np.concatenate([size.max(1), size.sum(1) / max(1.0, present.sum())], 1)
    held = [now]
    for pace in PACES:
        running, mean = np.empty_like(now), np.zeros(now.shape[1], np.float32)
        for slot, heard in enumerate(now):
            mean = mean + (heard - mean) / pace
            running[slot] = mean
        held.append(running)
    return np.concatenate(held, 1)


class Ear(nn.Module):
    """[.., INPUTS] -> logit [..]."""

    def __init__(self):
        super().__init__()
        self.hear, self.say = nn.Linear(INPUTS, HIDDEN), nn.Linear(HIDDEN, 1)

    def forward(self, x):
        return self.say(torch.tanh(self.hear(x)))[..., 0]


def listen(ear: Ear, recording: Recording) -> np.ndarray:
    """Its scores, [S]."""
    with torch.no_grad():
        return torch.sigmoid(ear(torch.from_numpy(ear_inputs(recording.slots, recording.present)))).numpy()


def touched(recordings: list[Recording], wakes: list[np.ndarray]) -> float:
    """The share of events with a wake from 30 s before to 270 s after."""
    hit = total = 0
    for recording, wake in zip(recordings, wakes, strict=True):
        at = recording.slots.end[wake]
        for start, stop, _ in recording.truth:
            total += 1
            hit += bool(((at >= start - 30) & (at <= stop + 270)).any())
    return hit / max(1, total)
