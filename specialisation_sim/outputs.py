"""Frames and figures as files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .errors import UserError
from .files import write_whole
from .origin import made_by

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

type Format = Literal["parquet", "csv"]


def clear(folder: Path) -> None:
    """Remove an earlier result: the files that its manifest lists, and the manifest."""
    manifest = folder / "manifest.json"
    try:
        names = json.loads(manifest.read_text())["files"] if manifest.is_file() else []
        for name in [*names, "manifest.json"]:
            (folder / Path(name).name).unlink(missing_ok=True)
    except (OSError, ValueError, KeyError, TypeError) as error:
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
    from .figures.style import house_style

    png, svg = stem.with_name(f"{stem.name}.png"), stem.with_name(f"{stem.name}.svg")
    with house_style():
        write_whole(png, figure.savefig)
        write_whole(svg, lambda part: figure.savefig(part, metadata={"Date": None}))
    return [png, svg]


def write_all(
    folder: Path,
    frames: Mapping[str, pd.DataFrame],
    figures: Mapping[str, Figure],
    told: Mapping[str, Any],
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
    text = json.dumps({**told, **made_by([path.name for path in written])}, indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n"))
    return [*written, manifest]
