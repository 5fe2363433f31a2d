"""What went wrong, in one line: whose it is to put right, and where."""

from __future__ import annotations

import os
import re
import traceback
from pathlib import Path

import typer

USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""Click's UsageError, of Click itself or of that which Typer carries within: wrong words on the command line."""
COMPLETING = "_SPECIALISE_COMPLETE"
"""Variable by which a shell asks for completions of a line, which it gives in others."""
LONGEST = 1000
"""Characters of a line; a name that was given may be longer than one reads."""


def explain(error: BaseException) -> tuple[str, int]:
    """What to say of an error, and the exit code: 2 for what a user can put right, 1 for a defect of ours."""
    from ..base.errors import UserError, in_words

    if isinstance(error, USAGE):
        return error.format_message(), 2  # type: ignore[attr-defined]
    if isinstance(error, UserError):
        return str(error), 2
    own, said = of_a_user(error), in_words(error)
    if own:
        return f"{own}: {said}; --traceback shows the way there", 2
    if isinstance(error, MemoryError):
        return f"this takes more memory than there is ({error or 'out of memory'}); ask for less", 2
    if isinstance(error, OverflowError):
        return f"a number is too large: {error}", 2
    if isinstance(error, OSError):
        name = f" {error.filename}" if error.filename else ""
        return f"cannot use{name or ' a file'}: {error.strerror or error}", 2
    if COMPLETING in os.environ and isinstance(error, (KeyError, ValueError)):
        return f"cannot complete: {COMPLETING} is set, but COMP_WORDS and COMP_CWORD are not as a shell sets them", 2
    where = traceback.extract_tb(error.__traceback__)[-1:]
    raised_at = f", {Path(where[0].filename).name} line {where[0].lineno}" if where else ""
    files = ", ".join(sorted(_loaded_by_a_user()))
    if files:  # it arose in our code, of what theirs gave it
        return (
            f"{files}: what it gave led to {said}{raised_at}; --traceback shows the way there",
            2,
        )
    return f"a defect of this program: {said}{raised_at}; --traceback shows the way there, please report it", 1


def in_one_line(text: str) -> str:
    """A message without line breaks and codes for the terminal, of a length that one reads."""
    line = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in " ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} ... {line[-LONGEST // 2 :]}"


def of_a_user(error: BaseException) -> str:
    """The last line of a file of the user's own on the way to an error; blank if there is none."""
    # an error that arose in another process brings its way there as text
    away = re.findall(r'File "(.+?)", line (\d+)', str(error.__cause__ or ""))
    here = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [f"{file}, line {line}" for file, line in (*away, *here) if file in _loaded_by_a_user()]
    return own[-1] if own else ""


def _loaded_by_a_user() -> set[str]:
    """Files of scenarios and stories that were loaded and do not ship with the package."""
    from ..base.scripts import loaded
    from ..base.shipped_files import shipped_folder

    return {file for file in loaded() if shipped_folder("scenarios") not in Path(file).parents}
