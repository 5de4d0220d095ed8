"""Which of the slots' features go where, by name. The node's TypeScript reads the same lists from the models' cards."""

TAPE = ("mean", "high", "low", "pulse_z", "hint_z")
"""What is kept of every slot, asleep or awake, and heard again at the next wake."""

TAPE_SLOTS = 24
"""The length of the tape: 12 minutes."""

EAR = ("mean", "high", "low", "rough", "jump", "pulse_z", "pulse_run", "company", "hint_sure", "spikes")
"""What the ear hears, each as the largest and the mean size among the electrodes."""

SIGNED = ("mean", "last", "slope", "jump", "swell", "pulse_z", "hint_z", "spikes", "spike_z")
"""These change sign when an electrode's wires are swapped."""

SWAPPED = (("high", "low", -1.0), ("pulses_up", "pulses_down", 1.0))
"""These change places, and by which factor."""

SILENCE = "silence"
INTERVAL = "pulse_interval"
AGE = "pulse_age"

EXPERTS = {"artefact": 2, "burst": 2, "train": 1, "spike": 1, "drift": 1, "stir": 1}
"""The fixed table of glyph to expert; all other glyphs go to expert 0. Of several electrodes the highest decides."""

EXPERT_COUNT = 3


def experts(glyphs: tuple[str, ...]) -> list[int]:
    """The expert of each glyph, in their order."""
    return [EXPERTS.get(name, 0) for name in glyphs]
