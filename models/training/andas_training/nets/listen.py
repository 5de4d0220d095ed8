"""What every model hears with: each electrode by the same small net, then all of them in their places."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data.slots import SEATS

GLYPHS = 12


class Listen(nn.Module):
    """Slots to tokens: glyph [B, N, E], feature [B, N, E, F], tape [B, N, E, W, C] -> [B, N, d].

    The electrodes share their weights, so what is learnt on one is known on all; their order enters in the second step, which
    tells a wave from a scatter. Empty seats (`present` [B, E] = 0) give zero.
    """

    def __init__(self, features: int, tape: int, d: int, wide: int = 40, narrow: int = 20):
        super().__init__()
        self.glyph = nn.Embedding(GLYPHS, wide)
        nn.init.normal_(self.glyph.weight, std=0.1)
        self.feature = nn.Linear(features, wide)
        self.tape = nn.Linear(tape, wide, bias=False) if tape > 0 else None
        self.narrow = nn.Linear(wide, narrow)
        self.together = nn.Linear(SEATS * narrow, d)

    def forward(self, inputs: dict[str, Tensor]) -> Tensor:
        heard = self.glyph(inputs["glyph"]) + self.feature(inputs["feature"])
        if self.tape is not None:
            heard = heard + self.tape(inputs["tape"].flatten(-2))
        each = F.gelu(self.narrow(F.gelu(heard))) * inputs["present"][:, None, :, None]
        return self.together(each.flatten(-2))

    def macs(self, electrodes: int) -> int:
        """Of one token when so many seats are taken; empty seats need no work."""
        wide, narrow = self.narrow.in_features, self.narrow.out_features
        tape = self.tape.in_features if self.tape is not None else 0
        return electrodes * ((self.feature.in_features + tape) * wide + wide * narrow + narrow * self.together.out_features)


class Heads(nn.Module):
    """What every model says: class logits [.., 7], logits of each electrode's next glyph [.., E, 12], embedding [.., 16].

    Next glyphs begin as a Markov chain's, by the glyph that is there now; a model has to learn only what the chain does not know.
    """

    EMBEDDING = 16

    def __init__(self, d: int):
        super().__init__()
        self.norm = nn.LayerNorm(d)
        self.event = nn.Linear(d, 7)
        self.following = nn.Linear(d, SEATS * GLYPHS)
        self.chain = nn.Parameter(torch.zeros(GLYPHS, GLYPHS))  # logits of the next glyph, by the one now
        self.embedding = nn.Linear(d, self.EMBEDDING)

    def begin_with(self, pairs: Tensor) -> None:
        """pairs [12, 12]: how often each glyph came after each other one. Before anything is learnt the chain is all that is said."""
        with torch.no_grad():
            self.chain.copy_(((pairs + 0.5) / (pairs + 0.5).sum(1, keepdim=True)).log())
            self.following.weight.zero_()
            self.following.bias.zero_()

    def forward(self, x: Tensor, glyph: Tensor, heard: Tensor) -> dict[str, Tensor]:
        """x [B, N, d]; glyph [B, N, E], of which nothing is known where `heard`, [B, N or 1, E], is 0."""
        x = self.norm(x)
        following = self.following(x)
        following = following.reshape(*following.shape[:-1], SEATS, GLYPHS)
        return {
            "event": self.event(x),
            "following": following + self.chain[glyph] * heard[..., None],
            "embedding": F.normalize(self.embedding(x), dim=-1),
        }

    def macs(self) -> int:
        return self.norm.normalized_shape[0] * (7 + SEATS * GLYPHS + self.EMBEDDING)


def width_of(linear: nn.Linear) -> int:
    """MACs of one row through a linear layer."""
    return linear.in_features * linear.out_features


def causal(length: int, window: int) -> Tensor:
    """[N, N] bool: row i may see column j when 0 <= i - j < window."""
    step = torch.arange(length)
    back = step[:, None] - step[None]
    return (back >= 0) & (back < window)
