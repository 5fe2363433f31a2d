"""A result as files: frames, findings, figures, and a manifest that says what made them."""

from __future__ import annotations

import json
import platform
import re
import subprocess
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import __version__
from .errors import UserError
from .files import writable_folder, write_whole

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from .laws.arrays import Array
    from .scenario import Result

type Format = Literal["parquet", "csv"]


def write_result(result: Result, folder: Path, form: Format = "parquet") -> list[Path]:
    """Write a scenario's result.

    Parameters
    ----------
    result : Result
        The result.
    folder : Path
        Where to; made if it is not there.
    form : {"parquet", "csv"}
        Format of the frames.

    Returns
    -------
    list of Path
        The files: `runs`, `series`, `findings`, a frame for each map, each figure as PNG and SVG, and last, when all
        else is there, `manifest.json`.

    Raises
    ------
    UserError
        If the folder cannot be written to.
    """
    import pandas as pd

    writable_folder(folder)
    frames: dict[str, pd.DataFrame] = {
        "runs": result.runs,
        "series": result.series,
        "findings": pd.DataFrame([finding.row() for finding in result.findings]),
        **{f"return_map_{slug(name)}": found.table for name, found in result.maps.items()},
        **{f"where_{number}": plane for number, plane in enumerate(result.planes.values(), start=1)},
    }
    # All is drawn before anything is written, and an old manifest goes first: none ever tells of files it did not make.
    figures = draw(result)
    _clear(folder)
    written = [write_frame(frame, folder / f"{name}.{form}") for name, frame in frames.items()]
    for name, figure in figures.items():
        written += write_figure(figure, folder / name)
    manifest = folder / "manifest.json"
    text = json.dumps(describe_result(result, [path.name for path in written]), indent=2, allow_nan=False)
    write_whole(manifest, lambda part: part.write_text(text + "\n"))
    return [*written, manifest]


def _clear(folder: Path) -> None:
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


def draw(result: Result) -> dict[str, Figure]:
    """All figures of a result by name: the scenario's own, and one for each claim that was mapped."""
    from .figures import claim_map

    figures = {name: make(result) for name, make in result.scenario.figures.items()}
    mapped = [claim for claim in result.scenario.claims if claim.sentence in result.planes]
    for number, claim in enumerate(mapped, start=1):
        where, own = claim.where, result.sets[claim.of]
        assert where is not None
        here = (getattr(own, where.x), getattr(own, where.y))
        plane = result.planes[claim.sentence]
        figures[f"where_{number}"] = claim_map(
            plane, where.x, where.y, sentence=claim.sentence, demand=claim.demand, here=here
        )
    return figures


def describe_result(result: Result, files: list[str]) -> dict[str, Any]:
    """What made a result: enough to make it again."""
    return {
        "scenario": result.scenario.name,
        "story": result.scenario.story,
        "version": __version__,
        "commit": commit(),
        "parameters": {name: one.model_dump() for name, one in result.sets.items()},
        "changes": dict(result.changes),
        "weather": _describe_weather(result.weather),
        "maps": {name: {"variant": one.variant, **one.options} for name, one in result.scenario.maps.items()},
        "planes": {f"where_{number}": sentence for number, sentence in enumerate(result.planes, start=1)},
        "seeds": {"first": result.seeds[0], "number": len(result.seeds)},
        "steps": result.scenario.steps,
        "every": result.scenario.every,
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("mesa", "numpy", "pandas")},
        "platform": platform.platform(),
        "simd": simd(),
        "files": files,
    }


def simd() -> list[str]:
    """Vector instructions that NumPy found: the last bits of `exp` and `log` are the same on alike processors only."""
    import numpy as np

    found: list[str] = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    return found


def _describe_weather(cloud: Array | None) -> dict[str, Any] | None:
    """What tells one weather record from another."""
    if cloud is None:
        return None
    return {
        "days": len(cloud),
        "mean_cloud": round(float(cloud.mean()), 6),
        "sha256": sha256(cloud.tobytes()).hexdigest(),
    }


def commit() -> str | None:
    """Commit of the checkout that the package runs from, with "+" if it was changed since; None if it is installed."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return None
    try:
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True)
        status = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return head.stdout.strip() + ("+" if status.stdout.strip() else "")
