"""Closed forms of the linear chains and of the Gaussian rectified flow."""

from __future__ import annotations

import numpy as np

from ...laws.arrays import Array, Number


def regression_ratio(fits: int, accumulate: bool) -> float:
    """Error after n fits in units of one: n when data are replaced, sum 1/i^2 < pi^2/6 when they accumulate.

    Source: Gerstgrasser et al. (2024). The n-th pooled fit moves by 1/n of a fresh error.
    """
    return float((1.0 / np.arange(1, fits + 1) ** 2).sum()) if accumulate else float(fits)


def flow_factor(spread: Number, steps: int, correlation: Number = 0.0) -> Number:
    """What K Euler steps of a Gaussian rectified flow make of a unit spread, trained on pairs of given correlation.

    prod (1 + cov_k / (K var_k)) at t = k/K, with var = (1-t)^2 + t^2 s^2 + 2 t (1-t) rho s and
    cov = t s^2 - (1-t) + (1-2t) rho s. Independent pairs (rho = 0) lose spread; pairs that the flow made itself
    (rho = 1) lose nothing.

    Source: Liu et al. (2023) for the flow; the product was derived for arXiv 2412.08175's chain.
    """
    factor: Number = np.ones_like(np.asarray(spread, dtype=float))
    for step in range(steps):
        t = step / steps
        variance = (1 - t) ** 2 + t**2 * spread**2 + 2 * t * (1 - t) * correlation * spread
        covariance = t * spread**2 - (1 - t) + (1 - 2 * t) * correlation * spread
        factor = factor * (1.0 + covariance / (steps * variance))
    return factor


def reflowed(rounds: int, steps: int, real: float = 0.0, spread: float = 1.0) -> Array:
    """Spread of the generated data after 1, 2, ... rounds on re-paired data with a share of real ones."""
    path, trained = [], spread
    for _ in range(rounds):
        made = flow_factor(trained, steps)
        path.append(float(made))
        trained = float(np.sqrt((1.0 - real) * made**2 + real * spread**2))
    return np.array(path)
