"""The whole table: models, seeds and ablations, one after the other. What is done is left; end it and begin it again as you like.

    python -m andas_training.table --data DIR --out DIR --bench bench_events.py [--seeds 1,2,3] [--rows main|baselines|structure|use|all]

Writes OUT/table.jsonl (one report a line) and OUT/table.md.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from .nets.registry import TEACHER

BASELINES = ("gru", "tcn", "lstm", "dense")
MAIN = ("spiralformer",)
STRUCTURE = tuple(
    f"spiralformer:{switch}"
    for switch in (
        "offsets=nback",
        "offsets=golden",
        "offsets=mod",
        "offsets=sine",
        "attend=none",
        "attend=window",
        "attend=retention",
        "attend=ssm",
        "cell=gru",
        "cell=none",
        "gate=off",
        "rest=off",
        "router=learned",
        "router=one",
        "tape=off",
        "distil=off",
    )
)
"""Each is trained anew."""

USE = tuple(
    f"spiralformer:{switch}"
    for switch in (
        "resting=on",
        "close=off",
        "habit=off",
        "isi=off",
        "isi=strict",
        "exhale=local",
        "exhale=released",
        "wake=patterns",
        "rhythm=always",
    )
)
"""The trained model, used otherwise."""

ROWS = {"baselines": BASELINES, "main": (TEACHER, *MAIN), "structure": (TEACHER, *MAIN, *STRUCTURE), "use": (*MAIN, *USE)}
ROWS["all"] = (*BASELINES, *MAIN, *STRUCTURE, *USE)

COLUMNS = (
    ("event_f1", lambda report: report["test"]["event_f1"]),
    ("false/h", lambda report: report["test"]["false_per_h"]),
    ("woken", lambda report: report["test"]["woken"]),
    ("delay s", lambda report: report["test"]["delay_s"]),
    ("p90 s", lambda report: report["test"]["delay_p90_s"]),
    ("MMAC/h raw", lambda report: report.get("macs_per_h_raw", float("nan")) / 1e6),
    ("parameters", lambda report: report["parameters"]),
)


def run(model: str, seed: int, options: argparse.Namespace) -> None:
    """One model and seed, in a process of its own."""
    command = [sys.executable, "-m", "andas_training.train", "--model", model, "--seed", str(seed)]
    for name in ("data", "out", "bench", "steps", "files"):
        value = getattr(options, name)
        command += [f"--{name}", str(value)] if value is not None else []
    command += ["--rhythms"] if model in MAIN and options.rows != "structure" else []
    ended = subprocess.run(command).returncode
    if ended != 0:
        print(f"{model} with seed {seed} ended with {ended}; the table goes on, and begins there again next time", file=sys.stderr)


def reports(folder: Path) -> list[dict]:
    held = [json.loads(path.read_text()) for path in sorted(folder.glob("*.*.json"))]
    return [report for report in held if "model" in report]


def markdown(held: list[dict]) -> str:
    """One line a model: mean and, from two seeds on, spread (standard deviation) of every column."""
    lines = ["| model | seeds | " + " | ".join(name for name, _ in COLUMNS) + " |", "|---" * (len(COLUMNS) + 2) + "|"]
    order = {name: place for place, name in enumerate(ROWS["all"])}
    for model in sorted({report["model"] for report in held}, key=lambda name: order.get(name, len(order))):
        mine = [report for report in held if report["model"] == model]
        cells = []
        for _, get in COLUMNS:
            values = np.array([get(report) for report in mine], float)
            digits = 3 if abs(values.mean()) < 10 else 1 if abs(values.mean()) < 1000 else 0
            spread = f" ± {values.std(ddof=1):.{digits}f}" if len(values) > 1 and values.std() > 0 else ""
            cells.append(f"{values.mean():.{digits}f}{spread}")
        lines.append(f"| {model} | {len(mine)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--bench", type=Path, required=True)
    asked.add_argument("--seeds", default="1,2,3")
    asked.add_argument("--rows", choices=sorted(ROWS), default="all")
    asked.add_argument("--steps", type=int, default=2000)
    asked.add_argument("--files", type=int, help="at most so many recordings of each part")
    options = asked.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = [(model, int(seed)) for seed in options.seeds.split(",") for model in ROWS[options.rows]]
    for count, (model, seed) in enumerate(wanted, 1):
        print(f"table: {count} of {len(wanted)}: {model}, seed {seed}", flush=True)
        run(model, seed, options)
        held = reports(options.out)
        (options.out / "table.jsonl").write_text("".join(json.dumps(report) + "\n" for report in held))
        (options.out / "table.md").write_text(markdown(held))
    print((options.out / "table.md").read_text())


if __name__ == "__main__":
    main()
