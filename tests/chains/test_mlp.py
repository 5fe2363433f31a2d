"""The perceptron: its slopes are those of differences, Adam is the published rule, and runs do not touch each other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim.chains.learners.gan import Game
from specialisation_sim.chains.learners.mlp import Adam, Mlp, batches, rows_of
from specialisation_sim.chains.learners.vae import Vae, fit_vae

SMALL = st.integers(1, 4)


def rngs(number, seed=0):
    return [np.random.default_rng([seed, run]) for run in range(number)]


def net(widths, runs, seed=0):
    """A perceptron of doubles, with offsets."""
    made = Mlp.drawn(widths, rngs(runs, seed), np.float64)
    made.weights[:] += 0.2 * np.random.default_rng(seed).normal(size=made.weights.shape)
    return made


def differences(loss, weights, by=1e-6):
    """Slopes of each run's loss with respect to its weights, by central differences."""
    slopes = np.empty_like(weights)
    for number in range(weights.shape[1]):
        middle = weights[:, number].copy()
        weights[:, number] = middle + by
        up = loss()
        weights[:, number] = middle - by
        slopes[:, number] = (up - loss()) / (2 * by)
        weights[:, number] = middle
    return slopes


@settings(max_examples=25, deadline=None)
@given(widths=st.lists(SMALL, min_size=2, max_size=5), runs=SMALL, rows=SMALL, seed=st.integers(0, 99))
def test_slopes_are_those_of_differences(widths, runs, rows, seed):
    one = net(tuple(widths), runs, seed)
    given_rows = np.random.default_rng(seed).normal(size=(runs, rows, widths[0]))
    values = one.forward(given_rows)
    of_weights, of_input = one.backward(values, 2 * values[-1])
    loss = lambda: (one(given_rows) ** 2).sum(axis=(1, 2))  # noqa: E731
    np.testing.assert_allclose(of_weights, differences(loss, one.weights), atol=1e-7)
    flat = given_rows.reshape(runs, -1)
    np.testing.assert_allclose(of_input.reshape(runs, -1), differences(loss, flat), atol=1e-7)


@settings(max_examples=25, deadline=None)
@given(hidden=st.lists(SMALL, max_size=3), into=SMALL, runs=SMALL, rows=SMALL, seed=st.integers(0, 99))
def test_slopes_of_slopes_are_those_of_differences(hidden, into, runs, rows, seed):
    one = net((into, *hidden, 1), runs, seed)
    given_rows = np.random.default_rng(seed).normal(size=(runs, rows, into))
    values = one.forward(given_rows)
    found = one.slopes_of_slope(values, 2 * one.slope_at_input(values))
    loss = lambda: (one.slope_at_input(one.forward(given_rows)) ** 2).sum(axis=(1, 2))  # noqa: E731
    np.testing.assert_allclose(found, differences(loss, one.weights), atol=1e-7)


@pytest.mark.parametrize("noise", [None, 0.3])
def test_slopes_of_the_autoencoder_are_those_of_differences(noise):
    rng = np.random.default_rng(1)
    one = Vae.drawn(5, 4, 2, rngs(3), noise, np.float64)
    data, draws, beta = rng.random((3, 6, 5)), rng.normal(size=(3, 6, 2)), np.array([0.0, 0.5, 2.0])[:, None, None]

    def loss():
        """The loss as it is written: nats of image, plus beta times the divergence from the standard normal law."""
        cloud = one.encoder(data)
        middle, log = cloud[..., :2], cloud[..., 2:]
        drawn = one.decoder(middle + np.exp(log / 2) * draws)
        image = np.logaddexp(0, drawn) - data * drawn if noise is None else (data - drawn) ** 2 / (2 * noise)
        price = beta * 0.5 * (middle**2 + np.exp(log) - 1 - log)
        return (image.sum(axis=-1) + price.sum(axis=-1)).mean(axis=1)

    of_encoder, of_decoder = one.slopes(data, draws, beta)
    np.testing.assert_allclose(of_encoder, differences(loss, one.encoder.weights), atol=1e-7)
    np.testing.assert_allclose(of_decoder, differences(loss, one.decoder.weights), atol=1e-7)


