"""Output that reaches whoever can take it: consoles of other encodings, pipes that end, discs that are full.

What cannot be printed is never a reason to lose a result: a character that a console lacks becomes ``?``, and a command
whose reader has gone still writes its files.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Buffer
from typing import Any, TextIO

NARROWEST, WIDEST = 40, 500
"""Columns of a terminal that are believed."""
BROKEN_PIPE = 141
"""Exit code of a program whose reader has gone: 128 and the number of the signal."""


class Forgiving(io.FileIO):
    """A file descriptor that notes what goes wrong when it is written to, and goes on."""

    problem: OSError | None = None

    def write(self, text: Buffer, /) -> int:
        """Write; what cannot be written is gone."""
        if self.problem is None:
            try:
                return super().write(text) or 0
            except OSError as error:
                self.problem = error
        return memoryview(text).nbytes


class Closed(Forgiving):
    """In place of an output that was closed before the program began."""

    def write(self, text: Buffer, /) -> int:
        """Note that something was to be written."""
        self.problem = OSError("it is closed")
        return memoryview(text).nbytes


class TerminalStreams:
    """Standard output and standard error of one command."""

    def __init__(self) -> None:
        self._out: Forgiving | None = None

    def open(self) -> bool:
        """Take them over, and whether they were the program's own: a notebook that put its own there keeps it."""
        owned = sys.stdout is sys.__stdout__
        if owned:
            sys.stdout, self._out = _forgiving(sys.stdout, 1)
        if sys.stderr is sys.__stderr__:
            sys.stderr, _ = _forgiving(sys.stderr, 2)
        return owned

    def close(self) -> OSError | None:
        """Write what is left; what went wrong with standard output."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        return self._out.problem if self._out is not None else None


def _forgiving(stream: TextIO | None, number: int) -> tuple[TextIO, Forgiving | None]:
    """A stream that loses nothing to an encoding, and its descriptor if it is not a terminal's."""
    if stream is None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        file: Forgiving = Closed(nowhere, "w")
        return io.TextIOWrapper(io.BufferedWriter(file), encoding="utf-8", write_through=True), file
    reconfigure: Any = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
    if stream.isatty():  # the console of Windows has a way of its own to write all characters
        return stream, None
    file = Forgiving(number, "w", closefd=False)
    lines = stream.line_buffering if isinstance(stream, io.TextIOWrapper) else False
    return io.TextIOWrapper(
        io.BufferedWriter(file), encoding=stream.encoding, errors="replace", line_buffering=lines
    ), file


def sane_width() -> None:
    """Let no library believe a width that is not one: ``COLUMNS`` may be empty, a word, nought or a billion."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        given = os.environ.get(name)
        if given is None:
            continue
        if given.isascii() and given.isdigit() and len(given) < 10 and int(given):
            os.environ[name] = str(min(max(int(given), NARROWEST), WIDEST))
        else:
            del os.environ[name]
