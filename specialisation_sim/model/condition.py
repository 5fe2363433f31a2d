"""Conditions at which runs stop, as `until` has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Flags

if TYPE_CHECKING:
    from .world import World


def check_condition(until: object) -> None:
    """Refuse a condition that cannot be asked; None stands for no condition.

    Raises
    ------
    UserError
        Says what to give.
    """
    if until is not None and not callable(until):
        raise UserError(f"until = {until!r:.40} is not valid; give a function: until=lambda world: world.time > 9")


def holds(until: Callable[[Any], Any], world: World) -> Flags:
    """In which runs a condition holds, ``(runs,)``.

    Raises
    ------
    UserError
        If its answer is neither true or false nor that for each run.
    """
    answer = np.asarray(until(world))
    if answer.dtype != bool or answer.shape not in {(), (world.runs,)}:
        said = " ".join(f"{answer.tolist()!r}".split())
        raise UserError(f"until says {said:.40}; it must say true or false, or that for each of {world.runs} runs")
    return np.broadcast_to(answer, world.runs)
