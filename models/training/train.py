"""Trains one model with one seed, tunes its decoder on the val hours, and scores it on the test hours.

    python train.py --model spiralformer --seed 1 --data DIR --out DIR --bench bench_events.py

Deterministic for a seed, on one CPU thread. Goes on from its checkpoint if it was ended. Writes NAME.SEED.pt and NAME.SEED.json.
Order: ear.py first, then the teacher (`--model gru`), then the others.
"""

import argparse
import json
import math
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from dataset import UNKNOWN, Augment, Recording, batch, load_part, load_recording, pack, targets
from decode import SWIFT, claims, tune
from ear import MACS as EAR_MACS
from ear import touched
from models.listen import GLYPHS
from models.principles import trained_as
from models.registry import TEACHER, build
from policy import HOLD, INHALE, MODES, Breath, Calls, plan
from score import Judge, load_bench

CLASS_WEIGHT = torch.tensor([0.6, 1.0, 1.0, 1.2, 1.2, 1.0, 1.0])
SLOTS_PER_HOUR = 120

RAW_HOURS = (5, 46)
"""The training hours of the raw recording, as it is: nobody labelled them, and what is learnt there is the next glyph alone."""

RAW_SHARE = 0.1
"""So many of the sequences come from there."""


class Trainer:
    """One model in training. `steps` batches of `size` sequences of `length` calls or slots."""

    def __init__(
        self,
        name: str,
        seed: int,
        recordings: list[Recording],
        raw: Recording,
        steps: int,
        size: int = 8,
        length: int = 144,
    ):
        torch.manual_seed(seed)
        self.random = np.random.default_rng(seed)
        self.model, self.having = build(name, recordings[0].feature.shape[2])
        self.model.speak.begin_with(pairs(recordings))
        self.recordings, self.raw = [*recordings, raw], len(recordings)
        self.steps, self.size, self.length = steps, size, length
        self.augment = Augment(recordings[0].slots.features)
        self.tell = nn.Linear(16, 7)  # what the embedding is taught by; not part of the model
        parameters = [*self.model.parameters(), *self.tell.parameters()]
        self.optimizer = torch.optim.AdamW(parameters, 2e-3, weight_decay=0.02)
        self.plans: dict[int, Calls] = {}
        self.step = 0

    def plan(self, index: int) -> Calls:
        """Calls by a breath of random phase and length, made anew now and then, so that no one rhythm is learnt by heart."""
        if index not in self.plans or self.random.random() < 0.1:
            breath = Breath().scaled(float(self.random.choice([0.5, 1.0, 1.0, 2.0])))
            breath = replace(breath, offset=int(self.random.integers(breath.period)))
            recording = self.recordings[index]
            self.plans[index] = plan(recording.slots, recording.ear, breath, self.having.policy())
        return self.plans[index]

    def sequence(self) -> tuple[dict, dict]:
        while True:
            index = self.raw if self.random.random() < RAW_SHARE else int(self.random.integers(self.raw))
            recording = self.recordings[index]
            calls = self.plan(index) if self.having else None
            count = len(recording.slots) if calls is None else len(calls.slot)
            if count > self.length:
                break
        at = int(self.random.integers(count - self.length)) + np.arange(self.length)
        inputs = pack(recording, at, calls)
        goals = targets(recording, at if calls is None else calls.slot[at])
        inputs["start"] = torch.tensor(float(self.random.integers(10_000)))
        self.augment(inputs, goals, self.random)
        return inputs, goals

    def train_step(self) -> dict[str, float]:
        warm = min(1.0, (self.step + 1) / 60)
        rate = max(2e-5, 2e-3 * warm * 0.5 * (1 + math.cos(math.pi * self.step / self.steps)))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        inputs, goals = batch([self.sequence() for _ in range(self.size)])
        self.model.train()
        said = self.model(inputs)
        label, known = goals["label"].flatten(), dict(ignore_index=UNKNOWN)
        event = F.cross_entropy(said["event"].flatten(0, 1), label, weight=CLASS_WEIGHT, label_smoothing=0.02, **known)
        following = F.cross_entropy(said["following"].flatten(0, 2), goals["following"].flatten(), **known)
        told = F.cross_entropy(self.tell(8 * said["embedding"]).flatten(0, 1), label, **known)
        loss = event + 0.5 * following + 0.2 * told
        if self.having is None or self.having.distil:
            loss = loss - 1.5 * (goals["teacher"] * said["event"].log_softmax(-1)).sum(-1).mean()
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        return dict(loss=loss.item(), event=event.item(), bits=following.item() / math.log(2))

    def save(self, path: Path) -> None:
        held = dict(
            model=self.model.state_dict(), tell=self.tell.state_dict(), optimizer=self.optimizer.state_dict(), step=self.step
        )
        held |= dict(random=self.random.bit_generator.state, torch=torch.get_rng_state(), plans=self.plans)
        torch.save(held, path)

    def load(self, path: Path) -> None:
        held = torch.load(path, weights_only=False)
        self.model.load_state_dict(held["model"])
        self.tell.load_state_dict(held["tell"])
        self.optimizer.load_state_dict(held["optimizer"])
        self.step, self.random.bit_generator.state, self.plans = held["step"], held["random"], held["plans"]
        torch.set_rng_state(held["torch"])


