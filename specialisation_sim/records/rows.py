"""The tables of an audit that are printed: what each period was like, and the figures that people quote."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .auditing import Audit

type PrintedRows = tuple[tuple[str, ...], list[tuple[str, ...]]]
"""Names of the columns, and the cells of each row."""


def level_rows(audited: Audit, by: str) -> PrintedRows:
    """Breadth and mode of each period; parts of periods have a star, what is not used brackets."""
    columns = ("period", "records", "in effect, 95 %", "met", "covered", "mode", "its share", "moved (chance)")
    rows: list[tuple[str, ...]] = []
    for _, row in audited.rows(by, used=False).iterrows():
        level = row["hill_1_corrected"] if np.isfinite(row["hill_1_corrected"]) else row["hill_1"]
        interval = f" ({row['hill_1_low']:.1f} to {row['hill_1_high']:.1f})" if np.isfinite(row["hill_1_low"]) else ""
        rows.append(
            (
                label_of(row),
                f"{row['records']:,}",
                f"{level:.1f}{interval}" if np.isfinite(level) else "",
                f"{row['hill_0']:.0f}" if row["records"] else "",
                f"{row['coverage']:.0%}" if np.isfinite(row["coverage"]) else "",
                row["mode"] if len(row["mode"]) <= 23 else row["mode"][:22].rstrip() + "…",
                f"{row['modal_share']:.0%}" if row["records"] else "",
                moved_words(row),
            )
        )
    return columns, rows


def concentration_rows(audited: Audit, by: str) -> PrintedRows:
    """Figures of concentration of each period, as they are counted, beside effective numbers of order 0, 1 and 2."""
    columns = ("period", "order 0", "order 1", "order 2", "HHI", "top 1", "top 3", "top 5", "entropy", "Gini")
    rows: list[tuple[str, ...]] = []
    for _, row in audited.rows(by, used=False).iterrows():
        if not row["total"] > 0:
            rows.append((label_of(row), *[""] * (len(columns) - 1)))
            continue
        effect = (f"{row['hill_0']:.0f}", f"{row['hill_1']:.2f}", f"{row['hill_2']:.2f}")
        tops = tuple(f"{row[name]:.0%}" for name in ("top_1", "top_3", "top_5"))
        rows.append((label_of(row), *effect, f"{row['hhi']:.3f}", *tops, f"{row['entropy']:.2f}", f"{row['gini']:.2f}"))
    return columns, rows


def label_of(row: pd.Series) -> str:
    """A period's name with its marks."""
    label = f"{row['period']}{'*' if row['partial'] else ''}"
    return label if row["used"] else f"({label})"


def moved_words(row: pd.Series) -> str:
    """Share of the mix that moved, and what chance alone would move."""
    if not np.isfinite(row["replaced"]):
        return ""
    return f"{row['replaced']:.0%}" + (f" ({row['by_chance']:.0%})" if np.isfinite(row["by_chance"]) else "")
