"""The command line's sweeps: ``specialise sweep``, ``sweeps`` and ``merge``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..base.errors import UserError, check_count, check_workers, checked_seeds
from ..output.terminal import show_table
from . import completion
from .checking import DAYS, HORIZON, Setting, checked_world, parameters_of, parse_pairs

app = typer.Typer(rich_markup_mode="markdown")


Vary = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=A:B:N",
        help="A parameter and its N values from A to B; or NAME=X,Y,Z; or, in a sample, NAME=A:B. Repeat "
        "for each parameter.",
    ),
]
Sample = Annotated[
    str | None,
    typer.Option(metavar="KIND", help="lhs, saltelli, morris or oat (one at a time), instead of a grid."),
]
Points = Annotated[
    int | None,
    typer.Option(help="Size of a sample: points, base points (saltelli, a power of two) or trajectories (morris)."),
]
Steps = Annotated[
    int | None,
    typer.Option(help="Steps of each run. If left out: 500 days or weeks, 20 years or generations, 10 albums."),
]
Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A parameter that is the same at all points.")
]
Out = Annotated[Path | None, typer.Option(help="Folder of the sweep. If left out: results/sweeps/STORY-NAMES.")]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Address of a Dask scheduler that does the work, such as tcp://10.0.0.1:8786."
    ),
]
Part = Annotated[
    str, typer.Option(metavar="K/N", help="Do only the K-th of N parts; `specialise merge` puts them together.")
]
Observable = Annotated[
    str | None, typer.Option(help="Observable that tables and figures show. If left out, an effective number.")
]
Below = Annotated[
    float | None,
    typer.Option("--collapse-below", help="A run whose observable ends below this value counts as collapsed."),
]
Above = Annotated[
    float | None,
    typer.Option("--collapse-above", help="A run whose observable ends above this value counts as collapsed."),
]
Precision = Annotated[
    float | None, typer.Option(help="Print how many replicates are needed for an interval of plus or minus this value.")
]


@app.command(
    epilog="Examples: `specialise sweep island --vary exponent=0:1:25 --vary regrowth=0.005:0.1:25 "
    "--set game_depletion=0.02 --set foragers=3` · `specialise sweep island --sample saltelli --vary need=0.1:0.6 "
    "--vary variety=0:2 --observable threshold` · `specialise sweep island --sample oat "
    "--vary learning=power,saturating --vary sunny=0.6:0.9:7` · `specialise sweep island --vary exponent=0:1:100 "
    "--cluster tcp://10.0.0.1:8786`"
)
def sweep(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="STORY",
            help="A story (see `specialise list`), or a Python file.",
            autocompletion=completion.stories,
        ),
    ] = None,
    vary: Vary = None,
    sample: Sample = None,
    points: Points = None,
    replicates: Annotated[int, typer.Option(help="Runs at each point, with the same seeds at all points.")] = 100,
    steps: Steps = None,
    changes: Changes = None,
    setting: Setting = None,
    seed: Annotated[int, typer.Option(help="Seed of the first replicate, and of a sample.")] = 0,
    out: Out = None,
    workers: Annotated[
        int | None, typer.Option(help="Number of processes. If left out, one for each processor core.")
    ] = None,
    cluster: Cluster = None,
    part: Part = "1/1",
    observable: Observable = None,
    below: Below = None,
    above: Above = None,
    precision: Precision = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")] = False,
    file: Annotated[
        Path | None,
        typer.Option(help="A TOML file with several sweeps, which run one after the other; goes only with --out."),
    ] = None,
) -> None:
    """Run a story at many points of its parameter space: phase diagrams, sensitivity, distributions of end states.

    The same command continues where it was stopped. With another --observable it draws that from the stored runs.
    """
    from .sweep_words import checked_reading, is_phase, parse_design

    if file is not None:
        others = [vary, sample, points, steps, changes, setting, cluster, observable, below, above, precision, name]
        usual = (replicates, seed, part, csv) == (100, 0, "1/1", False)
        if any(each is not None and each != [] for each in others) or not usual:
            raise UserError("--file says all of its sweeps; beside it go --out and --workers alone")
        _study(file, out, workers)
        return
    if name is None:
        raise UserError("name a story, such as island, or give --file study.toml")

    # What is wrong is told before the story is loaded, which takes long.
    world = checked_world(name, setting=setting)
    design = parse_design(world.Parameters, vary or [], sample, points, seed)
    changed = parse_pairs(world.Parameters, changes or [], design.axes)
    design.sets(parameters_of(world, name, setting, changed))
    if precision is not None and not precision > 0:
        raise UserError(f"--precision {precision:g} is out of bounds; allowed: above 0")
    reading = checked_reading(world, observable, below, above, is_phase(design))
    checked_seeds([seed])
    check_count("replicates", replicates)
    if steps is not None:
        check_count("steps", steps)
    check_workers(workers)
    parts = _part(part)
    how = [sample] if sample else []
    folder = out or Path("results") / "sweeps" / "-".join([world.name, *design.axes, *how])
    from ..registry import story
    from ..sweeps.engines import connect
    from ..sweeps.sweeps import Stopped
    from ..sweeps.sweeps import sweep as run_sweep
    from .sweep_findings import in_words, write_findings

    kind = story(name)
    base = parameters_of(kind, name, setting, changed)
    horizon = HORIZON.get(kind.clock, DAYS) if steps is None else steps
    client = connect(cluster) if cluster else None
    try:
        result = run_sweep(
            kind,
            design,
            replicates,
            horizon,
            parameters=base,
            out=folder,
            seed=seed,
            client=client,
            workers=workers,
            part=parts,
        )
    except Stopped as stop:
        print(stop, file=sys.stderr)
        raise typer.Exit(130) from None
    finally:
        if client is not None:
            client.close()
    if parts != (1, 1):
        print(f"Part {part} is in {folder}/. Next: specialise merge FOLDER FOLDER ... --out FOLDER")
        return
    files = write_findings(result, reading, "csv" if csv else "parquet", precision)
    print(f"{len(result.points):,} points x {replicates:,} runs x {result.steps:,} {kind.clock}s.")
    print("\n".join(in_words(result, reading, precision)))
    print(f"{len(files)} files in {folder}/")


@app.command(epilog="Example: `specialise sweeps results`")
def sweeps(folder: Annotated[Path, typer.Argument(help="Where to look.")] = Path("results")) -> None:
    """List the sweeps in a folder, and how far each one is."""
    from ..sweeps.merge import list_sweeps

    if not folder.is_dir():
        raise UserError(f"no folder {folder}")
    listed = list_sweeps(folder)
    if not listed:
        print(f"No sweeps in {folder}/.")
        return
    rows = [
        (
            str(entry.folder),
            entry.sweep["story"].rpartition(":")[2],
            f"{entry.sweep['design']['kind']} of {', '.join(entry.sweep['design']['axes'])}",
            f"{entry.sweep['seeds']['number']:,} x {entry.sweep['steps']:,}",
            f"{entry.done:,} of {entry.blocks:,} blocks, {entry.done / entry.blocks:.0%}",
            entry.state,
        )
        for entry in listed
    ]
    show_table("Sweeps", ("folder", "story", "design", "runs x steps", "done", "state"), rows)


@app.command(epilog="Example: `specialise merge part1 part2 part3 --out whole`")
def merge(
    folders: Annotated[list[Path], typer.Argument(help="Folders that each contain some of a sweep's blocks.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the whole sweep. If left out, the first part's folder.")
    ] = None,
) -> None:
    """Put the parts of a sweep together, with all runs in one file."""
    from ..sweeps.merge import merge as merge_folders

    whole = merge_folders(folders, out or folders[0])
    print(f"{whole.done:,} of {whole.blocks:,} blocks are in {whole.folder}/")
    if whole.done == whole.blocks:
        print(f"All runs are in {whole.folder / 'runs.parquet'}.")
    else:
        print("The sweep's own command with this folder as --out does the rest.")


def _study(file: Path, out: Path | None, workers: int | None) -> None:
    """Do the sweeps of a file."""
    from ..sweeps.sweeps import Stopped
    from .study import read_study, run_study

    try:
        run_study(read_study(file, out), workers)
    except Stopped as stop:
        print(stop, file=sys.stderr)
        raise typer.Exit(130) from None


def _part(text: str) -> tuple[int, int]:
    """Which part of how many, from ``K/N``."""
    k, slash, n = text.partition("/")
    if not (slash and k.strip().isdigit() and n.strip().isdigit()):
        raise UserError(f"--part {text} is not K/N; an example: 1/3")
    return int(k), int(n)
