"""When the Spiralformer is called, and how: the breath, the wakes, the silence that closes it.

One plain pass over the slots, with nothing of the future in it. The node does the same in TypeScript.
"""

from dataclasses import dataclass

import numpy as np

from ..data import names
from ..data.slots import Slots

PAUSE, INHALE, HOLD, LOCAL, RELEASED = range(5)
"""What a call may be. PAUSE: not called. LOCAL and RELEASED are the two ways to exhale."""

LIVELY_BELOW = 0.8
"""The rule of `exhale: auto`: while less than this is silence it stays near (local), else it lets go (released)."""

YOUNG = 60
"""Seconds: an onset this young is of the slot that ends, or was found half a minute late."""

MODES = ("pause", "inhale", "hold", "local", "released")


@dataclass(frozen=True)
class Breath:
    """Lengths of the four phases, in slots of 30 s; `offset` turns the rhythm."""

    inhale: int = 4
    hold: int = 2
    exhale: int = 6
    pause: int = 4
    offset: int = 0

    @property
    def period(self) -> int:
        return self.inhale + self.hold + self.exhale + self.pause

    def at(self, slot: int) -> tuple[str, int]:
        """The phase of a slot, and how many slots of it have passed."""
        place = (slot + self.offset) % self.period
        for phase in ("inhale", "hold", "exhale", "pause"):
            length = getattr(self, phase)
            if place < length:
                return phase, place
            place -= length
        raise AssertionError("a breath has four phases")

    def scaled(self, factor: float) -> "Breath":
        """The same breath, slower or quicker."""
        lengths = {phase: max(1, round(getattr(self, phase) * factor)) for phase in ("inhale", "hold", "exhale", "pause")}
        return Breath(**lengths, offset=self.offset)


@dataclass(frozen=True)
class Policy:
    """The rules of waking. Scores are the ear's, 0 to 1; shares are of the latest 16 minutes."""

    rhythm: str = "breath"  # or "always": every slot is an inhale
    wake: str = "ear"  # or "patterns": glyphs alone
    exhale: str = "auto"  # or "local", "released"
    stir_at: float = 0.5
    gasp_at: float = 0.7
    tire: float = 0.8  # habituation: each call takes this share of what alertness is left
    recover: float = 0.025  # and each slot gives this share of it back
    warm_up: int = 48  # slots at the beginning in which nothing wakes it: electrodes come to rest, the ear learns what is usual
    close: bool = True
    close_at: float = 0.97
    open_at: float = 0.9
    isi: str = "aware"  # "strict": inhale too opens globally on short intervals only; "off": intervals open nothing


@dataclass(frozen=True)
class Calls:
    """N calls on one recording. Everything but `wide` and `short` is what the model is told.

    slot [N] index of the slot that woke it, mode [N], dt [N] slots since the call before, clock [N, 2] sine and cosine of the breath,
    silence [N] share, short [N] did a short interval come, wide [N] may it attend globally.
    """

    slot: np.ndarray
    mode: np.ndarray
    dt: np.ndarray
    clock: np.ndarray
    silence: np.ndarray
    short: np.ndarray
    wide: np.ndarray


def active(slots: Slots) -> np.ndarray:
    """Electrodes that say something, [S, E]: a glyph of life or of handling."""
    lively = [index for index, name in enumerate(slots.glyphs) if name in ("artefact", "burst", "train", "spike")]
    return np.isin(slots.glyph, lively)


def silence_share(slots: Slots) -> np.ndarray:
    """[S]: the share of silence, over all electrodes that gave anything so far; 1 before one did."""
    taken = np.maximum.accumulate(slots.glyph != slots.glyphs.index("gap"), 0)
    silence = slots.channels((names.SILENCE,))[:, :, 0]
    return np.where(taken.any(1), (silence * taken).sum(1) / np.maximum(taken.sum(1), 1), 1.0).astype(np.float32)


def begins(slots: Slots) -> np.ndarray:
    """[S]: does something begin in a slot, on an electrode that gave anything so far: a pulse, a young onset, a spike that is told, handling."""
    taken = np.maximum.accumulate(slots.glyph != slots.glyphs.index("gap"), 0)
    up, down, spikes, age = np.moveaxis(slots.channels(("pulses_up", "pulses_down", "spikes", names.AGE)), 2, 0)
    young = age <= np.float32(np.log1p(YOUNG / 10) / 2)
    handled = slots.glyph == slots.glyphs.index("artefact")
    return (((up != 0) | (down != 0) | (spikes != 0) | young | handled) & taken).any(1)


