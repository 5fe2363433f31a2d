"""A queue of sweeps in one file: ``specialise sweep --file study.toml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from ..base.errors import UserError, check_count, unknown
from ..base.files import check_file
from ..base.toml import read_toml
from ..model.given import set_of
from ..model.parameters import Parameters
from ..model.settings import setting_of
from ..model.world import World
from ..output.folder import write_frame
from ..registry import story as named
from ..sweeps.axes import DISTRIBUTIONS, choice
from ..sweeps.design import MAKERS, SIZES
from ..sweeps.frames import storable
from ..sweeps.plan import Plan
from ..sweeps.points import Design
from ..sweeps.sweeps import sweep
from .checking import DAYS, HORIZON
from .sweep_words import POINTS

SAMPLES = ("points", "levels", "second_order", "groups")
ENTRY = ("name", "story", "sample", *SAMPLES, "seed", "replicates", "steps", "vary", "set", "setting", "record")
"""What one sweep of a study may say."""


class Queued(NamedTuple):
    """One sweep of a study, checked."""

    folder: Path
    story: type[World]
    design: Design
    base: Parameters
    options: dict[str, Any]


def read_study(file: Path, out: Path | None = None) -> list[Queued]:
    """The sweeps of a file, all of them checked before any runs.

    Parameters
    ----------
    file : Path
        A TOML file of ``[[sweep]]`` tables. What stands above them holds for all that do not say otherwise.
    out : Path, optional
        Folder of the study; ``results/sweeps/`` and the file's name if left out.

    Returns
    -------
    list of Queued
        In the order of the file.

    Raises
    ------
    UserError
        If the file cannot be read, or says what no sweep knows; it names the sweep.
    """
    check_file(file, "a study is a TOML file")
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"cannot read {file}: {getattr(error, 'strerror', None) or error}") from None
    content = read_toml(text, str(file))
    entries = content.pop("sweep", None)
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise UserError(f"{file} holds no sweeps; each begins with a line [[sweep]]")
    folder = out or Path("results") / "sweeps" / file.stem
    queue: list[Queued] = []
    for number, entry in enumerate(entries, start=1):
        words = {**content, **entry}
        name = words.get("name", str(number))
        if not isinstance(name, str) or not re.fullmatch(r"[\w-]+", name):
            raise UserError(f"{file}: name = {name!r} is not valid; allowed: letters, digits, - and _")
        if any(earlier.folder == folder / name for earlier in queue):
            raise UserError(f"{file}: two sweeps are called {name!r}; give each its own name")
        try:
            queue.append(_queued(folder / name, words))
        except UserError as error:
            raise UserError(f"{file}, sweep {name}: {error}") from None
    return queue


def run_study(queue: list[Queued], workers: int | None = None) -> None:
    """Run what is not done yet, one sweep after the other; each says where it is."""
    for item in queue:
        result = sweep(item.story, item.design, parameters=item.base, out=item.folder, workers=workers, **item.options)
        write_frame(storable(result.runs), item.folder / "runs.parquet")
        size = f"{len(result.points):,} points, {len(result.runs):,} runs"
        print(f"{item.folder}: {size} of {result.steps:,} {item.story.clock}s.")


def _queued(folder: Path, words: dict[str, Any]) -> Queued:
    for word in words:
        if word not in ENTRY:
            raise unknown("word", word, ENTRY)
    if "story" not in words or not isinstance(words.get("vary"), dict):
        raise UserError('say story = "..." and, in [sweep.vary], what varies')
    kind = named(words["story"])
    sample = words.get("sample", "grid")
    if sample not in MAKERS:
        raise unknown("sample", str(sample), MAKERS)
    settings = {name: words[name] for name in ("seed", "levels", "second_order", "groups") if name in words}
    if sample in {"grid", "oat"}:
        settings.pop("seed", None)
    takes = {"points": [*SIZES], "levels": ["morris"], "second_order": ["saltelli"], "groups": ["saltelli", "morris"]}
    for name in SAMPLES:
        if name in words and sample not in takes[name]:
            raise UserError(f"{name} is of a sample of {' or '.join(takes[name])}; this one is {sample}")
    size = [words.get("points", POINTS[sample])] if sample in SIZES else []
    setting = words.get("setting")
    if setting is not None and not isinstance(setting, str):
        raise UserError(f"setting = {setting!r} is not valid; give the name of one")
    begun = setting_of(kind.settings, setting, words["story"])
    base = set_of(kind.Parameters, kind.__name__, {**begun, **words.get("set", {})})
    if both := words["vary"].keys() & words.get("set", {}).keys():
        raise UserError(f"{min(both)} is both varied and set; leave one out")
    axes = {name: _axis(name, axis) for name, axis in words["vary"].items()}
    design = MAKERS[sample](*size, **settings, **axes)
    options: dict[str, Any] = {"replicates": 100, "steps": HORIZON.get(kind.clock, DAYS)}
    options |= {name: words[name] for name in ("replicates", "steps", "seed", "record") if name in words}
    for name in ("replicates", "steps"):
        check_count(name, options[name])
    Plan.of(kind, design, **options, parameters=base)
    return Queued(folder, kind, design, base, options)


def _axis(name: str, axis: Any) -> Any:
    """An axis: a list of values, in which one value an agent is a list, or a table of one distribution."""
    if not isinstance(axis, dict):
        return axis
    if len(axis) != 1 or next(iter(axis)) not in DISTRIBUTIONS:
        raise UserError(f"{name} = {axis} is not valid; give a list of values, or one of {', '.join(DISTRIBUTIONS)}")
    ((kind, values),) = axis.items()
    try:
        if isinstance(values, dict):
            return DISTRIBUTIONS[kind](**values)
        return choice(values) if kind == "choice" else DISTRIBUTIONS[kind](*values)
    except TypeError:
        raise UserError(f"{name} = {axis} is not valid; an example: {name} = {{uniform = [0, 1]}}") from None