def pairs(recordings: list[Recording]) -> torch.Tensor:
    """How often a glyph came after each other one, on the seats that are taken. [12, 12]"""
    count = np.zeros((GLYPHS, GLYPHS), np.float32)
    for one in recordings:
        taken = one.present > 0
        np.add.at(count, (one.slots.glyph[:, taken], one.following[:, taken]), 1)
    return torch.from_numpy(count)


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


def evaluate(trainer: Trainer, bench, val: list[Recording], test: list[Recording], raw: Recording, rhythms: bool) -> dict:
    """Tunes on val, scores on test; the Spiralformer also at other breaths."""
    model, having = trainer.model.eval(), trainer.having
    report: dict = {"parameters": sum(parameter.numel() for parameter in model.parameters())}

    def heard(part: list[Recording], breath: Breath, offsets: bool = False):
        random = np.random.default_rng(17)
        calls = None
        if having:
            turned = [replace(breath, offset=int(random.integers(breath.period)) if offsets else breath.offset) for _ in part]
            calls = [plan(one.slots, one.ear, turn, having.policy()) for one, turn in zip(part, turned, strict=True)]
        return calls, [read(model, one, calls[i] if calls else None) for i, one in enumerate(part)]

    def claimed(part, calls, said, knobs):
        slot = [calls[i].slot if calls else np.arange(len(one.slots)) for i, one in enumerate(part)]
        return [claims(one.slots.end, slot[i], said[i], knobs) for i, one in enumerate(part)]

    calls, said = heard(val, Breath())
    judge = Judge(bench, val)
    knobs, report["val_worth"] = tune(lambda tried: judge.worth(claimed(val, calls, said, tried)))
    report["knobs"] = asdict(knobs)
    report["val"] = judge.score(claimed(val, calls, said, knobs))
    swift, _ = tune(lambda tried: judge.worth(claimed(val, calls, said, tried)), (SWIFT,), rounds=1, keep=("wait", "sure"))
    judge = Judge(bench, test)
    calls, said = heard(test, Breath())
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
                other, said = heard(test, breath, offsets=True)
                report["rhythms"][title] = judge.score(claimed(test, other, said, knobs))["event_f1"]
    report["macs_per_h_raw"] = round(macs_per_hour(model, calls, [raw]))
    return report


def _rates(calls: list[Calls], recordings: list[Recording]) -> dict[str, float]:
    hours = sum(len(one.slots) for one in recordings) / SLOTS_PER_HOUR
    mode = np.concatenate([one.mode for one in calls])
    return {name: round(float((mode == index).sum() / hours), 2) for index, name in enumerate(MODES) if index >= INHALE}


def teach(recordings: list[Recording], teacher: Path) -> None:
    """Has the teacher say what it hears in every slot; what it said is kept beside its checkpoint."""
    kept = teacher.with_name(f"{teacher.stem}.said.npz")
    if not kept.exists() or kept.stat().st_mtime < teacher.stat().st_mtime:
        model, _ = build(TEACHER, recordings[0].feature.shape[2])
        model.load_state_dict(torch.load(teacher, weights_only=False)["model"])
        model.eval()
        np.savez(kept, **{recording.name: read(model, recording, None) for recording in recordings})
    with np.load(kept) as said:
        for recording in recordings:
            recording.teacher = said[recording.name]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--model", required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--bench", type=Path, required=True)
    asked.add_argument("--steps", type=int, default=2000)
    asked.add_argument("--files", type=int, help="at most so many recordings of each part")
    asked.add_argument("--rhythms", action="store_true", help="also at half and twice the breath, and at random phases")
    options = asked.parse_args()
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
    trainer = Trainer(options.model, options.seed, train, load_recording(raw, labelled=False, hours=RAW_HOURS), options.steps)
    checkpoint = options.out / f"{name.replace(':', '+')}.{options.seed}.pt"
    if name != options.model and not checkpoint.exists():
        sys.exit(f"{options.model} is {name} used otherwise: train that first")
    if checkpoint.exists():
        trainer.load(checkpoint)
    began, spent = time.time(), time.process_time()
    while trainer.step < options.steps:
        told = trainer.train_step()
        if trainer.step % 50 == 0 or trainer.step == options.steps:
            left = (options.steps - trainer.step) * (time.time() - began) / 50
            began = time.time()
            print(
                f"{stem} {trainer.step}/{options.steps} "
                + " ".join(f"{key} {value:.3f}" for key, value in told.items())
                + f" about {left / 60:.0f} min left",
                flush=True,
            )
            trainer.save(checkpoint)
    report = dict(
        model=options.model,
        seed=options.seed,
        steps=options.steps,
        files=len(train),
        train_cpu_s=round(time.process_time() - spent),
    )
    heard = load_recording(raw, labelled=False)
    report |= evaluate(trainer, load_bench(options.bench), part("val"), part("test"), heard, options.rhythms)
    done.write_text(json.dumps(report, indent=1))
    print(json.dumps(report))


if __name__ == "__main__":
    sys.exit(main())
