"""The Gaussian and the noisy chain against their closed forms, and the source's formulas against the simulation."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import ChainContract
from closed_forms import gaussian as closed
from closeness import accepts, ends, rejects
from contract import Bite

from specialisation_sim import UserError
from specialisation_sim.chains.gaussian import GaussianChain, GaussianParameters, Moments
from specialisation_sim.chains.noisy import NoisyChain, NoisyParameters
from specialisation_sim.chains.theory import gaussian as theory

TEN = [100] * 10
FITS = np.arange(1.0, 21.0)
D, OWN = NoisyParameters().dimensions, NoisyParameters().noise


def erred(sizes, noise=0.0, dimensions=D, leaning=0.0):
    """Squared error of the noisy chain."""
    return closed.noisy_error(dimensions, sizes, noise, leaning)


class TestGaussianChain(ChainContract):
    story = GaussianChain
    parameters = GaussianParameters(
        samples=20, regime="mix", handed_down=0.2, outside=0.1, outside_every=2, watch=0.9, back=0.95, raised=0.3
    )
    along: ClassVar = {"regime": {"handed_down": 0.0, "outside": 0.0, "raised": 0.0}}
    bites: ClassVar = {
        "outside_every": Bite(10, "mean_error", +1, {"regime": "mix", "outside": 0.5}, steps=19),
        "watch": Bite(0.9, "mean_error", -1, {"regime": "mix", "raised": 0.7}, steps=40),
        "back": Bite(1.0, "real_share", +1, {"regime": "mix", "raised": 0.9, "watch": 0.7}, steps=15),
        "raised": Bite(0.7, "mean_error", -1, {"regime": "mix", "watch": 0.9}, steps=40),
        "samples": Bite(1000, "risk", -1, steps=5, size=theory.risk([1000] * 5) - theory.risk([100] * 5)),
        "regime": Bite("accumulate", "risk", -1, steps=20, runs=60),
        "handed_down": Bite(0.6, "mean_error", -1, {"regime": "mix"}, steps=20, runs=60),
        "outside": Bite(0.5, "mean_error", -1, {"regime": "mix"}, steps=20),
        "growth": Bite(1.0, "risk", -1, steps=20, size=theory.risk(100 * FITS) - theory.risk([100] * 20), runs=60),
        "variance_of": Bite("likelihood", "variance", -1, {"samples": 10}, steps=5, runs=1000, size=0.9**5 - 1),
    }

    def variants(self):
        return [self.parameters, self.parameters.but(samples=50), self.parameters.but(outside=0.0, handed_down=0.0)]


class TestNoisyChain(ChainContract):
    story = NoisyChain
    parameters = NoisyParameters(dimensions=12, leaning=-0.5, growth=0.5)
    bites: ClassVar = {
        "samples": Bite(1000, "squared_error", -1, {"noise": 0.0}, steps=5, size=erred([1000] * 5) - erred([100] * 5)),
        "growth": Bite(
            2.0, "squared_error", -1, {"noise": 0.0}, steps=20, size=erred(100 * FITS**2) - erred([100] * 20)
        ),
        "dimensions": Bite(
            8, "squared_error", +1, steps=5, runs=400, size=erred([100] * 5, OWN, 8) - erred([100] * 5, OWN)
        ),
        "noise": Bite(0.3, "squared_error", +1, steps=5, size=erred([100] * 5, 0.3) - erred([100] * 5, OWN), runs=60),
        "leaning": Bite(
            -1.0,
            "squared_error",
            -1,
            steps=5,
            runs=400,
            size=erred([100] * 5, OWN, leaning=-1.0) - erred([100] * 5, OWN),
        ),
    }


@pytest.fixture(scope="module")
def replaced():
    """Ten fits to 100 data each."""
    return ends("gaussian", 10_000, 10)


def test_every_term_of_the_risk_carries_three_halves(replaced):
    """Erratum E2."""
    assert theory.risk(TEN) == pytest.approx(0.14987, abs=5e-6)
    accepts(replaced.risk, theory.risk(TEN))
    source = 9 / 100 + 3 / 200
    assert source == pytest.approx(0.105)
    rejects(replaced.risk, source)


def test_the_variance_of_the_risk(replaced):
    """Erratum E3: at the first fit 5/2 of 1/M^2, not 3."""
    mean, variance = closed.moments_of_risk(TEN)
    assert mean == pytest.approx(theory.risk(TEN), rel=1e-10)
    accepts((replaced.risk - mean) ** 2, variance)
    first = ends("gaussian", 10_000, 1, samples=1000)
    mean, variance = closed.moments_of_risk([1000])
    accepts((first.risk - mean) ** 2, variance)
    assert variance == pytest.approx(closed.leading_variance_of_risk([1000]), rel=0.01)
    rejects((first.risk - mean) ** 2, 3 / 1000**2)


@pytest.mark.parametrize("size", [2, 5, 100])
def test_the_variance_of_data_is_exact_for_any_size(size):
    """Erratum E4: the second moment of a datum grows by 1/M a fit, also for two data."""
    fits = 3 if size == 2 else 6
    found = ends("gaussian", 10_000, fits, samples=size).second_moment
    accepts(found, closed.spread_of_data([size] * fits))
    rejects(found, 1.0)


def test_the_typical_path_collapses_while_the_mean_variance_stays():
    """Erratum E5."""
    found = ends("gaussian", 2000, 100, samples=50)
    accepts(found.log_variance, theory.log_variance(50, 100))
    rejects(found.log_variance, 0.0)
    accepts((found.log_variance - theory.log_variance(50, 100)) ** 2, closed.variance_of_log_variance(50, 100))
    assert found.variance.median() == pytest.approx(np.exp(-100 / 50), rel=0.2)
    assert theory.log_variance(100, 1) == pytest.approx(-1 / 100, rel=0.02)


def test_half_normal_error_of_a_mean():
    """Erratum E8."""
    found = ends("gaussian", 10_000, 1, samples=10_000_000)
    accepts(found.mean_error, theory.mean_absolute_error(10_000_000))
    accepts(found["mean"], 0.0)
    rejects(found["mean"], 0.00024899)
    accepts((found.mean_error - theory.mean_absolute_error(10_000_000)) ** 2, (1 - 2 / np.pi) / 10_000_000)
    assert np.sqrt((1 - 2 / np.pi) / 1e7) == pytest.approx(1.89e-4, rel=0.02)
    assert theory.mean_absolute_error(1e7) == pytest.approx(0.00024899, rel=0.02)


@pytest.mark.parametrize(("size", "fits"), [(10, 5), (20, 40)])
def test_likelihood_moves_variance_from_within_to_between_and_conserves_the_total(size, fits):
    """Erratum E13."""
    found = ends("gaussian", 6000, fits, samples=size, variance_of="likelihood")
    within, between = closed.likelihood_split(size, fits)
    accepts(found.variance, within)
    accepts(found["mean"] ** 2, between)
    accepts(found.second_moment, 1.0)
    rejects(found.second_moment, closed.spread_of_data([size] * fits))


def test_accumulating_keeps_the_risk_bounded():
    found = ends("gaussian", 4000, 30, samples=50, regime="accumulate")
    squared, variance = theory.accumulated(50, 30)
    accepts(found["mean"] ** 2, squared)
    accepts(found.variance, variance)
    assert found.risk.mean() < theory.accumulated_bound(50)
    rejects(found.risk, theory.risk([50] * 30))


@pytest.mark.parametrize(("alpha", "beta", "gamma"), [(0.9, 0.0, 0.1), (0.5, 0.3, 0.2), (0.6, 0.4, 0.0)])
def test_mixed_chains_follow_the_recursion(alpha, beta, gamma):
    found = ends("gaussian", 1500, 12, samples=50, regime="mix", handed_down=beta, outside=gamma)
    second, squared = closed.mixed_path(50, alpha, beta, gamma, 12)[-1]
    accepts(found.second_moment, second)
    accepts(found.source_mean**2, squared)
    # Erratum E6: with alpha = gamma = 0 the source never moves.
    np.testing.assert_allclose(closed.mixed_path(50, 0.0, 1.0, 0.0, 12)[-1], [1.0, 0.0])
    rejects(found.source_mean**2, 0.0)


def test_the_spectral_radius_decides():
    assert closed.mixed_radius(50, 0.9, 0.0) == pytest.approx(0.9156, abs=5e-5)
    assert theory.mixed_limit(50, 0.9, 0.0, 0.1)[0] == pytest.approx(1.1988, abs=5e-5)
    np.testing.assert_allclose(closed.mixed_path(50, 0.9, 0, 0.1, 400)[-1], theory.mixed_limit(50, 0.9, 0, 0.1))
    assert all(closed.mixed_radius(m, 1 - b, b) >= 1 for m in (5, 50, 5000) for b in (0, 0.3, 0.9))


def test_samples_that_grow_faster_than_generations_keep_the_risk_finite():
    def grown(power, fits):
        return theory.risk(100 * np.arange(1, fits + 1.0) ** power)

    # A series that ends gains ever less from a tenfold of generations; at p = 1 it gains as much each time, for ever.
    assert grown(1.5, 10**5) - grown(1.5, 10**4) < 0.4 * (grown(1.5, 10**4) - grown(1.5, 10**3))
    gains = np.diff([closed.noisy_error(1.0, 100 * np.arange(1, 10**k + 1.0), 0.0) for k in (2, 3, 4, 5)])
    np.testing.assert_allclose(gains, np.log(10) / 100, rtol=2e-2)
    found = ends("gaussian", 2000, 20, growth=1.5)
    accepts(found.risk, theory.risk([np.rint(100 * i**1.5) for i in range(1, 21)]))


def test_joined_moments_are_those_of_the_joined_sample():
    rng = np.random.default_rng(0)
    one, two = rng.normal(size=(5, 3)), rng.normal(2, 3, size=(9, 3))

    def moments(x):
        return Moments(np.full(3, float(len(x))), x.mean(axis=0), ((x - x.mean(axis=0)) ** 2).sum(axis=0))

    for name in ("number", "mean", "squares"):
        both = getattr(moments(np.concatenate([one, two])), name)
        np.testing.assert_allclose(getattr(moments(one).joined(moments(two)), name), both)


@pytest.mark.parametrize("rho", [0.0, -1.0, 0.6])
def test_noise_adds_to_the_sampling_error(rho):
    found = ends("noisy", 4000, 8, dimensions=3, leaning=rho)
    accepts(found.squared_error, closed.noisy_error(3, [100] * 8, 0.1, rho))
    if rho:
        rejects(found.squared_error, closed.noisy_error(3, [100] * 8, 0.1))


def remembered(sizes, part):
    """Mean square error when the last fit takes back a part of all sampling errors, and that fit's own mean square."""
    sampling = np.random.default_rng(0).normal(size=(len(sizes), 100_000)) / np.sqrt(sizes)[:, None]
    total = sampling.sum(axis=0)
    return np.mean((total - part * total) ** 2), np.mean((part * total) ** 2)


