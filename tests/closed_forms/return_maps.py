"""Return maps in closed form, in the limit that each names: the share of the first task that follows a share.

Shapes: shares and parameters are numbers or arrays of any one shape.
"""

from __future__ import annotations

import numpy as np
from scipy.special import log_expit, logit

from specialisation_sim.laws.arrays import Array, Number


def late_hunting(share: Number, exponent: Number, sunny: Number) -> Array:
    """Share of days an experienced forager hunts: ``t ** (ln sunny / ln 1/2)`` at the threshold t of her skills.

    Her experience is long, so skills are powers of its parts, ``t = s^b / (s^b + (1 - s)^b)``; a generation is short
    against it, nothing runs out and she wants no variety. Cloud cover c is below t with that probability.

    Parameters
    ----------
    share : float or array
        Share s of hunting in her experience, 0 to 1.
    exponent : float or array
        Learning exponent b, above 0.
    sunny : float or array
        Share of days with less than half cloud, above 0 and below 1.

    Returns
    -------
    array
        Expected share of hunting.
    """
    hunting: Array = np.exp(log_expit(exponent * logit(share)) * np.log(sunny) / np.log(0.5))
    return hunting


def late_accounting(share: Number, exponent: Number, luck: Number) -> Array:
    """Share of weeks an experienced worker of equal pay keeps accounts: a Laplace distribution function.

    Jobs are ``u ** luck`` good, so the log of their ratio is Laplace of scale luck, and skills are powers of
    experience. The map crosses the diagonal at one half with slope ``2 b / luck``.

    Parameters
    ----------
    share : float or array
        Share of accounting in her experience, 0 to 1.
    exponent : float or array
        Learning exponent b.
    luck : float or array
        Spread of the jobs that come one's way, above 0.

    Returns
    -------
    array
        Expected share of accounting.
    """
    lead = exponent * logit(share) / luck
    small: Array = 0.5 * np.exp(-np.abs(lead))
    return np.where(lead > 0, 1.0 - small, small)
