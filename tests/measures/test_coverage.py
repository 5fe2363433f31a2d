"""Intervals of claims cover at least as often as they say, less two points, wherever they are offered."""

import sys
from pathlib import Path

import numpy as np
import pytest

from specialisation_sim.claims.weighing import Verdict, weigh_mean
from specialisation_sim.measures.intervals import (
    FEWEST,
    exact_share_interval,
    holm,
    mean_chance,
    share_chance,
    skewed_mean_interval,
)

DOCS = Path(__file__).parent.parent.parent / "docs"
sys.path.append(str(DOCS))

from coverage_table import LAWS, NUMBERS, covered, read_table  # noqa: E402

NOMINAL, ALLOWED = 0.95, 0.02


@pytest.mark.parametrize("law", LAWS)
def test_the_interval_of_a_mean_covers(law):
    assert covered(law, 60, 1000, seed=1) >= NOMINAL - ALLOWED


@pytest.mark.weekly("coverage rates")
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("law", LAWS)
def test_the_interval_of_a_mean_covers_at_every_number(law, number):
    assert covered(law, number, 20_000 if number < 500 else 4000, seed=2) >= NOMINAL - ALLOWED


def test_the_table_of_the_docs_is_of_these_laws_and_in_it_all_are_covered():
    table = read_table()
    assert {law: list(map(int, row)) for law, row in table.items()} == {law: list(NUMBERS) for law in LAWS}
    assert min(min(row.values()) for row in table.values()) >= NOMINAL - ALLOWED
    for law in ("normal", "Pareto 1.5"):
        assert covered(law, 40, 2000, seed=3) == pytest.approx(table[law]["40"], abs=0.02)


@pytest.mark.parametrize("law", ["normal", "log-normal 2", "Pareto 1.5"])
def test_of_fewer_values_a_mean_is_undecided(law):
    draw, mean = LAWS[law]
    for number in (4, 6, 20, FEWEST - 1):
        values = draw(np.random.default_rng(number), (number,))
        found = weigh_mean(values, mean - 1e9, None, NOMINAL)
        assert (found.verdict, found.needed, str(found.method)) == (Verdict.UNDECIDED, FEWEST, "none")
    assert weigh_mean(draw(np.random.default_rng(1), (FEWEST,)), mean - 1e9, None, NOMINAL).verdict is Verdict.HOLDS


def test_one_value_that_is_the_whole_sample_makes_the_interval_three_times_as_wide():
    values = np.array([0.0] * 9999 + [1.0])
    low, high = skewed_mean_interval(values)
    narrow = 2 * 1.96 * values.std() / 100
    assert high - low > 2.5 * narrow


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
