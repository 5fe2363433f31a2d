"""Where the files are that ship with the package: data, scenarios, and what the docs are written from.

In a checkout they lie beside the package; in an installed wheel, in its folder `_shipped`.
"""

from __future__ import annotations

from pathlib import Path

from .errors import UserError, unknown

PACKAGE = Path(__file__).parent.parent
KINDS = ("data", "scenarios", "docs")


def shipped_folder(kind: str) -> Path:
    """Folder of shipped files.

    Parameters
    ----------
    kind : str
        ``"data"``, ``"scenarios"`` or ``"docs"``: of these `claims.json` and `essay.toml`.

    Returns
    -------
    Path
        The wheel's folder if there is one, else the checkout's.

    Raises
    ------
    UserError
        If there is no such kind, or neither folder exists.
    """
    if kind not in KINDS:
        raise unknown("kind of shipped files", kind, KINDS)
    places = (PACKAGE / "_shipped" / kind, PACKAGE.parent / kind)
    for candidate in places:
        if candidate.is_dir():
            return candidate
    raise UserError(f"the {kind} that ship with the package are missing; looked in {' and '.join(map(str, places))}")
