from typing import ClassVar

import numpy as np
import pytest
from contract import Bite, RuleContract
from scipy.stats import norm

from specialisation_sim import Generator, GeneratorParameters, UserError, ensemble, laws

LIVELY = GeneratorParameters(
    generators=2,
    classes=3,
    large_share=0.4,
    tail=0.8,
    capacity=(6.0, 9.0),
    evidence=(1.8, 2.5),
    shared=0.3,
    kin=2,
    ease=1.2,
    temperature=0.4,
    sample=300,
    pool=0.2,
    handed_down=0.1,
    outside=0.3,
)
THIRDS = {"classes": 3, "large_share": 1 / 3}


def generations(world, number):
    """The world after each of so many generations."""
    for _ in range(number):
        world.step()
        yield world


def after(number=1, **change):
    """A world of one run after so many generations."""
    world = Generator(GeneratorParameters(**change), collect=False)
    world.run_for(number)
    return world


class TestGenerator(RuleContract):
    story = Generator
    parameters = LIVELY
    steps = 3
    rule = staticmethod(lambda canvas: canvas.mix)
    bad_rules: ClassVar = {
        "one number": lambda canvas: 0.5,
        "nothing": lambda canvas: None,
        "yes or no": lambda canvas: canvas.mix > 0.1,
        "one class alone": lambda canvas: canvas.mix[0],
        "less than nothing": lambda canvas: -canvas.mix,
        "nothing for any class": lambda canvas: np.zeros(canvas.mix.shape),
        "not finite": lambda canvas: canvas.mix + np.inf,
    }
    bites: ClassVar = {
        "generators": Bite(3, "disagreement", +1, {"sample": 100}, steps=3),
        "classes": Bite(3, "effective_classes", +1, {"large_share": 0.4, "capacity": 8.0, "evidence": 2.5}, steps=1),
        "large_share": Bite(0.8, "output_share", +1, steps=1),
        "tail": Bite(0.5, "output_last", -1, {"classes": 3, "large_share": 0.4}, steps=1),
        "capacity": Bite(8.0, "quality_last", +1, steps=1),
        "evidence": Bite(3.0, "output_share", -1, steps=1),
        "shared": Bite(0.5, "quality_last", +1, steps=1),
        "kin": Bite(3, "quality_last", +1, THIRDS | {"shared": 0.5}, steps=1),
        "ease": Bite(1.5, "quality_first", +1, steps=1),
        "temperature": Bite(1.0, "recall_first", -1, steps=1),
        "sample": Bite(50, "effective_classes", -1, {"large_share": 0.5}, steps=6),
        "pool": Bite(1.0, "disagreement", -1, {"generators": 4, "sample": 100, "large_share": 0.5}, steps=6),
        "handed_down": Bite(0.6, "output_share", -1, steps=3),
        "outside": Bite(0.3, "output_share", -1, steps=3),
    }

    # What the contract asks of learners with skills and habits, asked of generators with mixes.

    def test_habit_and_record_are_shares_and_days(self):
        for world in generations(self.world(seeds=self.seeds), self.steps):
            for shares in (world.mix, world.capacity, world.output, world.chances):
                np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=1e-9)
                assert (shares >= 0).all()
            assert ((world.quality >= 0) & (world.quality < 1)).all()

    def test_the_usual_rule_given_by_hand_changes_nothing(self):
        worlds = [self.world(), self.world(choose=laws.posterior_times_quality)]
        for one, other in zip(*(generations(world, self.steps) for world in worlds)):
            np.testing.assert_array_equal(one.output, other.output)

    def test_a_rule_of_wrong_numbers_is_refused(self, bad_rule):
        world = self.world(choose=self.bad_rules[bad_rule])
        with pytest.raises(UserError, match="the rule of drawing must return a finite weight"):
            world.step()

    def test_agents_read_and_write_the_worlds_arrays(self):
        world = self.world()
        world.step()
        painter = world.agents[1]
        for name in ("mix", "capacity", "quality", "recall", "output"):
            np.testing.assert_array_equal(getattr(painter, name), getattr(world, name)[:, 0, 1])
        painter.mix = [2.0, 1.0, 1.0]
        np.testing.assert_array_equal(world.mix[:, 0, 1], [0.5, 0.25, 0.25])
        with pytest.raises(UserError, match="mix"):
            painter.mix = -1.0
        with pytest.raises(UserError, match="mix has no class"):
            painter.mix = 0.0
        with pytest.raises(ValueError, match="read-only"):
            painter.mix[0] = 1.0


# Accounts that balance in every generation.


def test_each_drawing_is_right_or_wrong_and_worth_its_quality():
    world = Generator(LIVELY, seeds=range(8))
    for _ in generations(world, 10):
        asked = world.trained[None] * world.chances
        np.testing.assert_allclose(asked.sum(axis=1), world.output, rtol=1e-12)
        right = np.stack([asked[k, k] for k in range(3)])
        np.testing.assert_allclose(world.worth, (right * world.quality).sum(axis=0).mean(axis=-1), rtol=1e-12)
        wrong = asked.sum(axis=(0, 1)) - right.sum(axis=0)
        leaning = (asked[0].sum(axis=0) - asked[0, 0]) / wrong
        np.testing.assert_allclose(world.errors_to_first, leaning.mean(axis=-1), rtol=1e-9)


