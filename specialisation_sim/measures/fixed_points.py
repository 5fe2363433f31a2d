"""Fixed points of a return map: where a share stays as it is, how steep the map is there, and whether it is stable.

The map is known from runs started at each of several shares, the same seeds at each. All that is read off is a linear
function of the map, so each seed has a value of its own, and intervals are Student's over seeds. Common random numbers
are thereby used and no resampling is needed. Fits are made in the angle of a share, ``share = sin(angle)**2``, in which
the corners are as wide as the middle.

Shapes: shares ``(shares,)``, what follows them ``(shares, runs)``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ..laws.arrays import Array, Flags
from .intervals import mean_interval

SAME = 1e-9
"""Distance from the diagonal that is rounding."""

DEGREE = 3
"""Of the local polynomials."""

CROSSED = 1e-6
"""Distance from the diagonal at which a bisection has found it."""

NARROWEST = 5
"""Points of a local polynomial where the map is known without error."""

SURE = 0.9999
"""Level of the interval that a local polynomial must not leave."""

FEWEST = 10
"""Seeds that must be left for an interval where others have no share."""


class FixedPoint(NamedTuple):
    """A share that is its own successor.

    Attributes
    ----------
    share, low, high : float
        Where it is, with its interval.
    slope, slope_low, slope_high : float
        Slope of the map there; at a corner that of the line to the nearest share inside.
    stability : str
        ``"stable"`` where the whole interval of the slope lies between -1 and 1, ``"unstable"`` where it lies beyond
        one of them, else ``"undecided"``.
    corner : bool
        Whether it is a share of 0 or 1 that no run left.
    """

    share: float
    low: float
    high: float
    slope: float
    slope_low: float
    slope_high: float
    stability: str
    corner: bool


def share_grid(count: int) -> Array:
    """Shares from 0 to 1, closer together near both ends: ``sin(angle)**2`` at even angles."""
    grid: Array = np.sin(np.linspace(0.0, np.pi / 2, count)) ** 2
    return grid


def fixed_points(shares: Array, following: Array, confidence: float = 0.95) -> list[FixedPoint]:
    """Fixed points of a map that is known at some shares with an error.

    A corner is one if no run left it. Inside there is one wherever the map goes from surely above the diagonal to
    surely below it, or back; "surely" is meant for all shares together. Where a map cannot be told from the diagonal,
    none is.

    Parameters
    ----------
    shares : array, shape (shares,)
        Where runs started, ascending.
    following : array, shape (shares, runs)
        The share that followed in each run, the same seeds for every share; NaN where a run had none at the end. With
        one run the map is taken as exact where it crosses the diagonal, and nothing is said of stability.
    confidence : float
        Level of the intervals.

    Returns
    -------
    list of FixedPoint
        In ascending order; empty if there is none.
    """
    mean, low, high = mean_interval(following, 1.0 - (1.0 - confidence) / max(len(shares), 1))
    if following.shape[1] == 1:
        low = high = mean
    side = np.where(low > shares + SAME, 1, np.where(high < shares - SAME, -1, 0))
    edge = (shares == 0) | (shares == 1)
    finite = np.isfinite(following)
    absorbing = edge & finite.any(axis=1) & (~finite | (np.abs(following - shares[:, None]) <= SAME)).all(axis=1)
    points = [_corner(shares, following, int(index), confidence) for index in np.flatnonzero(absorbing)]
    # A share cannot leave [0, 1]: a corner that some run left lies on its side of the diagonal, however few left it.
    side = np.where(edge & np.isfinite(mean), np.where(shares == 0, 1, -1), side)
    sure = [index for index in np.flatnonzero(side) if not absorbing[index]]
    usable = np.isfinite(mean) & ~absorbing
    for left, right in pairwise(sure):
        if side[left] != side[right]:
            bracket = shares[left], shares[right]
            points.append(_crossing(shares[usable], following[usable], bracket, int(side[left]), confidence))
    return sorted(points, key=lambda point: point.share)


def local_fit(shares: Array, centre: Any, window: int | None = None) -> Array:
    """Weights by which values at `shares` give a local cubic at one share: ``(coefficients, shares)``, in its angle.

    The window is the number of points that count, `widest` if left out.

    References
    ----------
    Cleveland, W. S. (1979). Robust locally weighted regression and smoothing scatterplots. Journal of the American
    Statistical Association 74(368). Tricube weights.
    """
    away = _angle(shares) - _angle(centre)
    wanted = widest(len(shares)) if window is None else window
    reach = 1.1 * float(np.sort(np.abs(away))[wanted - 1]) or 1.0
    near = np.abs(away) < reach
    weight = np.where(near, (1.0 - np.minimum(np.abs(away) / reach, 1.0) ** 3) ** 1.5, 0.0)
    powers = np.arange(min(DEGREE, max(int(near.sum()) - 2, 1)) + 1)
    design = (away[:, None] / reach) ** powers
    fit: Array = np.zeros((3, len(shares)))
    rows = (np.linalg.pinv(design * weight[:, None]) * weight) / reach ** powers[:, None]
    fit[: min(len(rows), 3)] = rows[:3]
    return fit


def widest(count: int) -> int:
    """Points that count where errors hide what a cubic misses: a quarter, seven at least."""
    return min(max(count // 4, 7), count)


def _window(shares: Array, following: Array, centre: float) -> int:
    """Points that count at a share: so many that a cubic misses none by more than its error, five at least.

    A map without luck may bend sharply, or jump, within what is the right window for a noisy one.
    """
    mean, low, high = mean_interval(following, SURE)
    window = widest(len(shares))
    while window > NARROWEST:
        near = np.argsort(np.abs(_angle(shares) - _angle(centre)), kind="stable")[:window]
        missed = [
            local_fit(shares[near], share, window)[0] @ mean[near] - at for share, at in zip(shares[near], mean[near])
        ]
        if not (np.abs(missed) > (high - low)[near] / 2 + SAME).any():
            break
        window -= 1
    return window


def _crossing(
    shares: Array, following: Array, bracket: tuple[float, float], side: int, confidence: float
) -> FixedPoint:
    """The crossing between two shares on unlike sides of the diagonal, by bisection of the smoothed map.

    Mean and interval are of the same seeds, those with a share wherever the fits reach. Where too few have one, or
    their mean does not cross here, the point is where the mean of all known runs crosses, and no more is said of it.
    """
    window = _window(shares, following, sum(bracket) / 2)
    whole = _whole(shares, following, bracket, window)
    decided = bool(whole.all() or whole.sum() >= FEWEST)
    mean = mean_interval(following)[0]
    if decided and not whole.all():
        following = following[:, whole]
        mean = np.where(np.isfinite(following).all(axis=1), following.mean(axis=1), mean)
    crossings = _crossings(shares, mean, bracket, window)
    near = np.minimum(shares, 1.0 - shares)
    inmost = near[near > 0].min(initial=0.5) / 4  # where runs started at the corners alone, nothing is nearer
    ends = np.clip(crossings[0] if crossings else bracket, inmost, 1.0 - inmost)
    lower, upper = float(ends[0]), float(ends[1])
    for _ in range(30):
        middle = (lower + upper) / 2
        above = local_fit(shares, middle, window)[0] @ mean > middle
        lower, upper = (middle, upper) if above == (side > 0) else (lower, middle)
    share = (lower + upper) / 2
    fit = local_fit(shares, share, window)
    height, rise, bend = fit @ mean
    decided &= bool(whole.all() or np.abs(height - share) < CROSSED)
    # From the angle back to the share: d share / d angle = sin(2 angle), which is never zero at a point inside.
    angle = _angle(share)
    stretch, turn = np.sin(2 * angle), 2 * np.cos(2 * angle)
    slope = rise / stretch
    # What each seed says of the point: its own height moves the crossing, and the crossing moves along the bend.
    used = (fit != 0).any(axis=0)
    heights, rises, _ = fit[:, used] @ following[used]
    moved = (heights - height) / (1.0 - slope) if slope != 1.0 else np.full_like(heights, np.nan)
    slopes = (rises + moved / stretch * (2 * bend - slope * turn)) / stretch
    low, high = (float(bound) for bound in mean_interval(share + moved, confidence)[1:])
    slope_low, slope_high = (float(bound) for bound in mean_interval(slopes, confidence)[1:])
    says = stability(slope_low, slope_high)
    if len(crossings) > 1:
        # Within errors of the diagonal the map crosses it again and again: one point, three or a stretch of them.
        low, high, says = min(low, crossings[0][0]), max(high, crossings[-1][1]), "undecided"
    low, high = (float(np.clip(bound, 0.0, 1.0)) for bound in (low, high))
    if not decided:
        low = high = slope_low = slope_high = np.nan
        says = "undecided"
    return FixedPoint(float(share), low, high, float(slope), slope_low, slope_high, says, corner=False)


def _whole(shares: Array, following: Array, bracket: tuple[float, float], window: int) -> Flags:
    """Seeds with a share wherever fits within a bracket reach, ``(runs,)``."""
    fits = [local_fit(shares, share, window)[0] for share in np.linspace(*bracket, 9)]
    whole: Flags = np.isfinite(following[np.any(fits, axis=0)]).all(axis=0)
    return whole


def _crossings(shares: Array, mean: Array, bracket: tuple[float, float], window: int) -> list[tuple[float, float]]:
    """Neighbouring shares of a bracket between which the smoothed map crosses the diagonal."""
    inside = shares[(shares >= bracket[0]) & (shares <= bracket[1])]
    above = np.array([local_fit(shares, share, window)[0] @ mean > share for share in inside])
    return [(inside[k], inside[k + 1]) for k in np.flatnonzero(above[1:] != above[:-1])]


def _corner(shares: Array, following: Array, index: int, confidence: float) -> FixedPoint:
    """A share of 0 or 1 that no run left."""
    corner = float(shares[index])
    inside = np.where((shares > 0) & (shares < 1), np.abs(shares - corner), np.inf)
    nearest = int(inside.argmin())
    slope = low = high = np.nan
    if np.isfinite(inside[nearest]):
        slope, low, high = map(
            float, mean_interval((corner - following[nearest]) / (corner - shares[nearest]), confidence)
        )
    return FixedPoint(corner, corner, corner, slope, low, high, stability(low, high), corner=True)


def stability(low: float, high: float) -> str:
    """What the interval of a slope says of a fixed point."""
    if low > -1 and high < 1:
        return "stable"
    return "unstable" if low > 1 or high < -1 else "undecided"


def _angle(share: Array | float) -> Array:
    return np.arcsin(np.sqrt(np.asarray(share, dtype=float)))
