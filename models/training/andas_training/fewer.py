"""Goes on with a trained Spiralformer on fewer electrodes than it has seats: nodes have four more often than eight.

    python -m andas_training.fewer --seed 1 --data DIR --runs DIR --out DIR --bench bench_events.py [--steps 500]

Takes RUNS/spiralformer.SEED.pt and its teacher's; in half of the sequences three to six neighbouring electrodes stay, on the first seats. What
is then said by electrodes that are gone is no label any more. Writes OUT/spiralformer.SEED.pt and .json, whose `four` judges the first
four electrodes of the test recordings alone, events that were on the others included.
"""

import argparse
import json
from pathlib import Path

import torch

from .data.recordings import load_part, load_recording
from .data.slots import HOURS
from .judging.decode import Knobs
from .judging.evaluate import claimed, evaluate, heard
from .judging.score import Judge, load_bench
from .learning.fewer_electrodes import Fewer, first_of
from .learning.teacher import teach
from .learning.trained import load_ear, load_weights
from .learning.trainer import Trainer
from .nets.registry import TEACHER

RATE = 5e-4


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seed", type=int, default=1)
    for name in ("data", "runs", "out", "bench"):
        asked.add_argument(f"--{name}", type=Path, required=True)
    asked.add_argument("--steps", type=int, default=500)
    options = asked.parse_args(argv)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    options.out.mkdir(parents=True, exist_ok=True)
    stem = f"spiralformer.{options.seed}"
    train, raw = load_part(options.data, "train") + load_part(options.data, "grove"), options.data / "raw_000.npz"
    teach(train, options.runs / f"{TEACHER}.{options.seed}.pt")
    hours = load_recording(raw, labelled=False, hours=HOURS["train"])
    trainer = Trainer("spiralformer", options.seed, train, hours, options.steps, rate=RATE, change=Fewer(train[0].slots.glyphs))
    load_weights(trainer.model, options.runs / f"{stem}.pt")
    trainer.run(options.out / f"{stem}.pt", stem)
    bench, val, test = load_bench(options.bench), load_part(options.data, "val"), load_part(options.data, "test")
    report = json.loads((options.runs / f"{stem}.json").read_text()) | {"fewer_steps": options.steps}
    report |= evaluate(trainer.model, trainer.having, bench, val, test, load_recording(raw, labelled=False), rhythms=True)
    ear, knobs = load_ear(options.runs), Knobs(**report["knobs"])
    few = [first_of(one, 4, ear) for one in test]
    with Judge(bench, few) as judge:
        report["four"] = judge.score(claimed(few, *heard(trainer.model, trainer.having, few), knobs))
    (options.out / f"{stem}.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report))


if __name__ == "__main__":
    main()
