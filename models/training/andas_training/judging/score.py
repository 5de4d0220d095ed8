"""Claims against the truth, by the event bench's own scorer."""

import contextlib
import csv
import importlib.util
import io
import json
import tempfile
from pathlib import Path
from types import ModuleType

import numpy as np

from ..data.recordings import Recording
from .decode import Claim

FALSE_ALLOWED = 0.2
"""False claims an hour that cost nothing when knobs are chosen."""

WOKEN_WANTED = 0.97
"""The share of events that some claim should touch."""

SECOND = 2e-5
"""What a second of median delay costs: between knobs that are nearly as good, the quicker ones are taken."""


def load_bench(path: Path) -> ModuleType:
    """The bench, from where its file lies."""
    spec = importlib.util.spec_from_file_location("bench_events", path)
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    return bench


class Judge:
    """Scores many sets of claims about the same recordings; the truth is written once. `with Judge(...) as judge` tidies up after it."""

    def __init__(self, bench: ModuleType, recordings: list[Recording]):
        self.bench, self.recordings = bench, recordings
        self.folder = tempfile.TemporaryDirectory(prefix="andas-judge-")
        root = Path(self.folder.name)
        self.truth, self.claimed = root / "truth", root / "claimed"
        self.truth.mkdir()
        self.claimed.mkdir()
        manifest = []
        for one in recordings:
            _write(self.truth / f"{one.name}.truth.csv", ("start_s", "end_s", "event"), one.truth)
            manifest.append(dict(name=one.name, seconds=float(one.slots.end[-1]), events=len(one.truth)))
        (self.truth / "manifest.json").write_text(json.dumps(manifest))

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_) -> None:
        self.folder.cleanup()

    def score(self, claimed: list[list[Claim]]) -> dict:
        """The scorer's report, and `delay_p90_s`."""
        for one, held in zip(self.recordings, claimed, strict=True):
            rows = [(claim.start_s, claim.end_s, claim.event, claim.decided_s) for claim in held]
            _write(self.claimed / f"{one.name}.pred.csv", ("start_s", "end_s", "event", "decided_s"), rows)
        out = Path(self.folder.name) / "out.json"
        with contextlib.redirect_stdout(io.StringIO()):
            self.bench.score(str(self.truth), str(self.claimed), str(out))
        report = json.loads(out.read_text())
        delays = [delay for one, held in zip(self.recordings, claimed, strict=True) for delay in _delays(one.truth, held)]
        report["delay_p90_s"] = round(float(np.quantile(delays, 0.9)), 1) if delays else None
        return report

    def worth(self, claimed: list[list[Claim]]) -> float:
        """What knobs are chosen by: event_f1, less what too many false claims, missed events and waiting cost."""
        report = self.score(claimed)
        false, missed = max(0.0, report["false_per_h"] - FALSE_ALLOWED), max(0.0, WOKEN_WANTED - report["woken"])
        return report["event_f1"] - 0.1 * false - missed - SECOND * (report["delay_s"] or 0.0)


def _delays(truth: list, claimed: list[Claim]) -> list[float]:
    """Seconds from each matched event's start to its claim, matched as the bench matches."""
    pairs = []
    for i, (start, stop, event) in enumerate(truth):
        for j, claim in enumerate(claimed):
            overlap = min(stop + 270, claim.end_s) - max(start - 30, claim.start_s)
            if overlap >= 0 and claim.end_s - claim.start_s <= 3600:
                pairs.append((event != claim.event, -overlap, i, j))
    taken_event, taken_claim, held = set(), set(), []
    for _, _, i, j in sorted(pairs):
        if i not in taken_event and j not in taken_claim:
            taken_event.add(i)
            taken_claim.add(j)
            held.append(claimed[j].decided_s - truth[i][0])
    return held


def _write(path: Path, head: tuple, rows: list) -> None:
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
