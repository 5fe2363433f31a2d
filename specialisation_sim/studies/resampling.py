"""What sampling alone does to variety: plain resampling of a system's own kinds, at its own sample size and start.

Of many kinds, and of a normal law, it starts down ``exp(-x / 2)``, ``x = generations * (kinds - 1) / data``; of two
kinds variety beyond the last one is gone about twice as fast. So each system is set beside its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from .. import measures
from ..chains.learners.corpus import blocks
from ..laws.arrays import Array
from ..model.streams import generator

if TYPE_CHECKING:
    import pandas as pd

RUNS = 1000
"""Runs of which the median is taken."""

FAR = 6.0
"""x up to which resampling is followed; all of them have lost half by then, words last."""


def even() -> Array:
    """Ten kinds, each as common."""
    return np.full(10, 0.1)


def ranks() -> Array:
    """Zipf's law of ten kinds."""
    chances: Array = 1.0 / np.arange(1.0, 11.0)
    return chances / chances.sum()


def seventy_thirty() -> Array:
    """The foundation's two domains."""
    return np.array([0.7, 0.3])


def ideas() -> Array:
    """The band's two genres, as its ideas are before anything was made."""
    return np.array([7.0, 5.0]) / 12.0


def tokens() -> Array:
    """How common each token of the corpus is."""
    counts = np.bincount(blocks(2000).ravel(), minlength=2000)
    shares: Array = counts / counts.sum()
    return shares


def resampled(name: str, law: Callable[[], Array] | None, drawn: bool, data: float, free: float, seed: int) -> Array:
    """Variety of runs that only resample, generation by generation.

    Parameters
    ----------
    name : str
        Of the stream.
    law : callable, optional
        Gives the chances of kinds at the start; left out for a normal law.
    drawn : bool
        Whether the start is a sample of the law already, or the law itself.
    data, free : float
        Data of a generation, and kinds less one.
    seed : int
        Seed of the stream.

    Returns
    -------
    ndarray
        Effective number (order 1) less one, or the standard deviation; ``(generations, runs)``.
    """
    rng, size = generator(seed, f"sampling alone: {name}"), int(data)
    generations = int(np.ceil(FAR * data / free))
    if law is None:
        steps = np.sqrt(rng.chisquare(size - 1, (generations, RUNS)) / (size - 1))
        return np.concatenate([np.ones((1, RUNS)), np.cumprod(steps, axis=0)])
    shares = np.broadcast_to(law(), (RUNS, len(law())))
    if drawn:
        shares = rng.multinomial(size, shares) / size
    varieties = [measures.hill_number(shares.T) - 1.0]
    for _ in range(generations):
        shares = rng.multinomial(size, shares) / size
        varieties.append(measures.hill_number(shares.T) - 1.0)
    return np.array(varieties)


def relative(values: Array, free: float, data: float) -> pd.DataFrame:
    """Median and quartiles of runs over the mean at the start, of ``(generations, runs)``; NaN is left out."""
    low, middle, high = np.nanquantile(values / np.nanmean(values[0]), (0.25, 0.5, 0.75), axis=1)
    times = np.arange(len(values))
    import pandas as pd

    return pd.DataFrame({"time": times, "x": times * free / data, "variety": middle, "low": low, "high": high})
