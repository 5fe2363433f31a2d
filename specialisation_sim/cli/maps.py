"""The command line's ``specialise map`` and ``specialise measure``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..base.errors import UserError, check_count, checked_seeds
from ..model.settings import SHOWN
from ..output.folder import Format, result_folder, slug, write_all
from ..output.terminal import show_table
from ..registry import entries, name_of, story
from . import completion
from .checking import Setting, check_map, checked_world, parameters_of, parse_pairs, parse_values
from .map_tables import show_points

if TYPE_CHECKING:
    from ..model.parameters import Parameters
    from ..model.world import World

app = typer.Typer()

MAP_EXAMPLES = (
    "Examples: `specialise map island` · `specialise map island --set exponent=1 --set game_depletion=0.001` · "
    "`specialise map foundation --set selectivity=0.1 --lever outside --values 0:0.6:13` · `specialise map --all` · "
    "`specialise map discrete --set regime=mix --set outside=0.1`"
)
MEASURE_EXAMPLES = "Examples: `specialise measure` · `specialise measure island foundation --share 0.5 --runs 500`"

LEAST = {"shares": 3, "runs": 2}
"""Both corners and a share inside; and an interval takes two runs."""

Changes = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change a parameter; may be repeated.")
]
Runs = Annotated[int, typer.Option(help="Runs for each story.")]
Seed = Annotated[int, typer.Option(help="Seed of the first run; the others follow.")]
CSV = Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")]


@app.command("map", epilog=MAP_EXAMPLES)
def map_story(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="STORY",
            help="A story or a chain that has a share, or a Python file.",
            autocompletion=completion.stories,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All stories in one figure, with and without the countervailing force.")
    ] = False,
    lever: Annotated[
        str | None, typer.Option(metavar="NAME", help="A parameter to vary: how do the fixed points move with it?")
    ] = None,
    values: Annotated[
        str | None,
        typer.Option(metavar="A:B:N", help="N values of the lever from A to B, or values separated by commas."),
    ] = None,
    changes: Changes = None,
    setting: Setting = None,
    shares: Annotated[
        int | None, typer.Option(help="Number of starting shares. If left out: 41, or 31 with a lever.")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(help="Runs from each starting share. If left out: 200, or 100 with a lever.")
    ] = None,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for results. If left out: results/map-STORY.")] = None,
    csv: CSV = False,
) -> None:
    """Draw the return map of a story: the share a generation later for each share now, and where shares come to rest.

    `--lever` shows how the fixed points move with a parameter; `--all` draws the maps of all stories.
    """
    usual = (31, 100) if lever else (41, 200)
    sizes = _checked(usual[0] if shares is None else shares, usual[1] if runs is None else runs, seed)
    if everything:
        if name or lever or values or changes or setting:
            raise UserError("--all draws every story as it is; leave out STORY, --lever, --values, --set and --setting")
        _write_poster(out or Path("results") / "map-all", sizes, _form(csv))
        return
    if name is None:
        raise UserError(f"name a story, or --all of them; stories: {', '.join(entries(('stories',)))}")
    if values and not lever:
        raise UserError("--values are of a lever; name it, such as --lever exponent")
    world = checked_world(name, changes, setting=setting)
    changed = parse_pairs(world.Parameters, changes or [])
    if world.generation is not None:
        changed = world.generation.with_a_map(world.Parameters, changed)
    check_map(world, parameters_of(world, name, setting, changed).model_dump(), lever, parse_values(values))
    kind = story(name)
    parameters = parameters_of(kind, name, setting, changed)
    name = name_of(kind)
    shown = setting or (SHOWN if kind.settings else "")
    values_of = parameters.model_dump()
    asked = {"story": name, "setting": shown, "parameters": values_of, "changes": changes or [], **sizes}
    folder = out or Path("results") / "-".join(["map", name, *([slug(lever)] if lever else [])])
    if lever:
        _write_bifurcation(kind, parameters, lever, parse_values(values), folder, asked, _form(csv))
    else:
        _write_map(kind, parameters, folder, asked, _form(csv))


@app.command("measure", epilog=MEASURE_EXAMPLES)
def measure_stories(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STORY]...", help="Stories; all if left out.", autocompletion=completion.stories),
    ] = None,
    share: Annotated[float, typer.Option(help="Share of the first task from which each generation starts.")] = 0.7,
    setting: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Set of parameter values (essay, literature or neutral). If left out, those of specialise map --all.",
        ),
    ] = None,
    runs: Runs = 200,
    seed: Seed = 0,
    out: Annotated[Path, typer.Option(help="Folder for results.")] = Path("results/measure"),
    csv: CSV = False,
) -> None:
    """Measure how far one generation moves a share: by choosing alone (tilt) and by learning (lock-in).

    If a story's generation is a single step, two steps are run, since what is learnt shows only in the second; the
    table says so.
    """
    sizes = _checked(LEAST["shares"], runs, seed)
    if not 0 < share < 1:
        raise UserError(f"share = {share:g} is out of bounds; allowed: above 0 to below 1")
    for name in names or []:
        world = checked_world(name, setting=setting)
        check_map(world, world.generation.alone if world.generation and setting is None else {})
    from ..maps.tilt_and_lock_in import measure

    kinds = [story(name) for name in names or []]
    folder = result_folder(out)
    table = measure(*kinds, share=share, runs=sizes["runs"], seed=seed, setting=setting)
    parts = ("amplification", "tilt", "lock_in")
    show_table(
        f"Amplification over the generations named, the first of which starts from {share:.0%}, in log-odds (95 %); "
        f"{runs:,} runs, seed {seed}",
        ("story", "setting", "share of", "generations", "share next", "in all", "tilt", "lock-in"),
        [
            (
                *(row["story"], row["setting"], row["share_of"], f"{row['generations']} ({row['generation']})"),
                f"{row['next']:.3f}",
                *(_give_or_take(row, part) for part in parts),
            )
            for row in table.to_dict("records")
        ],
    )
    print("Amplification is tilt (choosing, on an unchanged record) plus lock-in (learning from the tilted record).")
    asked = {"share": share, "runs": runs, "seed": seed, "stories": list(dict.fromkeys(table["story"]))}
    _say(write_all(folder, {"measure": table}, {}, asked, _form(csv)), folder)


def _write_map(kind: type[World], parameters: Parameters, out: Path, asked: dict[str, Any], form: Format) -> None:
    from ..figures import one_map
    from ..maps.return_maps import checked_shares, generation_of, return_map, undecided_shares

    generation = generation_of(kind, parameters)
    folder = result_folder(out)
    mapped = return_map(kind, parameters, checked_shares(asked["shares"]), runs=asked["runs"], seed=asked["seed"])
    title = f"{asked['story'].capitalize()}: what follows a share of {generation.share_of}"
    figure = one_map(
        mapped.table, mapped.points, share_of=generation.share_of, generation=generation.lasts, title=title
    )
    show_points(f"Fixed points of the share of {generation.share_of}, after {generation.lasts}", mapped.points)
    near = undecided_shares(mapped.table)
    print(f"At {near} of {len(mapped.table)} starting shares we cannot tell growth from decline.")
    if generation.note:
        print(generation.note)
    if generation.only:
        only = ", ".join(f"{name} = {getattr(parameters, name)}" for name in generation.only)
        print(f"One share follows from another here, where {only}; elsewhere a generation passes on more than a share.")
    lost = 1 - mapped.table["runs"].sum() / (asked["runs"] * len(mapped.table))
    if lost:
        print(f"{100 * lost:.2g} % of runs had no share at the end and are left out.")
    _say(
        write_all(
            folder, {"return_map": mapped.table, "fixed_points": mapped.points}, {"return_map": figure}, asked, form
        ),
        folder,
    )


def _write_bifurcation(
    kind: type[World],
    parameters: Parameters,
    lever: str,
    values: list[float] | None,
    out: Path,
    asked: dict[str, Any],
    form: Format,
) -> None:
    from ..figures import bifurcation_diagram
    from ..maps.bifurcations import bifurcation, lever_values
    from ..maps.return_maps import generation_of, undecided_shares

    generation_of(kind, parameters)
    moved = lever_values(kind, lever, values)
    for value in moved:
        parameters.but(**{lever: value})
    folder = result_folder(out)
    diagram = bifurcation(
        kind, parameters, lever=lever, values=moved, shares=asked["shares"], runs=asked["runs"], seed=asked["seed"]
    )
    title = f"{asked['story'].capitalize()}: where a share of {diagram.share_of} settles"
    figure = bifurcation_diagram(**diagram._asdict(), title=title)
    show_points(f"Fixed points of the share of {diagram.share_of}", diagram.points, lever)
    counts = {value: undecided_shares(diagram.maps[diagram.maps[lever] == value]) for value in moved}
    listed = ", ".join(f"{count} where {lever} = {value:g}" for value, count in counts.items() if count)
    print(f"Starting shares, of {asked['shares']}, at which we cannot tell growth from decline: {listed or 'none'}.")
    if undecided := diagram.undecided():
        print(f"Undecided, and passed over below: {lever} = {', '.join(f'{value:g}' for value in undecided)}.")
    for turn in diagram.turns():
        print(f"From {lever} = {turn.before:g} to {turn.after:g} the point at {turn.share:.3f} {turn.what}.")
    frames = {"bifurcation": diagram.points, "return_maps": diagram.maps}
    asked = {**asked, "lever": lever, "values": moved}
    _say(write_all(folder, frames, {"bifurcation": figure}, asked, form), folder)


def _write_poster(out: Path, sizes: dict[str, int], form: Format) -> None:
    from ..figures import same_picture
    from ..maps.tilt_and_lock_in import both_of, maps_of_all, with_generations

    folder = result_folder(out)
    maps, points = maps_of_all(shares=sizes["shares"], runs=sizes["runs"], seed=sizes["seed"])
    for name in dict.fromkeys(maps["story"]):
        show_points(name.capitalize(), points[points["story"] == name], "setting")
    asked: dict[str, Any] = {
        name: {setting: parameters.model_dump() for setting, parameters in both_of(story(name)).items()}
        for name in with_generations()
    }
    frames = {"return_maps": maps, "fixed_points": points}
    figure = same_picture(maps, points)
    _say(write_all(folder, frames, {"same_picture": figure}, {"parameters": asked, **sizes}, form), folder)


def _give_or_take(row: Any, name: str) -> str:
    """A number and half its interval in a cell."""
    if row[name] != row[name]:
        return "off the scale"
    is_number = row[f"{name}_high"] == row[f"{name}_high"]
    return f"{row[name]:+.2f}" + (f" ± {row[f'{name}_high'] - row[name]:.2f}" if is_number else "")


def _checked(shares: int, runs: int, seed: int) -> dict[str, int]:
    """Numbers of shares, runs and the first seed."""
    for name, value in (("shares", shares), ("runs", runs)):
        check_count(name, value, LEAST[name])
    check_count("shares x runs", shares * runs)
    checked_seeds([seed, seed + runs - 1])
    return {"shares": shares, "runs": runs, "seed": seed}


def _form(csv: bool) -> Format:
    return "csv" if csv else "parquet"


def _say(files: list[Path], folder: Path) -> None:
    print(f"{len(files)} files in {folder}/", flush=True)
