"""Autoencoders: the trained linear one is probabilistic principal components, and the chain does as the source says."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import TrainedContract
from closed_forms import linear as closed
from closeness import accepts
from contract import Bite
from long_tests import but_first

from specialisation_sim import UserError, ensemble
from specialisation_sim.chains.autoencoder import AutoencoderChain, AutoencoderParameters
from specialisation_sim.chains.learners.digits import classified, digits, effective_digits
from specialisation_sim.chains.learners.nets import one_thread
from specialisation_sim.chains.learners.vae import Vae, fit_vae

FEW = {"samples": 100, "hidden": 16, "updates": 60, "batch": 32}
MORE = FEW | {"updates": 150}


@pytest.mark.long("contracts of further models")
class TestAutoencoderChain(TrainedContract):
    story = AutoencoderChain
    parameters = AutoencoderParameters(samples=30, hidden=8, updates=6, batch=16, outside=0.2, original="fixed")
    bites: ClassVar = {
        "samples": Bite(600, "real_loss", -1, MORE, steps=1, runs=8),
        "pixels": Bite("means", "image_variance", -1, FEW, steps=1, runs=4),
        "beta": Bite(2.0, "latent_spread", -1, MORE, steps=1, runs=6),
        "hidden": Bite(64, "real_loss", -1, FEW, steps=1, runs=6),
        "updates": Bite(200, "real_loss", -1, FEW, steps=1, runs=6),
        "batch": Bite(2, "real_loss", +1, MORE, steps=1, runs=8),
        "rate": Bite(0.002, "real_loss", +1, FEW, steps=1, runs=6),
        "regime": Bite("accumulate", "real_loss", -1, MORE, steps=4, runs=8),
        "outside": Bite(0.5, "real_loss", -1, MORE, steps=4, runs=8),
        "original": Bite(
            "fixed", "real_loss", +1, MORE | {"outside": 0.5, "samples": 60, "regime": "accumulate"}, steps=4, runs=12
        ),
    }


def test_training_that_diverges_is_told_with_its_rate():
    given = AutoencoderParameters(
        **{"regime": "accumulate", "outside": 1.0, "pixels": "means", "rate": 1.0},
        **{"samples": 20, "hidden": 60, "updates": 60, "batch": 1},
    )
    world = AutoencoderChain(given, seeds=(0, 1), collect=False)
    with pytest.raises(UserError, match=r"training diverged in generation \d+, with rate = 1.0: .*give a lower rate"):
        world.run_for(20)


def test_a_first_training_that_diverges_is_told_as_well():
    given = AutoencoderParameters(samples=34, pixels="means", beta=100.0, hidden=60, updates=60, batch=5, rate=1.0)
    with pytest.raises(UserError, match=r"training diverged in generation 0, with rate = 1.0: .*give a lower rate"):
        AutoencoderChain(given, seeds=(0, 1), collect=False)


def test_the_shipped_digits_are_those_of_scikit_learn():
    data = pytest.importorskip("sklearn.datasets").load_digits()
    ink, digit = digits()
    np.testing.assert_array_equal(ink * 16, data.data)
    np.testing.assert_array_equal(digit, data.target)


def test_digits_are_told_by_their_mean_scan():
    ink, digit = digits()
    assert (classified(ink) == digit).mean() > 0.9
    assert effective_digits(ink) == pytest.approx(10, abs=0.1)
    assert effective_digits(ink[digit == 3]) < 2


def rows_with(variance, runs, rows, seed=0):
    """Data whose sample has exactly these variances along axes that are turned, ``(runs, rows, directions)``."""
    found = []
    for run in range(runs):
        rng = np.random.default_rng([seed, run])
        raw = rng.normal(size=(rows, len(variance)))
        raw -= raw.mean(axis=0)
        turned = np.linalg.qr(rng.normal(size=(len(variance), len(variance))))[0]
        found.append(np.linalg.qr(raw)[0] * np.sqrt(rows * np.array(variance)) @ turned)
    return np.stack(found)


def linear_fit(data, noise, beta, latent, seed=1):
    """A linear autoencoder, trained on the data of each run."""
    rngs = [np.random.default_rng([seed, run]) for run in range(len(data))]
    start = Vae.drawn(data.shape[2], 0, latent, rngs, noise, np.float64)
    with one_thread():
        return fit_vae(start, data, rngs, np.full(len(data), beta), 4000, 100, np.full(len(data), 0.06))


def kept(model):
    """Variances that the decoder keeps, largest first, ``(runs, latent)``."""
    loadings = [next(iter(model.decoder.layers))[0][run] for run in range(len(model.decoder.weights))]
    return np.array([np.linalg.svd(one, compute_uv=False) ** 2 for one in loadings])


@pytest.mark.parametrize("beta", but_first("trained chains at half their size", [0.5, 1.0, 2.0]))
def test_the_trained_linear_autoencoder_is_the_closed_form(beta):
    variance, noise = np.array([2.0, 1.0, 0.3, 0.1]), 0.3
    found = kept(linear_fit(rows_with(variance, 6, 400), noise, beta, latent=2))
    np.testing.assert_allclose(found.mean(axis=0), closed.linear_vae(variance, noise, beta)[:2], rtol=0.02)


@pytest.mark.weekly("trained chains at half their size")
def test_generations_of_it_follow_the_recursion():
    """Means passed on lose beta times the noise a generation; drawn data of beta = 1 lose nothing."""
    noise, exact = 0.2, np.array([1.5, 0.9])
    rng = np.random.default_rng(3)
    data = rows_with([1.5, 0.9, 0.01], 8, 400)
    for _ in range(3):
        model = linear_fit(data, noise, 1.0, latent=2)
        exact = closed.vae_generation(exact, 0.0, noise, 0.0)
        data = model.means(rng.normal(size=(8, 400, 2)))
    seen = np.sort([np.linalg.eigvalsh(np.cov(one.T, bias=True)) for one in data], axis=-1)[:, ::-1]
    accepts(seen[:, :2].sum(axis=1), exact.sum())
    assert closed.vae_generation(1.5, 1.5, noise, 0.0, drawn=True) == pytest.approx(1.5)


@pytest.mark.parametrize("share", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("real", [0.05, 0.5, 2.0, 9.0])
def test_the_limit_under_real_data_is_a_fixed_point(share, real):
    """A tenth of real data keeps only what has ten times the noise; what is lost is not sampling error."""
    variance = real
    for _ in range(3000):
        variance = closed.vae_generation(variance, real, 0.3, share)
    assert variance == pytest.approx(float(closed.vae_limit(real, 0.3, share)), rel=1e-10)


@pytest.fixture(scope="module")
def chains():
    """Runs of the chain at half its size, by what is passed on."""

    def runs(steps, **parameters):
        one = AutoencoderParameters(samples=800, updates=450, hidden=48, **parameters)
        return ensemble(AutoencoderChain, one, 3, steps, workers=1, progress=False).series.groupby("time")

    return {
        "alone": runs(14).beyond,
        "half": runs(14, outside=0.5).beyond,
        "means": runs(5, pixels="means", beta=1.0).image_variance,
        "a tenth": runs(5, pixels="means", beta=1.0, outside=0.1).image_variance,
    }


@pytest.mark.weekly("trained chains at half their size")
def test_drawn_images_lose_their_tails_and_half_real_ones_hold_them(chains):
    assert chains["alone"].mean()[1] > 0.12
    assert chains["alone"].max()[14] < 0.08
    assert chains["half"].min()[14] > 0.1


@pytest.mark.weekly("trained chains at half their size")
def test_means_collapse_at_once_and_a_tenth_of_real_scans_does_not_help(chains):
    for name in ("means", "a tenth"):
        assert chains[name].min()[1] > 0.5
        assert chains[name].max()[5] < 0.1
