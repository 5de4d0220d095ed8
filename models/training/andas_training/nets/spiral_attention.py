"""Attention over awake tokens along a spiral, and the mixers that can be swapped in for it."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .principles import LOCAL_REACH, REACH, spiral_offsets

GOLDEN = 0.6180339887498949


class SpiralAttention(nn.Module):
    """Each token sees those that lie at spiral offsets before it, counted in tokens that took part.

    x [B, N, d], here [B, N] who takes part, wide [B, N] who sees the whole spiral (others: LOCAL_REACH tokens back),
    slot [B, N] the time in slots, start [B] how many tokens went before (turns the schedule of rests).
    """

    def __init__(self, d: int, heads: int, offsets: str, layer: int, rest: bool, resting: bool = False, window: bool = False):
        super().__init__()
        self.heads, self.layer, self.rest, self.resting = heads, layer, rest, resting
        self.norm = nn.LayerNorm(d)
        self.ask, self.answer = nn.Linear(d, 3 * d), nn.Linear(d, d)
        places = tuple(range(10)) if window else spiral_offsets(offsets)
        self.register_buffer("places", torch.tensor(places))
        lookup = torch.full((REACH + 1,), -1, dtype=torch.long)
        lookup[self.places] = torch.arange(len(places))
        self.register_buffer("lookup", lookup)
        self.bias = nn.Parameter(torch.zeros(heads, len(places)))
        self.fade = nn.Parameter(torch.zeros(heads))
        self.everywhere = nn.Parameter(torch.randn(2, d) * 0.1) if window else None  # Longformer's global token: key and value

    def forward(self, x: Tensor, here: Tensor, wide: Tensor, slot: Tensor, start: Tensor) -> Tensor:
        size, length, d = x.shape
        q, k, v = self.ask(self.norm(x)).view(size, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        count = here.long().cumsum(1)
        back = count[:, :, None] - count[:, None, :]
        place = self.lookup[back.clamp(0, REACH)]
        step = torch.arange(length)
        seen = (step[:, None] >= step[None])[None] & here[:, :, None] & here[:, None, :] & (back <= REACH) & (place >= 0)
        seen = seen & (wide[:, :, None] | (back <= LOCAL_REACH))
        if self.resting or (self.rest and self.training):
            awake = ~self._rests(count + start[:, None].long())[:, None, :]
            seen = seen & (awake | torch.eye(length, dtype=torch.bool))
        ago = torch.log1p((slot[:, :, None] - slot[:, None, :]).clamp(min=0))
        weight = q @ k.transpose(-1, -2) / math.sqrt(d // self.heads)
        weight = (
            weight + self.bias[:, place.clamp(min=0)].transpose(0, 1) - F.softplus(self.fade)[None, :, None, None] * ago[:, None]
        )
        weight = weight.masked_fill(~seen[:, None], -1e4)
        if self.everywhere is not None:
            key, value = self.everywhere.view(2, self.heads, 1, -1)
            weight = torch.cat([weight, q @ key.transpose(-1, -2) / math.sqrt(d // self.heads)], -1)
            v = torch.cat([v, value.expand(size, -1, -1, -1)], 2)
        mixed = (weight.softmax(-1) @ v).transpose(1, 2).reshape(size, length, d)
        return self.answer(mixed)

    def _rests(self, count: Tensor) -> Tensor:
        """Contemplative dropout: 30 to 60 % of the tokens rest, in golden steps that never fall into a beat; in training every third sequence."""
        share = rest_share(count)
        turn = (count * GOLDEN + self.layer * (1 - GOLDEN)) % 1.0
        rests = turn < share
        return rests & (torch.rand(len(count), 1) < 1 / 3) if self.training else rests

    def macs(self, wide: bool) -> int:
        d = self.norm.normalized_shape[0]
        seen = len(self.places) + (
            self.everywhere is not None
        )  # what is out of reach is veiled: ten rows more cost less than a branch
        return 4 * d * d + 2 * seen * d


def rest_share(count: Tensor) -> Tensor:
    """The share that rests at a place on the spiral: .30 to .60, once round in 89 tokens."""
    return 0.45 + 0.15 * torch.sin(2 * math.pi * count / REACH)


class Retention(nn.Module):
    """RetNet's exponential memory in attention's place: each head forgets with its own half-life, in slots of real time."""

    def __init__(self, d: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(d)
        self.ask, self.gate, self.answer = nn.Linear(d, 3 * d, bias=False), nn.Linear(d, d), nn.Linear(d, d)
        halves = torch.tensor([8.0, 32.0, 128.0, 512.0])[:heads]
        self.register_buffer("decay", math.log(2) / halves)

    def forward(self, x: Tensor, here: Tensor, wide: Tensor, slot: Tensor, start: Tensor) -> Tensor:
        size, length, d = x.shape
        heard = self.norm(x)
        q, k, v = self.ask(heard).view(size, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        ago = (slot[:, :, None] - slot[:, None, :]).clamp(min=0)
        step = torch.arange(length)
        seen = (step[:, None] >= step[None])[None] & here[:, None, :]
        weight = q @ k.transpose(-1, -2) / math.sqrt(d // self.heads) * torch.exp(-self.decay[None, :, None, None] * ago[:, None])
        mixed = (weight * seen[:, None]) @ v
        mixed = mixed / (1 + mixed.abs().mean(-1, keepdim=True))
        return self.answer(mixed.transpose(1, 2).reshape(size, length, d) * torch.sigmoid(self.gate(heard)))

    def macs(self, wide: bool) -> int:
        d = self.norm.normalized_shape[0]
        return 5 * d * d + 2 * d * (d // self.heads)


class DiagonalStates(nn.Module):
    """S4's diagonal state space in attention's place: N decaying states a channel, held over real time between tokens."""

    STATES = 8

    def __init__(self, d: int):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.rate = nn.Parameter(
            torch.linspace(math.log(0.002), math.log(0.7), self.STATES)
        )  # log, per slot; all channels share them
        self.take = nn.Parameter(torch.randn(d, self.STATES) * 0.3)
        self.give = nn.Parameter(torch.randn(d, self.STATES) * 0.3)
        self.listen, self.gate, self.answer = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x: Tensor, here: Tensor, wide: Tensor, slot: Tensor, start: Tensor) -> Tensor:
        heard = self.norm(x)
        value = self.listen(heard) * here[..., None]
        ago = (slot[:, :, None] - slot[:, None, :]).clamp(min=0)
        step = torch.arange(x.shape[1])
        seen = (step[:, None] >= step[None])[None]
        mixed = torch.zeros_like(value)
        for state in range(self.STATES):
            kernel = torch.exp(-self.rate[state].exp() * ago) * seen
            mixed = mixed + (kernel @ (value * self.take[:, state])) * self.give[:, state]
        return self.answer(F.gelu(mixed) * torch.sigmoid(self.gate(heard)))

    def macs(self, wide: bool) -> int:
        d = self.norm.normalized_shape[0]
        return 3 * d * d + 3 * self.STATES * d
