"""Tilting, linear autoencoder, least squares, flow and verification against their closed forms."""

from itertools import pairwise
from typing import ClassVar

import numpy as np
import pytest
from chain_contract import ChainContract
from closed_forms import linear as closed_linear
from closed_forms import literature
from closed_forms import tilt as closed_tilt
from closeness import accepts, ends, rejects
from contract import Bite

from specialisation_sim import UserError
from specialisation_sim.chains.flow import FlowChain, FlowParameters
from specialisation_sim.chains.linear import (
    LinearAutoencoderChain,
    LinearAutoencoderParameters,
    RegressionChain,
    RegressionParameters,
)
from specialisation_sim.chains.theory import linear, tilt
from specialisation_sim.chains.tilt import TiltChain, TiltParameters
from specialisation_sim.chains.verification import VerificationChain, VerificationParameters


class TestTiltChain(ChainContract):
    story = TiltChain
    parameters = TiltParameters(options=30, method="curated", candidates=3, outside=0.1)
    bites: ClassVar = {
        "options": Bite(60, "effective_options", +1, steps=3),
        "exponent": Bite(0.0, "effective_options", +1, steps=3),
        "method": Bite("curated", "reward_variance", -1, steps=20),
        "price": Bite(0.1, "mean_reward", +1, steps=20),
        "rate": Bite(0.02, "divergence", -1, steps=5),
        "candidates": Bite(16, "mean_reward", +1, {"method": "curated"}, steps=1),
        "outside": Bite(0.3, "effective_options", +1, {"method": "curated"}, steps=10),
    }


class TestLinearAutoencoderChain(ChainContract):
    story = LinearAutoencoderChain
    parameters = LinearAutoencoderParameters(dimensions=12, real=0.1, samples=30)
    bites: ClassVar = {
        "dimensions": Bite(3, "total_variance", -1, steps=2),
        "decay": Bite(0.9, "total_variance", +1, steps=2),
        "noise": Bite(0.2, "total_variance", -1, steps=2),
        "real": Bite(0.2, "weakest_left", +1, steps=10),
        "samples": Bite(3, "effective_directions", -1, {"noise": 0.0}, steps=10),
    }


class TestRegressionChain(ChainContract):
    story = RegressionChain
    parameters = RegressionParameters(dimensions=12, samples=30)
    bites: ClassVar = {
        "dimensions": Bite(20, "error", +1, steps=5),
        "samples": Bite(200, "error", -1, steps=5),
        "noise": Bite(1.0, "error", +1, steps=5),
        "regime": Bite("accumulate", "error", -1, steps=10),
    }


class TestFlowChain(ChainContract):
    story = FlowChain
    parameters = FlowParameters(
        pairs="kept", real=0.2, samples=50, euler_steps=4, outside_every=2, watch=0.9, back=0.95, raised=0.3
    )
    bites: ClassVar = {
        "outside_every": Bite(3, "spread", -1, {"real": 0.5}, steps=5),
        "watch": Bite(0.9, "spread", +1, {"raised": 0.5}, steps=5),
        "back": Bite(1.0, "real_share", +1, {"raised": 0.9, "watch": 0.8}, steps=10),
        "raised": Bite(0.5, "spread", +1, {"watch": 0.9}, steps=5),
        "euler_steps": Bite(100, "spread", +1, steps=5),
        "pairs": Bite("kept", "spread", +1, steps=5),
        "real": Bite(0.3, "spread", +1, steps=10),
        "samples": Bite(5, "spread", -1, steps=5, runs=400),
    }


class TestVerificationChain(ChainContract):
    story = VerificationChain
    parameters = VerificationParameters(samples=200, dimensions=20, accuracy=0.55)
    bites: ClassVar = {
        "samples": Bite(200, "right", -1, steps=1),
        "dimensions": Bite(5000, "right", -1, steps=1),
        "margin": Bite(1.0, "right", -1, steps=5),
        "accuracy": Bite(0.4, "right", -1, steps=5),
        "keep_right": Bite(0.4, "right", -1, steps=5),
        "keep_wrong": Bite(0.3, "right_kept", +1, steps=1),
    }


def rewards(options=8, runs=5):
    rng = np.random.default_rng(3)
    p = rng.dirichlet(np.ones(options), size=runs).T
    return p, rng.normal(size=(options, runs))


