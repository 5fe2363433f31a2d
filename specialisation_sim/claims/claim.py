"""A sentence that can fail.

A claim compares one number a run with a bound, in the mean or for a share of runs; between two variants the numbers are
differences of runs with the same seed. The verdict is HOLDS or FAILS when the whole interval lies on one side of the
bound, and else UNDECIDED, with the replicates that a decision would need; see `weighing`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from ..base.errors import UserError, check_count, unknown
from ..laws.arrays import Array, Flags
from ..measures import mean_of
from .plane import Plane
from .weighing import Verdict, weigh_mean, weigh_share

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Claim", "Finding", "Kind", "Statistic", "Verdict", "checked_replicates"]

type Statistic = Callable[[pd.DataFrame, pd.DataFrame], Any]
"""One number a run, in the order of runs, from the frames `runs` and `series` of a variant."""


type Kind = Literal["essay", "source", "consequence", "control", "foil"]
"""Where a claim comes from: a sentence of the essay; of another source; what follows from the model; a control, where
the mechanism is switched off and the result is known; a foil, which no source says and which is there to be refuted."""


@dataclass(frozen=True)
class Claim:
    """A sentence, and what would refute it.

    Attributes
    ----------
    sentence : str
        What is claimed, in plain words.
    statistic : callable
        One number a run; NaN where it has none, which counts against a share and is left out of a mean.
    of : str
        Variant it is about.
    versus : str, optional
        Variant it is compared with: the statistic is then the difference between runs of one seed.
    above, below : float, optional
        Bounds, at least one: the smallest effect of interest.
    share : float, optional
        Share of runs for which the comparison must hold; the mean must hold if left out.
    where : Plane, optional
        Where to map the claim beyond the scenario's own setting.
    neutral : float, optional
        Statistic at which there is no effect either way, which tells the audit a weaker effect from none; zero between
        two variants if left out.
    kind : {"essay", "source", "consequence", "control", "foil"}
        Where the sentence comes from.
    answers : str
        The essay's sentence that it answers, by its mark in ``docs/essay.md``, such as ``"L6"``.
    expected : Verdict
        The verdict that is known and published. Another one is news, or a fault in the program.
    quantity : str
        What is bounded, with its unit, where neither an observable nor the docstring of `statistic` says it.
    """

    sentence: str
    statistic: Statistic
    of: str
    versus: str | None = None
    above: float | None = None
    below: float | None = None
    share: float | None = None
    where: Plane | None = None
    neutral: float | None = None
    kind: Kind = "consequence"
    answers: str = ""
    expected: Verdict = Verdict.HOLDS
    quantity: str = ""

    def __post_init__(self) -> None:
        kinds = get_args(Kind.__value__)
        if self.kind not in kinds:
            raise unknown("kind of claim", self.kind, kinds)
        if self.expected not in list(Verdict):
            raise unknown("verdict", str(self.expected), list(Verdict))
        if self.above is None and self.below is None:
            raise UserError(f"claim {self.sentence!r} needs a bound: above or below")
        if self.share is not None and not 0 < self.share < 1:
            raise UserError(
                f"claim {self.sentence!r}: share = {self.share:g} is out of bounds; allowed: above 0 to below 1"
            )

    @property
    def demand(self) -> str:
        """What must hold, in short, such as ``"mean above 0.9"``."""
        low = "" if self.above is None else f"above {self.above:g}"
        high = "" if self.below is None else f"below {self.below:g}"
        bounds = " and ".join(filter(None, (low, high)))
        return f"mean {bounds}" if self.share is None else f"{bounds} in more than {self.share:.0%} of runs"

    def details(self) -> dict[str, Any]:
        """Further columns of a table of findings."""
        return {}

    def values(self, outcomes: Mapping[str, Any]) -> Array:
        """One number a run: the statistic of the variant, minus that of the variant it is compared with."""
        for name in (self.of, self.versus):
            if name is not None and name not in outcomes:
                raise unknown("variant", name, outcomes)
        values = np.asarray(self.statistic(*outcomes[self.of]), dtype=float)
        if self.versus is not None:
            values = values - np.asarray(self.statistic(*outcomes[self.versus]), dtype=float)
        return values

    def within(self, values: Any) -> Any:
        """Whether each number lies between the bounds."""
        low = -np.inf if self.above is None else self.above
        high = np.inf if self.below is None else self.below
        return (np.asarray(values) > low) & (np.asarray(values) < high)

    def at_points(self, values: Array) -> tuple[Array, Flags]:
        """The estimate at each of many points, and whether it lies within the bounds.

        Parameters
        ----------
        values : array, shape (points, runs)
            One number a run.

        Returns
        -------
        tuple of array, shape (points,)
            Estimates, and where the claim holds by its estimate alone, whatever its interval.
        """
        if self.share is not None:
            estimate = self.within(values).mean(axis=1)
            return estimate, estimate > self.share
        estimate = mean_of(values, np.isfinite(values))
        return estimate, self.within(estimate)

    def judge(self, outcomes: Mapping[str, Any], confidence: float = 0.95) -> Finding:
        """Weigh the claim against runs.

        Parameters
        ----------
        outcomes : mapping
            Frames ``(runs, series)`` of each variant.
        confidence : float
            Level of the interval; see `weighing`.

        Returns
        -------
        Finding
            Estimate, interval and verdict.
        """
        values = self.values(outcomes)
        if self.share is None:
            weighed = weigh_mean(values[np.isfinite(values)], self.above, self.below, confidence)
        else:
            weighed = weigh_share(int(self.within(values).sum()), len(values), self.share, confidence)
        return Finding(
            self,
            weighed.estimate,
            weighed.low,
            weighed.high,
            weighed.verdict,
            weighed.number,
            weighed.needed,
            method=str(weighed.method),
            chance=weighed.chance,
        )


class Finding(NamedTuple):
    """What runs say of a claim.

    Attributes
    ----------
    claim : Claim
        The claim.
    estimate, low, high : float
        Mean, or share of runs, with its interval.
    verdict : Verdict
        HOLDS, FAILS or UNDECIDED.
    replicates : int
        Runs that counted.
    needed : int or None
        Replicates at which this estimate would decide an undecided claim; None if decided, or if the estimate lies on
        the bound.
    holds_in : float
        Share of the claim's plane where the estimate lies within its bounds; NaN without a plane.
    method : str
        How the interval was found, or ``"exact"`` where nothing is left to luck; see `weighing`.
    chance : float
        Chance, both tails counted, of an estimate so far from the bound if the bound were the truth.
    """

    claim: Claim
    estimate: float
    low: float
    high: float
    verdict: Verdict
    replicates: int
    needed: int | None
    holds_in: float = math.nan
    method: str = ""
    chance: float = math.nan

    @property
    def unexpected(self) -> bool:
        """Whether the verdict is the opposite of the one that is expected."""
        return {self.verdict, Verdict(self.claim.expected)} == {Verdict.HOLDS, Verdict.FAILS}

    @property
    def undecided(self) -> bool:
        """Whether a claim that is expected to hold or fail is neither."""
        return self.verdict is Verdict.UNDECIDED is not Verdict(self.claim.expected)

    def row(self) -> dict[str, Any]:
        """The finding as a row of a table."""
        return {
            "claim": self.claim.sentence,
            "demand": self.claim.demand,
            "of": self.claim.of,
            "versus": self.claim.versus or "",
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "verdict": str(self.verdict),
            "replicates": self.replicates,
            "method": self.method,
            "chance": self.chance,
            "needed": self.needed,
            "holds_in": self.holds_in,
            "kind": self.claim.kind,
            "expected": str(self.claim.expected),
            **self.claim.details(),
        }


def checked_replicates(number: int) -> int:
    """A number of replicates.

    Raises
    ------
    UserError
        If it is below one, or absurd.
    """
    check_count("replicates", number)
    return number
