"""The command line: ``specialise``.

Imports that take long wait until a command needs them, so that help and lists are there at once.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn, cast

import typer

from ..base.errors import UserError
from ..base.version import __version__
from ..ui import command as browser
from . import collapsing, maps, operating, records, reproducing, scenarios, sweeps

app = typer.Typer(
    help="Simulate, measure and test how people and organisations narrow to what they do best.",
    epilog="Begin with: specialise tour",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)

USAGE = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])
"""Click's UsageError, of Click itself or of that which Typer carries within: wrong words on the command line."""


def main() -> None:
    """Run the command line; what a user can put right is one line and exit code 2."""
    try:
        code = app(standalone_mode=False)
    except UserError as error:
        fail(str(error))
    except USAGE as error:
        fail(error.format_message())
    except typer.Abort:
        code = 1
    except KeyboardInterrupt:
        code = 130
    if code == 130:  # Typer gives it back in place of the interrupt
        print("stopped", file=sys.stderr)
    raise SystemExit(code)


def fail(message: str) -> NoReturn:
    """Say what is wrong in one line and leave with 2; without words there was only help to show."""
    if message:
        print(f"specialise: {' '.join(message.split())}", file=sys.stderr)
    raise SystemExit(2)


@app.callback(invoke_without_command=True)
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Options of all commands."""
    if version:
        print(f"specialisation_sim {__version__}")
        raise typer.Exit


for commands in (scenarios, records, maps, operating, collapsing, sweeps, reproducing, browser):
    app.add_typer(commands.app)


def run_script(path: str) -> None:
    """Run a scenario script by itself, with the options of ``specialise run``."""
    sys.argv[1:1] = ["run", path]
    main()
