"""Audit of a claim: would it be said if things were a little different?

Two questions. First, changes that must not matter (`experiments.invariance`) and a fresh set of seeds: a claim is
BROKEN if runs differ where they must not, or if the estimate on other seeds differs from the first by more than luck
allows (Welch's test for means, Fisher's for shares, at one in ten thousand). Second, the neighbourhood of its
parameters (`experiments.neighbourhood`), where the claim holds at a point if its estimate lies within its bounds:

- ROBUST: at 90 % of points or more the claim comes out as at the centre; one that fails there fails the same way here.
- SHIFTED: else, if at 90 % of points or more the effect has the direction that it has at the centre: the size of the
  effect hangs on the parameters, its direction does not.
- FRAGILE: otherwise.

The direction of a claim is what is left of it without its numbers: its bounds move to where there is no effect (zero
between two variants, or the claim's `neutral`), and a share of runs falls to more than half. A claim that such a change
leaves as it was has no direction of its own, and cannot be SHIFTED.

Points have few runs, on the same seeds. An estimate next to a bound falls to either side by luck, so that the share of
the neighbourhood errs, if at all, towards FRAGILE.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .claims import Claim, Finding, checked_replicates
from .laws.arrays import Array, Flags
from .readings import Reading
from .scenario import Result, Scenario

if TYPE_CHECKING:
    from .experiments.probe import Difference
    from .experiments.progress import Progress

MOST = 0.9
"""Share of points at which a claim must come out as at the centre."""

LUCK = 1e-4
"""Chance below which two sets of seeds do not differ by luck."""

FURTHER = 1_000_000
"""Distance from the first seeds to the fresh ones."""

PROBES = 3
"""Runs of each variant that are run again under each change that must not matter."""

FEWEST = 10
"""Least number of runs at a point of the neighbourhood, which else is a tenth of the scenario's."""


class Firmness(StrEnum):
    """What the audit says of a claim; see the module."""

    ROBUST = "ROBUST"
    SHIFTED = "SHIFTED"
    FRAGILE = "FRAGILE"
    BROKEN = "BROKEN"


