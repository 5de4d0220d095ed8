"""Forecasting on the raw recording: the next slot's glyph, by the nets as they are and by Markov chains of order 0 to 3.

    python forecast.py --data DIR --runs DIR --out DIR [--models gru.1,spiralformer.1]

The unit is bits per slot and electrode, of the glyph that came; a slot of the four electrodes has four times as many. Chains are fitted on the
train hours, their smoothing and all weights chosen on the val hours, everything scored on the test hours, which nobody fitted on.
The Spiralformer speaks at its calls only, so all are compared on the slots that follow a call of its own; and over all slots, where between its
calls the Markov-2 chain speaks for it. A hold call has heard nothing of what came, and is not asked. Writes OUT/forecast.json and OUT/forecast.md.
"""

import json

import numpy as np
import torch
from torch import nn

from dataset import Recording, load_recording, pack
from models.listen import GLYPHS
from models.principles import Principles
from policy import HOLD, Breath, Calls, plan
from slots import HOURS, SLOT_S
from trained import arguments, finished, load_trained

ORDERS = (0, 1, 2, 3)
SMOOTHING = 10.0 ** np.arange(-4, 2.5, 0.5)
WEIGHTS = np.linspace(0, 1, 41)
PER_HOUR = int(3600 / SLOT_S)


class Chain:
    """Counts of what followed each run of `order` glyphs, with `smooth` added to every one."""

    def __init__(self, order: int):
        self.order, self.smooth = order, 1.0
        self.count = np.zeros((GLYPHS**order, GLYPHS))

    def context(self, glyph: np.ndarray) -> np.ndarray:
        """[S, E] -> [S, E]: the latest `order` glyphs as one number; before the beginning all are glyph 0."""
        code = np.zeros_like(glyph)
        for back in range(self.order):
            code = code * GLYPHS + np.concatenate([np.zeros_like(glyph[:back]), glyph[: len(glyph) - back]])
        return code

    def fit(self, glyph: np.ndarray, train: np.ndarray, val: np.ndarray) -> "Chain":
        """glyph [S, E]; train and val [S - 1] say at which slots what follows may be looked at."""
        np.add.at(self.count, (self.context(glyph)[:-1][train], glyph[1:][train]), 1)
        tried = []
        for self.smooth in SMOOTHING:
            tried.append(bits(self.probability(glyph)[val]))
        self.smooth = float(SMOOTHING[int(np.argmin(tried))])
        return self

    def probability(self, glyph: np.ndarray) -> np.ndarray:
        """[S - 1, E]: how likely the glyph was that came."""
        context = self.context(glyph)[:-1]
        return (self.count[context, glyph[1:]] + self.smooth) / (self.count[context].sum(-1) + self.smooth * GLYPHS)


def bits(probability: np.ndarray) -> float:
    return float(-np.log2(probability).mean())


def fitted_chain(order: int, glyph: np.ndarray, train: np.ndarray, val: np.ndarray) -> tuple[np.ndarray, str]:
    """Of all electrodes together, or one chain for each: what is better on val."""
    shared = Chain(order).fit(glyph, train, val).probability(glyph)
    each = [Chain(order).fit(one, train, val).probability(one) for one in np.split(glyph, glyph.shape[1], 1)]
    own = np.concatenate(each, 1)
    return (shared, "shared") if bits(shared[val]) <= bits(own[val]) else (own, "one each")


def said_by(model: nn.Module, recording: Recording, calls: Calls | None, chunk: int = 768) -> np.ndarray:
    """[S - 1, E]: how likely the net held the glyph that came; NaN where it said nothing."""
    at = np.arange(len(recording.slots)) if calls is None else calls.slot
    context = getattr(model, "context", None)
    if context is None:
        context, chunk = 0, len(at)
    told = []
    with torch.no_grad():
        for first in range(0, len(at), chunk):
            begin = max(0, first - context)
            inputs = pack(recording, np.arange(begin, min(len(at), first + chunk)), calls)
            inputs = {name: value[None] for name, value in inputs.items()} | {"start": torch.tensor([float(begin)])}
            told.append(model(inputs)["following"][0, first - begin :].softmax(-1).numpy())
    next_glyph = np.take_along_axis(np.concatenate(told), recording.following[at][..., None], -1)[..., 0]
    held = np.full(recording.slots.glyph.shape, np.nan)
    asked = slice(None) if calls is None else calls.mode != HOLD
    held[at[asked]] = next_glyph[asked]
    return held[:-1, recording.present > 0].astype(np.float64)


def mixed(net: np.ndarray, chain: np.ndarray, val: np.ndarray, apart: bool) -> tuple[np.ndarray, float]:
    """Net and chain by the one weight that is best on val; `apart`: for each electrode the one that is best on the others."""
    seats = np.arange(net.shape[1])
    best = np.zeros(len(seats))
    for seat in seats:
        heard = np.delete(seats, seat) if apart else seats
        best[seat] = min(WEIGHTS, key=lambda weight: bits((weight * net + (1 - weight) * chain)[val][:, heard]))
    return best * net + (1 - best) * chain, float(best.mean())


