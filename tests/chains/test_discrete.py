"""Discrete resampling against its closed forms, and the source's formulas against the simulation."""

from typing import ClassVar

import numpy as np
import pytest
from chain_contract import ChainContract
from closed_forms import discrete as closed
from closeness import accepts, ends, rejects
from contract import Bite
from scipy import stats

from specialisation_sim import UserError, ensemble
from specialisation_sim.chains.discrete import DiscreteChain, DiscreteParameters
from specialisation_sim.chains.theory import discrete as theory

P = DiscreteChain(seeds=[0]).truth.shares[:, 0]
KEPT = {draws: (1 - (P**2).sum()) * (1 - 1 / draws) ** 20 for draws in (100, 1000)}
"""Expected heterozygosity after twenty generations of so many data."""


class TestDiscreteChain(ChainContract):
    story = DiscreteChain
    parameters = DiscreteParameters(
        samples=20,
        states=40,
        regime="mix",
        handed_down=0.2,
        outside=0.1,
        outside_every=2,
        watch=0.9,
        back=0.95,
        raised=0.3,
    )
    along: ClassVar = {"regime": {"outside": 0.0, "handed_down": 0.0, "raised": 0.0}}
    bites: ClassVar = {
        "outside_every": Bite(10, "effective_states", -1, {"regime": "mix", "outside": 0.3}, steps=39),
        "watch": Bite(0.9, "heterozygosity", +1, {"regime": "mix", "raised": 0.5}),
        "back": Bite(1.0, "real_share", +1, {"regime": "mix", "raised": 0.2, "watch": 0.9}, steps=15),
        "raised": Bite(0.5, "heterozygosity", +1, {"regime": "mix", "watch": 0.9}),
        "samples": Bite(1000, "heterozygosity", +1, steps=20, size=KEPT[1000] - KEPT[100]),
        "states": Bite(30, "states_left", +1, steps=3),
        "law": Bite("bumps", "modal_share", +1, {"states": 30, "exponent": 0.0}, steps=2),
        "exponent": Bite(3.0, "effective_states", -1, steps=2),
        "tail": Bite(0.5, "effective_states", +1, {"law": "bumps", "states": 40, "samples": 1000}, steps=2),
        "regime": Bite("accumulate", "effective_states", +1, steps=40),
        "handed_down": Bite(0.6, "effective_states", +1, {"regime": "mix"}, steps=40),
        "outside": Bite(0.3, "effective_states", +1, {"regime": "mix"}, steps=40),
        "original": Bite("fixed", "states_left", -1, {"regime": "counts", "outside": 0.5, "states": 60}, steps=20),
    }

    @pytest.mark.parametrize("regime", ["replace", "pool", "accumulate", "counts"])
    def test_shares_sum_to_one_in_every_regime(self, regime):
        shares = {} if regime == "counts" else self.along["regime"]
        world = self.world(self.parameters.but(**shares, regime=regime), seeds=self.seeds)
        for _ in range(10):
            world.step()
            np.testing.assert_allclose(world.source.shares.sum(axis=0), 1, rtol=1e-12)


def test_weights_above_one_are_refused():
    with pytest.raises(UserError, match=r"handed_down . outside = 1\.2 is out of bounds"):
        DiscreteParameters(handed_down=0.7, outside=0.5)


def truth(**parameters):
    return DiscreteChain(DiscreteParameters(**parameters), seeds=[0]).reference[:, 0]


def test_states_and_mass_lost_in_a_generation_and_not_as_the_source_says():
    """Erratum E1: (1 - q)^M, not 1 - q."""
    found, p = ends("discrete", 3000, 1, states=30), truth(states=30)
    accepts(30 - found.states_left, theory.states_lost(p, 100))
    accepts(found.missing_mass, theory.missing_mass(p, 100))
    rejects(30 - found.states_left, (1 - p).sum())
    rejects(found.missing_mass, (p * (1 - p)).sum())


