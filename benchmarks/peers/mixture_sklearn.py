"""The mixture chain as the blog runs it: scikit-learn's GaussianMixture, fitted a generation at a time.

It shares neither code nor draws with `specialisation_sim.chains.mixture`. The settings are scikit-learn's own: one
start by k-means, a tolerance of 1e-3, at most 100 iterations.
"""

from __future__ import annotations

import numpy as np
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

ENDS = ("total_sd", "narrowest", "widest", "separation")
"""What is read off the last fit, as our chain's observables are called."""


def chain(seed: int, samples: int, generations: int, distance: float = 2.0) -> tuple[float, ...]:
    """Refit two bumps for some generations, on one thread.

    Returns
    -------
    tuple of float
        `ENDS`, in standard deviations of a bump.
    """
    rng = np.random.default_rng(seed)
    data = rng.normal(size=samples) + distance * rng.choice([-1.0, 1.0], size=samples)
    with threadpool_limits(1):
        for _ in range(generations - 1):
            data = fitted(data, rng).sample(samples)[0][:, 0]
        model = fitted(data, rng)
    mean, variance, weight = model.means_[:, 0], model.covariances_[:, 0, 0], model.weights_
    total = np.sqrt((weight * (variance + (mean - weight @ mean) ** 2)).sum())
    return total, np.sqrt(variance.min()), np.sqrt(variance.max()), abs(mean[1] - mean[0])


def fitted(data: np.ndarray, rng: np.random.Generator) -> GaussianMixture:
    """One generation's fit; its random numbers come from the chain's seed."""
    return GaussianMixture(2, random_state=int(rng.integers(2**31))).fit(data[:, None])
