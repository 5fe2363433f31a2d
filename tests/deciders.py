"""Which parameter decides a verdict: each claim again where parameters are at the ends of what was published.

For each parameter that a story has a published range for (see `model.settings`), and for each two of them at once, the
claim's variants run with it at the range's ends, words and whole numbers too. A claim that holds where it is asked and
not there is decided by that parameter, and its row in ``docs/essay.md`` must name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import Any, NamedTuple

from specialisation_sim.claims.claim import Claim
from specialisation_sim.claims.scenario import Scenario
from specialisation_sim.model.settings import PublishedRange


class Flip(NamedTuple):
    """A claim that holds in its own setting and fails with some parameters at the ends of their ranges.

    Attributes
    ----------
    claim : Claim
        The claim.
    changes : mapping
        The parameters, one or two, and their values.
    estimate : float
        What came out there.
    """

    claim: Claim
    changes: Mapping[str, Any]
    estimate: float


def ends_of(ranges: Mapping[str, PublishedRange], at_once: int = 2) -> Iterator[dict[str, Any]]:
    """Every parameter at each end of its range, and every so many of them at once."""
    for number in range(1, at_once + 1):
        for names in combinations(ranges, number):
            for values in product(*(ranges[name].ends for name in names)):
                yield dict(zip(names, values, strict=True))


def flips(
    scenario: Scenario,
    ranges: Mapping[str, PublishedRange],
    *,
    of: str = "",
    replicates: int | None = None,
    at_once: int = 2,
) -> list[Flip]:
    """Claims that hold in a scenario, and fail somewhere at the ends of published ranges.

    Parameters
    ----------
    scenario : Scenario
        The scenario.
    ranges : mapping
        Published range of each parameter.
    of : str
        Ask claims on variants whose names begin so; on all if left out.
    replicates : int, optional
        Runs of each variant; the scenario's own number if left out.
    at_once : int
        How many parameters are moved at once, at most.

    Returns
    -------
    list of Flip
        In the order of the changes. By estimates, whatever their intervals.
    """
    claims = [claim for claim in scenario.claims if claim.of.startswith(of)]
    holding = [claim for claim, holds, _ in _estimates(scenario, claims, {}, replicates) if holds]
    return [
        Flip(claim, changes, estimate)
        for changes in ends_of(ranges, at_once)
        for claim, holds, estimate in _estimates(scenario, holding, changes, replicates)
        if not holds
    ]


def _estimates(
    scenario: Scenario, claims: list[Claim], changes: Mapping[str, Any], replicates: int | None
) -> list[tuple[Claim, bool, float]]:
    """Each claim with whether it holds by its estimate, and with that."""
    if not claims:
        return []
    wanted = {name for claim in claims for name in (claim.of, claim.versus) if name is not None}
    asked = replace(
        scenario,
        claims=claims,
        maps={},
        variants={name: one for name, one in scenario.variants.items() if name in wanted},
        variant_options={name: one for name, one in scenario.variant_options.items() if name in wanted},
    )
    result = asked.run(replicates=replicates, changes=changes, mapped=False, progress=False)
    found = []
    for claim in claims:
        estimate, holds = claim.at_points(claim.values(result.outcomes)[None])
        found.append((claim, bool(holds[0]), float(estimate[0])))
    return found
