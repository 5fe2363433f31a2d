"""Optima on small grids: every number of their tables, for each way of asking.

Where a law changes, ``UPDATE_WRITTEN=1 pytest tests/optimum`` writes them anew, to be looked at.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from as_written import same_as_written

from specialisation_sim.optimum.forager import InformedForager, checked
from specialisation_sim.optimum.grid import Grid, Size
from specialisation_sim.optimum.path import for_ever, until
from specialisation_sim.optimum.with_store import with_store
from specialisation_sim.optimum.without_store import without_store

SMALL = Size(9, 7, 6)
HUNGRY = {"need": 1.2, "slack_cap": 4.0, "slack_start": 3.0, "hunt_practice": 40, "fish_practice": 10}
SETTLED = HUNGRY | {"hunt_practice": 185.0, "fish_practice": 15.0, "retention": 0.995}  # all she can remember
FREE = {"exponent": 0.5, "hunt_practice": 5, "fish_practice": 3}

ASKED = {
    "with_store": lambda: with_store(HUNGRY, discount=0.9, days=4, size=SMALL),
    "with_store_under_a_hazard": lambda: with_store(SETTLED | {"crash_rate": 0.02}, discount=0.9, days=4, size=SMALL),
    "survival_of_a_crash": lambda: with_store(
        SETTLED | {"crash_rate": 0.05, "need": 0.7}, objective="survival", discount=0.9, days=4, size=SMALL
    ),
    "without_store": lambda: without_store(FREE | {"retention": 1.0}, discount=0.8, days=3),
    "without_store_and_with_forgetting": lambda: without_store(FREE, discount=0.8, days=3, points=17),
    "without_store_under_a_hazard": lambda: without_store(
        FREE | {"crash_rate": 0.1, "crash_loss": 1.0, "regrowth": 0.0}, discount=0.8, days=3, points=17
    ),
}


def grid_of(parameters, survival=False):
    return Grid(InformedForager(checked(parameters), 0.9), SMALL, survival)


def rounded(name, value):
    if isinstance(value, pd.DataFrame):
        return f"{name}, {len(value)} rows\n{value.head(12).to_csv(index=False, float_format='%.6g')}"
    return f"{name} {value:.6g}" if isinstance(value, (int, float, np.number)) else f"{name} {value}"


@pytest.mark.parametrize("name", ASKED)
def test_an_optimum_is_the_one_that_was_found(name):
    text = "\n".join(rounded(*field) for field in ASKED[name]()._asdict().items() if field[0] != "plan")
    same_as_written(Path(__file__).parent / "written" / f"{name}.txt", text)


@pytest.mark.parametrize("retention", [1.0, 0.99])
def test_values_along_a_path_are_those_that_were_found(retention):
    parameters = HUNGRY | {"crash_rate": 0.02, "retention": retention}
    dwindling = until(grid_of(parameters, survival=True), np.linspace(1.0, 0.2, 5))
    ever = for_ever(grid_of(parameters), 5)
    lines = [
        f"{name} {kind} {np.array2string(getattr(values, kind)[..., ::3, ::3].round(5))}"
        for name, values in {"dwindling": dwindling, "for ever": ever}.items()
        for kind in ("optimum", "myopic", "to_come")
    ]
    same_as_written(Path(__file__).parent / "written" / f"path_{retention:g}.txt", "\n".join(lines))
