"""Pictures of what a model has learned beside the truth: bars, curves, a path in the plane, labels, text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from . import svg

LEFT, TOP, WIDE, TALL = 40.0, 34.0, 368.0, 200.0
BASE = TOP + TALL
BARS = 60
"""Bars in the picture: more states than that are put together."""
GONE = "\u00d7"
NOW, TRUTH = svg.TASK_COLOURS[1], "var(--faint)"

type Heights = Sequence[float]


def bars(
    now: Heights,
    truth: Heights,
    *,
    of: str,
    colours: Sequence[str] = (),
    words: str = "share",
    names: tuple[str, str] = ("truth", "this generation"),
) -> str:
    """What is learned of each state as a narrow bar in front of the truth's wide one; a cross where nothing is left."""
    groups = -(-len(now) // BARS)
    if groups > 1:
        now, truth = _together(now, groups), _together(truth, groups)
    top = max(*now, *truth, 1e-12)
    gap = WIDE / len(now)
    parts = []
    for k, (learned, real) in enumerate(zip(now, truth, strict=True)):
        x = LEFT + gap * k
        for value, inset, look in (
            (real, 0.04, f'fill="{TRUTH}" opacity="0.45"'),
            (learned, 0.2, f'fill="{colours[k] if len(colours) == len(now) else NOW}"'),
        ):
            tall = TALL * max(value, 0.0) / top
            parts.append(
                f'<rect x="{x + inset * gap:.1f}" y="{BASE - tall:.1f}" width="{(1 - 2 * inset) * gap:.1f}" '
                f'height="{tall:.1f}" {look}/>'
            )
        if real > 0 and learned <= 0:
            parts.append(svg.text(x + gap / 2, BASE + 11, GONE, size=min(12, gap + 4), anchor="middle", kind="alarm"))
    each = f", {groups} a bar" if groups > 1 else ""
    under = svg.text(LEFT + WIDE / 2, BASE + 27, f"{of}{each}", anchor="middle")
    return (
        "".join(parts)
        + _frame(top, words)
        + under
        + svg.colour_key((names[0], TRUTH), (names[1], NOW if not colours else "var(--ink)"))
    )


def signed_bars(values: Heights, *, of: str, words: str) -> str:
    """Errors, above and below the truth."""
    most = max(*(abs(value) for value in values), 1e-9)
    gap, middle = WIDE / len(values), TOP + TALL / 2
    parts = []
    for k, value in enumerate(values):
        tall = TALL / 2 * abs(value) / most
        y = middle - tall if value > 0 else middle
        parts.append(
            f'<rect x="{LEFT + gap * (k + 0.18):.1f}" y="{y:.1f}" width="{0.64 * gap:.1f}" height="{tall:.1f}" '
            f'fill="{NOW}"/>'
        )
    line = f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{middle}" y2="{middle}" stroke="var(--soft)" stroke-width="2"/>'
    ends = svg.text(LEFT - 5, TOP + 5, svg.short(most), size=10, anchor="end") + svg.text(
        LEFT - 5, BASE, svg.short(-most), size=10, anchor="end"
    )
    under = svg.text(LEFT + WIDE / 2, BASE + 27, of, anchor="middle") + svg.text(LEFT, TOP - 12, words)
    return (
        "".join(parts) + line + ends + under + svg.colour_key(("truth: none", "var(--soft)"), ("this generation", NOW))
    )


def curves(
    xs: Heights, truth: Heights, now: Heights, *, of: str, before: Sequence[Heights] = (), data: Heights = ()
) -> str:
    """Densities: the truth's as an area, this generation's as a line, earlier ones fainter, data as marks below.

    A spike is cut off at two and a half times the truth's height.
    """
    top = 1.06 * min(max(*now, *truth), 2.5 * max(truth))
    low, high = xs[0], xs[-1]

    def path(ys: Heights) -> str:
        points = (
            f"{LEFT + WIDE * (x - low) / (high - low):.1f} {BASE - TALL * min(y / top, 1.02):.1f}"
            for x, y in zip(xs, ys, strict=True)
        )
        return "M" + "L".join(points)

    parts = [f'<path d="{path(truth)}V{BASE:.1f}H{LEFT:.1f}Z" fill="{TRUTH}" opacity="0.45"/>']
    for k, ys in enumerate(before):
        parts.append(
            f'<path d="{path(ys)}" fill="none" stroke="{NOW}" stroke-width="1.2" '
            f'opacity="{0.12 + 0.3 * k / len(before):.2f}"/>'
        )
    parts.append(f'<path d="{path(now)}" fill="none" stroke="{NOW}" stroke-width="2.6" stroke-linejoin="round"/>')
    if max(now) > top:
        parts.append(svg.text(LEFT + WIDE, TOP - 12, "the spike goes on upwards", size=11, anchor="end", kind="alarm"))
    marks = "".join(f"M{LEFT + WIDE * (x - low) / (high - low):.1f} {BASE + 1:.1f}v6" for x in data if low <= x <= high)
    if marks:
        parts.append(f'<path d="{marks}" stroke="{NOW}" stroke-width="1" opacity="0.5"/>')
    ticks = "".join(
        svg.text(LEFT + WIDE * (k - low) / (high - low), BASE + 18, f"{k:g}", size=10, anchor="middle")
        for k in _ticks(low, high)
    )
    under = svg.text(LEFT + WIDE, BASE + 31, of, size=11, anchor="end")
    words = (("truth", TRUTH), ("this generation", NOW), *((("earlier ones", "#e8b48c"),) if before else ()))
    return "".join(parts) + _axis() + ticks + under + svg.colour_key(*words)


def trail(points: Sequence[tuple[float, float]], *, across: str, up: str, truth: str) -> str:
    """A path in the plane, with the truth in the middle and rings around it."""
    reach = max([1e-9, *(max(abs(x), abs(y)) for x, y in points)])
    reach = max(svg.nice_above(reach), 1e-6)
    half, middle_x, middle_y = 118.0, svg.WIDTH / 2, 142.0
    rings = "".join(
        f'<circle cx="{middle_x}" cy="{middle_y}" r="{half * k / 4:.1f}" fill="none" stroke="var(--line)"/>'
        for k in (1, 2, 3, 4)
    )
    cross = (
        f'<path d="M{middle_x - half} {middle_y}h{2 * half}M{middle_x} {middle_y - half}v{2 * half}" '
        'stroke="var(--line)"/>'
    )
    spots = [(middle_x + half * x / reach, middle_y - half * y / reach) for x, y in points]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    x, y = spots[-1]
    parts = [
        rings,
        cross,
        f'<path d="{line}" fill="none" stroke="{NOW}" stroke-width="1.4" opacity="0.7" stroke-linejoin="round"/>'
        if len(spots) > 1
        else "",
        f'<circle cx="{middle_x}" cy="{middle_y}" r="5" fill="none" stroke="var(--ink)" stroke-width="2"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{NOW}"/>',
        svg.text(middle_x + half + 6, middle_y + 4, across),
        svg.text(middle_x, middle_y - half - 8, up, anchor="middle"),
        svg.text(
            middle_x - half * 0.72,
            middle_y + half * 0.72 + 14,
            f"outer ring: {svg.short(reach)}",
            size=11,
            anchor="end",
        ),
    ]
    return "".join(parts) + svg.colour_key((truth, "var(--ink)"), ("now", NOW))


def labels(made: float, kept: float) -> str:
    """A hundred labels as they were made, and a hundred of those that the verifier kept."""
    parts = []
    for left, share, words in ((24.0, made, "made"), (228.0, kept, "kept")):
        right = round(100 * share)
        parts.append(svg.text(left, 20, f"{words}: {right} of 100 right", kind="strong", size=12))
        for k in range(100):
            look = svg.TASK_COLOURS[0] if k < right else svg.TASK_COLOURS[1]
            parts.append(
                f'<rect x="{left + 17 * (k % 10):.1f}" y="{34 + 17 * (k // 10):.1f}" width="15" height="15" rx="3" '
                f'fill="{look}"/>'
            )
    return "".join(parts) + svg.colour_key(("right", svg.TASK_COLOURS[0]), ("wrong", svg.TASK_COLOURS[1]))


def passage(text: str, heading: str) -> str:
    """A passage of text, broken into lines."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 58:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    body = "".join(
        f'<text x="12" y="{46 + 18.5 * k:.1f}" font-size="12.5" class="label passage">{escape(one)}</text>'
        for k, one in enumerate(lines[:13])
    )
    return svg.text(12, 22, heading, kind="strong", size=12.5) + body


def _together(values: Heights, each: int) -> list[float]:
    return [sum(values[k : k + each]) for k in range(0, len(values), each)]


def _axis() -> str:
    return f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{BASE}" y2="{BASE}" stroke="var(--soft)"/>'


def _frame(top: float, words: str) -> str:
    return (
        _axis()
        + svg.text(LEFT - 5, TOP + 5, svg.short(top), size=10, anchor="end")
        + svg.text(LEFT - 5, BASE, "0", size=10, anchor="end")
        + svg.text(LEFT, TOP - 12, words)
    )


def _ticks(low: float, high: float) -> list[float]:
    step = svg.nice_above((high - low) / 8)
    return [k * step for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
