"""Nets and chains asked the same: over all slots, after a call of the Spiralformer, and on an electrode that was held out."""

import numpy as np

from ..data.slots import HOURS, PER_HOUR, SLOT_S
from .chains import Chain, bits, fitted_chain

ORDERS = (0, 1, 2, 3)
WEIGHTS = np.linspace(0, 1, 41)


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
