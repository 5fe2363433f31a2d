import dataclasses

import numpy as np
import pandas as pd
import pytest
from closed_forms import return_maps as closed
from long_tests import but_first
from scipy import stats
from scipy.optimize import brentq, minimize_scalar
from scipy.special import logit

from specialisation_sim import (
    Foundation,
    Generator,
    Island,
    IslandParameters,
    Labour,
    UserError,
    bifurcation,
    laws,
    measure,
    return_map,
)
from specialisation_sim.maps.bifurcations import COME, GAINED, GONE, LOST, Bifurcation, lever_values
from specialisation_sim.maps.return_maps import table_of
from specialisation_sim.measures import fixed_points, share_grid
from specialisation_sim.registry import story
from specialisation_sim.stories import STORIES

ELSEWHERE = pytest.mark.weekly("return maps at other parameters")
SHARES = np.linspace(0.04, 0.96, 24)
"""Shares of fishing at the start."""
GRID = np.linspace(0.72, 0.99, 55)
RUNS, STEPS, SUNNY = 100, 100, 0.75


def fishing_next(share, exponent):
    """Share of cloudy enough days when skills are powers of a long experience in these shares."""
    threshold = 1 / (1 + (share / (1 - share)) ** exponent)
    return 1 - threshold ** (np.log(SUNNY) / np.log(0.5))


def off_by(measured, exponent):
    """Distance of a measured map from the closed form, in standard errors of so many days."""
    expected = fishing_next(SHARES, exponent)
    return (measured - expected) / np.sqrt(expected * (1 - expected) / (RUNS * STEPS))


def late_map(exponent, **options):
    """The map of hunting in the late limit, the period being short against what has been learned."""
    parameters = IslandParameters(exponent=exponent, sunny=SUNNY, need=0.0)
    return return_map(
        Island, parameters, 1 - SHARES, runs=RUNS, steps=STEPS, seasoned=1e6, progress=False, workers=1, **options
    )


@pytest.fixture(scope="module", params=[0.32, 1.0])
def late(request):
    return request.param, late_map(request.param).table


def test_the_late_map_is_its_closed_form(late):
    exponent, table = late
    assert np.abs(off_by(1 - table["next"].to_numpy(), exponent)).max() < 4


def test_with_learning_switched_off_the_closed_form_is_the_same(late):
    exponent, table = late
    assert np.abs(off_by(1 - table["unlearned"].to_numpy(), exponent)).max() < 4


@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_another_exponent_is_told_from_the_true_one(late, factor):
    exponent, table = late
    assert np.abs(off_by(1 - table["next"].to_numpy(), factor * exponent)).max() > 6


def test_the_interval_is_that_of_a_mean_of_independent_days(late):
    exponent, table = late
    expected = fishing_next(SHARES, exponent)
    error = np.sqrt(expected * (1 - expected) / (RUNS * STEPS))
    width = (table["high"] - table["low"]).to_numpy() / 2
    ratio = width / (error * stats.t.ppf(0.975, RUNS - 1))
    # The spread of a hundred runs is known to 7 %.
    assert np.abs(ratio - 1).max() < 0.28
    assert ratio.mean() == pytest.approx(1, abs=0.1)


def test_learning_within_a_period_goes_beyond_choice_on_the_unchanged_record():
    # A short record at even shares: sun tilts the days to hunting, and learning from them tilts further.
    parameters = IslandParameters(exponent=1.0, need=0.0)
    found = return_map(Island, parameters, [0.5], runs=200, steps=300, seasoned=30.0, progress=False, workers=1)
    row = found.table.iloc[0]
    assert row["unlearned"] == pytest.approx(0.75, abs=4 * np.sqrt(0.75 * 0.25 / 60_000))
    assert row["low"] > row["unlearned"] + 0.05


def test_without_shares_the_whole_interval_is_mapped():
    found = return_map(Island, runs=2, steps=3, progress=False, workers=1)
    assert found.table["share"].tolist() == share_grid(41).tolist()
    assert (found.task, found.steps, found.seasoned) == ("hunt", 3, 1000.0)
    assert found.table.drop(columns=["tilt", "lock_in"]).notna().all().all()


def test_from_a_record_of_one_task_alone_that_task_goes_on():
    parameters = IslandParameters(exponent=2.0, need=0.0)
    found = return_map(Island, parameters, [0.0, 1.0], runs=20, steps=50, seasoned=1e6, progress=False, workers=1)
    assert found.table["next"].tolist() == pytest.approx([0, 1], abs=0.01)


