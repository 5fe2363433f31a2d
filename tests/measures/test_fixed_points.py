"""Fixed points of planted maps: where they are, how steep, how stable, and how often intervals miss."""

from pathlib import Path

import numpy as np
import pytest
from as_written import same_as_written

from specialisation_sim.measures import fixed_points, mean_interval, share_grid, stability

GRID = share_grid(41)


def planted(shape, noise=0.0, runs=60, seed=0, grid=GRID):
    """A map known from runs whose noise is partly common to all shares, and gone at the corners."""
    random = np.random.default_rng(seed)
    common, own = random.standard_normal((1, runs)), random.standard_normal((len(grid), runs))
    width = 4 * grid * (1 - grid)
    return shape(grid)[:, None] + noise * width[:, None] * (0.8 * common + 0.6 * own)


def through(point, slope, bend=0.0):
    """A map that crosses the diagonal at a point with a slope."""
    return lambda s: point + slope * (s - point) + bend * (s - point) ** 2


def s_curve(s):
    """Fixed points at 0, 1/2 and 1, with slopes 0, 3/2 and 0."""
    return s**2 * (3 - 2 * s)


@pytest.mark.parametrize(
    ("point", "slope", "says"), [(0.3, 0.5, "stable"), (0.6, -0.4, "stable"), (0.8, 0.2, "stable")]
)
def test_a_planted_point_is_found(point, slope, says):
    (found,) = fixed_points(GRID, planted(through(point, slope), 0.05))
    assert found.low < point < found.high
    assert found.slope_low < slope < found.slope_high
    assert (found.stability, found.corner) == (says, False)


def test_an_exact_map_is_read_exactly():
    (found,) = fixed_points(GRID, planted(through(0.4, -1.5, 0.3)))
    assert (found.share, found.slope) == (pytest.approx(0.4, abs=1e-4), pytest.approx(-1.5, abs=2e-2))
    assert found.stability == "unstable"


def test_an_s_curve_has_two_stable_corners_and_an_unstable_middle():
    low, middle, high = fixed_points(GRID, planted(s_curve, 0.03, seed=2))
    assert [one.stability for one in (low, middle, high)] == ["stable", "unstable", "stable"]
    assert (low.share, low.low, low.high, low.corner) == (0, 0, 0, True)
    assert (high.share, high.corner) == (1, True)
    assert middle.low < 0.5 < middle.high
    assert middle.slope_low < 1.5 < middle.slope_high
    assert low.slope_low - 0.01 < 0 < low.slope_high + 0.01


def test_corners_that_push_away_are_unstable():
    found = fixed_points(GRID, planted(lambda s: s + 0.5 * s * (1 - s) * (0.5 - s) * 4))
    assert [one.stability for one in found] == ["unstable", "stable", "unstable"]


def test_no_point_is_found_on_the_diagonal_itself():
    assert fixed_points(GRID[1:-1], planted(lambda s: s, 0.05, grid=GRID[1:-1])) == []
    assert fixed_points(GRID[1:-1], planted(lambda s: s, grid=GRID[1:-1])) == []


def test_without_corners_a_map_above_the_diagonal_has_none():
    shares = np.linspace(0.1, 0.9, 9)
    assert fixed_points(shares, planted(lambda s: s + 0.05, 0.001, grid=shares)) == []


def test_a_point_between_the_last_share_and_a_corner_that_is_left():
    (found,) = fixed_points(GRID, planted(lambda s: 0.9995 - 0.2 * (1 - s), 0.0001))
    assert 0.998 < found.share < 1
    assert found.stability == "stable"


def test_a_map_too_near_the_diagonal_to_count_crossings_is_undecided():
    found = fixed_points(GRID, planted(lambda s: 0.5 + 0.98 * (s - 0.5), 0.2, seed=1, runs=40))
    assert [one.stability for one in found] in ([], ["undecided"])


@pytest.mark.weekly("coverage rates")
@pytest.mark.parametrize(("point", "slope", "bend"), [(0.4, 0.3, 0.4), (0.75, 0.6, -0.5), (0.5, 1.6, 0.0)])
def test_intervals_hold_the_truth_as_often_as_they_say(point, slope, bend):
    hits = []
    for seed in range(200):
        near = [
            one for one in fixed_points(GRID, planted(through(point, slope, bend), 0.05, 40, seed)) if not one.corner
        ]
        (one,) = [each for each in near if abs(each.share - point) < 0.2]
        hits.append((one.low <= point <= one.high, one.slope_low <= slope <= one.slope_high))
    # Of 200, 95 % are 190 with a standard deviation of 3.1.
    assert (np.abs(np.sum(hits, axis=0) - 190) <= 9).all(), np.mean(hits, axis=0)


def test_intervals_of_another_level_are_wider():
    narrow, wide = (fixed_points(GRID, planted(through(0.4, 0.3), 0.05), level)[0] for level in (0.5, 0.99))
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_one_run_tells_where_and_not_how_stable():
    (found,) = fixed_points(GRID, planted(through(0.3, 0.5), runs=1))
    assert found.share == pytest.approx(0.3, abs=1e-4)
    assert np.isnan([found.low, found.high, found.slope_low]).all()
    assert found.stability == "undecided"


def test_runs_without_a_share_are_left_out():
    values = planted(through(0.3, 0.5), 0.05)
    values[:, ::7] = np.nan
    (found,) = fixed_points(GRID, values)
    assert found.low < 0.3 < found.high


