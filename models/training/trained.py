"""Models that are done training, as they lie in the folder of runs: NAME.SEED.pt, and NAME.SEED.json once it is finished."""

import argparse
from pathlib import Path

import torch
from torch import nn

from ear import Ear
from models.principles import Principles
from models.registry import ALWAYS_ON, build

PLAIN = (*ALWAYS_ON, "spiralformer")


def arguments(what: str) -> argparse.ArgumentParser:
    """What everything that measures trained models is given."""
    asked = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--runs", type=Path, required=True, help="with the trained models and ear.pt")
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--models", help="NAME.SEED,...; without it all that are finished")
    return asked


def load_ear(folder: Path) -> Ear:
    ear = Ear()
    ear.load_state_dict(torch.load(folder / "ear.pt"))
    return ear


def finished(folder: Path, names: str | None = None) -> list[str]:
    """Those asked for (`gru.1,lstm.1`), finished or not; else all that are finished, of every seed, without the ablation."""
    if names:
        return names.split(",")
    return [path.stem for name in PLAIN for path in sorted(folder.glob(f"{name}.*.json"))]


def load_trained(folder: Path, stem: str, features: int) -> tuple[nn.Module, Principles | None]:
    """The model with frozen weights, and its principles where it has any."""
    model, having = build(stem.rpartition(".")[0].replace("+", ":"), features)
    model.load_state_dict(torch.load(folder / f"{stem}.pt", weights_only=False)["model"])
    return model.eval().requires_grad_(False), having
