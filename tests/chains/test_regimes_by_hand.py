"""Two generations of each regime, put together by hand from what was drawn."""

import numpy as np
import pytest
from scipy import stats

from specialisation_sim import UserError, story
from specialisation_sim.chains.discrete import DiscreteChain, DiscreteParameters
from specialisation_sim.chains.gaussian import GaussianChain, GaussianParameters, Moments
from specialisation_sim.chains.learners.corpus import blocks
from specialisation_sim.chains.learners.trigram import Trigram
from specialisation_sim.chains.mixture import MixtureChain, MixtureParameters
from specialisation_sim.chains.text import TextChain, TextParameters

SEEDS = (0, 5, 9)
SMALL = {
    "text": {"blocks": 10, "vocabulary": 50},
    "autoencoder": {"samples": 20, "hidden": 4, "updates": 2, "batch": 8},
    "ring-flow": {"samples": 20, "hidden": 4, "updates": 2, "batch": 8, "euler_steps": 2},
}


def discrete(**parameters):
    return DiscreteChain(DiscreteParameters(states=12, samples=50, **parameters), seeds=SEEDS)


def lived(world, steps=2):
    """What each step left: outputs, data, models and sources."""
    seen = []
    for _ in range(steps):
        world.step()
        seen.append((world.output, world.data, world.model, world.source))
    return seen


def frequencies(counts):
    return counts / counts.sum(axis=0)


def test_replace_draws_from_the_newest_model_and_trains_on_that_alone():
    (one, data, model, source), (two, last, newest, _) = lived(discrete(regime="replace"))
    np.testing.assert_array_equal(one.counts.sum(axis=0), 50)
    np.testing.assert_array_equal(data.counts, one.counts)
    np.testing.assert_array_equal(model.shares, frequencies(one.counts))
    np.testing.assert_array_equal(source.shares, model.shares)
    np.testing.assert_array_equal(last.counts, two.counts)
    assert not two.counts[model.shares == 0].any()
    np.testing.assert_array_equal(newest.shares, frequencies(two.counts))


def test_pool_draws_from_the_truth_and_all_models_alike():
    world = discrete(regime="pool")
    truth = world.truth.shares
    (_, _, first, source), (two, last, second, blend) = lived(world)
    np.testing.assert_allclose(source.shares, (truth + first.shares) / 2, rtol=1e-14)
    np.testing.assert_array_equal(last.counts, two.counts)
    np.testing.assert_array_equal(second.shares, frequencies(two.counts))
    np.testing.assert_allclose(blend.shares, (truth + first.shares + second.shares) / 3, rtol=1e-14)


def test_mix_weighs_model_source_and_truth():
    world = discrete(regime="mix", handed_down=0.3, outside=0.2)
    truth = world.truth.shares
    (_, _, first, source), (_, _, second, blend) = lived(world)
    np.testing.assert_allclose(source.shares, 0.5 * first.shares + 0.3 * truth + 0.2 * truth, rtol=1e-14)
    np.testing.assert_allclose(blend.shares, 0.5 * second.shares + 0.3 * source.shares + 0.2 * truth, rtol=1e-14)


def test_accumulate_trains_on_all_that_was_drawn():
    (one, data, _, source), (two, last, newest, _) = lived(discrete(regime="accumulate"))
    np.testing.assert_array_equal(source.shares, frequencies(one.counts))
    np.testing.assert_array_equal(last.counts, one.counts + two.counts)
    np.testing.assert_array_equal(newest.shares, frequencies(one.counts + two.counts))
    np.testing.assert_array_equal(data.counts, one.counts)


@pytest.mark.parametrize("original", ["fresh", "fixed"])
def test_counts_takes_so_many_of_the_model_the_sample_and_the_original(original, monkeypatch):
    world = discrete(regime="counts", handed_down=0.3, outside=0.2, original=original)
    taken = []
    for kind, name in ((type(world.truth), "sample"), (type(world.truth.sample(1, world.draws)), "part")):
        usual = getattr(kind, name)

        def noted(self, number, draws, usual=usual):
            taken.append((self, np.broadcast_to(number, len(SEEDS)).tolist()))
            return usual(self, number, draws)

        monkeypatch.setattr(kind, name, noted)
    world.step()
    assert taken == [(world.truth, [50] * 3)]
    first, model, taken[:] = world.data, world.model, []
    world.step()
    origin = first if original == "fixed" else world.truth
    assert taken == [(model, [25] * 3), (first, [15] * 3), (origin, [10] * 3)]
    assert world.data.counts.sum(axis=0).tolist() == [50] * 3
    np.testing.assert_array_equal(world.source.shares, frequencies(world.data.counts))


