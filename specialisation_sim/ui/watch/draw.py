"""Pieces of which stages are drawn: words, figures by name, guesses, dots and lines of time. Pure functions to SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

WARM, COOL, INK, PAPER, SOFT, GRID, GUESS = "#C24A00", "#0B63A8", "#1C2430", "#FBF6EA", "#6A6255", "#D8D2C4", "#7A2BA8"
WARM_FIELD, COOL_FIELD, SAND, LEAF, GOLD, RED = "#FCEBDF", "#DDEBF5", "#EAD9A8", "#2E6B4F", "#E0A100", "#B3123A"
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif"

type Binds = list[dict[str, Any]]


@dataclass
class Part:
    """A piece of a picture, and which column moves what in it.

    Attributes
    ----------
    svg : str
        Its elements.
    binds : list
        Bindings, see docs/howto/watch.md.
    says : list of dict
        What the picture shows in words, for those who cannot see it: text, column and format.
    """

    svg: str = ""
    binds: Binds = field(default_factory=list)
    says: list[dict[str, str]] = field(default_factory=list)

    def __add__(self, other: Part | str) -> Part:
        """Two pieces, the second on top."""
        if isinstance(other, str):
            return Part(self.svg + other, self.binds, self.says)
        return Part(self.svg + other.svg, self.binds + other.binds, self.says + other.says)

    def at(self, x: float, y: float, size: float = 1.0) -> Part:
        """The piece elsewhere, larger or smaller."""
        return Part(group(self.svg, x, y, size), self.binds, self.says)


def picture(part: Part, width: float, height: float) -> dict[str, Any]:
    """A whole picture, for the player."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" font-family="{FONT}">'
    svg = f"{head}{part.svg}</svg>"
    return {"svg": svg, "view": [width, height], "bind": part.binds, "says": part.says}


@cache
def figures() -> str:
    """All figures by name, to be put once into a page."""
    text = (Path(__file__).parent / "static" / "figures.svg").read_text(encoding="utf-8")
    return text[text.index("<defs>") : text.index("</svg>")].replace("\n", "")


def use(name: str, x: float = 0, y: float = 0, size: float = 1, *, color: str = "", flip: bool = False) -> str:
    """A figure at a place."""
    scale = ""
    if size != 1 or flip:
        scale = f" scale({-size:g} {size:g})" if flip else f" scale({size:g})"
    ink = f' color="{color}"' if color else ""
    return f'<use href="#{name}" transform="translate({round(x, 1):g} {round(y, 1):g}){scale}"{ink}/>'


def group(inner: str, x: float = 0, y: float = 0, size: float = 1, **more: str) -> str:
    """Elements moved together; `more` are attributes, ``class_`` for class."""
    words = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in more.items())
    move = (
        f' transform="translate({x:.1f} {y:.1f}){f" scale({size:g})" if size != 1 else ""}"'
        if (x, y, size) != (0, 0, 1)
        else ""
    )
    return f"<g{words}{move}>{inner}</g>"


def text(
    x: float,
    y: float,
    words: str,
    size: float = 22,
    anchor: str = "middle",
    fill: str = INK,
    weight: int = 500,
    **more: str,
) -> str:
    """Words at a place."""
    extra = "".join(f' {key.rstrip("_")}="{value}"' for key, value in more.items())
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size:g}" text-anchor="{anchor}" fill="{fill}" '
        f'font-weight="{weight}"{extra}>{escape(words)}</text>'
    )


HALO: dict[str, Any] = {"paint-order": "stroke", "stroke": PAPER, "stroke-width": "7", "stroke-linejoin": "round"}
"""Attributes of words that stand on a picture: the paper shows around them."""


def rect(x: float, y: float, width: float, height: float, fill: str, rx: float = 0, **more: str) -> str:
    """A rectangle."""
    extra = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in more.items())
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{rx:g}" fill="{fill}"{extra}/>'


