"""A result as files: frames, findings, figures, and a manifest that says what made them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..base.files import write_whole
from ..base.provenance import made_by
from ..runs.options import in_words
from .folder import Format, clear, result_folder, slug, write_figure, write_frame

NOTHING: Mapping[str, Any] = MappingProxyType({})

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from ..claims import Result
    from ..claims.record_scenario import AuditResult


def write_result(
    result: Result | AuditResult, folder: Path, form: Format = "parquet", settings: Mapping[str, Any] = NOTHING
) -> list[Path]:
    """Write a scenario's result.

    Parameters
    ----------
    result : Result or AuditResult
        The result; for an audit see `write_audit`, and `findings` besides.
    folder : Path
        Where to; made if it is not there.
    form : {"parquet", "csv"}
        Format of the frames.
    settings : mapping
        What the manifest tells besides.

    Returns
    -------
    list of Path
        The files: `runs`, `series`, `findings`, a frame for each map, each figure as PNG and SVG, and last, when all
        else is there, `manifest.json`.

    Raises
    ------
    UserError
        If the folder cannot be written to, or holds files of somebody else.
    """
    import pandas as pd

    from ..claims.record_scenario import AuditResult
    from .record_audit import write_audit

    result_folder(folder)
    findings = pd.DataFrame([finding.row() for finding in result.findings])
    if isinstance(result, AuditResult):
        return write_audit(result.audited, result.fit, folder, form, findings)
    frames: dict[str, pd.DataFrame] = {
        "runs": result.runs,
        "series": result.series,
        "findings": findings,
        **{f"return_map_{slug(name)}": mapped.table for name, mapped in result.maps.items()},
        **{f"where_{index}": plane for index, plane in enumerate(result.planes.values(), start=1)},
    }
    # All is drawn before anything is written, and an old manifest goes first: none ever tells of files it did not make.
    figures = draw(result)
    clear(folder)
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in figures.items():
        written += write_figure(figure, folder / name)
    manifest = folder / "manifest.json"
    described = {**describe_result(result, [path.name for path in written]), **settings}
    text = json.dumps(described, indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n", encoding="utf-8"))
    return [*written, manifest]


def draw(result: Result | AuditResult) -> dict[str, Figure]:
    """All figures of a result by name: the scenario's own, and one for each claim that was mapped."""
    from ..claims.record_scenario import AuditResult
    from .record_audit import draw_audit

    if isinstance(result, AuditResult):
        return draw_audit(result.audited, result.fit)
    figures = {name: result.figure(name) for name in result.scenario.figures}
    for index, sentence in enumerate(result.planes, start=1):
        figures[f"where_{index}"] = result.where(sentence)
    return figures


def describe_result(result: Result, files: list[str]) -> dict[str, Any]:
    """What made a result: enough to make it again."""
    return {
        "scenario": result.scenario.name,
        "story": result.scenario.story,
        "parameters": {name: parameters.model_dump() for name, parameters in result.sets.items()},
        "changes": dict(result.changes),
        "options": {
            name: {key: in_words(parameters) for key, parameters in each.items()}
            for name, each in result.options.items()
        },
        "maps": {
            name: {"variant": parameters.variant, **parameters.options}
            for name, parameters in result.scenario.maps.items()
        },
        "planes": {f"where_{index}": sentence for index, sentence in enumerate(result.planes, start=1)},
        "seeds": {"first": result.seeds[0], "number": len(result.seeds)},
        "steps": result.scenario.steps,
        "every": result.scenario.every,
        **made_by(files),
    }
