"""The cards beside the models: what a node must know of them, with known answers that it proves itself by."""

import hashlib
import json
from pathlib import Path

import numpy as np

from ..data import names
from ..data.recordings import Recording
from ..data.slots import EVENTS, SEATS, SLOT_S
from ..nets.principles import LOCAL_REACH, spiral_offsets
from ..nets.spiralformer import Spiralformer
from ..waking.ear import MACS, PACES, Ear, ear_inputs
from ..waking.policy import HOLD, INHALE, LOCAL, MODES, RELEASED, Calls
from .graph import OPSET
from .stepper import Stepper, call_inputs, session

KNOWN = 6
"""Known answers: so many calls in a row."""

DIGITS = 3
"""Their inputs are rounded, so that a card stays small."""


def spiral_card(path: Path, model: Spiralformer, recording: Recording, calls: Calls, report: dict, figures: dict) -> dict:
    """What a node must know of the model beside its weights. `report` is that of its training, `figures` those of its export."""
    running, having = session(path), model.having
    more = f" && python -m andas_training.fewer --seed {report['seed']} --steps {report['fewer_steps']}" if "fewer_steps" in report else ""
    return dict(
        name="spiralformer",
        file=path.name,
        sha256=sha256(path),
        opset=OPSET,
        inputs=tensors(running.get_inputs()),
        outputs=tensors(running.get_outputs()),
        units="features and tape as andas glyphs --slots writes them; times in slots of %g s; event, following: logits" % SLOT_S,
        events=EVENTS,
        glyphs=recording.slots.glyphs,
        features=recording.slots.features,
        tape=dict(features=names.TAPE, slots=names.TAPE_SLOTS),
        experts=names.EXPERTS,
        seats=SEATS,
        policy=vars(having.policy()),
        modes=MODES,
        macs=macs_of(model),
        offsets=spiral_offsets(having.offsets),
        local_reach=LOCAL_REACH,
        decoder=report["knobs"],
        training=dict(
            model=report["model"],
            seed=report["seed"],
            steps=report["steps"],
            command=f"python -m andas_training.train --model {report['model']} --seed {report['seed']}" + more,
        ),
        data="events by bench_events.py in A. Adamatzky, Recordings of electrical activity of four species of fungi, Zenodo 5790768, CC BY 4.0, and in a simulated grove; next glyphs also of that recording as it is",
        figures=report | {"export": figures},
        known_tolerance=1e-3,
        known=known_answers(path, recording, calls),
    )


def ear_card(path: Path, ear: Ear, recording: Recording, figures: dict) -> dict:
    """With the weights: the node runs it in TypeScript, and proves itself by what this file says."""
    running = session(path)
    heard = ear_inputs(recording.slots, recording.present)[100:104]
    score = [float(running.run(None, {"heard": row[None]})[0][0, 0]) for row in heard]
    card = dict(name="ear", file=path.name, sha256=sha256(path), opset=OPSET, features=names.EAR, paces=PACES, macs=MACS)
    weight = {name: value.numpy() for name, value in ear.state_dict().items()}
    card |= dict(
        hear=dict(weight=weight["hear.weight"].tolist(), bias=weight["hear.bias"].tolist()),
        say=dict(weight=weight["say.weight"][0].tolist(), bias=float(weight["say.bias"][0])),
    )
    card |= dict(inputs=tensors(running.get_inputs()), outputs=tensors(running.get_outputs()))
    card |= dict(known_tolerance=1e-4, known=[dict(heard=row.tolist(), score=one) for row, one in zip(heard, score, strict=True)])
    card |= dict(figures=figures)
    return card


def tensors(values) -> list[dict]:
    return [dict(name=one.name, shape=one.shape, type=one.type) for one in values]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def known_answers(path: Path, recording: Recording, calls: Calls) -> list[dict]:
    """KNOWN calls in a row, from an empty state, with what must come out: those that show most of the ways to be called."""
    kinds = [len(set(calls.mode[first : first + KNOWN].tolist())) for first in range(len(calls.mode) - KNOWN)]
    stepper, held = Stepper(session(path)), []
    for at in range(int(np.argmax(kinds)), int(np.argmax(kinds)) + KNOWN):
        inputs = call_inputs(recording, calls, at)
        inputs = {name: value.round(DIGITS) if value.dtype == np.float32 else value for name, value in inputs.items()}
        said = stepper.step(inputs)
        shaped = {name: np.array(value, dtype=float).round(DIGITS).tolist() for name, value in inputs.items()}
        held.append(dict(inputs=shaped, event=said["event"][0].tolist()))
    return held


def macs_of(model) -> dict[str, dict[str, int]]:
    """Multiply-adds of each kind of call: what it always takes, and more for each electrode."""
    held = {}
    for mode in (INHALE, LOCAL, RELEASED, HOLD):
        none, one = (model.macs(mode, electrodes, mode == INHALE) for electrodes in (0, 1))
        held[MODES[mode]] = dict(fixed=none, electrode=one - none)
    return held


def write_card(model: Path, card: dict) -> None:
    """Beside the model: one line for each of its parts."""
    lines = [f" {json.dumps(name)}: {json.dumps(value, default=list)}" for name, value in card.items()]
    model.with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
