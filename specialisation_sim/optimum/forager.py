"""The forager whose optimum is looked for: one agent of the island, with the island's own laws.

Shapes: experience and skill ``(tasks, states)``; thresholds and meals ``(..., states)``.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from .. import laws
from ..base.errors import UserError, checked_number
from ..laws.arrays import Array, Flags, Number
from ..stories.island import Island, IslandParameters

NONE_OF = {
    "game_depletion": "the game does not depend on what she takes",
    "fish_depletion": "the fish do not depend on what she takes",
    "crash_day": "she knows how often crashes come, and not when",
    "variety": "her taste is for meals, or for survival, alone",
    "temperature": "she makes no mistakes",
    "hunt_noise": "she knows what a day brings",
    "fish_noise": "she knows what a day brings",
    "foresight": "it is that of a rule of thumb; how far the optimum looks is the discount",
}
"""Parameters that must be zero, with the reason."""


LEAST = 1e-300
"""Smallest threshold whose logarithm is taken."""


class InformedForager:
    """One forager of the island who knows its laws.

    Parameters
    ----------
    parameters : IslandParameters
        The island's; what the optimum has no place for is refused.
    discount : float
        Worth today of a meal tomorrow, from 0 to below 1.

    Raises
    ------
    UserError
        If a parameter has a value for which there is no optimum here, or the discount is out of bounds.
    """

    def __init__(self, parameters: IslandParameters, discount: float) -> None:
        self.p = parameters
        if parameters.foragers != 1:
            raise UserError(f"foragers = {parameters.foragers} is not valid; allowed: 1, whose optimum it is")
        for name, reason in NONE_OF.items():
            if value := getattr(parameters, name):
                raise UserError(f"{name} = {value:g} is not part of the optimum; allowed: 0 ({reason})")
        if not 0 <= checked_number("discount", discount) < 1:
            raise UserError(f"discount = {discount:g} is out of bounds; allowed: from 0 to below 1")
        self.discount = float(discount)
        self.sunny = parameters.sunny
        # Opportunities are straight lines in cloud: of hunting clear - cost c, of fishing bright + cost c.
        spread = parameters.spread
        self.cost = parameters.wrong_weather * spread
        self.clear = 1.0 - parameters.wrong_weather * (1.0 - spread) / 2
        self.bright = 1.0 - parameters.wrong_weather * (1.0 + spread) / 2
        self.mean_cloud = float(laws.mean_cloud_up_to(1.0, self.sunny))

    @cached_property
    def _island(self) -> Island:
        return Island(self.p, seeds=(0,), collect=False)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to other processes: the island is made anew where it is needed."""
        return {name: value for name, value in vars(self).items() if name != "_island"}

    @property
    def practice(self) -> Array:
        """Experience at the start, ``(tasks,)``."""
        return np.array([self.p.hunt_practice, self.p.fish_practice], dtype=float)

    @property
    def game_after_a_crash(self) -> float:
        """Game on the day after a crash, if it was at its full stock."""
        return float(laws.shock(np.ones(1), self.p.crash_loss)[0])

    def total(self, day: int) -> float:
        """Experience in both tasks together after so many days: it does not depend on what she chose."""
        kept, start = self.p.retention, float(self.practice.sum())
        if kept == 1:
            return start + day
        limit = 1.0 / (1.0 - kept)
        return limit + (start - limit) * kept**day

    @property
    def settled(self) -> bool:
        """Whether her experience is already as much as she can remember, so that one day is like the next."""
        return self.p.retention < 1 and bool(np.isclose(self.practice.sum(), 1.0 / (1.0 - self.p.retention), rtol=1e-6))

    def skill(self, experience: Array) -> Array:
        """Skill that the island's learning law makes of experience, both ``(tasks, states)``."""
        return self._island.skill_of(experience[:, np.newaxis])[:, 0]

    def threshold(self, hunt: Array, fish: Array, price: Number) -> Array:
        """Cloud cover up to which hunting is worth more, if a hunt brings `price` besides its catch.

        Parameters
        ----------
        hunt, fish : array, shape (..., states)
            Meals of a full opportunity.
        price : float or array
            Worth of a hunt beyond its catch, over that of a day of fishing, in meals: none for who does not look ahead.
        """
        lead, both = self.clear * hunt + price - self.bright * fish, self.cost * (hunt + fish)
        even = np.divide(lead, both, out=np.where(lead >= 0, 1.0, 0.0) + 0.0 * both, where=both > 0)
        return np.clip(even, 0.0, 1.0)

    def hunted(self, threshold: Array) -> Array:
        """Share of days that are no cloudier than a threshold."""
        return np.where(threshold > 0, 1.0 - laws.cloud_exceedance(np.maximum(threshold, LEAST), self.sunny), 0.0)

    def meals(self, threshold: Array, hunt: Array, fish: Array) -> Array:
        """Mean catch of a day on which she hunts up to a threshold of cloud and fishes above it."""
        days = self.hunted(threshold)
        cloud = np.where(threshold > 0, laws.mean_cloud_up_to(np.maximum(threshold, LEAST), self.sunny), 0.0)
        hunting = self.clear * days - self.cost * cloud
        fishing = self.bright * (1.0 - days) + self.cost * (self.mean_cloud - cloud)
        return hunt * hunting + fish * fishing

    def catches(self, cloud: Array, full: Array) -> Array:
        """Catch of each task on days of some cloud, ``(tasks, states, days)``, from meals of a full opportunity."""
        sky = np.stack([self.clear - self.cost * cloud, self.bright + self.cost * cloud])
        return laws.expected_reward(sky[:, np.newaxis], full[:, :, np.newaxis])


def prefers_hunting(hunt: Array, fish: Array, myopic: Flags) -> Flags:
    """Where hunting is worth more; where both are worth the same, what who does not look ahead would do."""
    close = 1e-12 * np.maximum(1.0, np.abs(fish))
    return np.where(np.abs(hunt - fish) <= close, myopic, hunt > fish)


def checked(parameters: Any) -> IslandParameters:
    """Parameters of an island from a set, a mapping, or none.

    Raises
    ------
    UserError
        For what is not a parameter of the island.
    """
    if isinstance(parameters, IslandParameters):
        return parameters
    return IslandParameters(**(parameters or {}))
