"""Stands in for bench_events.py, which is no part of the repository: it has what the training asks of it, and little sense."""

import csv
import json
from pathlib import Path

import numpy as np

N = 8


def load():
    """A recording [T, E] in mV at 1 Hz."""
    return np.random.default_rng(0).normal(scale=0.01, size=(3600, N))


def make(recording, part, seed):
    """An hour of it with one event: the signal, and (start_s, end_s, event) of each."""
    x = recording + np.random.default_rng(seed).normal(scale=0.001, size=recording.shape)
    x[1800:1860] += 0.5
    return x, [(1800.0, 1860.0, "artefact")]


def score(truth, claimed, out):
    """How many events some claim of their kind touches, as JSON."""
    told = json.loads((Path(truth) / "manifest.json").read_text())
    events = touched = false = 0
    for one in told:
        truths, claims = _rows(Path(truth) / f"{one['name']}.truth.csv"), _rows(Path(claimed) / f"{one['name']}.pred.csv")
        meets = lambda event, claim: event[2] == claim[2] and float(claim[0]) <= float(event[1]) and float(event[0]) <= float(claim[1])
        events += len(truths)
        touched += sum(any(meets(event, claim) for claim in claims) for event in truths)
        false += sum(not any(meets(event, claim) for event in truths) for claim in claims)
    hours = sum(one["seconds"] for one in told) / 3600
    report = dict(event_f1=touched / max(1, events), false_per_h=false / hours, woken=touched / max(1, events), delay_s=0.0)
    Path(out).write_text(json.dumps(report))


def _rows(path):
    with open(path, newline="") as file:
        return list(csv.reader(file))[1:]
