"""From readings to claims: one decoder for every model, its knobs tuned per model on the val hours."""

from dataclasses import dataclass, fields, replace

import numpy as np

from slots import EVENTS, SLOT_S

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


CHOICES = {
    "threshold": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "least": (1, 2, 3, 4, 6, 8),
    "gap": (0, 2, 4, 8),
    "stands": (2, 4, 8, 12, 16),
    "wait": (6, 12, 20, 30, 45, 60, 90),
    "recent": (2, 4, 8, 12, 24, 60),
    "sure": (0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
    "clear": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5),
    "revise": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
}

SWIFT = Knobs(threshold=0.7, least=2, wait=2, sure=1.0)
"""To speak within a minute or two of first hearing something, and be put right later if need be."""


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


STARTS = (
    Knobs(),
    Knobs(threshold=0.6, least=2, gap=2, stands=8, wait=30, recent=8, sure=0.9),
    Knobs(threshold=0.5, least=3, gap=4, stands=4, wait=20, recent=24, sure=0.9),
)
"""Where a search for the best knobs begins: one begin alone is soon caught between hills."""


def tune(measure, starts: tuple[Knobs, ...] = STARTS, rounds: int = 2, keep: tuple[str, ...] = ()) -> tuple[Knobs, float]:
    """The best knobs by coordinate search from each start, all but those to `keep`; `measure` takes knobs and gives what is to be large."""
    return max((_climb(measure, start, rounds, keep) for start in starts), key=lambda found: found[1])


def _climb(measure, start: Knobs, rounds: int, keep: tuple[str, ...]) -> tuple[Knobs, float]:
    best, most = start, measure(start)
    for _ in range(rounds):
        before = most
        for field in (one for one in fields(Knobs) if one.name not in keep):
            for choice in CHOICES[field.name]:
                tried = replace(best, **{field.name: choice})
                if tried == best:
                    continue
                value = measure(tried)
                if value > most:
                    best, most = tried, value
        if most == before:
            break
    return best, most
