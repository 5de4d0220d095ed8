"""The ear: tiny and always on. It hears every slot, and writes the glyph `stir` when something asks to be listened to.

    python ear.py --data DIR --out DIR [--files N] [--seed N]

trains it (seconds), writes ear.pt and ear.json, and beside every slot file NAME.ear.npy: its score of each slot, [S] from 0 to 1.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

import names
from dataset import Recording, load_recording
from slots import Slots

PACES = (4, 16)
"""It remembers with two running means, of this many slots."""

HIDDEN = 12
RATE = 5e-3
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


def train_ear(recordings: list[Recording], seed: int, steps: int = 6000) -> Ear:
    """Learns which slots belong to an event, in ever smaller steps."""
    torch.manual_seed(seed)
    heard = torch.from_numpy(np.concatenate([ear_inputs(one.slots, one.present) for one in recordings]))
    wanted = torch.from_numpy(np.concatenate([one.label > 0 for one in recordings]).astype(np.float32))
    ear = Ear()
    optimizer = torch.optim.Adam(ear.parameters(), RATE)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / steps) + 1e-5
        picked = torch.randint(len(heard), (1024,))
        loss = nn.functional.binary_cross_entropy_with_logits(ear(heard[picked]), wanted[picked])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return ear


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


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--files", type=int, default=48, help="learn from so many recordings beside the grove's (48)")
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(options.data.glob("*_*.npz"))
    held = {path: load_recording(path, labelled=path.with_name(path.stem + ".truth.csv").exists()) for path in paths}
    part = lambda name: [one for path, one in held.items() if path.stem.startswith(name)]
    ear = train_ear(part("train")[: options.files] + part("grove"), options.seed)
    for path, recording in held.items():
        recording.ear = listen(ear, recording)
        np.save(path.with_name(path.stem + ".ear.npy"), recording.ear)
    table = []
    val, raw = part("val"), part("raw")
    for level in np.arange(0.1, 0.96, 0.05):
        rate = np.mean(np.concatenate([one.ear >= level for one in raw])) * 120 if raw else None
        quiet = np.concatenate([(one.ear >= level)[one.label == 0] for one in val]).mean() * 120
        lively = np.mean([(one.ear >= level).mean() for one in val]) * 120
        share = touched(val, [one.ear >= level for one in val])
        table.append(dict(level=round(float(level), 2), touched=share, quiet_per_h=quiet, all_per_h=lively, raw_per_h=rate))
        print(json.dumps(table[-1]))
    torch.save(ear.state_dict(), options.out / "ear.pt")
    (options.out / "ear.json").write_text(json.dumps({"seed": options.seed, "macs": MACS, "levels": table}, indent=1))


if __name__ == "__main__":
    main()