@pytest.mark.parametrize("price", [0.05, 0.5, 3.0])
def test_the_tilted_policy_is_worth_b_ln_z_and_no_other_is_worth_more(price):
    p, r = rewards()
    q = closed_tilt.tilted(p, r, price)

    def worth(policy):
        return (policy * r).sum(axis=0) - price * tilt.divergence(policy, p)

    np.testing.assert_allclose(worth(q), closed_tilt.best_value(p, r, price), rtol=1e-10)
    others = np.random.default_rng(0).dirichlet(np.ones(8), size=(200, 5)).transpose(0, 2, 1)
    assert all((worth(0.9 * q + 0.1 * other) < worth(q)).all() for other in others)


def test_natural_gradient_closes_in_by_one_less_eta_b():
    p, r = rewards()
    goal, q = np.log(closed_tilt.tilted(p, r, 0.5)), p
    gaps = []
    for _ in range(6):
        gap = np.log(q) - goal
        gaps.append(gap - gap.mean(axis=0))
        q = tilt.fine_tuned(q, p, r, 0.5, 0.3)
    for one, two in pairwise(gaps):
        np.testing.assert_allclose(two, (1 - 0.5 * 0.3) * one, atol=1e-10)


def test_fine_tuned_chains_end_tilted_and_without_a_price_on_one_option():
    world = TiltChain(TiltParameters(price=0.7, rate=0.5), seeds=range(4))
    for _ in range(200):
        world.step()
    np.testing.assert_allclose(world.policy, closed_tilt.tilted(world.reference, world.reward, 0.7), atol=1e-10)
    free = ends("tilt", 30, 3000, price=0.0, rate=1.0)
    assert (free.modal_share > 0.99).mean() > 0.95


def test_best_of_n_is_what_drawing_and_keeping_the_best_gives():
    p, r = rewards(runs=1)
    drawn = np.random.default_rng(1).choice(8, p=p[:, 0], size=(40_000, 3))
    best = drawn[np.arange(40_000), r[drawn, 0].argmax(axis=1)]
    for option, chance in enumerate(tilt.best_of(p, r, 3.0)[:, 0]):
        if chance > 1e-3:
            accepts(best == option, chance)


@pytest.mark.parametrize("number", [1, 2, 4, 32])
def test_best_of_n_stays_within_its_bound(number):
    p, r = rewards(options=300)
    assert (tilt.divergence(tilt.best_of(p, r, float(number)), p) <= closed_tilt.best_of_bound(number) + 1e-12).all()
    even = np.full((20_000, 1), 1 / 20_000)
    closest = tilt.divergence(tilt.best_of(even, np.arange(20_000.0)[:, None], float(number)), even)
    assert closest == pytest.approx(closed_tilt.best_of_bound(number), rel=1e-3)


def test_curation_raises_the_reward_by_its_variance_until_that_is_gone():
    p, r = rewards()
    for _ in range(5):
        q = tilt.fine_tuned(p, p, r, 0.0, 1.0)
        gain = (q * np.exp(r)).sum(axis=0) - (p * np.exp(r)).sum(axis=0)
        np.testing.assert_allclose(gain, closed_tilt.curated_gain(p, r), rtol=1e-9)
        p = q
    assert ends("tilt", 50, 40, method="curated").reward_variance.max() < 1e-6


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 1.0])
@pytest.mark.parametrize("noise", [0.01, 0.3, 5.0])
def test_the_autoencoders_fixed_point(share, noise):
    s = 1.0
    for _ in range(20_000 if share == 0 else 3000):
        s = closed_linear.autoencoded(s, 1.0, noise, share)
    limit = closed_linear.autoencoder_limit(1.0, noise, share)
    assert s == pytest.approx(limit, abs=1e-10 if share else 1e-2)
    assert (limit > 0) == (share > 0)


def test_the_autoencoder_chain_is_its_recursion():
    world = LinearAutoencoderChain(LinearAutoencoderParameters(real=0.1, samples=10_000_000), seeds=range(30))
    expected = world.real[:, 0]
    for _ in range(15):
        world.step()
        expected = closed_linear.autoencoded(expected, world.real[:, 0], 0.05, 0.1)
    np.testing.assert_allclose(world.variance.mean(axis=1), expected, rtol=2e-3)


