import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=60)
GRID = (np.arange(100_000) + 0.5) / 100_000


@pytest.mark.parametrize("sunny", [0.1, 0.5, 0.75, 0.99])
def test_the_stated_share_of_days_is_sunny(sunny):
    assert (laws.cloud_cover(GRID, sunny) < 0.5).mean() == pytest.approx(sunny, abs=2e-5)


@pytest.mark.parametrize("sunny", [0.1, 0.5, 0.75, 0.99])
@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.5, 0.9, 1.0])
def test_exceedance_is_the_tail_of_cloud_cover(sunny, threshold):
    share = (laws.cloud_cover(GRID, sunny) > threshold).mean()
    assert laws.cloud_exceedance(threshold, sunny) == pytest.approx(share, abs=2e-5)


def test_random_days_have_the_stated_tail():
    cloud = laws.cloud_cover(1 - np.random.default_rng(1).random(100_000), 0.75)
    tail = laws.cloud_exceedance(0.3, 0.75)
    assert (cloud > 0.3).mean() == pytest.approx(tail, abs=4 * np.sqrt(tail * (1 - tail) / 100_000))


def test_with_as_many_sunny_days_as_not_cloud_cover_is_uniform():
    np.testing.assert_allclose(laws.cloud_cover(GRID, 0.5), GRID, rtol=1e-12)


@fast
@given(st.floats(2.0**-53, 1), st.floats(0.001, 0.999))
def test_cloud_cover_is_a_share_of_the_sky(draw, sunny):
    assert 0 <= laws.cloud_cover(np.array([draw]), sunny).item() <= 1


def test_more_sun_is_less_cloud_on_every_day():
    assert (laws.cloud_cover(GRID, 0.8) < laws.cloud_cover(GRID, 0.7)).all()


def test_the_cloudiest_draw_is_an_overcast_sky():
    assert laws.cloud_cover(np.array([1.0]), 0.75).item() == 1.0


def test_each_recorded_day_is_drawn_equally_often():
    record = np.array([0.1, 0.4, 0.7, 0.2, 0.9])
    cloud = laws.recorded_cloud(GRID, record)
    assert [np.count_nonzero(cloud == day) for day in record] == [20_000] * 5


@pytest.mark.parametrize(("draw", "day"), [(2.0**-53, 0), (1.0, -1)])
def test_the_ends_of_the_draw_are_the_ends_of_the_record(draw, day):
    record = np.linspace(0, 1, 365)
    assert laws.recorded_cloud(np.array([[draw]]), record).item() == record[day]


@pytest.mark.parametrize("sunny", [0.1, 0.5, 0.75, 0.99])
@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.5, 0.9, 1.0])
def test_mean_cloud_up_to_a_threshold_is_the_integral_of_cloud_cover(sunny, threshold):
    cloud = laws.cloud_cover(GRID, sunny)
    assert laws.mean_cloud_up_to(threshold, sunny) == pytest.approx((cloud * (cloud <= threshold)).mean(), abs=2e-5)
