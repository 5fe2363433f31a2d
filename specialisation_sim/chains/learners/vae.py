"""A variational autoencoder (Kingma & Welling 2014) of many runs at once.

An encoder gives each datum a normal cloud of latent places, a decoder says what is drawn there. Trained to draw the
datum again, at a price `beta` for each nat by which clouds differ from the standard normal law (Higgins et al. 2017).

Shapes: data ``(runs, rows, pixels)``, latent places ``(runs, rows, latent)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from ...laws.arrays import Array
from .mlp import Adam, Mlp, batches, rows_of

WIDEST = 60.0
"""Log-variance beyond which a cloud is as wide as any: of a training that ran away, whose squares would overflow."""


@dataclass(frozen=True)
class Vae:
    """Encoder and decoder.

    Attributes
    ----------
    encoder : Mlp
        From a datum to the mean and the log-variance of its cloud.
    decoder : Mlp
        From a latent place to each pixel's log-odds of being inked, or to its mean where `noise` is not None.
    noise : float or None
        Variance of a pixel around its mean, the same for all; None for pixels that are Bernoulli.
    """

    encoder: Mlp
    decoder: Mlp
    noise: float | None = None

    @classmethod
    def drawn(
        cls,
        pixels: int,
        hidden: int,
        latent: int,
        rngs: Sequence[np.random.Generator],
        noise: float | None = None,
        kind: npt.DTypeLike = np.float32,
    ) -> Self:
        """One to begin with; with no hidden units encoder and decoder are linear."""
        middle = (hidden,) if hidden else ()
        encoder = Mlp.drawn((pixels, *middle, 2 * latent), rngs, kind)
        return cls(encoder, Mlp.drawn((latent, *middle, pixels), rngs, kind), noise)

    @property
    def latent(self) -> int:
        """Latent dimensions."""
        return self.decoder.widths[0]

    def places(self, data: Array) -> Array:
        """Middle of each datum's cloud, ``(runs, rows, latent)``."""
        return self.encoder(data)[..., : self.latent]

    def means(self, places: Array) -> Array:
        """What each pixel is on average at latent places."""
        return inked(self.decoder(places)) if self.noise is None else self.decoder(places)

    def redrawn(self, ink: Array) -> Array:
        """Nats that images lose when they are drawn again from the middle of their cloud, a mean a run."""
        odds = np.asarray(self.decoder(self.places(ink)), dtype=float)
        lost = np.logaddexp(0.0, odds) - ink * odds
        return np.array([losses.sum(axis=-1).mean() for losses in lost])

    def slopes(self, data: Array, noise: Array, beta: Array) -> tuple[Array, Array]:
        """Slopes of the loss, a mean over data, with respect to the weights of encoder and decoder.

        Parameters
        ----------
        data : array, shape (runs, rows, pixels)
            Ink in [0, 1], or any number where pixels are normal.
        noise : array, shape (runs, rows, latent)
            Standard normal draws: where in its cloud each datum is drawn again.
        beta : array, shape (runs, 1, 1)
            Price of a nat.

        Returns
        -------
        tuple of array, shape (runs, size)
        """
        seen = self.encoder.forward(data)
        middle, log_variance = seen[-1][..., : self.latent], seen[-1][..., self.latent :]
        spread = np.exp(0.5 * np.minimum(log_variance, WIDEST))
        drawn = self.decoder.forward(middle + spread * noise)
        rows = data.dtype.type(1.0 / data.shape[1])
        wrong = inked(drawn[-1]) - data if self.noise is None else (drawn[-1] - data) / data.dtype.type(self.noise)
        of_decoder, at_place = self.decoder.backward(drawn, wrong * rows)
        price = beta * rows
        at_middle = at_place + price * middle
        at_log = 0.5 * (at_place * noise * spread + price * (spread * spread - 1.0))
        of_encoder, _ = self.encoder.backward(seen, np.concatenate([at_middle, at_log], axis=-1))
        return of_encoder, of_decoder


def inked(log_odds: Array) -> Array:
    """Chance of ink: the logistic function, by way of tanh, which does not overflow."""
    chance = np.tanh(0.5 * log_odds)
    chance += 1.0
    chance *= 0.5
    return chance


def fit_vae(
    start: Vae, data: Array, rngs: Sequence[np.random.Generator], beta: Array, updates: int, batch: int, rate: Array
) -> Vae:
    """Train on data: Adam on shuffled batches, at a learning rate that falls to zero in a straight line.

    Parameters
    ----------
    start : Vae
        Where training begins; it is left as it is.
    data : array, shape (runs, rows, pixels)
        What is learned.
    rngs : sequence of Generator
        One a run: orders and noise.
    beta : array, shape (runs,)
        Price of a nat.
    updates, batch : int
        Steps of Adam, and data in each.
    rate : array, shape (runs,)
        Learning rate at first.

    Returns
    -------
    Vae
    """
    made = Vae(start.encoder.copy(), start.decoder.copy(), start.noise)
    kind = start.encoder.weights.dtype
    rates = np.asarray(rate, dtype=kind)[:, None]
    teach = Adam(made.encoder, rates), Adam(made.decoder, rates)
    price = np.asarray(beta, dtype=kind)[:, None, None]
    whole = np.asarray(data, dtype=kind)
    for done, which in enumerate(batches(rngs, whole.shape[1], batch, updates)):
        noise = np.stack([rng.standard_normal((which.shape[1], made.latent), dtype=kind) for rng in rngs])
        for layer, slope in zip(teach, made.slopes(rows_of(whole, which), noise, price), strict=True):
            layer.step(slope, 1.0 - done / updates)
    return made
