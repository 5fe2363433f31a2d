"""The hot stove and its cure: who goes by her own catches, by how unlike days are and how much the last catch weighs.

Hunting and fishing are worth the same, days are sunny or clouded alike, nobody gets better at anything, and a catch of
fish is a matter of luck. Who knows her skill fishes on half of all days.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import check_count, checked_seeds
from ..laws.rules.believe import believing
from ..laws.rules.best_now import best_now
from ..measures.intervals import mean_interval
from ..stories.island import Island, IslandParameters

if TYPE_CHECKING:
    import pandas as pd

STOVE: dict[str, Any] = {"sunny": 0.5, "exponent": 0.0, "need": 0.0, "fish_noise": 1.0, "common_sky": 0.0}
SPREADS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
WEIGHTS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
DAYS, YEAR = 730, 365


def hot_stove(
    spreads: Sequence[float] = SPREADS,
    weights: Sequence[float] = WEIGHTS,
    *,
    runs: int = 20,
    foragers: int = 50,
    seed: int = 0,
) -> pd.DataFrame:
    """Share of days fished in the second year, and meals, beside those of one who knows her skill.

    Parameters
    ----------
    spreads : sequence of float
        How unlike days are, 0 to 1.
    weights : sequence of float
        Weight of the newest catch in beliefs, above 0 to 1.
    runs, foragers : int
        Runs, at least two, and foragers of each, every one under a sky of her own.
    seed : int
        First seed.

    Returns
    -------
    DataFrame
        One row a spread and weight: `fishing` with `fishing_low` and `fishing_high`, and the same of `meals`, as a
        share of those of who knows.
    """
    import pandas as pd

    check_count("runs", runs, least=2)
    seeds = list(checked_seeds(range(seed, seed + runs)))
    sets = [IslandParameters(**STOVE, foragers=foragers, spread=spread) for spread in spreads for _ in seeds]
    rows = []
    _, best = _lived(best_now, sets, seeds * len(spreads), len(spreads))
    for weight in weights:
        fishing, meals = _lived(believing(weight), sets, seeds * len(spreads), len(spreads))
        for group, spread in enumerate(spreads):
            row = {"spread": spread, "weight": weight}
            for name, values in (("fishing", fishing[group]), ("meals", meals[group] / best[group].mean())):
                for end, value in zip(("", "_low", "_high"), mean_interval(values), strict=True):
                    row[name + end] = float(value)
            rows.append(row)
    return pd.DataFrame(rows)


def _lived(rule: object, sets: list[IslandParameters], seeds: list[int], groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Share of days fished and meals a day in the last year, ``(groups, runs)``."""
    world = Island(sets, seeds=seeds, choose=rule, collect=False)
    world.run_for(DAYS - YEAR)
    before, meals = world.record.copy(), np.zeros(world.slack.shape)
    for _ in range(YEAR):
        world.step()
        meals += world.reward / YEAR
    fished = (world.record - before)[1] / YEAR
    return fished.mean(axis=-1).reshape(groups, -1), meals.mean(axis=-1).reshape(groups, -1)
