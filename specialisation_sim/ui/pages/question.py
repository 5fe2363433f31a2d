"""What a comparison is asked for: variants, perhaps with one of one's own, and the work that this is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from ...model.parameters import Parameters
from ...model.settings import SHOWN
from .. import comparing
from ..job import Job
from ..limits import limits
from ..links import View, base, whole
from ..pictures import look_of
from ..stories import LIVING, find, horizon, outcomes_of, scenarios_of
from ..visitors import visitor

RUNS, MOST, HEAVY = 200, 8, 20_000
"""Runs, variants side by side, and numbers in a world from which on a story without a scenario has few runs."""
ALL, OWN = "", "1"
"""What a slider changes: its parameter in all variants, or in one of one's own beside them."""


@dataclass(frozen=True)
class Question:
    """Variants of a scenario, or a story's defaults, perhaps beside one's own, and how many runs of how many steps."""

    view: View
    runs: int
    steps: int
    every: int
    own: str = ALL

    @classmethod
    def read(cls, query: str) -> Question:
        """What a link asks."""
        given = dict(parse_qsl(query))
        own = OWN if given.pop("own", "") == OWN else ALL
        runs, steps = whole(given.pop("runs", 0), "runs"), whole(given.pop("steps", 0), "steps")
        given.pop("t", None)
        view = View.read(urlencode(given))
        scenario = scenarios_of(view.story).get(view.scenario)
        kind = find(view.story)
        usual = 6 if kind.workload(view.parameters).effort > HEAVY else RUNS
        runs = runs or min(usual, scenario.replicates if scenario else RUNS)
        steps = steps or (scenario.steps if scenario else horizon(view.story))
        every = scenario.every if scenario else max(steps // comparing.TIMES, 1)
        return cls(view, max(runs, 2), steps, every, own if scenario else OWN)

    def query(self) -> str:
        """The link."""
        own = "&own=1" if self.own and self.view.scenario else ""
        return f"{self.view.query()}&runs={self.runs}&steps={self.steps}{own}"

    def sets(self) -> dict[str, Parameters]:
        """Parameters of each variant: a change by slider applies to all of them, or to one's own variant."""
        kind, changed = find(self.view.story), self.view.changed()
        scenario = scenarios_of(self.view.story).get(self.view.scenario)
        mine = {"yours": self.view.parameters} if changed and self.own else {}
        if scenario is None:
            name = self.view.variant or (SHOWN if kind.settings else "defaults")
            return {name: kind.Parameters(**base(self.view.story, "", self.view.variant)), **mine}
        moved = {} if self.own else changed
        some = {
            name: kind.Parameters(**{**base(self.view.story, self.view.scenario, name), **moved})
            for name in list(scenario.variants)[: MOST - len(mine)]
        }
        return some | mine

    def left_out(self) -> list[str]:
        """Variants of the scenario for which there is no room."""
        scenario = scenarios_of(self.view.story).get(self.view.scenario)
        return [name for name in scenario.variants if name not in self.sets()] if scenario else []

    def names_shown(self) -> list[str]:
        """Observables that are drawn: what the question is about comes first."""
        kind = find(self.view.story)
        usual = [name for _, some in look_of(kind).charts for name in some]
        living = [LIVING] if LIVING in kind.observed else []
        return list(dict.fromkeys([*outcomes_of(self.view.story, self.view.scenario), *usual, *living]))

    def job(self) -> Job:
        """The work it asks for."""
        kind, sets = find(self.view.story), self.sets()
        names_shown = self.names_shown()
        efforts = [kind.workload(parameters).effort for parameters in sets.values()]
        bounds = limits()
        bounds.check_steps(self.steps)
        bounds.check_effort(max(efforts))
        bounds.check_work(sum(efforts) * self.runs * self.steps)
        recorded = len(kind.observed) if self.view.scenario else len(names_shown)
        bounds.check_memory(recorded * self.runs * (self.steps // self.every + 2) * len(sets))
        view = self.view
        given = (view.story, sets, self.runs, self.steps, self.every, names_shown, view.scenario, view.variant)
        return Job([(comparing.compared, given)], visitor())