def test_a_run_lost_here_and_there_moves_no_point_out_of_its_interval():
    values = planted(through(0.4, 0.5), 0.08, runs=200)
    lost = np.random.default_rng(1).random(values.shape) < 0.1
    (found,) = fixed_points(GRID, np.where(lost, np.nan, values))
    assert found.low < found.share < found.high
    assert found.low < 0.4 < found.high
    assert found.slope_low < found.slope < found.slope_high


def test_survivors_unlike_the_lost_are_told_alone_or_not_at_all():
    # Below one half all but every tenth run die, and the dead would have been higher.
    values = planted(through(0.5, 0.5), 0.1, runs=200)
    values[GRID < 0.5] = np.where(np.arange(200) % 10 > 0, np.nan, values[GRID < 0.5] - 0.05)
    for found in fixed_points(GRID, values):
        assert np.isnan(found.low) or found.low <= found.share <= found.high


def test_where_too_few_runs_are_whole_a_point_is_undecided():
    values = planted(through(0.4, 0.5), 0.05, runs=50)
    values[10:30, 5:] = np.where(np.arange(20)[:, None] % 2 == np.arange(45) % 2, np.nan, values[10:30, 5:])
    (found,) = fixed_points(GRID, values)
    assert found.share == pytest.approx(0.4, abs=0.05)
    assert found.stability == "undecided"
    assert np.isnan([found.low, found.high, found.slope_low, found.slope_high]).all()


def test_a_corner_stays_a_corner_where_a_run_has_no_share():
    values = planted(s_curve, 0.03, seed=2)
    values[[0, -1], 3] = np.nan
    low, middle, high = fixed_points(GRID, values)
    assert (low.corner, middle.corner, high.corner) == (True, False, True)
    assert not [one for one in fixed_points(GRID, np.full_like(values, np.nan)) if one.corner]


def test_one_survivor_among_many_is_not_taken_as_exact():
    values = planted(through(0.4, 0.5), 0.05)
    values[:, 1:] = np.nan
    assert fixed_points(GRID[1:-1], values[1:-1]) == []


def test_shares_at_which_no_run_has_a_share_are_left_out():
    values = planted(through(0.3, 0.5), 0.05)
    values[[0, 20, 40]] = np.nan
    (found,) = fixed_points(GRID, values)
    assert found.stability == "stable"


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_few_shares_do_no_harm(number):
    grid = np.linspace(0.1, 0.9, number)
    found = fixed_points(grid, planted(through(0.45, 0.5), grid=grid))
    assert [one.share for one in found] == pytest.approx([0.45] if number > 1 else [], abs=0.02)


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (0.2, 0.9, "stable"),
        (-0.9, 0.2, "stable"),
        (1.1, 3, "unstable"),
        (-3, -1.1, "unstable"),
        (0.9, 1.1, "undecided"),
        (-1.1, 0, "undecided"),
        (-2, 2, "undecided"),
        (np.nan, np.nan, "undecided"),
    ],
)
def test_stability_needs_the_whole_interval(low, high, says):
    assert stability(low, high) == says


def test_the_interval_of_a_mean_is_students():
    mean, low, high = mean_interval(np.array([[1.0, 2.0, 3.0], [1.0, np.nan, np.nan], [np.nan] * 3]))
    np.testing.assert_allclose([mean[0], low[0], high[0]], [2, 2 - 4.30265 / 3**0.5, 2 + 4.30265 / 3**0.5], rtol=1e-5)
    assert mean[1] == 1
    assert np.isnan([low[1], mean[2], high[2]]).all()


def test_the_grid_is_symmetric_and_has_both_corners():
    assert (GRID[0], GRID[-1]) == (0, 1)
    np.testing.assert_allclose(GRID + GRID[::-1], 1, atol=1e-15)
    assert share_grid(1).tolist() == [0]


def test_what_is_found_is_what_was_found():
    """Maps with and without luck, with gaps, jumps and few shares, and everything that is said of their points."""
    jump = np.where(GRID < 0.55, 0.2 + 0.3 * GRID, 0.6 + 0.2 * GRID)
    coarse, gaps = share_grid(6), planted(s_curve, 0.03, seed=3)
    gaps[18:23, ::7] = np.nan
    many_gaps = planted(s_curve, 0.03, seed=4, runs=12)
    many_gaps[20, 1:] = np.nan
    cases = {
        "s curve": (GRID, planted(s_curve, 0.03, seed=2)),
        "gaps": (GRID, gaps),
        "many gaps": (GRID, many_gaps),
        "near the diagonal": (GRID, planted(through(0.5, 0.98), 0.1, seed=5)),
        "a jump": (GRID, np.repeat(jump[:, None], 3, axis=1)),
        "a bend": (GRID, planted(through(0.3, -0.2, 1.5), 0.02, seed=6)),
        "few shares": (coarse, planted(through(0.4, 0.5), 0.05, seed=7, grid=coarse)),
        "one run": (GRID, planted(through(0.6, 0.3), 0.05, runs=1, seed=8)),
        "inside alone": (GRID[3:-3], planted(s_curve, 0.03, seed=9, grid=GRID[3:-3])),
    }
    lines = []
    for name, (shares, following) in cases.items():
        for confidence in (0.95, 0.6):
            lines.append(f"{name}, {confidence:.0%}")
            for point in fixed_points(shares, following, confidence):
                values = [f"{one:.5g}" if isinstance(one, float) else str(one) for one in point]
                lines.append("  " + " ".join(values))
    same_as_written(Path(__file__).parent / "written" / "fixed_points.txt", "\n".join(lines) + "\n")
