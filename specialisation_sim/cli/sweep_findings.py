"""What a sweep's design can tell, as frames, figures and sentences."""

from __future__ import annotations

from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError
from ..output.folder import Format, slug, write_figure, write_frame
from ..sweeps.frames import storable
from ..sweeps.precision import replicates_needed
from ..sweeps.sensitivity import morris_indices, noise_share, sobol_indices
from ..sweeps.summaries import effects, end_states, phase_diagram, point_means
from .sweep_words import is_phase

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from ..sweeps.sweeps import Sweep
    from .sweep_words import SweepReading


def write_findings(sweep: Sweep, reading: SweepReading, form: Format, precision: float | None) -> list[Path]:
    """Write the runs as one file, and frames and figures of what the design can tell, into the sweep's folder."""
    assert sweep.folder is not None
    folder, name = sweep.folder, slug(reading.observable)
    written = [write_frame(storable(sweep.runs), folder / f"runs.{form}")]
    frames, figures = findings(sweep, reading, precision)
    written += [write_frame(storable(frame), folder / f"{stem}_{name}.{form}") for stem, frame in frames.items()]
    for stem, figure in figures.items():
        written += write_figure(figure, folder / f"{stem}_{name}")
    return written


def findings(
    sweep: Sweep, reading: SweepReading, precision: float | None = None
) -> tuple[dict[str, pd.DataFrame], dict[str, Figure]]:
    """Frames and figures of what a sweep's design can tell of an observable."""
    from .. import figures as draw

    name, axes = reading.observable, list(sweep.design.axes)
    unit = sweep.story.observed[name].unit
    units = {axis: declaration.unit for axis, declaration in sweep.story.Parameters.declarations().items()}
    clock = f"{sweep.story.__name__} after {sweep.steps:,} {sweep.story.clock}s"
    shown: dict[str, Any] = {"observable": name, "unit": unit, "units": units}
    frames = {"points": point_means(sweep, name)}
    figures: dict[str, Figure] = {}
    if precision is not None:
        frames["replicates"] = replicates_needed(sweep, name, precision)
    if not frames["points"]["runs"].any():
        raise UserError(f"{name} has no value at the end of any run; choose another with --observable")
    if is_phase(sweep.design):
        frames["phase"] = phase_diagram(sweep, name, below=reading.below, above=reading.above)
        figures["phase"] = draw.phase_diagram(frames["phase"], *axes, collapse=reading.collapse, title=clock, **shown)
    else:
        figures["effects"] = draw.effects(effects(sweep, name), title=clock, **shown)
    if sweep.design.kind == "saltelli":
        frames["sobol"] = sobol_indices(sweep, name)
        figures["sobol"] = draw.sobol_bars(frames["sobol"], title=f"What {name.replace('_', ' ')} depends on: {clock}")
    if sweep.design.kind == "morris":
        frames["morris"] = morris_indices(sweep, name)
        title = f"What moves {name.replace('_', ' ')}: {clock}"
        figures["morris"] = draw.morris_bars(frames["morris"], unit=unit, title=title)
    for axis in axes:
        frames[f"ends_{axis}"] = end_states(sweep, name, axis)
        figures[f"ends_{axis}"] = draw.end_states(frames[f"ends_{axis}"], axis, title=f"How runs end: {clock}", **shown)
    return frames, figures


def in_words(sweep: Sweep, reading: SweepReading, precision: float | None) -> list[str]:
    """What a sweep found, in a few lines."""
    table = point_means(sweep, reading.observable)
    name = reading.observable.replace("_", " ")
    best, worst = (table.loc[getattr(table["mean"], end)()] for end in ("idxmax", "idxmin"))
    lines = [
        f"{name}, mean of a point: from {worst['mean']:.3g} at {_where(sweep, worst)} to {best['mean']:.3g} at "
        f"{_where(sweep, best)}."
    ]
    if is_phase(sweep.design):
        phase = phase_diagram(sweep, reading.observable, below=reading.below, above=reading.above)
        share = (phase["collapsed"] >= 0.5).mean()
        lines.append(f"Half or more of the runs collapse ({reading.collapse}) at {share:.0%} of the points.")
    if sweep.design.kind in {"saltelli", "morris"}:
        noise = noise_share(sweep, reading.observable)
        lines.append(
            f"Chance within points accounts for at most {noise:.1%} of the variance of their means."
            if isfinite(noise)
            else "We cannot say how much of the variance of points' means is chance: that takes two runs a point, and "
            "means that differ."
        )
    if precision is not None:
        needed = replicates_needed(sweep, reading.observable, precision)["needed"].dropna()
        lines.append(
            "We cannot say how many replicates that precision takes: to estimate it, run each point twice or more."
            if needed.empty
            else f"For ±{precision:g} at 95 %: {needed.median():,.0f} replicates at the median point, "
            f"{needed.max():,.0f} at the one that varies most."
        )
    return lines


def _where(sweep: Sweep, row: pd.Series[Any]) -> str:
    """A point in words."""
    values = ((name, row[name]) for name in sweep.design.axes)
    return ", ".join(f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in values)
