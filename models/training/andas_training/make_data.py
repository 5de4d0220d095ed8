"""Makes the data: labelled events in real noise and in the simulated grove, and the raw recording, each as the node's own slots.

    python -m andas_training.make_data --bench bench_events.py --out DIR [--train 96 --val 96 --test 110 --grove 12]

Writes PART_NNN.npz (slots) and PART_NNN.truth.csv for the parts train, val and test (hours that never meet, see the bench),
grove, and raw_000.npz. What is there already is left as it is, so it can be ended and begun again. Needs a built andas (`npm run build`).
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from .judging.score import load_bench

ROOT = Path(__file__).resolve().parents[3]
SEED_BASE = {"train": 1, "val": 2, "test": 900}
GROVE_HOURS = 41


def write_csv(path: Path, x: np.ndarray) -> None:
    """x [T, E] mV at 1 Hz, NaN where nothing was measured."""
    head = "t_s," + ",".join(f"e{index + 1}_mv" for index in range(x.shape[1]))
    with open(path, "w") as file:
        file.write(head + "\n")
        for second, row in enumerate(x.tolist()):
            file.write(f"{second}," + ",".join("" if value != value else f"{value:.4f}" for value in row) + "\n")


def write_truth(path: Path, events: list) -> None:
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["start_s", "end_s", "event"])
        writer.writerows(events)


def grove_events(bench, dist: Path, seed: int, work: Path) -> tuple[np.ndarray, list]:
    """A simulated grove with the bench's events in it; its gaps stay gaps."""
    path = work / f"grove{seed}.csv"
    script = Path(__file__).with_name("data") / "grove.mjs"
    subprocess.run(["node", *map(str, (script, dist, path, bench.N, GROVE_HOURS, seed))], check=True)
    x = np.genfromtxt(path, delimiter=",", skip_header=1)[:, 1:]
    path.unlink()
    missing, second = np.isnan(x), np.arange(len(x))
    for column in range(x.shape[1]):
        heard = ~missing[:, column]
        x[:, column] = np.interp(second, second[heard], x[heard, column])
    events = bench.inject(x, np.random.default_rng(seed))
    x[missing] = np.nan
    return x, events


def make_slots(andas: list[str], recording: Path, out: Path) -> None:
    """Runs the node's own tokenizer; the file appears whole or not at all."""
    part = out.with_name(f".{out.stem}.part.npz")
    told = subprocess.run(
        [*andas, "glyphs", str(recording), "--slots", str(part)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if told.returncode != 0:
        sys.exit(f"andas glyphs {recording}: {told.stderr.strip()}")
    os.replace(part, out)


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--bench", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--andas", type=Path, default=ROOT / "dist" / "src" / "andas.js")
    for part, files in (("train", 96), ("val", 96), ("test", 110), ("grove", 12)):
        asked.add_argument(f"--{part}", type=int, default=files, help="files of this part")
    asked.add_argument("--parallel", type=int, default=2)
    options = asked.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    bench = load_bench(options.bench)
    recording = bench.load()
    andas = ["node", str(options.andas)]

    def make(part: str, index: int) -> None:
        out = options.out / f"{part}_{index:03d}.npz"
        if out.exists():
            return
        with tempfile.TemporaryDirectory(prefix="andas-data-") as folder:
            work = Path(folder)
            if part == "raw":
                make_slots(andas, Path(bench.RECORDING), out)
            else:
                if part == "grove":
                    x, events = grove_events(bench, options.andas.resolve().parents[1], 7000 + index, work)
                else:
                    x, events = bench.make(recording, part, SEED_BASE[part] * 1000 + index)
                write_csv(work / "signal.csv", x)
                write_truth(out.with_name(f"{out.stem}.truth.csv"), events)
                make_slots(andas, work / "signal.csv", out)
        print(f"{out.stem} made", flush=True)

    # a little of everything first, so that training can be tried early
    wanted = [(part, index) for part in ("train", "val", "test", "grove") for index in range(getattr(options, part))]
    wanted.sort(key=lambda one: one[1])
    with ThreadPoolExecutor(options.parallel) as pool:
        list(pool.map(lambda one: make(*one), [("raw", 0), *wanted]))


if __name__ == "__main__":
    main()
