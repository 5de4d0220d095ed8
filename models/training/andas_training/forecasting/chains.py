"""Markov chains of glyphs: what the nets' forecasts are measured against."""

import numpy as np

from ..nets.listen import GLYPHS

SMOOTHING = 10.0 ** np.arange(-4, 2.5, 0.5)


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