class ClaimAudit(NamedTuple):
    """What an audit says of one claim.

    Attributes
    ----------
    finding, again : Finding
        The claim at the centre, on the scenario's seeds and on fresh ones.
    chance : float
        Chance that two sets of seeds differ at least so much.
    points, holds, keeps : int
        Points of the neighbourhood, those at which the claim holds, and those at which the effect has the direction
        that it has at the centre.
    firmness : Firmness
        The verdict.
    broken : tuple of str
        Changes that mattered.
    """

    finding: Finding
    again: Finding
    chance: float
    points: int
    holds: int
    keeps: int
    firmness: Firmness
    broken: tuple[str, ...] = ()

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson interval of the share of the neighbourhood where the claim holds."""
        from scipy import stats

        low, high = stats.binomtest(self.holds, self.points).proportion_ci(method="wilson")
        return float(low), float(high)

    def row(self) -> dict[str, Any]:
        """The audit as a row of a table."""
        return {
            **self.finding.row(),
            "audit": str(self.firmness),
            "points": self.points,
            "holds_nearby": self.holds / self.points,
            "holds_nearby_low": self.interval[0],
            "holds_nearby_high": self.interval[1],
            "same_direction_nearby": self.keeps / self.points,
            "other_seeds": str(self.again.verdict),
            "other_seeds_estimate": self.again.estimate,
            "chance": self.chance,
            "broken_by": ", ".join(self.broken),
        }


@dataclass(frozen=True)
class ScenarioAudit:
    """What an audit says of a scenario: its claims, and what each change that must not matter did."""

    scenario: Scenario
    claims: tuple[ClaimAudit, ...]
    changes: tuple[Difference, ...]
    moved: tuple[str, ...]

    @property
    def broken(self) -> bool:
        """Whether a claim is broken."""
        return any(claim.firmness is Firmness.BROKEN for claim in self.claims)


def audit_claims(
    scenario: Scenario,
    *,
    points: int = 40,
    width: float = 0.2,
    replicates: int | None = None,
    seed: int = 0,
    progress: Progress = None,
) -> ScenarioAudit:
    """Audit the claims of a scenario.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    points : int
        Points of the neighbourhood.
    width : float
        How far parameters move; see `neighbourhood`.
    replicates : int, optional
        Runs of each variant at the centre; the scenario's own number if left out. At each point there are a tenth of
        it, and at least ten.
    seed : int
        Seed of the first run, and of the neighbourhood.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    ScenarioAudit
        A verdict for each claim.

    Raises
    ------
    UserError
        If a number is out of bounds.
    """
    from .experiments.invariance import differences
    from .experiments.neighbourhood import neighbourhood

    number = checked_replicates(scenario.replicates if replicates is None else replicates)
    options: dict[str, Any] = {"replicates": number, "mapped": False, "progress": progress}
    usual, fresh = (scenario.run(seed=first, **options) for first in (seed, seed + FURTHER))
    changes = tuple(differences(probe_of(usual)))
    near = neighbourhood(usual.sets, points, width, seed)
    outcomes = around(usual, near.sets, max(number // 10, FEWEST), progress)
    broken = tuple(change.change for change in changes if change.broken)
    audits = [
        judge(claim, usual, fresh, claim.values(outcomes).reshape(points, -1), broken) for claim in scenario.claims
    ]
    return ScenarioAudit(scenario, tuple(audits), changes, near.names)


def probe_of(result: Result) -> Any:
    """A few runs of all variants, to be run again under changes that must not matter."""
    from .experiments.probe import Probe
    from .stories import story

    seeds = result.seeds[:PROBES]
    sets = tuple(one for one in result.sets.values() for _ in seeds)
    scenario = result.scenario
    kind = story(scenario.story)
    return Probe(kind, sets, seeds * len(result.sets), scenario.steps, scenario.every, _options(result))


def around(
    result: Result, sets: Mapping[str, Sequence[Any]], replicates: int, progress: Progress = None
) -> dict[str, Any]:
    """Runs at all points of the neighbourhood, for each variant that a claim is about."""
    from .experiments import ensemble
    from .stories import story

    scenario, claims = result.scenario, result.scenario.claims
    read = {claim.statistic.observable for claim in claims if isinstance(claim.statistic, Reading)}
    record = sorted(read) if all(isinstance(claim.statistic, Reading) for claim in claims) else None
    wanted = {name for claim in claims for name in (claim.of, claim.versus)}
    first = result.seeds[0]
    return {
        name: ensemble(
            story(scenario.story),
            [one for one in points for _ in range(replicates)],
            list(range(first, first + replicates)) * len(points),
            scenario.steps,
            every=scenario.every,
            record=record,
            progress=progress,
            **_options(result),
        )
        for name, points in sets.items()
        if name in wanted
    }


def judge(claim: Claim, usual: Result, fresh: Result, values: Array, broken: tuple[str, ...] = ()) -> ClaimAudit:
    """Weigh a claim at the centre, on fresh seeds, and at the points of its neighbourhood, ``(points, runs)``."""
    one, other = claim.values(usual.outcomes), claim.values(fresh.outcomes)
    chance = chance_of(claim, one, other)
    if chance < LUCK:
        broken = (*broken, "other seeds")
    holds = claim.at_points(values)[1]
    loose = loosened(claim)
    keeps = loose.at_points(values)[1] == loose.at_points(one[None])[1]
    firmness = firmness_of(holds == claim.at_points(one[None])[1], keeps, loose != claim)
    return ClaimAudit(
        claim.judge(usual.outcomes),
        claim.judge(fresh.outcomes),
        chance,
        len(holds),
        int(holds.sum()),
        int(keeps.sum()),
        Firmness.BROKEN if broken else firmness,
        broken,
    )


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


def chance_of(claim: Claim, one: Array, other: Array) -> float:
    """Chance that two sets of seeds differ at least so much: Welch's test of means, Fisher's exact test of shares."""
    from scipy import stats

    if claim.share is not None:
        hits = [int(claim.within(values).sum()) for values in (one, other)]
        misses = [len(one) - hits[0], len(other) - hits[1]]
        return float(stats.fisher_exact([hits, misses]).pvalue)
    one, other = one[np.isfinite(one)], other[np.isfinite(other)]
    if min(len(one), len(other)) < 2:
        return math.nan
    if np.ptp(one) <= 1e-12 and np.ptp(other) <= 1e-12:  # no luck at all
        return float(abs(one.mean() - other.mean()) <= 1e-9)
    means, spreads, numbers = zip(*((x.mean(), x.std(ddof=1), len(x)) for x in (one, other)), strict=True)
    test = stats.ttest_ind_from_stats(
        means[0], spreads[0], numbers[0], means[1], spreads[1], numbers[1], equal_var=False
    )
    return float(test.pvalue)


def _options(result: Result) -> dict[str, Any]:
    """What the story takes besides parameters and seeds."""
    return {} if result.weather is None else {"weather": result.weather}
