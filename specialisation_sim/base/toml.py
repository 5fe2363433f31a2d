"""TOML that somebody wrote by hand: whatever is wrong with it is one line."""

from __future__ import annotations

import tomllib
from typing import Any

from .errors import UserError


def read_toml(text: str, source: str) -> dict[str, Any]:
    """What a text of TOML says.

    Parameters
    ----------
    text : str
        The text.
    source : str
        What it is called in an error.

    Raises
    ------
    UserError
        If it is not TOML, or holds a number of too many digits or too many brackets in brackets.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise UserError(f"{source} is not TOML that can be read: too many brackets in brackets") from None
    except ValueError as error:
        raise UserError(f"{source} is not TOML: {error}") from None
