"""What the process beside the server does: ensembles, cells of a map, return maps, audits. Data in, data out.

What it takes to do them is imported there, where they are done: the server's first page need not wait for it.
"""

from __future__ import annotations

import base64
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.errors import UserError
from ..claims.readings import Reading
from ..model.parameters import Parameters
from .history import numbers
from .stories import find, options_of, scenarios
from .turns import breathe, progress

if TYPE_CHECKING:
    from ..records.read import Record

NOTHING: Mapping[str, Any] = MappingProxyType({})
TIMES = 100
"""Times at which bands are drawn."""
STEP = 400_000
"""Work of a step of a block of runs, in the size of an agent's step: some tenths of a second where learning is dear."""
_KNOWN: OrderedDict[Any, Any] = OrderedDict()


def compared(
    story: str,
    sets: Mapping[str, Parameters],
    runs: int,
    steps: int,
    every: int,
    names: Sequence[str],
    scenario: str,
    own: str = "",
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
    own : str
        The variant whose options one has that the scenario does not know.

    Returns
    -------
    dict
        `times`, `bands` (observable, variant, then low, middle, high), `findings` (rows).
    """
    from ..runs.ensembles import ensemble

    if not scenario:
        parts = {
            name: bands_of(story, parameters, runs, steps, every, tuple(names), progress(k, len(sets)))
            for k, (name, parameters) in enumerate(sets.items())
        }
        return {
            "times": next(iter(parts.values()))[0],
            "bands": {name: {variant: part[1][name] for variant, part in parts.items()} for name in names},
            "findings": [],
        }
    kind = find(story)
    claims = scenarios()[scenario].claims
    statistics = [claim.statistic for claim in claims]
    record = None
    if all(isinstance(parameters, Reading) for parameters in statistics):
        read = [parameters.observable for parameters in statistics if isinstance(parameters, Reading)]
        record = list(dict.fromkeys([*names, *read]))
    outcomes = {
        name: ensemble(
            kind,
            parameters,
            runs,
            steps,
            every=every,
            record=record,
            workers=1,
            block=block_of(kind, parameters),
            progress=progress(k, len(sets)),
            **options_of(scenario, name if name in scenarios()[scenario].variants else own),
        )
        for k, (name, parameters) in enumerate(sets.items())
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
    findings = []
    for claim in claims:
        breathe(1.0)
        if {claim.of, claim.versus or claim.of} <= set(outcomes):
            findings.append(claim.judge(outcomes).row())
    return {"times": times[shown].tolist(), "bands": bands, "findings": findings}


def bands_of(
    story: str,
    parameters: Any,
    runs: int,
    steps: int,
    every: int,
    names: tuple[str, ...],
    report: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[int], dict[str, dict[str, Any]]]:
    """Times and bands of one variant; what was asked before, such as the defaults beside a moving slider, is known."""
    from ..runs.ensembles import ensemble

    key = (story, parameters, runs, steps, every, names)
    if key in _KNOWN:
        _KNOWN.move_to_end(key)
        return _KNOWN[key]
    kind = find(story)
    series = ensemble(
        kind,
        parameters,
        runs,
        steps,
        every=every,
        record=names,
        workers=1,
        block=block_of(kind, parameters),
        progress=report,
    ).series
    times = series["time"].unique()
    shown = spread(len(times))
    bands = {}
    for name in names:
        low, middle, high = _quantiles(series[name].to_numpy().reshape(runs, len(times))[:, shown])
        bands[name] = {"low": numbers(low), "middle": numbers(middle), "high": numbers(high)}
    _KNOWN[key] = times[shown].tolist(), bands
    while len(_KNOWN) > 16:
        _KNOWN.popitem(last=False)
    return _KNOWN[key]


def block_of(kind: Any, *sets: Any) -> int:
    """Size of a block of runs, such that a step of all of them does not take long."""
    from ..runs.ensembles import BLOCK

    loads = [kind.workload(parameters) for parameters in sets]
    effort, width = max(load.effort for load in loads), max(load.width for load in loads)
    return int(min(BLOCK, width * max(STEP // effort, 1)))


def spread(count: int) -> Any:
    """Places of at most `TIMES` or so points, evenly spread from the first, and the last."""
    return np.unique([*range(0, count, -(-count // TIMES)), count - 1])


def _quantiles(values: Any) -> Any:
    """Tenth, middle and ninetieth percentile over runs, where any is known."""
    quantiles = np.full((3, values.shape[1]), np.nan)
    present = np.isfinite(values)
    # the same numbers either way; where nothing is missing NumPy takes all times at once instead of one by one
    whole, part = present.all(axis=0), present.any(axis=0) & ~present.all(axis=0)
    if whole.any():
        quantiles[:, whole] = np.quantile(values[:, whole], (0.1, 0.5, 0.9), axis=0)
    if part.any():
        quantiles[:, part] = np.nanquantile(values[:, part], (0.1, 0.5, 0.9), axis=0)
    return quantiles


def headed(name: str, coded: str, most: int, sheet: str = "") -> dict[str, Any]:
    """The columns of an uploaded table, its number of rows, its first rows, and what is guessed; nothing is kept.

    A workbook's table is that of a sheet, if one is named.

    Raises
    ------
    UserError
        If it is too large or no table.
    """
    from ..records.guess import currencies_of, guess_columns
    from ..records.shapes import is_wide
    from ..records.tables import read_table
    from ..records.workbooks import sheet_names

    with tempfile.TemporaryDirectory() as folder:
        path = _file(folder, name, coded, most)
        try:
            table = read_table(path, (), sheet or None)
            sheets = sheet_names(path)
        except UserError as error:
            raise UserError(str(error).replace(str(path), path.name)) from None
    cells = table.cells
    heads = [head for head in map(str, cells.columns) if head]
    first = [["" if cell is None else str(cell) for cell in row] for row in cells[heads].head(5).to_numpy().tolist()]
    return {
        "heads": heads,
        "rows": len(cells),
        "first": first,
        "notes": list(table.notes),
        "guess": (guess := guess_columns(cells)),
        "sheet": sheet,
        "sheets": sheets,
        "currencies": currencies_of(cells, guess["weight"]),
        "wide": is_wide(heads),
    }


def audited(
    name: str, coded: str, most: int, options: Mapping[str, Any], peer: tuple[str, str] | None = None
) -> dict[str, Any]:
    """An audit of an uploaded record, and of another organisation's beside it; nothing is kept.

    Raises
    ------
    UserError
        If the record cannot be read.
    """
    from ..output.record_audit import draw_audit
    from ..output.record_report import report
    from ..records import audit, fit_foundation, read_record
    from ..records.frames import path_frame
    from ..records.page import audit_page

    reading = {key: value for key, value in options.items() if key != "ahead"}

    def read(name: str, coded: str, without: Mapping[str, Any] = NOTHING) -> Record:
        with tempfile.TemporaryDirectory() as folder:
            path = _file(folder, name, coded, most)
            try:
                return read_record(path, **reading | dict(without))
            except UserError as error:
                raise UserError(str(error).replace(str(path), path.name)) from None

    audit_made = audit(read(name, coded), draws=500)
    other = None if peer is None else read(*peer, {"group": None, "sheet": None})
    fit = fit_foundation(audit_made)
    page = audit_page(audit_made, fit, peer=other, ahead=options.get("ahead"))
    return {
        "summary": page.text,
        "by": list(audit_made.by),
        "table": audit_made.table,
        "period": audit_made.record.period,
        "paths": {by: path_frame(trend) for by, trend in audit_made.trends.items() if len(trend.periods) > 1},
        "peer": page.frames.get("peer"),
        "forecast": page.frames.get("forecast"),
        "report": report(audit_made, page, draw_audit(audit_made, fit, page)),
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
