"""One exact fact each from papers after "The Curse of Recursion"."""

from __future__ import annotations

import numpy as np

from specialisation_sim.chains.theory.discrete import missing_mass, zipf
from specialisation_sim.laws.arrays import Number


def tail_exponent(exponent: float) -> float:
    """The missing mass of a Zipf tail falls as T^-(B-1)/B in the number of draws (Dohmatob et al. 2024)."""
    return (exponent - 1.0) / exponent


def local_exponent(exponent: float, draws: float, states: int = 2_000_000) -> float:
    """Slope of ln missing mass in ln T, from the exact sum over many states, with its sign turned."""
    shares = zipf(exponent, states)
    low, high = missing_mass(shares, draws), missing_mass(shares, 2.0 * draws)
    return float(np.log(low / high) / np.log(2.0))


def verification_threshold(keep_right: Number, keep_wrong: Number) -> Number:
    """Accuracy above which training on what a verifier keeps learns the truth: 1 / (1 + phi/psi) (Feng et al. 2024).

    Kept labels are mostly right if and only if a phi > (1 - a) psi.
    """
    return 1.0 / (1.0 + keep_right / keep_wrong)
