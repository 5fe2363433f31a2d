"""What a visitor has before her on the page Explore: a view, its run and its clock."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from typing import Any

import solara

from ...base.errors import UserError
from ...model.from_now_on import FromTheStartError
from ..clock import Clock
from ..limits import limits
from ..links import View, base, whole
from ..stories import find
from .paths import BACK, Paths

FROM_NOW, FROM_START = "now", "start"
"""When a change by slider takes effect."""
PATIENCE = 0.6
"""Seconds that a page waits for a run to come back to where it was after a parameter was changed."""
SPEEDS = (1, 2, 5, 20, 100, 500, 5000)
"""Steps a second to choose from."""
UNHURRIED = 15
"""Seconds that a run takes at least, unless one asks for more speed."""


class Desk(Paths):
    """A view, its run and its clock. Pages read the tick and what the run shows.

    Parameters
    ----------
    view : View
        What to look at.
    end : int
        Time at which play stops.
    """

    def __init__(self, view: View, end: int) -> None:
        self.view, self.kind, self.bounds = view, find(view.story), limits()
        self.starts = self.kind.Parameters(**base(view.story, view.scenario, view.variant))
        self.end = min(max(end, view.time), self.bounds.steps)
        self.tick, self.playing = solara.reactive(0), solara.reactive(False)
        self.agent, self.message = solara.reactive(-1), solara.reactive("")
        self.shown, self.moment = solara.reactive(dataclasses.replace(view, time=0)), solara.reactive(view.time)
        self.first, self.refused = solara.reactive(""), solara.reactive(0)
        self.applies = solara.reactive(FROM_NOW)
        self.runner = self.run_of(view)
        self.clock = Clock(self.advance, self.bounds, self.stopped)
        self.clock.speed = max(speed for speed in SPEEDS if speed <= max(self.end / UNHURRIED, 1))
        if view.time:
            self.catch_up(view.time, 5.0)
        if self.runner.snapshot.time < view.time and not self.runner.over:
            self.message.set(f"On the way to {self.kind.clock} {view.time:,}, as the link asks: Play goes on.")
            self.end = view.time
        else:
            self.message.set(self.ending())
            self.follow_ghost()

    def look_back(self, moment: Any) -> None:
        """Show an earlier moment of the run, made again from its start on the same draws; its end is the latest."""
        if self.playing.value:
            self.pause()
        try:
            time_of = whole(moment, "moment")
        except UserError:
            return
        if time_of >= self.runner.snapshot.time:
            self.back = None
            self.message.set("")
        elif self.runner.touched:
            self.message.set("The run was changed by hand, which is not recorded: there is no way back in it.")
        else:
            begun = self.back if self.back and self.back.snapshot.time <= time_of else self.run_of(self.view)
            begun.step(time_of - begun.snapshot.time, time.monotonic() + BACK)
            self.back = begun
            self.message.set(
                f"A look back at {self.kind.clock} {begun.snapshot.time:,}. Play and Step go on from "
                f"{self.kind.clock} {self.runner.snapshot.time:,}; a slider begins a new path here."
            )
        self.show()

    def latest(self) -> None:
        """Back from an earlier moment to the latest."""
        if self.back:
            self.back = None
            self.message.set("")

    def advance(self, steps: int, until: float) -> int:
        """Step and show; the steps done, none once the story has ended."""
        before = self.runner.snapshot.time
        if before and self.runner.over:
            return 0
        now = self.runner.step(min(steps, self.end - before), until).time
        self.tick.set(self.tick.value + 1)
        return now - before

    def play(self) -> None:
        """Play, or pause."""
        if self.playing.value:
            self.pause()
            return
        self.latest()
        if self.runner.snapshot.time >= self.end:
            self.end = min(self.end * 2, self.bounds.steps)
        self.message.set("")
        self.playing.set(True)
        self.clock.play()

    def pause(self) -> None:
        """Stop playing."""
        self.clock.pause()
        self.playing.set(False)
        self.remember()

    def ending(self) -> str:
        """Why a run goes no further, in words; blank if it would."""
        time, clock = self.runner.snapshot.time, self.kind.clock
        if time and self.runner.over:
            last = self.runner.snapshot.events[-1][1] if self.runner.snapshot.events else "it is over"
            return f"The story ends on {clock} {time:,}: {last}, and nobody is left."
        if time >= self.end:
            whose = "scenario" if self.view.scenario else "story"
            return f"{clock.capitalize()} {time:,}: here the {whose} ends. Play goes on beyond it."
        return ""

    def stopped(self, reason: str) -> None:
        """Play ended by itself."""
        self.playing.set(False)
        self.message.set(reason or self.ending())
        self.remember()

    def step(self) -> None:
        """One step by hand."""
        if self.playing.value:
            self.pause()
        self.latest()
        self.end = max(self.end, min(self.runner.snapshot.time + 1, self.bounds.steps))
        self.advance(1, time.monotonic() + PATIENCE)
        self.remember()

    def to_end(self) -> None:
        """Go on to the end, or as far as one waits."""
        if self.playing.value:
            self.pause()
        self.latest()
        if self.runner.snapshot.time >= self.end:
            self.end = min(self.end * 2, self.bounds.steps)
        self.catch_up(self.end, 5.0)
        self.message.set(self.ending())
        self.show()

    def reset(self) -> None:
        """Back to the start of the run."""
        was = self.playing.value
        if was:
            self.pause()
        self.agent.set(-1)
        self.message.set("")
        self.other = self.ghost = None
        self.begin(self.view.holding())

    def change(self, changes: dict[str, Any]) -> None:
        """Other parameters: from the moment that is shown on, or from the start, on the same draws either way."""
        moment = self.seen.snapshot.time
        if self.applies.value == FROM_START or not moment:
            self._anew(lambda: self.view.until(moment).holding().but(changes))
            return
        was = self.playing.value
        try:
            view = self.view.from_then_on(changes, moment)
            parameters = view.holding().parameters
            if was:
                self.pause()
            self.part_ways(moment)
            try:
                self.runner.go_on_with(parameters)
                self.view = view
                self.message.set("")
                self.show()
            except FromTheStartError as error:
                self._anew(lambda: self.view.until(moment).holding().but(changes))
                self.message.set(f"The run began anew: {error}.")
        except UserError as error:
            self.refuse(error)
            return
        if was:
            self.play()

    def refuse(self, error: UserError) -> None:
        """Say what is wrong, and put the sliders back."""
        self.message.set(str(error))
        self.refused.set(self.refused.value + 1)
        self.tick.set(self.tick.value + 1)

    def reseed(self, seed: Any) -> None:
        """Another seed."""
        self._anew(lambda: dataclasses.replace(self.view, seed=whole(seed, "seed")))

    def back_to_scenario(self) -> None:
        """The parameters that the scenario, or the story, begins with."""
        self._anew(lambda: dataclasses.replace(self.view, parameters=self.starts, later=()))

    def _anew(self, make: Callable[[], View]) -> None:
        was, now = self.playing.value, self.runner.snapshot.time
        try:
            view = make()
            if was:
                self.pause()
            touched, before = self.runner.touched, self.runner.snapshot
            self.begin(view, now)
            self.other, self.ghost = None, (0, before) if now else None
            self.message.set("The run began anew: what was changed by hand is gone." if touched else "")
        except UserError as error:
            self.refuse(error)
            return
        if was:
            self.play()

    def begin(self, view: View, until: int = 0) -> None:
        """Begin a run of a view, and come to some time of it."""
        runner = self.run_of(view)
        self.view, self.runner, self.back = view, runner, None
        if self.agent.value >= runner.world.size:
            self.agent.set(-1)
        self.catch_up(until, PATIENCE)
        self.show()

    def catch_up(self, until: int, seconds: float) -> None:
        """Step to a time, or as far as the seconds go; a story that has ended goes no further."""
        self.runner.step(max(until - self.runner.snapshot.time, 0), time.monotonic() + seconds)

    def show(self) -> None:
        """Let the page draw."""
        self.tick.set(self.tick.value + 1)
        self.remember()

    def remember(self) -> None:
        """Put parameters, seed and time into the link; a step alone moves only what shows the time.

        The path without a change comes as far as the run.
        """
        self.follow(self.runner.snapshot.time)
        self.view = dataclasses.replace(self.view, time=self.runner.snapshot.time)
        moment = self.seen.snapshot.time
        self.shown.set(dataclasses.replace(self.view.until(moment), time=0))
        self.moment.set(moment)

    def set_agent(self, change: list[Any]) -> None:
        """Change an agent's state by hand."""
        name, values = change
        self.latest()
        try:
            self.runner.change(self.agent.value, str(name), [float(value) for value in values])
            self.message.set("Changed by hand: neither the link nor the saved parameters hold this.")
        except (UserError, TypeError, ValueError) as error:
            self.message.set(str(error))
        self.tick.set(self.tick.value + 1)

    def close(self) -> None:
        """The visitor left."""
        self.clock.pause()