def test_one_run_a_share_has_no_interval():
    table = return_map(Island, shares=[0.5], runs=1, steps=5, progress=False, workers=1).table
    assert table[["low", "high"]].isna().all().all()
    assert table["next"].notna().all()


def test_the_last_seeds_there_are_and_counts_of_numpy_work():
    found = return_map(Foundation, shares=np.int64(5), runs=2, seed=2**63 - 2, progress=False).table
    assert found["share"].tolist() == share_grid(5).tolist()


@pytest.mark.parametrize("shares", [[], [0.5, 1.1], [-0.1], [np.nan], "abc", [[0.5]], {}])
def test_wrong_shares_are_refused(shares):
    with pytest.raises(UserError, match="starting shares must be numbers from 0 to 1"):
        return_map(Island, shares=shares, runs=2, steps=3)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"seasoned": -1.0}, "seasoned"),
        ({"seasoned": np.nan}, "seasoned"),
        ({"steps": 0}, "steps"),
        ({"runs": 0}, "runs"),
        ({"confidence": 1.5}, "confidence"),
        ({"confidence": "x"}, "confidence = 'x' is not valid; allowed: a number"),
        ({"seasoned": "x"}, "seasoned = 'x' is not valid; allowed: a number"),
        ({"seed": -1}, "seed = -1"),
        ({"seed": 2**63 - 1}, "seed = 9223372036854775808 is not valid"),
    ],
)
def test_wrong_numbers_are_refused_by_name(options, name):
    with pytest.raises(UserError, match=name):
        return_map(Island, **{"shares": [0.5], "runs": 2, "steps": 3, "progress": False, **options})


# Fixed points against closed forms.


def truth(law, low, high):
    """Fixed point of a closed form between two shares, and its slope there."""
    share = brentq(lambda s: float(law(s)) - s, low, high)
    return share, float(law(share + 1e-5) - law(share - 1e-5)) / 2e-5


def agrees(row, law, low, high):
    """Whether a fixed point and its slope lie within the 99.9 % intervals of an estimate."""
    share, slope = truth(law, low, high)
    return row["low"] <= share <= row["high"] and row["slope_low"] <= slope <= row["slope_high"]


def late_points(story, seasoned=1e7, runs=200, shares=None, **changes):
    options = {"runs": runs, "seasoned": seasoned, "confidence": 0.999}
    found = return_map(story, story.Parameters(**changes), shares, progress=False, workers=1, **options)
    return found.points.to_dict("records")


@pytest.mark.parametrize(
    ("exponent", "sunny"),
    but_first("return maps at other parameters", [(0.32, 0.75), (0.1, 0.75), (0.5, 0.6), (0.32, 0.5)]),
)
def test_the_settled_share_of_hunting_is_that_of_the_closed_form(exponent, sunny):
    inside = [one for one in late_points(Island, exponent=exponent, sunny=sunny, need=0.0) if not one["corner"]]
    assert [one["stability"] for one in inside] == ["stable"]
    assert agrees(inside[0], lambda s: closed.late_hunting(s, exponent, sunny), 0.3, 0.9999)


@pytest.mark.long("closed forms, by many runs")
def test_steep_learning_under_an_even_sky_makes_one_half_unstable():
    points = late_points(Island, exponent=1.5, sunny=0.5, need=0.0)
    assert [one["stability"] for one in points] == ["stable", "unstable", "stable"]
    assert agrees(points[1], lambda s: closed.late_hunting(s, 1.5, 0.5), 0.4, 0.6)
    assert [one["corner"] for one in points] == [True, False, True]


