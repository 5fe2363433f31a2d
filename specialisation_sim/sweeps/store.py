"""The store of a sweep: a folder with a manifest, and one Parquet file for each block of runs.

What a file holds is said by its name and again within: the checksum of everything that its numbers depend on. Files are
whole or not there. A rerun therefore does what is missing and nothing else, and what belongs to another sweep, another
version or another kind of processor is refused.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from time import sleep
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..base.errors import UserError
from ..base.files import writable_folder, write_whole
from .frames import storable

try:
    import fcntl
except ImportError:  # Windows has none; writing is safe without, only work may be done twice
    fcntl = None  # type: ignore[assignment]

MANIFEST, POINTS, LOCK, BLOCKS = "manifest.json", "points.parquet", "lock", "blocks"
KEYS, LAYERS = "keys", "layers"
KEY, CONTENT = b"specialisation_sim.block", b"specialisation_sim.content"

WORDS = {
    "format": "layout of files",
    "story": "story",
    "version": "version of specialisation_sim",
    "rules": "rules (files of the package were edited)",
    "story_rules": "rules (the story was edited)",
    "numpy": "version of NumPy",
    "simd": "vector instructions of the processor, so that last bits differ",
    "parameters": "parameters at rest",
    "design": "design",
    "points": "points",
    "seeds": "seeds",
    "steps": "number of steps",
    "record": "observables",
    "options": "options of the story",
}
"""What a sweep is, in the words of a refusal."""

CHECKSUMS = {"rules", "story_rules", "points", "options"}
"""What a reader could make nothing of."""


class Store:
    """The folder of one sweep.

    Parameters
    ----------
    folder : Path
        Where it is.
    identity : mapping
        What the sweep is; see `WORDS`.
    keys : sequence of str
        Checksum of each block.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any], keys: Sequence[str]) -> None:
        self.folder, self.identity, self.keys = folder, identity, keys

    def path(self, block: int) -> Path:
        """File of a block."""
        return self.folder / BLOCKS / f"{block:06d}-{self.keys[block][:16]}.parquet"

    def begin(self, points: pd.DataFrame, about: Mapping[str, Any], layers: Sequence[Any] = ()) -> None:
        """Write what the sweep is, unless it is there; remove what a killed process left half written."""
        (self.folder / BLOCKS).mkdir(exist_ok=True)
        for part in [*self.folder.glob(".*.*"), *(self.folder / BLOCKS).glob(".*.parquet")]:
            part.unlink(missing_ok=True)
        there = read_manifest(self.folder)["sweep"] if (self.folder / MANIFEST).exists() else None
        if there != self.identity:
            write_whole(self.folder / POINTS, lambda part: storable(points).to_parquet(part, index=False))
            words = {"sweep": self.identity, **about, LAYERS: [list(layer) for layer in layers], KEYS: list(self.keys)}
            text = json.dumps(words, indent=2, allow_nan=False)
            write_whole(self.folder / MANIFEST, lambda part: part.write_text(text + "\n", encoding="utf-8"))

    def write(self, block: int, frame: pd.DataFrame) -> None:
        """Keep a finished block."""
        table = pa.Table.from_pandas(frame, preserve_index=False)
        own = {KEY: self.keys[block].encode(), CONTENT: _content(frame)}
        table = table.replace_schema_metadata({**table.schema.metadata, **own})
        write_whole(self.path(block), lambda part: pq.write_table(table, part))

    def read(self, block: int) -> pd.DataFrame | None:
        """A finished block; None if it is not there, or is damaged and must be done again.

        Raises
        ------
        UserError
            If the file is whole but holds something else, or cannot be opened.
        """
        path = self.path(block)
        try:
            table = pq.read_table(path, partitioning=None)
            rows = table.to_pandas()
            own = table.schema.metadata
            damaged = CONTENT in own and own[CONTENT] != _content(rows)
        except FileNotFoundError:
            return None
        except PermissionError as error:
            raise UserError(f"cannot read {path}: {error.strerror or error}") from None
        except Exception:  # there is no end to what a damaged file makes its reader raise
            return None
        if damaged:
            return None
        if own.get(KEY) != self.keys[block].encode() or CONTENT not in own:
            raise UserError(f"{path} is not a block of this sweep; move it away and run again")
        return rows

    def missing(self, blocks: Iterable[int]) -> list[int]:
        """Those of some blocks that are still to be done."""
        return [block for block in blocks if self.read(block) is None]

    def read_all(self, blocks: Iterable[int]) -> list[pd.DataFrame]:
        """Rows of some blocks, which must be there."""
        frames = {block: self.read(block) for block in blocks}
        for block, rows in frames.items():
            if rows is None:
                raise UserError(f"{self.path(block)} is gone or damaged; run the sweep again to do it once more")
        return [rows for rows in frames.values() if rows is not None]

    def progress(self, blocks: Sequence[int]) -> str:
        """How much of some blocks is there, in words."""
        there = sum(self.path(block).is_file() for block in blocks)
        return f"{there} of {len(blocks)} blocks are in {self.folder}"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from working in the folder; the lock ends with the process, however that ends.

        Raises
        ------
        UserError
            If the folder cannot be written to, or another process is at work in it.
        """
        path = writable_folder(self.folder) / LOCK
        try:
            handle = path.open("a+", encoding="utf-8")
        except OSError as error:
            raise UserError(f"cannot write to {path}: {error.strerror or error}") from None
        with handle:
            if not _lock(handle.fileno()):
                handle.seek(0)
                raise UserError(
                    f"another process is at work in {self.folder} ({handle.read().strip() or 'unknown'}); "
                    "wait until it is done, or name another folder"
                )
            handle.truncate(0)
            handle.write(f"process {os.getpid()} on {socket.gethostname()}\n")
            handle.flush()
            yield


GROWING = ("design", "points", "seeds")
"""What may differ between a sweep and one that it grows into."""


def check_same(
    folder: Path, identity: Mapping[str, Any], grows: Callable[[dict[str, Any]], bool] | None = None
) -> dict[str, Any] | None:
    """Manifest of a folder if it is of the same sweep or of one that grows into it, None if there is none.

    Raises
    ------
    UserError
        If the folder holds another sweep or something else; it says what differs.
    """
    if not folder.exists() or (folder.is_dir() and not (folder / MANIFEST).exists()):
        return None
    manifest = read_manifest(folder)
    there = manifest["sweep"]
    larger = grows is not None and grows(manifest)
    for name, words in WORDS.items():
        if there.get(name) != identity.get(name) and not (larger and name in GROWING):
            shown = "" if name in CHECKSUMS else f": {_differing(there.get(name), identity.get(name))}"
            raise UserError(
                f"{folder} holds another sweep, with other {words}{shown}; name another folder, or remove that one"
            )
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Manifest of a sweep.

    Raises
    ------
    UserError
        If there is none, or it is of something else.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"no sweep in {folder}: there is no {MANIFEST}") from None
    except (OSError, ValueError) as error:
        raise UserError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from None
    if not isinstance(manifest, dict) or "sweep" not in manifest:
        raise UserError(f"{folder} holds results of something else than a sweep; name another folder")
    return manifest


def at_work(folder: Path) -> bool:
    """Whether a process of this machine is at work in a sweep's folder."""
    try:
        with (folder / LOCK).open(encoding="utf-8") as handle:
            return not _lock(handle.fileno(), tries=1, shared=True)
    except OSError:
        return False


def _lock(handle: int, tries: int = 5, shared: bool = False) -> bool:
    """Whether the lock could be had; where a file system has none, it always can."""
    if fcntl is None:
        return True
    for turn in range(tries):
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            # Somebody may only be looking whether anybody is at work.
            if turn + 1 < tries:
                sleep(0.05)
        except OSError:
            return True
    return False


def _content(frame: pd.DataFrame) -> bytes:
    """Checksum of a frame's names and values."""
    digest = sha256()
    for name, column in frame.items():
        values = column.to_numpy()
        digest.update(f"{name} {len(values)} ".encode())
        digest.update(values.tobytes() if values.dtype.kind in "iufb" else "\0".join(map(str, values)).encode())
    return digest.hexdigest().encode()


def _differing(there: Any, now: Any) -> str:
    """What differs, in words: of mappings, only the entries that do."""
    if isinstance(there, dict) and isinstance(now, dict):
        names = [name for name in {**there, **now} if there.get(name) != now.get(name)]
        return ", ".join(f"{name} {_differing(there.get(name), now.get(name))}" for name in names[:3])
    return f"{_short(there)} there, {_short(now)} here"


def _short(value: Any) -> str:
    """A value, or its beginning where it is long."""
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
