"""For a seminar: a handout, slides and a quiz for each story."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..base.errors import checked_seeds
from ..base.files import writable_folder
from . import completion

app = typer.Typer()

Stories = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[STORY]...", help="Stories, or slack; all of them if left out.", autocompletion=completion.taught
    ),
]


@app.command(epilog="Examples: `specialise teach` · `specialise teach island slack --out seminar`")
def teach(
    stories: Stories = None,
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("results/teach"),
    seed: Annotated[int, typer.Option(help="Seed of the first run of the figures; the others follow.")] = 0,
) -> None:
    """Write a page for a seminar on each story: a handout of one sheet, five slides, a quiz and its answers.

    A page is one file, which a browser shows and prints on A4 or letter paper, without a network. Figures come from
    new runs; all other numbers are the published ones.
    """
    from ..studies.teaching import NAMES, material

    checked_seeds([seed])
    taught = [material(name) for name in dict.fromkeys(stories or NAMES)]
    writable_folder(out)
    from io import BytesIO

    from ..figures.style import house_style
    from ..studies.teaching_page import write_page
    from ..studies.tour import draw_stop, run_stop

    for each in taught:
        drawn = BytesIO()
        with house_style():
            draw_stop(each.stop, run_stop(each.stop, seed)).savefig(drawn, format="png", dpi=100, bbox_inches=None)
        file = out / f"{each.name}.html"
        write_page(each, drawn.getvalue(), file)
        print(f"{file}: {each.question}", flush=True)
    print(
        "Open a page in a browser: the buttons at its head show the handout, the slides, the quiz or the answers alone."
    )