def short_intervals(slots: Slots, share: float = 0.25, step: float = 0.05, start: float = 1.72) -> np.ndarray:
    """[S]: did an electrode's interval come that is below its own running `share`-quantile? Intervals on the slots' log scale."""
    interval, age = np.moveaxis(slots.channels((names.INTERVAL, names.AGE)), 2, 0)
    fresh = np.zeros(age.shape, bool)
    fresh[1:] = age[1:] < age[:-1]
    quantile = np.full(age.shape[1], start)
    short = np.zeros(len(slots), bool)
    for slot in np.flatnonzero(fresh.any(1)):
        here = fresh[slot]
        below = interval[slot] <= quantile
        short[slot] = bool((here & below).any())
        quantile += step * np.where(here, share - below, 0.0)
    return short


def glyph_wakes(slots: Slots) -> np.ndarray:
    """[S]: the patterns without an ear. A burst, a train or an artefact begins, or spikes come on three electrodes within two minutes."""
    glyph = slots.glyph
    strong = np.isin(glyph, [slots.glyphs.index(name) for name in ("burst", "train", "artefact")])
    begins = np.zeros(len(glyph), bool)
    begins[1:] = (strong[1:] & (glyph[1:] != glyph[:-1])).any(1)
    spikes = active(slots)
    recent = spikes.copy()
    for back in range(1, 4):
        recent[back:] |= spikes[:-back]
    return begins | ((recent.sum(1) >= 3) & spikes.any(1))


def plan(slots: Slots, ear: np.ndarray, breath: Breath, policy: Policy) -> Calls:
    """The calls on a recording. `ear` [S] is the ear's score of each slot."""
    size = len(slots)
    silence = silence_share(slots)
    short = short_intervals(slots)
    if policy.rhythm == "always":
        mode = np.full(size, INHALE)
    else:
        mode = _breathe(ear, silence, begins(slots), glyph_wakes(slots), breath, policy)
    slot = np.flatnonzero(mode != PAUSE)
    turn = 2 * np.pi * ((slot + breath.offset) % breath.period) / breath.period
    opens = short[slot] if policy.isi != "off" else np.zeros(len(slot), bool)
    inhaling = (mode[slot] == INHALE) & (policy.isi != "strict")
    return Calls(
        slot=slot,
        mode=mode[slot],
        dt=np.diff(slot, prepend=-1).astype(np.float32),
        clock=np.stack([np.sin(turn), np.cos(turn)], 1).astype(np.float32),
        silence=silence[slot].astype(np.float32),
        short=short[slot],
        wide=inhaling | opens,
    )


def _breathe(ear, silence, something, pattern, breath: Breath, policy: Policy) -> np.ndarray:
    mode = np.full(len(ear), PAUSE)
    closed, inhaled, tired = False, False, 0.0
    by_ear = policy.wake == "ear"
    for slot in range(len(ear)):
        phase, place = breath.at(slot)
        closed = policy.close and silence[slot] >= (policy.open_at if closed else policy.close_at)
        tired *= 1 - policy.recover
        gasp = ear[slot] >= _raised(policy.gasp_at, tired) if by_ear else pattern[slot]
        stir = ear[slot] >= _raised(policy.stir_at, tired) if by_ear else pattern[slot]
        gasp = gasp and (something[slot] or not closed)  # closed, it is woken by what begins, not by what an ear makes of noise
        stir = stir and (gasp or not closed)
        if slot < policy.warm_up:
            stir = gasp = False
        if phase == "inhale" and place == 0:
            inhaled = False
        if phase == "hold" and place == 0 and inhaled:
            mode[slot] = HOLD  # whatever arrives now: it meditates on what it holds
        elif gasp or (stir and phase == "inhale"):
            mode[slot] = INHALE
            inhaled = True
        elif stir and phase == "exhale":
            near = policy.exhale == "local" or (policy.exhale == "auto" and silence[slot] < LIVELY_BELOW)
            mode[slot] = LOCAL if near else RELEASED
        if mode[slot] in (INHALE, LOCAL, RELEASED):
            tired += policy.tire * (1 - tired)
    return mode


def _raised(level: float, tired: float) -> float:
    """Who has listened much and long wants a louder call: between the level itself and 1."""
    return level + (1 - level) * tired
