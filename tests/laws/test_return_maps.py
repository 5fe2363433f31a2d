"""Closed forms of return maps: limits and what is known of their fixed points."""

import numpy as np
import pytest
from closed_forms import return_maps as closed
from scipy.optimize import brentq

from specialisation_sim import laws

INSIDE = np.linspace(0.01, 0.99, 33)


def slope(map_of, share, step=1e-6):
    return (map_of(share + step) - map_of(share - step)) / (2 * step)


@pytest.mark.parametrize("exponent", [0.2, 1.0, 2.0])
@pytest.mark.parametrize("sunny", [0.5, 0.75])
def test_hunting_by_the_cloud_cover_of_many_days(exponent, sunny):
    sky = laws.cloud_cover((np.arange(100_000) + 0.5) / 100_000, sunny)
    skill = np.stack([INSIDE, 1 - INSIDE]) ** exponent
    hunted = (skill[0, :, None] * (1 - sky) > skill[1, :, None] * sky).mean(axis=1)
    assert np.abs(closed.late_hunting(INSIDE, exponent, sunny) - hunted).max() < 2e-5


def test_under_an_even_sky_the_slope_at_one_half_is_the_exponent():
    for exponent in (0.3, 1.0, 1.7):
        assert slope(lambda s, b=exponent: closed.late_hunting(s, b, 0.5), 0.5) == pytest.approx(exponent, rel=1e-6)


@pytest.mark.parametrize(("exponent", "luck"), [(0.32, 0.15), (0.1, 0.4), (1.0, 1.0)])
def test_accounting_by_the_jobs_of_many_weeks(exponent, luck):
    u = (np.arange(1000) + 0.5) / 1000
    jobs = laws.job_luck(u, luck)
    skill = np.stack([INSIDE, 1 - INSIDE]) ** exponent
    kept = [(a * jobs[:, None] > b * jobs[None]).mean() for a, b in skill.T]
    assert np.abs(closed.late_accounting(INSIDE, exponent, luck) - kept).max() < 2e-3
    assert slope(lambda s: closed.late_accounting(s, exponent, luck), 0.5) == pytest.approx(
        2 * exponent / luck, rel=1e-4
    )


def test_awards_run_as_the_plan_says():
    share, path = 0.7, []
    for _ in range(5):
        share = float(laws.next_award_share(share))
        path.append(round(share, 3))
    assert path == [0.755, 0.775, 0.784, 0.788, 0.790]


def test_awards_at_one_half_selectivity_stay():
    np.testing.assert_allclose(laws.next_award_share(INSIDE, selectivity=0.5), 0.7, atol=1e-9)


def test_outside_data_alone_forget_the_awards():
    after = laws.next_award_share(INSIDE, outside=1.0)
    np.testing.assert_allclose(after, laws.next_award_share(0.7), rtol=1e-12)


@pytest.mark.parametrize(
    "law", [lambda s: closed.late_hunting(s, 0.5, 0.75), lambda s: closed.late_accounting(s, 0.5, 0.3)]
)
def test_corners_stay_corners(law):
    np.testing.assert_array_equal(law(np.array([0.0, 1.0])), [0, 1])


def test_a_selective_foundation_has_no_fixed_point_between_the_mix_and_one():
    gap = laws.next_award_share(np.linspace(0.7, 0.999, 50), selectivity=0.1) - np.linspace(0.7, 0.999, 50)
    assert (gap > 0).all()
    assert 0.79 < brentq(lambda s: laws.next_award_share(s) - s, 0.71, 0.95) < 0.792
