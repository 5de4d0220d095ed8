"""Runs an exported Spiralformer call by call, as the node does: it keeps the ring of memory, and hands in only the seats that are taken."""

import numpy as np
import onnxruntime as ort

from ..data import names
from ..data.recordings import Recording
from ..nets.principles import REACH
from ..waking.policy import HOLD, INHALE, LOCAL, Calls

NEVER = -1e9


def session(path) -> ort.InferenceSession:
    """One thread, as on the node."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def call_inputs(recording: Recording, calls: Calls, at: int) -> dict[str, np.ndarray]:
    """Those inputs of one call that do not depend on the calls before."""
    slot, mode = int(calls.slot[at]), int(calls.mode[at])
    seat = np.flatnonzero(recording.present)
    heard = mode != HOLD
    if not heard:
        seat = seat[:1]  # the graph never looks; one row keeps the shapes whole
    tape = recording.tape[slot : slot + names.TAPE_SLOTS].transpose(1, 0, 2).reshape(recording.tape.shape[1], -1)
    clock = [np.log1p(calls.dt[at]) / 3, *calls.clock[at]]
    return {
        "seat": seat.astype(np.int64),
        "glyph": recording.slots.glyph[slot][seat] * heard,
        "feature": recording.feature[slot][seat] * np.float32(heard),
        "tape": tape[seat] * np.float32(heard),
        "control": np.array([mode, int(recording.route[slot]) * heard, int(calls.wide[at]) * heard, 0, 0], np.int64),
        "context": np.array([*clock, calls.silence[at] * heard, 0.0, slot], np.float32),
    }


class Stepper:
    """Holds what is carried between calls."""

    def __init__(self, running: ort.InferenceSession):
        self.running = running
        shapes = {one.name: one.shape for one in running.get_inputs()}
        self.cell = np.zeros(shapes["cell"], np.float32)
        self.memory = np.zeros(shapes["memory"], np.float32)
        self.stamp = np.full(shapes["stamp"], NEVER, np.float32)
        self.count = np.zeros(2, np.int64)

    def feed(self, inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """The whole input of a call: what it is told, and the state."""
        control = inputs["control"].copy()
        control[3:] = self.count
        return inputs | dict(control=control, cell=self.cell, memory=self.memory, stamp=self.stamp)

    def step(self, inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        names_out = [one.name for one in self.running.get_outputs()]
        said = dict(zip(names_out, self.running.run(None, self.feed(inputs)), strict=True))
        self.cell = said["cell_next"]
        mode, slot = int(inputs["control"][0]), float(inputs["context"][5])
        depth = {INHALE: len(self.stamp), LOCAL: 1}.get(mode, 0)
        for layer in range(depth):
            row = int(self.count[layer] % REACH)
            self.memory[2 * layer : 2 * layer + 2, row] = said["memory_new"][2 * layer : 2 * layer + 2]
            self.stamp[layer, row] = slot
            self.count[layer] += 1
        return said


def read_onnx(path, recording: Recording, calls: Calls, limit: int | None = None) -> dict[str, np.ndarray]:
    """All calls of a recording in order: event logits [N, 7], following [N, 8, 12], embedding [N, 16]."""
    stepper, held = Stepper(session(path)), []
    for at in range(len(calls.slot) if limit is None else min(limit, len(calls.slot))):
        held.append(stepper.step(call_inputs(recording, calls, at)))
    return {
        "event": np.concatenate([one["event"] for one in held]),
        "following": np.stack([one["following"] for one in held]),
        "embedding": np.concatenate([one["embedding"] for one in held]),
    }
