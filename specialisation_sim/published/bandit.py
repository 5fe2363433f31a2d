"""What the two bandit models share: people who know of each option only what they tried.

Shapes: ``(options, runs, people)``; people are independent of each other.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..laws.arrays import Array, Indices
from ..model.world import Person, State, World


class Chooser(Person):
    """A person: `task` is the option tried last, `belief` what each option is believed to be worth."""

    reported = ("task", "belief")
    task = State(low=-1)
    belief = State()


class Bandit(World):
    """Base of worlds in which people choose among options and see what the chosen one pays."""

    Person = Chooser
    population = "people"
    clock = "period"
    belief: Array
    chances: Array
    p: Any

    def begin_choosing(self, options: int) -> None:
        """Nobody has tried anything yet."""
        agents = (self.runs, self.size)
        self.task: Indices = np.full(agents, -1, dtype=np.int16)
        self.tried = np.zeros((options, *agents))
        self.periods = 0
        self.numbers = np.arange(options, dtype=np.int16).reshape(-1, 1, 1)
        self.chosen = np.zeros((options, *agents))

    def try_one(self, chances: Array) -> None:
        """Let each person try an option by these chances, which sum to one."""
        self.chances = chances
        self.task = kind_of(self.streams.uniform("choice", self.size), chances)
        self.chosen = (self.task == self.numbers).astype(float)
        self.tried += self.chosen
        self.periods += 1

    def so_far(self, total: Array) -> Array:
        """A total over periods as a mean of people and periods, ``(runs,)``; NaN before the first."""
        return total.mean(axis=-1) / self.periods if self.periods else np.full(self.runs, np.nan)


def odds_of(share: Array) -> Array:
    """Logarithm of the odds of a share, ends included: there it is as far as ``exp`` can tell."""
    with np.errstate(divide="ignore"):
        return np.clip(np.log(share / (1.0 - share)), -700.0, 700.0)


def kind_of(draw: Array, chances: Array) -> Indices:
    """Option on which a draw in (0, 1] falls, by cumulated chances.

    Parameters
    ----------
    draw : array, shape (runs, people)
        Uniform draws.
    chances : array, shape (options, runs, people)
        Chance of each option.

    Returns
    -------
    array of int, shape (runs, people)
    """
    kind = np.zeros(draw.shape, dtype=np.int16)
    edge = np.zeros_like(draw)
    for chance in chances[:-1]:
        edge = edge + chance
        kind += draw > edge
    return kind
