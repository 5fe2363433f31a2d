"""Play, step, reset, speed and seed of a run, its clock, and the slider over the time that was played."""

from __future__ import annotations

from typing import Any

import solara

from ..apart import Apart
from ..widgets import Choice, Entry, Scrub
from .desk import SPEEDS, Desk


@solara.component
def Transport(desk: Desk) -> None:
    """Play, step, reset, speed, seed."""
    playing = desk.playing.value
    speed, set_speed = solara.use_state(str(int(desk.clock.speed)))

    def choose(value: str) -> None:
        desk.clock.speed = float(value)
        set_speed(value)

    with solara.Div(classes=["transport"]):
        Small("Pause" if playing else "Play", desk.play, main=True, hint="Space")
        Small("Step", desk.step, hint="Right arrow")
        Small("To the end", desk.to_end, hint="E")
        Small("Reset", desk.reset, hint="R")
        Choice(
            label="Speed",
            value=speed,
            event_change=choose,
            options=[(str(one), f"{one:,} {desk.kind.clock}{'s' if one > 1 else ''} a second") for one in SPEEDS],
        )
        Entry(label="Seed", value=str(desk.shown.value.seed), refused=desk.refused.value, event_change=desk.reseed)
        Apart(lambda: Time(desk))


@solara.component
def Time(desk: Desk) -> None:
    """The clock."""
    _ = desk.tick.value
    snapshot = desk.seen.snapshot
    solara.Div(classes=["clock"], children=[f"{desk.kind.clock} {snapshot.time:,}"])


@solara.component
def Moments(desk: Desk) -> None:
    """The slider over the time that was played."""
    _ = desk.tick.value
    moment, most = desk.seen.snapshot.time, desk.runner.snapshot.time
    Scrub(moment=moment, most=most, clock=desk.kind.clock, event_look=desk.look_back)


@solara.component
def Small(label: str, on_click: Any, main: bool = False, disabled: bool = False, hint: str = "") -> None:
    """A button."""
    solara.Button(
        label,
        on_click=on_click,
        disabled=disabled,
        classes=["main" if main else "plain"],
        text=not main,
        small=True,
        color="primary" if main else None,
        attributes={"title": hint} if hint else {},
    )
