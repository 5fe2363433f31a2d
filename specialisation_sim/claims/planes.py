"""Claims over planes of parameters. All claims that are mapped over one plane read the same runs.

The variants of a plane are run side by side: a point's runs depend on its parameters and seeds alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from .claim import Claim
from .plane import Plane
from .readings import Reading

if TYPE_CHECKING:
    import pandas as pd

    from ..model.parameters import Parameters
    from ..model.world import World
    from ..runs.ensembles import Ensemble
    from ..runs.progress import Progress

type Moving = tuple[str, bool]
"""A variant, and whether it moves over the plane or stays where it is."""


def map_claims(
    story: type[World],
    claims: Sequence[Claim],
    sets: Mapping[str, Parameters],
    steps: int,
    every: int,
    seed: int,
    options: Mapping[str, Mapping[str, Any]],
    progress: Progress = None,
) -> dict[str, pd.DataFrame]:
    """For each claim its estimate at each point of its plane, and whether it lies within the bounds.

    Parameters
    ----------
    story : type of World
        What is run.
    claims : sequence of Claim
        Each with a plane, `where`.
    sets, options : mapping
        Parameters and options of each variant.
    steps, every, seed
        Horizon, steps between recorded times, and the first seed.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    dict
        By the claims' sentences frames with the plane's two parameters, `estimate` and `holds`.
    """
    import pandas as pd

    planes: dict[str, pd.DataFrame] = {}
    for plane in dict.fromkeys(claim.where for claim in claims if claim.where is not None):
        asked = [claim for claim in claims if claim.where == plane]
        points = list(itertools.product(plane.ys, plane.xs))
        outcomes = _outcomes(story, plane, points, asked, sets, steps, every, seed, options, progress)
        for claim in asked:
            own = {name: outcomes[moving] for name, moving in _moving(plane, claim).items()}
            values = claim.values(own).reshape(len(points), plane.replicates)
            estimate, holds = claim.at_points(values)
            frame = pd.DataFrame(points, columns=[plane.y, plane.x])
            planes[claim.sentence] = frame.assign(estimate=estimate, holds=holds)
    return {claim.sentence: planes[claim.sentence] for claim in claims}


def _moving(plane: Plane, claim: Claim) -> dict[str, Moving]:
    """The variants that a claim reads, and whether each moves."""
    return {name: (name, plane.both or name == claim.of) for name in filter(None, (claim.of, claim.versus))}


def _outcomes(
    story: type[World],
    plane: Plane,
    points: Sequence[tuple[float, float]],
    asked: Sequence[Claim],
    sets: Mapping[str, Parameters],
    steps: int,
    every: int,
    seed: int,
    options: Mapping[str, Mapping[str, Any]],
    progress: Progress,
) -> dict[Moving, Ensemble]:
    """The runs of all variants of a plane, those of the same options side by side."""
    from ..runs.ensembles import ensemble

    # Only what claims read is recorded: a plane has many runs.
    read = [claim.statistic.observable if isinstance(claim.statistic, Reading) else None for claim in asked]
    record = None if None in read else list(dict.fromkeys(filter(None, read)))
    wanted = list(dict.fromkeys(moving for claim in asked for moving in _moving(plane, claim).values()))
    seeds = np.arange(seed, seed + plane.replicates).tolist() * len(points)
    outcomes: dict[Moving, Ensemble] = {}
    while left := [moving for moving in wanted if moving not in outcomes]:
        alike = options[left[0][0]]
        group = [(name, moves) for name, moves in left if _same(options[name], alike)]
        every_run = [
            sets[name].but(**{plane.x: x, plane.y: y}) if moves else sets[name]
            for name, moves in group
            for y, x in points
        ]
        every_run = [point for point in every_run for _ in range(plane.replicates)]
        whole = ensemble(
            story, every_run, seeds * len(group), steps, every=every, record=record, progress=progress, **alike
        )
        outcomes |= zip(group, whole.parts(len(group)), strict=True)
    return outcomes


def _same(options: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    """Whether options are the very same objects; arrays cannot be compared otherwise."""
    return options.keys() == others.keys() and all(options[name] is others[name] for name in options)
