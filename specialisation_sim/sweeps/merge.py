"""Sweeps in folders: which there are, how far they are, and parts of one put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..base.errors import UserError
from ..base.files import write_whole
from .frames import storable
from .store import KEYS, LAYERS, MANIFEST, POINTS, Store, at_work, check_same, read_manifest
from .sweeps import read_sweep


class Listed(NamedTuple):
    """A sweep in a folder: what it is, and how many of its blocks are there."""

    folder: Path
    sweep: dict[str, Any]
    done: int
    blocks: int
    at_work: bool

    @property
    def state(self) -> str:
        """Finished, at work or stopped."""
        return "finished" if self.done == self.blocks else "at work" if self.at_work else "stopped"


def list_sweeps(root: Path) -> list[Listed]:
    """All sweeps in a folder and the folders within, in the order of their names."""
    return list(_sweeps(root))


def _sweeps(root: Path) -> Iterator[Listed]:
    for manifest in sorted(root.rglob(MANIFEST)):
        try:
            content = read_manifest(manifest.parent)
        except UserError:
            continue  # results of something else
        store = Store(manifest.parent, content["sweep"], content[KEYS])
        done = sum(store.path(block).is_file() for block in range(len(store.keys)))
        yield Listed(manifest.parent, content["sweep"], done, len(store.keys), at_work(manifest.parent))


def merge(folders: Sequence[Path], out: Path) -> Listed:
    """Put parts of one sweep together in one folder.

    Parameters
    ----------
    folders : sequence of Path
        Folders of the same sweep, whichever of its blocks are in them.
    out : Path
        Folder of the whole; one of the parts, or a new one.

    Returns
    -------
    Listed
        The whole. If blocks are still missing, `sweep` goes on from there.

    Raises
    ------
    UserError
        If the folders hold different sweeps, blocks that were cut otherwise, or files that are no blocks of theirs.
    """
    if not folders:
        raise UserError("nothing to merge; name at least one folder")
    first = read_manifest(folders[0])
    stores = []
    for folder in [*folders, *([out] if (out / MANIFEST).exists() else [])]:
        check_same(folder, first["sweep"])
        content = read_manifest(folder)
        if content[KEYS] != first[KEYS]:
            raise UserError(
                f"{folder} and {folders[0]} cut the sweep into different blocks; give both the same --block"
            )
        stores.append(Store(folder, content["sweep"], content[KEYS]))
    whole = Store(out, first["sweep"], first[KEYS])
    with whole.locked():
        about = {name: value for name, value in first.items() if name not in {"sweep", KEYS, LAYERS}}
        whole.begin(pd.read_parquet(folders[0] / POINTS), about, first.get(LAYERS, []))
        for block in whole.missing(range(len(whole.keys))):
            frames = (store.read(block) for store in stores if store.folder.resolve() != out.resolve())
            rows = next((rows for rows in frames if rows is not None), None)
            if rows is not None:
                whole.write(block, rows)
        missing = whole.missing(range(len(whole.keys)))
        if not missing:
            runs = storable(read_sweep(out).runs)
            write_whole(out / "runs.parquet", lambda part: runs.to_parquet(part, index=False))
    return Listed(out, first["sweep"], len(whole.keys) - len(missing), len(whole.keys), False)
