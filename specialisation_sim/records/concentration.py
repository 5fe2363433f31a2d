"""Figures that people quote of concentration, beside effective numbers: each defined once, here."""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array

DEFINITIONS = {
    "HHI": "Herfindahl-Hirschman index: the sum of squared shares, from 1/categories to 1 (times 10,000 "
    "among competition authorities)",
    "top 1, 3, 5": "share of the one, three and five largest categories",
    "entropy": "-sum p log p of the shares p, in nats; its exponential is the effective number of order 1",
    "Gini": "inequality of the shares over all categories of the record, those without a decision "
    "included, from 0 (all equal) to 1",
    "effective number": "as many equally common categories would be as diverse (Hill number; order 0 "
    "counts those met, order 1 is "
    "exp(entropy), order 2 is 1/HHI)",
    "coverage": "share of the mix that the categories met make up, estimated by how many were met once and twice",
}


def quoted(totals: Array) -> dict[str, float]:
    """Concentration of a mix.

    Parameters
    ----------
    totals : array, shape (categories,)
        Counts or amounts of all categories of the record, zeros too.

    Returns
    -------
    dict
        `hhi`, `top_1`, `top_3`, `top_5`, `entropy`, `gini`; NaN for an empty mix.
    """
    names = ("hhi", "top_1", "top_3", "top_5", "entropy", "gini")
    if not totals.sum() > 0:
        return dict.fromkeys(names, np.nan)
    share = np.sort(totals / totals.sum())
    held = share[share > 0]
    count = len(share)
    rank = np.arange(1, count + 1)
    gini = float(((2 * rank - count - 1) * share).sum() / count)
    top = [float(share[-most:].sum()) for most in (1, 3, 5)]
    return dict(zip(names, (float((share**2).sum()), *top, float(-(held * np.log(held)).sum()), gini), strict=True))
