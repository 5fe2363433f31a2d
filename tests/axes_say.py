"""What the axes of a figure say: words that a reader knows, and no name from the code."""

import re

from matplotlib.ticker import FixedLocator


def labels(figure, side):
    """Labels of one side, ``"x"`` or ``"y"``: of the figure and of its axes."""
    shown = [axis for axis in figure.axes if axis.get_visible() and axis.axison]
    return [
        *filter(
            None, [getattr(figure, f"get_sup{side}label")(), *(getattr(axis, f"get_{side}label")() for axis in shown)]
        )
    ]


def unsaid(figure):
    """What is wrong with the axes of a figure: a side without words, or a label with a name from the code in it."""
    shown = [axis for axis in figure.axes if axis.get_visible() and axis.axison and axis.get_xticks().size]
    for side in "xy":
        said = labels(figure, side)
        # Rows and columns may be named by their ticks.
        named = any(isinstance(getattr(axis, f"{side}axis").get_major_locator(), FixedLocator) for axis in shown)
        if shown and not said and not named:
            yield f"nothing says what {side} is"
        for label in said:
            if "_" in label or "(1)" in label or not re.search("[a-zA-Z]", label):
                yield f"{label!r} of {side} is no word"
