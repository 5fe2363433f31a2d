"""The foundation's return map of a share, in closed form, and its deviance from a record."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit, ndtr

from ..laws.arrays import Array
from ..laws.evaluation import award_cutoff, posterior_spread, precision_from_record


def profile(data: Any, b: Array, f: Array, mix: float | None, precision: float) -> tuple[Array, Array]:
    """Deviance at the best `mix` for each pair of b and f, and that mix, by Fisher scoring on its log-odds."""
    share, then, records = data
    b, f = b[..., None], f[..., None]
    level = np.full(b.shape, 0.0 if mix is None else logit(mix))
    if mix is None:
        level += logit(np.clip(np.average(then, weights=records), 0.02, 0.98))
        for _ in range(12):
            expected, growth = award_map(share, b, f, expit(level), precision)
            growth = growth * expit(level) * (1 - expit(level))
            weight = records / (expected * (1 - expected))
            push = (weight * growth * (then - expected)).sum(axis=-1, keepdims=True)
            step = push / np.maximum((weight * growth**2).sum(axis=-1, keepdims=True), 1e-12)
            level = np.clip(level + np.clip(step, -1, 1), -7, 7)
            if np.abs(step).max() < 1e-4:
                break
    expected = award_map(share, b, f, expit(level), precision)[0]
    return deviance_of(data, expected), expit(level)[..., 0]


def deviance_of(data: Any, expected: Array) -> Array:
    """Deviance of a record from expected shares, over the last axis."""
    _, then, records = data
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            np.where(seen > 0, seen * np.log(seen / due), 0)
            for seen, due in ((then, expected), (1 - then, 1 - expected))
        ]
    return np.asarray(2 * (records * (parts[0] + parts[1])).sum(axis=-1))


def award_map(share: Array, exponent: Any, selectivity: Any, mix: Any, precision: float) -> tuple[Array, Array]:
    """Expected share of the domain among awards, kept off 0 and 1, and its derivative by the mix."""
    exponent, selectivity, mix = (np.atleast_1d(value) for value in (exponent, selectivity, mix))
    record = np.stack([share, 1 - share]).reshape(2, *[1] * (exponent.ndim - 1), len(share))
    spread = posterior_spread(precision_from_record(record, precision, exponent))
    spread = np.maximum(spread, 1e-9)
    mixes = np.stack(np.broadcast_arrays(mix, 1 - mix))
    cutoff = award_cutoff(mixes, spread, selectivity)
    first, second = ndtr(-cutoff / spread)
    dense = np.exp(-0.5 * (cutoff / spread) ** 2) / np.sqrt(2 * np.pi) / spread
    moves = (first - second) / np.maximum((mixes * dense).sum(axis=0), 1e-300)
    expected = np.clip(mixes[0] * first / selectivity, 1e-6, 1 - 1e-6)
    return expected, (first - mixes[0] * dense[0] * moves) / selectivity
