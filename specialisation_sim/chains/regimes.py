"""Regimes: what a generation is trained on.

All but one are the succession law of the foundation story, ``p' = alpha * newest + beta * p + gamma * p0``, on the
distribution that the next sample is drawn from; a regime says what alpha, beta and gamma are in each generation.

- ``replace``: the newest model alone (1, 0, 0).
- ``mix``: any alpha, beta, gamma. Fresh real data in a share gamma is (1 - gamma, 0, gamma).
- ``pool``: a sample of constant size, each datum from any of the t + 1 models so far (truth included) alike.
- ``accumulate``: nothing is thrown away; the sample of the newest model joins all data so far.
- ``counts``: the bookkeeping of the blog: fixed numbers of data from the newest model, from the current sample (without
  replacement) and from the original, ``fresh`` from the truth or ``fixed`` from the first sample.

The last two work on data, the others on distributions.
"""

from __future__ import annotations

from typing import Literal, Protocol, Self

import numpy as np

from ..laws.arrays import Array, Number

Regime = Literal["replace", "mix", "pool", "accumulate", "counts"]
BLENDED = frozenset({"mix", "pool"})
"""Regimes in which the next source is a blend; in the others it is the newest model."""

Original = Literal["fresh", "fixed"]


class Data(Protocol):
    """A sample of each run, or all that training needs to know of it."""

    def joined(self, other: Self) -> Self:
        """Both samples together."""


def weights(regime: str, fits: int, beta: Number, gamma: Number) -> tuple[Number, Number, Number]:
    """Alpha, beta and gamma of the succession law after so many fits, in a regime that blends.

    Parameters
    ----------
    regime : str
        ``"mix"`` or ``"pool"``.
    fits : int
        Models fitted so far, the newest included.
    beta, gamma : float or array
        Weights of the predecessor's distribution and of the original, for ``mix``.

    Returns
    -------
    tuple
        Three weights that sum to one.
    """
    if regime == "pool":
        return 1.0 / (fits + 1), fits / (fits + 1), 0.0
    return np.maximum(1.0 - beta - gamma, 0.0), beta, gamma


def split(number: Number, beta: Number, gamma: Number) -> tuple[Array, Array, Array]:
    """A sample's size in three parts, rounded: from the newest model, the current sample and the original."""
    total = np.asarray(number, dtype=float)
    handed = np.rint(beta * total)
    original = np.minimum(np.rint(gamma * total), total - handed)
    return total - handed - original, handed, original


def with_real(made: Array, real: Array, share: float, rng: np.random.Generator) -> Array:
    """Rows made by a model, a share of them replaced by real ones; shuffled, since fixed places bias a training.

    Parameters
    ----------
    made, real : array, shape (rows, ...)
        As many real rows as are to be used, or more.
    share : float
        Share of real rows.
    rng : numpy.random.Generator
        Draws which rows.

    Returns
    -------
    array, shape (rows, ...)
    """
    replaced = int(np.rint(share * len(made)))
    rows = np.concatenate([made[rng.permutation(len(made))[replaced:]], real[rng.permutation(len(real))[:replaced]]])
    return np.asarray(rows[rng.permutation(len(rows))])
