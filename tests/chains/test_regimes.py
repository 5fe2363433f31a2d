"""What a generation is trained on."""

from typing import get_args

import numpy as np
import pytest
from closeness import accepts

from specialisation_sim.base.errors import UserError
from specialisation_sim.chains import CHAINS, regimes
from specialisation_sim.chains.draws import Draws
from specialisation_sim.chains.theory import tilt
from specialisation_sim.model.streams import Streams
from specialisation_sim.registry import scenario_names
from specialisation_sim.registry import story as chain
from specialisation_sim.studies.sources import REPRODUCTIONS


@pytest.mark.parametrize("fits", [1, 2, 9])
@pytest.mark.parametrize("regime", sorted(regimes.BLENDED))
def test_weights_sum_to_one(regime, fits):
    assert sum(regimes.weights(regime, fits, 0.3, 0.2)) == pytest.approx(1)


def test_pooling_weighs_all_models_so_far_alike():
    weights = np.array([1.0])
    for fits in range(1, 8):
        alpha, beta, gamma = regimes.weights("pool", fits, 0.0, 0.0)
        assert gamma == 0
        weights = np.append(weights * beta, alpha)
    np.testing.assert_allclose(weights, 1 / 8)


@pytest.mark.parametrize(("beta", "gamma"), [(0.0, 0.1), (0.33, 0.33), (0.5, 0.5), (0.0, 1.0)])
def test_a_split_sample_keeps_its_size(beta, gamma):
    parts = regimes.split(np.array([7.0, 50.0, 101.0]), beta, gamma)
    np.testing.assert_array_equal(sum(parts), [7, 50, 101])
    assert all((part >= 0).all() for part in parts)


def test_curating_draws_is_the_law_of_the_best():
    rng = np.random.default_rng(0)
    reward, policy = rng.normal(size=(6, 1)), np.full((6, 1), 1 / 6)
    drawn = rng.integers(6, size=(4, 30_000))
    kept = drawn[reward[drawn, 0].argmax(axis=0), np.arange(30_000)]
    best = int(reward.argmax())
    accepts(kept == best, tilt.best_of(policy, reward, 4.0)[best, 0])


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_real_rows_are_a_share_and_in_no_fixed_place(share):
    mixed = regimes.with_real(np.zeros((400, 2)), np.ones((500, 2)), share, np.random.default_rng(0))
    assert mixed.shape == (400, 2)
    assert mixed[:, 0].sum() == 400 * share
    assert 0.15 < mixed[:200, 0].mean() < 0.35 or share != 0.25


def test_unknown_chains_are_refused_with_the_nearest():
    with pytest.raises(UserError, match="did you mean 'gaussian'"):
        chain("gausian")
    assert all(chain(name).headline in chain(name).observed for name in CHAINS)


@pytest.mark.parametrize("name", REPRODUCTIONS)
def test_the_sources_parameters_are_valid_and_have_a_scenario(name):
    one = REPRODUCTIONS[name]
    assert one.scenario in scenario_names()
    for parameters in one.variants.values():
        chain(one.story).Parameters(**parameters)


def test_what_is_drawn_run_by_run_shares_nothing_with_the_stream_of_that_name():
    draws = Draws(Streams([5]))
    assert draws.normal("mean", 3).ravel().tolist() != draws.growing_normal("mean", 3).ravel().tolist()


def test_chi_squares_have_their_mean_and_variance_and_none_without_freedom():
    draws = Draws(Streams(range(4000)))
    for degrees in (1.0, 7.0, 1e6):
        found = draws.chi_square(f"{degrees}", degrees)
        accepts(found, degrees)
        accepts((found - degrees) ** 2, 2 * degrees)
    assert not draws.chi_square("none", 0.0).any()


@pytest.mark.parametrize("share", ["outside", "handed_down", "raised"])
@pytest.mark.parametrize(
    ("name", "takes"), [("discrete", ("mix", "counts")), ("mixture", ("mix", "counts")), ("gaussian", ("mix",))]
)
def test_a_share_of_data_that_a_regime_would_ignore_is_refused(name, takes, share):
    kind = chain(name).Parameters
    said = f"^{share} needs regime = {' or '.join(map(repr, takes))}; it is "
    with pytest.raises(UserError, match=f"{said}'replace'"):
        kind(**{share: 0.1})
    for regime in get_args(regimes.Regime):
        if regime in takes:
            kind(**{share: 0.1}, regime=regime)
        else:
            with pytest.raises(UserError, match=f"{said}'{regime}'"):
                kind(**{share: 0.1}, regime=regime)
