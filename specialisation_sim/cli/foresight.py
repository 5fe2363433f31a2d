"""The command line's ``specialise optimum``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..base.errors import UserError, check_count, unknown
from ..output.folder import result_folder, write_all
from ..output.terminal import show_table
from ..registry import entries, names
from .checking import checked_world, parse_pairs

if TYPE_CHECKING:
    from ..stories.island import IslandParameters

app = typer.Typer()

EXAMPLES = (
    "Examples: `specialise optimum island --set need=0 --set exponent=0.5` · `specialise optimum island --settled "
    "--set need=1.2 --hazard 0.003` · `specialise optimum island --settled --set need=1.2 --hazard 0.003 "
    "--objective survival` · `specialise optimum foundation`"
)

HAS_ONE = ("island",)
"""Stories whose optimum is solved for."""

LONGEST = 6000
"""Most days that are shown."""


@app.command("optimum", epilog=EXAMPLES)
def optimum(
    name: Annotated[str, typer.Argument(metavar="STORY", help="The story.")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter; may be repeated.")
    ] = None,
    settled: Annotated[
        bool, typer.Option("--settled", help="Start with a forager who remembers 200 days, of which she hunted on 185.")
    ] = False,
    hazard: Annotated[
        float | None, typer.Option(help="Chance of a crash of the game on any day: the parameter crash_rate.")
    ] = None,
    discount: Annotated[
        float, typer.Option(help="How much a meal tomorrow is worth today, from 0 to below 1.")
    ] = 0.997,
    objective: Annotated[
        str, typer.Option(help="What is maximised: meals (discounted, until death) or survival (of the next crash).")
    ] = "meals",
    days: Annotated[int, typer.Option(help="Days for which thresholds are given.")] = 730,
    family: Annotated[
        bool,
        typer.Option(
            "--family", help="Compare a list of policies instead of computing the optimum, as for all other stories."
        ),
    ] = False,
    runs: Annotated[int, typer.Option(help="Runs of each policy that is compared.")] = 100,
    seed: Annotated[int, typer.Option(help="Seed of the first run of the comparison.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for results; results/optimum-STORY if left out.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")] = False,
) -> None:
    """Show what agents would do if they planned ahead, and what they lose by not doing so (the price of myopia).

    On the island the optimum is exact if the forager needs no food (`--set need=0`). Otherwise it is found on a grid
    over
    experience and stored food, and a grid half as fine shows how large the error is. For other stories a list of
    policies is compared: the command shows the best one, what agents and others would gain by it, and how much
    diversity each lever keeps at what cost.
    """
    if name not in names():
        raise unknown("story", name, entries(("stories",)))
    folder = out or Path("results") / f"optimum-{name}"
    if family or name not in HAS_ONE:
        if settled or hazard is not None:
            raise UserError("--settled and --hazard apply only to the optimum of island, without --family")
        from .family import write_family

        write_family(
            name, parse_pairs(checked_world(name, changes or []).Parameters, changes or []), runs, seed, folder, csv
        )
        return
    check_count("days", days, most=LONGEST)
    parameters, for_good = _parameters(name, changes or [], settled, hazard)
    from ..optimum.forager import InformedForager

    forager = InformedForager(parameters, discount)
    exact = objective == "meals" and not parameters.need and not (forager.settled and parameters.crash_rate)
    settings = {
        "story": name,
        "parameters": parameters.model_dump(),
        "discount": discount,
        "objective": objective,
        "days": days,
        "exact": exact,
    }
    if for_good:
        print("A crash takes the game for good: give regrowth, and --settled, for game that grows back.")
    if exact:
        _write_exact(parameters, settings, folder, csv)
    else:
        _write_gridded(parameters, settings, folder, csv)


def _parameters(name: str, changes: list[str], settled: bool, hazard: float | None) -> tuple[IslandParameters, bool]:
    """The forager's parameters, and whether a crash is for good since nobody said otherwise."""
    world = checked_world(name, changes)
    changed = parse_pairs(world.Parameters, changes)
    if hazard is not None and "crash_rate" in changed:
        raise UserError("--hazard and --set crash_rate are the same; leave one out")
    from ..optimum.at_rest import SETTLED
    from ..stories.island import IslandParameters

    chances = {} if hazard is None else {"crash_rate": hazard}
    parameters = IslandParameters(**{**(SETTLED if settled else {}), **changed, **chances})
    for_good = bool(
        parameters.crash_rate and parameters.retention == 1 and "regrowth" not in changed and parameters.regrowth
    )
    return (parameters.but(regrowth=0.0) if for_good else parameters), for_good


