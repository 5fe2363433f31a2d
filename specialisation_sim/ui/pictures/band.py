"""The band: its albums as bars of tracks, the latest to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import svg
from .generic import alive

if TYPE_CHECKING:
    from ..runner import Runner, Snapshot

AGENT = "band"
CAPTION = "Each bar is an album, each colour a genre. One row a band, the latest album to the right."
CHARTS = (
    ("Tracks on the album", ("pop_tracks", "prog_tracks", "idm_tracks")),
    ("Skill", ("pop_skill", "prog_skill", "idm_skill")),
    ("Savings and months", ("savings", "months_taken")),
)
GENRES = (*svg.TASK_COLOURS[:2], "#8A5CC2")
"""Colours of pop, prog and the genre that is new to the band: purple, as in Watch."""

COLOURS = {"idm_tracks": GENRES[2], "idm_skill": GENRES[2]}
ALBUMS, ROWS = 14, 8
"""Albums and bands in the picture."""


def extra(runner: Runner) -> dict[str, Any]:
    """The latest albums: for each its number and its tracks, ``(genres, bands)``."""
    kept = runner.watched
    rows = kept.rows.reshape(kept.number, len(runner.columns), -1)
    albums = [index for index, (_, name, _) in enumerate(runner.columns) if name == "album"]
    latest = [k for k in range(kept.number) if kept.times[k]][-ALBUMS:]
    return {"albums": [(int(kept.times[k]), rows[k, albums, :ROWS].tolist()) for k in latest]}


def draw(snapshot: Snapshot) -> str:
    """Albums of up to eight bands."""
    albums = snapshot.extra["albums"]
    if not albums:
        return svg.frame(
            svg.text(svg.WIDTH / 2, 140, "No album yet. Press Step.", size=14, anchor="middle"), "no album yet"
        )
    bands = len(albums[-1][1][0])
    left, top, height = 34.0, 8.0, (svg.HEIGHT - 58.0) / bands
    wide = (svg.WIDTH - left - 8) / max(len(albums), 6)
    parts = []
    for band in range(bands):
        base = top + height * (band + 1) - 4
        body = []
        for k, (_, tracks) in enumerate(albums):
            total = sum(row[band] for row in tracks) or 1.0
            y = base
            for genre, row in enumerate(tracks):
                tall = (height - 8) * row[band] / total
                y -= tall
                if row[band]:
                    body.append(
                        f'<rect x="{left + wide * k + 2:.1f}" y="{y:.1f}" width="{wide - 4:.1f}" height="{tall:.1f}" '
                        f'fill="{GENRES[genre]}" opacity="{1 if alive(snapshot, band) else 0.4}"/>'
                    )
                    if tall > 14 and wide > 20:
                        body.append(
                            svg.text(
                                left + wide * (k + 0.5),
                                y + tall / 2 + 4,
                                f"{row[band]:.0f}",
                                anchor="middle",
                                kind="onfill",
                            )
                        )
        name = f"band {band + 1}" + ("" if alive(snapshot, band) else ", broken up")
        area = (
            f'<rect x="{left}" y="{base - height + 8:.1f}" width="{svg.WIDTH - left - 8:.1f}" '
            f'height="{height - 8:.1f}" fill="transparent"/>'
        )
        parts.append(svg.agent(band, name, area + "".join(body)))
        parts.append(svg.text(left - 6, base - (height - 8) / 2 + 4, f"{band + 1}", anchor="end"))
    numbers = "".join(
        svg.text(left + wide * (k + 0.5), svg.HEIGHT - 32, f"{time}", anchor="middle")
        for k, (time, _) in enumerate(albums)
    )
    return svg.frame(
        "".join(parts)
        + numbers
        + svg.text(6, svg.HEIGHT - 32, "album", size=10)
        + svg.colour_key(*zip(snapshot.tasks, GENRES, strict=True)),
        "albums of the bands",
    )
