"""Chance copying: each period's mix is a sample of the last one's, as small as the record's own jumps say.

Population genetics calls it drift in the model of Wright and Fisher. Nobody prefers anything, and the mix narrows all
the same: of few decisions that copy earlier ones, rare categories are lost by chance and do not come back.
"""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array, Indices

MOST = 1e6
"""Copies beyond which a period copies the last one exactly, as far as any record tells."""


def copies(
    counts: Array, records: Array, times: Array, pooled: Array, draws: int, random: np.random.Generator
) -> Indices:
    """How many decisions a period seems to be copied from, one value a draw: the temporal method.

    The jumps of the shares from period to period, minus sampling noise and a steady drift, estimate the inverse;
    its spread is that of a scaled chi-squared with as many degrees of freedom as the mix has categories in effect.

    References
    ----------
    Waples, R. S. (1989). A generalized approach for estimating effective population size from temporal changes in
    allele frequency. Genetics 121(2).
    """
    share = counts / records[:, None]
    noise = share * (1 - share) / np.maximum(records - 1, 1)[:, None]
    gap = np.diff(times)
    periods = len(times)
    # Over a gap of several periods the jump is that of so many copyings, and a steady trend that many times as far.
    jump = np.diff(share, axis=0)
    steady = jump.sum(axis=0) / gap.sum()
    squares = ((jump - gap[:, None] * steady) ** 2 / gap[:, None]).sum() / (periods - 2)
    each = noise.sum(axis=1)
    sampling = (((each[1:] + each[:-1]) / gap).sum() - (each[0] + each[-1]) / gap.sum()) / (periods - 2)
    diverse = 1 - (share**2).sum(axis=1).mean()
    size = pooled * (1 - pooled)
    freedom = (periods - 2) * size.sum() ** 2 / (size**2).sum()
    inverse = np.maximum(squares * freedom / random.chisquare(freedom, draws) - sampling, 0.0) / diverse
    return np.asarray(np.clip(1 / np.maximum(inverse, 1 / MOST), 2, MOST).astype(np.intp))


def copied_paths(start: Array, sizes: Indices, times: Array, random: np.random.Generator) -> Array:
    """Logarithms of the shares of mixes that are copied on, from one mix: ``(periods, categories, draws)``."""
    share = np.tile(start, (len(sizes), 1))
    paths = np.empty((len(times), len(start), len(sizes)))
    gaps = np.diff(times, append=times[-1]).astype(int)
    for index, gap in enumerate(gaps):
        paths[index] = np.log(np.maximum(share, 1e-12)).T
        for _ in range(gap):
            # Rounding can leave a sum of shares a little above one, which the sampler refuses.
            share = random.multinomial(sizes, share / np.maximum(share.sum(axis=1, keepdims=True), 1)) / sizes[:, None]
    return paths
