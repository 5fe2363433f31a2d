"""How many replicates a stated precision takes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..measures import checked_confidence, students_t
from .summaries import point_means
from .sweeps import Sweep


def replicates_needed(sweep: Sweep, observable: str, half_width: float, confidence: float = 0.95) -> pd.DataFrame:
    """Replicates after which a point's mean is known to within plus or minus `half_width`.

    Stein's two-stage rule: ``max(n, ceil((t s / half_width)^2))`` with the standard deviation s of the n runs there are
    and Student's t at n - 1 degrees of freedom. For normal observables the interval then covers at the stated level
    however poorly s is known; for others approximately.

    Parameters
    ----------
    sweep : Sweep
        A sweep with a few replicates.
    observable : str
        What is to be known.
    half_width : float
        Precision, in units of the observable, above 0.
    confidence : float
        Level.

    Returns
    -------
    DataFrame
        `point_means`, with `now`, the half-width as it is, and `needed`, replicates for the one that is wanted: NaN
        where fewer than two runs have a value.

    Raises
    ------
    UserError
        If a number is out of bounds.

    References
    ----------
    Stein, C. (1945). A two-sample test for a linear hypothesis whose power is independent of the variance. Annals of
    Mathematical Statistics 16(3).
    """
    if not (np.isfinite(half_width) and half_width > 0):
        raise UserError(f"half_width = {half_width:g} is out of bounds; allowed: above 0")
    table = point_means(sweep, observable, checked_confidence(confidence))
    runs = table["runs"].to_numpy()
    critical = students_t(confidence, np.maximum(runs - 1, 1))
    needed = np.ceil((critical * table["sd"].to_numpy() / half_width) ** 2)
    return table.assign(now=table["high"] - table["mean"], needed=np.maximum(needed, runs))
