"""How much work a run is: what ensembles, sweeps and the browser size blocks and processes by."""

from __future__ import annotations

from typing import NamedTuple

WORTH_SHARING = 20_000_000
"""Agent-steps, about two seconds of work, below which starting helper processes costs more than it brings."""


class Workload(NamedTuple):
    """What a run of a world is worth.

    Attributes
    ----------
    agents : int
        Agents of the run.
    width : int
        Length of its longest arrays.
    effort : int
        Steps of an agent that one of its steps is worth.
    """

    agents: int
    width: int
    effort: int

    def side_by_side(self, block: int) -> int:
        """Runs that are processed at once in a block of so many agents times runs."""
        return max(1, block // self.width)

    def worth_sharing(self, runs: int, steps: int) -> bool:
        """Whether so many runs are worth starting helper processes for."""
        return runs * steps * self.effort >= WORTH_SHARING
