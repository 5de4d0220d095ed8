"""Trains the ear (seconds), and lets it hear every recording.

    python -m andas_training.train_ear --data DIR --out DIR [--files N] [--seed N]

Writes OUT/ear.pt and OUT/ear.json, and beside every slot file NAME.ear.npy: its score of each slot, [S] from 0 to 1.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .data.recordings import Recording, load_recording
from .data.slots import PER_HOUR
from .waking.ear import MACS, Ear, ear_inputs, listen, touched

RATE = 5e-3


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


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--files", type=int, default=48, help="learn from so many recordings beside the grove's (48)")
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args(argv)
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
        rate = np.mean(np.concatenate([one.ear >= level for one in raw])) * PER_HOUR if raw else None
        quiet = np.concatenate([(one.ear >= level)[one.label == 0] for one in val]).mean() * PER_HOUR
        lively = np.mean([(one.ear >= level).mean() for one in val]) * PER_HOUR
        share = touched(val, [one.ear >= level for one in val])
        table.append(dict(level=round(float(level), 2), touched=share, quiet_per_h=quiet, all_per_h=lively, raw_per_h=rate))
        print(json.dumps(table[-1]))
    torch.save(ear.state_dict(), options.out / "ear.pt")
    (options.out / "ear.json").write_text(json.dumps({"seed": options.seed, "macs": MACS, "levels": table}, indent=1))


if __name__ == "__main__":
    main()
