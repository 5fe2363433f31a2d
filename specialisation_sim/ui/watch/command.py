"""``specialise watch``: stories that play in a browser, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from .scenes import Story

STEPS = 200
"""Steps of a story of one's own that brings no table."""

app = typer.Typer()


@app.command(
    epilog="Examples: `specialise watch --out essay.html` (all stories) · `specialise watch island --out island.html` "
    "· `specialise watch law_firm.py --scenes law_firm.toml --out law_firm.html` (a story of your own)"
)
def watch(
    stories: Annotated[
        list[str] | None,
        typer.Argument(help="Stories, or Python files with your own. If left out, all included stories."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "--export", help="File to write: one page that plays offline, from disk.")
    ] = None,
    scenes: Annotated[
        list[Path] | None,
        typer.Option(help="A file of scenes (TOML) for a story. See docs/howto/watch.md."),
    ] = None,
) -> None:
    """Write the stories as one page that plays in any browser, without a server."""
    from ...base.errors import UserError
    from ...base.files import write_whole
    from .casts import DRAWN
    from .pages import exported

    if out is None:
        raise UserError("say where the page is to be written: --out essay.html")
    tables = own_tables(scenes or [], stories or [])
    named = [name for each in stories or [] if (name := _name_of(each)) not in tables]
    shown = [*dict.fromkeys(named or ([] if tables else DRAWN))]
    page = exported([*tables.values(), *map(_scenes_of, shown)])
    write_whole(out, lambda path: path.write_text(page, encoding="utf-8"))
    print(f"Written {out} ({out.stat().st_size / 1e6:.2f} MB). Open it in a browser: {out.resolve().as_uri()}")


def own_tables(files: list[Path], stories: list[str]) -> dict[str, Story]:
    """Stories with scenes of one's own, by name; files with stories are loaded first, for tables name them."""
    from ...base.errors import UserError
    from .scenes import read

    for each in stories:
        _name_of(each)
    tables = {}
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"{file} cannot be read: {error}") from None
        one = read(text)
        tables[one.name] = one
    return tables


def _name_of(word: str) -> str:
    """The name of a story; that of a file is known once it is loaded."""
    from ...registry import RUNNABLE, name_of, resolve, story

    entry = resolve(word, RUNNABLE, "story to watch")
    return name_of(story(word)) if entry.group == "file" else entry.name


def _scenes_of(name: str) -> str | Story:
    """The scenes that ship, or plain ones."""
    from .casts import DRAWN
    from .plain_scenes import plain_scenes

    return name if name in DRAWN else plain_scenes(name, STEPS)
