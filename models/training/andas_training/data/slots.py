"""Slot files, as `andas glyphs FILE --slots FILE.npz` writes them: the one source that training and the node share.

A slot is 30 s of all electrodes. Shapes: S slots, E electrodes, F features. A row holds only what was decided by the slot's end.
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

SLOT_S = 30.0
PER_HOUR = int(3600 / SLOT_S)
SEATS = 8
"""A model hears so many electrodes at most."""

FEATURES = 40
"""F, of the slots that andas writes today."""

EVENTS = ("quiet", "rhythm", "irregular", "burst", "artefact", "wave", "scatter")
LAYOUT = 1

HOURS = {"train": (5, 46), "val": (46, 56), "test": (56, 73)}
"""Of the real recording, which part is for what, as the bench has it: they never meet."""

TAIL_S = 240.0
"""An event is still being told this long after its end: spikes are decided one to four minutes late."""


@dataclass(frozen=True)
class Slots:
    """One recording. `end` [S] s, `glyph` [S, E] index into `glyphs`, `feature` [S, E, F] without unit, named by `features`."""

    end: np.ndarray
    glyph: np.ndarray
    feature: np.ndarray
    glyphs: tuple[str, ...]
    features: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.end)

    def part(self, cut: slice) -> "Slots":
        """Some of them in a row."""
        return replace(self, end=self.end[cut], glyph=self.glyph[cut], feature=self.feature[cut])

    def channels(self, names: tuple[str, ...]) -> np.ndarray:
        """The named features, in that order: [S, E, len(names)]. One that the file does not have is an error."""
        missing = [name for name in names if name not in self.features]
        if missing:
            raise KeyError(f"these slots have no feature {', '.join(missing)}; write them again with this version of andas")
        return self.feature[:, :, [self.features.index(name) for name in names]]


def read_slots(path: Path) -> Slots:
    """Reads one file; refuses a layout that it does not know."""
    with np.load(path, allow_pickle=False) as held:
        if int(held["layout"]) != LAYOUT:
            raise ValueError(f"{path}: layout {int(held['layout'])}, and this training reads {LAYOUT}")
        return Slots(
            end=held["t"].astype(np.float64),
            glyph=held["glyph"].astype(np.int64),
            feature=held["feature"].astype(np.float32),
            glyphs=tuple(str(name) for name in held["glyphs"]),
            features=tuple(str(name) for name in held["features"]),
        )


def read_truth(path: Path) -> list[tuple[float, float, str]]:
    """(start_s, end_s, event) of each labelled event, in order."""
    with open(path, newline="") as file:
        return [(float(row["start_s"]), float(row["end_s"]), row["event"]) for row in csv.DictReader(file)]


def slot_labels(end: np.ndarray, truth: list[tuple[float, float, str]], tail_s: float = TAIL_S) -> np.ndarray:
    """The event of each slot, [S] index into EVENTS: an event holds its slots and those of the `tail_s` in which it is still told."""
    label = np.zeros(len(end), np.int64)
    for start, stop, event in truth:
        label[(end > start) & (end <= stop + tail_s)] = EVENTS.index(event)
    return label
