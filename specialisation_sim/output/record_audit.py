"""An audit as files: tables, figures, a summary, and a manifest that says what made them."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.files import write_whole
from ..base.provenance import made_by
from .folder import Format, clear, result_folder, write_figure, write_frame

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from ..records import Audit, Fit


def draw_audit(audited: Audit, fit: Fit) -> dict[str, Figure]:
    """Figures of an audit by name: effective numbers, shares of categories, and the record's return map."""
    from ..figures import category_shares, effective_numbers, record_map
    from ..records.summary import percent

    drawn: dict[str, Figure] = {}
    for by, trend in audited.trends.items():
        line, told = None, "too few periods for a trend"
        if trend.slope == trend.slope:
            low, high = (percent(end) for end in trend.outer)
            told = f"{percent(trend.slope)} a {audited.record.period}, 95 % interval {low} to {high}: {trend.verdict}"
            line = {trend.periods[0]: trend.first, trend.periods[-1]: trend.last}
        drawn[f"effective_number_by_{by}"] = effective_numbers(
            audited.rows(by, used=False),
            by=by,
            line=line,
            what=told,
            title=f"How many things in effect: {audited.record.name}",
        )
        drawn[f"shares_by_{by}"] = category_shares(
            audited.categories,
            by=by,
            partial=audited.record.partial,
            title=f"What it does, by {by}: {audited.record.name}",
        )
    drawn["return_map"] = record_map(
        fit.pairs,
        fit.curve,
        fit.surface,
        domain=fit.domain,
        note=fit.reason,
        title=f"What follows on a share: {fit.verdict.lower()}",
    )
    return drawn


def write_audit(
    audited: Audit, fit: Fit, folder: Path, form: Format = "parquet", findings: pd.DataFrame | None = None
) -> list[Path]:
    """Write an audit: its tables, figures, `summary.md`, and last `manifest.json`.

    Parameters
    ----------
    audited : Audit
        The audit.
    fit : Fit
        The foundation fitted to it.
    folder : Path
        Where to; made if it is not there.
    form : {"parquet", "csv"}
        Format of the tables.
    findings : DataFrame, optional
        What claims about it say.

    Returns
    -------
    list of Path

    Raises
    ------
    UserError
        If the folder cannot be written to, or holds files of somebody else.
    """
    from dataclasses import asdict

    from ..records.summary import summarise

    result_folder(folder)
    frames = {
        "audit": audited.table,
        "categories": audited.categories,
        "return_map": fit.pairs,
        "record": audited.record.frame,
    }
    if findings is not None:
        frames["findings"] = findings
    figures = draw_audit(audited, fit)
    clear(folder)
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in figures.items():
        written += write_figure(figure, folder / name)
    summary, manifest = folder / "summary.md", folder / "manifest.json"
    write_whole(summary, lambda part: part.write_text(summarise(audited, fit), encoding="utf-8"))
    written.append(summary)
    described = {
        "audit": audited.record.name,
        **made_by([path.name for path in written]),
        "columns": dict(audited.record.columns),
        "period": audited.record.period,
        "keep_partial": audited.keep_partial,
        "partial": dict(audited.record.partial),
        "seed": audited.seed,
        "draws": audited.draws,
        "trends": {by: {**known(asdict(trend)), "verdict": trend.verdict} for by, trend in audited.trends.items()},
        "fit": {"verdict": fit.verdict, "domain": fit.domain, "reason": fit.reason}
        | {name: known(getattr(fit, name)._asdict()) for name in ("exponent", "selectivity", "mix", "slope")},
    }
    text = json.dumps(described, indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n"))
    return [*written, manifest]


def known(numbers: dict[str, Any]) -> dict[str, Any]:
    """Numbers for a manifest: None where one is not known."""
    return {name: None if isinstance(one, float) and not math.isfinite(one) else one for name, one in numbers.items()}
