"""What the process beside the server does: ensembles, cells of a map, return maps, audits. Data in, data out.

What it takes to do them is imported there, where they are done: the server's first page need not wait for it.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ..base.errors import UserError
from ..claims.readings import Reading
from ..model.parameters import Parameters
from .history import numbers
from .stories import find, options_of, scenarios

TIMES = 100
"""Times at which bands are drawn."""


def compared(
    story: str, sets: Mapping[str, Parameters], runs: int, steps: int, every: int, names: Sequence[str], scenario: str
) -> dict[str, Any]:
    """Variants as ensembles on common random numbers, and what they say of a scenario's claims.

    Parameters
    ----------
    story : str
        The story.
    sets : mapping
        Parameters of each variant.
    runs, steps, every : int
        Runs of each variant, steps of each run, steps between two recorded times.
    names : sequence of str
        Observables whose bands are drawn.
    scenario : str
        The scenario whose claims are weighed; blank for none.

    Returns
    -------
    dict
        `times`, `bands` (observable, variant, then low, middle, high), `findings` (rows).
    """
    from ..runs.ensembles import ensemble

    if not scenario:
        parts = {name: bands_of(story, one, runs, steps, every, tuple(names)) for name, one in sets.items()}
        return {
            "times": next(iter(parts.values()))[0],
            "bands": {name: {variant: part[1][name] for variant, part in parts.items()} for name in names},
            "findings": [],
        }
    kind = find(story)
    claims = scenarios()[scenario].claims
    statistics = [claim.statistic for claim in claims]
    record = None
    if all(isinstance(one, Reading) for one in statistics):
        read = [one.observable for one in statistics if isinstance(one, Reading)]
        record = list(dict.fromkeys([*names, *read]))
    outcomes = {
        name: ensemble(
            kind, one, runs, steps, every=every, record=record, workers=1, progress=False, **options_of(scenario)
        )
        for name, one in sets.items()
    }
    times = next(iter(outcomes.values())).series["time"].unique()
    shown = spread(len(times))
    bands: dict[str, dict[str, Any]] = {name: {} for name in names}
    for variant, outcome in outcomes.items():
        for name in names:
            values = outcome.series[name].to_numpy().reshape(runs, len(times))[:, shown]
            with np.errstate(all="ignore"):
                low, middle, high = _quantiles(values)
            bands[name][variant] = {"low": numbers(low), "middle": numbers(middle), "high": numbers(high)}
    findings = [
        claim.judge(outcomes).row() for claim in claims if {claim.of, claim.versus or claim.of} <= set(outcomes)
    ]
    return {"times": times[shown].tolist(), "bands": bands, "findings": findings}


@lru_cache(maxsize=16)
def bands_of(
    story: str, parameters: Any, runs: int, steps: int, every: int, names: tuple[str, ...]
) -> tuple[list[int], dict[str, dict[str, Any]]]:
    """Times and bands of one variant; what was asked before, such as the defaults beside a moving slider, is known."""
    from ..runs.ensembles import ensemble

    series = ensemble(find(story), parameters, runs, steps, every=every, record=names, workers=1, progress=False).series
    times = series["time"].unique()
    shown = spread(len(times))
    bands = {}
    for name in names:
        low, middle, high = _quantiles(series[name].to_numpy().reshape(runs, len(times))[:, shown])
        bands[name] = {"low": numbers(low), "middle": numbers(middle), "high": numbers(high)}
    return times[shown].tolist(), bands


def spread(number: int) -> Any:
    """Places of at most `TIMES` or so points, evenly spread from the first, and the last."""
    return np.unique([*range(0, number, -(-number // TIMES)), number - 1])


def _quantiles(values: Any) -> Any:
    """Tenth, middle and ninetieth percentile over runs, where any is known."""
    quantiles = np.full((3, values.shape[1]), np.nan)
    known = np.isfinite(values)
    # the same numbers either way; where nothing is missing NumPy takes all times at once instead of one by one
    whole, part = known.all(axis=0), known.any(axis=0) & ~known.all(axis=0)
    if whole.any():
        quantiles[:, whole] = np.quantile(values[:, whole], (0.1, 0.5, 0.9), axis=0)
    if part.any():
        quantiles[:, part] = np.nanquantile(values[:, part], (0.1, 0.5, 0.9), axis=0)
    return quantiles


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
) -> list[float | None]:
    """One row of a phase diagram: the mean of an observable at the end, None where a cell is not allowed."""
    from ..runs.ensembles import ensemble

    row: list[float | None] = []
    kind = find(story)
    cells: list[tuple[int, Parameters]] = []
    for place, one in enumerate(xs):
        try:
            cells.append((place, base.but(**{y: _like(base, y, value), x: _like(base, x, one)})))
        except UserError:
            continue
    row = [None] * len(xs)
    if not cells:
        return row
    sets = [one for _, one in cells for _ in range(runs)]
    seeds = list(range(runs)) * len(cells)
    ends = ensemble(
        kind, sets, seeds, steps, every=steps, record=[observable], workers=1, progress=False, **options_of(scenario)
    ).runs
    values = ends[observable].to_numpy(dtype=float).reshape(len(cells), runs)
    for (place, _), run_values in zip(cells, values, strict=True):
        known = run_values[np.isfinite(run_values)]
        row[place] = float(f"{known.mean():.5g}") if known.size else None
    return row


def mapped_share(
    story: str, parameters: Parameters, shares: Sequence[float], runs: int, scenario: str = ""
) -> dict[str, Any]:
    """A part of the return map of a share: where each run's generation ends, with and without learning.

    Returns
    -------
    dict
        `share`, and for each of them a row of `runs` numbers, `learned` and `unlearned`; NaN where a run has no share.
    """
    from ..maps.return_maps import following_shares, generation_of

    kind: Any = find(story)
    generation = generation_of(kind)
    found: dict[str, Any] = {"share": list(shares)}
    kinds: dict[str, dict[str, Any]] = {"learned": {}, "unlearned": {"without": generation.learn}}
    for name, without in kinds.items():
        found[name] = following_shares(
            kind,
            [parameters],
            np.asarray(shares, dtype=float),
            runs=runs,
            steps=generation.steps,
            seasoned=generation.seasoned,
            progress=False,
            **without,
            **options_of(scenario),
        )[0]
    return found


def headed(name: str, coded: str, most: int) -> tuple[list[str], int]:
    """Names of the columns of an uploaded table, and its number of rows; nothing is kept.

    Raises
    ------
    UserError
        If it is too large or no table.
    """
    from ..records.tables import read_table

    with tempfile.TemporaryDirectory() as folder:
        table, _ = read_table(_file(folder, name, coded, most))
        return list(map(str, table.columns)), len(table)


def audited(name: str, coded: str, most: int, options: Mapping[str, Any]) -> dict[str, Any]:
    """An audit of an uploaded record; nothing is kept.

    Raises
    ------
    UserError
        If the record cannot be read.
    """
    from ..records import audit, fit_foundation, read_record
    from ..records.summary import summarise

    with tempfile.TemporaryDirectory() as folder:
        path = _file(folder, name, coded, most)
        try:
            record = read_record(path, **options)
        except UserError as error:
            raise UserError(str(error).replace(str(path), path.name)) from None
    found = audit(record, draws=500)
    return {
        "summary": summarise(found, fit_foundation(found)),
        "by": list(found.by),
        "table": found.table,
        "period": record.period,
    }


def _file(folder: str, name: str, coded: str, most: int) -> Path:
    if len(coded) > most * 4 / 3 + 8:
        raise UserError(f"{name} has {len(coded) * 0.75e-6:.1f} MB; allowed: to {most / 1e6:.1f} MB")
    path = Path(folder) / (Path(name.replace("\\", "/")).name or "record.csv")
    try:
        path.write_bytes(base64.b64decode(coded, validate=True))
    except ValueError:
        raise UserError(f"{name} did not arrive whole; try again") from None
    return path


def _like(base: Parameters, name: str, value: float) -> Any:
    """A value as the parameter takes it."""
    return round(value) if isinstance(getattr(base, name), int) else value