def test_a_part_is_taken_without_replacement():
    world = discrete()
    world.step()
    part = world.data.part(np.full(3, 50.0), world.draws)
    np.testing.assert_array_equal(part.counts, world.data.counts)
    assert (world.data.part(np.full(3, 20.0), world.draws).counts <= world.data.counts).all()
    mixture = MixtureChain(MixtureParameters(samples=30), seeds=SEEDS)
    mixture.step()
    for number in (30, 12):
        part = np.sort(mixture.data.part(np.full(3, number), mixture.draws).values)
        assert part.shape == (3, number)
        for run in range(3):
            assert len(np.intersect1d(part[run], mixture.data.values[run])) == number


def test_moments_of_two_samples_together_are_those_of_all_their_data():
    rng = np.random.default_rng(0)
    one, two = rng.normal(3, 2, 17), rng.normal(-1, 1, 40)
    parts = [
        Moments(*map(np.array, (len(each), each.mean(), ((each - each.mean()) ** 2).sum()))) for each in (one, two)
    ]
    both = np.concatenate([one, two])
    exact = [57, both.mean(), ((both - both.mean()) ** 2).sum()]
    for found in (
        parts[0].joined(parts[1]),
        Moments(
            *(np.array([getattr(part, name) for part in parts]) for name in ("number", "mean", "squares"))
        ).all_together(),
    ):
        np.testing.assert_allclose([found.number, found.mean, found.squares], exact, rtol=1e-12)


@pytest.mark.parametrize("variance_of", ["unbiased", "likelihood"])
def test_a_normal_law_is_fitted_by_the_moments_and_samples_grow(variance_of):
    parameters = GaussianParameters(samples=10, growth=0.5, variance_of=variance_of)
    world = GaussianChain(parameters, seeds=SEEDS)
    for number in (10, 14, 17):  # 10 i^0.5
        world.step()
        assert world.data.number.tolist() == [number] * 3
        free = number - (variance_of == "unbiased")
        np.testing.assert_allclose(world.spread, np.sqrt(world.data.squares / free), rtol=1e-14)
        np.testing.assert_array_equal(world.mean, world.data.mean)
        np.testing.assert_allclose(world.risk, world.mean**2 + (world.spread - 1) ** 2, rtol=1e-14)