def test_coincidence_rises_as_heterozygosity_falls():
    found, p = ends("discrete", 2000, 20, samples=40), truth()
    accepts(1 - found.coincidence, closed.heterozygosity(1 - (p**2).sum(), 40, 20))
    accepts(found.first_share, p[0])


@pytest.mark.parametrize(("beta", "gamma"), [(0.0, 0.1), (0.3, 0.1), (0.5, 0.0), (0.2, 0.6)])
def test_mixed_chains_follow_the_recursion(beta, gamma):
    found = ends("discrete", 1500, 15, samples=30, regime="mix", handed_down=beta, outside=gamma)
    start = (truth() ** 2).sum()
    exact = theory.mixed_coincidence(start, 30, 1 - beta - gamma, beta, gamma, 15)[-1]
    accepts(found.coincidence, exact)
    if gamma == 0.1:
        rejects(found.coincidence, theory.mixed_coincidence(start, 30, 1.0, 0.0, 0.0, 15)[-1])


def test_training_on_the_model_alone_is_alpha_one_and_not_beta_one():
    """Erratum E6: with alpha = gamma = 0 nothing would change, while the chain narrows."""
    found, start = ends("discrete", 1500, 15, samples=30), (truth() ** 2).sum()
    accepts(found.coincidence, theory.mixed_coincidence(start, 30, 1.0, 0.0, 0.0, 15)[-1])
    rejects(found.coincidence, theory.mixed_coincidence(start, 30, 0.0, 1.0, 0.0, 15)[-1])


def test_the_mean_time_to_collapse_can_be_computed():
    """Erratum E7."""
    counts, times = theory.absorption_times(100)
    assert times[counts[:, 0] == 50].item() == pytest.approx(136.602, abs=1e-3)
    assert theory.diffusion_time(np.array([0.5, 0.5]), 100) == pytest.approx(138.629, abs=1e-3)
    counts, times = theory.absorption_times(15)
    p = DiscreteParameters(samples=15, states=2, exponent=0.0)
    series = ensemble(DiscreteChain, p, 800, 200, record=["states_left"], workers=1, progress=False).series
    left = series["states_left"].to_numpy().reshape(800, -1)
    assert (left[:, -1] == 1).all()
    # The truth, one half, is no table of 15 draws: the first step from it is a binomial.
    accepts((left > 1).sum(axis=1), 1 + stats.binom.pmf(counts[:, 0], 15, 0.5) @ times)


def test_three_states_are_solved_exactly_and_close_to_the_diffusion():
    counts, times = theory.absorption_times(30, states=3)
    even = times[(counts == 10).all(axis=1)].item()
    assert even == pytest.approx(theory.diffusion_time(np.full(3, 1 / 3), 30), rel=0.05)
    with pytest.raises(UserError, match="too many"):
        theory.absorption_times(100, states=3)


@pytest.mark.long("closed forms, by many runs")
def test_a_state_ends_alone_as_often_as_its_share():
    found = ends("discrete", 800, 200, samples=15, states=3)
    assert (found.states_left == 1).mean() > 0.99
    accepts(found.first_share, truth(states=3)[0])


def test_eigenvalues_are_those_of_the_matrix():
    _, chances = theory.transitions(12)
    found = np.sort(np.linalg.eigvals(chances).real)[::-1]
    # Two states end alone, each with eigenvalue 1; the others follow the products.
    np.testing.assert_allclose(found, np.r_[1.0, closed.eigenvalues(12, 12)], atol=1e-10)


def test_truths_become_alike_only_where_they_agree_above_the_cut():
    """Erratum E9."""
    bumps = {"law": "bumps", "states": 61, "samples": 1000}
    left = {tail: ends("discrete", 40, 20, tail=tail, **bumps).states_left for tail in (0.0, 0.01, 0.3)}
    assert abs(left[0.01].mean() - left[0.0].mean()) < 2
    assert left[0.3].mean() - left[0.0].mean() > 4
