"""The always-on nets that the Spiralformer is measured against. One token a slot; all hear and speak as it does, without its tape."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .listen import Heads, Listen, causal

torch.backends.nnpack.set_flags(False)  # on processors that it does not know it warns at every convolution


class Dense(nn.Module):
    """A transformer with full causal attention over its latest 128 slots."""

    WINDOW = 128

    def __init__(self, features: int, d: int = 64, layers: int = 3, heads: int = 4):
        super().__init__()
        self.listen = Listen(features, 0, d)
        self.heads = heads
        self.blocks = nn.ModuleList(_DenseBlock(d, heads, self.WINDOW) for _ in range(layers))
        self.speak = Heads(d)

    def forward(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        x = self.listen(inputs)
        seen = causal(x.shape[1], self.WINDOW)
        for block in self.blocks:
            x = block(x, seen)
        return self.speak(x, inputs["glyph"], inputs["present"][:, None])

    @property
    def context(self) -> int:
        """Slots back that can matter."""
        return self.WINDOW * len(self.blocks)

    def macs(self, electrodes: int) -> int:
        """Of one slot, when keys and values are kept."""
        d = self.speak.norm.normalized_shape[0]
        return self.listen.macs(electrodes) + len(self.blocks) * (12 * d * d + 2 * self.WINDOW * d) + self.speak.macs()

    def macs_rerun(self, electrodes: int) -> int:
        """Of one slot, when the whole window is computed again, as a plain export does."""
        d = self.speak.norm.normalized_shape[0]
        token = self.listen.macs(electrodes) + len(self.blocks) * (12 * d * d + 2 * self.WINDOW * d)
        return self.WINDOW * token + self.speak.macs()


class _DenseBlock(nn.Module):
    def __init__(self, d: int, heads: int, window: int):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(d), nn.LayerNorm(d)
        self.ask, self.answer = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.widen, self.narrow = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
        self.bias = nn.Parameter(torch.zeros(heads, window))
        self.rest = nn.Dropout(0.1)

    def forward(self, x: Tensor, seen: Tensor) -> Tensor:
        size, length, d = x.shape
        q, k, v = self.ask(self.before(x)).view(size, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        step = torch.arange(length)
        back = (step[:, None] - step[None]).clamp(0, self.bias.shape[1] - 1)
        weight = (q @ k.transpose(-1, -2) / math.sqrt(d // self.heads) + self.bias[:, back]).masked_fill(~seen, -1e4)
        mixed = (weight.softmax(-1) @ v).transpose(1, 2).reshape(size, length, d)
        x = x + self.rest(self.answer(mixed))
        return x + self.rest(self.narrow(F.gelu(self.widen(self.between(x)))))


class Recurrent(nn.Module):
    """LSTM or GRU, a step a slot."""

    def __init__(self, features: int, kind: str = "LSTM", d: int = 64, hidden: int = 160):
        super().__init__()
        self.listen = Listen(features, 0, d)
        self.cell = getattr(nn, kind)(d, hidden, batch_first=True)
        self.speak = Heads(hidden)

    context = None  # all that went before can matter

    def forward(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        return self.speak(self.cell(self.listen(inputs))[0], inputs["glyph"], inputs["present"][:, None])

    def macs(self, electrodes: int) -> int:
        gates = sum(weight.numel() for name, weight in self.cell.named_parameters() if name.startswith("weight"))
        return self.listen.macs(electrodes) + gates + self.speak.macs()


class Convolutional(nn.Module):
    """TCN: six gated causal convolutions, each looking twice as far back as the one before."""

    def __init__(self, features: int, d: int = 64, layers: int = 6, kernel: int = 3):
        super().__init__()
        self.listen = Listen(features, 0, d)
        self.kernel = kernel
        self.norms = nn.ModuleList(nn.LayerNorm(d) for _ in range(layers))
        self.convolve = nn.ModuleList(nn.Conv1d(d, 2 * d, kernel, dilation=2**layer) for layer in range(layers))
        self.project = nn.ModuleList(nn.Linear(d, d) for _ in range(layers))
        self.rest = nn.Dropout(0.1)
        self.speak = Heads(d)

    @property
    def context(self) -> int:
        return (self.kernel - 1) * (2 ** len(self.convolve) - 1)

    def forward(self, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
        x = self.listen(inputs)
        for layer, (norm, convolve, project) in enumerate(zip(self.norms, self.convolve, self.project, strict=True)):
            heard = F.pad(norm(x).transpose(1, 2), ((self.kernel - 1) * 2**layer, 0))
            value, gate = convolve(heard).chunk(2, 1)
            x = x + self.rest(project((torch.tanh(value) * torch.sigmoid(gate)).transpose(1, 2)))
        return self.speak(x, inputs["glyph"], inputs["present"][:, None])

    def macs(self, electrodes: int) -> int:
        weights = sum(convolve.weight.numel() + project.weight.numel() for convolve, project in zip(self.convolve, self.project))
        return self.listen.macs(electrodes) + weights + self.speak.macs()