def test_normal_laws_pooled_have_the_moments_of_their_blend():
    world = GaussianChain(GaussianParameters(samples=10, regime="pool"), seeds=SEEDS)
    seen = lived(world)
    means = np.array([np.zeros(3), *(model.mean[0] for _, _, model, _ in seen)])
    seconds = np.array([np.ones(3), *(model.sd[0] ** 2 + model.mean[0] ** 2 for _, _, model, _ in seen)])
    np.testing.assert_allclose(world.source_mean, means.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(world.second_moment, seconds.mean(axis=0), rtol=1e-12)


def test_a_blend_of_mixtures_is_drawn_from_by_its_weights():
    world = MixtureChain(MixtureParameters(samples=40, regime="mix", handed_down=0.25, outside=0.15), seeds=SEEDS)
    (_, _, first, source), (_, _, second, blend) = lived(world)
    np.testing.assert_allclose(source.fit.weight[:2], [[0.5 * 0.4] * 3] * 2)
    np.testing.assert_allclose(source.fit.weight[2:], 0.6 * first.fit.weight)
    np.testing.assert_allclose(blend.fit.weight[:2], [[0.5 * (0.25 * 0.4 + 0.15)] * 3] * 2)
    np.testing.assert_allclose(blend.fit.weight[2:4], 0.25 * 0.6 * first.fit.weight)
    np.testing.assert_allclose(blend.fit.weight[4:], 0.6 * second.fit.weight)
    many = blend.sample(20_000, world.draws).values
    for run in range(3):
        law = stats.norm(blend.fit.mean[:, run], np.sqrt(blend.fit.variance[:, run]))
        exact = (blend.fit.weight[:, run] * law.cdf(0.5)).sum()
        assert (many[run] <= 0.5).mean() == pytest.approx(exact, abs=4.5 * np.sqrt(exact * (1 - exact) / 20_000))


# Chains that are trained run by run.


def trained(name, **parameters):
    kind = story(name)
    return kind(kind.Parameters(**SMALL[name], **parameters), seeds=SEEDS)


@pytest.mark.parametrize("regime", ["replace", "accumulate"])
@pytest.mark.parametrize("name", SMALL)
def test_a_trained_chain_replaces_or_keeps_all_its_data(name, regime):
    world = trained(name, regime=regime)
    parts = [list(world.first_data)]
    for _ in range(2):
        world.step()
        parts.append(list(world.output))
    for run in range(3):
        kept = [part[run] for part in (parts if regime == "accumulate" else parts[-1:])]
        np.testing.assert_array_equal(world.data[run], np.concatenate(kept))


@pytest.mark.parametrize("original", ["fresh", "fixed"])
def test_a_share_of_the_text_is_real_and_stems_from_the_first_sample_where_that_is_fixed(original):
    world = trained("text", outside=0.3, original=original)
    first = [{tuple(block) for block in part.tolist()} for part in world.first_data]
    world.step()
    for run in range(3):
        made = {tuple(block) for block in world.output[run].tolist()}
        real = [block for block in map(tuple, world.data[run].tolist()) if block not in made]
        assert len(world.data[run]) == 10
        assert len(real) == 3
        assert (set(real) <= first[run]) == (original == "fixed")


# The text.


def test_no_training_block_is_held_out():
    world = TextChain(TextParameters(blocks=200, vocabulary=500, outside=1.0), seeds=range(20))
    held_out = {tuple(block) for block in world.held_out.tolist()}
    assert len(world.held_out) == len(world.corpus) // 10
    for _ in range(2):
        for data in world.data:
            assert len(data) == 200
            assert not held_out & set(map(tuple, data.tolist()))
        world.step()


def test_perplexity_is_the_inverse_of_the_geometric_mean_chance_over_all_tokens():
    model = Trigram.fit(blocks(50)[:40], 50, 0.75)
    two = blocks(50)[40:42]
    chances = [
        float(model.chance(*(np.array([token]) for token in block[place : place + 3]))[0])
        for block in two
        for place in range(len(block) - 2)
    ]
    each = [np.exp(-np.mean(np.log(chances[:62]))), np.exp(-np.mean(np.log(chances[62:])))]
    np.testing.assert_allclose(model.perplexities(two), each, rtol=1e-12)
    assert model.perplexity(two) == pytest.approx(np.exp(-np.mean(np.log(chances))), rel=1e-12)
    assert abs(np.mean(each) / model.perplexity(two) - 1) > 1e-3


def test_what_is_read_off_a_text():
    world = trained("text")
    world.step()
    text, first = world.output[0], world.first_models[0].model
    triples = [tuple(block[place : place + 3]) for block in text.tolist() for place in range(62)]
    assert world.distinct_triples[0] == pytest.approx(len(set(triples)) / len(triples))
    share = np.array([text.ravel().tolist().count(token) for token in range(50)]) / text.size
    share = share[share > 0]
    assert world.effective_vocabulary[0] == pytest.approx(np.exp(-(share * np.log(share)).sum()))
    each = first.perplexities(text)
    assert world.first_perplexity[0] == pytest.approx(np.exp(np.log(each).mean()))
    for name, rank in (("likely_block", 0.05), ("median_block", 0.5), ("unlikely_block", 0.95)):
        assert getattr(world, name)[0] == pytest.approx(np.quantile(each, rank))
    assert world.perplexity[0] == pytest.approx(world.models[0].model.perplexity(world.held_out))


def test_a_regime_that_a_family_has_not_is_refused():
    with pytest.raises(
        UserError, match="regime = 'counts' is not offered here; allowed: accumulate, mix, pool, replace"
    ):
        GaussianChain(GaussianParameters(regime="counts"))
