"""Categories that were merged or renamed: a mapping of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from os import PathLike
from pathlib import Path

from ..base.errors import UserError
from .cells import plain
from .faults import shown
from .tables import column, read_table


def read_mapping(mapping: str | PathLike[str] | Mapping[str, str]) -> dict[str, str]:
    """New names of categories.

    Parameters
    ----------
    mapping : path or mapping
        A CSV file with the columns `from` and `to`, one row a name, or the pairs themselves.

    Returns
    -------
    dict
        New name of each old one.

    Raises
    ------
    UserError
        For a blank name, an old name with two new ones, or a chain: a new name that is itself renamed.
    """
    if isinstance(mapping, Mapping):
        source = "the mapping"
        rows = [(f"{source}, {old!r}", plain(old), plain(new)) for old, new in mapping.items()]
    else:
        source = str(mapping)
        table = read_table(Path(mapping), ("from", "to")).cells
        old, new = (table[column(table, name, source)] for name in ("from", "to"))
        rows = [(f"{source}: row {row}", plain(old[row]), plain(new[row])) for row in table.index]
    pairs: dict[str, str] = {}
    for where, before, after in rows:
        if not before or not after:
            raise UserError(f"{where} has a blank name in column {'to' if before else 'from'!r}; allowed: two names")
        if pairs.setdefault(before, after) != after:
            raise UserError(f"{where} maps {before!r} to {after!r}, but it was mapped to {pairs[before]!r} before")
    for before, after in pairs.items():
        if pairs.get(after, after) != after:
            raise UserError(
                f"{source} maps {before!r} to {after!r}, and that to {pairs[after]!r}; allowed: one step; map "
                f"{before!r} to "
                f"{pairs[after]!r}"
            )
    return pairs


def renamed(
    categories: Sequence[str], pairs: Mapping[str, str], source: str, column_name: str
) -> tuple[list[str], int]:
    """Categories under their new names, and how many changed.

    Raises
    ------
    UserError
        If the mapping renames a category that does not occur.
    """
    present = set(categories) - {""}
    for before in pairs:
        if before not in present:
            near = get_close_matches(before, present, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"categories: {shown(', '.join(sorted(present)))}"
            raise UserError(
                f"the mapping renames {before!r}, which column {column_name!r} of {source} does not have; {hint}"
            )
    return [pairs.get(category, category) for category in categories], sum(
        pairs.get(category, category) != category for category in categories
    )