def test_the_next_training_is_own_drawings_predecessors_and_original_data():
    p = LIVELY.but(sample=0, pool=0.0)
    world = Generator(p, seeds=[1])
    for _ in generations(world, 5):
        expected = 0.6 * world.output + 0.1 * world.trained + 0.3 * world.original
        np.testing.assert_allclose(world.mix, expected, rtol=1e-12)
    pooled = Generator(p.but(pool=1.0), seeds=[1])
    pooled.step()
    own = pooled.output.mean(axis=-1, keepdims=True)
    np.testing.assert_allclose(pooled.mix, 0.6 * own + 0.1 * pooled.trained + 0.3 * pooled.original, rtol=1e-12)


def test_samples_are_whole_images():
    world = Generator(GeneratorParameters(sample=30), seeds=range(20))
    for _ in generations(world, 4):
        np.testing.assert_allclose(np.rint(30 * world.mix), 30 * world.mix, rtol=0, atol=1e-9)
    assert len(np.unique(world.mix[0])) > 1


# Closed forms and limits.


@pytest.mark.long("closed forms, by many runs")
def test_fifty_fifty_stays_to_the_last_bit():
    for world in generations(Generator(GeneratorParameters(large_share=0.5)), 200):
        assert world.output_share.item() == world.capacity_share.item() == 0.5


@pytest.mark.parametrize("shared", [0.0, 0.4])
def test_equal_classes_stay_even(shared):
    world = after(50, classes=4, large_share=0.25, shared=shared, kin=4)
    np.testing.assert_allclose(world.output.ravel(), 0.25, rtol=0, atol=1e-9)


def test_the_first_generation_is_that_of_the_closed_form():
    """At the optimum the marginal worths of capacity are even, and drawings follow from weights and evidence."""
    world = after(1)
    (a,), d = world.capacity[0, 0], np.sqrt(2) * 1.5
    quality = 1 - np.exp(-4 * np.array([a, 1 - a]))
    lead = np.log(0.7 * quality[0] / (0.3 * quality[1])) / d
    recall = norm.cdf([d / 2 + lead, d / 2 - lead])
    first, second = np.array([0.7, 0.3]) * recall * 4 * (1 - quality)
    assert first == pytest.approx(second, rel=1e-12)
    assert world.output_share.item() == pytest.approx(0.7 * recall[0] + 0.3 * (1 - recall[1]), rel=1e-12)
    assert world.threshold.item() == pytest.approx(quality[1] / quality.sum(), rel=1e-12)


def test_without_evidence_the_class_of_the_best_prior_times_quality_is_drawn_always():
    for change in ({"large_share": 0.6}, {"classes": 3, "large_share": 0.4}):
        world = after(1, evidence=0.0, **change)
        assert world.output_share.item() == pytest.approx(1, abs=1e-9)
        assert world.capacity_share.item() == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("classes", [2, 4])
def test_with_clear_evidence_the_output_is_the_mix(classes):
    world = after(10, evidence=20.0, classes=classes)
    np.testing.assert_allclose(world.output, world.original, rtol=0, atol=1e-10)
    assert world.errors_to_first.item() != world.errors_to_first.item(), "there are none"


def test_capacity_that_serves_both_alike_leaves_the_posterior_to_decide():
    usual = after(1, shared=1.0)
    likeliest = Generator(GeneratorParameters(shared=1.0), choose=lambda canvas: canvas.mix)
    likeliest.step()
    assert usual.threshold.item() == 0.5
    np.testing.assert_allclose(usual.output, likeliest.output, rtol=1e-12)


def test_a_drawer_of_the_likeliest_draws_the_mode_too_but_less():
    """The posterior alone amplifies; capacity adds to it."""
    capable = after(1, capacity=100.0).output_share.item()
    likeliest = Generator(choose=lambda canvas: canvas.mix)
    likeliest.step()
    assert 0.7 < likeliest.output_share.item() == pytest.approx(capable, abs=1e-9)
    assert capable < after(1).output_share.item()


# What the story tells.


@pytest.mark.long("closed forms, by many runs")
def test_collapse_is_not_undone_by_what_would_have_prevented_it():
    """Three tenths of original data hold the second class; once it is gone they do not bring it back."""
    p = GeneratorParameters(outside=0.3)
    held, lost = (Generator(p, collect=False) for _ in range(2))
    lost.agents[0].mix = [0.97, 0.03]
    for world in (held, lost):
        world.run_for(60)
    assert held.output_share.item() < 0.95
    assert lost.output_share.item() == pytest.approx(1)


def test_generators_that_share_all_drawings_stay_alike():
    p = GeneratorParameters(generators=5, sample=200, large_share=0.5)
    runs = {pool: ensemble(Generator, p.but(pool=pool), 40, 15, workers=1, progress=False).runs for pool in (0.0, 1.0)}
    assert runs[1.0]["disagreement"].mean() < 0.5 * runs[0.0]["disagreement"].mean()


def test_where_neither_the_first_nor_the_last_class_is_drawn_there_is_no_threshold():
    world = Generator(GeneratorParameters(classes=3, evidence=0.0), collect=False)
    world.agents[0].mix = [0.1, 0.8, 0.1]
    world.step()
    np.testing.assert_array_equal(world.quality[[0, -1]], 0)
    assert np.isnan(world.threshold).all()


def test_weights_of_training_that_exceed_one_are_refused():
    with pytest.raises(UserError, match=r"handed_down \+ outside = 1.1 is out of bounds"):
        GeneratorParameters(handed_down=0.6, outside=0.5)
