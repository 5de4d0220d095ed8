"""What a trained model reads: its decoder tuned on the val hours, its score on the test hours, and what that costs."""

from dataclasses import asdict, replace

import numpy as np
from torch import nn

from ..data.recordings import Recording
from ..data.slots import PER_HOUR
from ..nets.principles import Principles
from ..waking.ear import touched
from ..waking.policy import HOLD, INHALE, MODES, Breath, Calls, plan
from .decode import Claim, Knobs, claims
from .reading import macs_per_hour, read
from .score import Judge
from .tune import SWIFT, tune

Heard = tuple[list[Calls] | None, list[np.ndarray]]


def heard(model: nn.Module, having: Principles | None, part: list[Recording], breath=Breath(), turned: bool = False) -> Heard:
    """The calls on each recording, None of nets that listen always, and what was read. `turned`: each with a phase of its own."""
    random, calls = np.random.default_rng(17), None
    if having:
        offset = lambda: int(random.integers(breath.period)) if turned else breath.offset
        calls = [plan(one.slots, one.ear, replace(breath, offset=offset()), having.policy()) for one in part]
    return calls, [read(model, one, calls[i] if calls else None) for i, one in enumerate(part)]


def claimed(part: list[Recording], calls: list[Calls] | None, said: list[np.ndarray], knobs: Knobs) -> list[list[Claim]]:
    slot = [calls[i].slot if calls else np.arange(len(one.slots)) for i, one in enumerate(part)]
    return [claims(one.slots.end, slot[i], said[i], knobs) for i, one in enumerate(part)]


def evaluate(
    model: nn.Module,
    having: Principles | None,
    bench,
    val: list[Recording],
    test: list[Recording],
    raw: Recording,
    rhythms: bool,
) -> dict:
    """Tunes on val, scores on test; the Spiralformer also at other breaths."""
    model.eval()
    report: dict = {"parameters": sum(parameter.numel() for parameter in model.parameters())}

    calls, said = heard(model, having, val)
    with Judge(bench, val) as judge:
        worth = lambda tried: judge.worth(claimed(val, calls, said, tried))
        knobs, report["val_worth"] = tune(worth)
        report["knobs"] = asdict(knobs)
        report["val"] = judge.score(claimed(val, calls, said, knobs))
        swift, _ = tune(worth, (SWIFT,), rounds=1, keep=("wait", "sure"))
    with Judge(bench, test) as judge:
        calls, said = heard(model, having, test)
        report["test"] = judge.score(claimed(test, calls, said, knobs))
        report["swift"] = judge.score(claimed(test, calls, said, swift)) | {"knobs": asdict(swift)}
        if having:
            report["test"]["touched_by_wake"] = touched(test, [one.slot[one.mode != HOLD] for one in calls])
            report["calls_per_h_test"] = _rates(calls, test)
            calls = [plan(raw.slots, raw.ear, Breath(), having.policy())]
            report["calls_per_h_raw"] = _rates(calls, [raw])
        if having and rhythms:
            report["rhythms"] = {}
            for title, breath in (("half", Breath().scaled(0.5)), ("twice", Breath().scaled(2)), ("random phase", Breath())):
                other, said = heard(model, having, test, breath, turned=True)
                report["rhythms"][title] = judge.score(claimed(test, other, said, knobs))["event_f1"]
    report["macs_per_h_raw"] = round(macs_per_hour(model, calls, [raw]))
    return report


def _rates(calls: list[Calls], recordings: list[Recording]) -> dict[str, float]:
    hours = sum(len(one.slots) for one in recordings) / PER_HOUR
    mode = np.concatenate([one.mode for one in calls])
    return {name: round(float((mode == index).sum() / hours), 2) for index, name in enumerate(MODES) if index >= INHALE}
