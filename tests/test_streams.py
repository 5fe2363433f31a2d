from zlib import crc32

import numpy as np
import pytest
from scipy import stats

from specialisation_sim.model import streams
from specialisation_sim.model.seeding import state_words
from specialisation_sim.model.streams import Streams, generator

STEPS = 40


def drawn(seeds, name="sky", shape=(3,), steps=STEPS, kind="uniform"):
    """Draws of so many steps, ``(steps, runs, *shape)``."""
    source = Streams(seeds)
    return np.array([getattr(source, kind)(name, *shape).copy() for _ in range(steps)])


@pytest.mark.parametrize("kind", ["uniform", "normal"])
def test_a_runs_draws_do_not_depend_on_who_shares_its_block(kind):
    alone = drawn([7], kind=kind)[:, 0]
    for seeds, place in (([7, 8], 0), ([3, 7, 1], 1), ([*range(2000), 7], 2000)):
        np.testing.assert_array_equal(drawn(seeds, kind=kind)[:, place], alone)


def test_runs_of_one_seed_in_one_block_draw_alike():
    both = drawn([7, 7])
    np.testing.assert_array_equal(both[:, 0], both[:, 1])


@pytest.mark.parametrize("kind", ["uniform", "normal"])
@pytest.mark.parametrize("size", [1, 1000, 2**14])
def test_draws_do_not_depend_on_the_size_of_the_buffer(monkeypatch, size, kind):
    usual = drawn([7, 8], steps=1200, kind=kind)
    monkeypatch.setattr(streams, "BUFFER", size)
    np.testing.assert_array_equal(drawn([7, 8], steps=1200, kind=kind), usual)


def test_draws_do_not_depend_on_the_order_in_which_streams_are_asked():
    there, back, apart = Streams([7]), Streams([7]), Streams([7])
    for _ in range(STEPS):
        sky, crash = there.uniform("sky", 3).copy(), there.uniform("crash", 3).copy()
        np.testing.assert_array_equal(back.uniform("crash", 3), crash)
        np.testing.assert_array_equal(back.uniform("sky", 3), sky)
        np.testing.assert_array_equal(apart.uniform("sky", 3), sky)


def test_a_stream_is_its_generators_numbers_in_order_counted_from_one_down():
    plain = 1 - generator(7, "sky").random((STEPS, 3))
    np.testing.assert_array_equal(drawn([7])[:, 0], plain)


def test_normal_draws_are_its_generators_numbers_in_order():
    np.testing.assert_array_equal(drawn([7], kind="normal")[:, 0], generator(7, "sky").standard_normal((STEPS, 3)))


def test_the_first_numbers_of_a_stream_are_as_they_have_always_been():
    np.testing.assert_array_equal(generator(0, "sky").random(2), [0.7212946794649724, 0.0976784744710888])


def test_a_step_has_the_shape_that_was_asked():
    source = Streams([1, 2])
    assert source.uniform("a", 5).shape == (2, 5)
    assert source.uniform("b", 3, 1).shape == (3, 2, 1)
    assert source.once("normal", "b", 3, 4).shape == (3, 2, 4)
    assert source.normal("c").shape == (2,)


def test_uniform_draws_may_be_one_and_are_never_zero(monkeypatch):
    class Ends:
        """A generator at the ends of [0, 1)."""

        def random(self, out):
            out[:] = [0.0, 1 - 2.0**-53]

    monkeypatch.setattr(streams, "generators", lambda seeds, name: [Ends()])
    assert Streams([0]).uniform("sky", 2).tolist() == [[1.0, 2.0**-53]]


def test_draws_have_their_distributions():
    assert stats.kstest(drawn([1], steps=20_000).ravel(), "uniform").pvalue > 1e-3
    assert stats.kstest(drawn([1], steps=20_000, kind="normal").ravel(), "norm").pvalue > 1e-3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, "sky"), (2, "sky")),
        ((1, "sky"), (1, "valley")),
        ((1, "sky"), (1, "sky ")),
        ((0, "choice"), (2**32, "choice")),
        ((12, "3"), (1, "23")),
    ],
)
def test_other_seeds_and_other_names_are_independent(one, other):
    number = 50_000
    first, second = (generator(*each).random(number) for each in (one, other))
    correlation = stats.spearmanr(first, second).statistic
    assert abs(correlation) < 4 / np.sqrt(number)


@pytest.mark.long("closed forms, by many runs")
def test_neighbouring_seeds_begin_independently():
    first = np.array([generator(seed, "sky").random() for seed in range(3000)])
    assert abs(np.corrcoef(first[:-1], first[1:])[0, 1]) < 4 / np.sqrt(3000)
    assert stats.kstest(first, "uniform").pvalue > 1e-3


def test_steps_are_independent_of_the_steps_before():
    draws = drawn([1], shape=(1,), steps=20_000).ravel()
    assert abs(np.corrcoef(draws[:-1], draws[1:])[0, 1]) < 4 / np.sqrt(20_000)


@pytest.mark.parametrize("key", [0, 1, 12345, 2**32 - 1])
def test_many_seeds_at_once_are_numpys_seed_sequence(key):
    seeds = [0, 1, 7, 2**31, 2**32 - 1, 2**32, 2**40 + 3, 2**63 - 1]
    ours = state_words(seeds, key, 3)
    for seed, words in zip(seeds, ours, strict=True):
        assert words.tolist() == np.random.SeedSequence(seed, spawn_key=(key,)).generate_state(3, np.uint64).tolist()


def test_a_generator_is_the_one_numpy_would_seed():
    expected = np.random.Generator(np.random.SFC64(np.random.SeedSequence(5, spawn_key=(crc32(b"sky"),))))
    assert generator(5, "sky").random(9).tolist() == expected.random(9).tolist()


@pytest.mark.parametrize("distribution", ["uniform", "normal"])
def test_what_is_drawn_once_is_the_first_of_what_would_be_drawn_step_by_step(distribution):
    often, once = Streams((1, 5)), Streams((1, 5))
    first = getattr(often, distribution)("niche", 3, 2)
    np.testing.assert_array_equal(once.once(distribution, "niche", 3, 2), first)


@pytest.mark.parametrize("draw", ["uniform", "normal"])
def test_runs_of_one_seed_draw_alike_and_as_if_alone(draw):
    seeds = [5, 2, 5, 7, 2, 5]
    together, alone = Streams(seeds), {seed: Streams([seed]) for seed in seeds}
    for _ in range(3 * 4096):
        values = getattr(together, draw)("name", 3)
        one_each = [getattr(streams, draw)("name", 3)[0] for streams in alone.values()]
        by_seed = dict(zip(alone, one_each, strict=True))
        np.testing.assert_array_equal(values, [by_seed[seed] for seed in seeds])
