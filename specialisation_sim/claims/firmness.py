"""How firm a claim is: would it be said if things were a little different?

The audit asks two questions. The first is whether a claim survives changes that must not matter (`runs.invariance`) and
new seeds. A claim is BROKEN if runs differ where they must not, or if the estimate on other seeds differs from the
first one by more than chance allows (Welch's test for means, Fisher's for shares, at one in ten thousand). The second
is whether the claim comes out the same when its parameters move a little (`runs.neighbourhood`). At each of many points
near the scenario's own parameters (the centre), the claim holds if its estimate lies within its bounds:

- ROBUST: at 90 % of points or more the claim comes out as at the centre.
- SHIFTED: otherwise, if at 90 % of points or more the effect has the same direction as at the centre. Its size depends
  on the parameters, but its direction does not.
- FRAGILE: otherwise.

A claim that is UNDECIDED at the centre counts as holding or failing by the side of its bound on which its estimate is.

The direction of a claim is what it says without its numbers. Its bounds move to where there is no effect (zero for a
difference between two variants, or the claim's `neutral`), and a share of runs need only be more than half. A claim
that this leaves unchanged has no direction of its own, and cannot be SHIFTED.

Each point has few runs, and all points have the same seeds, so that differences between points come from parameters.
If estimates lie next to a bound, luck that all points share may put all of them on one side of it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from ..laws.arrays import Array, Flags
from .claim import Claim

if TYPE_CHECKING:
    from ..runs.neighbourhood import Neighbourhood

MOST = 0.9
"""Share of points at which a claim must come out as at the centre."""

LUCK = 1e-4
"""Chance below which two sets of seeds do not differ by luck."""


class Firmness(StrEnum):
    """What the audit says of a claim; see the module."""

    ROBUST = "ROBUST"
    SHIFTED = "SHIFTED"
    FRAGILE = "FRAGILE"
    BROKEN = "BROKEN"


def firmness_of(same: Flags, keeps: Flags, directed: bool) -> Firmness:
    """Verdict from the points at which a claim comes out as at the centre, and those at which its direction does.

    Parameters
    ----------
    same, keeps : array of bool, shape (points,)
        Where the claim, and where its direction, comes out as at the centre.
    directed : bool
        Whether it has a direction of its own.

    Returns
    -------
    Firmness
        ROBUST, SHIFTED or FRAGILE.
    """
    if same.mean() >= MOST:
        return Firmness.ROBUST
    return Firmness.SHIFTED if directed and keeps.mean() >= MOST else Firmness.FRAGILE


def driver_of(near: Neighbourhood, estimate: Array) -> str:
    """Parameter with which, or with how far it moves, the estimate goes most closely; blank if that could be luck."""
    from scipy import stats

    finite = np.isfinite(estimate)
    if finite.sum() < 3 or np.ptp(estimate[finite]) <= 1e-12:
        return ""
    moves = near.moves[finite]
    chances = [
        min(float(stats.spearmanr(each, estimate[finite]).pvalue) for each in (move, abs(move))) for move in moves.T
    ]
    return near.names[int(np.argmin(chances))] if min(chances, default=1.0) < LUCK else ""


def loosened(claim: Claim) -> Claim:
    """What a claim says of the direction of an effect: itself without its numbers, or itself if that is all it says."""
    neutral = 0.0 if claim.neutral is None and claim.versus is not None else claim.neutral
    above, below = claim.above, claim.below
    if neutral is not None:
        # A bound on the far side of no effect says how little it may be, and is no direction.
        above = neutral if above is not None and above > neutral else above
        below = neutral if below is not None and below < neutral else below
    share = None if claim.share is None else min(claim.share, 0.5)
    return replace(claim, above=above, below=below, share=share)


def chance_of(claim: Claim, before: Array, after: Array) -> float:
    """Chance that two sets of seeds differ at least so much: Welch's test of means, Fisher's exact test of shares."""
    from scipy import stats

    if claim.share is not None:
        hits = [int(claim.within(values).sum()) for values in (before, after)]
        misses = [len(before) - hits[0], len(after) - hits[1]]
        return float(stats.fisher_exact([hits, misses]).pvalue)
    before, after = before[np.isfinite(before)], after[np.isfinite(after)]
    if min(len(before), len(after)) < 2:
        return math.nan
    if np.ptp(before) <= 1e-12 and np.ptp(after) <= 1e-12:  # no luck at all
        return float(abs(before.mean() - after.mean()) <= 1e-9)
    means, spreads, numbers = zip(*((x.mean(), x.std(ddof=1), len(x)) for x in (before, after)), strict=True)
    test = stats.ttest_ind_from_stats(
        means[0], spreads[0], numbers[0], means[1], spreads[1], numbers[1], equal_var=False
    )
    return float(test.pvalue)
