"""Models that are done training, as they lie in the folder of runs: NAME.SEED.pt, and NAME.SEED.json once it is finished."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn

from ..nets.principles import Principles
from ..nets.registry import ALWAYS_ON, build
from ..waking.ear import Ear

PLAIN = (*ALWAYS_ON, "spiralformer")


def load_ear(folder: Path) -> Ear:
    ear = Ear()
    ear.load_state_dict(torch.load(folder / "ear.pt"))
    return ear


def load_weights(model: nn.Module, checkpoint: Path) -> nn.Module:
    """The same model, with the weights that were learnt."""
    model.load_state_dict(torch.load(checkpoint, weights_only=False)["model"])
    return model


def load_trained(folder: Path, stem: str, features: int) -> tuple[nn.Module, Principles | None]:
    """The model with frozen weights, and its principles where it has any."""
    model, having = build(stem.rpartition(".")[0].replace("+", ":"), features)
    return load_weights(model, folder / f"{stem}.pt").eval().requires_grad_(False), having


class Measuring:
    """What everything has in common that measures trained models: what it is asked, which models, where its figures go."""

    def __init__(self, title: str, options: argparse.Namespace):
        torch.set_num_threads(1)
        self.options, self.title = options, title
        options.out.mkdir(parents=True, exist_ok=True)

    @staticmethod
    def asked(what: str) -> argparse.ArgumentParser:
        asked = argparse.ArgumentParser(description=what, formatter_class=argparse.RawDescriptionHelpFormatter)
        asked.add_argument("--data", type=Path, required=True)
        asked.add_argument("--runs", type=Path, required=True, help="with the trained models and ear.pt")
        asked.add_argument("--out", type=Path, required=True)
        asked.add_argument("--models", help="NAME.SEED,...; without it all that are finished")
        return asked

    def models(self, features: int) -> Iterator[tuple[str, nn.Module, Principles | None]]:
        """Those asked for (`gru.1,lstm.1`), finished or not; else all that are finished, of every seed, without the ablation."""
        runs, names = self.options.runs, self.options.models
        every = names.split(",") if names else [path.stem for name in PLAIN for path in sorted(runs.glob(f"{name}.*.json"))]
        for stem in every:
            yield stem, *load_trained(runs, stem, features)

    def so_far(self) -> dict:
        """The figures that are there from a time before."""
        path = self.options.out / f"{self.title}.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def write(self, figures: dict, page: str) -> None:
        """OUT/TITLE.json, and the same for people as OUT/TITLE.md."""
        (self.options.out / f"{self.title}.json").write_text(json.dumps(figures, indent=1))
        (self.options.out / f"{self.title}.md").write_text(page)
