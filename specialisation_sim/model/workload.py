"""How much work a run is: what ensembles, sweeps and the browser size blocks and processes by."""

from __future__ import annotations

from typing import NamedTuple

from ..base.memory import check_memory

WORTH_SHARING = 20_000_000
"""Agent-steps, about two seconds of work, below which starting helper processes costs more than it brings."""


BYTES_OF_A_PLACE, BYTES_OF_AN_AGENT = 160, 800
"""Least memory of a place in a world's arrays, some twenty numbers; and of an agent beside it in a world of one run."""


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

    def check(self, runs: int, places: int) -> None:
        """Refuse a world that this machine cannot hold; `places` are those of agents who may ever be there.

        Raises
        ------
        UserError
            Says how much memory it takes.
        """
        agents = BYTES_OF_AN_AGENT * places if runs == 1 else 0
        check_memory(BYTES_OF_A_PLACE * max(self.width, places) * runs + agents, "take fewer agents or runs at once")

    def side_by_side(self, block: int) -> int:
        """Runs that are processed at once in a block of so many agents times runs."""
        return max(1, block // self.width)

    def worth_sharing(self, runs: int, steps: int) -> bool:
        """Whether so many runs are worth starting helper processes for."""
        return runs * steps * self.effort >= WORTH_SHARING
