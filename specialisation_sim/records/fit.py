"""The foundation's learning exponent and selectivity, fitted to the return map of a record.

The model has two domains: one category of the record, and all others. In the record a period learned from the category
has share x. Evaluators trained on it see the domains with precision ``tau * (2 x) ** b`` and ``tau * (2 (1 - x)) **
b``, and the best share f of the proposals, a share `mix` of which are in the domain, is funded (``laws.evaluation``).
So the next period's awards are ``Binomial(records, F(x; b, f, mix))``, with a dispersion that is estimated. `mix` is
not in a record of awards; it is fitted too unless it is given.

What cannot be identified: at b = 0, and at f = 1/2, the map is flat whatever the other parameter is, and elsewhere much
the same slope comes of steep learning with mild selection as of mild learning with steep selection. So mostly one
combination is told, the slope of the map, and b and f only together. Who knows from elsewhere which share of proposals
was funded, and how many of them were in the domain, gives both, and then b is told. tau is held at one.

A period in which the category was absent teaches nothing of it: the law then lets nobody see it at all, or, at b = 0,
as sharply as ever. Pairs that start there are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ..base.errors import UserError, unknown
from ..laws.arrays import Array
from .auditing import Audit
from .award_map import award_map, profile
from .intervals import EXPONENTS, SELECTIVITIES, FittedValue, profiled, settle
from .verdicts import THIN

PAIRS = 8
"""Pairs of consecutive periods below which a record is too short for three parameters and a dispersion."""

UNKNOWN = FittedValue(np.nan, np.nan, np.nan, False)


@dataclass(frozen=True, eq=False)
class Fit:
    """What the return map of a record says of the foundation's parameters.

    Attributes
    ----------
    domain : str
        The category whose share is fitted.
    pairs : DataFrame
        One row a pair of consecutive periods: `period`, `share`, `next`, `records` of the next period.
    exponent, selectivity, mix, slope : FittedValue
        Learning exponent b, share f funded, share of the domain among proposals, and the slope of the map at the mean
        share.
    dispersion : float
        Scatter about the map, in units of the binomial's.
    curve : DataFrame
        The fitted map `share`, `next`, and the range `low` to `high` of all maps that fit.
    surface : DataFrame
        Scaled deviance minus its least value over `exponent` and `selectivity`, to show what is identified together.
    reason : str
        Why the record is too short; empty if it is not.
    given : tuple of str
        Parameters that were given and not fitted.
    """

    domain: str
    pairs: pd.DataFrame
    exponent: FittedValue
    selectivity: FittedValue
    mix: FittedValue
    slope: FittedValue
    dispersion: float
    curve: pd.DataFrame
    surface: pd.DataFrame
    reason: str = ""
    given: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """TOO SHORT, NOT IDENTIFIED (the record does not tell b and f apart), or IDENTIFIED."""
        if self.reason:
            return "TOO SHORT"
        return "IDENTIFIED" if self.exponent.identified and self.selectivity.identified else "NOT IDENTIFIED"


def fit_foundation(
    audited: Audit,
    *,
    domain: str | None = None,
    mix: float | None = None,
    selectivity: float | None = None,
    precision: float = 1.0,
    confidence: float = 0.95,
) -> Fit:
    """Fit the foundation to the counts of an audited record.

    Parameters
    ----------
    audited : Audit
        The audit; its used periods count.
    domain : str, optional
        The category; that with most records if left out.
    mix : float, optional
        Share of the domain among proposals, if it is known; else it is fitted.
    selectivity : float, optional
        Share of proposals that was funded, if it is known; else it is fitted.
    precision : float
        Precision tau of evaluators trained evenly; a record of shares does not tell it.
    confidence : float
        Level of the intervals.

    Returns
    -------
    Fit

    Raises
    ------
    UserError
        If there is no such category, or a number is out of bounds.
    """
    table = audited.categories
    names = table.groupby("what")["count"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    if domain is not None and domain not in names:
        raise unknown("category", domain, names)
    chosen = domain if domain is not None else names[0]
    rows = audited.rows("count", used=False)
    decisions = rows.set_index("period")["records"].where(rows.set_index("period")["used"], 0)
    count = table[table["what"] == chosen].set_index("period")["count"]
    periods = audited.record.periods
    pairs = pd.DataFrame(
        [
            (now, count[now] / decisions[now], count[then] / decisions[then], decisions[then])
            for now, then in pairwise(periods)
            if min(decisions[now], decisions[then]) >= THIN and 0 < count[now] < decisions[now]
        ],
        columns=["period", "share", "next", "records"],
    )
    return fit_map(pairs, domain=chosen, mix=mix, selectivity=selectivity, precision=precision, confidence=confidence)


def fit_map(
    pairs: pd.DataFrame,
    *,
    domain: str = "domain",
    mix: float | None = None,
    selectivity: float | None = None,
    precision: float = 1.0,
    confidence: float = 0.95,
    grid: tuple[int, int] = (25, 25),
) -> Fit:
    """Fit the foundation to pairs of shares; see `fit_foundation`.

    Parameters
    ----------
    pairs : DataFrame
        Columns `share`, `next` and `records`.
    domain, mix, selectivity, precision, confidence
        See `fit_foundation`.
    grid : tuple of int
        Values of b and of f at which the likelihood is profiled.

    Returns
    -------
    Fit
    """
    from scipy import stats

    for name, given in (("mix", mix), ("selectivity", selectivity)):
        if given is not None and not 0 < given < 1:
            raise UserError(f"{name} = {given:g} is out of bounds; allowed: above 0 to below 1")
    if not precision > 0:
        raise UserError(f"precision = {precision:g} is out of bounds; allowed: above 0")
    reason = too_short(pairs)
    if reason:
        nothing = pd.DataFrame()
        return Fit(domain, pairs, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, np.nan, nothing, nothing, reason)
    data = tuple(pairs[name].to_numpy(dtype=float) for name in ("share", "next", "records"))
    all_f = np.linspace(*SELECTIVITIES, grid[1]) if selectivity is None else np.array([selectivity])
    b, f = np.meshgrid(np.linspace(*EXPONENTS, grid[0]), all_f, indexing="ij")
    deviance, mixes = profile(data, b, f, mix, precision)
    spot = np.unravel_index(deviance.argmin(), deviance.shape)
    free = [0, *([1] if selectivity is None else []), *([2] if mix is None else [])]
    grids = np.stack([b, f, mixes], axis=-1)
    candidates, least = settle(data, grids[spot][None], free, precision)
    best = candidates[0]
    at = best[0], best[1], best[2]
    freedom = len(pairs) - 1 - (mix is None) - (selectivity is None)
    expected = award_map(data[0], *at, precision)[0]
    dispersion = float((data[2] * (data[1] - expected) ** 2 / (expected * (1 - expected))).sum() / freedom)
    # Records that scatter less than chance scarcely ever lets them, such as shares without noise, tell no more for it.
    scatter = max(dispersion, stats.chi2.ppf(1e-3, freedom) / freedom)
    excess = np.maximum(deviance - least[0], 0.0) / scatter
    bound = stats.f.ppf(confidence, 1, freedom)
    fits = excess <= bound

    def interval(parameter: int) -> tuple[FittedValue, Array]:
        if parameter not in free:
            return FittedValue(float(best[parameter]), float(best[parameter]), float(best[parameter]), True), best[None]
        others = [other for other in free if other != parameter]

        def over(starts: Array) -> tuple[Array, Array]:
            at, deviance = settle(data, starts, others, precision)
            return at, np.maximum(deviance - least[0], 0.0) / scatter

        lowest = np.expand_dims(deviance.argmin(axis=1 - parameter), (1 - parameter, 2))
        starts = np.take_along_axis(grids, lowest, axis=1 - parameter).squeeze(1 - parameter)
        return profiled(parameter, best, starts[:, parameter], starts, bound, over)

    exponent, along_b = interval(0)
    selected, along_f = interval(1)
    middle = np.full(1, data[0].mean())

    def slope(b: Any, f: Any, mix: Any) -> Array:
        ends = [award_map(np.clip(middle + step, 0, 1), b, f, mix, precision)[0] for step in (-0.01, 0.01)]
        return np.asarray((ends[1] - ends[0])[..., 0] / 0.02)

    kept = np.concatenate([along_b, along_f, grids[fits]])
    columns = [kept[:, index, None] for index in range(3)]
    slopes = slope(columns[0], columns[1], columns[2])
    shares = np.linspace(0, 1, 101)
    maps = award_map(shares, columns[0], columns[1], columns[2], precision)[0]
    own = award_map(shares, *at, precision)[0]
    curve = pd.DataFrame(
        {
            "share": shares,
            "next": own,
            "low": np.minimum(maps.min(axis=0), own),
            "high": np.maximum(maps.max(axis=0), own),
        }
    )
    surface = pd.DataFrame({"exponent": b.ravel(), "selectivity": f.ravel(), "excess": excess.ravel(), "bound": bound})
    mixed = FittedValue(float(best[2]), *ends_of(kept[:, 2]), mix is not None)
    return Fit(
        domain,
        pairs,
        exponent,
        selected,
        mixed,
        FittedValue(float(slope(*at)), *ends_of(slopes), True),
        dispersion,
        curve,
        surface,
        given=tuple(name for name, value in (("selectivity", selectivity), ("mix", mix)) if value is not None),
    )


def too_short(pairs: pd.DataFrame) -> str:
    """Why pairs do not allow a fit; empty if they do."""
    if len(pairs) < PAIRS:
        return (
            f"{len(pairs)} pairs of consecutive periods that both have {THIN} records, the category among those of "
            "the first; "
            f"{PAIRS} are needed"
        )
    if pairs["share"].nunique() < 3 or not pairs["next"].between(0, 1, inclusive="neither").any():
        return "the share does not vary enough to draw a map"
    return ""


def ends_of(values: Array) -> tuple[float, float]:
    """Least and greatest value."""
    return float(values.min()), float(values.max())
