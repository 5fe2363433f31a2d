"""What a large pile of proposals is worth, in closed form."""

from __future__ import annotations

import numpy as np

from specialisation_sim.laws.arrays import Array, Number
from specialisation_sim.laws.evaluation import DIMMEST, award_cutoff


def expected_quality_funded(mix: Array, spread: Array, selectivity: Number) -> Array:
    """Mean quality of a large pile's awards: ``sum of mix_k * spread_k * phi(x / spread_k) / f`` at the cutoff x.

    Parameters
    ----------
    mix, spread, selectivity
        See `award_cutoff`.

    Returns
    -------
    array, shape (...)
        In standard deviations of quality.
    """
    cutoff = award_cutoff(mix, spread, selectivity)
    density = np.exp(-0.5 * (cutoff / np.maximum(spread, DIMMEST)) ** 2) / np.sqrt(2 * np.pi)
    return (mix * spread * density).sum(axis=0) / selectivity