def path(d: str, stroke: str = INK, width: float = 3, fill: str = "none", **more: str) -> str:
    """A path with round ends."""
    extra = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in more.items())
    return f'<path d="{d}" stroke="{stroke}" stroke-width="{width:g}" fill="{fill}" stroke-linecap="round"{extra}/>'


def handle(across: tuple[float, float], top: float, bottom: float, words: str) -> Part:
    """The line that a visitor drags to guess, from left to right."""
    arrows = f"M-5 {bottom - 7:.0f} l-8 7 l8 7 M5 {bottom - 7:.0f} l8 7 l-8 7"
    svg = (
        f'<g id="guess" class="drag" tabindex="0" role="slider" aria-label="{escape(words)}">'
        + rect(-40, top, 80, bottom - top + 44, "transparent")
        + path(f"M0 {top:.0f} V{bottom:.0f}", GUESS, 6, stroke_dasharray="3 11")
        + f'<circle cx="0" cy="{bottom:.0f}" r="23" fill="{GUESS}"/>'
        + text(0, bottom + 6, "you", 19, fill="#fff", weight=700, class_="you")
        + path(arrows, "#fff", 4, class_="arrows")
        + "</g>"
    )
    return Part(svg, [{"kind": "guess", "id": "guess", "x": list(across), "floor": bottom, "top": top}])


def years(x: float, top: float, width: float, height: float, marks: list[tuple[float, str]], *, short: bool) -> str:
    """Lines across a field of time with their names beside it; short ones are figures alone under the first's word."""
    parts = [text(4, top + 24, marks[0][1].split()[0], 26, "start", SOFT)] if short and marks else []
    for part, words in marks:
        y = top + height * part
        parts.append(path(f"M{x:.0f} {y:.0f} h{width:.0f}", GRID, 1.5) if part < 1 else "")
        parts.append(text(x - 12, y - 7, words.split()[-1] if short else words, 26 if short else 20, "end", SOFT))
    return "".join(parts)


def rows(
    run: str,
    steps: list[tuple[int, str]],
    row: Callable[[int], str],
    x: float,
    top: float,
    pitch: float,
    big: float = 20,
) -> Part:
    """A row for each step that appears when it has come, with its name at the left: time runs down."""
    whole = Part()
    for k, (step, name) in enumerate(steps):
        y = top + pitch * k
        whole += group(
            text(x - 14, y + 8, name, big, "end", SOFT) + group(row(step), x, y),
            id=f"row-{run}-{step}",
        )
        whole.binds.append({"kind": "appear", "id": f"row-{run}-{step}", "step": step})
    return whole


def line(run: str, column: str, across: tuple[float, float], top: float, bottom: float) -> Part:
    """The line between two kinds, as far across as the first kind's share."""
    svg = path(f"M0 {top:.0f} V{bottom:.0f}", INK, 5) + f'<path d="M-14 {top - 14:.0f} h28 l-14 18z" fill="{INK}"/>'
    bind = {"kind": "move", "id": f"line-{run}", "col": f"{run}.{column}", "x": list(across), "smooth": 0.25}
    return Part(group(svg, id=f"line-{run}"), [bind])


def hundred(
    figure: str, faller: str, words: str, *, narrow: bool, size: float = 1.12, stays: bool = False
) -> dict[str, Any]:
    """A hundred small worlds at once; those whose story has ended are grey, and their people gone unless they stay."""
    columns = 10 if narrow else 20
    width, height = (560, 640) if narrow else (1280, 540)
    gap, high = (width - 20) / columns, (height - 96) / (100 // columns)
    spots = "".join(
        group(
            group(use(figure) + group(use(faller), class_="staying" if stays else "fallable")),
            10 + gap * (k % columns + 0.5),
            40 + high * (k // columns + 0.62),
            0.98 if narrow else size,
        )
        for k in range(100)
    )
    big = min(38, 860 / (len(words) + 4)) if narrow else 44
    svg = group(spots, id="swarm") + text(width / 2, height - 14, "", big, weight=700, id="standing")
    bind = {"kind": "swarm", "id": "swarm", "count": "standing", "words": words}
    return picture(Part(svg, [bind]), width, height)