@pytest.mark.parametrize("part", [0.2, 0.9])
def test_an_error_that_remembers_the_past_reaches_the_lower_bound(part):
    sizes = np.array([100.0, 400.0, 50.0])
    noise = np.array([0.0, 0.0, part * np.sqrt(np.sum(1 / sizes))])
    left, own = remembered(sizes, part)
    assert own == pytest.approx(noise[-1] ** 2, rel=0.02)
    assert left == pytest.approx(closed.bounded_noise_bound(1.0, sizes, noise), rel=0.02)
    assert left < 0.9 * closed.noisy_error(1.0, sizes, noise, -1.0)


def test_taking_back_an_earlier_error_is_less_than_leaning_against_the_newest():
    # The second fit's error is minus the first sampling error: only the second sampling error is left.
    sizes, noise, left = [1.0, 1e6], [0.0, 1.0], 1e-6
    assert closed.bounded_noise_bound(1.0, sizes, noise) <= left < closed.noisy_error(1.0, sizes, noise, -1.0)


def test_no_bound_is_left_where_fits_err_more_than_samples():
    assert closed.bounded_noise_bound(1.0, [100] * 4, 0.06) == 0


def test_a_regime_that_needs_points_is_refused():
    with pytest.raises(UserError, match="regime = 'counts' is not offered here; allowed: accumulate, mix"):
        GaussianChain(GaussianParameters(regime="counts"))


def test_the_mean_of_a_standard_deviation_is_exact_for_few_and_for_many_data():
    assert theory.c4(2) == pytest.approx(np.sqrt(2 / np.pi), abs=1e-12)
    assert theory.c4(np.nextafter(theory.LARGE, 1e9)) == pytest.approx(theory.c4(theory.LARGE), abs=1e-11)
    for size in (1e5, 1e10):
        assert size * (1 - theory.c4(size)) == pytest.approx(0.25, rel=1e-4)
    assert theory.risk([1e10] * 3) == pytest.approx(4.5e-10, rel=1e-4)
