"""How chains of networks look: points made beside points of the truth, digits made beside real scans."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import svg

SHOWN, ACROSS = 700, 8
"""Points in the picture, and digits in a row and a column."""
NOW = svg.TASK_COLOURS[1]


def ring_flow(world: Any, runner: Any) -> str:
    """Points that the newest flow was trained beside, or has made, around the modes."""
    return scatter(world.output[0][:, 2:], "ring", float(world.p.spread))


def gan(world: Any, runner: Any) -> str:
    """Points that the generator makes now."""
    return scatter(world.made[0], world.p.shape, float(world.p.spread))


def scatter(points: Any, shape: str, spread: float) -> str:
    """Points over the modes: a ring of three standard deviations is where a point counts as good.

    Points outside the picture are put on its edge, so that none is hidden.
    """
    from ...chains.learners.modes import NEAR, centres

    reach, half = 3.0, 128.0
    middle_x, middle_y, scale = svg.WIDTH / 2, 138.0, half / reach
    parts = [
        f'<rect x="{middle_x - half}" y="{middle_y - half}" width="{2 * half}" height="{2 * half}" fill="none" '
        'stroke="var(--line)"/>'
    ]
    parts += [
        f'<circle cx="{middle_x + scale * x:.1f}" cy="{middle_y - scale * y:.1f}" '
        f'r="{max(scale * NEAR * spread, 3):.1f}" '
        'fill="var(--faint)" opacity="0.55"/>'
        for x, y in centres(shape)
    ]
    some = np.clip(np.nan_to_num(np.asarray(points[:SHOWN], dtype=float)), -reach, reach)
    dots = "".join(f"M{middle_x + scale * x:.1f} {middle_y - scale * y:.1f}h0" for x, y in some)
    parts.append(f'<path d="{dots}" stroke="{NOW}" stroke-width="2.6" stroke-linecap="round" opacity="0.6"/>')
    return "".join(parts) + svg.colour_key(("where the truth is", "var(--faint)"), ("points made last", NOW))


def digit_sheets(world: Any, runner: Any) -> str:
    """Images made last beside real scans, each in a sheet of its own."""
    from ...chains.learners.digits import digits

    shown = ACROSS**2
    real = digits()[0]
    shades = getattr(world, "shades", None)
    made = world.output[0][:shown] if shades is None else shades[0][:shown]
    words = "Real scans, as learned from" if shades is None else f"Generation {world.time:.0f} draws"
    return sheet(made, 14.0, words) + sheet(real[:shown], 222.0, "Real scans")


def sheet(images: Any, left: float, words: str) -> str:
    """Images of 8 by 8 pixels as one path a shade of ink."""
    side = round(images.shape[1] ** 0.5)
    pixel = 184.0 / (ACROSS * (side + 1))
    rows = np.rint(4 * np.clip(np.asarray(images, dtype=float), 0, 1)).astype(int).reshape(-1, side, side)
    paths = []
    for shade in range(1, 5):
        where = np.argwhere(rows == shade)
        d = "".join(
            f"M{left + pixel * ((k % ACROSS) * (side + 1) + x):.1f} {40 + pixel * ((k // ACROSS) * (side + 1) + y):.1f}"
            f"h{pixel:.2f}v{pixel:.2f}h-{pixel:.2f}z"
            for k, y, x in where
        )
        paths.append(f'<path d="{d}" fill="var(--ink)" opacity="{shade / 4:g}"/>')
    return svg.text(left, 26, words, kind="strong", size=12) + "".join(paths)
