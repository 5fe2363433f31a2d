"""Closed forms of the Gaussian chain that no part of the package needs: mean and variance refitted to M data.

`sizes` are the sample sizes M_0, M_1, ... of the generations; the truth is N(0, 1).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy

from specialisation_sim.chains.theory.gaussian import c4, mixed_matrix
from specialisation_sim.laws.arrays import Array


def spread_of_data(sizes: npt.ArrayLike) -> float:
    r"""Var(X^n), the variance of a datum of generation n over all runs: :math:`1 + \sum 1/M_i`.

    Erratum E4: the source gives it to second order for large M; it is exact for every M from 2 and any sizes.
    """
    return float(1.0 + (1.0 / np.asarray(sizes, dtype=float)).sum())


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


def variance_of_log_variance(size: int, fits: int) -> float:
    """Var ln sigma_n^2 = n psi'((M-1)/2)."""
    return float(fits * scipy.special.polygamma(1, (size - 1) / 2.0))


def likelihood_split(size: int, fits: int) -> tuple[float, float]:
    """Expected variance within each chain and between chains, under the maximum-likelihood variance (erratum E13).

    (1 - 1/M)^n and 1 - (1 - 1/M)^n: the total is conserved.
    """
    within = (1.0 - 1.0 / size) ** fits
    return within, 1.0 - within


def mixed_radius(size: int, alpha: float, beta: float) -> float:
    """Spectral radius: the chain is stable where it is below one; never when gamma = 0."""
    return float(np.abs(np.linalg.eigvals(mixed_matrix(size, alpha, beta))).max())


def mixed_path(size: int, alpha: float, beta: float, gamma: float, fits: int) -> Array:
    """(Q, A) after 0, 1, ... fits, ``(fits + 1, 2)``."""
    matrix, path = mixed_matrix(size, alpha, beta), [np.array([1.0, 0.0])]
    for _ in range(fits):
        path.append(matrix @ path[-1] + np.array([gamma, 0.0]))
    return np.array(path)


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
