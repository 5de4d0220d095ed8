"""A linear probe: reads from a state which cue it was, fitted on some recordings and scored on others."""

import numpy as np

from .planting import KINDS, WHERE

PENALTIES = 10.0 ** np.arange(0, 7)


def ridge(x: np.ndarray, y: np.ndarray, asked: np.ndarray, penalties: np.ndarray) -> np.ndarray:
    """Answers [P, M, Y] for `asked` [M, D], by linear fits to x [N, D] and y [N, Y]."""
    middle, size = x.mean(0), x.std(0)
    size[size < 1e-6] = 1.0
    u, s, v = np.linalg.svd((x - middle) / size, full_matrices=False)
    there, turned = ((asked - middle) / size) @ v.T, u.T @ (y - y.mean(0))
    return np.stack([(there * (s / (s * s + penalty))) @ turned for penalty in penalties]) + y.mean(0)


def recall(state: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """state [G, KINDS, D] -> was it right, [G, KINDS, 3]: which kind, what, where. The penalty is chosen on one of the fitting folds."""
    kind = np.tile(np.arange(KINDS), (len(state), 1))
    answers = np.concatenate([np.eye(KINDS)[kind], (kind // len(WHERE) * 2 - 1)[..., None], (kind % len(WHERE) * 2 - 1)[..., None]], -1)

    def right(said: np.ndarray, true: np.ndarray) -> np.ndarray:
        same_kind = said[..., :KINDS].argmax(-1) == true[:, :KINDS].argmax(1)
        same_side = (said[..., KINDS:] >= 0) == (true[:, KINDS:] > 0)
        return np.concatenate([same_kind[..., None], same_side], -1)

    flat = lambda held, mask: held[mask].reshape(-1, held.shape[-1])
    held, folds = np.zeros((*kind.shape, 3), bool), np.unique(fold)
    for scored, other in zip(folds, np.roll(folds, -1)):
        chosen = fold == other
        fitted = (fold != scored) & ~chosen
        tried = right(ridge(flat(state, fitted), flat(answers, fitted), flat(state, chosen), PENALTIES), flat(answers, chosen))
        best = PENALTIES[tried.mean(1).argmax(0)]  # one for each question
        asked, true = flat(state, fold == scored), flat(answers, fold == scored)
        told = right(ridge(flat(state, fold != scored), flat(answers, fold != scored), asked, best), true)
        held[fold == scored] = told[np.arange(3), :, np.arange(3)].T.reshape(-1, KINDS, 3)
    return held


def interval(held: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """95 % of the means of groups drawn again with replacement."""
    drawn = np.random.default_rng(seed).integers(len(held), size=(1000, len(held)))
    low, high = np.quantile(held.reshape(len(held), -1).mean(1)[drawn].mean(1), (0.025, 0.975))
    return round(float(low), 3), round(float(high), 3)
