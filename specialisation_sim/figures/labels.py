"""What axes say: words and a unit, never a name from the code."""

from __future__ import annotations

import re
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

WIDTH = 62
"""Letters in a row of a label."""

MANY_DECADES = 1000
"""How many times the least the greatest may be for 2 and 5 to have ticks beside 1."""


def in_words(name: str) -> str:
    """A name from a table as words."""
    return name.replace("_", " ")


def of_unit(unit: str) -> str:
    """A unit in words; "no unit" of what is a plain number."""
    return {"1": "no unit"}.get(unit, unit.removeprefix("1 ") if unit.startswith("1 per ") else unit)


def labelled(name: str, unit: str, between: str = " ") -> str:
    """Label of an axis that shows an observable."""
    return f"{in_words(name)}{between}({of_unit(unit)})"


def of_parameter(name: str, unit: str, meaning: str = "") -> str:
    """Label of an axis that shows a parameter: what it means, its name as one sets it, and its unit."""
    first = re.split("[:;]", re.sub(r" \([^)]*\)", "", meaning))[0]
    return fill(f"{first} ({in_words(name)}, {of_unit(unit)})", WIDTH) if first else labelled(name, unit)


def plain_logarithmic(axis: Axes, *sides: str) -> None:
    """Ticks of logarithmic sides as numbers that one reads aloud, 0.1 and 2,000, not as powers of ten."""
    for side in (getattr(axis, f"{name}axis") for name in sides):
        low, high = sorted(side.get_view_interval())
        if high < MANY_DECADES * low:
            side.set_major_locator(LogLocator(subs=(1, 2, 5)))
        side.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.12g}"))
        side.set_minor_formatter(NullFormatter())
