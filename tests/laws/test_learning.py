import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim import laws

fast = settings(deadline=None, max_examples=60)
experiences = st.floats(0, 1e5)
eases = st.floats(0.05, 20)
halves = st.floats(0.5, 500)
exponents = st.floats(0.05, 2)


def column(*values):
    """One value a task, as (tasks, runs, agents) of one run and one agent."""
    return np.array(values, dtype=float).reshape(-1, 1, 1)


@pytest.mark.parametrize("exponent", [0.0, 0.32, 1.0, 2.0])
def test_doubling_a_long_experience_multiplies_skill_by_the_progress_ratio(exponent):
    once, twice = laws.power_skill(np.array([1e12, 2e12]), 1.5, 30.0, exponent)
    assert twice / once == pytest.approx(2**exponent, rel=1e-9)


def test_wrights_exponent_is_an_eighty_percent_curve():
    once, twice = laws.power_skill(np.array([1e12, 2e12]), 1.0, 30.0, 0.32)
    assert once / twice == pytest.approx(0.80, abs=0.002)


@pytest.mark.parametrize("exponent", [0.0, 0.32, 2.0])
def test_without_experience_skill_is_ease_under_the_power_law(exponent):
    assert laws.power_skill(np.zeros(3), 0.7, 30.0, exponent).tolist() == [0.7] * 3


def test_half_counts_as_much_as_birth_under_the_power_law():
    assert laws.power_skill(np.array([30.0]), 0.7, 30.0, 0.5) == pytest.approx(0.7 * np.sqrt(2))


def test_nothing_is_learned_with_exponent_zero():
    assert (laws.power_skill(np.array([0.0, 1.0, 1e9]), 0.7, 30.0, 0.0) == 0.7).all()


@pytest.mark.parametrize("exponent", [0.5, 1.0, 2.0])
def test_an_exponent_gives_the_same_bits_alone_and_among_others(exponent):
    experience = np.random.default_rng(1).random((2, 50, 3)) * 100
    others = np.full((50, 1), 0.37)
    others[::2] = exponent
    alone = laws.power_skill(experience[:, ::2], 1.0, 30.0, exponent)
    np.testing.assert_array_equal(laws.power_skill(experience, 1.0, 30.0, others)[:, ::2], alone)


def test_saturating_skill_closes_all_but_one_e_th_of_the_gap_at_half():
    assert laws.saturating_skill(np.array([30.0]), 1.0, 30.0) == pytest.approx(1 - np.exp(-1))


def test_saturating_skill_starts_at_nothing_with_slope_ease_over_half_and_ends_at_one():
    none, little, endless = laws.saturating_skill(np.array([0.0, 1e-6, 1e9]), 2.0, 40.0)
    assert none == 0
    assert little / 1e-6 == pytest.approx(2 / 40, rel=1e-6)
    assert endless == 1


@fast
@given(experiences, eases, halves, exponents)
def test_power_experience_inverts_power_skill(experience, ease, half, exponent):
    skill = laws.power_skill(np.array([experience]), ease, half, exponent)
    # A skill known to one part in 1e16 tells experience to one in 1e16 / exponent of half plus experience.
    assert laws.power_experience(skill, ease, half, exponent) == pytest.approx(experience, rel=1e-11, abs=1e-11 * half)


@fast
@given(st.floats(0, 10), eases, halves)
def test_saturating_experience_inverts_saturating_skill(closed, ease, half):
    experience = closed * half / ease
    skill = laws.saturating_skill(np.array([experience]), ease, half)
    assert laws.saturating_experience(skill, ease, half) == pytest.approx(experience, rel=1e-9, abs=1e-9 * half / ease)


@fast
@given(st.lists(experiences, min_size=2, max_size=2, unique=True), eases, halves, exponents)
def test_more_experience_is_never_less_skill(two, ease, half, exponent):
    experience = np.sort(two)
    for skill in (
        laws.power_skill(experience, ease, half, exponent),
        laws.saturating_skill(experience, ease, half),
    ):
        assert skill[1] >= skill[0] * (1 - 1e-15)


def test_relatedness_is_the_matrix_w_times_experience():
    experience = np.random.default_rng(2).random((4, 3, 5))
    matrix = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    expected = np.einsum("jk,kra->jra", matrix, experience)
    np.testing.assert_allclose(laws.related_experience(experience, 0.3), expected, rtol=1e-14)


def test_unrelated_tasks_keep_their_own_experience_and_fully_related_ones_share_all():
    experience = column(3.0, 1.0)
    np.testing.assert_array_equal(laws.related_experience(experience, 0.0), experience)
    np.testing.assert_allclose(laws.related_experience(experience, 1.0), column(4.0, 4.0))


def test_relatedness_may_differ_between_runs():
    experience = np.broadcast_to(np.array([3.0, 1.0]).reshape(2, 1, 1), (2, 2, 1))
    related = laws.related_experience(experience, np.array([[0.0], [0.5]]))
    np.testing.assert_allclose(related[:, :, 0], [[3.0, 3.5], [1.0, 2.5]])


@fast
@given(st.lists(experiences, min_size=2, max_size=6), st.floats(0, 0.95))
def test_unrelated_experience_inverts_related_experience(own, relatedness):
    experience = column(*own)
    back = laws.unrelated_experience(laws.related_experience(experience, relatedness), relatedness)
    np.testing.assert_allclose(back, experience, rtol=1e-10, atol=1e-10 * max(own) + 1e-300)


@pytest.mark.parametrize("retention", [0.0, 0.5, 0.9, 0.99])
def test_experience_that_fades_settles_at_one_over_one_minus_retention(retention):
    experience = column(0.0, 100.0)
    done = column(1.0, 0.0)
    for step in range(1, 3001):
        experience = laws.practise(experience, done, retention)
        if step == 10:
            assert experience[0, 0, 0] == pytest.approx((1 - retention**10) / (1 - retention))
            assert experience[1, 0, 0] == pytest.approx(100 * retention**10)
    np.testing.assert_allclose(experience, column(1 / (1 - retention), 0.0), rtol=1e-9, atol=1e-9)


def test_experience_that_does_not_fade_counts_repetitions():
    experience = np.zeros((2, 1, 1))
    done = np.array([True, False]).reshape(2, 1, 1)
    for _ in range(7):
        experience = laws.practise(experience, done, 1.0)
    assert experience.ravel().tolist() == [7.0, 0.0]
