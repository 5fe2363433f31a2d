"""Mixtures: expectation-maximisation against scikit-learn, and what the chain does."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import ChainContract
from closeness import accepts, ends
from contract import Bite, lived
from scipy import integrate, stats

from specialisation_sim import UserError
from specialisation_sim.chains.learners.em import FittedMixture, clusters, fit_mixture
from specialisation_sim.chains.mixture import Bumps, MixtureChain, MixtureParameters, density_distance


class TestMixtureChain(ChainContract):
    story = MixtureChain
    parameters = MixtureParameters(samples=40, regime="counts", handed_down=0.2, outside=0.1, original="fixed")
    steps = 5
    along: ClassVar = {"regime": {"outside": 0.0, "handed_down": 0.0, "raised": 0.0}}
    bites: ClassVar = {
        "outside_every": Bite(
            15, "wandered", +1, {"regime": "mix", "samples": 50, "outside": 0.5}, steps=14, runs=200, long=True
        ),
        "watch": Bite(0.9, "total_sd", +1, {"regime": "mix", "samples": 30, "raised": 0.5}, steps=40),
        "back": Bite(1.0, "real_share", +1, {"regime": "mix", "samples": 30, "raised": 0.2, "watch": 0.9}, steps=15),
        "raised": Bite(0.5, "total_sd", +1, {"regime": "mix", "samples": 30, "watch": 0.9}, steps=40),
        "samples": Bite(400, "narrowest", +1, steps=10, runs=60),
        "regime": Bite("accumulate", "narrowest", +1, {"samples": 50}, steps=20),
        "handed_down": Bite(0.8, "narrowest", +1, {"regime": "mix", "samples": 60}, steps=40),
        "outside": Bite(0.5, "wandered", -1, {"regime": "mix", "samples": 50}, steps=15, runs=200, long=True),
        "original": Bite(
            "fixed", "narrowest", -1, {"regime": "counts", "outside": 0.3, "samples": 40}, steps=30, runs=700, long=True
        ),
        "distance": Bite(4.0, "total_sd", +1, steps=2),
        "start": Bite("warm", "separation", +1, {"samples": 50}, steps=150, long=True),
    }

    def variants(self):
        """Runs under counts are not watched."""
        return [one for one in super().variants() if not one.watch]


def test_runs_under_counts_are_not_watched():
    with pytest.raises(UserError, match="not watched under regime = 'counts'; allowed: 'mix'"):
        MixtureChain(MixtureParameters(regime="counts", watch=0.9), seeds=[0])


def test_a_watched_run_of_a_mixture_is_the_same_alone_and_beside_others():
    p = MixtureParameters(samples=30, regime="mix", watch=0.9, back=0.95, raised=0.4)
    together = lived(MixtureChain(p, seeds=range(5)), 20)
    assert 0 < together[-1, list(MixtureChain.observed).index("real_share")].mean() < 0.4
    for seed in range(5):
        np.testing.assert_array_equal(lived(MixtureChain(p, seeds=[seed]), 20)[:, :, 0], together[:, :, seed])


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.normal(size=(6, 500)) + 2.0 * rng.choice([-1, 1], size=(6, 500))


@pytest.mark.parametrize("warm", [True, False])
def test_em_agrees_with_scikit_learn(data, warm):
    mixture = pytest.importorskip("sklearn.mixture")
    start = (
        FittedMixture(np.full((2, 6), 0.5), np.array([[-1.0], [2.0]]) + np.zeros(6), np.ones((2, 6))) if warm else None
    )
    found = fit_mixture(data, 2, start)
    for run in range(6):
        given = {"weights_init": [0.5, 0.5], "means_init": [[-1.0], [2.0]], "precisions_init": [[[1.0]], [[1.0]]]}
        reference = mixture.GaussianMixture(2, random_state=0, **(given if warm else {})).fit(data[run][:, None])
        order = np.argsort(reference.means_[:, 0])
        close = 1e-9 if warm else 0.02  # k-means draws its first centres there
        np.testing.assert_allclose(found.mean[:, run], reference.means_[order, 0], atol=close)
        np.testing.assert_allclose(found.weight[:, run], reference.weights_[order], atol=close)
        np.testing.assert_allclose(found.variance[:, run], reference.covariances_[order, 0, 0], atol=close)


def test_runs_are_fitted_each_for_itself(data):
    together = fit_mixture(data, 2)
    for run in range(6):
        for one, all_runs in zip(fit_mixture(data[[run]], 2), together, strict=True):
            np.testing.assert_array_equal(one[:, 0], all_runs[:, run])


def test_the_truth_has_a_spread_of_the_root_of_five():
    world = MixtureChain(MixtureParameters(samples=2000), seeds=range(200))
    np.testing.assert_allclose(world.total_sd, np.sqrt(5))
    world.step()
    accepts(world.total_sd**2, 5 * (1 - 1 / 2000))
    assert isinstance(world.source, Bumps)


@pytest.mark.long("closed forms, by many runs")
def test_components_end_as_spikes_and_a_tenth_of_original_data_holds_the_spread():
    alone = ends("mixture", 20, 300, samples=60)
    held = ends("mixture", 20, 300, samples=60, regime="counts", outside=0.1)
    assert (alone.widest < 0.3).mean() > 0.8
    assert held.total_sd.mean() == pytest.approx(np.sqrt(5), abs=0.6)


def test_clusters_are_nearest_to_their_own_centre(data):
    for number in (2, 3):
        share = clusters(data, number)
        np.testing.assert_array_equal(share.sum(axis=0), 1)
        centre = (share * data).sum(axis=-1) / share.sum(axis=-1)
        np.testing.assert_array_equal(np.abs(data - centre[..., None]).argmin(axis=0), share.argmax(axis=0))


def test_data_all_alike_are_one_cluster():
    fit = fit_mixture(np.ones((3, 50)), 2)
    np.testing.assert_allclose((fit.weight * fit.mean).sum(axis=0), 1)
    assert np.isfinite(np.array(fit)).all()


def test_the_distance_of_densities_is_that_of_quadrature():
    one = FittedMixture(np.array([[0.3], [0.7]]), np.array([[-1.0], [2.0]]), np.array([[0.5], [2.0]]))
    other = FittedMixture(np.array([[0.5], [0.5]]), np.array([[-2.0], [2.0]]), np.ones((2, 1)))

    def density(fit, x):
        return (fit.weight[:, 0] * stats.norm.pdf(x, fit.mean[:, 0], np.sqrt(fit.variance[:, 0]))).sum()

    exact, _ = integrate.quad(lambda x: (density(one, x) - density(other, x)) ** 2, -20, 20, limit=200)
    assert density_distance(one, other)[0] == pytest.approx(np.sqrt(exact), rel=1e-8)
    assert density_distance(one, one)[0] < 1e-7


def test_the_two_components_are_told_by_their_side():
    world = MixtureChain(MixtureParameters(samples=60), seeds=range(40))
    for _ in range(30):
        world.step()
    assert (world.left_mean <= world.right_mean).all()
    weight, mean = world.left_weight, world.left_weight * world.left_mean + (1 - world.left_weight) * world.right_mean
    variance = weight * (world.left_sd**2 + world.left_mean**2) + (1 - weight) * (
        world.right_sd**2 + world.right_mean**2
    )
    np.testing.assert_allclose(np.sqrt(variance - mean**2), world.total_sd, rtol=1e-10)


@pytest.mark.weekly("whole chains beside another implementation")
def test_chains_end_as_those_of_scikit_learn():
    """Neither code nor draws are shared; `benchmarks/bench_chains.py full` does the same at the blog's size."""
    pytest.importorskip("sklearn.mixture")
    from benchmarks.peers import mixture_sklearn

    theirs = np.array([mixture_sklearn.chain(seed, 100, 60) for seed in range(20)]).T
    ours = ends("mixture", 200, 60, samples=100)
    for name, found in zip(mixture_sklearn.ENDS, theirs, strict=True):
        assert stats.ks_2samp(ours[name], found).pvalue > 1e-3, name
