"""What holds by arithmetic alone: the least diversity that a rule guarantees, whatever is decided within it.

A cap on the largest category, a ring fence (a share of the decisions set aside for several categories in equal parts)
and a lottery (a share of the decisions drawn among all categories, in expectation). No model of behaviour is needed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..laws.arrays import Array
from ..measures import hill_number

LEVELS = np.round(np.arange(0.05, 1.0001, 0.05), 2)


def least_under_cap(cap: float) -> float:
    """Least effective number (order 1) if no category may have more than a share: as many as fit have all of it."""
    full = int(1 / cap + 1e-9)
    return float(hill_number(np.append(np.full(full, cap), max(1 - full * cap, 0.0)), 1))


def least_under_floor(share: float, categories: int) -> float:
    """Least effective number if a share of decisions is divided equally among some categories: one has all the rest."""
    part = share / categories
    return float(hill_number(np.append(np.full(categories - 1, part), part + 1 - share), 1))


def guarantees(categories: int, fenced: int | None = None, levels: Array = LEVELS) -> pd.DataFrame:
    """Least effective number under each rule at each level.

    Parameters
    ----------
    categories : int
        Categories of the record, among which a lottery draws.
    fenced : int, optional
        Categories among which a ring fence divides; half of them if left out.
    levels : array
        Shares: of the cap, of the ring fence, of the lottery.

    Returns
    -------
    DataFrame
        `level`, `cap`, `ring_fence`, `lottery`.
    """
    fenced = max(categories // 2, 2) if fenced is None else fenced
    return pd.DataFrame(
        {
            "level": levels,
            "cap": [least_under_cap(float(level)) for level in levels],
            "ring_fence": [least_under_floor(float(level), fenced) for level in levels],
            "lottery": [least_under_floor(float(level), categories) for level in levels],
        }
    )


def guarantee_sentence(categories: int) -> str:
    """The curve at one level, in words."""
    fenced = max(categories // 2, 2)
    cap, fence, lottery = least_under_cap(0.25), least_under_floor(0.3, fenced), least_under_floor(0.3, categories)
    return (
        "By arithmetic alone, whatever is decided: a cap of 25 % on the largest category guarantees "
        f"{cap:.1f} in effect; a ring "
        f"fence of 30 % divided equally among {fenced} categories {fence:.1f}; a lottery of 30 % among "
        f"all {categories}, in "
        f"expectation, {lottery:.1f}. The table `guarantees` has the whole curve."
    )
