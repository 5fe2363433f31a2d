"""Closed forms of discrete resampling: counts' ~ Multinomial(M, counts / M), in genetics Wright and Fisher's drift."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import scipy

from ...base.errors import UserError
from ...laws.arrays import Array, Number

MOST_STATES = 1500
"""Largest linear system that is solved."""


def zipf(exponent: float, states: int) -> Array:
    """Chances that fall as rank^-B."""
    weights = np.arange(1, states + 1, dtype=float) ** -exponent
    return weights / weights.sum()


def chance_lost(share: Number, draws: Number) -> Number:
    r"""Chance that a state is lost in one generation, :math:`(1 - q)^M`.

    Erratum E1: the source says 1 - q, which is the chance at a single draw.
    """
    return np.exp(draws * np.log1p(-np.asarray(share, dtype=float)))


def states_lost(shares: Array, draws: Number) -> Array:
    """Expected number of states lost in one generation, the sum of `chance_lost`."""
    return np.sum(chance_lost(shares, draws), axis=0)


def missing_mass(shares: Array, draws: Number) -> Array:
    r"""Expected share of the truth lost in one generation, :math:`\sum q (1 - q)^M` (Good & Turing)."""
    return np.sum(shares * chance_lost(shares, draws), axis=0)


def transitions(draws: int, states: int = 2) -> tuple[Array, Array]:
    """All tables of counts and the chances to go from one to the other.

    Parameters
    ----------
    draws : int
        Data of a generation.
    states : int
        States.

    Returns
    -------
    counts : array, shape (tables, states)
        Every way to deal the draws to the states.
    chances : array, shape (tables, tables)
        From row to column.

    Raises
    ------
    UserError
        If there are more than 1,500 tables.
    """
    compositions = comb(draws + states - 1, states - 1)
    if compositions > MOST_STATES:
        raise UserError(f"{compositions} tables of counts are too many to solve for; allowed: to {MOST_STATES}")
    bars = np.array(list(combinations(range(draws + states - 1), states - 1))).reshape(compositions, states - 1)
    ends = np.hstack([np.full((compositions, 1), -1), bars, np.full((compositions, 1), draws + states - 1)])
    counts = np.diff(ends, axis=1) - 1
    ways = scipy.special.gammaln(draws + 1) - scipy.special.gammaln(counts + 1).sum(axis=1)
    return counts, np.exp(ways + scipy.special.xlogy(counts[None], counts[:, None] / draws).sum(axis=-1))


def absorption_times(draws: int, states: int = 2) -> tuple[Array, Array]:
    """Mean generations until one state is left, from every table: (I - Q) t = 1 (fundamental matrix).

    Erratum E7: the source says that the mean time to collapse cannot be computed.

    Returns
    -------
    counts : array, shape (tables, states)
    times : array, shape (tables,)
    """
    counts, chances = transitions(draws, states)
    alive = counts.max(axis=1) < draws
    times = np.zeros(len(counts))
    times[alive] = np.linalg.solve(np.eye(alive.sum()) - chances[np.ix_(alive, alive)], np.ones(alive.sum()))
    return counts, times


def diffusion_time(shares: Array, draws: int) -> Number:
    r"""By diffusion, for any number of states: :math:`-2M \sum (1-p) \ln(1-p)` (Kimura & Ohta 1969; Littler 1975)."""
    rest = 1.0 - np.asarray(shares, dtype=float)
    return np.asarray(-2.0 * draws * scipy.special.xlogy(rest, rest).sum(axis=0))


def mixed_coincidence(
    start: Number, draws: int, alpha: Number, beta: Number, gamma: Number, generations: int, truth: Number | None = None
) -> Array:
    r"""Expected :math:`F = \sum p^2` of a chain whose source is alpha p_theta + beta p + gamma p0.

    :math:`F' = a^2 (1/M + (1 - 1/M) F) + 2ab F + b^2 F + 2g(a + b) f_0 + g^2 f_0`.

    Erratum E6: the source's mathematics sets alpha = gamma = 0, which trains on nothing of the model; beta = gamma = 0
    is meant.

    Returns
    -------
    array, shape (generations + 1, ...)
    """
    f0 = start if truth is None else truth
    path = [np.asarray(start, dtype=float)]
    for _ in range(generations):
        f = path[-1]
        fitted = 1.0 / draws + (1.0 - 1.0 / draws) * f
        path.append(
            alpha**2 * fitted + (2.0 * alpha * beta + beta**2) * f + (2.0 * gamma * (alpha + beta) + gamma**2) * f0
        )
    return np.array(path)
