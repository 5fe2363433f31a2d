"""Memory of this machine: what cannot fit is refused before it is taken."""

from __future__ import annotations

import os

from .errors import UserError


def memory() -> float:
    """Bytes of memory that this machine has; infinite where the system does not say."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, OSError, ValueError):  # Windows
        return float("inf")


def check_memory(wanted: float, instead: str) -> None:
    """Refuse what takes more memory than this machine has.

    Parameters
    ----------
    wanted : float
        Bytes, roughly.
    instead : str
        What to ask for in its place.

    Raises
    ------
    UserError
        Says how much it takes and how much there is.
    """
    available = memory()
    if wanted > available:
        raise UserError(
            f"this takes about {wanted / 2**30:,.0f} GiB of memory, and this machine has {available / 2**30:,.0f}; "
            f"{instead}"
        )
