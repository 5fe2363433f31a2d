"""Published models give what other programs of them gave, within four standard errors of the two together.

A row says which model, with which parameters, after how many periods, and what was found by how many runs of another
program, with its standard error; zero where the value is exact.
"""

import math
from typing import Any, NamedTuple

import numpy as np
import pytest

from specialisation_sim.registry import story


class Row(NamedTuple):
    """What another program found, or algebra says, of an observable or of a function of the world."""

    model: str
    parameters: dict[str, Any]
    steps: int
    runs: int
    reading: Any
    value: float
    error: float = 0.0


def head_starts(up, down):
    """Arthur's walk in which S takes A once A leads by `up`, and R takes B once B leads by `down`."""
    worth = {"r_likes_a": down - 0.5, "r_likes_b": 0.0, "s_likes_a": 0.0, "s_likes_b": up - 0.5}
    return {"model": "walk", "r_returns": 1.0, "s_returns": 1.0, **worth}


def a_won(world):
    return world.lead > 0


def nearly_all(world):
    return world.modal_share > 0.99


def by_dispersion(world):
    """Squared distance of a share from one half: its mean is the variance."""
    return (world.share_a - 0.5) ** 2


BELIEFS = {"rule": "belief", "spread": 1.0}
WORLDS = {"worlds": 8}
# The urn's values are exact: the law of its record, followed draw by draw; shares are of what was drawn.
ARTHUR = [
    Row("arthur-1989", head_starts(10, 5), 800, 4000, a_won, 1 / 3),
    Row("arthur-1989", head_starts(10, 5), 800, 4000, "lock_in_time", 50.0),
    Row("arthur-1989", head_starts(10, 10), 1500, 4000, "lock_in_time", 100.0),
    Row("arthur-1989", head_starts(20, 20), 5000, 1500, "lock_in_time", 400.0),
    Row("arthur-1989", {"exponent": 2.0}, 2000, 4000, "modal_share", 0.997686),
    Row("arthur-1989", {"exponent": 2.0}, 2000, 4000, nearly_all, 0.963239),
    Row("arthur-1989", {"exponent": 1.5}, 2000, 4000, "modal_share", 0.977374),
    Row("arthur-1989", {"exponent": 1.5}, 2000, 4000, nearly_all, 0.745343),
    Row("arthur-1989", {"exponent": 0.5}, 2000, 4000, by_dispersion, 0.0305486**2),
    Row("arthur-1989", {"exponent": 2.0, "floor": 0.3}, 5000, 2000, "modal_share", 0.796969),
]
HOT_STOVE = [
    Row("denrell-march-2001", BELIEFS | {"learning": 0.2, "sensitivity": 2.0}, 400, 6000, "risky_chance", 0.4447),
    Row("denrell-march-2001", BELIEFS | {"learning": 0.2, "sensitivity": 2.0}, 400, 6000, "believed_premium", -0.1234),
    Row("denrell-march-2001", BELIEFS | {"sensitivity": 2.0}, 400, 6000, "believed_premium", -0.4405),
    Row("denrell-march-2001", {"arithmetic": "levels"}, 200, 4000, "risky_chance", 0.062, 0.002),
]
TEN_ARMS = [
    *(
        Row("posen-levinthal-2012", {"temperature": tau, "turbulence": eta}, 500, 4000, "performance", value, error)
        for eta, values in {
            0.0: {0.02: (237.0, 1.4), 0.25: (264.3, 1.2), 0.5: (282.1, 1.2), 1.0: (247.9, 1.1)},
            0.005: {0.02: (164.3, 1.9), 0.5: (221.9, 1.9), 1.0: (197.7, 1.9)},
            0.02: {0.02: (95.5, 1.4), 0.5: (143.6, 1.4), 1.0: (120.9, 1.4)},
            0.32: {0.02: (14.5, 0.5), 0.5: (23.2, 0.5), 1.0: (14.6, 0.5)},
        }.items()
        for tau, (value, error) in values.items()
    ),
    *(
        Row("posen-levinthal-2012", {"temperature": tau}, 500, 4000, name, value, 0.002)
        for name, values in {
            "knowledge": {0.02: 0.589, 0.25: 0.616, 0.5: 0.6765, 1.0: 0.815},
            "top_share": {0.02: 0.97, 0.5: 0.81, 1.0: 0.55},
            "not_the_best": {0.5: 0.117},
            "uncertain_choice": {0.5: 0.125},
            "uncertain_now": {0.5: 0.131},
        }.items()
        for tau, value in values.items()
    ),
    Row("posen-levinthal-2012", {"prior": 1.0}, 500, 4000, "knowledge", 0.594, 0.003),
    Row("posen-levinthal-2012", {"prior": 1.0}, 500, 4000, "performance", 280.2, 1.2),
    Row("posen-levinthal-2012", {"prior": 1.0}, 500, 4000, "switching", 0.163, 0.002),
]
HERDS = [
    Row("cascades-1992", {"accuracy": 0.51}, 60, 20_000, "people_before", 2.666, 0.0005),
    Row("cascades-1992", {"accuracy": 0.8}, 60, 20_000, "people_before", 2.381, 0.0005),
    Row("cascades-1992", {"accuracy": 0.51, "tie": "own"}, 60, 20_000, "in_wrong_cascade", 0.48001),
    Row("cascades-1992", {"accuracy": 0.8, "tie": "own"}, 60, 20_000, "in_wrong_cascade", 0.05882),
    *(
        Row("cascades-1992", {"accuracy": p, "public": news}, 1000, 4000, "right_now", value, 0.006)
        for p, news, value in ((0.55, 0.0, 0.562), (0.55, 0.01, 0.665), (0.55, 0.05, 0.799), (0.8, 0.0, 0.857))
    ),
    *(
        Row("cascades-1992", {"accuracy": 0.7, "tie": "own", "independents": q}, 175, 20_000, "right_now", value, 0.003)
        for q, value in ((0.0, 0.843), (0.02, 0.926), (0.1, 0.960), (0.3, 0.910))
    ),
]
MUSIC = [
    *(
        Row("music-lab-2006", WORLDS | {"influence": r}, 2800, 60, name, value, error)
        for r, values in {
            0.0: {"gini": (0.283, 0.006), "unpredictability": (0.0030, 0.00005), "rank_correlation": (0.949, 0.002)},
            0.5: {"gini": (0.478, 0.009), "unpredictability": (0.0058, 0.0001), "rank_correlation": (0.921, 0.002)},
            1.0: {"unpredictability": (0.0163, 0.0008), "rank_correlation": (0.694, 0.008)},
            1.5: {
                "gini": (0.968, 0.001),
                "unpredictability": (0.0303, 0.0014),
                "rank_correlation": (0.375, 0.010),
                "best_is_first": (0.41, 0.03),
            },
        }.items()
        for name, (value, error) in values.items()
    ),
    *(
        Row("music-lab-2006", {"songs": 2, "quality_ratio": 1.5, "influence": 1.0}, steps, 3000, "first_share", *known)
        for steps, known in ((700, (0.843, 0.003)), (20_000, (0.927, 0.006)))
    ),
]
LANDSCAPES = [
    *(
        Row("levinthal-1997", {"interdependence": k, **more}, steps, 300, name, value, error)
        for k, steps, more, name, value, error in (
            (0, 25, {}, "forms_left", 13.9, 0.2),
            (0, 100, {}, "forms_left", 1.02, 0.02),
            (1, 25, {}, "forms_left", 21.5, 0.4),
            (1, 100, {}, "forms_left", 3.30, 0.15),
            (5, 25, {}, "forms_left", 45.0, 0.5),
            (9, 25, {}, "forms_left", 63.2, 0.4),
            (9, 100, {}, "forms_left", 54.3, 0.3),
            (1, 0, {}, "peak_count", 3.43, 0.11),
            (1, 0, {"neighbours": "adjacent"}, "peak_count", 3.82, 0.13),
            (5, 0, {}, "peak_count", 31.9, 0.2),
            (5, 0, {"neighbours": "adjacent"}, "peak_count", 34.9, 0.2),
            (9, 0, {}, "peak_count", 92.96, 0.31),
            (9, 0, {"neighbours": "adjacent"}, "peak_count", 93.02, 0.31),
            (1, 0, {}, "highest_fitness", 0.713, 0.004),
            (5, 0, {}, "highest_fitness", 0.780, 0.003),
            (9, 0, {}, "highest_fitness", 0.783, 0.003),
            (5, 200, {}, "mean_fitness", 0.6931, 0.0011),
            (5, 200, {}, "modal_share", 0.126, 0.004),
            (9, 200, {}, "modal_share", 0.063, 0.002),
            (1, 200, {}, "founding_kept", 0.569, 0.004),
            (9, 200, {}, "founding_kept", 0.789, 0.002),
            (0, 100, {"jumps": 1.0}, "forms_left", 1.0, 0.01),
            (1, 100, {"jumps": 1.0}, "forms_left", 3.65, 0.15),
            (5, 100, {"jumps": 1.0}, "forms_left", 14.4, 0.3),
            (9, 100, {"jumps": 1.0}, "forms_left", 23.8, 0.4),
            (5, 100, {"jumps": 1.0}, "mean_fitness", 0.740, 0.002),
        )
    ),
]
ROWS = [*ARTHUR, *HOT_STOVE, *TEN_ARMS, *HERDS, *MUSIC, *LANDSCAPES]


def named(row):
    reading = row.reading if isinstance(row.reading, str) else row.reading.__name__
    return " ".join([row.model, *(f"{name}={value}" for name, value in row.parameters.items()), reading])


@pytest.mark.weekly("published tables, by many runs")
@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_model_gives_what_another_program_of_it_gave(row):
    world = story(row.model)(row.parameters, seeds=range(50_000, 50_000 + row.runs), collect=False)
    world.run_for(row.steps)
    values = np.asarray(getattr(world, row.reading) if isinstance(row.reading, str) else row.reading(world), float)
    values = values[~np.isnan(values)]
    own = values.std(ddof=1) / math.sqrt(len(values))
    assert abs(values.mean() - row.value) <= 4 * math.hypot(own, row.error) + 1e-9, (values.mean(), own)
