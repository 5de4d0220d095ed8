"""What a net is told of a recording: N calls or slots, E electrodes, F features, W = TAPE_SLOTS slots of tape with C channels."""

import numpy as np
import torch

from ..data import names
from ..data.recordings import Recording
from ..waking.policy import HOLD, Calls


def pack(recording: Recording, at: np.ndarray, calls: Calls | None = None) -> dict[str, torch.Tensor]:
    """The model's inputs for some of a recording's slots (always-on: `at` [N]) or calls (`at` [N] counts calls). Without a batch axis."""
    slot = at if calls is None else calls.slot[at]
    window = slot[:, None] + np.arange(names.TAPE_SLOTS)
    held = {
        "glyph": recording.slots.glyph[slot],
        "feature": recording.feature[slot],
        "tape": recording.tape[window].transpose(0, 2, 1, 3),
        "present": recording.present,
        "slot": slot.astype(np.float32),
    }
    if calls is not None:
        heard = calls.mode[at] != HOLD  # a hold call is told nothing of what arrives
        held |= {
            "mode": calls.mode[at],
            "clock": np.concatenate([np.log1p(calls.dt[at])[:, None] / 3, calls.clock[at]], 1).astype(np.float32),
            "silence": calls.silence[at] * heard,
            "wide": calls.wide[at] & heard,
            "route": recording.route[slot] * heard,
        }
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in held.items()}
