"""What came of reproductions: their table, and the page of the docs, written from the files of results."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import UserError
from ..base.files import write_whole
from .reproduction import MACHINE, duration
from .sources import REPRODUCTIONS

if TYPE_CHECKING:
    import pandas as pd

HEAD = """# The sources' figures, reproduced

This page is written by `specialise reproduce --docs docs/reproductions.md` from the results of `specialise reproduce
NAME`. Each reproduction runs the simulation behind a figure, at the size that its source used, and tests what the
source says that the figure shows. The column "ours" gives a mean over runs, or a share of runs, with its 95 %
interval. What is not reproduced FAILS and stays on the page with the reason; [errata.md](errata.md) derives the
corrections E1 to E13. Values marked "our notes" come from our first reproduction, since the source prints none.
"""


WORDS = ("claim", "source_value", "verdict", "why")
"""Columns of findings that are text, though a source's value may look like a number."""


@dataclass(frozen=True)
class WrittenReproduction:
    """A reproduction's result as it lies in its folder: the rows of its findings, and what its manifest tells."""

    name: str
    findings: pd.DataFrame
    scale: float
    seconds: float
    runs: int
    seed: int


def read_written(folder: Path) -> WrittenReproduction:
    """Read a result of `reproduce`.

    Raises
    ------
    UserError
        If there is none, or it cannot be read.
    """
    import pandas as pd

    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        name, seeds = manifest["reproduction"], manifest["seeds"]
        (file,) = (folder / name_of_file for name_of_file in manifest["files"] if name_of_file.startswith("findings."))
        if file.suffix == ".parquet":
            findings = pd.read_parquet(file)
        else:
            findings = pd.read_csv(file, dtype=dict.fromkeys(WORDS, str)).fillna(dict.fromkeys(WORDS, ""))
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{folder} holds no reproduction that can be read: {error}") from None
    return WrittenReproduction(name, findings, manifest["scale"], manifest["seconds"], seeds["number"], seeds["first"])


def rows(findings: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    """For each fact what the source says, its value, ours, the verdict, and why it fails if it does."""
    return [
        (
            finding["claim"],
            finding["source_value"],
            f"{finding['estimate']:.4g} ({finding['low']:.4g} to {finding['high']:.4g})"
            + (" of runs" if "of runs" in finding["demand"] else ""),
            finding["verdict"],
            finding["why"] if finding["verdict"] == "FAILS" else "",
        )
        for finding in findings.to_dict("records")
    ]


def size(name: str) -> str:
    """A reproduction's size in words."""
    reproduction = REPRODUCTIONS[name]
    return f"{len(reproduction.variants)} variants x {reproduction.replicates:,} runs x {reproduction.steps:,} steps"


def _part(figure: str) -> str:
    """Where in its source a reproduction's figure is."""
    return f"figure {figure}" if figure[0].isdigit() else figure


def write_page(results: Sequence[WrittenReproduction], path: Path) -> None:
    """Write the page of the docs.

    Raises
    ------
    UserError
        If there are no results, or the file cannot be written.
    """
    if not results:
        raise UserError("no reproduction to write about; run one: specialise reproduce NAME")
    parts = [HEAD, f"Times were taken on {MACHINE}.\n"]
    for result in results:
        reproduction = REPRODUCTIONS[result.name]
        part = "" if result.scale == 1 else f", of which {result.runs:,} runs (`--scale {result.scale:g}`)"
        parts += [
            f"## {result.name}\n",
            f"{reproduction.source}, {_part(reproduction.figure)}. The {reproduction.story} chain, "
            f"{size(result.name)}{part}; it takes {duration(result.seconds)}. A smaller version: "
            f"`specialise run {reproduction.scenario}`.\n",
            "| the source says | its value | ours (95 %) | verdict | why |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {says} | {value} | {ours} | **{verdict}** | {why} |"
                for says, value, ours, verdict, why in rows(result.findings)
            ),
            "",
        ]
    text = "\n".join(parts)
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))
