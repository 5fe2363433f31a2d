"""Chances to live of a settled forager who knows what game is to come, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from specialisation_sim.optimum.forager import InformedForager, checked
from specialisation_sim.optimum.grid import Grid, Size
from specialisation_sim.optimum.optimal_rule import QUICK
from specialisation_sim.optimum.path import until


def chance_on_a_path(parameters: Any, game: Sequence[float], size: Size = QUICK) -> tuple[float, float]:
    """Chances to be alive after days of known game, a value a day, under the best rule and for one who is myopic."""
    grid = Grid(InformedForager(checked(parameters), 0.0), size, survival=True)
    path = until(grid, np.asarray(game, dtype=float))
    return float((grid.begin() * path.optimum).sum()), float((grid.begin() * path.myopic).sum())
