"""Proves of an exported model what must hold, whatever it has learnt.

    python -m andas_training.check --model spiralformer.int8.onnx --data DIR

A hold call says bit for bit the same whatever arrives meanwhile; an inhale does not; branches that are not taken do not run.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort

from .data.recordings import load_recording
from .graphs.stepper import Stepper, call_inputs, session
from .nets.principles import Principles
from .waking.policy import HOLD, INHALE, Breath, plan


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--model", type=Path, required=True)
    asked.add_argument("--data", type=Path, required=True)
    options = asked.parse_args(argv)
    path = sorted(options.data.glob("val_*.npz"))[0]
    recording = load_recording(path)
    calls = plan(recording.slots, recording.ear, Breath(), Principles().policy())
    stepper = Stepper(session(options.model))
    random, tried, moved = np.random.default_rng(0), 0, 0
    for at in range(len(calls.slot)):
        inputs = call_inputs(recording, calls, at)
        mode = int(calls.mode[at])
        if mode in (HOLD, INHALE) and tried < 200:
            noise = inputs | {name: random.normal(size=inputs[name].shape).astype(np.float32) for name in ("feature", "tape")}
            one, other = (stepper.running.run(None, stepper.feed(held)) for held in (inputs, noise))
            same = all(a.tobytes() == b.tobytes() for a, b in zip(one, other, strict=True))
            if mode == HOLD:
                assert same, f"the hold call at slot {calls.slot[at]} heard what arrived"
                tried += 1
            else:
                moved += not same
        stepper.step(inputs)
    assert moved > 0, "no inhale heard anything"
    print(f"{tried} hold calls said bit for bit the same whatever arrived; {moved} inhale calls did not")
    for mode in (INHALE, HOLD):
        print(f"mode {mode}: {_ran(options.model, recording, calls, mode)} nodes ran")


def _ran(path: Path, recording, calls, mode: int) -> int:
    """How many nodes onnxruntime's own profile saw in one call."""
    settings = ort.SessionOptions()
    settings.enable_profiling, settings.log_severity_level = True, 3
    settings.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    running = ort.InferenceSession(str(path), settings, providers=["CPUExecutionProvider"])
    running.run(None, Stepper(running).feed(call_inputs(recording, calls, int(np.flatnonzero(calls.mode == mode)[0]))))
    profile = Path(running.end_profiling())
    events = json.loads(profile.read_text())
    profile.unlink()
    return sum(one.get("cat") == "Node" and one["name"].endswith("_kernel_time") for one in events)


if __name__ == "__main__":
    main()
