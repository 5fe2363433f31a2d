"""Amplification: how far one generation tilts a share towards the mode, in log-odds.

Shapes: any, element by element.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..laws.arrays import Array


class Amplification(NamedTuple):
    """Amplification of a generation and its two parts, in log-odds; ``total = tilt + lock_in``."""

    total: Array
    tilt: Array
    lock_in: Array


def logit_share(share: npt.ArrayLike) -> Array:
    """Log-odds of a share; NaN at 0 and 1, where a share has left the scale, and outside of them."""
    value = np.asarray(share, dtype=float)
    inside = np.where((value > 0) & (value < 1), value, np.nan)
    return np.log(inside) - np.log1p(-inside)


def amplification(share_in: npt.ArrayLike, share_out: npt.ArrayLike) -> Array:
    """Amplification of a share from one generation to the next: ``logit(share out) - logit(share in)``.

    Parameters
    ----------
    share_in, share_out : array_like
        Share of a category in the record a generation learned from and in what it did.

    Returns
    -------
    array
        Log-odds gained; positive where the category grew.
    """
    return logit_share(share_out) - logit_share(share_in)


def tilt_and_lock_in(
    share_in: npt.ArrayLike, share_unlearned: npt.ArrayLike, share_out: npt.ArrayLike
) -> Amplification:
    """Split amplification into what choosing does and what learning adds.

    Parameters
    ----------
    share_in : array_like
        Share in the record at the start.
    share_unlearned : array_like
        Share done when choices are made on the unchanged record (learning switched off).
    share_out : array_like
        Share done when each step learns from the ones before.

    Returns
    -------
    Amplification
        ``tilt = logit(unlearned) - logit(in)``, ``lock_in = logit(out) - logit(unlearned)`` and their sum.
    """
    tilt = amplification(share_in, share_unlearned)
    lock_in = amplification(share_unlearned, share_out)
    return Amplification(tilt + lock_in, tilt, lock_in)