def _write_exact(parameters: IslandParameters, settings: dict[str, Any], out: Path, csv: bool) -> None:
    from ..figures import optimum_by_day
    from ..optimum.without_store import amount_of_work, without_store
    from ..runs.progress import progress_bar

    work = amount_of_work(parameters, settings["discount"])
    folder = result_folder(out)
    with progress_bar(None, work, "looking back from the end") as advance:
        solution = without_store(parameters, discount=settings["discount"], days=settings["days"], advance=advance)
    show_table(
        "Meals a day from the start on, discounted: exact, to the error of the horizon",
        ("policy", "meals", "error"),
        [(row["policy"], f"{row['meals']:.4f}", f"{row['error']:.2g}") for row in solution.policies.to_dict("records")],
    )
    _say_price(solution.price, solution.price_error, "what lies beyond the horizon and, where she forgets, the grid")
    _say_thresholds(solution.days)
    figure = optimum_by_day(
        solution.days,
        second="shadow_price",
        label="shadow price of a hunt, meals",
        title="Island: the optimum without a store",
    )
    frames = {"policies": solution.policies, "days": solution.days}
    manifest = {**settings, "horizon": solution.horizon, "price": solution.price, "price_error": solution.price_error}
    files = write_all(folder, frames, {"threshold": figure}, manifest, "csv" if csv else "parquet")
    print(f"{len(files)} files in {folder}/", flush=True)


def _write_gridded(parameters: IslandParameters, settings: dict[str, Any], out: Path, csv: bool) -> None:
    from ..optimum.with_store import amount_of_work, with_store
    from ..runs.progress import progress_bar

    asked = {name: settings[name] for name in ("discount", "objective")}
    work = amount_of_work(parameters, **asked)
    folder = result_folder(out)
    with progress_bar(None, work, "looking back from the end") as advance:
        solution = with_store(parameters, **asked, days=settings["days"], advance=advance)
    survival = settings["objective"] == "survival"
    show_table(
        "Chance to live through the next crash" if survival else "Discounted meals until death",
        ("policy", "chance" if survival else "meals", "grid error"),
        [
            (
                row["policy"],
                f"{max(row['value'], 0.0):.3f}" if survival else f"{row['value']:.1f}",
                f"{row['error']:.2g}",
            )
            for row in solution.policies.to_dict("records")
        ],
    )
    _say_price(solution.price, solution.price_error, "the distance from a grid half as fine")
    _say_thresholds(solution.days)
    last = solution.days[solution.days["day"] == solution.days["day"].max()].set_index("policy")
    print(
        f"Fishing experience on day {settings['days']}, if no crash comes before: "
        + ", ".join(f"{name} {last.loc[name, 'fishing_experience']:.1f}" for name in last.index)
        + " days."
    )
    from ..figures import optimum_by_day, optimum_policy

    figures = {
        "threshold": optimum_by_day(
            solution.days,
            second="fishing_experience",
            label="experience in fishing, days",
            title=f"Island: the optimum for {settings['objective']}, and one who does not look ahead",
        ),
        "policy": optimum_policy(solution.policy, title=f"Island: how often to hunt, for {settings['objective']}"),
    }
    frames = {"policies": solution.policies, "days": solution.days, "policy": solution.policy}
    manifest = {**settings, "price": solution.price, "price_error": solution.price_error}
    files = write_all(folder, frames, figures, manifest, "csv" if csv else "parquet")
    print(f"{len(files)} files in {folder}/", flush=True)


def _say_price(price: float, error: float, what: str) -> None:
    if math.isnan(price):
        print("Price of myopia: nobody lives, whatever she does.")
        return
    print(f"Price of myopia: {100 * price:.2f} % of the optimum, give or take {100 * error:.2g} ({what}).")


def _say_thresholds(days: Any) -> None:
    """Thresholds of the optimum and the myopic on a few days."""
    pair = days[days["policy"].isin(("optimum", "myopic"))]
    shown = [day for day in (1, 30, 365, 730, 1460) if day <= pair["day"].max()]
    table = pair[pair["day"].isin(shown)].pivot_table(index="day", columns="policy", values=["threshold", "hunting"])
    show_table(
        "Cloud cover above which she fishes, and days hunted, in the mean until a crash",
        ("day", "optimum", "myopic", "hunts: optimum", "hunts: myopic"),
        [
            (
                str(day),
                *(f"{row['threshold', name]:.3f}" for name in ("optimum", "myopic")),
                *(f"{row['hunting', name]:.1%}" for name in ("optimum", "myopic")),
            )
            for day, row in table.iterrows()
        ],
    )
