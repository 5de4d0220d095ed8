"""Forecasting on the raw recording: the next slot's glyph, by the nets as they are and by Markov chains of order 0 to 3.

    python -m andas_training.forecast --data DIR --runs DIR --out DIR [--models gru.1,spiralformer.1]

The unit is bits per slot and electrode, of the glyph that came; a slot of the four electrodes has four times as many. Chains are fitted on the
train hours, their smoothing and all weights chosen on the val hours, everything scored on the test hours, which nobody fitted on.
The Spiralformer speaks at its calls only, so all are compared on the slots that follow a call of its own; and over all slots, where between its
calls the Markov-2 chain speaks for it. A hold call has heard nothing of what came, and is not asked. Writes OUT/forecast.json and OUT/forecast.md.
"""

import numpy as np
from torch import nn

from .data.recordings import Recording, load_recording
from .forecasting.compare import compare
from .judging.reading import said
from .learning.trained import Measuring
from .nets.principles import Principles
from .waking.policy import HOLD, Breath, Calls, plan


def foretold(model: nn.Module, recording: Recording, calls: Calls | None) -> np.ndarray:
    """[S - 1, E]: how likely the net held the glyph that came; NaN where it said nothing."""
    at = np.arange(len(recording.slots)) if calls is None else calls.slot
    next_glyph = np.take_along_axis(np.concatenate(said(model, recording, calls, "following")), recording.following[at][..., None], -1)[..., 0]
    held = np.full(recording.slots.glyph.shape, np.nan)
    asked = slice(None) if calls is None else calls.mode != HOLD
    held[at[asked]] = next_glyph[asked]
    return held[:-1, recording.present > 0].astype(np.float64)


def markdown(report: dict) -> str:
    lines = [f"Bits per slot and electrode, test hours: {report['slots']['test']} slots, {report['calls']} of them after a call.", ""]
    titles = {
        "all slots": "Held-out hours, all slots",
        "after a call": "Held-out hours, the slots after a call of the Spiralformer",
        "held-out electrode": "Held-out electrode and hours: chains of the three others (the nets have heard the train hours of all four)",
    }
    for question, title in titles.items():
        lines += [title, "", "| who | bits | more than Markov-2 (95 %) | e1 | e2 | e3 | e4 | |", "|---|---|---|---|---|---|---|---|"]
        for name, told in report[question].items():
            note = f"weight {told['weight']:.3g}" if "weight" in told else told.get("chains", "")
            more = f"{told['more']:+.4f} ({told['low']:+.4f} to {told['high']:+.4f})"
            each = " | ".join(f"{value:.3f}" for value in told["each"])
            lines.append(f"| {name} | {told['bits']:.4f} | {more} | {each} | {note} |")
        lines.append("")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    measuring = Measuring("forecast", Measuring.asked(__doc__).parse_args(argv))
    raw = load_recording(measuring.options.data / "raw_000.npz", labelled=False)
    calls = plan(raw.slots, raw.ear, Breath(), Principles().policy())
    nets = {}
    for stem, model, having in measuring.models(raw.feature.shape[2]):
        own = plan(raw.slots, raw.ear, Breath(), having.policy()) if having else None
        nets[stem] = foretold(model, raw, own)
    at = np.zeros(len(raw.slots) - 1, bool)
    at[calls.slot[(calls.mode != HOLD) & (calls.slot < len(at))]] = True
    report = compare(raw.slots.glyph[:, raw.present > 0], nets, at)
    page = markdown(report)
    measuring.write(report, page)
    print(page)


if __name__ == "__main__":
    main()
