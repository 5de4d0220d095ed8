"""Reach and soft memory: what a trained net still holds of a cue up to 12 hours later, and how fast its state forgets.

    python reach.py --data DIR --runs DIR --out DIR [--models gru.1,spiralformer.1] [--groups 220] [--seed 0]

Lives are the test recordings, where an event comes every half hour, and the raw recording's later hours, where little does; the weights are
frozen. Recall: a linear probe, fitted on some recordings and scored on others, reads from the state which of four cues it was (chance .25),
and apart from that what and where (chance .5). Decay: how far the state is from that of the same life without the cue.
Writes OUT/reach.json, goes on where it ended, and OUT/reach.md.
"""

import json

import numpy as np
import torch

from dataset import Recording, load_part, load_recording
from ear import Ear
from models.principles import REACH, Principles
from planting import GRID, KINDS, PER_HOUR, groups
from policy import INHALE, LOCAL, Breath, plan
from probe import interval, recall
from states import RING, SIGHT, states
from trained import arguments, finished, load_ear, load_trained

HOURS = (0, 0.25, 0.5, 1, 2, 6, 12)
AT = np.searchsorted(GRID, np.array(HOURS) * PER_HOUR)
QUESTIONS = ("kind", "what", "where")


def measure(model, having: Principles | None, ear: Ear, lives) -> dict:
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


def markdown(held: dict) -> str:
    """Recall of the kind, of what and of where; then the decay, and how many hours the spiral spans."""
    hours = tuple(f"{one:g} h" for one in HOURS)
    lines = []
    for question, chance in zip(QUESTIONS, (0.25, 0.5, 0.5)):
        lines += [f"Recall of a cue: {question}, chance {chance:g}, 95 % interval", "", *head("net", "lives on", "reads from", *hours)]
        for report in held.values():
            for view, said in report["recall"].items():
                cells = [f"{value:.2f} ({low:.2f}–{high:.2f})" for value, low, high in said[question].values()]
                lines.append(row(report["net"], report["lives"], view, *cells))
        lines.append("")
    lines += ["Decay: how far apart two lives are that differ only in the cue, as a share of that right after it (median).", ""]
    lines += ["Last column: right after it, against two unrelated lives; for what it says, the mean share of certainty that moved.", ""]
    lines += head("net", "lives on", "of", "half-life min", "to a tenth min", *hours, "right after")
    for report in held.values():
        for view, said in report["decay"].items():
            life = ["> 720" if said[key] is None else f"{said[key]:g}" for key in ("half_life_min", "tenth_life_min")]
            left = [f"{said['left'][at]:.3f}" for at in AT]
            lines.append(row(report["net"], report["lives"], view, *life, *left, f"{said['mean_apart'][0]:.2f}"))
    lines += ["", "Share of plantings of which attention still has something", "", *head("net", "lives on", "where", *hours)]
    for report in held.values():
        for where in (RING, SIGHT):
            if where in report:
                lines.append(row(report["net"], report["lives"], where, *report[where].values()))
    lines += ["", f"Hours that {REACH} awake tokens span", "", *head("net", "on", "layer", "tokens an hour", "median h", "p10 to p90 h")]
    for report in held.values():
        for layer, said in report.get("span", {}).items():
            near = f"{said['hours_p10']} to {said['hours_p90']}"
            lines.append(row(report["net"], report["lives"], layer, said["tokens_per_h"], said["hours_median"], near))
    return "\n".join(lines) + "\n"


def head(*cells: str) -> tuple[str, str]:
    return row(*cells), "|---" * len(cells) + "|"


def row(*cells) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    asked = arguments(__doc__)
    asked.add_argument("--groups", type=int, default=220, help="quiet stretches, each with every kind of cue in turn")
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / "reach.json"
    held = json.loads(path.read_text()) if path.exists() else {}
    test, raw = load_part(options.data, "test"), load_recording(options.data / "raw_000.npz", labelled=False)
    ear = load_ear(options.runs)
    for stem in finished(options.runs, options.models):
        model, having = load_trained(options.runs, stem, raw.feature.shape[2])
        for lives in ("test", "raw"):
            if f"{stem} {lives}" in held:
                continue
            planted = groups(test, raw if lives == "raw" else None, options.groups, options.seed)
            report = dict(net=stem, lives=lives) | measure(model, having, ear, planted)
            if having:
                report["span"] = span(test if lives == "test" else [raw], having)
            held[f"{stem} {lives}"] = report
            path.write_text(json.dumps(held, indent=1))
            (options.out / "reach.md").write_text(markdown(held))
            print(f"{stem} on {lives}: {report['groups']} groups", flush=True)


if __name__ == "__main__":
    main()
