"""The command line's ``specialise tournament``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..base.errors import check_count, checked_seeds
from ..output.folder import result_folder, write_all
from ..output.terminal import show_table

if TYPE_CHECKING:
    from ..studies.tournament import Tournament

app = typer.Typer()

EXAMPLES = (
    "Examples: `specialise tournament` · `specialise tournament --on crash --on settled --runs 20` · "
    "`specialise tournament --rules mine.py` · `specialise tournament --on wages --on market`"
)


@app.command("tournament", epilog=EXAMPLES)
def compete(
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.py", help="Python file with rules of your own, which compete with the included ones."
        ),
    ] = None,
    on: Annotated[
        list[str] | None,
        typer.Option(metavar="ENVIRONMENT", help="An environment; may be repeated. If left out, all of the island."),
    ] = None,
    runs: Annotated[int, typer.Option(help="Runs of each rule in each environment.")] = 10,
    days: Annotated[
        int | None, typer.Option(help="Steps of a run. If left out: 1,000 days, 520 weeks or 30 years.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of the first run; the others follow.")] = 0,
    out: Annotated[Path, typer.Option(help="Folder for results.")] = Path("results/tournament"),
    csv: Annotated[bool, typer.Option("--csv", help="Write tables as CSV instead of Parquet.")] = False,
) -> None:
    """Let rules of choice compete: all agents with the same rule, one agent for each rule, and rules in pairs.

    There are seven environments on the island, two in labour (wages, market) and three in the foundation (call,
    selective, followed). The league table ranks rules by survival, then by earnings. In the round with one agent for
    each rule, and in the replicator (in which rules that earn more become more frequent), agents share one commons or
    one market. In the foundation, rules score proposals and do not meet.
    """
    check_count("runs", runs, least=2)
    checked_seeds([seed, seed + max(runs, 1) - 1])
    if days is not None:
        check_count("days", days)
    from ..studies.arenas import GOODS, STEPS, environments_of
    from ..studies.entries import all_rules
    from ..studies.tournament import tournament

    chosen = environments_of(on or [])
    story = next(iter(chosen.values())).story
    entered, days = all_rules(rules, story), STEPS[story] if days is None else days
    folder = result_folder(out)
    from ..figures import league

    played = tournament(entered, list(chosen), runs=runs, days=days, seed=seed)
    _show(played, list(chosen), GOODS[story])
    figure = league(played.league, played.mixed, played.pairs, played.replicator, title="A tournament of rules")
    settings = {
        "story": story,
        "rules": list(entered),
        "rules_file": str(rules) if rules else None,
        "environments": {name: where.about for name, where in chosen.items()},
        "runs": runs,
        "days": days,
        "seed": seed,
    }
    frames = {name: frame for name, frame in played._asdict().items() if frame is not None}
    files = write_all(folder, frames, {"league": figure}, settings, "csv" if csv else "parquet")
    print(f"{len(files)} files in {folder}/", flush=True)


def _show(played: Tournament, environments: list[str], goods: str) -> None:
    """Print the league, the environments and the mixed round."""

    def of(row: object, name: str) -> str:
        low, high = getattr(row, f"{name}_low"), getattr(row, f"{name}_high")
        return f"{getattr(row, name):.3f} ({low:.3f} to {high:.3f})"

    rows = played.league.itertuples()
    show_table(
        f"League of {', '.join(environments)}: mean rank, {goods} relative to the best, survival, variety (95 %)",
        ("rule", "rank", goods.split(" ", maxsplit=1)[0], "survival", "kinds, in effect"),
        [(str(r.rule), f"{r.rank:.1f}", of(r, "meals"), of(r, "survival"), of(r, "variety")) for r in rows],
    )
    of_both = {(row["rule"], row["environment"]): row for row in played.environments.to_dict("records")}

    def cell(rule: str, environment: str) -> str:
        row = of_both[rule, environment]
        return f"{row['survival']:.2f}  {row['meals']:.2f}"

    show_table(
        f"Survival and {goods} by environment",
        ("rule", *environments),
        [(rule, *(cell(rule, each) for each in environments)) for rule in played.league["rule"]],
    )
    if played.mixed is None or played.replicator is None:
        return
    last = dict(zip(played.replicator.columns, played.replicator.to_numpy()[-1], strict=True))
    show_table(
        "Where they meet: one of each, and where the replicator leads",
        ("rule", f"{goods}, one of each", "share in the end"),
        [(str(r.rule), of(r, "meals"), f"{last[str(r.rule)]:.3f}") for r in played.mixed.itertuples()],
    )