@pytest.mark.long("closed forms, by many runs")
def test_the_accountants_map_and_its_slope_are_the_closed_form():
    # A gentle case: the closed form has a kink in its bend at one half, which a cubic rounds off.
    points = late_points(Labour, exponent=0.1, luck=0.25, workers=20)
    (inside,) = [one for one in points if not one["corner"]]
    assert inside["stability"] == "stable"
    assert inside["low"] <= 0.5 <= inside["high"]
    assert inside["slope"] == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, {"stable": (0.7, 0.85), "unstable": (0.95, 0.98)}),
        pytest.param({"selectivity": 0.1, "outside": 0.3}, {"stable": (0.7, 0.95)}, marks=ELSEWHERE),
        pytest.param({"selectivity": 0.3}, {"stable": (0.7, 0.85)}, marks=ELSEWHERE),
        pytest.param({"exponent": 0.5}, {"stable": (0.7, 0.85)}, marks=ELSEWHERE),
        pytest.param({"selectivity": 0.7}, {"stable": (0.6, 0.7)}, marks=ELSEWHERE),
    ],
)
@pytest.mark.weekly("return maps at other parameters")
def test_the_settled_award_shares_are_those_of_posterior_means(changes, where):
    given = Foundation.Parameters(proposals=10_000, **changes)
    shares = np.linspace(0.5, 0.98, 15)
    found = return_map(Foundation, given, shares, runs=25, confidence=0.999, progress=False)

    def law(share):
        return laws.next_award_share(share, 0.7, given.precision, given.exponent, given.selectivity, given.outside)

    table = found.table
    assert ((table["low"] <= law(shares)) & (law(shares) <= table["high"])).mean() > 0.9
    points = found.points.to_dict("records")
    assert [one["stability"] for one in points] == list(where)
    for point, ends in zip(points, where.values(), strict=True):
        assert agrees(point, law, *ends)


def test_a_foundation_collapses_where_its_inner_point_is_lost():
    # Closed form: near selectivity 0.155 the stable point and the unstable one above it meet and are gone.
    found = bifurcation(Foundation, lever="selectivity", values=[0.12, 0.2], shares=GRID[::4], runs=60, progress=False)
    assert found.points.loc[found.points["stability"] == "stable", "selectivity"].tolist() == [0.2]
    gap = [(laws.next_award_share(GRID, selectivity=f) - GRID).min() for f in (0.14, 0.18)]
    assert gap[0] > 0 > gap[1]


def test_a_foundation_learns_nothing_within_one_call():
    table = return_map(Foundation, shares=[0.6, 0.9], runs=5, progress=False).table
    assert table["next"].tolist() == table["unlearned"].tolist()
    assert table[["tilt", "lock_in"]].isna().all().all()
    assert return_map(Foundation, shares=[0.6], steps=2, runs=5, progress=False).table["lock_in"].notna().all()


def next_drawn(share, capacity, evidence, outside):
    """Share of drawings of the first of two classes: two normal distribution functions, capacity by SciPy's search."""
    mix = (1 - outside) * share + outside * 0.7

    def drawing(first):
        qualities = [1 - np.exp(-capacity * part) for part in (first, 1 - first)]
        with np.errstate(divide="ignore"):
            lead = logit(mix) + np.log(qualities[0]) - np.log(qualities[1])
        # Between two classes the log-likelihood ratio is normal with mean +-d^2 and variance 2 d^2.
        right, wrong = stats.norm.cdf((lead + np.array([1, -1]) * evidence**2) / (np.sqrt(2) * evidence))
        worth = mix * qualities[0] * right + (1 - mix) * qualities[1] * (1 - wrong)
        return worth, mix * right + (1 - mix) * wrong

    def search(low, high):
        return minimize_scalar(lambda first: -drawing(first)[0], bounds=(low, high), options={"xatol": 1e-12}).x

    tries = [0.0, 1.0, *(search(low, low + 0.1) for low in np.arange(10) / 10)]
    return max(map(drawing, tries))[1]


@pytest.mark.long("closed forms, by many runs")
@pytest.mark.parametrize(
    ("capacity", "evidence", "outside"),
    [(4.0, 1.5, 0.3), *(pytest.param(*one, marks=ELSEWHERE) for one in [(4, 1.5, 0), (10, 2, 0.2), (2, 1.5, 0.5)])],
)
def test_the_map_of_generators_and_its_settled_share_are_two_normal_distributions(capacity, evidence, outside):
    given = Generator.Parameters(capacity=capacity, evidence=evidence, outside=outside)
    found = return_map(Generator, given, np.linspace(0.02, 0.98, 49), runs=2, progress=False, workers=1)

    def law(share):
        return next_drawn(share, capacity, evidence, outside)

    np.testing.assert_allclose(found.table["next"], [law(share) for share in found.table["share"]], atol=1e-6)
    # With 30 % original data the map jumps above 0.96, where all capacity goes to one class: no slope to be found.
    for point in found.points.query("share < 0.96").to_dict("records"):
        share, slope = truth(law, point["share"] - 0.05, min(point["share"] + 0.05, 0.9999))
        assert point["share"] == pytest.approx(share, abs=1e-3)
        assert point["slope"] == pytest.approx(slope, abs=0.03)


