"""Goes on with a trained Spiralformer on fewer electrodes than it has seats: nodes have four more often than eight.

    python fewer.py --seed 1 --data DIR --runs DIR --out DIR --bench bench_events.py [--steps 500]

Takes RUNS/spiralformer.SEED.pt and its teacher's; in half of the sequences three to six neighbouring electrodes stay, on the first seats. What
is then said by electrodes that are gone is no label any more. Writes OUT/spiralformer.SEED.pt and .json, whose `four` judges the first
four electrodes of the test recordings alone, events that were on the others included.
"""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

import names
from dataset import SEATS, UNKNOWN, Recording, load_part, load_recording
from decode import Knobs
from ear import listen
from evaluate import claimed, evaluate, heard
from models.registry import TEACHER
from policy import HOLD
from score import Judge, load_bench
from slots import EVENTS, HOURS
from train import teach
from trained import load_ear
from trainer import Trainer

RATE = 5e-4
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


def first_of(recording: Recording, count: int, ear) -> Recording:
    """The same recording, as a node with so many electrodes hears it."""
    there = np.arange(SEATS) < count
    gap = recording.slots.glyphs.index("gap")
    glyph = np.where(there, recording.slots.glyph, gap)
    feature, tape = (value * there[:, None].astype(np.float32) for value in (recording.feature, recording.tape))
    expert = np.array(names.experts(recording.slots.glyphs))
    slots = replace(recording.slots, glyph=glyph, feature=feature)
    left = replace(recording, slots=slots, feature=feature, tape=tape, present=there.astype(np.float32), route=expert[glyph].max(1))
    return replace(left, ear=listen(ear, left))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=1)
    for name in ("data", "runs", "out", "bench"):
        asked.add_argument(f"--{name}", type=Path, required=True)
    asked.add_argument("--steps", type=int, default=500)
    options = asked.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    options.out.mkdir(parents=True, exist_ok=True)
    stem = f"spiralformer.{options.seed}"
    train, raw = load_part(options.data, "train") + load_part(options.data, "grove"), options.data / "raw_000.npz"
    teach(train, options.runs / f"{TEACHER}.{options.seed}.pt")
    hours = load_recording(raw, labelled=False, hours=HOURS["train"])
    trainer = Trainer("spiralformer", options.seed, train, hours, options.steps, rate=RATE, change=Fewer(train[0].slots.glyphs))
    trainer.model.load_state_dict(torch.load(options.runs / f"{stem}.pt", weights_only=False)["model"])
    trainer.run(options.out / f"{stem}.pt", stem)
    bench, val, test = load_bench(options.bench), load_part(options.data, "val"), load_part(options.data, "test")
    report = json.loads((options.runs / f"{stem}.json").read_text()) | {"fewer_steps": options.steps}
    report |= evaluate(trainer.model, trainer.having, bench, val, test, load_recording(raw, labelled=False), rhythms=True)
    ear, knobs = load_ear(options.runs), Knobs(**report["knobs"])
    few = [first_of(one, 4, ear) for one in test]
    report["four"] = Judge(bench, few).score(claimed(few, *heard(trainer.model, trainer.having, few), knobs))
    (options.out / f"{stem}.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report))


if __name__ == "__main__":
    sys.exit(main())
