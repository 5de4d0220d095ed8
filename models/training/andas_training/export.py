r"""Writes a trained Spiralformer and its ear as ONNX, proves that they say the same, makes them small, and writes their cards.

    python -m andas_training.export --checkpoint spiralformer.1.pt --report spiralformer.1.json \
        --ear DIR --data DIR --bench bench_events.py --out models/

Writes spiralformer.fp32.onnx (for comparison), spiralformer.int8.onnx, ear.onnx, and a card (.json) beside each that is shipped.
"""

import argparse
import json
import tempfile
from pathlib import Path

import torch

from .data.recordings import Recording, load_part
from .graphs.always_on import ear_graph
from .graphs.cards import ear_card, spiral_card, write_card
from .graphs.compare import agreement, difference, timing, torch_said
from .graphs.graph import save
from .graphs.quantize import WAYS, quantized
from .graphs.spiral import spiral_graph
from .graphs.stepper import read_onnx
from .judging.decode import Knobs, claims
from .judging.score import Judge, load_bench
from .learning.trained import load_ear, load_weights
from .nets.registry import build
from .waking.policy import Breath, plan

PARITY_CALLS = 600
SAME_EVENT = 0.99
"""The share of calls on which int8 is to name the event that fp32 names; of those that do the smallest is shipped."""


def event_f1(path: Path, test: list[Recording], policy, knobs: Knobs, judge: Judge) -> dict:
    """The bench's report on an exported model, run call by call as the node runs it."""
    claimed = []
    for recording in test:
        calls = plan(recording.slots, recording.ear, Breath(), policy)
        said = torch.from_numpy(read_onnx(path, recording, calls)["event"]).softmax(-1).numpy()
        claimed.append(claims(recording.slots.end, calls.slot, said, knobs))
    return judge.score(claimed)


def main(argv: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "report", "ear", "data", "bench", "out"):
        asked.add_argument(f"--{name}", type=Path, required=True)
    options = asked.parse_args(argv)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    report = json.loads(options.report.read_text())

    (recording,), test = load_part(options.data, "val", 1), load_part(options.data, "test")
    model, having = build(report["model"], recording.feature.shape[2])
    load_weights(model, options.checkpoint).eval()
    calls = plan(recording.slots, recording.ear, Breath(), having.policy())

    full = options.out / "spiralformer.fp32.onnx"
    graph, exact = spiral_graph(model)
    save(graph, full)
    wanted, said = torch_said(model, recording, calls, PARITY_CALLS), read_onnx(full, recording, calls, PARITY_CALLS)
    figures = {
        "parity_fp32": difference(wanted, said),
        "fp32_bytes": full.stat().st_size,
        "fp32_us": timing(full, recording, calls),
    }
    print(json.dumps(figures), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        tried = {}
        for how in WAYS:
            small = Path(folder) / f"{how}.onnx"
            try:
                quantized(full, small, how, exact, recording, calls)
                heard = read_onnx(small, recording, calls, PARITY_CALLS)
            except Exception as error:  # a way that this version of the tools does not know is told, and the other one taken
                print(f"{how}: {type(error).__name__}: {str(error)[:200]}", flush=True)
                continue
            tried[how] = dict(
                same_event=agreement(said, heard),
                off=difference(said, heard),
                bytes=small.stat().st_size,
                us=timing(small, recording, calls),
            )
            print(json.dumps({how: tried[how]}), flush=True)
        best = max(tried, key=lambda how: (min(tried[how]["same_event"], SAME_EVENT), -tried[how]["bytes"]))
        target = options.out / "spiralformer.int8.onnx"
        target.write_bytes((Path(folder) / f"{best}.onnx").read_bytes())
    figures |= {"int8": best, "tried": tried}
    policy, knobs = having.policy(), Knobs(**report["knobs"])
    with Judge(load_bench(options.bench), test) as judge:
        figures |= {f"test_{file.stem.split('.')[1]}": event_f1(file, test, policy, knobs, judge) for file in (full, target)}
    print(json.dumps({name: figures[name] for name in ("test_fp32", "test_int8")}), flush=True)

    write_card(target, spiral_card(target, model, recording, calls, report, figures))

    ear = load_ear(options.ear)
    small = options.out / "ear.onnx"
    save(ear_graph(ear), small)
    write_card(small, ear_card(small, ear, recording, json.loads((options.ear / "ear.json").read_text())))
    print(f"{target}: {target.stat().st_size} bytes, {best}; {small}: {small.stat().st_size} bytes")


if __name__ == "__main__":
    main()
