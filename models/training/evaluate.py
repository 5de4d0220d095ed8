"""What a trained model reads: its decoder tuned on the val hours, its score on the test hours, and what that costs."""

from dataclasses import asdict, replace

import numpy as np
import torch
from torch import nn

from dataset import Recording, pack
from decode import SWIFT, Claim, Knobs, claims, tune
from ear import MACS as EAR_MACS
from ear import touched
from models.principles import Principles
from policy import HOLD, INHALE, MODES, Breath, Calls, plan
from score import Judge

SLOTS_PER_HOUR = 120


def read(model: nn.Module, recording: Recording, calls: Calls | None, chunk: int = 768) -> np.ndarray:
    """Class probabilities [N, 7] of all calls (or slots), in order. Long recordings go in pieces with all the context that can matter."""
    count = len(recording.slots) if calls is None else len(calls.slot)
    context = getattr(model, "context", None)
    if context is None:
        context, chunk = 0, max(1, count)
    held = []
    with torch.no_grad():
        for first in range(0, count, chunk):
            begin = max(0, first - context)
            inputs = pack(recording, np.arange(begin, min(count, first + chunk)), calls)
            inputs = {name: value[None] for name, value in inputs.items()}
            inputs["start"] = torch.tensor([float(begin)])
            held.append(model(inputs)["event"][0, first - begin :].softmax(-1).numpy())
    return np.concatenate(held) if held else np.zeros((0, 7), np.float32)


def macs_per_hour(model: nn.Module, calls: list[Calls] | None, recordings: list[Recording]) -> float:
    """On the electrodes that are there, the ear included; of always-on nets, every slot."""
    total = hours = 0.0
    for index, recording in enumerate(recordings):
        electrodes = int(recording.present.sum())
        hours += len(recording.slots) / SLOTS_PER_HOUR
        if calls is None:
            total += len(recording.slots) * model.macs(electrodes)
        else:
            one = calls[index]
            total += EAR_MACS * len(recording.slots)
            total += sum(model.macs(int(mode), electrodes, bool(wide)) for mode, wide in zip(one.mode, one.wide, strict=True))
    return total / hours


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
    judge = Judge(bench, val)
    knobs, report["val_worth"] = tune(lambda tried: judge.worth(claimed(val, calls, said, tried)))
    report["knobs"] = asdict(knobs)
    report["val"] = judge.score(claimed(val, calls, said, knobs))
    swift, _ = tune(lambda tried: judge.worth(claimed(val, calls, said, tried)), (SWIFT,), rounds=1, keep=("wait", "sure"))
    judge = Judge(bench, test)
    calls, said = heard(model, having, test)
    report["test"] = judge.score(claimed(test, calls, said, knobs))
    report["swift"] = judge.score(claimed(test, calls, said, swift)) | {"knobs": asdict(swift)}
    if having:
        report["test"]["touched_by_wake"] = touched(test, [one.slot[one.mode != HOLD] for one in calls])
        report["calls_per_h_test"] = _rates(calls, test)
        calls = [plan(raw.slots, raw.ear, Breath(), having.policy())]
        report["calls_per_h_raw"] = _rates(calls, [raw])
        if rhythms:
            report["rhythms"] = {}
            for title, breath in (("half", Breath().scaled(0.5)), ("twice", Breath().scaled(2)), ("random phase", Breath())):
                other, said = heard(model, having, test, breath, turned=True)
                report["rhythms"][title] = judge.score(claimed(test, other, said, knobs))["event_f1"]
    report["macs_per_h_raw"] = round(macs_per_hour(model, calls, [raw]))
    return report


def _rates(calls: list[Calls], recordings: list[Recording]) -> dict[str, float]:
    hours = sum(len(one.slots) for one in recordings) / SLOTS_PER_HOUR
    mode = np.concatenate([one.mode for one in calls])
    return {name: round(float((mode == index).sum() / hours), 2) for index, name in enumerate(MODES) if index >= INHALE}
