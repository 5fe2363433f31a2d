"""``specialise ui``: the command that starts the browser app."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()


@app.command(
    epilog="Examples: `specialise ui` · `specialise ui law_firm.py` · `specialise ui --port 9000 --no-browser` · "
    "`specialise ui --host 0.0.0.0 --class` (a class on your network)"
)
def ui(
    stories: Annotated[
        list[Path] | None, typer.Argument(help="Python files with stories of your own, to be shown beside the others.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on. 0.0.0.0 opens the app to the network, without a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for any that is free.")] = 8765,
    a_class: Annotated[
        bool, typer.Option("--class", help="For a class: allow more open pages, and less work for each.")
    ] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> None:
    """Open the browser app: gallery, agents to watch and change, ensembles, maps, records. Works offline."""
    from ..registry import story
    from .launch import serve

    for file in stories or []:
        story(file)
    serve(host, port, a_class=a_class, browser=browser)
