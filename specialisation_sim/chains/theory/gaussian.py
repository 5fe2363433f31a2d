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


def spread_of_data(sizes: npt.ArrayLike) -> float:
    r"""Var(X^n), the variance of a datum of generation n over all runs: :math:`1 + \sum 1/M_i`.

    Erratum E4: the source gives it to second order for large M; it is exact for every M from 2 and any sizes.
    """
    return float(1.0 + (1.0 / np.asarray(sizes, dtype=float)).sum())


def risk(sizes: npt.ArrayLike) -> float:
    r"""Mean squared Wasserstein distance after all fits, :math:`A + 2 (1 - \prod c_4(M_i))`, :math:`A = \sum 1/M_i`.

    :math:`E\mu_n^2 = A` since the expected variance stays 1, and :math:`E(\sigma_n - 1)^2 = 2 - 2 E\sigma_n`.

    Erratum E2: eq. 3 of the source carries 3/2 in the last term only; to first order every term carries it.
    """
    m = np.asarray(sizes, dtype=float)
    return float((1.0 / m).sum() + 2.0 * (1.0 - np.prod(c4(m))))


def moments_of_risk(sizes: npt.ArrayLike) -> tuple[float, float]:
    """Mean and variance of the squared Wasserstein distance, by an exact recursion of eight moments.

    m' = m + v z / sqrt(M) and v' = v chi / sqrt(M - 1), with z and chi independent.

    Erratum E3: the source's leading term of the variance is 3/M^2 at the first fit; it is 5/(2 M^2).
    """
    m4 = m2v2 = m2v = m2 = 0.0
    v4 = v3 = v2 = v1 = 1.0
    for size in np.asarray(sizes, dtype=float):
        first, two, three, four = _chi_moments(size)
        m4 = m4 + 6.0 * m2v2 / size + 3.0 * v4 / size**2
        m2v2, m2v, m2 = two * (m2v2 + v4 / size), first * (m2v + v3 / size), m2 + v2 / size
        v4, v3, v2, v1 = four * v4, three * v3, two * v2, first * v1
    mean = m2 + v2 - 2.0 * v1 + 1.0
    fourth = v4 - 4.0 * v3 + 6.0 * v2 - 4.0 * v1 + 1.0
    square = m4 + 2.0 * (m2v2 - 2.0 * m2v + m2) + fourth
    return mean, square - mean**2


def leading_variance_of_risk(sizes: npt.ArrayLike) -> float:
    """Leading term (5/2) A^2 of the variance of the risk."""
    return float(2.5 * (1.0 / np.asarray(sizes, dtype=float)).sum() ** 2)


def log_variance(size: int, fits: int) -> float:
    r"""E ln sigma_n^2 = n [psi((M-1)/2) - ln((M-1)/2)], negative: the typical path collapses (erratum E5).

    The median is about exp(-n/M); the mean stays 1, carried by ever rarer runs, so that a Monte-Carlo mean misses it
    when n is far above M.
    """
    half = (size - 1) / 2.0
    return float(fits * (scipy.special.psi(half) - np.log(half)))


def variance_of_log_variance(size: int, fits: int) -> float:
    """Var ln sigma_n^2 = n psi'((M-1)/2)."""
    return float(fits * scipy.special.polygamma(1, (size - 1) / 2.0))


def likelihood_split(size: int, fits: int) -> tuple[float, float]:
    """Expected variance within each chain and between chains, under the maximum-likelihood variance (erratum E13).

    (1 - 1/M)^n and 1 - (1 - 1/M)^n: the total is conserved.
    """
    within = (1.0 - 1.0 / size) ** fits
    return within, 1.0 - within


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


def mixed_radius(size: int, alpha: float, beta: float) -> float:
    """Spectral radius: the chain is stable where it is below one; never when gamma = 0."""
    return float(np.abs(np.linalg.eigvals(mixed_matrix(size, alpha, beta))).max())


def mixed_path(size: int, alpha: float, beta: float, gamma: float, fits: int) -> Array:
    """(Q, A) after 0, 1, ... fits, ``(fits + 1, 2)``."""
    matrix, path = mixed_matrix(size, alpha, beta), [np.array([1.0, 0.0])]
    for _ in range(fits):
        path.append(matrix @ path[-1] + np.array([gamma, 0.0]))
    return np.array(path)


def mixed_limit(size: int, alpha: float, beta: float, gamma: float) -> Array:
    """(Q, A) in the end, for a stable mix."""
    return np.linalg.solve(np.eye(2) - mixed_matrix(size, alpha, beta), np.array([gamma, 0.0]))


def noisy_error(trace: float, sizes: npt.ArrayLike, noise: npt.ArrayLike, leaning: float = 0.0) -> float:
    r"""E|mu_n - mu|^2 with a fit's own error of given root mean square and correlation with the sampling error.

    :math:`\sum Tr\Sigma/M_i + \sum \epsilon_i^2 + 2 \rho \sum \epsilon_i \sqrt{Tr\Sigma / M_i}`; orthogonal for rho =
    0. Holds where each error is uncorrelated with what came in earlier generations; rho = -1 is the least among those.
    """
    sampling = trace / np.asarray(sizes, dtype=float)
    own = np.broadcast_to(np.asarray(noise, dtype=float), sampling.shape)
    return float((sampling + own**2 + 2.0 * leaning * own * np.sqrt(sampling)).sum())


def bounded_noise_bound(trace: float, sizes: npt.ArrayLike, noise: npt.ArrayLike) -> float:
    r"""Lower bound of E|mu_n - mu|^2 for any error of that size, even one that makes up for earlier generations.

    :math:`\max(0, \sqrt{\sum Tr\Sigma/M_i} - \sum \epsilon_i)^2`: Minkowski's inequality for root mean squares, as
    sampling errors of different generations are uncorrelated. Reached by one error that leans against all of them.
    """
    sampling = trace / np.asarray(sizes, dtype=float)
    own = np.broadcast_to(np.asarray(noise, dtype=float), sampling.shape)
    return float(max(0.0, np.sqrt(sampling.sum()) - own.sum()) ** 2)


def _chi_moments(size: float) -> tuple[float, float, float, float]:
    """E[(chi_{M-1} / sqrt(M-1))^k] for k = 1 to 4."""
    free = size - 1.0
    first = float(c4(size))
    return first, 1.0, first * (free + 1.0) / free, (free + 2.0) / free
