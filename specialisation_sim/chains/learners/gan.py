"""Two perceptrons that play the adversarial game: a generator of points in a plane and a critic of them.

With the ``logistic`` loss the critic says how likely a point is real and the generator follows the loss that does not
saturate (Goodfellow et al. 2014). With ``wasserstein`` the critic's score is free but its slope is held near one by a
penalty between real and made points (Gulrajani et al. 2017); the slopes of that slope are worked out exactly.

Shapes: points ``(runs, rows, 2)``, scores ``(runs, rows, 1)``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...laws.arrays import Array
from .mlp import Adam, Mlp
from .vae import inked

NOISE = 4
"""Dimensions of the generator's input."""

FORGET, FORGET_SQUARES = 0.5, 0.9
"""What games take for Adam's running means (Radford et al. 2016; Gulrajani et al. 2017)."""


class Game:
    """Generator and critic of many runs, and their steps.

    Parameters
    ----------
    rngs : sequence of Generator
        One a run, for the weights to begin with.
    hidden : int
        Width of the two hidden layers of each.
    rate, critic_rate : array, shape (runs,)
        Learning rates.
    wasserstein : bool
        Which loss.
    penalty : array, shape (runs,)
        Price of a critic's slope other than one.
    """

    def __init__(
        self,
        rngs: Sequence[np.random.Generator],
        hidden: int,
        rate: Array,
        critic_rate: Array,
        wasserstein: bool,
        penalty: Array,
        kind: type = np.float32,
    ) -> None:
        self.generator = Mlp.drawn((NOISE, hidden, hidden, 2), rngs, kind)
        self.critic = Mlp.drawn((2, hidden, hidden, 1), rngs, kind)
        self.wasserstein = wasserstein
        self.penalty: Array = np.asarray(penalty, dtype=kind)[:, None, None]
        self.teach_generator = Adam(self.generator, rate[:, None], FORGET, FORGET_SQUARES)
        self.teach_critic = Adam(self.critic, critic_rate[:, None], FORGET, FORGET_SQUARES)

    def critic_slopes(self, real: Array, made: Array, between: Array) -> Array:
        """Slopes of the critic's loss, a mean over points, with respect to its weights, ``(runs, size)``.

        Parameters
        ----------
        real, made : array, shape (runs, rows, 2)
            Points to tell from each other.
        between : array, shape (runs, rows, 1)
            Uniform draws: where between the two the slope is held.
        """
        rows = real.shape[1]
        values = self.critic.forward(np.concatenate([real, made], axis=1))
        score = values[-1]
        slope = np.ones_like(score) if self.wasserstein else inked(score)
        slope[:, :rows] -= 2.0 if self.wasserstein else 1.0
        gradient, _ = self.critic.backward(values, slope / score.dtype.type(rows))
        return gradient + self.held(made + between * (real - made)) if self.wasserstein else gradient

    def held(self, points: Array) -> Array:
        """Gradient of ``penalty * mean((|slope at a point| - 1)^2)`` with respect to the critic's weights."""
        values = self.critic.forward(points)
        slope = self.critic.slope_at_input(values)
        length = np.sqrt((slope * slope).sum(axis=-1, keepdims=True)) + slope.dtype.type(1e-12)
        weight = 2.0 * self.penalty / slope.dtype.type(points.shape[1]) * (length - 1.0) / length * slope
        return self.critic.slopes_of_slope(values, weight)

    def generator_slopes(self, noise: Array) -> Array:
        """Slopes of the generator's loss, a mean over points, with respect to its weights."""
        values = self.generator.forward(noise)
        judged = self.critic.forward(values[-1])
        score = judged[-1]
        slope = -np.ones_like(score) if self.wasserstein else inked(score) - 1.0
        _, at_point = self.critic.backward(judged, slope / score.dtype.type(noise.shape[1]))
        return self.generator.backward(values, at_point)[0]

    def step(self, real: Array, noise: Array, between: Array) -> None:
        """The critic's steps, then one of the generator's.

        Parameters
        ----------
        real : array, shape (critic's steps, runs, rows, 2)
            Real points for each of the critic's steps.
        noise : array, shape (critic's steps + 1, runs, rows, NOISE)
            Standard normal draws for each step.
        between : array, shape (critic's steps, runs, rows, 1)
            Uniform draws.
        """
        for points, drawn, where in zip(real, noise, between, strict=False):
            self.teach_critic.step(self.critic_slopes(points, self.generator(drawn), where))
        self.teach_generator.step(self.generator_slopes(noise[-1]))
