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
    from ..records.page import Page
    from ..records.trend import Trend


def draw_audit(audited: Audit, fit: Fit, page: Page | None = None) -> dict[str, Figure]:
    """Figures of an audit by name: effective numbers, breadth and drift, shares of categories, and the return map."""
    from ..figures.breadth import breadth_and_drift, forecast_fan, guarantee_curves, two_records
    from ..figures.record import category_shares, effective_numbers, record_map
    from ..records.frames import path_frame

    drawn: dict[str, Figure] = {}
    for by, trend in audited.trends.items():
        drawn[f"effective_number_by_{by}"] = effective_numbers(
            audited.rows(by, used=False), by=by, title=f"How many things in effect: {audited.record.name}"
        )
        if len(trend.periods) > 1:
            drawn[f"breadth_by_{by}"] = breadth_and_drift(
                path_frame(trend),
                title=f"{trend.path.capitalize()}; does it tend to narrow? {trend.verdict.capitalize()}",
                size=trend.size if trend.low != trend.high else None,
                by=by,
            )
        drawn[f"shares_by_{by}"] = category_shares(
            audited.categories,
            by=by,
            partial=audited.record.partial,
            title=f"What it does, by {by}: {audited.record.name}",
        )
    if page is not None and "peer" in page.frames:
        drawn["peer"] = two_records(
            page.frames["peer"],
            names=(audited.record.name, page.peer.record.name if page.peer else "peer"),
            size=page.frames["peer"].attrs["size"],
        )
    if page is not None and "guarantees" in page.frames:
        drawn["guarantees"] = guarantee_curves(
            page.frames["guarantees"], title="The least diversity that a rule guarantees"
        )
    if page is not None and "forecast" in page.frames:
        drawn["forecast"] = forecast_fan(page.frames["forecast"], title=f"Ahead: {audited.record.name}")
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
    audited: Audit,
    fit: Fit,
    folder: Path,
    form: Format = "parquet",
    findings: pd.DataFrame | None = None,
    *,
    page: Page | None = None,
    report: Path | None = None,
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
    page : Page, optional
        Its text and further tables; made here if left out.
    report : Path, optional
        Where to write one self-contained page of HTML besides.

    Returns
    -------
    list of Path

    Raises
    ------
    UserError
        If the folder cannot be written to, or holds files of somebody else.
    """
    from ..records.page import audit_page

    result_folder(folder)
    page = audit_page(audited, fit) if page is None else page
    frames = {
        "audit": audited.table,
        "categories": audited.categories,
        "return_map": fit.pairs,
        "record": audited.record.frame,
    }
    frames |= page.frames
    if findings is not None:
        frames["findings"] = findings
    figures = draw_audit(audited, fit, page)
    clear(folder)
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in figures.items():
        written += write_figure(figure, folder / name)
    text_of_page = page.text
    summary, manifest = folder / "summary.md", folder / "manifest.json"
    write_whole(summary, lambda part: part.write_text(text_of_page, encoding="utf-8"))
    written.append(summary)
    described = {
        "audit": audited.record.name,
        **made_by([path.name for path in written]),
        "columns": dict(audited.record.columns),
        "period": audited.record.period,
        "keep_partial": audited.keep_partial,
        "notes": list(audited.record.notes),
        "partial": dict(audited.record.partial),
        "seed": audited.seed,
        "draws": audited.draws,
        "trends": {by: trend_numbers(trend) for by, trend in audited.trends.items()},
        "fit": {"verdict": fit.verdict, "domain": fit.domain, "reason": fit.reason}
        | {name: without_nan(getattr(fit, name)._asdict()) for name in ("exponent", "selectivity", "mix", "slope")},
    }
    if report is not None:
        from .record_report import write_report

        write_report(audited, page, figures, report)
    text = json.dumps(described, indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n", encoding="utf-8"))
    return [*written, manifest]


def trend_numbers(trend: Trend) -> dict[str, Any]:
    """What a manifest says of a trend."""
    mean, low, high = trend.drift
    numbers = {
        name: getattr(trend, name)
        for name in ("size", "slope", "low", "high", "path", "path_reason", "verdict", "reason", "held")
    }
    return {
        "periods": list(trend.periods),
        "numbers": list(trend.numbers),
        **without_nan(numbers),
        "drift": without_nan({"mean": mean, "low": low, "high": high, "least": trend.least}),
        "chance": without_nan({side: trend.chance(side) for side in ("narrow", "wide")}),
        "kinds": [
            without_nan({"kind": null.kind, "memory": null.memory, "spread": null.spread, "copied": null.copied})
            for null in trend.nulls
        ],
    }


def without_nan(numbers: dict[str, Any]) -> dict[str, Any]:
    """Numbers for a manifest: None where one is not known."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in numbers.items()
    }
