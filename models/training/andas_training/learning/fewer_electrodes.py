"""Recordings as a node with fewer electrodes than seats hears them."""

from dataclasses import replace

import numpy as np
import torch

from ..data import names
from ..data.recordings import UNKNOWN, Recording
from ..data.slots import EVENTS, SEATS
from ..waking.ear import Ear, listen
from ..waking.policy import HOLD

SHARE = 0.5
ON_SOME = [EVENTS.index(name) for name in ("rhythm", "irregular", "burst", "wave", "scatter")]
"""These are never on all electrodes at once: where less than half of what pulsed is kept, nobody knows what is left of them."""

PULSING = [names.TAPE.index(name) for name in ("pulse_z", "hint_z")]


class Fewer:
    """Leaves a run of neighbours, 3 to 6 of them, on the first seats."""

    def __init__(self, glyphs: tuple[str, ...]):
        self.gap = glyphs.index("gap")
        self.expert = torch.tensor(names.experts(glyphs))

    def __call__(self, inputs: dict, goals: dict, random: np.random.Generator) -> None:
        """Changes one sequence in place; raw recordings have too few electrodes already."""
        if inputs["present"].sum() < SEATS or random.random() >= SHARE:
            return
        count = int(random.integers(3, 7))
        first = int(random.integers(SEATS - count + 1))
        pulsed = inputs["tape"][..., PULSING].abs().sum((2, 3))
        lost = pulsed[:, first : first + count].sum(1) < 0.5 * pulsed.sum(1)
        lost &= torch.isin(goals["label"], torch.tensor(ON_SOME))
        for name, empty in (("glyph", self.gap), ("feature", 0.0), ("tape", 0.0)):
            kept = torch.full_like(inputs[name], empty)
            kept[:, :count] = inputs[name][:, first : first + count]
            inputs[name] = kept
        inputs["present"] = (torch.arange(SEATS) < count).float()
        inputs["route"] = self.expert[inputs["glyph"]].amax(1) * (inputs["mode"] != HOLD)
        following = torch.full_like(goals["following"], UNKNOWN)
        following[:, :count] = goals["following"][:, first : first + count]
        goals["following"] = following
        goals["label"] = goals["label"].masked_fill(lost, UNKNOWN)
        goals["teacher"] = goals["teacher"] * ~lost[:, None]


def first_of(recording: Recording, count: int, ear: Ear) -> Recording:
    """The same recording, as a node with so many electrodes hears it."""
    there = np.arange(SEATS) < count
    gap = recording.slots.glyphs.index("gap")
    glyph = np.where(there, recording.slots.glyph, gap)
    feature, tape = (value * there[:, None].astype(np.float32) for value in (recording.feature, recording.tape))
    expert = np.array(names.experts(recording.slots.glyphs))
    slots = replace(recording.slots, glyph=glyph, feature=feature)
    left = replace(recording, slots=slots, feature=feature, tape=tape, present=there.astype(np.float32), route=expert[glyph].max(1))
    return replace(left, ear=listen(ear, left))
