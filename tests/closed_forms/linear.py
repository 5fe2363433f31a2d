"""Closed forms of the linear chains that no part of the package needs: autoencoders and regression."""

from __future__ import annotations

import numpy as np

from specialisation_sim.laws.arrays import Number


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
