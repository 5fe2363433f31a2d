"""The command line's ``specialise operate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..base.errors import checked_seeds, unknown
from ..base.scripts import is_script
from ..output.folder import result_folder, write_all
from ..output.terminal import show_table
from ..registry import names, story
from . import completion
from .checking import checked_world, parse_pairs

if TYPE_CHECKING:
    from ..studies.outside_data import Operation

app = typer.Typer()

EXAMPLES = (
    "Examples: `specialise operate discrete` · `specialise operate discrete --tolerance 0.05 --set samples=1000` · "
    "`specialise operate flow --tolerance 0.2 --runs 50` · `specialise operate foundation --tolerance 0.3 --steps 40`"
)


@app.command("operate", epilog=EXAMPLES)
def operate_chain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A chain or story with a monitor, such as discrete.", autocompletion=completion.stories
        ),
    ],
    tolerance: Annotated[float, typer.Option(help="Largest drift: the share that the instrument may lose.")] = 0.1,
    steps: Annotated[int, typer.Option(help="Horizon in generations.")] = 100,
    runs: Annotated[int, typer.Option(help="Runs of each policy.")] = 200,
    raised: Annotated[
        float | None, typer.Option(help="Share of outside data while the alarm is on. If left out, several are tried.")
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter; may be repeated.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the first run; the others follow.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for results; results/operate-NAME if left out.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")] = False,
) -> None:
    """Find how much real data keeps a chain of models from drifting, how often it is needed, and at what cost.

    Finds the smallest constant share of outside data for which a measured quantity (the instrument) stays within a
    tolerance; exactly, if there is a formula. Also finds the share that is needed if outside data come only every few
    generations, and what is saved by a monitor that adds outside data when the instrument crosses a bound.
    """
    checked_seeds([seed, seed + 2 * max(runs, 1) - 1])
    from ..studies.outside_data import checked, operate, refuse_looked_for, with_monitors

    if name not in names() and not is_script(name):
        raise unknown("story", name, with_monitors())
    world = checked_world(name, changes)
    changed = parse_pairs(world.Parameters, changes or [])
    checked(world, world.Parameters(**changed), tolerance, steps, runs, raised)
    kind = story(name)
    refuse_looked_for(kind.Parameters, changed)
    parameters = kind.Parameters(**changed)
    checked(kind, parameters, tolerance, steps, runs, raised)
    folder = result_folder(out or Path("results") / f"operate-{name}")
    operation = operate(name, kind, parameters, tolerance=tolerance, steps=steps, runs=runs, raised=raised, seed=seed)
    instrument = getattr(kind, "instrument", "").replace("_", " ")
    _show(operation, tolerance, steps, instrument, kind.clock, getattr(parameters, "samples", None))
    from ..figures import operating

    figure = operating(
        operation.policies,
        operation.curve,
        operation.paths,
        tolerance=tolerance,
        instrument=instrument,
        clock=kind.clock,
        title=f"{name.capitalize()}: outside data that keep the {instrument} within {tolerance:.0%}",
    )
    settings = {
        "story": name,
        "parameters": parameters.model_dump(),
        "tolerance": tolerance,
        "steps": steps,
        "runs": runs,
        "raised": raised,
        "seed": seed,
        "instrument": instrument,
        "closed_form": operation.form.name if operation.form else None,
        "for_ever": _known(operation.for_ever),
        "floor": _known(operation.floor),
    }
    frames = {"policies": operation.policies, "curve": operation.curve, "paths": operation.paths}
    files = write_all(folder, frames, {"operate": figure}, settings, "csv" if csv else "parquet")
    print(f"{len(files)} files in {folder}/", flush=True)


def _show(operation: Operation, tolerance: float, steps: int, instrument: str, clock: str, samples: int | None) -> None:
    """Print the policies, and in sentences what no table shows."""
    policies = {row["policy"]: row for row in operation.policies.to_dict("records")}
    show_table(
        f"{steps} {clock}s whose {instrument} is to drift by {tolerance:.3g} at most in the mean (95 %)",
        ("policy", "outside data, when any", f"mean a {clock}", "drift", "19 of 20", "beyond"),
        [_row(row) for row in policies.values()],
    )
    print(
        f"Drift: what the mean {instrument} has lost of its start, late in the run and at the worst time of a pause; "
        "19 of 20: the drift that so many runs stay within then; beyond: runs whose own drift is then above "
        f"{tolerance:.3g}. All are simulated, with other seeds than those by which the monitor was chosen."
    )
    constant, monitor = policies.get("constant"), policies.get("monitor")
    if constant is None:
        print(f"No share of outside data is enough: with nothing else the drift is still {operation.floor:.3g}.")
    if operation.form:
        what = f"{'In the limit of a large sample' if operation.form.limit else 'Exactly'}, by {operation.form.name},"
        if _known(operation.for_ever) is None:
            print(f"{what} no constant share holds for ever.")
        else:
            for_ever = f", {operation.for_ever * samples:.4g} of {samples:,} data" if samples else ""
            print(f"{what} the smallest constant share that holds for ever is {operation.for_ever:.4g}{for_ever}.")
    if constant and constant["weight"] == 0:
        print("It stays within the tolerance without outside data: there is nothing to watch.")
    elif constant and monitor:
        saved = 1 - monitor["cost"] / monitor["constant_cost"]
        print(
            f"A constant share that drifts as far as the monitor uses {monitor['constant_cost']:.4f}: "
            f"the monitor uses {abs(saved):.0%} {'less' if saved > 0 else 'more'}."
        )
    elif constant:
        print("No monitor that was tried stays within the tolerance.")


def _row(row: Any) -> tuple[str, ...]:
    """One policy."""
    weight = f"{row['weight']:.3g}"
    if row["weight_low"] != row["weight_high"]:
        ends = ("?" if _known(row[name]) is None else f"{row[name]:.3g}" for name in ("weight_low", "weight_high"))
        weight += f" ({' to '.join(ends)})"
    if row["policy"] == "monitor":
        weight += f" at {row['watch']:.3g} left, until above {row['back']:.3g}"
    return (
        f"every {row['every']}" if row["every"] > 1 else row["policy"],
        weight,
        f"{row['cost']:.4f}",
        f"{row['drift']:.3f} ({row['low']:.3f} to {row['high']:.3f})",
        f"{row['unlucky']:.3f}",
        f"{row['beyond']:.0%}",
    )


def _known(value: float) -> float | None:
    """A number, if it is finite."""
    return value if abs(value) < float("inf") else None
