"""How well a net recalls a cue, how fast its state forgets it, and how many hours its spiral spans."""

from collections.abc import Iterable

import numpy as np
from torch import nn

from ..data.recordings import Recording
from ..data.slots import PER_HOUR
from ..nets.principles import REACH, Principles
from ..waking.ear import Ear
from ..waking.policy import INHALE, LOCAL, Breath, plan
from .planting import GRID, KINDS, Group
from .probe import interval, recall
from .states import RING, SIGHT, states

HOURS = (0, 0.25, 0.5, 1, 2, 6, 12)
"""After the cue."""

AT = np.searchsorted(GRID, np.array(HOURS) * PER_HOUR)
QUESTIONS = ("kind", "what", "where")


def measure(model: nn.Module, having: Principles | None, ear: Ear, lives: Iterable[Group]) -> dict:
    """Recall and decay of one net on lives of one sort."""
    fold, end_state, far, unlike, said = [], {}, {}, {}, []
    before: dict[str, np.ndarray] = {}
    for group in lives:
        views, told = states(model, having, group, ear)
        fold.append(group.fold)
        said.append(np.abs(told[1:] - told[:1]).sum(-1) / 2)
        for name, view in views.items():
            end_state.setdefault(name, []).append(view[1:, AT])
            far.setdefault(name, []).append(np.linalg.norm(view[1:] - view[:1], axis=-1))
            unlike.setdefault(name, []).append(np.linalg.norm(view[0, 0] - before.get(name, view)[0, 0]))
        before = views
    if not fold:
        raise ValueError("no stretch of these recordings is quiet and long enough to plant a cue into; make more or longer ones")
    report = dict(groups=len(fold), plantings=len(fold) * KINDS, recall={}, decay={"what it says": decay(np.stack(said), 1.0)})
    for name, held in end_state.items():
        held = np.stack(held)
        if name in (RING, SIGHT):  # zeros are nothing of it
            there = (held != 0).any(-1).mean((0, 1))
            report[name] = {str(hours): round(float(share), 3) for hours, share in zip(HOURS, there)}
        else:
            report["decay"][name] = decay(np.stack(far[name]), float(np.median(unlike[name][1:])))
        if name == SIGHT:
            continue
        right = [recall(held[:, :, at], np.array(fold)) for at in range(len(HOURS))]
        report["recall"][name] = {
            question: {str(hours): (round(float(one[..., i].mean()), 3), *interval(one[..., i])) for hours, one in zip(HOURS, right)}
            for i, question in enumerate(QUESTIONS)
        }
    return report


def decay(far: np.ndarray, unlike: float) -> dict:
    """far [G, KINDS, K]: how far apart, with the cue and without. `left` is the median share of what was apart right after the cue;
    `apart` the median in units of `unlike`, which is how far apart the states of two unrelated lives are."""
    flat = far.reshape(-1, far.shape[-1])
    moved = flat[:, 0] > 1e-6
    left = np.median(flat[moved] / flat[moved, :1], 0) if moved.any() else np.zeros(len(GRID))
    return dict(
        moved=round(float(moved.mean()), 3),
        half_life_min=crossing(left, 0.5),
        tenth_life_min=crossing(left, 0.1),
        minutes=(GRID * 60 / PER_HOUR).tolist(),
        left=[float(f"{value:.3g}") for value in left],
        apart=[float(f"{value:.3g}") for value in np.median(flat, 0) / unlike],
        mean_apart=[float(f"{value:.3g}") for value in flat.mean(0) / unlike],
    )


def crossing(left: np.ndarray, level: float) -> float | None:
    """Minutes until it first falls below the level; None where that takes more than 12 h."""
    below = np.flatnonzero(left < level)
    if len(below) == 0:
        return None
    at = int(below[0])
    if at == 0:
        return 0.0
    share = (left[at - 1] - level) / (left[at - 1] - left[at])
    return round(float(GRID[at - 1] + share * (GRID[at] - GRID[at - 1])) * 60 / PER_HOUR, 1)


def span(recordings: list[Recording], having: Principles) -> dict:
    """Awake tokens an hour, and hours from a token to the one REACH before it. The first layer hears inhale and local, the second inhale."""
    report = {}
    for layer, modes in enumerate(((INHALE, LOCAL), (INHALE,))):
        count, hours = 0, []
        for one in recordings:
            calls = plan(one.slots, one.ear, Breath(), having.policy())
            slot = calls.slot[np.isin(calls.mode, modes)]
            count += len(slot)
            hours.extend((slot[REACH:] - slot[:-REACH]) / PER_HOUR)
        tenth, median, most = np.quantile(hours, (0.1, 0.5, 0.9)).round(2).tolist() if hours else (None,) * 3
        total = sum(len(one.slots) for one in recordings) / PER_HOUR
        report[f"layer {layer + 1}"] = dict(tokens_per_h=round(count / total, 2), hours_median=median, hours_p10=tenth, hours_p90=most)
    return report
