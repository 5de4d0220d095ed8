"""Slots that no electrode ever said: noise, and in it loud stretches that are called events. Small, and the same for a seed.

Nothing can be learnt from them about a fungus; all that trains, judges and exports can be run on them from end to end.
"""

import csv
import json
from pathlib import Path

import numpy as np

SLOT_S = 30.0
EVENTS = ("rhythm", "irregular", "burst", "artefact", "wave", "scatter")
EVERY, LASTS = 60, 10
"""Slots from one event to the next, and how many an event takes."""

CARD = json.loads((Path(__file__).parents[2] / "spiralformer.int8.json").read_text())
GLYPHS, FEATURES = CARD["glyphs"], CARD["features"]
"""As the shipped model knows them."""


def write_slots(path: Path, slots: int, electrodes: int, seed: int, labelled: bool = True) -> None:
    """PATH, as `andas glyphs --slots` writes it; and beside it NAME.truth.csv, what was `labelled`."""
    random = np.random.default_rng(seed)
    end = SLOT_S * np.arange(1, slots + 1)
    loud = np.zeros((slots, electrodes), np.float32)
    truth = []
    for index, first in enumerate(range(EVERY, slots - 2 * LASTS, EVERY)):
        where = slice(0, electrodes // 2) if index % 2 == 0 else slice(electrodes // 2, electrodes)
        loud[first : first + LASTS, where] = 1
        truth.append((SLOT_S * first, SLOT_S * (first + LASTS), EVENTS[index % len(EVENTS)]))
    feature = random.normal(scale=0.1, size=(slots, electrodes, len(FEATURES))).astype(np.float32)
    feature += 2 * loud[..., None] * random.random((slots, electrodes, len(FEATURES)), np.float32)
    feature[..., FEATURES.index("silence")] = 0.5 * (1 - loud)
    glyph = np.where(loud > 0, random.choice(_numbers("spike", "burst", "train"), loud.shape), GLYPHS.index("rest"))
    names = dict(glyphs=np.array(GLYPHS), features=np.array(FEATURES))
    np.savez(path, layout=1, t=end, glyph=glyph.astype(np.uint8), feature=feature, **names)
    if labelled:
        with open(path.with_name(f"{path.stem}.truth.csv"), "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("start_s", "end_s", "event"), *truth])


def write_data(folder: Path) -> None:
    """A folder as `make_data` leaves it, with the fewest and shortest recordings that everything can be run on."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [("train", 2), ("val", 1), ("test", 4), ("grove", 1)]
    for seed, (part, index) in enumerate((part, index) for part, count in parts for index in range(count)):
        write_slots(folder / f"{part}_{index:03d}.npz", 2400 if part == "test" else 1200, 8, seed)
    write_slots(folder / "raw_000.npz", 73 * 120, 4, 99, labelled=False)


def _numbers(*glyphs: str) -> list[int]:
    return [GLYPHS.index(name) for name in glyphs]
