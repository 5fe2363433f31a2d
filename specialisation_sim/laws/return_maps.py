"""Return maps that have a closed form: the share of the first task that follows a share in the record.

They hold in the limit that each names, and check what is estimated from runs.

Shapes: shares and parameters are numbers or arrays of any one shape.
"""

from __future__ import annotations

import numpy as np
from scipy.special import log_expit, logit

from .arrays import Array, Number
from .evaluation import expected_award_shares, posterior_spread, precision_from_record


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


def next_award_share(
    share: Number,
    mix: Number = 0.7,
    precision: Number = 1.0,
    exponent: Number = 1.0,
    selectivity: Number = 0.2,
    outside: Number = 0.0,
) -> Array:
    """Share of one domain among the awards of a large pile, by who was trained on last year's awards.

    Parameters
    ----------
    share : float or array
        The domain's share in last year's awards; there are two domains.
    mix : float or array
        Its share among proposals.
    precision, exponent
        See `precision_from_record`.
    selectivity : float or array
        Share of proposals that is funded.
    outside : float or array
        Weight of the proposals' mix in what evaluators are trained on.

    Returns
    -------
    array
        Expected share among this year's awards.
    """
    record = np.multiply(1.0 - outside, share) + np.multiply(outside, mix)
    record, mix = np.broadcast_arrays(record, mix)
    both, mixes = np.stack([record, 1.0 - record]), np.stack([mix, 1.0 - mix])
    spread = posterior_spread(precision_from_record(both, precision, exponent))
    following: Array = expected_award_shares(mixes, np.asarray(spread), selectivity)[0]
    return following
