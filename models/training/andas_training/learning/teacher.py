"""The teacher: the best of the nets that listen always tells the others how sure it would be."""

from pathlib import Path

import numpy as np

from ..data.recordings import Recording
from ..judging.reading import read
from .trained import load_trained


def teach(recordings: list[Recording], teacher: Path) -> None:
    """Has the teacher say what it hears in every slot; what it said is kept beside its checkpoint."""
    kept = teacher.with_name(f"{teacher.stem}.said.npz")
    if not kept.exists() or kept.stat().st_mtime < teacher.stat().st_mtime:
        model, _ = load_trained(teacher.parent, teacher.stem, recordings[0].feature.shape[2])
        np.savez(kept, **{recording.name: read(model, recording, None) for recording in recordings})
    with np.load(kept) as said:
        for recording in recordings:
            recording.teacher = said[recording.name]
