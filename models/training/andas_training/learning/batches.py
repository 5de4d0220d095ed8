"""Batches to learn from: B sequences of N calls (or slots) each, and what is to be said of them."""

import numpy as np
import torch

from ..data import names
from ..data.recordings import UNKNOWN, Recording
from ..data.slots import EVENTS


def targets(recording: Recording, slot: np.ndarray) -> dict[str, torch.Tensor]:
    """label [N], following [N, E], and the teacher's probabilities [N, 7]: none at all where nobody taught."""
    following = np.where(recording.present > 0, recording.following[slot], UNKNOWN)
    untaught = np.zeros((len(slot), len(EVENTS)), np.float32)
    teacher = untaught if recording.teacher is None else recording.teacher[slot]
    held = {"label": recording.label[slot], "following": following, "teacher": teacher}
    return {name: torch.from_numpy(value) for name, value in held.items()}


class Augment:
    """What leaves an event what it is: the electrodes in reverse order, their wires swapped."""

    def __init__(self, features: tuple[str, ...]):
        self.feature = self._swap(features)
        self.tape = self._swap(names.TAPE)

    @staticmethod
    def _swap(channels: tuple[str, ...]) -> tuple[torch.Tensor, torch.Tensor]:
        place, factor = list(range(len(channels))), [1.0] * len(channels)
        for name in names.SIGNED:
            if name in channels:
                factor[channels.index(name)] = -1.0
        for one, other, sign in names.SWAPPED:
            if one in channels and other in channels:
                i, j = channels.index(one), channels.index(other)
                place[i], place[j], factor[i], factor[j] = j, i, sign, sign
        return torch.tensor(place), torch.tensor(factor)

    def __call__(self, inputs: dict, goals: dict, random: np.random.Generator) -> None:
        """Changes one sequence in place."""
        if random.random() < 0.5:
            for name, axis in (("glyph", 1), ("feature", 1), ("tape", 1), ("present", 0)):
                inputs[name] = inputs[name].flip(axis)
            goals["following"] = goals["following"].flip(1)
        if random.random() < 0.5:
            for name, (place, factor) in (("feature", self.feature), ("tape", self.tape)):
                inputs[name] = inputs[name][..., place] * factor


def batch(parts: list[tuple[dict, dict]]) -> tuple[dict, dict]:
    """Stacks sequences of the same length."""
    inputs, goals = zip(*parts, strict=True)
    stack = lambda held: {name: torch.stack([one[name] for one in held]) for name in held[0]}
    return stack(inputs), stack(goals)
