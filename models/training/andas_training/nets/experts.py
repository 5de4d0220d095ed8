"""Glyph-routed experts: what came decides where a token is sent."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Experts(nn.Module):
    """One of `count` small nets a token. `glyph`: by the fixed table (`route` [B, N]); `learned`: by the token itself; `one`: a single net."""

    def __init__(self, d: int, wide: int, router: str, count: int):
        super().__init__()
        self.router, count = router, 1 if router == "one" else count
        self.norm = nn.LayerNorm(d)
        self.widen = nn.Parameter(torch.randn(count, d, wide) / math.sqrt(d))
        self.widen_bias = nn.Parameter(torch.zeros(count, wide))
        self.narrow = nn.Parameter(torch.randn(count, wide, d) / math.sqrt(wide) / 2)
        self.narrow_bias = nn.Parameter(torch.zeros(count, d))
        self.choose = nn.Linear(d, count) if router == "learned" else None

    def forward(self, x: Tensor, here: Tensor, route: Tensor) -> Tensor:
        heard = self.norm(x)
        weight = None
        if self.router == "one":
            route = torch.zeros_like(route)
        elif self.choose is not None:
            weight, route = self.choose(heard).softmax(-1).max(-1)
        answer = torch.zeros_like(x)
        for expert in range(len(self.widen)):
            sent = ((route == expert) & here).nonzero(as_tuple=True)
            if len(sent[0]) > 0:
                inner = F.gelu(heard[sent] @ self.widen[expert] + self.widen_bias[expert])
                answer = answer.index_put(sent, inner @ self.narrow[expert] + self.narrow_bias[expert])
        return answer if weight is None else answer * weight[..., None]

    def macs(self) -> int:
        d, wide = self.widen.shape[1:]
        return 2 * d * wide + (self.choose.weight.numel() if self.choose is not None else 0)
