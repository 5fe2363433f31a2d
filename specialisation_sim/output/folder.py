"""Frames and figures as files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..base.errors import UserError
from ..base.files import writable_folder, write_whole
from ..base.provenance import MAKER, made_by

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

type Format = Literal["parquet", "csv"]


def result_folder(path: Path) -> Path:
    """Make a folder for a result and try whether it can take one, before the work for it is done.

    Raises
    ------
    UserError
        If it cannot be written to, or holds files of somebody else or a sweep.
    """
    folder = writable_folder(path)
    earlier(folder)
    return folder


def earlier(folder: Path) -> list[Path]:
    """Files of an earlier result, its manifest last: those that a new one replaces.

    Raises
    ------
    UserError
        If there is a manifest, and it is not that of a result of ours.
    """
    manifest = folder / "manifest.json"
    try:
        content = json.loads(manifest.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (OSError, ValueError) as error:
        raise UserError(f"cannot read {manifest}: {error}; give another folder") from None
    if not isinstance(content, dict) or content.get("made_by") != MAKER:
        raise UserError(f"{manifest} was not written by specialise, and a result would replace it; give another folder")
    if "sweep" in content:
        raise UserError(f"{folder} holds a sweep; give another folder")
    return [*(folder / Path(name).name for name in content["files"]), manifest]


def clear(folder: Path) -> None:
    """Remove an earlier result: the files that its manifest lists, and the manifest."""
    try:
        for path in earlier(folder):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"cannot replace the earlier result in {folder}: {error}") from None


def slug(name: str) -> str:
    """A name as part of a file's name."""
    return re.sub(r"[^a-z0-9.]+", "_", name.lower()).strip("_")


def write_frame(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame as Parquet or CSV, as the path's ending says."""
    if path.suffix == ".parquet":
        write_whole(path, lambda part: frame.to_parquet(part, index=False))
    else:
        write_whole(path, lambda part: frame.to_csv(part, index=False))
    return path


def write_figure(figure: Figure, stem: Path) -> list[Path]:
    """Write a figure as PNG and as SVG, without a date, so that the same figure is the same file."""
    from ..figures.style import house_style

    png, svg = stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")
    with house_style():
        write_whole(png, figure.savefig)
        # Places are found once, for both files: that takes as long as drawing.
        engine = figure.get_layout_engine()
        figure.set_layout_engine("none")
        write_whole(svg, lambda part: figure.savefig(part, metadata={"Date": None}))
        figure.set_layout_engine(engine)
    return [png, svg]


def write_all(
    folder: Path,
    frames: Mapping[str, pd.DataFrame],
    figures: Mapping[str, Figure],
    settings: Mapping[str, Any],
    form: Format = "parquet",
) -> list[Path]:
    """Write frames, figures and, when all else is there, a manifest that tells what made them.

    An old manifest goes first, with the files that it lists: none ever tells of files it did not make.
    """
    clear(folder)
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in figures.items():
        written += write_figure(figure, folder / name)
    manifest = folder / "manifest.json"
    text = json.dumps({**settings, **made_by([path.name for path in written])}, indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n", encoding="utf-8"))
    return [*written, manifest]
