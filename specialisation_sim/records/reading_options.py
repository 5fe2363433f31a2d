"""What may be asked of the reader of records, and what is said of names that are alike."""

from __future__ import annotations

from ..base.errors import UserError, unknown

PERIODS = ("year", "quarter", "month")


def check_options(period: str, negative: str, cells: str, decimal: str | None, split: str | None) -> None:
    """Refuse what is none of the words allowed.

    Raises
    ------
    UserError
        With the nearest word that is.
    """
    for label, given, allowed in (
        ("period", period, PERIODS),
        ("negative", negative, ("leave out", "net")),
        ("cells", cells, ("amounts", "counts")),
    ):
        if given not in allowed:
            raise unknown(label, str(given), allowed)
    if decimal not in (None, ".", ","):
        raise UserError(f"decimal = {decimal!r} is not valid; allowed: '.' or ','")
    if split is not None and not split:
        raise UserError("split = '' is not valid; allowed: what parts the values in a cell, such as ';'")


def alike(names: set[str]) -> list[str]:
    """Sentences on categories that differ only in capitals."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names - {""}):
        groups.setdefault(name.casefold(), []).append(name)
    same = [group for group in groups.values() if len(group) > 1]
    return [f"Differ in capitals only, and count as different: {' and '.join(map(repr, group))}." for group in same]
