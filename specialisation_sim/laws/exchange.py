"""Exchange: what goods are worth to people who need several of them, with a market and without.

One taste for all, constant elasticity of substitution sigma: substitutes above one, complements below, Cobb-Douglas at
one, and at infinity goods that serve the same need. Everything here is a weighted power mean, so one function is
enough. Units: the utility of a worker who makes goods in the proportion of their weights is the sum of what she made.

Shapes: goods ``(tasks, ...)``, weights ``(tasks, 1, 1)`` that sum to one, income and utility without the first axis;
the elasticity is a positive number, infinity, or an array that broadcasts against ``(runs, agents)``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Array, Number
from .means import leading_log, power_mean, total


class Gain(NamedTuple):
    """A gain in two parts, `from_practice` and `from_trade`."""

    from_practice: Array
    from_trade: Array


def job_luck(draw: Array, luck: Number) -> Array:
    """How good the jobs are that came one's way: ``draw ** luck``, the inverse CDF of a power distribution.

    With two occupations of equal price, a worker whose skill in the second is a part r of that in the first takes it
    with probability ``r ** (1 / luck) / 2``.

    Parameters
    ----------
    draw : array
        Uniform draws in (0, 1].
    luck : float or array
        Spread of luck, not negative; zero for full work always.

    Returns
    -------
    array
        Share of a full step's work, in (0, 1].

    References
    ----------
    Roy, A. D. (1951). Some thoughts on the distribution of earnings. Oxford Economic Papers 3(2).
    """
    return np.exp(luck * np.log(draw))


def utility(goods: Array, weights: Array, sigma: Number) -> Array:
    """Utility of a bundle: ``(sum of a_k ** (1 / sigma) * c_k ** ((sigma - 1) / sigma)) ** (sigma / (sigma - 1))``.

    Parameters
    ----------
    goods : array, shape (tasks, ...)
        Amount of each good, not negative.
    weights : array, shape (tasks, ...)
        Taste a for each good, summing to one.
    sigma : float or array
        Elasticity of substitution, positive; infinity for perfect substitutes.

    Returns
    -------
    array, shape (...)
        Utility, homogeneous of degree one. Zero where a complement (sigma at most one) is missing.

    References
    ----------
    Arrow, K. J., Chenery, H. B., Minhas, B. S. & Solow, R. M. (1961). Capital-labor substitution and economic
    efficiency. Review of Economics and Statistics 43(3).
    """
    return power_mean(goods / weights, weights, 1.0 - 1.0 / np.asarray(sigma, dtype=float))


def clearing_prices(output: Array, weights: Array, sigma: Number) -> Array:
    """Prices at which people with one homothetic taste buy all that was made.

    ``p_k = (a_k * U / Y_k) ** (1 / sigma)``, so ``p_k / p_j = (a_k / a_j * Y_j / Y_k) ** (1 / sigma)``. The unit is the
    basket that costs least per unit of utility: incomes at these prices are utilities and sum to U.

    Parameters
    ----------
    output : array, shape (tasks, ...)
        Amount of each good on offer, not negative.
    weights : array, shape (tasks, ...)
        Taste for each good, summing to one.
    sigma : float or array
        Elasticity of substitution, positive.

    Returns
    -------
    array, shape (tasks, ...)
        Prices in baskets; NaN for a good that nobody offers, and zero for the others where that good is a complement.

    References
    ----------
    Dixit, A. K. & Stiglitz, J. E. (1977). Monopolistic competition and optimum product diversity. American Economic
    Review 67(3), equations 1 to 4.
    """
    offered = output > 0
    each = utility(output, weights, sigma) / np.where(offered, output, 1.0)
    worth = weights * utility(output, weights, sigma) / np.where(offered, output, 1.0)
    with np.errstate(divide="ignore", over="ignore"):
        price = np.exp(np.log(worth) / sigma)
    # all that is sold is worth U: no good costs more, though the last digit of its worth says so where sigma is tiny
    price = np.where(np.isfinite(price), price, each)
    return np.where(offered, price, np.nan)


def worth(goods: Array, price: Number = 1.0) -> Array:
    """What goods are worth at given prices, ``sum of p_k * c_k``; a good without a price (NaN) is worth nothing.

    Parameters
    ----------
    goods : array, shape (tasks, ...)
        Amount of each good.
    price : float or array, shape (tasks, ...)
        Prices; NaN for a good that is not on offer.

    Returns
    -------
    array, shape (...)
        Worth, in units of price. The same bits in any block: NumPy's own sums depend on the shape of an array.
    """
    return total(goods * np.where(np.isnan(price), 0.0, price))


def autarky_time(ability: Array, weights: Array, sigma: Number) -> Array:
    """How someone who lives on her own goods divides her time: ``t_k = a_k * q_k ** (sigma - 1) / (sum over j)``.

    Her best division when a full step's work in k yields q_k. Of substitutes she makes more of what she makes well, of
    complements more of what she makes badly.

    Parameters
    ----------
    ability : array, shape (tasks, ...)
        Output q of a full step's work in each task, not negative.
    weights : array, shape (tasks, ...)
        Taste for each good, summing to one.
    sigma : float or array
        Elasticity of substitution, positive and finite.

    Returns
    -------
    array, shape (tasks, ...)
        Shares of time, summing to one. Where she can make nothing of a complement, all time goes to it.

    References
    ----------
    First-order condition of `utility` of ``t_k * q_k``; with Rosen, S. (1983). Specialization and human capital.
    Journal of Labor Economics 1(1), on when to concentrate.
    """
    order = np.asarray(sigma, dtype=float) - 1.0
    logs = np.log(np.maximum(ability, np.finfo(float).tiny))
    pull = weights * np.exp(order * (logs - leading_log(logs, order)))
    return pull / total(pull)


def autarky_utility(ability: Array, weights: Array, sigma: Number) -> Array:
    """Utility of someone who lives on her own goods and divides her time best: the mean of q of order sigma - 1.

    Parameters
    ----------
    ability : array, shape (tasks, ...)
        Output of a full step's work in each task, not negative.
    weights : array, shape (tasks, ...)
        Taste for each good, summing to one.
    sigma : float or array
        Elasticity of substitution, positive and finite.

    Returns
    -------
    array, shape (...)
        Utility of `autarky_time`.
    """
    return power_mean(ability, weights, np.asarray(sigma, dtype=float) - 1.0)


def split_gain(both: Array, practice: Array, trade: Array, neither: Array) -> Gain:
    """The gain from practice and trade together, divided between the two.

    Each gets the average of what it adds alone and of what it adds to the other, so that what only both together bring
    is split in half: ``from_practice = ((practice - neither) + (both - trade)) / 2``, and ``from_trade`` likewise. The
    parts sum to ``both - neither``.

    Parameters
    ----------
    both, practice, trade, neither : array
        Welfare with both, with one of them alone, and with neither.

    Returns
    -------
    Gain
        The parts.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games, for two players.
    """
    alone, together = practice - neither, both - trade
    return Gain((alone + together) / 2, ((trade - neither) + (both - practice)) / 2)
