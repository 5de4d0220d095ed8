"""From readings to claims: one decoder for every model."""

from dataclasses import dataclass

import numpy as np

from ..data.slots import EVENTS, SLOT_S

LONGEST = 110
"""Slots: the scorer hears no claim of more than an hour."""

MOST_CLAIMS = 3
"""Of one stretch: the first, and two that revise it."""


@dataclass(frozen=True)
class Knobs:
    """All lengths in slots."""

    threshold: float = 0.5  # an event is heard while quiet is less likely than 1 - this
    least: int = 2  # shorter is no claim
    gap: int = 4  # two stretches this near are one
    stands: int = 8  # how long a reading stands when no other comes
    wait: int = 60  # the claim is made after this long, or when the stretch is over
    recent: int = 12  # over how many of the latest slots the classes are weighed; those in which no reading stands do not count
    sure: float = 1.0  # or sooner, when one class has at least this mean share of them
    clear: float = 0.5  # what has less than this share is not claimed at all
    revise: float = 0.7  # later another class that has this share is claimed too, in the first one's place from then on


@dataclass(frozen=True)
class Claim:
    start_s: float
    end_s: float
    event: str
    confidence: float
    decided_s: float


def spread(slot: np.ndarray, probability: np.ndarray, size: int, stands: int) -> np.ndarray:
    """Readings at some slots, as probabilities of every slot, [S, 7]: a reading stands a while, then it is quiet."""
    full = np.zeros((size, len(EVENTS)), np.float32)
    full[:, 0] = 1.0
    if len(slot) == 0:
        return full
    latest = np.searchsorted(slot, np.arange(size), side="right") - 1
    heard = (latest >= 0) & (np.arange(size) - slot[np.maximum(latest, 0)] <= stands)
    full[heard] = probability[latest[heard]]
    return full


def claims(end: np.ndarray, slot: np.ndarray, probability: np.ndarray, knobs: Knobs) -> list[Claim]:
    """What is claimed of a recording. end [S] s; readings at slot [N] with probability [N, 7].

    Strictly causal, and the same as the node's own decoder, which takes the slots one by one: what is decided because a stretch is
    over is decided when that is known, and nothing is decided because the recording ends. All claims of a stretch begin where it does.
    """
    full = spread(slot, probability, len(end), knobs.stands)
    held = []
    for first, last, over in _stretches(1 - full[:, 0] >= knobs.threshold, knobs.gap):
        begin = float(end[first]) - SLOT_S
        for at, event, confidence in _decisions(full[first:over, 1:], last - first + 1, over < len(end), knobs):
            decided = float(end[first + at])
            held.append(Claim(begin, decided, EVENTS[event + 1], confidence, decided))
    return held


def _stretches(on: np.ndarray, gap: int) -> list[tuple[int, int, int]]:
    """(first slot, last slot that was on, slot at which it is known to be over: the size where that never comes)."""
    held: list[tuple[int, int, int]] = []
    lively, at = np.flatnonzero(on), 0
    while at < len(lively):
        first = last = int(lively[at])
        while at < len(lively) and lively[at] - last <= gap + 1 and lively[at] < first + LONGEST:
            last = int(lively[at])
            at += 1
        held.append((first, last, min(last + gap + 1, first + LONGEST, len(on))))
    return held


def _decisions(heard: np.ndarray, lively: int, over: bool, knobs: Knobs) -> list[tuple[int, int, float]]:
    """What is claimed of a stretch [L, 6]: when in it, which event, its mean share. None when it is too short; further ones revise.

    `lively`: its length up to the last slot that was on. `over`: its end came and is known at slot L.
    """
    size = len(heard)
    stood = _latest(heard.any(1)[:, None], knobs.recent)
    mean = _latest(heard, knobs.recent) / np.maximum(stood, 1)
    event, share = mean.argmax(1), mean.max(1)
    ready = np.flatnonzero(((share >= knobs.sure) | (np.arange(1, size + 1) >= knobs.wait)) & (share >= knobs.clear))
    ready = ready[ready >= knobs.least - 1]
    if len(ready) > 0:
        at = told = int(ready[0])
    elif over and lively >= knobs.least and share[lively - 1] >= knobs.clear:
        at, told = size, lively - 1
    else:
        return []
    held = [(at, int(event[told]), float(share[told]))]
    while len(held) < MOST_CLAIMS:
        other = np.flatnonzero((event[at + 1 :] != held[-1][1]) & (share[at + 1 :] >= knobs.revise))
        if len(other) == 0:
            break
        at = at + 1 + int(other[0])
        held.append((at, int(event[at]), float(share[at])))
    return held


def _latest(values: np.ndarray, recent: int) -> np.ndarray:
    """Of each slot: the sum over the `recent` latest, itself included. [L, C]"""
    total = np.cumsum(values, 0, dtype=np.float64)
    total[recent:] -= total[:-recent].copy() if len(values) > recent else 0
    return total
