"""The run of a desk, an earlier moment of it, and the path that it would have taken without the last change."""

from __future__ import annotations

import time

from ...model.world import World
from ..limits import Limits
from ..links import View, table
from ..runner import Runner, Snapshot
from ..stories import options_of

AHEAD, BACK = 0.6, 5.0
"""Seconds that the path without a change is followed beyond now, and that a look back may take."""


class Paths:
    """Runs of one view.

    Attributes
    ----------
    runner : Runner
        The run, at the latest moment that was played.
    back : Runner, optional
        The run at an earlier moment, while one looks back.
    ghost : tuple of (int, Snapshot), optional
        From which time on the path without the last change is another, and that path.
    other : Runner, optional
        The run on that path, where it has not come to the end yet.
    """

    kind: type[World]
    bounds: Limits
    view: View
    end: int
    runner: Runner
    back: Runner | None = None
    ghost: tuple[int, Snapshot] | None = None
    other: Runner | None = None

    def run_of(self, view: View) -> Runner:
        """A run of a view from its start."""
        options = options_of(view.scenario, view.variant)
        return Runner(self.kind, view.parameters, view.seed, self.bounds, options, view.stages())

    @property
    def seen(self) -> Runner:
        """The run at the moment that is shown."""
        return self.back or self.runner

    def part_ways(self, moment: int) -> None:
        """Keep the path without the change: as it was played, or some way ahead; several changes at once have one."""
        if self.back:
            self.leave(self.runner, moment)
            self.runner, self.back = self.back, None
        elif not self.ghost or self.ghost[0] != moment:
            self.leave(self.runner.branch(), moment)
        self.runner.later.clear()

    def leave(self, other: Runner, moment: int) -> None:
        """From a moment on another run is the path without the change."""
        self.other, self.ghost = other, (moment, other.snapshot)
        self.follow(self.end)

    def follow(self, until: int, seconds: float = AHEAD) -> None:
        """Let the path without the change come to a time, or as far as the seconds go."""
        if self.other and self.ghost and self.ghost[1].time < until:
            self.other.step(until - self.ghost[1].time, time.monotonic() + seconds)
            self.ghost = self.ghost[0], self.other.snapshot

    def follow_ghost(self) -> None:
        """The path without the last change of a view that a link has restored."""
        if self.view.later:
            parted = self.view.later[-1][0]
            self.other = self.run_of(self.view.until(parted - 1))
            self.ghost = parted, self.other.snapshot
            self.follow(self.end, BACK)

    def curves(self) -> str:
        """What was recorded, as CSV."""
        rows = self.runner.history
        names = self.kind.observed
        return table({"time": rows.times.tolist(), **{name: rows.rows[:, k].tolist() for k, name in enumerate(names)}})
