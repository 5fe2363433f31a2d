"""The command line's reproductions of the sources' figures: ``specialise reproduce``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..base.errors import UserError, unknown
from ..output.terminal import show_table
from . import completion

app = typer.Typer()

FOLDER = Path("results")
STYLES = {"HOLDS": "green", "FAILS": "red", "UNDECIDED": "yellow"}


@app.command(
    epilog="Examples: `specialise reproduce` · `specialise reproduce figure-12` · "
    "`specialise reproduce figure-7 --scale 0.2` · `specialise reproduce --all --docs docs/reproductions.md`"
)
def reproduce(
    name: Annotated[
        str | None,
        typer.Argument(
            help="Name of a reproduction. If left out, they are listed.", autocompletion=completion.reproductions
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Run all of them, one after the other. This takes hours; see the list.")
    ] = False,
    scale: Annotated[
        float | None,
        typer.Option(
            help="Share of the source's number of runs (1 if left out). Sizes and numbers of generations stay the same."
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of the first run, 0 if left out; the others follow.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder; results/reproduce-NAME if left out.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")] = False,
    docs: Annotated[
        Path | None, typer.Option(help="Markdown file to which a page on all results in results/ is written.")
    ] = None,
) -> None:
    """Run the simulation behind a source's figure at full size, and compare the result with what the source says."""
    from ..studies.listed import listed

    if every and name is not None:
        raise UserError(f"give a name or --all, not both: --all includes {name!r}")
    if out is not None and name is None:
        raise UserError("--out is the folder of one reproduction; name one")
    for option, given in (("--scale", scale), ("--seed", seed), ("--csv", csv or None)):
        if given is not None and name is None and not every:
            raise UserError(f"{option} needs the name of a reproduction, or --all")
    names = list(listed()) if every else [name] if name is not None else []
    if name is not None and name not in listed():
        raise unknown("reproduction", name, listed())
    for one in names:
        _run(one, out or FOLDER / f"reproduce-{one}", 1.0 if scale is None else scale, seed or 0, csv)
    if docs is not None:
        _write(docs)
    if not names and docs is None:
        _list()


def _run(name: str, folder: Path, scale: float, seed: int, csv: bool) -> None:
    """Run one, and print its table."""
    from rich.text import Text

    from ..studies import reproduce as run
    from ..studies.reproduction import duration
    from ..studies.reproductions_page import read_written, rows

    done = run(name, folder, scale=scale, seed=seed, form="csv" if csv else "parquet")
    runs = len(done.result.seeds)
    show_table(
        f"{done.result.scenario.title}: {runs:,} runs of each variant, {duration(done.seconds)}",
        ("the source says", "its value", "ours, 95 %", "verdict"),
        [
            (says, value, ours, Text(f"{verdict}\n{why}".strip(), style=STYLES[verdict]))
            for says, value, ours, verdict, why in rows(read_written(folder).findings)
        ],
    )
    print(f"Frames and figures are in {folder}/", flush=True)


def _write(docs: Path) -> None:
    """Write the page from the results that are there."""
    from ..studies.listed import listed
    from ..studies.reproductions_page import read_written, write_page

    folders = [FOLDER / f"reproduce-{name}" for name in listed()]
    written = [read_written(folder) for folder in folders if (folder / "manifest.json").is_file()]
    write_page(written, docs)
    print(f"{len(written)} of {len(folders)} reproductions are in {docs}")


def _list() -> None:
    """Print the table of reproductions."""
    from ..studies.listed import listed
    from ..studies.reproduction import MACHINE, duration

    columns = ("name", "source", "figure", "size", "takes about")
    there = listed()
    rows = [
        (key, entry["source"], entry["figure"], entry["size"], duration(entry["seconds"]))
        for key, entry in there.items()
    ]
    show_table("Reproductions", columns, rows)
    whole = sum(entry["seconds"] for entry in there.values())
    print(f"All together take about {duration(whole)}. Times are rough, on {MACHINE}.")
    print("specialise reproduce NAME runs one; --scale 0.1 a tenth of its runs.")
