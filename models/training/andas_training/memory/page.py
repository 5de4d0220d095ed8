"""The figures of memory as tables for people."""

from ..nets.principles import REACH
from .measure import AT, HOURS, QUESTIONS
from .states import RING, SIGHT


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
