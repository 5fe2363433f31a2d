"""Which columns of a table are which, and a wide table made long."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..base.errors import UserError
from . import shapes
from .tables import column


class ColumnNames(NamedTuple):
    """Names of columns as they are asked for."""

    when: str | None
    what: str
    weight: str | None
    counted: str | None
    group: str | None

    def by_role(self) -> dict[str, str | None]:
        """Names by the role of the column in a record."""
        return {"when": self.when, "what": self.what, "weight": self.weight, "count": self.counted, "group": self.group}


class NamedTable(NamedTuple):
    """A table with the names its columns have, and whether its rows are totals."""

    table: pd.DataFrame
    columns: dict[str, str]
    totals: bool


def columns_of(
    table: pd.DataFrame, asked: ColumnNames, source: str, wide: bool, cells: str, notes: list[str]
) -> NamedTable:
    """Find the columns; where there is none of dates, take the table for a wide one.

    Raises
    ------
    UserError
        If a column is not there, or none of dates is named and the table is not wide.
    """
    names = [str(name) for name in table.columns]
    if asked.when is None and not wide and not shapes.is_wide(names):
        raise UserError(
            f"{source}: name the column of dates (--when); columns: {', '.join(name for name in names if name)}"
        )
    if asked.when is not None and wide:
        raise UserError(
            f"--when {asked.when!r} and --wide do not go together: a wide table has a column for each period"
        )
    if asked.when is not None:
        roles = {role: name for role, name in asked.by_role().items() if name is not None}
        return NamedTable(table, {role: column(table, name, source, notes) for role, name in roles.items()}, False)
    if asked.weight is not None or asked.counted is not None:
        raise UserError(
            f"{source} is a wide table: its cells are the amounts, or the counts (--cells counts); no "
            "--weight and no --count"
        )
    what = column(table, asked.what, source, notes)
    groups = [column(table, asked.group, source, notes)] if asked.group is not None else []
    table, note = shapes.long_table(table, what, groups, source)
    notes.append(note)
    value = {"count": shapes.WIDE_VALUE} if cells == "counts" else {"weight": shapes.WIDE_VALUE}
    columns = {"when": shapes.WIDE_WHEN, "what": what, **value, **({"group": groups[0]} if groups else {})}
    return NamedTable(table, columns, cells == "amounts")
