"""``specialise watch``: stories that play in a browser, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="Examples: `specialise watch --out essay.html` (all stories) · `specialise watch island --out island.html`"
)
def watch(
    stories: Annotated[list[str] | None, typer.Argument(help="Stories; all of them if none is named.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "--export", help="File to write: one page that plays offline, from disk.")
    ] = None,
) -> None:
    """Write the stories as one page that plays in any browser, without a server. `specialise ui` has them too."""
    from ...base.errors import UserError, unknown
    from ...base.files import write_whole
    from .casts import DRAWN
    from .pages import exported

    for name in stories or ():
        if name not in DRAWN:
            raise unknown("story with scenes", name, DRAWN)
    if out is None:
        raise UserError("say where the page is to be written: --out essay.html")
    page = exported(tuple(dict.fromkeys(stories or DRAWN)))
    write_whole(out, lambda path: path.write_text(page, encoding="utf-8"))
    print(f"Written {out} ({out.stat().st_size / 1e6:.2f} MB). Open it in a browser: {out.resolve().as_uri()}")