def scored(probability: np.ndarray, chain: np.ndarray, test: np.ndarray) -> dict:
    """Bits; and how many more than those of the Markov-2 chain, with what 95 % of the draws of whole hours give."""
    extra = np.log2(chain / probability)
    hour = np.flatnonzero(test) // PER_HOUR
    blocks = [extra[test][hour == one] for one in np.unique(hour)]
    total, size = np.array([one.sum() for one in blocks]), np.array([one.size for one in blocks])
    drawn = np.random.default_rng(0).integers(len(blocks), size=(2000, len(blocks)))
    low, high = np.quantile(total[drawn].sum(1) / size[drawn].sum(1), (0.025, 0.975))
    each = -np.log2(probability[test]).mean(0)
    return dict(bits=bits(probability[test]), more=float(extra[test].mean()), low=float(low), high=float(high), each=each.tolist())


def compare(glyph: np.ndarray, nets: dict[str, np.ndarray], at: np.ndarray) -> dict:
    """All that is scored, by question and by who says it. `at` [S - 1]: the calls that heard something."""
    hour = (np.arange(1, len(glyph)) + 1) * SLOT_S / 3600  # when the slot that is foretold ends
    part = {name: (hour > low) & (hour <= high) for name, (low, high) in HOURS.items()}
    chains, sort = {}, {}
    for order in ORDERS:
        chains[order], sort[order] = fitted_chain(order, glyph, part["train"], part["val"])
    others = {order: np.empty_like(chains[0]) for order in ORDERS}
    for seat in range(glyph.shape[1]):
        rest = np.delete(glyph, seat, 1)
        for order in ORDERS:
            others[order][:, [seat]] = Chain(order).fit(rest, part["train"], part["val"]).probability(glyph[:, [seat]])
    report = {"slots": {name: int(mask.sum()) for name, mask in part.items()}, "calls": int((part["test"] & at).sum())}
    for question, base, mask in (("all slots", chains, True), ("after a call", chains, at), ("held-out electrode", others, True)):
        val, test = part["val"] & mask, part["test"] & mask
        rows = {f"Markov-{order}": scored(base[order], base[2], test) for order in ORDERS}
        for order in ORDERS:
            rows[f"Markov-{order}"]["chains"] = sort[order] if base is chains else "of the three others"
        for name, net in nets.items():
            whole = np.where(np.isnan(net), base[2], net)
            both, weight = mixed(whole, base[2], val, base is others)
            filled = ", Markov-2 between calls" if np.isnan(net[test]).any() else ""
            rows[name + filled] = scored(whole, base[2], test)
            rows[f"{name} mixed with Markov-2{filled}"] = scored(both, base[2], test) | {"weight": weight}
        report[question] = rows
    return report


def markdown(report: dict) -> str:
    lines = [f"Bits per slot and electrode, test hours: {report['slots']['test']} slots, {report['calls']} of them after a call.", ""]
    titles = {
        "all slots": "Held-out hours, all slots",
        "after a call": "Held-out hours, the slots after a call of the Spiralformer",
        "held-out electrode": "Held-out electrode and hours: chains of the three others (the nets have heard the train hours of all four)",
    }
    for question, title in titles.items():
        lines += [title, "", "| who | bits | more than Markov-2 (95 %) | e1 | e2 | e3 | e4 | |", "|---|---|---|---|---|---|---|---|"]
        for name, said in report[question].items():
            note = f"weight {said['weight']:.3g}" if "weight" in said else said.get("chains", "")
            more = f"{said['more']:+.4f} ({said['low']:+.4f} to {said['high']:+.4f})"
            each = " | ".join(f"{value:.3f}" for value in said["each"])
            lines.append(f"| {name} | {said['bits']:.4f} | {more} | {each} | {note} |")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    options = arguments(__doc__).parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    raw = load_recording(options.data / "raw_000.npz", labelled=False)
    calls = plan(raw.slots, raw.ear, Breath(), Principles().policy())
    nets = {}
    for stem in finished(options.runs, options.models):
        model, having = load_trained(options.runs, stem, raw.feature.shape[2])
        own = plan(raw.slots, raw.ear, Breath(), having.policy()) if having else None
        nets[stem] = said_by(model, raw, own)
    at = np.zeros(len(raw.slots) - 1, bool)
    at[calls.slot[(calls.mode != HOLD) & (calls.slot < len(at))]] = True
    report = compare(raw.slots.glyph[:, raw.present > 0], nets, at)
    (options.out / "forecast.json").write_text(json.dumps(report, indent=1))
    (options.out / "forecast.md").write_text(markdown(report))
    print(markdown(report))


if __name__ == "__main__":
    main()
