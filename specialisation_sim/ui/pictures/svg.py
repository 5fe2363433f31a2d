"""Pieces of SVG that pictures are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

TASK_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#7F7F7F")
"""As in the charts, with two more."""

WIDTH, HEIGHT = 420, 300


def colour(index: float) -> str:
    """Colour of a task; grey for none."""
    return TASK_COLOURS[int(index) % len(TASK_COLOURS)] if index >= 0 else "var(--faint)"


def mixed(shares: Sequence[float], colours: Sequence[str] = TASK_COLOURS) -> str:
    """Colour between those of tasks, by their shares."""
    total = sum(shares) or 1.0
    rgb = [
        sum(share / total * int(colours[k % len(colours)][1 + 2 * c : 3 + 2 * c], 16) for k, share in enumerate(shares))
        for c in range(3)
    ]
    return "#" + "".join(f"{round(value):02x}" for value in rgb)


def nice_above(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50, ... from a number."""
    size = 10 ** math.floor(math.log10(value))
    return float(f"{next(each * size for each in (1, 2, 5, 10) if each * size >= value * (1 - 1e-9)):.6g}")


def short(value: float) -> str:
    """A number in three digits."""
    return f"{value:.3g}"


def agent(index: int, name: str, body: str) -> str:
    """What stands for an agent: a button that the mouse and the keyboard reach."""
    label = escape(name, quote=True)
    return (
        f'<g class="agent" data-agent="{index}" tabindex="0" role="button" aria-label="{label}">'
        f"<title>{label}</title>{body}</g>"
    )


def text(x: float, y: float, words: str, *, size: float = 11, anchor: str = "start", kind: str = "label") -> str:
    """Words."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" class="{kind}">{escape(words)}</text>'
    )


def frame(body: str, label: str, width: float = WIDTH, height: float = HEIGHT) -> str:
    """The picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="group" '
        f'aria-label="{escape(label, quote=True)}" preserveAspectRatio="xMidYMid meet">{body}</svg>'
    )


def legend(names: Sequence[str], y: float = HEIGHT - 8, x: float = 10) -> str:
    """Names of tasks in their colours, as many as there is room for, and how many more there are."""
    parts: list[str] = []
    for k, name in enumerate(names):
        if k == 8 or x + 26 + 6.2 * len(name) > WIDTH - (70 if k + 1 < len(names) else 0):
            return "".join([*parts, text(x, y, f"and {len(names) - k} more")])
        parts.append(f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="9" height="9" rx="2" fill="{colour(k)}"/>')
        parts.append(text(x + 13, y, name))
        x += 26 + 6.2 * len(name)
    return "".join(parts)


def colour_key(*names: tuple[str, str]) -> str:
    """What the colours mean."""
    parts, x = [], 10.0
    for name, colour in names:
        parts.append(f'<rect x="{x:.1f}" y="{HEIGHT - 16:.1f}" width="10" height="10" rx="2" fill="{colour}"/>')
        parts.append(text(x + 14, HEIGHT - 7, name))
        x += 32 + 6.4 * len(name)
    return "".join(parts)


def sparkline(values: Sequence[float | None], width: float = 120, height: float = 26) -> str:
    """A small curve without axes."""
    present = [value for value in values if value is not None]
    if len(present) < 2:
        return f'<svg width="{width:g}" height="{height:g}" aria-hidden="true"></svg>'
    low, high = min(present), max(present)
    span = (high - low) or 1.0
    points = " ".join(
        f"{2 + (width - 4) * k / (len(values) - 1):.1f},{height - 3 - (height - 6) * (value - low) / span:.1f}"
        for k, value in enumerate(values)
        if value is not None
    )
    return (
        f'<svg width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" aria-hidden="true">'
        f'<polyline points="{points}" fill="none" stroke="var(--accent)" stroke-width="1.5"/></svg>'
    )
