"""What is read off a sweep, against closed forms."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from specialisation_sim import Island, IslandParameters, Sweep, UserError, figures, grid, morris, saltelli, sweep
from specialisation_sim.sweeps.precision import replicates_needed
from specialisation_sim.sweeps.sensitivity import morris_indices, noise_share, sobol_indices
from specialisation_sim.sweeps.summaries import end_states, phase_diagram, point_means


def made_up(design, answer, replicates=1):
    """A sweep whose game is a known function of the point."""
    base, kind = IslandParameters(), IslandParameters
    points = pd.DataFrame(design.changes(kind)).reset_index(names="point")
    runs = points.loc[points.index.repeat(replicates)].reset_index(drop=True)
    return Sweep(Island, design, base, points, runs.assign(game=answer(runs)), 1)


def ishigami(runs):
    """Sobol indices of this one are known: Ishigami & Homma (1990), with a = 7 and b = 0.1."""
    x, y, z = (2 * np.pi * (runs[name] - 0.5) for name in ("crash_loss", "allee", "common_sky"))
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


RANGES = {"crash_loss": (0, 1), "allee": (0, 0.9999999), "common_sky": (0, 1)}


def test_sobol_indices_of_ishigamis_function():
    table = sobol_indices(made_up(saltelli(1024, second_order=True, **RANGES), ishigami), "game")
    variance = 0.5 + 49 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18
    interaction = 0.01 * np.pi**8 * 8 / 225
    first = np.array([0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0]) / variance
    total = first + np.array([interaction, 0, interaction]) / variance
    second = np.array([0, interaction, 0]) / variance
    np.testing.assert_allclose(table["index"], [*first, *total, *second], atol=0.06)
    assert ((table["low"] <= table["index"]) & (table["index"] <= table["high"])).all()


def test_morris_indices_of_a_line_are_its_slopes():
    table = morris_indices(
        made_up(morris(10, **RANGES), lambda runs: 3 * runs["crash_loss"] - 2 * runs["allee"]), "game"
    )
    np.testing.assert_allclose(table["effect"], [3, 2, 0], atol=1e-6)
    np.testing.assert_allclose(table["direction"], [3, -2, 0], atol=1e-6)
    np.testing.assert_allclose(table["spread"], 0, atol=1e-6)


def test_means_have_students_intervals():
    draw = np.random.default_rng(0).normal(size=12)
    table = point_means(made_up(grid(need=[0.1, 0.2]), lambda runs: draw, replicates=6), "game")
    for part, (_, row) in zip(draw.reshape(2, 6), table.iterrows(), strict=True):
        expected = stats.t.interval(0.95, 5, part.mean(), stats.sem(part))
        np.testing.assert_allclose((row["low"], row["high"]), expected)


@pytest.mark.weekly("coverage rates")
def test_a_stated_precision_is_reached_as_often_as_stated():
    rng, found = np.random.default_rng(1), []
    for _ in range(400):
        pilot = rng.normal(5, 2, 10)
        needed = int(
            replicates_needed(made_up(grid(need=[0.1]), lambda runs, pilot=pilot: pilot, 10), "game", 0.5)["needed"][0]
        )
        found.append(np.append(pilot, rng.normal(5, 2, needed - 10)).mean())
    assert 0.92 < (abs(np.array(found) - 5) <= 0.5).mean() < 0.99


def test_the_share_that_collapses_counts_runs_with_a_value_only():
    values = np.array([1.0, 1.1, 1.9, np.nan, np.nan, np.nan])
    found = made_up(grid(need=[0.1, 0.2], memory=[0.5]), lambda runs: values, replicates=3)
    table = phase_diagram(found, "game", below=1.5)
    np.testing.assert_allclose(table["collapsed"], [2 / 3, np.nan])
    low, high = stats.binomtest(2, 3).proportion_ci(method="wilson")
    np.testing.assert_allclose(table.loc[0, ["collapsed_low", "collapsed_high"]].astype(float), (low, high))
    np.testing.assert_allclose(phase_diagram(found, "game", above=1.5)["collapsed"], [1 / 3, np.nan])


def test_ends_of_runs_are_shares_that_sum_to_one():
    found = made_up(grid(need=[0.1, 0.2]), lambda runs: np.arange(8.0), replicates=4)
    table = end_states(found, "game", "need", bins=7)
    assert table.groupby("need")["share"].sum().tolist() == [1, 1]
    assert table["runs"].sum() == 8


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda one: phase_diagram(one, "game", below=1), "takes a grid over two parameters; this is grid over need"),
        (lambda one: sobol_indices(one, "game"), "a design from saltelli"),
        (lambda one: point_means(one, "gaem"), "did you mean 'game'"),
        (lambda one: point_means(one, "game", confidence=1.0), "confidence = 1 is out of bounds"),
        (lambda one: end_states(one, "game", "nead"), "did you mean 'need'"),
        (lambda one: replicates_needed(one, "game", 0.0), "half_width = 0 is out of bounds; allowed: above 0"),
        (lambda one: one.at(9), "point = 9 is out of bounds; allowed: from 0 to 1"),
    ],
)
def test_bad_input_is_one_clear_error(call, message):
    with pytest.raises(UserError, match=message):
        call(made_up(grid(need=[0.1, 0.2]), lambda runs: 1.0, replicates=2))


@pytest.mark.parametrize(("value", "message"), [(np.nan, "has no value at 10 of 10"), (2.0, "is 2 at all points")])
def test_nothing_to_share_out_is_one_clear_error(value, message):
    with pytest.raises(UserError, match=message):
        sobol_indices(made_up(saltelli(2, **RANGES), lambda runs: value), "game")


def test_the_learning_exponent_moves_the_threshold_and_the_need_does_not():
    design = saltelli(32, exponent=(0, 1), need=(0.1, 0.4))
    found = sweep(Island, design, 10, 200, workers=1, progress=False)
    total = sobol_indices(found, "threshold").query("order == 'total'").set_index("parameter")["index"]
    assert total["exponent"] > 0.9
    assert total["need"] < 0.05
    assert noise_share(found, "threshold") < 0.05


def test_a_phase_diagram_is_drawn_of_numbers_and_names_and_of_nothing():
    design = grid(need=[0.1, 0.2], learning=["power", "saturating"])
    for values in ([1.0, 1.1, 1.9, 2.0], [np.nan] * 4, [1.0] * 4):
        table = phase_diagram(made_up(design, lambda runs, values=values: values), "game", below=1.5)
        options = {"observable": "game", "unit": "share", "collapse": "game below 1.5"}
        figures.phase_diagram(table, "need", "learning", **options).canvas.draw()
