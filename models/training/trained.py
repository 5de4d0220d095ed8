"""Models that are done training, as they lie in the folder of runs: NAME.SEED.pt, and NAME.SEED.json once it is finished."""

from pathlib import Path

import torch
from torch import nn

from models.principles import Principles
from models.registry import ALWAYS_ON, build

PLAIN = (*ALWAYS_ON, "spiralformer")


def finished(folder: Path, names: str | None = None) -> list[str]:
    """Those asked for (`tcn.1,lstm.1`), finished or not; else all that are finished, of every seed, without the ablation."""
    if names:
        return names.split(",")
    return [path.stem for name in PLAIN for path in sorted(folder.glob(f"{name}.*.json"))]


def load_trained(folder: Path, stem: str, features: int) -> tuple[nn.Module, Principles | None]:
    """The model with frozen weights, and its principles where it has any."""
    model, having = build(stem.rpartition(".")[0].replace("+", ":"), features)
    model.load_state_dict(torch.load(folder / f"{stem}.pt", weights_only=False)["model"])
    return model.eval().requires_grad_(False), having
