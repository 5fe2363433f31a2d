"""The tour: the essay's six stories and slack, each with one number and one figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..base.files import write_whole
from ..base.provenance import made_by
from ..claims.catalogue import load_scenario
from ..claims.claim import Finding
from ..claims.weighing import Method
from ..output.folder import clear
from .tour_stops import STOPS, Stop

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..claims import Result


SIZE, DOTS = (9.6, 5.4), 400 / 3
"""Inches, and dots in one: a projector's 1280 by 720, with letters that the last row of a room can read."""


@dataclass(frozen=True)
class Visit:
    """A stop with what was found: its number, the verdict on its claim, and the figure's file."""

    stop: Stop
    finding: Finding
    file: Path

    @property
    def value(self) -> str:
        """The number with its 95 % interval, where one is known."""
        finding = self.finding
        estimate, low, high = (
            f"{self.stop.scale * part:.1f}" for part in (finding.estimate, finding.low, finding.high)
        )
        if finding.method == Method.EXACT:
            interval = "exact"
        elif np.isnan(finding.low):
            interval = "no interval: too few runs, which differ a lot"
        else:
            interval = f"95 %: {low} to {high}"
        return f"{estimate}{self.stop.unit} ({interval})"

    @property
    def sentence(self) -> str:
        """The number in its sentence."""
        return self.stop.number.format(value=self.value)


def visits(folder: Path, seed: int = 0, stops: Sequence[Stop] = STOPS) -> Iterator[Visit]:
    """Run one stop after the other; each is there as soon as its figure is written.

    Parameters
    ----------
    folder : Path
        Where figures are written, one PNG a stop, 1280 by 720.
    seed : int
        Seed of the first run.
    stops : sequence of Stop
        The stops.

    Yields
    ------
    Visit
        What was found.
    """
    clear(folder)
    for index, stop in enumerate(stops, start=1):
        result = run_stop(stop, seed)
        file = folder / f"{index}-{stop.title.lower().removeprefix('the ').replace(' ', '-')}.png"
        write_png(draw_stop(stop, result), file)
        yield Visit(stop, result.findings[0], file)


def run_stop(stop: Stop, seed: int) -> Result:
    """Run the stop's part of its scenario: its variants, and the one claim."""
    scenario: Any = load_scenario(stop.scenario)
    (claim,) = (each for each in scenario.claims if each.sentence == stop.claim)
    variants = {words: scenario.variants[name] for name, words in stop.variants.items()}
    asked = replace(claim, of=stop.variants[claim.of])
    part = replace(scenario, variants=variants, claims=[asked], figures={}, maps={})
    result: Result = part.run(replicates=stop.runs, seed=seed, mapped=False, progress=False)
    return result


def draw_stop(stop: Stop, result: Result) -> Figure:
    """The stop's figure at the size of a projector."""
    shown: Any = list(stop.shown) if stop.figure == "bands" else stop.shown[0]
    figure = result.draw(stop.figure, shown, **stop.options)
    figure.set_size_inches(*SIZE)
    figure.axes[0].set_ylabel(stop.axis)
    shades = "line: median; shades: half and nine in ten" if stop.figure == "bands" else "shades: 95 % interval"
    axis = figure.axes[-1]
    axis.set_xlabel(f"{axis.get_xlabel()}   ({shades} of {stop.runs:,} runs)")
    return figure


def write_png(figure: Figure, file: Path) -> None:
    """Write a figure as a PNG of 1280 by 720 pixels."""
    from ..figures.style import house_style

    with house_style():
        write_whole(file, lambda part: figure.savefig(part, dpi=DOTS, bbox_inches=None))


def write_manifest(folder: Path, seen: Sequence[Visit], page: Path, seed: int) -> None:
    """Say what made the figures and the page, so that the next tour may replace them."""
    numbers = {each.stop.title: each.sentence for each in seen}
    content = {"tour": numbers, "seed": seed, **made_by([each.file.name for each in seen])}
    text = json.dumps({**content, "page": page.name}, indent=2, allow_nan=False)
    write_whole(folder / "manifest.json", lambda part: part.write_text(text + "\n", encoding="utf-8"))