def test_a_story_without_generations_has_no_map():
    class Hermit(Island):
        generation = None

    with pytest.raises(UserError, match="hermit has no return map"):
        return_map(Hermit)


@pytest.mark.parametrize("name", STORIES)
def test_every_story_says_what_its_generation_is(name):
    kind = story(name)
    generation = kind.generation
    if generation is None:
        pytest.skip(f"the {name} has none yet")
    assert set(generation.learn) < set(kind.phases)
    assert kind.share in kind.observed
    kind.Parameters(**generation.alone, **generation.held)
    for lever in generation.levers:
        assert len(lever_values(kind, lever)) > 5
    table = return_map(kind, shares=[0.2, 0.5, 0.8], runs=20, progress=False).table
    assert table["next"].between(0, 1).all()


@pytest.mark.parametrize("name", STORIES)
def test_seeds_are_the_same_for_every_share_and_a_run_does_not_know_its_neighbours(name):
    kind = story(name)
    if kind.generation is None:
        pytest.skip(f"the {name} has none yet")
    both, alone = (
        return_map(kind, shares=shares, runs=4, seed=3, progress=False).table for shares in ([0.3, 0.6], [0.6])
    )
    assert both.iloc[1].equals(alone.iloc[0].rename(1))


# Bifurcations.


@pytest.mark.long("return maps at other parameters")
def test_the_middle_is_lost_where_the_exponent_passes_one_under_an_even_sky():
    found = bifurcation(
        Island,
        Island.Parameters(sunny=0.5, need=0.0),
        lever="exponent",
        values=[0.6, 0.8, 1.25, 1.5],
        seasoned=1e7,
        runs=100,
        progress=False,
    )
    inside = found.points[~found.points["corner"]]
    assert inside.groupby("exponent")["stability"].agg(list).to_dict() == {
        0.6: ["stable"],
        0.8: ["stable"],
        1.25: ["unstable"],
        1.5: ["unstable"],
    }
    (turn,) = found.turns()
    assert turn == (0.8, 1.25, pytest.approx(0.5, abs=0.05), LOST)


def planted_along(values, gain, runs=40, noise=0.002):
    """Bifurcation of a planted map ``s + gain(value, s - 1/2)`` with the same small noise at every value."""
    wobble = noise * np.random.default_rng(0).standard_normal(runs) * (4 * MIDDLE * (1 - MIDDLE))[:, None]
    points, maps = [], []
    for value in values:
        after = (MIDDLE + gain(value, MIDDLE - 0.5))[:, None] + wobble
        points.append(table_of(fixed_points(MIDDLE, after)).assign(lever=value))
        maps.append(pd.DataFrame({"lever": value, "share": MIDDLE, "next": after.mean(axis=1)}))
    return Bifurcation(pd.concat(points, ignore_index=True), pd.concat(maps), "lever", "1", "x")


MIDDLE = share_grid(41)[6:-6]


def test_at_a_pitchfork_the_middle_loses_its_stability_and_two_appear():
    # Equal pay in the labour market: one half is lost where the lever passes zero, and two points part from it.
    found = planted_along([-0.6, -0.3, 0.3, 0.6], lambda a, x: a * x - 9 * x**3)
    assert [(*turn[:2], turn.what) for turn in found.turns()] == [
        (-0.3, 0.3, LOST),
        (-0.3, 0.3, COME),
        (-0.3, 0.3, COME),
    ]
    shares = [turn.share for turn in found.turns()]
    assert shares == pytest.approx([0.5, 0.5 - 30**-0.5, 0.5 + 30**-0.5], abs=0.02)
    back = planted_along([0.3, 0.6], lambda a, x: (0.45 - a) * 2 * x - 9 * x**3)
    assert sorted(turn.what for turn in back.turns()) == sorted([GAINED, GONE, GONE])


def test_at_a_saddle_node_a_stable_point_vanishes_with_the_unstable_one():
    found = planted_along([0.01, 0.03, 0.05], lambda a, x: a - 0.04 + 2 * x**2)
    (turn,) = found.turns()
    assert turn == (0.03, 0.05, pytest.approx(0.5 - 0.005**0.5, abs=0.01), GONE)
    again = planted_along([-0.05, -0.03], lambda a, x: -a - 0.04 + 2 * x**2)
    assert [turn.what for turn in again.turns()] == [COME]


