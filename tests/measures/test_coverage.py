"""Intervals of claims cover at least as often as they say, less two points, wherever they are offered."""

import numpy as np
import pytest

from specialisation_sim.measures.intervals import (
    FEWEST,
    can_correct,
    exact_share_interval,
    holm,
    mean_chance,
    share_chance,
    skewed_mean_interval,
)

NOMINAL, ALLOWED = 0.95, 0.02
LAWS = {
    "normal": (lambda rng, size: rng.normal(size=size), 0.0),
    "uniform": (lambda rng, size: rng.random(size), 0.5),
    "exponential": (lambda rng, size: rng.exponential(size=size), 1.0),
    "lognormal": (lambda rng, size: rng.lognormal(size=size), float(np.exp(0.5))),
    "Pareto": (lambda rng, size: rng.pareto(2.5, size=size), 1 / 1.5),
}


def misses(law, number, times, seed=1):
    """Part of all samples whose interval misses the mean; a sample without an interval misleads nobody."""
    draw, mean = LAWS[law]
    samples = [one for one in draw(np.random.default_rng(seed), (times, number)) if can_correct(one)]
    ends = [skewed_mean_interval(one) for one in samples]
    return sum(not low <= mean <= high for low, high in ends) / times


def holds(law, number, times):
    wrong = misses(law, number, times)
    assert wrong <= 1 - NOMINAL + ALLOWED, (law, number, wrong)


@pytest.mark.parametrize("law", LAWS)
def test_halls_interval_covers_where_it_is_offered(law):
    holds(law, 60, 1000)


@pytest.mark.weekly("coverage rates")
@pytest.mark.parametrize("number", [FEWEST, 50, 200, 1000])
@pytest.mark.parametrize("law", LAWS)
def test_halls_interval_covers_at_every_number(law, number):
    holds(law, number, 20_000 if number < 500 else 4000)


def test_it_is_not_offered_to_few_or_to_skewed():
    assert not can_correct(np.arange(FEWEST - 1.0))
    assert not can_correct(np.array([0.0] * 99 + [1.0]))
    assert can_correct(np.arange(float(FEWEST)))


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.95])
def test_the_exact_interval_of_a_share_covers_at_every_number(share):
    from scipy.stats import binom

    for number in (1, 4, 6, 20, 100):
        hits = np.arange(number + 1)
        inside = [low <= share <= high for low, high in (exact_share_interval(int(one), number) for one in hits)]
        assert binom.pmf(hits, number, share)[inside].sum() >= NOMINAL - 1e-12


def test_chances_agree_with_intervals():
    rng = np.random.default_rng(5)
    for _ in range(50):
        values = rng.exponential(size=80)
        low, high = skewed_mean_interval(values)
        assert mean_chance(values, low) == pytest.approx(0.05, abs=1e-9)
        assert mean_chance(values, high) == pytest.approx(0.05, abs=1e-9)
    low, high = exact_share_interval(7, 20)
    assert [share_chance(7, 20, end) for end in (low, high)] == pytest.approx([0.05, 0.05])


def test_holm_allows_for_how_many_were_asked():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]
