"""Closed forms of the linear chains and of the Gaussian rectified flow."""

from __future__ import annotations

import numpy as np

from ...laws.arrays import Array, Number


def autoencoded(variance: Number, real: Number, noise: Number, share: Number) -> Number:
    """Variance of a direction after a generation: lam s0 + (1 - lam) s^2 / (s + s2)."""
    return share * real + (1.0 - share) * variance**2 / (variance + noise)


def autoencoder_limit(real: Number, noise: Number, share: Number) -> Number:
    """Its fixed point, above zero for any share of real data above zero; 0 without.

    From lam s^2 + (s2 - lam s0) s - lam s0 s2 = 0:
    [(lam s0 - s2) + sqrt((lam s0 - s2)^2 + 4 lam^2 s0 s2)] / (2 lam).
    """
    lam = np.where(np.asarray(share) > 0, share, 1.0)
    half = lam * real - noise
    return np.where(np.asarray(share) > 0, (half + np.sqrt(half**2 + 4.0 * lam**2 * real * noise)) / (2.0 * lam), 0.0)


def regression_unit(noise: float, samples: int, dimensions: int) -> float:
    """Expected error of one fit over Gaussian designs: sigma^2 d / (T - d - 1)."""
    return noise**2 * dimensions / (samples - dimensions - 1)


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


def linear_vae(variance: Number, noise: Number, beta: Number = 1.0) -> Number:
    """Variance that a linear variational autoencoder's decoder keeps of a direction: max(s - beta s2, 0).

    With a fixed noise of variance s2 the optimum is probabilistic principal components (Tipping & Bishop 1999; Lucas et
    al. 2019). At a price beta the loss is beta times that of noise beta s2, since |x - Wz|^2 / (2 s2) + beta KL =
    beta [|x - Wz|^2 / (2 beta s2) + KL].
    """
    return np.maximum(np.asarray(variance) - np.asarray(beta) * noise, 0.0)


def vae_generation(
    variance: Number, real: Number, noise: Number, share: Number, beta: Number = 1.0, drawn: bool = False
) -> Number:
    """Variance of a direction's data after a generation: share s0 + (1 - share) (max(s - beta s2, 0) + [drawn] s2).

    Means lose beta s2 each time. Drawn data get the noise back: with beta = 1 nothing is lost but to sampling.
    """
    made = linear_vae(variance, noise, beta) + (noise if drawn else 0.0)
    return share * real + (1.0 - np.asarray(share)) * made


def vae_limit(real: Number, noise: Number, share: Number, beta: Number = 1.0) -> Number:
    """Where the variance of means ends under a share of real data: s0 - beta s2 (1 - share) / share, if that is kept.

    A direction is kept if share s0 >= beta s2. Else nothing of it is ever made, and the real data's share s0 is left.
    """
    lost = np.asarray(beta) * noise / np.asarray(share)
    return np.where(np.asarray(real) >= lost, real - lost * (1.0 - np.asarray(share)), np.asarray(share) * real)
