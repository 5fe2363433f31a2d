"""A result as files: frames, findings, figures, and a manifest that says what made them."""

from __future__ import annotations

import json
import math
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import __version__
from .files import writable_folder, write_whole

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from .records import Audit, Fit
    from .scenario import AuditResult, Result

type Format = Literal["parquet", "csv"]


def write_result(result: Result | AuditResult, folder: Path, form: Format = "parquet") -> list[Path]:
    """Write a scenario's result.

    Parameters
    ----------
    result : Result or AuditResult
        The result; for an audit see `write_audit`, and `findings` besides.
    folder : Path
        Where to; made if it is not there.
    form : {"parquet", "csv"}
        Format of the frames.

    Returns
    -------
    list of Path
        The files: `runs`, `series`, `findings`, a frame for each map, each figure as PNG and SVG, and last, when all
        else is there, `manifest.json`.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    import pandas as pd

    from .scenario import AuditResult

    writable_folder(folder)
    findings = pd.DataFrame([finding.row() for finding in result.findings])
    if isinstance(result, AuditResult):
        return write_audit(result.audited, result.fit, folder, form, findings)
    frames: dict[str, pd.DataFrame] = {
        "runs": result.runs,
        "series": result.series,
        "findings": findings,
        **{f"return_map_{name}": found.table for name, found in result.maps.items()},
        **{f"where_{number}": plane for number, plane in enumerate(result.planes.values(), start=1)},
    }
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in draw(result).items():
        written += write_figure(figure, folder / name)
    manifest = folder / "manifest.json"
    text = json.dumps(describe_result(result, [path.name for path in written]), indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n"))
    return [*written, manifest]


def write_frame(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as Parquet or CSV, as the path's ending says."""
    if path.suffix == ".parquet":
        write_whole(path, lambda part: frame.to_parquet(part, index=False))
    else:
        write_whole(path, lambda part: frame.to_csv(part, index=False))
    return path


def write_figure(figure: Figure, stem: Path) -> list[Path]:
    """Write a figure as PNG and as SVG, without a date, so that the same figure is the same file."""
    from .figures.style import house_style

    png, svg = stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")
    with house_style():
        write_whole(png, lambda part: figure.savefig(part))
        write_whole(svg, lambda part: figure.savefig(part, metadata={"Date": None}))
    return [png, svg]


def draw(result: Result | AuditResult) -> dict[str, Figure]:
    """All figures of a result by name: the scenario's own, and one for each claim that was mapped."""
    from .figures import claim_map
    from .scenario import AuditResult

    if isinstance(result, AuditResult):
        return draw_audit(result.audited, result.fit)
    figures = {name: make(result) for name, make in result.scenario.figures.items()}
    mapped = [claim for claim in result.scenario.claims if claim.sentence in result.planes]
    for number, claim in enumerate(mapped, start=1):
        where, own = claim.where, result.sets[claim.of]
        assert where is not None
        here = (getattr(own, where.x), getattr(own, where.y))
        plane = result.planes[claim.sentence]
        figures[f"where_{number}"] = claim_map(
            plane, where.x, where.y, sentence=claim.sentence, demand=claim.demand, here=here
        )
    return figures


def describe_result(result: Result, files: list[str]) -> dict[str, Any]:
    """What made a result: enough to make it again."""
    return {
        "scenario": result.scenario.name,
        "story": result.scenario.story,
        "version": __version__,
        "commit": commit(),
        "parameters": {name: one.model_dump() for name, one in result.sets.items()},
        "seeds": {"first": result.seeds[0], "number": len(result.seeds)},
        "steps": result.scenario.steps,
        "every": result.scenario.every,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("mesa", "numpy", "pandas")},
        "platform": platform.platform(),
        "files": files,
    }


def commit() -> str | None:
    """Commit of the checkout that the package runs from, with "+" if it was changed since; None if it is installed."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return None
    try:
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True)
        status = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return head.stdout.strip() + ("+" if status.stdout.strip() else "")


def draw_audit(audited: Audit, fit: Fit) -> dict[str, Figure]:
    """Figures of an audit by name: effective numbers, shares of categories, and the record's return map."""
    from .figures import category_shares, effective_numbers, record_map
    from .records.summary import percent

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
        If the folder cannot be written to.
    """
    from dataclasses import asdict

    from .records.summary import summarise

    writable_folder(folder)
    frames = {
        "audit": audited.table,
        "categories": audited.categories,
        "return_map": fit.pairs,
        "record": audited.record.frame,
    }
    if findings is not None:
        frames["findings"] = findings
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in draw_audit(audited, fit).items():
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


def made_by(files: list[str]) -> dict[str, Any]:
    """Version, commit and platform behind files."""
    return {
        "version": __version__,
        "commit": commit(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("numpy", "pandas", "scipy")},
        "platform": platform.platform(),
        "files": files,
    }
