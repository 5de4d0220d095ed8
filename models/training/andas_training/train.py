"""Trains one model with one seed, tunes its decoder on the val hours, and scores it on the test hours.

    python -m andas_training.train --model spiralformer --seed 1 --data DIR --out DIR --bench bench_events.py

Deterministic for a seed, on one CPU thread. Goes on from its checkpoint if it was ended. Writes NAME.SEED.pt and NAME.SEED.json.
Order: train_ear first, then the teacher (`--model gru`), then the others.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import torch

from .data.recordings import load_part, load_recording
from .data.slots import HOURS
from .judging.evaluate import evaluate
from .judging.score import load_bench
from .learning.teacher import teach
from .learning.trainer import Trainer
from .nets.principles import trained_as
from .nets.registry import TEACHER


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--model", required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--bench", type=Path, required=True)
    asked.add_argument("--steps", type=int, default=2000)
    asked.add_argument("--files", type=int, help="at most so many recordings of each part")
    asked.add_argument("--rhythms", action="store_true", help="also at half and twice the breath, and at random phases")
    options = asked.parse_args(argv)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    options.out.mkdir(parents=True, exist_ok=True)
    stem = f"{options.model.replace(':', '+')}.{options.seed}"
    done = options.out / f"{stem}.json"
    if done.exists():
        print(done.read_text())
        return

    part = lambda name: load_part(options.data, name, options.files)
    train = part("train") + part("grove")
    raw = options.data / "raw_000.npz"
    teacher = options.out / f"{TEACHER}.{options.seed}.pt"
    if options.model != TEACHER and "distil=off" not in options.model:
        teach(train, teacher)
    name = trained_as(options.model)
    # nobody labelled these hours: what is learnt there is the next glyph alone
    unlabelled = load_recording(raw, labelled=False, hours=HOURS["train"])
    trainer = Trainer(options.model, options.seed, train, unlabelled, options.steps)
    checkpoint = options.out / f"{name.replace(':', '+')}.{options.seed}.pt"
    if name != options.model and not checkpoint.exists():
        sys.exit(f"{options.model} is {name} used otherwise: train that first")
    spent = time.process_time()
    trainer.run(checkpoint, stem)
    report = dict(
        model=options.model,
        seed=options.seed,
        steps=options.steps,
        files=len(train),
        train_cpu_s=round(time.process_time() - spent),
    )
    heard, bench = load_recording(raw, labelled=False), load_bench(options.bench)
    report |= evaluate(trainer.model, trainer.having, bench, part("val"), part("test"), heard, options.rhythms)
    done.write_text(json.dumps(report, indent=1))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
