"""One model in training: batches of labelled sequences and of the raw recording, a step, and what is kept to go on from."""

import math
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ..data.recordings import UNKNOWN, Recording
from ..nets.inputs import pack
from ..nets.listen import GLYPHS
from ..nets.registry import build
from ..waking.policy import Breath, Calls, plan
from .batches import Augment, batch, targets

CLASS_WEIGHT = torch.tensor([0.6, 1.0, 1.0, 1.2, 1.2, 1.0, 1.0])

RAW_SHARE = 0.1
"""So many of the sequences come from the raw recording, of which nobody knows what it says."""


TRIES = 10_000
"""After so many recordings that were too short there is none to be found."""


class Trainer:
    """One model in training. `steps` batches of `size` sequences of `length` calls or slots; `change` may change each of them, in place."""

    def __init__(
        self,
        name: str,
        seed: int,
        recordings: list[Recording],
        raw: Recording,
        steps: int,
        size: int = 8,
        length: int = 144,
        rate: float = 2e-3,
        change: Callable[[dict, dict, np.random.Generator], None] = lambda inputs, goals, random: None,
    ):
        torch.manual_seed(seed)
        self.random = np.random.default_rng(seed)
        self.model, self.having = build(name, recordings[0].feature.shape[2])
        self.model.speak.begin_with(pairs(recordings))
        self.recordings, self.raw = [*recordings, raw], len(recordings)
        self.steps, self.size, self.length = steps, size, length
        self.rate, self.change = rate, change
        self.augment = Augment(recordings[0].slots.features)
        self.tell = nn.Linear(16, 7)  # what the embedding is taught by; not part of the model
        parameters = [*self.model.parameters(), *self.tell.parameters()]
        self.optimizer = torch.optim.AdamW(parameters, rate, weight_decay=0.02)
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
        for _ in range(TRIES):
            index = self.raw if self.random.random() < RAW_SHARE else int(self.random.integers(self.raw))
            recording = self.recordings[index]
            calls = self.plan(index) if self.having else None
            count = len(recording.slots) if calls is None else len(calls.slot)
            if count > self.length:
                break
        else:
            told = "slots" if calls is None else "calls"
            raise ValueError(f"hardly a recording has more than {self.length} {told}: make longer ones, or train a livelier ear")
        at = int(self.random.integers(count - self.length)) + np.arange(self.length)
        inputs = pack(recording, at, calls)
        goals = targets(recording, at if calls is None else calls.slot[at])
        inputs["start"] = torch.tensor(float(self.random.integers(10_000)))
        self.augment(inputs, goals, self.random)
        self.change(inputs, goals, self.random)
        return inputs, goals

    def train_step(self) -> dict[str, float]:
        warm = min(1.0, (self.step + 1) / 60)
        rate = max(2e-5, self.rate * warm * 0.5 * (1 + math.cos(math.pi * self.step / self.steps)))
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

    def run(self, checkpoint: Path, title: str) -> None:
        """All steps that are left, from the checkpoint on if there is one; it is kept up to date."""
        if checkpoint.exists():
            self.load(checkpoint)
        began = time.time()
        while self.step < self.steps:
            told = self.train_step()
            if self.step % 50 == 0 or self.step == self.steps:
                left = (self.steps - self.step) * (time.time() - began) / 50
                began = time.time()
                figures = " ".join(f"{key} {value:.3f}" for key, value in told.items())
                print(f"{title} {self.step}/{self.steps} {figures} about {left / 60:.0f} min left", flush=True)
                self.save(checkpoint)

    def save(self, path: Path) -> None:
        held = dict(model=self.model.state_dict(), tell=self.tell.state_dict(), optimizer=self.optimizer.state_dict(), step=self.step)
        held |= dict(random=self.random.bit_generator.state, torch=torch.get_rng_state())
        held |= dict(plans={index: vars(calls) for index, calls in self.plans.items()})
        torch.save(held, path)

    def load(self, path: Path) -> None:
        held = torch.load(path, weights_only=False)
        self.model.load_state_dict(held["model"])
        self.tell.load_state_dict(held["tell"])
        self.optimizer.load_state_dict(held["optimizer"])
        self.step, self.random.bit_generator.state = held["step"], held["random"]
        self.plans = {index: Calls(**calls) for index, calls in held["plans"].items()}
        torch.set_rng_state(held["torch"])


def pairs(recordings: list[Recording]) -> torch.Tensor:
    """How often a glyph came after each other one, on the seats that are taken. [12, 12]"""
    count = np.zeros((GLYPHS, GLYPHS), np.float32)
    for one in recordings:
        taken = one.present > 0
        np.add.at(count, (one.slots.glyph[:, taken], one.following[:, taken]), 1)
    return torch.from_numpy(count)
