"""Recordings made ready for the nets: S slots, E = SEATS electrodes, F features, W = TAPE_SLOTS slots of tape with C channels."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import names
from .slots import PER_HOUR, SEATS, Slots, read_slots, read_truth, slot_labels

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
        cut = slice(*(hour * PER_HOUR for hour in hours))
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
