"""The Spiralformer: it does not always listen, but when it does, it listens deeply.

One call is one awake token. What a call does follows from the phase of the breath:
inhale: hears, steps the cell, attends along the whole spiral in every layer; local: one layer, near tokens only;
released: hears and steps the cell, attends to nothing; hold: blind to input, the cell alone.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data import names
from ..waking.policy import HOLD, INHALE, LOCAL, MODES, RELEASED
from .experts import Experts
from .listen import Heads, Listen, width_of
from .principles import Principles
from .spiral_attention import DiagonalStates, Retention, SpiralAttention

CLOCK = 3  # log slots since the call before, sine and cosine of the breath


class Spiralformer(nn.Module):
    """See `forward` for what goes in and `models.listen.Heads` for what comes out."""

    def __init__(self, features: int, having: Principles, d: int = 56, hidden: int = 96, layers: int = 2, heads: int = 4):
        super().__init__()
        self.having = having
        tape = names.TAPE_SLOTS * len(names.TAPE) if having.tape else 0
        self.listen = Listen(features, tape, d)
        self.mode = nn.Embedding(len(MODES), d)
        self.clock = nn.Linear(CLOCK, d, bias=False)
        self.cell = None
        if having.cell != "none":
            self.cell = getattr(nn, having.cell.upper())(d, hidden, batch_first=True)
            self.remember = nn.Linear(hidden, d)
        self.mixers = nn.ModuleList(_mixer(having, d, heads, layer) for layer in range(layers if having.attend != "none" else 0))
        self.experts = nn.ModuleList(Experts(d, 2 * d, having.router, names.EXPERT_COUNT) for _ in range(layers))
        self.gate = nn.Parameter(torch.tensor([[4.0, -2.0]] * layers))
        self.muse_norm = nn.LayerNorm(d)
        self.muse_in, self.muse_out = nn.Linear(d, 2 * d), nn.Linear(2 * d, d)
        self.dropout = nn.Dropout(0.1)
        self.speak = Heads(d)

    def forward(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        """N calls in order: those of Listen, and mode, wide, route, silence, slot [B, N], clock [B, N, 3], start [B]."""
        mode, wide = inputs["mode"], inputs["wide"]
        hold = mode == HOLD
        x = self.listen(inputs) * ~hold[..., None] + self.mode(mode) + self.clock(inputs["clock"])
        if self.cell is not None:
            x = x + self.dropout(self.remember(self.cell(x)[0]))
        for layer, experts in enumerate(self.experts):
            # an exhale leaves after the first layer; a hold and a release never enter
            here = (mode == INHALE) | ((mode == LOCAL) & (layer == 0))
            if len(self.mixers) > 0:
                mixed = self.mixers[layer](x, here, wide, inputs["slot"], inputs["start"])
                if self.having.gate:
                    mixed = mixed * torch.sigmoid(self.gate[layer, 0] + self.gate[layer, 1] * inputs["silence"])[..., None]
                x = x + self.dropout(mixed) * here[..., None]
            x = x + self.dropout(experts(x, here, inputs["route"]))
        x = x + self.muse_out(F.gelu(self.muse_in(self.muse_norm(x))))
        return self.speak(x, inputs["glyph"], inputs["present"][:, None] * ~hold[..., None])

    def macs(self, mode: int, electrodes: int, wide: bool = True) -> int:
        """Multiply-adds of one call."""
        total = width_of(self.clock) + width_of(self.muse_in) + width_of(self.muse_out) + self.speak.macs()
        if self.cell is not None:
            total += sum(weight.numel() for name, weight in self.cell.named_parameters() if name.startswith("weight"))
            total += width_of(self.remember)
        if mode == HOLD:
            return total
        total += self.listen.macs(electrodes)
        depth = {INHALE: len(self.experts), LOCAL: 1, RELEASED: 0}[mode]
        for layer in range(depth):
            total += self.experts[layer].macs()
            if len(self.mixers) > 0:
                total += self.mixers[layer].macs(wide)
        return total


def _mixer(having: Principles, d: int, heads: int, layer: int) -> nn.Module:
    match having.attend:
        case "spiral" | "window":
            return SpiralAttention(d, heads, having.offsets, layer, having.rest, having.resting, window=having.attend == "window")
        case "retention":
            return Retention(d, heads)
        case "ssm":
            return DiagonalStates(d)
    raise ValueError(f'nothing attends like "{having.attend}"; there are spiral, window, retention, ssm, none')
