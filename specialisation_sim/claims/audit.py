"""Audit of a scenario's claims: run it again where nothing may change, on fresh seeds, and around its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..laws.arrays import Array
from ..measures import share_interval
from . import Result, Scenario
from .around import alike, around
from .claim import Claim, Finding, checked_replicates
from .deciders import Flip, changes_said, decided, switches_of
from .firmness import LUCK, Firmness, chance_of, driver_of, firmness_of, loosened

if TYPE_CHECKING:
    from ..runs.neighbourhood import Neighbourhood
    from ..runs.probe import Difference, Probe
    from ..runs.progress import Progress

FURTHER = 1_000_000
"""Distance from the first seeds to the fresh ones."""

PROBES = 3
"""Runs of each variant that are run again under each change that must not matter."""

FEWEST = 10
"""Least number of runs at a point of the neighbourhood, which else is a tenth of the scenario's."""


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
    driver : str
        Parameter with which the estimate moves most over the neighbourhood; blank where none stands out.
    broken : tuple of str
        Changes that mattered.
    flips : tuple of Flip
        Words, switches and numbers of agents, one or two at a time, with which it comes out otherwise.
    """

    finding: Finding
    again: Finding
    chance: float
    points: int
    holds: int
    keeps: int
    firmness: Firmness
    driver: str = ""
    broken: tuple[str, ...] = ()
    flips: tuple[Flip, ...] = ()

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson interval of the share of the neighbourhood where the claim holds."""
        low, high = share_interval(self.holds, self.points)
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
            "driver": self.driver,
            "other_seeds": str(self.again.verdict),
            "other_seeds_estimate": self.again.estimate,
            "chance": self.chance,
            "broken_by": ", ".join(self.broken),
            "flips_with": "; ".join(changes_said(flip.changes) for flip in self.flips),
        }


@dataclass(frozen=True)
class ScenarioAudit:
    """What an audit says of a scenario: its claims, what each change that must not matter did, what else was tried."""

    scenario: Scenario
    claims: tuple[ClaimAudit, ...]
    changes: tuple[Difference, ...]
    tried: int = 0

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
    seed: int | None = None,
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
    seed : int, optional
        Seed of the first run, and of the neighbourhood; the scenario's own if left out.
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
    from ..runs.invariance import differences, worst
    from ..runs.neighbourhood import check_reach, neighbourhood

    check_reach(points, width)
    replicates_run = checked_replicates(scenario.replicates if replicates is None else replicates)
    seed = scenario.seed if seed is None else seed
    options: dict[str, Any] = {"replicates": replicates_run, "mapped": False, "progress": progress}
    usual, fresh = (scenario.run(seed=first, **options) for first in (seed, seed + FURTHER))
    changes = worst([differences(probe) for probe in probes_of(usual)])
    near = neighbourhood(usual.sets, points, width, seed)
    few = max(replicates_run // 10, FEWEST)
    outcomes = around(usual, near.sets, scenario.claims, few, progress)
    broken = tuple(change.change for change in changes if change.broken)
    switched = decided(usual, switches_of(scenario, width), replicates=few, progress=progress)
    audits = [
        judge(claim, usual, fresh, near, claim.values(outcomes).reshape(points, -1), broken)._replace(
            flips=switched.of(claim)
        )
        for claim in scenario.claims
    ]
    return ScenarioAudit(scenario, tuple(audits), changes, switched.tried)


def probes_of(result: Result) -> list[Probe]:
    """A few runs of all variants, to be run again unlike before: a probe for each set of options."""
    from ..registry import story
    from ..runs.probe import Probe

    seeds, scenario = result.seeds[:PROBES], result.scenario
    probes = []
    for names in alike(result.options, list(result.sets)):
        sets = tuple(result.sets[name] for name in names for _ in seeds)
        options = result.options[names[0]]
        probes.append(Probe(story(scenario.story), sets, seeds * len(names), scenario.steps, scenario.every, options))
    return probes


def judge(
    claim: Claim, usual: Result, fresh: Result, near: Neighbourhood, values: Array, broken: tuple[str, ...] = ()
) -> ClaimAudit:
    """Weigh a claim at the centre, on fresh seeds, and at the points of its neighbourhood, ``(points, runs)``."""
    before, after = claim.values(usual.outcomes), claim.values(fresh.outcomes)
    chance = chance_of(claim, before, after)
    if chance < LUCK:
        broken = (*broken, "other seeds")
    estimate, holds = claim.at_points(values)
    loose = loosened(claim)
    keeps = loose.at_points(values)[1] == loose.at_points(before[None])[1]
    firmness = firmness_of(holds == claim.at_points(before[None])[1], keeps, loose != claim)
    return ClaimAudit(
        claim.judge(usual.outcomes),
        claim.judge(fresh.outcomes),
        chance,
        len(holds),
        int(holds.sum()),
        int(keeps.sum()),
        Firmness.BROKEN if broken else firmness,
        driver_of(near, estimate),
        broken,
    )