def test_values_that_are_undecided_are_passed_over():
    found = planted_along([-0.6, 0.0, 0.6], lambda a, x: a * x - 9 * x**3)
    points = found.points.copy()
    points.loc[points["lever"] == 0.0, "stability"] = "undecided"
    found = found._replace(points=points)
    assert found.undecided() == [0.0]
    assert {(turn.before, turn.after) for turn in found.turns()} == {(-0.6, 0.6)}


def test_a_map_from_corner_to_corner_without_any_point_is_undecided():
    maps = pd.DataFrame({"lever": [1.0] * 3, "share": [0, 0.5, 1], "next": [0.1, 0.5, 0.9]})
    points = table_of([]).assign(lever=[]).astype({"corner": bool})
    found = Bifurcation(points, maps, "lever", "1", "x")
    assert found.undecided() == [1.0]
    assert found._replace(maps=maps[:2]).undecided() == []


def test_a_value_alone_and_among_others_gives_the_same_points():
    options = {"lever": "selectivity", "runs": 10, "progress": False}
    among = bifurcation(Foundation, values=[0.1, 0.3, 0.5], **options).points
    alone = bifurcation(Foundation, values=[0.3], **options).points
    assert among[among["selectivity"] == 0.3].reset_index(drop=True).equals(alone)


def test_levers_that_fix_shapes_move_too():
    found = bifurcation(Foundation, lever="domains", values=[2, 5], runs=20, progress=False)
    assert found.points["domains"].unique().tolist() == [2, 5]


@pytest.mark.parametrize(
    ("lever", "values", "message"),
    [
        ("exponnt", None, "unknown lever 'exponnt'; did you mean 'exponent'"),
        ("learning", [1.0], "learning is not a number; levers of island: exponent"),
        ("exponent", [0.5, 3.0], "exponent = 3 is out of bounds; allowed: from 0 to 2"),
        ("exponent", [np.nan], "exponent = nan is out of bounds"),
        ("exponent", [], "no values of exponent given"),
        ("foragers", [1.5], "foragers = 1.5 is not valid"),
        ("foragers", None, "there is no usual range of foragers"),
    ],
)
def test_wrong_levers_are_refused(lever, values, message):
    with pytest.raises(UserError, match=message):
        bifurcation(Island, lever=lever, values=values, runs=2, progress=False)


# Tilt and lock-in of all stories.


def test_amplification_is_tilt_and_lock_in():
    table = measure("island", "foundation", runs=50, progress=False)
    assert table["setting"].tolist() == [
        "no countervailing force",
        "game that runs out",
        "no countervailing force",
        "outside data",
    ]
    np.testing.assert_allclose(table["amplification"], table["tilt"] + table["lock_in"], rtol=1e-12)
    for part in ("amplification", "tilt", "lock_in"):
        assert (table[f"{part}_low"] < table[part]).all()
        assert (table[part] < table[f"{part}_high"]).all()


def test_the_tilt_of_a_foundation_is_that_of_posterior_means():
    row = measure("foundation", runs=200, confidence=0.999, progress=False).iloc[0]
    first = float(laws.next_award_share(0.7, selectivity=0.1))
    second = float(laws.next_award_share(first, selectivity=0.1))
    assert row["tilt_low"] < logit(first) - logit(0.7) < row["tilt_high"]
    assert row["lock_in_low"] < logit(second) - logit(first) < row["lock_in_high"]


def test_measuring_takes_classes_and_refuses_what_is_no_share():
    assert measure(Island, runs=2, progress=False)["story"].tolist() == ["island", "island"]
    for share in (0, 1, -0.1, np.nan):
        with pytest.raises(UserError, match="share = "):
            measure(Island, share=share)
    with pytest.raises(UserError, match="did you mean 'island'"):
        measure("iland")


def test_where_all_do_one_thing_amplification_is_off_the_scale():
    class Sure(Island):
        generation = dataclasses.replace(
            Island.generation, alone={"sunny": 0.999, "exponent": 2.0}, held={}, seasoned=1e9
        )

    row = measure(Sure, share=0.9999, runs=3, progress=False).iloc[0]
    assert np.isnan([row["amplification"], row["amplification_low"]]).all()
    assert row["next"] == 1
