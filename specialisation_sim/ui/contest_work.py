"""What the process beside the server does for a tournament: one environment, or the round in which all meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..laws.rules.adjusted import adjusted
from .turns import breathe

type Chosen = Sequence[tuple[str, float | None]]
"""Rules by name, each with the value of its setting."""


def alike(rules: Chosen, story: str, environment: str, runs: int, steps: int) -> dict[str, Any]:
    """What each rule earns in an environment where all follow it, ``(rules, runs)``; who lives; how many kinds."""
    from ..studies import arenas

    number, seeds = len(rules), list(range(runs))
    who = arenas.alike(number, runs)
    where = [arenas.ARENAS[story][environment]] * len(who)
    played = arenas.play(
        [adjusted(*each) for each in rules], who, seeds * number, where, steps, _progress(steps * who.size)
    )
    parts = {"meals": played.meals, "survival": played.alive, "variety": played.variety}
    return {name: values.reshape(number, runs, -1).mean(axis=-1) for name, values in parts.items()}


def together(rules: Chosen, story: str, runs: int, steps: int) -> Any:
    """What each rule earns where one of each meet, ``(rules, runs)``."""
    from ..studies import arenas

    who = np.tile(np.arange(len(rules)), (runs, 1))
    where = [arenas.MEETING[story]] * runs
    made = [adjusted(*each) for each in rules]
    return arenas.play(made, who, list(range(runs)), where, steps, _progress(steps * who.size)).meals.T


def _progress(total: int) -> Callable[[int], None]:
    done = 0

    def advance(amount: int) -> None:
        nonlocal done
        done += amount
        breathe(done / total)

    return advance
