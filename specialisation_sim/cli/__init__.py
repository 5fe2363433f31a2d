"""The command line: ``specialise``.

Imports that take long wait until a command needs them, so that help and lists are there at once.
"""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from functools import cache
from typing import Annotated, Any

import typer

from ..base.scripts import begin_command
from ..base.version import __version__
from ..ui import command as browser
from ..ui.watch import command as watch
from . import (
    collapsing,
    competing,
    foresight,
    maps,
    operating,
    records,
    reproducing,
    scenarios,
    sweeps,
    teaching,
    touring,
)
from .faults import explain, in_one_line, of_a_user
from .streams import BROKEN_PIPE, TerminalStreams, sane_width

app = typer.Typer(
    help="Simulate, measure and test how people and organisations narrow to what they do best.",
    epilog="Begin with: specialise tour",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line: whatever goes wrong is one line, with exit code 2 where a user can put it right."""
    traced = _take("--traceback")
    begin_command()
    sane_width()
    streams = TerminalStreams()
    if streams.open():
        os.environ["MPLBACKEND"] = "agg"  # figures are files, whatever window somebody has set, which may not be there
        if not sys.warnoptions:
            # A warning is for who writes programs; processes at work for this one are not to warn either.
            warnings.simplefilter("ignore")
            os.environ.setdefault("PYTHONWARNINGS", "ignore")
    code = _run(traced)
    problem = streams.close()
    if isinstance(problem, BrokenPipeError):
        code = code or BROKEN_PIPE
    elif problem is not None:
        code = code or 2
        _say(f"cannot write to standard output: {problem.strerror or problem}")
        streams.close()
    raise SystemExit(code)


@cache
def command() -> Any:
    """All commands, made once: a program that gives several, as tests do, waits a tenth of a second for the first."""
    return typer.main.get_command(app)


def _run(traced: bool) -> int:
    try:
        code = command()(standalone_mode=False)
    except typer.Abort:
        return 1
    except KeyboardInterrupt:
        code = 130
    except BaseException as error:
        if isinstance(error, SystemExit) and not of_a_user(error):
            code = error.code
        else:
            if traced:
                traceback.print_exception(error)
            message, code = explain(error)
            _say(message)
    if code == 130:  # Typer gives it back in place of the interrupt
        print("stopped", file=sys.stderr)
    return code if isinstance(code, int) else int(code is not None)


def _take(word: str) -> bool:
    """Whether a word is on the command line, from which it is then gone; what follows ``--`` is no option."""
    options = sys.argv[1 : sys.argv.index("--") if "--" in sys.argv else None]
    if word not in options:
        return False
    sys.argv.remove(word)
    return True


def _say(message: str) -> None:
    """Say what is wrong in one line; without words there was only help to show."""
    if message:
        print(f"specialise: {in_one_line(message)}", file=sys.stderr)


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    traced: Annotated[
        bool, typer.Option("--traceback", help="Show where in the program an error arose; works with every command.")
    ] = False,
) -> None:
    """Options of all commands."""
    if version:
        print(f"specialisation_sim {__version__}")
        raise typer.Exit


for commands in (
    touring,
    teaching,
    scenarios,
    records,
    maps,
    operating,
    foresight,
    collapsing,
    competing,
    sweeps,
    reproducing,
    browser,
    watch,
):
    app.add_typer(commands.app)


def run_script(path: str) -> None:
    """Run a scenario script by itself, with the options of ``specialise run``."""
    sys.argv[1:1] = ["run", path]
    main()
