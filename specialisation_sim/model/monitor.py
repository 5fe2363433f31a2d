"""What a story or a chain needs for outside data that come now and then, or when a monitor gives the alarm.

The law is `laws.alarmed`; this is what stories and chains share to use it: parameters, a phase and two observables. All
is off by default: outside data then come in every step in the share that `outside` says.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
from pydantic import model_validator

from .. import laws
from ..laws.arrays import Array, per_run
from .events import EventWords
from .parameters import Parameters, parameter
from .world import World, observable

SHEWHART = "Shewhart 1931: a control limit"


class MonitoredParameters(Parameters):
    """When outside data come, besides how much of them; tables show these parameters last."""

    outside_name: ClassVar[str] = "outside"
    """The parameter that says how much."""

    outside_every: int = parameter(
        1, "outside data come once in so many steps", unit="steps", symbol="k", low=1, high=1_000_000, group="learning"
    )
    watch: float = parameter(
        0.0,
        "level of the watched quantity below which outside data are raised",
        unit="share of the start",
        symbol="w",
        source=SHEWHART,
        low=0,
        high=1,
    )
    back: float = parameter(
        0.0,
        "level of the watched quantity above which outside data are lowered again",
        unit="share of the start",
        low=0,
        high=1,
    )
    raised: float = parameter(0.0, "weight of outside data while the alarm is on", unit="share of data", low=0, high=1)

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:
        """Put the story's own parameters first."""
        for name in MonitoredParameters.__annotations__:
            if name in cls.__pydantic_fields__:
                cls.__pydantic_fields__[name] = cls.__pydantic_fields__.pop(name)

    @model_validator(mode="after")
    def _weights(self) -> Self:
        handed_down, outside = getattr(self, "handed_down", 0.0), getattr(self, self.outside_name, 0.0)
        laws.check_weights(handed_down, outside)
        if self.raised > outside and handed_down + self.raised > 1 + 1e-9:
            raise ValueError(f"handed_down + raised = {handed_down + self.raised:g} is out of bounds; allowed: to 1")
        return self


class Monitored(World):
    """A world whose first phase is `watch` and which learns with `real_weight`, ``(runs,)``, of outside data.

    `instrument` names the observable that is watched; `begin` ends with `begin_watch`.
    """

    instrument: ClassVar[str] = ""
    """Observable whose start, one in each run, is what should be kept."""
    event_words: ClassVar[EventWords] = {
        "alarm": ("the monitor raises an alarm", "the monitor raises an alarm"),
        "all clear": ("the alarm is over", "the alarm is over"),
    }
    two_sided: ClassVar[bool] = False
    """Whether a rise of the instrument is as bad as a fall."""
    p: Any

    def begin_watch(self) -> None:
        """Read the instrument at the start."""
        self.at_start = np.array(getattr(self, self.instrument), dtype=float)
        self.alarm = np.zeros(self.runs, dtype=bool)
        self.real_weight = np.zeros(self.runs)

    def watch(self) -> None:
        """Measure what the monitor watches, and decide how much outside data this step learns from."""
        bound = per_run(self.p.watch, self.runs)
        if (bound > 0).any():
            before, intact = self.alarm, self.intact
            self.alarm = laws.alarmed(before, intact, bound, per_run(self.p.back, self.runs))
            self.emit("alarm", self.alarm & ~before, intact=intact)
            self.emit("all clear", before & ~self.alarm, intact=intact)
        usual, raised = per_run(getattr(self.p, self._outside), self.runs), per_run(self.p.raised, self.runs)
        every = per_run(self.p.outside_every, self.runs)
        self.real_weight = laws.outside_weight(float(self.time), usual, every, self.alarm, raised)

    @property
    def _outside(self) -> str:
        """Name of the parameter that says how much outside data there are."""
        kind: Any = self.Parameters
        return str(kind.outside_name)

    @observable("share of the start", "what is left of the quantity that a monitor watches, at most 1")
    def intact(self) -> Array:
        ratio = getattr(self, self.instrument) / np.where(self.at_start > 0, self.at_start, np.nan)
        return np.clip(np.minimum(ratio, 2.0 - ratio) if self.two_sided else ratio, 0.0, 1.0)

    @observable("share of data", "weight of outside data in what the newest step learned from")
    def real_share(self) -> Array:
        return self.real_weight
