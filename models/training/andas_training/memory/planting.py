"""Plants a cue into a quiet stretch of a recording, so that what a net still holds of it can be asked for hours later.

A cue is a real labelled event, a burst or an artefact, with its tail: features and glyphs alike, on one half of the electrodes or, mirrored,
on the other. The slots are copied, not the signal: the tokenizer knows ages and noise of its own, and would remember the cue for the net.
So every slot after the cue is the same whichever cue it was, and whoever tells them apart has remembered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ..data import names
from ..data.recordings import Recording
from ..data.slots import PER_HOUR, TAIL_S, Slots
from ..waking.policy import active

WHAT = ("burst", "artefact")
WHERE = ("first half", "second half")
KINDS = len(WHAT) * len(WHERE)
FOLDS = 4
GRID = np.array((0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1080, 1440))
"""Slots after the cue at which a net is looked into: 0 to 12 h."""

LONGEST = 30
"""Slots: no cue is longer, its tail included."""

RAW_FROM = 46 * PER_HOUR
"""No net has trained on noise of the raw recording's hours from here on."""

BEFORE = 600
"""Slots of life before the cue: five hours at most."""

EARLIEST = 120
"""No cue in a recording's first hour, when nothing has settled."""

TRIES = 8
"""Of so many quiet stretches, drawn by the seed, the stillest is taken."""


@dataclass(frozen=True)
class Cue:
    """One event on its livelier half, its outermost electrode first: glyph [L, H], feature [L, H, F]."""

    glyph: np.ndarray
    feature: np.ndarray

    def few(self, count: int) -> "Cue":
        """The same on the `count` electrodes where its features swing most, in their order."""
        keep = np.sort(np.argsort(-self.feature.std(0).sum(1), kind="stable")[:count])
        return Cue(self.glyph[:, keep], self.feature[:, keep])


def cues(recordings: list[Recording], what: str) -> list[Cue]:
    """All events of a class, in order."""
    held = []
    for one in recordings:
        half = one.slots.glyph.shape[1] // 2
        for start, stop, event in one.truth:
            slot = np.flatnonzero((one.slots.end > start) & (one.slots.end <= stop + TAIL_S))
            if event != what or len(slot) > LONGEST or slot[-1] == len(one.slots) - 1:
                continue
            lively = active(one.slots)[slot].sum(0)
            seats = np.arange(half) if lively[:half].sum() >= lively[half:].sum() else np.arange(2 * half - 1, half - 1, -1)
            held.append(Cue(one.slots.glyph[np.ix_(slot, seats)], one.feature[np.ix_(slot, seats)]))
    return held


def quiet_end(recording: Recording, length: int, after: int, random: np.random.Generator, earliest: int) -> int | None:
    """The last slot of a stretch of `length` in which no event is told, with `after` more slots to live; None where there is none."""
    loud = np.concatenate([[0], np.cumsum(recording.label > 0)])
    end = np.arange(max(earliest, length), len(recording.slots) - after)
    end = end[loud[end + 1] == loud[end + 1 - length]]
    if len(end) == 0:
        return None
    stir = np.concatenate([[0], np.cumsum(active(recording.slots).sum(1))])
    tried = random.choice(end, TRIES)
    return int(tried[np.argmin(stir[tried + 1] - stir[tried + 1 - length])])


def window(recording: Recording, first: int, last: int) -> Recording:
    """Slots first to last, both included, as if the recording began there."""
    slots, cut = recording.slots, slice(first, last + 1)
    slots = Slots(slots.end[cut] - (slots.end[first] - slots.end[0]), slots.glyph[cut], slots.feature[cut], slots.glyphs, slots.features)
    kept = dict(feature=slots.feature, label=recording.label[cut], following=recording.following[cut], route=recording.route[cut])
    return replace(recording, slots=slots, tape=recording.tape[first : last + names.TAPE_SLOTS], truth=[], **kept)


def plant(recording: Recording, cue: Cue, where: int, end: int) -> Recording:
    """The recording with the cue in it, ending at slot `end`. The other half of the electrodes says what it said."""
    seats = np.flatnonzero(recording.present)
    half = len(seats) // 2
    seats = seats[:half] if where == 0 else seats[::-1][:half]
    cue = cue.few(half)
    place = np.ix_(np.arange(end + 1 - len(cue.glyph), end + 1), seats)
    glyph, feature = recording.slots.glyph.copy(), recording.feature.copy()
    glyph[place], feature[place] = cue.glyph, cue.feature
    slots = replace(recording.slots, glyph=glyph, feature=feature)
    lead = recording.tape[: names.TAPE_SLOTS - 1]
    expert = np.array(names.experts(slots.glyphs))
    tape = np.concatenate([lead, slots.channels(names.TAPE)])
    return replace(recording, slots=slots, feature=feature, tape=tape, route=expert[glyph].max(1))


@dataclass(frozen=True)
class Group:
    """The same life without a cue and with each of the kinds, which all end at slot `end`."""

    fold: int
    end: int
    without: Recording
    planted: list[Recording]


def groups(test: list[Recording], raw: Recording | None, count: int, seed: int) -> Iterator[Group]:
    """Lives on the test recordings in turn, or on the raw one. Cues come from test recordings of the group's own fold, so that no probe
    is scored on a cue that it was fitted on; on the raw recording the folds are stretches of time."""
    random = np.random.default_rng(seed)
    choice = [[cues(test[fold::FOLDS] or test, what) for what in WHAT] for fold in range(FOLDS)]
    after = int(GRID[-1])
    for index in range(count):
        host, earliest = (raw, RAW_FROM + BEFORE) if raw else (test[index % len(test)], EARLIEST)
        end = quiet_end(host, LONGEST, after, random, earliest)
        if end is None:
            continue
        fold = (end - earliest) * FOLDS // (len(host.slots) - after - earliest) if raw else index % len(test) % FOLDS
        first = max(0, end - BEFORE)
        life = window(host, first, end + after)
        picked = [held[random.integers(len(held))] for held in choice[fold]]
        planted = [plant(life, cue, where, end - first) for cue in picked for where in range(len(WHERE))]
        yield Group(fold, end - first, life, planted)
