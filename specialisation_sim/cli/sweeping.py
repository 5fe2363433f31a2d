"""Sweeps from the command line: read what varies, run, and write what the design can tell."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError, unknown
from ..output.folder import Format, slug, write_figure, write_frame
from ..sweeps import design as designs
from ..sweeps.frames import storable
from ..sweeps.precision import replicates_needed
from ..sweeps.sensitivity import morris_indices, noise_share, sobol_indices
from ..sweeps.summaries import effects, end_states, phase_diagram, point_means

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..model.parameters import Parameters
    from ..model.world import World
    from ..sweeps.points import Design
    from ..sweeps.sweeps import Sweep

HORIZON = {"album": 10, "call": 20, "year": 20, "generation": 20, "month": 120, "period": 100}
"""Steps of a run where none are given, by how long a step is."""

DAYS = 500
"""Steps of a run where a step is a day or a week."""

POINTS = {"lhs": 100, "saltelli": 64, "morris": 20}
"""Size of a sample where none is given."""

NARROW = 1.25
"""Effective number of tasks below which a run has collapsed, unless told otherwise: about 19 days of 20 on one task."""


PREFERRED = ("specialisation", "division_of_labour")
"""What is shown of stories that have no effective number."""


class Reading(NamedTuple):
    """What is read off a sweep: an observable, and the bound beyond which a run has collapsed."""

    observable: str
    below: float | None = None
    above: float | None = None

    @property
    def collapse(self) -> str:
        """When a run has collapsed, in words."""
        name = self.observable.replace("_", " ")
        return f"{name} below {self.below:g}" if self.below is not None else f"{name} above {self.above:g}"


def checked_reading(
    story: type[World], observable: str | None, below: float | None, above: float | None, phase: bool
) -> Reading:
    """What to read off a sweep; an effective number if nothing is said.

    Raises
    ------
    UserError
        If there is no such observable, or a phase diagram has no bound of collapse or two.
    """
    counts = [name for name in story.observed if name.startswith("effective")]
    name = observable or next(iter([*counts, *(one for one in PREFERRED if one in story.observed), *story.observed]))
    if name not in story.observed:
        raise unknown("observable", name, story.observed)
    if below is not None and above is not None:
        raise UserError("--collapse-below and --collapse-above exclude each other; give one")
    if below is None and above is None and name in counts:
        below = NARROW
    if phase and below is None and above is None:
        raise UserError(f"when has a run collapsed? Give --collapse-below or --collapse-above a value of {name}")
    return Reading(name, below, above)


def parse_design(
    kind: type[Parameters], vary: Sequence[str], sample: str | None, points: int | None, seed: int
) -> Design:
    """A design from words such as ``need=0.2:0.6:5``, ``need=0.2:0.6`` or ``learning=power,saturating``.

    Raises
    ------
    UserError
        For a word that is none of these, a parameter that does not exist, or a kind of sample that does not.
    """
    if sample is not None and sample not in {*designs.SIZES, "oat", "grid"}:
        raise unknown("sample", sample, [*designs.SIZES, "oat", "grid"])
    sampled = sample in designs.SIZES
    if points is not None and not sampled:
        raise UserError("--points is the size of a sample; on a grid each --vary says how many: need=0.2:0.6:5")
    axes: dict[str, Any] = {}
    for word in vary:
        name, equals, text = (part.strip() for part in word.partition("="))
        if not (equals and text):
            raise UserError(f"--vary {word!r} is not NAME=VALUES; examples: need=0.2:0.6:5, learning=power,saturating")
        if name not in kind.model_fields:
            raise unknown("parameter", name, kind.model_fields)
        if name in axes:
            raise UserError(f"--vary names {name} twice")
        axes[name] = _axis(name, text, sampled)
    if not axes:
        raise UserError("nothing varies; give --vary, such as --vary need=0.2:0.6:5")
    if not sampled:
        return designs.MAKERS[sample or "grid"](**axes)
    assert sample is not None
    return designs.MAKERS[sample](POINTS[sample] if points is None else points, seed=seed, **axes)


def _axis(name: str, text: str, sampled: bool) -> Any:
    """Values or range of one axis."""
    if ":" not in text:
        return [part.strip() for part in text.split(",")]
    parts = text.split(":")
    try:
        low, high = float(parts[0]), float(parts[1])
        number = int(parts[2]) if len(parts) == 3 else 0
    except ValueError:
        raise UserError(f"--vary {name}={text} is not valid; give numbers, such as {name}=0:1:5") from None
    if len(parts) != (2 if sampled else 3):
        given = f"{name}=LOW:HIGH, and --points for how many" if sampled else f"{name}=LOW:HIGH:NUMBER"
        raise UserError(f"--vary {name}={text} is not valid; give {given}")
    if sampled:
        return (low, high)
    if number < 1 or not np.isfinite([low, high]).all():
        raise UserError(f"--vary {name}={text} is not valid; allowed: finite numbers, and a number of values from 1")
    return np.linspace(low, high, number)


def write_findings(sweep: Sweep, reading: Reading, form: Format, precision: float | None) -> list[Path]:
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
    sweep: Sweep, reading: Reading, precision: float | None = None
) -> tuple[dict[str, pd.DataFrame], dict[str, Figure]]:
    """Frames and figures of what a sweep's design can tell of an observable."""
    from .. import figures as draw

    name, axes = reading.observable, list(sweep.design.axes)
    unit = sweep.story.observed[name].unit
    units = {axis: one.unit for axis, one in sweep.story.Parameters.declarations().items()}
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


def is_phase(design: Design) -> bool:
    """Whether a design makes a phase diagram: a grid over two parameters."""
    return design.kind == "grid" and len(design.axes) == 2


def in_words(sweep: Sweep, reading: Reading, precision: float | None) -> list[str]:
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
            else "How much of the variance of points' means is chance cannot be told: that takes two runs a point, and "
            "means that differ."
        )
    if precision is not None:
        needed = replicates_needed(sweep, reading.observable, precision)["needed"].dropna()
        lines.append(
            f"For ±{precision:g} at 95 %: {needed.median():,.0f} replicates at the median point, "
            f"{needed.max():,.0f} at the one that varies most."
        )
    return lines


def _where(sweep: Sweep, row: pd.Series[Any]) -> str:
    """A point in words."""
    values = ((name, row[name]) for name in sweep.design.axes)
    return ", ".join(f"{name} {value:.3g}" if isinstance(value, float) else f"{name} {value}" for name, value in values)
