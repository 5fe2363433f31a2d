"""One kind of error for what a user can put right: a name, a value, a file.

The command line prints it as one line and exits with 2; a traceback is for our own mistakes only.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from numbers import Integral, Real


class UserError(ValueError):
    """A message that names what was given, what is allowed and, for a name, the nearest valid one."""


def in_words(error: BaseException) -> str:
    """Kind and message of an error, whatever its own message does when it is asked for."""
    try:
        message = str(error)
    except Exception:
        message = ""
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def unknown(kind: str, given: str, valid: Iterable[str]) -> UserError:
    """Error for a misspelt name.

    Parameters
    ----------
    kind : str
        What the name should have named, such as ``"parameter"``.
    given : str
        What was given.
    valid : iterable of str
        The names that exist.

    Returns
    -------
    UserError
        Says the nearest valid name when there is one, and else lists all of them.
    """
    names = list(valid)
    near = get_close_matches(given, names, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"valid names: {', '.join(names) or 'none'}"
    return UserError(f"unknown {kind} {given!r}; {hint}")


MOST_WORKERS = 1024
"""Processes that may work for one."""

MOST = 10_000_000
"""Largest number of runs, points or steps; one above is a slip, and would take all memory before anything is done."""


def check_count(name: str, value: object, least: int = 1, most: int = MOST) -> None:
    """Refuse what does not count anything, or counts too few or too many.

    Raises
    ------
    UserError
        If the value is not a whole number from the least to the most.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise UserError(f"{name} = {value!r} is not valid; allowed: a whole number from {least}")
    if int(value) > most:
        raise UserError(f"{name} = {value!r} is too large; allowed: at most {most:,}")


def check_workers(workers: object) -> None:
    """Refuse a number of processes that no machine has cores for; None leaves it open.

    Raises
    ------
    UserError
        If it is not a whole number from 1 to `MOST_WORKERS`.
    """
    if workers is not None:
        check_count("workers", workers, most=MOST_WORKERS)


def checked_number(name: str, value: object) -> float:
    """A number as a float.

    Raises
    ------
    UserError
        If the value is not a number.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise UserError(f"{name} = {value!r} is not valid; allowed: a number")
    return float(value)


def checked_seeds(seeds: Iterable[int]) -> tuple[int, ...]:
    """Seeds as plain integers.

    Raises
    ------
    UserError
        If there are none, or one is negative or not a whole number.
    """
    try:
        checked = tuple(seeds)
    except TypeError:
        raise UserError(f"seeds = {seeds!r} is not valid; give a sequence of whole numbers") from None
    if not checked:
        raise UserError("no seeds given; give at least one")
    for seed in checked:
        if isinstance(seed, bool) or not isinstance(seed, Integral) or not 0 <= seed < 2**63:
            raise UserError(f"seed = {seed!r} is not valid; allowed: a whole number from 0 to below 2**63")
    return tuple(int(seed) for seed in checked)
