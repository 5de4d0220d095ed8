#!/usr/bin/env python3
"""The events of bench_events.py, with what was planted of each written beside them, on all eight electrodes or on the first few.

  python3 planted_events.py --out DIR [--part test] [--seed-base 900] [--files 8] [--electrodes 4]

Needs numpy, and $BENCH, the folder of bench_events.py. The signals are the benchmark's own, sample for sample; of fewer electrodes the others
are left away. Beside NAME.csv, NAME.truth.csv and manifest.json there is NAME.planted.csv (event,electrode,at_s,sigma): each spike that was
added, which event's it is (its row in NAME.truth.csv, from 0), on which electrode, when it begins, and how high in sigma of that
electrode's noise. An event of which nothing is on the electrodes that stay cannot be heard there: it counts as quiet, and is no row of the truth.
"""

import argparse
import csv
import json
import os
import sys

import numpy as np

sys.path.insert(0, os.environ["BENCH"])
import bench_events as bench  # noqa: E402


def noise(x):
    """As the benchmark measures it before it adds anything. [E] mV"""
    level = [np.convolve(x[:, c], np.ones(300) / 300, "same") for c in range(bench.N)]
    return [max(1.4826 * np.median(np.abs(x[:, c] - level[c])), 0.003) for c in range(bench.N)]


def make(recording, part, seed):
    """The signal, its events, and all that was added: (second, electrode, sigma)."""
    added, sigma, add = [], [], bench.add

    def noted(x, at, c, amp, shape):
        added.append((at, c, amp / sigma[c]))
        add(x, at, c, amp, shape)

    def measured(x, random):
        sigma.extend(noise(x))
        return inject(x, random)

    inject, bench.inject, bench.add = bench.inject, measured, noted
    try:
        return *bench.make(recording, part, seed), added
    finally:
        bench.inject, bench.add = inject, add


def planted_of(events, added):
    """[(event, second, electrode, sigma)]: events are ten minutes apart, and what is added begins in its own."""
    starts = np.array([start for start, _, _ in events])
    return [(int(np.searchsorted(starts, at, "right")) - 1, at, c, z) for at, c, z in added]


def write(path, head, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--out", required=True)
    asked.add_argument("--part", default="test", choices=sorted(bench.HOURS))
    asked.add_argument("--seed-base", type=int, default=900)
    asked.add_argument("--files", type=int, default=8)
    asked.add_argument("--electrodes", type=int, default=bench.N)
    options = asked.parse_args()
    os.makedirs(options.out, exist_ok=True)
    recording, manifest, kept = bench.load(), [], options.electrodes
    for index in range(options.files):
        x, events, added = make(recording, options.part, options.seed_base * 1000 + index)
        planted = [one for one in planted_of(events, added) if one[2] < kept]
        audible = sorted({event for event, *_ in planted})
        place = os.path.join(options.out, f"{options.part}_{index:03d}")
        head = ",".join(["t_s", *(f"e{c + 1}_mv" for c in range(kept))])
        rows = np.column_stack([np.arange(len(x)), x[:, :kept]])
        np.savetxt(f"{place}.csv", rows, fmt=["%d"] + ["%.4f"] * kept, delimiter=",", header=head, comments="")
        write(f"{place}.truth.csv", ("start_s", "end_s", "event"), [events[event] for event in audible])
        named = [(audible.index(event), f"e{c + 1}", at, round(abs(z), 2)) for event, at, c, z in planted]
        write(f"{place}.planted.csv", ("event", "electrode", "at_s", "sigma"), sorted(named))
        manifest.append(dict(name=os.path.basename(place), seconds=len(x), events=len(audible)))
    with open(os.path.join(options.out, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=1)
    print(len(manifest), "files,", sum(one["events"] for one in manifest), "events")


if __name__ == "__main__":
    main()
