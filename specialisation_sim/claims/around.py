"""Runs of a scenario's variants with other parameters, all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .claim import Claim
from .readings import Reading
from .result import Result

if TYPE_CHECKING:
    from ..runs.progress import Progress


def around(
    result: Result,
    sets: Mapping[str, Sequence[Any]],
    claims: Sequence[Claim],
    replicates: int,
    progress: Progress = None,
) -> dict[str, Any]:
    """Runs of other parameters, for each variant of a claim; those of equal options at once.

    Parameters
    ----------
    result : Result
        The scenario as it is.
    sets : mapping
        For each variant as many sets of parameters.
    claims : sequence of Claim
        What is asked.
    replicates : int
        Runs of each set, on the first seeds of the result.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    dict
        For each variant its frames, the runs of each set after those of the one before.
    """
    from ..registry import story
    from ..runs.ensembles import ensemble

    scenario = result.scenario
    read = {claim.statistic.observable for claim in claims if isinstance(claim.statistic, Reading)}
    record = sorted(read) if all(isinstance(claim.statistic, Reading) for claim in claims) else None
    wanted = [name for name in sets if any(name in (claim.of, claim.versus) for claim in claims)]
    seeds = range(result.seeds[0], result.seeds[0] + replicates)
    outcomes: dict[str, Any] = {}
    for names in alike(result.options, wanted):
        points = [parameters for name in names for parameters in sets[name]]
        whole = ensemble(
            story(scenario.story),
            [parameters for parameters in points for _ in seeds],
            [*seeds] * len(points),
            scenario.steps,
            every=scenario.every,
            record=record,
            progress=progress,
            **result.options[names[0]],
        )
        outcomes |= zip(names, whole.parts(len(names)), strict=True)
    return outcomes


def alike(options: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> list[list[str]]:
    """Variants of the same options together, since they can run side by side."""
    groups: dict[Any, list[str]] = {}
    for name in names:
        # The same object, or words and numbers that are equal: arrays and networks are not compared.
        key = tuple(
            (option, value if option == "without" or isinstance(value, (str, int, float)) else id(value))
            for option, value in sorted(options[name].items())
        )
        groups.setdefault(key, []).append(name)
    return list(groups.values())
