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
    recent: int = 12  # over how many of the latest slots the classes are weighed
    sure: float = 1.0  # or sooner, when one class has at least this mean share of them
    revise: float = 0.7  # later another class that has this share is claimed too, in the first one's place from then on


CHOICES = {
    "threshold": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "least": (1, 2, 3, 4, 6, 8),
    "gap": (0, 2, 4, 8),
    "stands": (2, 4, 8, 12, 16),
    "wait": (6, 12, 20, 30, 45, 60, 90),
    "recent": (2, 4, 8, 12, 24, 60),
    "sure": (0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
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
    """What is claimed of a recording. end [S] s; readings at slot [N] with probability [N, 7]. Strictly causal."""
    full = spread(slot, probability, len(end), knobs.stands)
    held = []
    for first, last in _stretches(1 - full[:, 0] >= knobs.threshold, knobs.gap):
        begin = float(end[first]) - SLOT_S
        for at, event, confidence in _decisions(full[first : last + 1, 1:], knobs):
            decided = float(end[first + at])
            held.append(Claim(begin, decided, EVENTS[event + 1], confidence, decided))
            begin = decided
    return held


def _stretches(on: np.ndarray, gap: int) -> list[tuple[int, int]]:
    held: list[tuple[int, int]] = []
    edges = np.flatnonzero(np.diff(on.astype(np.int8), prepend=0, append=0))
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        joined = held and first - held[-1][1] - 1 <= gap and after - held[-1][0] <= LONGEST
        if joined:
            held[-1] = (held[-1][0], int(after) - 1)
        else:
            held.append((int(first), int(min(after, first + LONGEST)) - 1))
    return held


def _decisions(heard: np.ndarray, knobs: Knobs) -> list[tuple[int, int, float]]:
    """What is claimed of a stretch [L, 6]: when in it, which event, its mean share. None when it is too short; further ones revise."""
    size = len(heard)
    if size < knobs.least:
        return []
    since = np.cumsum(heard, 0)
    since[knobs.recent :] -= since[: -knobs.recent].copy() if size > knobs.recent else 0
    mean = since / np.minimum(np.arange(1, size + 1), knobs.recent)[:, None]
    event, share = mean.argmax(1), mean.max(1)
    at = max(min(size, knobs.wait), knobs.least) - 1
    early = np.flatnonzero(share[knobs.least - 1 : at + 1] >= knobs.sure)
    if len(early) > 0:
        at = knobs.least - 1 + int(early[0])
    held = [(at, int(event[at]), float(share[at]))]
    while len(held) < MOST_CLAIMS:
        other = np.flatnonzero((event[at + 1 :] != held[-1][1]) & (share[at + 1 :] >= knobs.revise))
        if len(other) == 0:
            break
        at = at + 1 + int(other[0])
        held.append((at, int(event[at]), float(share[at])))
    return held


def tune(measure, start: Knobs = Knobs(), rounds: int = 2, keep: tuple[str, ...] = ()) -> tuple[Knobs, float]:
    """The best knobs by coordinate search, all but those to `keep`; `measure` takes knobs and gives what is to be large."""
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
