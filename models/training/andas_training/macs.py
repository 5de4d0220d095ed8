"""Multiply-adds of every model: a call or a slot of it, and an hour of the raw recording.

    python -m andas_training.macs [--data DIR] [--electrodes 4]
"""

import argparse
from pathlib import Path

from .data.recordings import load_recording
from .data.slots import FEATURES, PER_HOUR
from .judging.reading import macs_per_hour
from .nets.registry import ALWAYS_ON, build
from .waking import ear
from .waking.policy import HOLD, INHALE, LOCAL, MODES, RELEASED, Breath, plan


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, help="with raw_000.npz and its ear's scores: also an hour of it")
    asked.add_argument("--electrodes", type=int, default=4)
    options = asked.parse_args(argv)
    print(f"ear: {ear.MACS} a slot, {ear.MACS * PER_HOUR / 1e6:.3f} million an hour")
    for name in ALWAYS_ON:
        model, _ = build(name, FEATURES)
        cost = model.macs(options.electrodes)
        print(f"{name}: {cost} a slot, {cost * PER_HOUR / 1e6:.1f} million an hour")
        if name == "dense":
            print(f"{name}, window computed again: {model.macs_rerun(options.electrodes) * PER_HOUR / 1e6:.0f} million an hour")
    model, having = build("spiralformer", FEATURES)
    cost = {mode: model.macs(mode, options.electrodes, mode == INHALE) for mode in (INHALE, LOCAL, RELEASED, HOLD)}
    print("spiralformer: " + ", ".join(f"{MODES[mode]} {value}" for mode, value in cost.items()) + " a call")
    if options.data is None:
        return
    raw = load_recording(options.data / "raw_000.npz", labelled=False)
    calls = plan(raw.slots, raw.ear, Breath(), having.policy())
    hours, total = len(raw.slots) / PER_HOUR, macs_per_hour(model, [calls], [raw])
    rates = ", ".join(f"{MODES[mode]} {(calls.mode == mode).sum() / hours:.2f}" for mode in cost)
    print(f"spiralformer on the raw recording: {rates} calls an hour; {total / 1e6:.3f} million an hour with the ear")


if __name__ == "__main__":
    main()
