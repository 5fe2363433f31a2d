"""The command line's ``specialise collapse``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..base.errors import checked_seeds
from ..output.folder import result_folder, write_all
from ..output.terminal import show_table

app = typer.Typer()

EXAMPLES = "Examples: `specialise collapse` · `specialise collapse discrete gaussian foundation band --runs 50`"


@app.command("collapse", epilog=EXAMPLES)
def collapse(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SYSTEM]...", help="Systems; all if left out.")] = None,
    runs: Annotated[int | None, typer.Option(help="Runs of each system; its own number if left out.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the first run; the others follow.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder for results.")] = Path("results/collapse"),
    csv: Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")] = False,
) -> None:
    """Draw all systems in one figure: how much variety is left over the generations, in a common unit of time.

    The systems are a table of states, a normal distribution, digits, words, a foundation and a band. Each is trained
    on the last output alone, on all output so far, or with a tenth of real data. The table says how variety and data
    are measured in each system, and when half of the variety is gone.
    """
    checked_seeds([seed])
    from ..studies.collapse_curve import checked_systems, half_said, one_curve, said

    checked_systems(names or [], runs)
    folder = result_folder(out)
    from ..figures import one_curve as drawn

    curves, table = one_curve(*(names or []), runs=runs, seed=seed)
    show_table(
        "Half of the variety is gone after x = generations * (kinds - 1) / data",
        ("system", "trained on", "variety", "data", "half at x", "by sampling alone", "left at the end"),
        [
            (
                row["system"],
                row["regime"],
                row["counts"],
                f"{row['data']:,.0f} {row['data_are']}",
                half_said(row),
                f"{row['half_alone']:.2g}",
                f"{row['left']:.2f} at {row['x']:.2g}",
            )
            for row in table.to_dict("records")
        ],
    )
    print(said(table))
    figure = drawn(curves, table, said=said(table), title="One collapse?")
    settings = {"systems": list(dict.fromkeys(table["story"])), "runs": runs, "seed": seed}
    frames = {"curves": curves, "half": table}
    files = write_all(folder, frames, {"collapse": figure}, settings, "csv" if csv else "parquet")
    print(f"{len(files)} files in {folder}/", flush=True)
