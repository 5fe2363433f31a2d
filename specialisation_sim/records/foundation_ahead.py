"""The foundation fitted to all categories of a record at once, and run on.

Each category sees itself and all others (`award_map`); learning exponent and selectivity are the same for all, and each
has a share of the proposals of its own. What the shares scatter about that map beyond chance is kept as a dispersion.
"""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array
from .award_map import award_map, profile
from .equal_size import expected_entropy
from .wander import shrunk

EXPONENTS, SELECTIVITIES = np.linspace(0, 2, 9), np.linspace(0.05, 0.95, 7)
LARGEST = 12
"""Categories that are fitted; the others keep their mean share."""


def foundation_ahead(
    counts: Array, records: Array, size: int, steps: int, draws: int, random: np.random.Generator, loosened: float = 1.0
) -> Array:
    """Expected entropies of the mixes that the fitted foundation would go on to, ``(steps, draws)``.

    Parameters
    ----------
    counts : array, shape (periods, categories)
        Decisions.
    records : array, shape (periods,)
        Their number.
    size : int
        Number of decisions at which breadth is measured.
    steps, draws : int
        Periods ahead, and simulated futures.
    random : Generator
        Source of randomness.
    loosened : float
        Factor of the share of proposals that is funded, for a what-if.
    """
    share, pooled = shrunk(counts, records)
    large = np.argsort(-pooled, kind="stable")[:LARGEST]
    exponents, selected = np.meshgrid(EXPONENTS, SELECTIVITIES, indexing="ij")
    deviance = np.zeros(exponents.shape)
    mixes = []
    for category in large:
        data = share[:-1, category], share[1:, category], records[1:]
        own, mix = profile(data, exponents, selected, None, 1.0)
        deviance += own
        mixes.append(mix)
    at = np.unravel_index(deviance.argmin(), deviance.shape)
    exponent, chosen = float(exponents[at]), float(selected[at])
    mix = np.array([mix_of[at] for mix_of in mixes])
    freedom = max((len(records) - 1) * len(large) - len(large) - 2, 1)
    dispersion = max(float(deviance[at]) / freedom, 1.0)
    weight = max(float(records.mean()) / dispersion - 1, 2.0)
    now = np.tile(share[-1], (draws, 1))
    paths = np.empty((steps, draws))
    for step in range(steps):
        due = now.copy()
        for index, category in enumerate(large):
            due[:, category] = award_map(
                now[:, category], exponent, min(chosen * loosened, 0.98), float(mix[index]), 1.0
            )[0]
        due /= due.sum(axis=1, keepdims=True)
        now = random.standard_gamma(np.maximum(due * weight, 1e-3))
        now = np.maximum(now / now.sum(axis=1, keepdims=True), 1e-12)
        paths[step] = expected_entropy(np.log(now), size)
    return paths
