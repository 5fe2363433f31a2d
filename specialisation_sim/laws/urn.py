"""The urn: filling an album track by track from drafts, the more appealing ones first as a rule.

Shapes: numbers of drafts, appeal and weights ``(tasks, runs, agents)``, one task for each genre.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from .arrays import Array, Number

FAR = 100.0
"""Gap of appeal, in units of noise, beyond which the worse is not taken while the better is there (4e-44)."""


def luce_weights(appeal: Array, noise: Number) -> Array:
    """Weight of each genre by Luce's choice axiom: ``exp((appeal - best appeal) / noise)``.

    From one genre to the next better one, a gap counts as `FAR` at most: no sum could tell the difference, and when
    the better one has run out, the weights of the others are still numbers above zero. So without noise the better
    genre is taken until it has run out, and equally good ones are taken by chance.

    Parameters
    ----------
    appeal : array, shape (tasks, runs, agents)
        Appeal of each genre, of seven at most; minus infinity for one that nobody can pick.
    noise : float or array
        Scale of Gumbel noise in units of appeal, not negative: one noise of gap makes a draft e times as likely.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Weights, one for the best genre.

    References
    ----------
    Luce, R. D. (1959). Individual Choice Behavior.
    """
    scale = np.maximum(noise, 1e-200)
    depth = np.zeros_like(appeal)
    with np.errstate(over="ignore"):  # without noise a gap is as far as it gets
        for better, worse in pairwise(_descending(appeal)):
            depth += np.minimum((better - worse) / scale, FAR) * (appeal <= worse)
    return np.exp(-depth)


def draw_from_urn(balls: Array, weight: Array, draws: Iterable[Array]) -> Array:
    """Draw balls one by one without replacement, each time a task with chance proportional to balls left times weight.

    It is the law of keeping the best so many when each ball has the appeal of its task plus Gumbel noise of its own
    (Yellott 1977), and gives counts after Wallenius (1963). With equal weights it is the hypergeometric law.

    Parameters
    ----------
    balls : array, shape (tasks, runs, agents)
        Balls of each task in the urn, whole numbers, together at least as many as are drawn.
    weight : array, shape (tasks, runs, agents)
        Weight of a ball of each task, above zero.
    draws : iterable of array, shape (runs, agents)
        Uniform draws in (0, 1], one array for each ball to draw; each is used before the next is asked for.

    Returns
    -------
    array, shape (tasks, runs, agents)
        Balls drawn of each task.

    References
    ----------
    Yellott, J. I. (1977). The relationship between Luce's choice axiom, Thurstone's theory of comparative judgment, and
    the double exponential distribution. Journal of Mathematical Psychology 15(2).
    Plackett, R. L. (1975). The analysis of permutations. Applied Statistics 24(2).
    Wallenius, K. T. (1963). Biased sampling: the noncentral hypergeometric probability distribution. Stanford.
    """
    left, edges = balls.copy(), np.empty_like(balls)
    for draw in draws:
        np.multiply(left, weight, out=edges)
        for task in range(1, len(edges)):
            edges[task] += edges[task - 1]
        drawn = draw * edges[-1] <= edges
        drawn[1:] ^= drawn[:-1]
        left -= drawn
    return balls - left


def _descending(appeal: Array) -> list[Array]:
    """Appeals from the best to the worst; pairs exchanged, since a sort along a short leading axis is slow."""
    ranked = list(appeal)
    for last in range(len(ranked) - 1, 0, -1):
        for index in range(last):
            first, second = ranked[index : index + 2]
            ranked[index : index + 2] = np.maximum(first, second), np.minimum(first, second)
    return ranked