@pytest.mark.parametrize("regime", ["replace", "accumulate"])
def test_errors_of_regression_add_up_or_stay_bounded(regime):
    found = ends("regression", 1500, 12, regime=regime)
    exact = linear.regression_ratio(12, regime == "accumulate")
    accepts(found.error_ratio, exact)
    accepts(found.error, exact * closed_linear.regression_unit(0.5, 50, 5))
    rejects(found.error_ratio, linear.regression_ratio(12, regime != "accumulate"))
    assert linear.regression_ratio(10**6, accumulate=True) < np.pi**2 / 6


def test_too_few_data_for_the_features_are_refused():
    with pytest.raises(UserError, match="samples = 5 are too few for 5 features; allowed: from 7"):
        RegressionChain(RegressionParameters(samples=5))


def test_the_flow_loses_spread_by_the_product_and_none_with_kept_pairs():
    rounds = linear.reflowed(10, 10)
    assert rounds[4] == pytest.approx(0.514, abs=5e-4)
    for s in (0.2, 1.0, 3.0):
        assert linear.flow_factor(s, 7, 1.0) == pytest.approx(s, abs=1e-12)
        assert linear.flow_factor(s, 20_000) == pytest.approx(s, rel=1e-3)
    assert ends("flow", 50, 5, samples=10_000_000).spread.mean() == pytest.approx(rounds[4], abs=1e-3)
    kept = ends("flow", 50, 20, samples=10_000_000, pairs="kept")
    assert kept.spread.mean() == pytest.approx(rounds[0], abs=1e-3)
    real = ends("flow", 50, 10, samples=10_000_000, real=0.3)
    assert np.sqrt(0.7 * real.spread.mean() ** 2 + 0.3) == pytest.approx(0.807, abs=1e-3)


@pytest.mark.parametrize(("real", "made", "trained", "limit"), [(0.1, 0.506, 0.575, 0.555), (0.3, 0.708, 0.807, 0.807)])
def test_spread_of_a_flow_with_real_data_after_ten_rounds_and_in_the_limit(real, made, trained, limit):
    """The limits are the training data's; with a tenth of real data ten rounds are too few to be there."""

    def mixed(spread):
        return np.sqrt((1 - real) * spread**2 + real)

    rounds = linear.reflowed(200, 10, real)
    assert rounds[9] == pytest.approx(made, abs=1e-3)
    assert mixed(rounds[9]) == pytest.approx(trained, abs=1e-3)
    assert mixed(rounds[-1]) == pytest.approx(limit, abs=1e-3)
    world = FlowChain(FlowParameters(real=real, samples=10_000_000), seeds=range(50))
    for _ in range(10):
        world.step()
    assert world.spread.mean() == pytest.approx(made, abs=2e-3)


def test_the_flows_product_is_a_simulated_flow():
    rng = np.random.default_rng(0)
    noise, data = rng.normal(size=(2, 200_000))
    data *= 0.6
    x = rng.normal(size=200_000)
    for k in range(5):
        at = (1 - k / 5) * noise + k / 5 * data
        x = x + x * (at @ (data - noise)) / (at @ at) / 5
    assert x.std() == pytest.approx(linear.flow_factor(0.6, 5), rel=0.02)


@pytest.mark.parametrize(("right", "wrong"), [(0.8, 0.8), (0.9, 0.3), (0.3, 0.9)])
def test_verification_has_its_threshold(right, wrong):
    threshold = literature.verification_threshold(right, wrong)
    kept = {"keep_right": right, "keep_wrong": wrong, "samples": 1_000_000}
    assert (ends("verification", 40, 8, accuracy=threshold + 0.03, **kept).right > 0.9).all()
    assert (ends("verification", 40, 8, accuracy=threshold - 0.03, **kept).right < 0.1).all()


@pytest.mark.parametrize("exponent", [1.5, 2.0, 3.0])
def test_the_missing_mass_of_a_zipf_tail(exponent):
    assert literature.local_exponent(exponent, 5000) == pytest.approx(literature.tail_exponent(exponent), abs=0.01)


def test_without_noise_there_is_no_unit_of_error():
    world = RegressionChain(RegressionChain.Parameters(noise=0.0), seeds=[1])
    world.step()
    assert world.error.tolist() == [0.0]
    assert np.isnan(world.error_ratio).all()
