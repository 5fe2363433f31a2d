"""What the process beside the server does for maps: a row of a phase diagram, a part of a return map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..base.errors import UserError
from ..model.parameters import Parameters
from .stories import find, options_of
from .turns import progress
from .work import block_of


def map_row(
    story: str,
    base: Parameters,
    x: str,
    xs: Sequence[float],
    y: str,
    value: float,
    observable: str,
    runs: int,
    steps: int,
    scenario: str = "",
    variant: str = "",
) -> list[float | None]:
    """One row of a phase diagram: the mean of an observable at the end, None where a cell is not allowed."""
    from ..runs.ensembles import ensemble

    row: list[float | None] = []
    kind = find(story)
    cells: list[tuple[int, Parameters]] = []
    for index, across in enumerate(xs):
        try:
            cells.append((index, base.but(**{y: _like(base, y, value), x: _like(base, x, across)})))
        except UserError:
            continue
    row = [None] * len(xs)
    if not cells:
        return row
    sets = [across for _, across in cells for _ in range(runs)]
    seeds = list(range(runs)) * len(cells)
    ends = ensemble(
        kind,
        sets,
        seeds,
        steps,
        every=steps,
        record=[observable],
        workers=1,
        block=block_of(kind, *(across for _, across in cells)),
        progress=progress(),
        **options_of(scenario, variant),
    ).runs
    values = ends[observable].to_numpy(dtype=float).reshape(len(cells), runs)
    for (index, _), run_values in zip(cells, values, strict=True):
        finite = run_values[np.isfinite(run_values)]
        row[index] = float(f"{finite.mean():.5g}") if finite.size else None
    return row


def mapped_share(
    story: str, parameters: Parameters, shares: Sequence[float], runs: int, scenario: str = "", variant: str = ""
) -> dict[str, Any]:
    """A part of the return map of a share: where each run's generation ends, with and without learning.

    Returns
    -------
    dict
        `share`, and for each of them a row of `runs` numbers, `learned` and `unlearned`; NaN where a run has no share.
    """
    from ..maps.return_maps import following_shares, generation_of
    from ..runs.options import combined

    kind: Any = find(story)
    generation = generation_of(kind)
    columns: dict[str, Any] = {"share": list(shares)}
    kinds: dict[str, dict[str, Any]] = {"learned": {}, "unlearned": {"without": generation.learn}}
    for k, (name, without) in enumerate(kinds.items()):
        columns[name] = following_shares(
            kind,
            [parameters],
            np.asarray(shares, dtype=float),
            runs=runs,
            steps=generation.steps,
            seasoned=generation.seasoned,
            progress=progress(k, len(kinds)),
            block=block_of(kind, parameters),
            **combined(options_of(scenario, variant), without),
        )[0]
    return columns


def _like(base: Parameters, name: str, value: float) -> Any:
    """A value as the parameter takes it."""
    return round(value) if isinstance(getattr(base, name), int) else value