@pytest.mark.parametrize("wasserstein", [False, True])
def test_slopes_of_the_game_are_those_of_differences(wasserstein):
    rng = np.random.default_rng(2)
    game = Game(rngs(2), 3, np.ones(2), np.ones(2), wasserstein, np.array([0.5, 10.0]), np.float64)
    real, made, where = rng.normal(size=(2, 4, 2)), rng.normal(size=(2, 4, 2)), rng.random((2, 4, 1))
    noise = rng.normal(size=(2, 4, game.generator.widths[0]))

    def critic_loss():
        score, wrong = game.critic(real), game.critic(made)
        if not wasserstein:
            return (np.logaddexp(0, -score) + np.logaddexp(0, wrong)).mean(axis=(1, 2))
        between = where * real + (1 - where) * made
        length = np.linalg.norm(game.critic.slope_at_input(game.critic.forward(between)), axis=-1)
        return (wrong - score).mean(axis=(1, 2)) + game.penalty[:, 0, 0] * ((length - 1) ** 2).mean(axis=1)

    def generator_loss():
        score = game.critic(game.generator(noise))
        return (-score if wasserstein else np.logaddexp(0, -score)).mean(axis=(1, 2))

    found = game.critic_slopes(real, made, where)
    np.testing.assert_allclose(found, differences(critic_loss, game.critic.weights), atol=1e-6)
    found = game.generator_slopes(noise)
    np.testing.assert_allclose(found, differences(generator_loss, game.generator.weights), atol=1e-6)


def test_adam_is_the_published_rule():
    one = net((2, 3), 2)
    weights, mean, square = one.weights.copy(), 0.0, 0.0
    teach = Adam(one, np.array([[0.1], [0.3]]))
    for step in range(1, 20):
        slope = np.cos(step * np.arange(18.0)).reshape(2, 9)
        teach.step(slope, pace=1 / step)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        fair = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights -= np.array([[0.1], [0.3]]) / step * fair
    np.testing.assert_allclose(one.weights, weights, rtol=1e-12)


def test_a_net_learns_a_curve():
    one, rows = net((1, 16, 1), 3), np.linspace(-1, 1, 64)[None, :, None].repeat(3, axis=0)
    wanted, teach = np.sin(3 * rows), Adam(one, 0.03)
    for done in range(800):
        values = one.forward(rows)
        teach.step(one.backward(values, (values[-1] - wanted) / 64)[0], 1 - done / 800)
    assert np.sqrt(((one(rows) - wanted) ** 2).mean()) < 0.07


@settings(max_examples=50, deadline=None)
@given(rows=st.integers(1, 40), size=st.integers(1, 50), number=st.integers(1, 20))
def test_batches_take_each_row_once_before_any_again(rows, size, number):
    taken = list(batches(rngs(2), rows, size, number))
    assert len(taken) == number
    size = min(size, rows)
    assert {one.shape for one in taken} == {(2, size)}
    round_ = rows // size
    for first in range(0, number, round_):
        for run in range(2):
            seen = np.concatenate([one[run] for one in taken[first : first + round_]])
            assert len(np.unique(seen)) == len(seen)
            assert seen.max() < rows


def test_rows_are_those_of_each_run():
    data = np.arange(2 * 5 * 3).reshape(2, 5, 3)
    found = rows_of(data, np.array([[4, 0], [1, 1]]))
    np.testing.assert_array_equal(found, [[data[0, 4], data[0, 0]], [data[1, 1], data[1, 1]]])


@pytest.mark.parametrize("runs", [2, 5])
def test_runs_are_trained_as_if_alone(runs):
    def trained(which):
        data = np.stack([np.random.default_rng(run).random((50, 7), dtype=np.float32) for run in which])
        start = Vae.drawn(7, 5, 2, [np.random.default_rng([1, run]) for run in which])
        fit = [np.random.default_rng([2, run]) for run in which]
        return fit_vae(start, data, fit, np.full(len(which), 0.5), 30, 8, np.full(len(which), 0.01))

    together = trained(range(runs))
    for run in range(runs):
        alone = trained([run])
        np.testing.assert_array_equal(alone.encoder.weights[0], together.encoder.weights[run])
        np.testing.assert_array_equal(alone.decoder.weights[0], together.decoder.weights[run])
