"""Expectation-maximisation for normal mixtures on a line, over many runs at once.

The rules are those of scikit-learn's GaussianMixture, so that the two agree: start from means by k-means or from a
given model, stop when the mean log-likelihood of a datum gains less than a tolerance, a floor added to each variance.

Shapes: data ``(runs, data)``, so that each run's numbers lie side by side; a model's weights, means and variances
``(components, runs)``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...laws.arrays import Array

TOLERANCE, FLOOR, MOST = 1e-3, 1e-6, 100
"""scikit-learn's `tol`, `reg_covar` and `max_iter`."""

LEAST = 10 * np.finfo(float).eps


class FittedMixture(NamedTuple):
    """Weights, means and variances, ``(components, runs)``."""

    weight: Array
    mean: Array
    variance: Array


def fit_mixture(
    data: Array, components: int, start: FittedMixture | None = None, tolerance: float = TOLERANCE
) -> FittedMixture:
    """Fit a mixture to the data of each run.

    Parameters
    ----------
    data : array, shape (runs, data)
        Numbers.
    components : int
        Normal laws in the mixture.
    start : FittedMixture, optional
        Where to start; if left out, from the clusters of k-means.
    tolerance : float
        Gain in mean log-likelihood below which a run has converged.

    Returns
    -------
    FittedMixture
    """
    fitted = maximised(data, clusters(data, components)) if start is None else start
    fit = FittedMixture(*(np.array(each) for each in fitted))
    active, reached = np.arange(len(data)), np.full(len(data), -np.inf)
    for _ in range(MOST):
        part = data[active]
        likelihood, share = responsibilities(part, FittedMixture(*(each[:, active] for each in fit)))
        for whole, new in zip(fit, maximised(part, share), strict=True):
            whole[:, active] = new
        going = np.abs(likelihood - reached[active]) >= tolerance
        reached[active] = likelihood
        active = active[going]
        if not active.size:
            break
    return fit


def responsibilities(data: Array, fit: FittedMixture) -> tuple[Array, Array]:
    """Mean log-likelihood, ``(runs,)``, and each component's part in each datum, ``(components, runs, data)``."""
    distance = (data - fit.mean[..., None]) ** 2 / fit.variance[..., None]
    logs = (np.log(fit.weight) - 0.5 * np.log(2.0 * np.pi * fit.variance))[..., None] - 0.5 * distance
    most = logs.max(axis=0)
    shares = np.exp(logs - most)
    norm = shares.sum(axis=0)
    shares /= norm
    return (most + np.log(norm)).mean(axis=-1), shares


def maximised(data: Array, share: Array) -> FittedMixture:
    """The best fit for given responsibilities."""
    size = share.sum(axis=-1) + LEAST
    mean = (share * data).sum(axis=-1) / size
    square = (share * (data - mean[..., None]) ** 2).sum(axis=-1)
    return FittedMixture(size / size.sum(axis=0), mean, square / size + FLOOR)


def clusters(data: Array, components: int) -> Array:
    """Clusters of k-means as responsibilities, ``(components, runs, data)``; it starts from quantiles (Lloyd 1982).

    On a line a cluster is what lies between two edges, halfway between its centre and the next: so each pass counts and
    adds up what lies below the edges, in place of comparing each datum with each centre.
    """
    centre = np.quantile(data, (np.arange(components) + 0.5) / components, axis=-1)
    ends = np.zeros((1, len(data))), np.full((1, len(data)), float(data.shape[1])), data.sum(axis=-1)[None]
    for _ in range(MOST):
        below = data <= 0.5 * (centre[1:] + centre[:-1])[..., None]
        size = np.diff(np.concatenate([ends[0], below.sum(axis=-1), ends[1]]), axis=0)
        sums = np.diff(np.concatenate([ends[0], (data * below).sum(axis=-1), ends[2]]), axis=0)
        moved = np.where(size > 0, sums / np.maximum(size, 1.0), centre)
        if np.array_equal(moved, centre):
            break
        centre = moved
    return np.diff(below, axis=0, prepend=False, append=True).astype(float)
