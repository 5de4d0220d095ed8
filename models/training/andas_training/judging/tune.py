"""The decoder's knobs, tuned per model on the val hours."""

from collections.abc import Callable
from dataclasses import fields, replace

from .decode import Knobs

CHOICES = {
    "threshold": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "least": (1, 2, 3, 4, 6, 8),
    "gap": (0, 2, 4, 8),
    "stands": (2, 4, 8, 12, 16),
    "wait": (6, 12, 20, 30, 45, 60, 90),
    "recent": (2, 4, 8, 12, 24, 60),
    "sure": (0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
    "clear": (0.0, 0.1, 0.2, 0.3, 0.4, 0.5),
    "revise": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
}

SWIFT = Knobs(threshold=0.7, least=2, wait=2, sure=1.0)
"""To speak within a minute or two of first hearing something, and be put right later if need be."""

STARTS = (
    Knobs(),
    Knobs(threshold=0.6, least=2, gap=2, stands=8, wait=30, recent=8, sure=0.9),
    Knobs(threshold=0.5, least=3, gap=4, stands=4, wait=20, recent=24, sure=0.9),
)
"""Where a search for the best knobs begins: one begin alone is soon caught between hills."""


def tune(
    measure: Callable[[Knobs], float],
    starts: tuple[Knobs, ...] = STARTS,
    rounds: int = 2,
    keep: tuple[str, ...] = (),
) -> tuple[Knobs, float]:
    """The best knobs by coordinate search from each start, all but those to `keep`; `measure` takes knobs and gives what is to be large."""
    return max((_climb(measure, start, rounds, keep) for start in starts), key=lambda found: found[1])


def _climb(measure: Callable[[Knobs], float], start: Knobs, rounds: int, keep: tuple[str, ...]) -> tuple[Knobs, float]:
    best, most = start, measure(start)
    for _ in range(rounds):
        before = most
        for field in (one for one in fields(Knobs) if one.name not in keep):
            for choice in CHOICES[field.name]:
                tried = replace(best, **{field.name: choice})
                if tried == best:
                    continue
                value = measure(tried)
                if value > most:
                    best, most = tried, value
        if most == before:
            break
    return best, most
