"""Closed forms of the Gaussian chain: mean and variance refitted to M data, the truth being N(0, 1).

`sizes` are the sample sizes M_0, M_1, ... of the generations; state after n fits.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy

from ...laws.arrays import Array, Number

LARGE = 2000.0
"""Sample size beyond which `c4` is taken from its series."""


def c4(size: npt.ArrayLike) -> Array:
    r"""E[s] / sigma of the unbiased fit, :math:`\sqrt{2/(M-1)}\, \Gamma(M/2) / \Gamma((M-1)/2)`."""
    m = np.asarray(size, dtype=float)
    few = np.minimum(m, LARGE)
    exact = np.sqrt(2.0 / (few - 1.0)) * np.exp(
        scipy.special.gammaln(few / 2.0) - scipy.special.gammaln((few - 1.0) / 2.0)
    )
    # The difference of two large logarithms is lost in rounding; a series is then exact to the last digits.
    series = 1.0 - 1.0 / (4.0 * m) - 7.0 / (32.0 * m**2) - 19.0 / (128.0 * m**3)
    return np.where(m > LARGE, series, exact)


def risk(sizes: npt.ArrayLike) -> float:
    r"""Mean squared Wasserstein distance after all fits, :math:`A + 2 (1 - \prod c_4(M_i))`, :math:`A = \sum 1/M_i`.

    :math:`E\mu_n^2 = A` since the expected variance stays 1, and :math:`E(\sigma_n - 1)^2 = 2 - 2 E\sigma_n`.

    Erratum E2: eq. 3 of the source carries 3/2 in the last term only; to first order every term carries it.
    """
    m = np.asarray(sizes, dtype=float)
    return float((1.0 / m).sum() + 2.0 * (1.0 - np.prod(c4(m))))


def log_variance(size: int, fits: int) -> float:
    r"""E ln sigma_n^2 = n [psi((M-1)/2) - ln((M-1)/2)], negative: the typical path collapses (erratum E5).

    The median is about exp(-n/M); the mean stays 1, carried by ever rarer runs, so that a Monte-Carlo mean misses it
    when n is far above M.
    """
    half = (size - 1) / 2.0
    return float(fits * (scipy.special.psi(half) - np.log(half)))


def mean_absolute_error(size: npt.ArrayLike) -> Array:
    """E|mean of M data| = sqrt(2/pi) / sqrt(M), half-normal.

    Erratum E8: the source tabulates it as the mean that is estimated, 0.00024899 +- 1.89e-4 at ten million data.
    """
    return np.sqrt(2.0 / np.pi / np.asarray(size, dtype=float))


def accumulated(size: int, fits: int) -> tuple[float, float]:
    r"""Expected squared mean and expected variance of the pooled fit when data accumulate.

    :math:`\mu_{n+1} = \mu_n + \sigma_n z / (\sqrt M (n+1))` and
    :math:`E\sigma^2_{n+1} = E\sigma^2_n [1 - 1 / ((n+1)((n+1)M - 1))]`; the first fit is unbiased.
    """
    squared, variance = 0.0, 1.0
    for n in range(fits):
        squared += variance / (size * (n + 1) ** 2)
        if n:
            variance *= 1.0 - 1.0 / ((n + 1) * ((n + 1) * size - 1))
    return squared, variance


def accumulated_bound(size: int) -> float:
    """(3/2)(pi^2/6)/M: the risk of accumulating stays below it in every generation."""
    return np.pi**2 / (4.0 * size)


def mixed_matrix(size: int, alpha: Number, beta: Number) -> Array:
    """Matrix of the recursion of Q = E second moment and A = E squared mean of the source; gamma adds (gamma, 0).

    Q' = a [Q + (Q - A)/M] + b Q + g;  A' = a^2 [A + (Q - A)/M] + 2ab A + b^2 A.
    """
    a, b, m = alpha, beta, float(size)
    return np.array([[a * (1 + 1 / m) + b, -a / m], [a * a / m, a * a * (1 - 1 / m) + 2 * a * b + b * b]])


def mixed_limit(size: int, alpha: float, beta: float, gamma: float) -> Array:
    """(Q, A) in the end, for a stable mix."""
    return np.linalg.solve(np.eye(2) - mixed_matrix(size, alpha, beta), np.array([gamma, 0.0]))
