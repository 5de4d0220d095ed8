"""What a net holds at given times after a cue: of a life without it, and of the same life with each of its kinds (see planting.py).

`states` gives views, name -> [1 + KINDS, K, D], and the class probabilities of what it last said, [1 + KINDS, K, 7]; K times, GRID slots
after the cue. Of LSTM and GRU the state; of TCN and dense, which have none, what their heads are given; of the Spiralformer its cell, its
latest token, and what attention can still reach.
"""

import numpy as np
import torch
from torch import nn

from ..data.recordings import Recording
from ..nets.inputs import pack
from ..nets.principles import REACH, Principles
from ..waking.ear import Ear, listen
from ..waking.policy import INHALE, LOCAL, Breath, plan
from .planting import GRID, LONGEST, Group

RING = "ring at the cue's minutes"
SIGHT = "at a spiral place"


def states(model: nn.Module, having: Principles | None, group: Group, ear: Ear) -> tuple[dict, np.ndarray]:
    with torch.no_grad():
        if having:
            return spiral_states(model, group, having, ear)
        return recurrent_states(model, group) if model.context is None else windowed_states(model, group)


def cell_at(cell: nn.Module, x: torch.Tensor, steps: np.ndarray) -> torch.Tensor:
    """The state after so many steps, [B, K, D]: hidden, and of an LSTM the cell too."""
    parts = 2 if isinstance(cell, nn.LSTM) else 1
    state, held, done = tuple(x.new_zeros(1, len(x), cell.hidden_size) for _ in range(parts)), [], 0
    for step in steps:
        if step > done:
            after = cell(x[:, done:step], state if parts == 2 else state[0])[1]
            state, done = after if parts == 2 else (after,), step
        held.append(torch.cat(state, -1)[0])
    return torch.stack(held, 1)


def stacked(recordings: list[Recording], slots: list[np.ndarray]) -> dict[str, torch.Tensor]:
    parts = [pack(one, at) for one, at in zip(recordings, slots, strict=True)]
    return {name: torch.stack([part[name] for part in parts]) for name in parts[0]}


def recurrent_states(model: nn.Module, group: Group) -> tuple[dict, np.ndarray]:
    lives = [group.without, *group.planted]
    x = model.listen(stacked(lives, [np.arange(len(group.without.slots))] * len(lives)))
    state = cell_at(model.cell, x, group.end + 1 + GRID)
    said = model.speak.event(model.speak.norm(state[..., : model.cell.hidden_size])).softmax(-1)
    return {"cell": state.numpy()}, said.numpy()


def windowed_states(model: nn.Module, group: Group) -> tuple[dict, np.ndarray]:
    """What is out of its sight it hears as if it had never been, so the later states are those of the life without a cue."""
    lives, context = [group.without, *group.planted], model.context
    caught = []
    hook = model.speak.register_forward_pre_hook(lambda _, args: caught.append(args[0]))
    near, begin = GRID[GRID <= context], max(0, group.end - context)
    said = [model(stacked(lives, [np.arange(begin, group.end + near[-1] + 1)] * len(lives)))["event"][:, group.end - begin + near]]
    state = [caught[0][:, group.end - begin + near]]
    for later in group.end + GRID[GRID > context]:
        said.append(model(stacked(lives[:1], [np.arange(later - context, later + 1)]))["event"][:, -1:].expand(len(lives), -1, -1))
        state.append(caught[-1][:, -1:].expand(len(lives), -1, -1))
    hook.remove()
    return {"output": torch.cat(state, 1).numpy()}, torch.cat(said, 1).softmax(-1).numpy()


def spiral_states(model: nn.Module, group: Group, having: Principles, ear: Ear) -> tuple[dict, np.ndarray]:
    lives = [spiral_life(model, one, group.end, having, ear) for one in (group.without, *group.planted)]
    views = {view: np.stack([held[view] for held, _ in lives]) for view in lives[0][0]}
    return views, np.stack([said for _, said in lives])


def spiral_life(model, life: Recording, end: int, having: Principles, ear: Ear) -> tuple[dict, np.ndarray]:
    """After the latest call of each time: the cell; the token, which is what it then said; and what the next call could attend to.

    RING is another question: the values that it keeps of the cue's own minutes, for a reader who knows when the cue was.
    SIGHT is no state, but 1 where the next call's spiral has a place among those minutes: between its places lie gaps of up to 34 tokens.
    """
    calls = plan(life.slots, listen(ear, life), Breath(), having.policy())
    caught: dict[str, torch.Tensor] = {}
    hooks = [model.cell.register_forward_pre_hook(lambda _, args: caught.update(cell=args[0]))]
    hooks += [model.speak.register_forward_pre_hook(lambda _, args: caught.update(token=args[0]))]
    for layer, mixer in enumerate(model.mixers):
        hooks.append(mixer.ask.register_forward_hook(lambda _, args, out, layer=layer: caught.update({f"ask{layer}": out})))
    inputs = {name: value[None] for name, value in pack(life, np.arange(len(calls.slot)), calls).items()}
    said = model(inputs | {"start": torch.zeros(1)})["event"][0].softmax(-1).numpy()
    for hook in hooks:
        hook.remove()
    count = np.searchsorted(calls.slot, end + GRID, side="right")
    latest = np.maximum(count, 1) - 1
    cell = cell_at(model.cell, caught["cell"], count)[0].numpy()
    cue = np.append((calls.slot > end - LONGEST) & (calls.slot <= end), False)
    places, ring, sight = [cell], [], []
    for layer, mixer in enumerate(model.mixers):
        value = caught[f"ask{layer}"][0].chunk(3, -1)[2].numpy()
        value = np.concatenate([value, np.zeros_like(value[:1])])  # the last row: nothing is there
        taking = np.flatnonzero((calls.mode == INHALE) | ((calls.mode == LOCAL) & (layer == 0)))
        before = np.searchsorted(taking, count)
        back = before[:, None] - mixer.places[1:].numpy()
        place = np.where(back >= 0, taking[np.maximum(back, 0)], -1)
        places.append(value[place].reshape(len(GRID), -1))
        sight.append(cue[place])
        kept = [taking[max(0, n - REACH) : n] for n in before]
        kept = [one[cue[one]] for one in kept]
        ring.append(np.stack([value[one].mean(0) if len(one) > 0 else value[-1] for one in kept]))
    views = {"cell": cell, "token": caught["token"][0, latest].numpy(), "cell and spiral places": np.concatenate(places, 1)}
    return views | {RING: np.concatenate(ring, 1), SIGHT: np.concatenate(sight, 1).astype(np.float32)}, said[latest]
