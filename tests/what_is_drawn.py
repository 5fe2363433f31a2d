"""What a figure shows, as text: words, limits and ticks of every axis, and the numbers of what is drawn in it."""

import numpy as np
from matplotlib.collections import Collection, LineCollection, PathCollection, QuadMesh
from matplotlib.colors import to_hex
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator

MOST = 14
"""Numbers of one artist that are written out; of more, the first, the last and their sum."""


def what_is_drawn(figure):
    """Text of a figure, a line for each thing in it."""
    size = " x ".join(f"{one:.4g}" for one in figure.get_size_inches())
    lines = [f"figure {size}", *(f"  {one}" for one in said_in(figure.texts)), *legends(figure.legends)]
    for name, text in (("title", figure.get_suptitle()), ("across", figure.get_supxlabel())):
        lines += [f"  {name}: {text!r}"] if text else []
    lines += [f"  up: {figure.get_supylabel()!r}"] if figure.get_supylabel() else []
    for axis in figure.axes:
        lines += [
            "axis" if axis.get_visible() and axis.axison else "axis, hidden",
            *(f"  {one}" for one in shown(axis)),
        ]
    return "\n".join(lines) + "\n"


def shown(axis):
    """Words, limits and ticks of one axis, and what is drawn in it, in order."""
    for name, text in (
        ("title", axis.get_title("left") or axis.get_title()),
        ("across", axis.get_xlabel()),
        ("up", axis.get_ylabel()),
    ):
        if text:
            yield f"{name}: {text!r}"
    yield f"limits: {numbers(axis.get_xlim())}; {numbers(axis.get_ylim())}; {axis.get_xscale()} {axis.get_yscale()}"
    for name, side in (("across", axis.xaxis), ("up", axis.yaxis)):
        if isinstance(side.get_major_locator(), FixedLocator):
            labels = [label.get_text() for label in side.get_ticklabels()]
            yield f"ticks {name}: {numbers(side.get_ticklocs())} {labels}"
    grid = [name for name, side in (("x", axis.xaxis), ("y", axis.yaxis)) if side.get_tick_params().get("gridOn")]
    yield f"grid: {' '.join(grid) or 'none'}"
    labels = [group.get_label() for group in axis.containers if not str(group.get_label()).startswith("_")]
    if labels:
        yield f"groups: {labels}"
    own = {axis.patch, axis.title, axis._left_title, axis._right_title, axis.xaxis, axis.yaxis, *axis.spines.values()}
    for artist in axis.get_children():
        if artist not in own:
            yield from described(artist)


def described(artist):
    """A line on one artist."""
    label = "" if str(artist.get_label()).startswith("_") else f" {artist.get_label()!r}"
    match artist:
        case Legend():
            yield from legends([artist])
        case Text():
            yield from said_in([artist])
        case Line2D():
            x, y = (np.asarray(one, dtype=float) for one in artist.get_data())
            style = f"{to_hex(artist.get_color())} {artist.get_linestyle()} {artist.get_marker()}{weight(artist)}"
            yield f"line{label} {style} {to_hex(artist.get_markerfacecolor())}: {numbers(x)}; {numbers(y)}"
        case QuadMesh():
            corners = artist.get_coordinates()
            yield f"mesh: {numbers(corners[0, :, 0])}; {numbers(corners[:, 0, 1])}; {shades(artist)}"
        case PathCollection():
            places, sizes = np.ma.filled(artist.get_offsets(), np.nan), artist.get_sizes()
            yield f"dots{label} {colours(artist)}: {numbers(places[:, 0])}; {numbers(places[:, 1])}; {numbers(sizes)}"
        case LineCollection():
            ends = [path for path in artist.get_segments() if len(path)]
            yield f"lines{label} {colours(artist)}: {numbers(np.ravel(ends))}"
        case Collection():
            areas = [path.vertices for path in artist.get_paths()]
            corners = np.concatenate([np.ravel(area) for area in areas] or [[]])
            yield f"area{label} {colours(artist)}: {numbers(corners)}"
        case AxesImage():
            yield f"image: {numbers(artist.get_extent())}; {shades(artist)}"
        case Rectangle():
            place = [*artist.get_xy(), artist.get_width(), artist.get_height()]
            yield f"bar{label} {to_hex(artist.get_facecolor())}: {numbers(place)}"
        case Patch():
            yield f"patch{label} {to_hex(artist.get_facecolor())}: {numbers(np.ravel(artist.get_path().vertices))}"
        case _:
            raise TypeError(artist)


def weight(artist):
    """How wide a line is, and how faint, where that says something."""
    wide = "" if artist.get_linestyle() == "None" else f" {artist.get_linewidth():.3g} wide"
    return wide + ("" if artist.get_alpha() is None else f" alpha {artist.get_alpha():.3g}")


def said_in(texts):
    """Words and where they stand."""
    for text in texts:
        if text.get_text():
            place = text.xyann if isinstance(text, Annotation) else text.get_position()
            at = f" of {numbers(text.xy)}" if isinstance(text, Annotation) else ""
            yield f"words {to_hex(text.get_color())} {text.get_ha()}: {text.get_text()!r} at {numbers(place)}{at}"


def legends(found):
    """What legends say, with the colours of what stands before it."""
    for legend in found:
        words = [text.get_text() for text in legend.get_texts()]
        yield f"  legend{f' {legend.get_title().get_text()!r}' if legend.get_title().get_text() else ''}: {words}"


def shades(artist):
    """Numbers shown as colours, and which are the darkest and the brightest."""
    return f"{numbers(np.ma.filled(artist.get_array().astype(float), np.nan).ravel())} in {numbers(artist.get_clim())}"


def colours(artist):
    """Colours of many things."""
    found = np.concatenate([artist.get_facecolor().reshape(-1, 4), artist.get_edgecolor().reshape(-1, 4)])
    return " ".join(dict.fromkeys(to_hex(one) for one in found))


def numbers(values):
    """Numbers with four digits."""
    values = np.asarray(values, dtype=float)
    values = np.where(np.abs(values) < 1e-9, 0.0, values)
    if len(values) <= MOST:
        return " ".join(f"{one:.4g}" for one in values)
    ends = [" ".join(f"{one:.4g}" for one in part) for part in (values[:4], values[-3:])]
    weights = np.arange(1, len(values) + 1) / len(values)
    finite = np.isfinite(values)
    return f"{ends[0]} ... {ends[1]} ({len(values)}, mean {(values * weights)[finite].mean():.4g})"
