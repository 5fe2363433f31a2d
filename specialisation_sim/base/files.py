"""Files that are whole or not there: each is written beside its place and then moved into it."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from .errors import UserError


def check_file(path: Path, what: str = "a record is a file: CSV, Excel or JSON") -> None:
    """Refuse a file that is not there, before anything that reads files is loaded.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it is to be.

    Raises
    ------
    UserError
        If there is no such file, or it is a folder, a device or a pipe, which may be endless and is read only once.
    """
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError):  # a name that no file can have, too
        raise UserError(f"{path}: there is no such file") from None
    if stat.S_ISDIR(kind):
        raise UserError(f"{path} is a folder; {what}")
    if not stat.S_ISREG(kind):
        raise UserError(f"{path} is a pipe or a device; {what}, so save what comes out of it")


def check_folder(path: Path) -> None:
    """Refuse what can be told to be no folder without making one.

    Raises
    ------
    UserError
        If none is given, or it is a file.
    """
    if path == Path():
        raise UserError("no folder given; name one, or leave out --out")
    if path.exists() and not path.is_dir():
        raise UserError(f"cannot write to {path}: it is a file and not a folder")


def check_target(path: Path) -> None:
    """Refuse a file that could not be written, before anything is computed for it.

    Raises
    ------
    UserError
        If it is a folder, or its folder is not there or cannot be written to.
    """
    if path.is_dir() or not path.name:
        raise UserError(f"cannot write to {path}: it is a folder and not a file")
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise UserError(f"cannot write to {path}: {error.strerror or error}") from None


def writable_folder(path: Path) -> Path:
    """Make a folder and try whether files can be made in it.

    Raises
    ------
    UserError
        If it cannot be made or written to.
    """
    check_folder(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path):
            pass
    except OSError as error:
        raise UserError(f"cannot write to {path}: {error.strerror or error}") from None
    return path


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file through another of the same ending beside it, so that no one sees half of it.

    Parameters
    ----------
    path : Path
        The file.
    write : callable
        Writes the path it is given.

    Raises
    ------
    UserError
        If the file cannot be written; the old one is then still there.
    """
    # A name from mkstemp, not one of our own: two processes may write the same file at once.
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None
    os.close(handle)
    try:
        write(Path(name))
        Path(name).chmod(0o644)
        os.replace(name, path)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None
    finally:
        Path(name).unlink(missing_ok=True)
