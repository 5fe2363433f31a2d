"""Return maps that have a closed form: the share of the first task that follows a share in the record.

They hold in the limit that each names, and check what is estimated from runs.

Shapes: shares and parameters are numbers or arrays of any one shape.
"""

from __future__ import annotations

import numpy as np

from .arrays import Array, Number
from .evaluation import expected_award_shares, posterior_spread, precision_from_record


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
