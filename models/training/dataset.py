"""Recordings made ready for training, and batches cut out of them.

B sequences of N calls (or slots) each, E = SEATS electrodes, F features, W = TAPE_SLOTS slots of tape with C channels.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import names
from policy import HOLD, Calls
from slots import EVENTS, SLOT_S, Slots, read_slots, read_truth, slot_labels

SEATS = 8
UNKNOWN = -1
"""The label of what nobody labelled, and the next glyph of an empty seat: nothing is learnt from it."""


@dataclass
class Recording:
    """One file: its slots, the tape (with a silent lead of W - 1 slots), labels [S], and what teacher and ear said of it."""

    name: str
    slots: Slots
    feature: np.ndarray  # [S, E, F]
    tape: np.ndarray  # [S + W - 1, E, C]
    label: np.ndarray  # [S], UNKNOWN where nobody labelled
    following: np.ndarray  # [S, E] the glyph of the slot after
    route: np.ndarray  # [S] expert by the fixed table
    present: np.ndarray  # [E] seats that are taken
    truth: list
    teacher: np.ndarray | None = None  # [S, 7] probabilities
    ear: np.ndarray | None = None  # [S]


def load_recording(path: Path, labelled: bool = True, hours: tuple[int, int] | None = None) -> Recording:
    """Reads a slot file, or some hours of it; and, beside it, NAME.truth.csv and what the ear said of it, NAME.ear.npy, if it did."""
    slots, heard = seated(read_slots(path)), path.with_name(f"{path.stem}.ear.npy")
    ear = np.load(heard) if heard.exists() else None
    if hours is not None:
        cut = slice(*(round(hour * 3600 / SLOT_S) for hour in hours))
        slots, ear = slots.part(cut), None if ear is None else ear[cut]
    truth = read_truth(path.with_name(f"{path.stem}.truth.csv")) if labelled else []
    tape = slots.channels(names.TAPE)
    lead = np.zeros((names.TAPE_SLOTS - 1, *tape.shape[1:]), np.float32)
    expert = np.array(names.experts(slots.glyphs))
    return Recording(
        name=path.stem,
        slots=slots,
        feature=slots.feature,
        tape=np.concatenate([lead, tape]),
        label=slot_labels(slots.end, truth) if labelled else np.full(len(slots), UNKNOWN),
        following=np.concatenate([slots.glyph[1:], slots.glyph[-1:]]),
        route=expert[slots.glyph].max(1),
        present=(slots.glyph != slots.glyphs.index("gap")).any(0).astype(np.float32),
        truth=truth,
        ear=ear,
    )


def load_part(folder: Path, part: str, limit: int | None = None) -> list[Recording]:
    """All recordings of a part (`train`, `val`, `test`, `grove`), in the order of their names."""
    return [load_recording(path) for path in sorted(folder.glob(f"{part}_*.npz"))[:limit]]


def seated(slots: Slots) -> Slots:
    """The same slots on exactly SEATS electrodes: empty seats are silent, and of too many the liveliest stay, in their order."""
    count = slots.glyph.shape[1]
    if count == SEATS:
        return slots
    if count > SEATS:
        liveliest = np.argsort(-np.abs(slots.channels(("high",))[:, :, 0]).mean(0))[:SEATS]
        keep = np.sort(liveliest)
        glyph, feature = slots.glyph[:, keep], slots.feature[:, keep]
    else:
        more = SEATS - count
        glyph = np.pad(slots.glyph, ((0, 0), (0, more)), constant_values=slots.glyphs.index("gap"))
        feature = np.pad(slots.feature, ((0, 0), (0, more), (0, 0)))
    return Slots(slots.end, glyph, feature, slots.glyphs, slots.features)


def pack(recording: Recording, at: np.ndarray, calls: Calls | None = None) -> dict[str, torch.Tensor]:
    """The model's inputs for some of a recording's slots (always-on: `at` [N]) or calls (`at` [N] counts calls). Without a batch axis."""
    slot = at if calls is None else calls.slot[at]
    window = slot[:, None] + np.arange(names.TAPE_SLOTS)
    held = {
        "glyph": recording.slots.glyph[slot],
        "feature": recording.feature[slot],
        "tape": recording.tape[window].transpose(0, 2, 1, 3),
        "present": recording.present,
        "slot": slot.astype(np.float32),
    }
    if calls is not None:
        heard = calls.mode[at] != HOLD  # a hold call is told nothing of what arrives
        held |= {
            "mode": calls.mode[at],
            "clock": np.concatenate([np.log1p(calls.dt[at])[:, None] / 3, calls.clock[at]], 1).astype(np.float32),
            "silence": calls.silence[at] * heard,
            "wide": calls.wide[at] & heard,
            "route": recording.route[slot] * heard,
        }
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in held.items()}


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
