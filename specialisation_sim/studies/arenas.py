"""Islands on which rules of choice compete, and how they are played; see `tournament`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from .. import measures
from ..base.errors import UserError, unknown
from ..laws.arrays import Array, Indices
from ..model.asking import Cast
from ..model.streams import generator
from ..stories.island import Island, IslandParameters

FORAGERS = 10
DAYS = 1000
CRASH_DAYS = (200, 700)
"""First and last day at which an unknown crash may come."""

SETTLED: Mapping[str, Any] = {
    "exponent": 1.0,
    "retention": 0.995,
    "hunt_practice": 185.0,
    "fish_practice": 15.0,
    "slack_start": 20.0,
    "slack_cap": 20.0,
    "need": 1.0,
}
"""A hunter at her resting point: what she forgets in a day is what she learns."""


@dataclass(frozen=True)
class Environment:
    """An island on which rules are tried.

    Attributes
    ----------
    about : str
        What it is.
    parameters : mapping
        Of the island, over its defaults.
    crash : bool
        Whether the game crashes at a day that nobody knows, drawn for each seed.
    decline : float
        Share of the game that is lost each day, whoever hunts, down to a twentieth.
    """

    about: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    crash: bool = False
    decline: float = 0.0


LEFT = 0.05
"""Game below which it declines no further."""

ENVIRONMENTS: Mapping[str, Environment] = {
    "calm": Environment("fresh castaways, little need, game that never runs out", {"exponent": 0.5}),
    "settled": Environment("settled hunters, nothing happens", SETTLED),
    "commons": Environment(
        "ten on one stock of game that runs down and grows back",
        {"exponent": 1.0, "retention": 0.995, "game_depletion": 0.0004},
    ),
    "crash": Environment(
        "settled hunters, need 1.2, room for twenty meals; the game crashes on a day nobody knows",
        {**SETTLED, "need": 1.2, "regrowth": 0.0},
        crash=True,
    ),
    "dwindle": Environment(
        "settled hunters whose game dwindles to a twentieth in 120 days",
        {**SETTLED, "need": 1.0, "regrowth": 0.0},
        decline=1.0 - LEFT ** (1.0 / 120.0),
    ),
    "tight": Environment("as the crash, with need 1.4", {**SETTLED, "need": 1.4, "regrowth": 0.0}, crash=True),
    "loose": Environment("as the crash, with need .9", {**SETTLED, "need": 0.9, "regrowth": 0.0}, crash=True),
}
"""The seven environments by name."""

COMMONS: Mapping[str, Any] = ENVIRONMENTS["commons"].parameters
"""Where rules meet each other."""


class Played(NamedTuple):
    """Meals a day, ``(runs, agents)``, of all days; who lived to the end; and how many tasks each did, in effect."""

    meals: Array
    alive: Array
    variety: Array


def play(
    rules: Sequence[Any],
    who: Indices,
    seeds: Sequence[int],
    environments: Sequence[Environment],
    days: int = DAYS,
    advance: Callable[[int], None] = lambda _: None,
) -> Played:
    """Let foragers live by their rules.

    Parameters
    ----------
    rules : sequence
        Rules of choice.
    who : array of int, shape (runs, agents)
        Which rule each follows.
    seeds : sequence of int
        One a run; runs of one seed see the same days.
    environments : sequence of Environment
        One a run.
    days : int
        How long.
    advance : callable
        Told of each day's work.

    Returns
    -------
    Played
        Who starves eats nothing for the rest of the days.
    """

    @cache
    def parameters(number: int, crash: int) -> IslandParameters:
        return IslandParameters(**kinds[number].parameters, foragers=who.shape[1], crash_day=crash)

    kinds = list({id(each): each for each in environments}.values())
    number = {id(each): index for index, each in enumerate(kinds)}
    sets = [
        parameters(number[id(where)], crash_day(seed) if where.crash else 0)
        for where, seed in zip(environments, seeds, strict=True)
    ]
    world = Island(sets, seeds=seeds, choose=Cast(list(rules), who), collect=False)
    kept = np.array([[1.0 - where.decline] for where in environments])
    meals = np.zeros(who.shape)
    for _ in range(days):
        world.step()
        meals += world.reward
        game = world.stock[0]
        world.stock[0] = np.where(kept < 1, np.maximum(np.minimum(game, LEFT), game * kept), game)
        advance(who.size)
    return Played(meals / days, world.alive.astype(float), measures.hill_number(world.record))


def crash_day(seed: int) -> int:
    """The day of the crash in runs of one seed."""
    first, last = CRASH_DAYS
    return first + int(generator(seed, "crash day of the tournament").random() * (last - first + 1))


def environments_of(names: Sequence[str]) -> dict[str, Environment]:
    """Environments by name, all if none is named.

    Raises
    ------
    UserError
        For a name that there is not.
    """
    for name in names:
        if name not in ENVIRONMENTS:
            raise unknown("environment", name, ENVIRONMENTS)
    return {name: ENVIRONMENTS[name] for name in dict.fromkeys(names or ENVIRONMENTS)}


def try_out(name: str, rule: Any, environments: Mapping[str, Environment]) -> None:
    """Ask a rule on the first days, so that a mistake is known by its name before the long work begins.

    Raises
    ------
    UserError
        That names the rule and says what is wrong.
    """
    for where in environments.values():
        try:
            play([rule], np.zeros((2, 3), dtype=int), (0, 1), [where] * 2, 4)
        except Exception as error:
            what = str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
            raise UserError(f"rule {name!r}: {what}") from error


def alike(number: int, runs: int) -> Indices:
    """Runs of foragers who all follow the first rule, then the second, and so on."""
    return np.broadcast_to(np.repeat(np.arange(number), runs)[:, None], (number * runs, FORAGERS))


def lone_among(number: int, runs: int) -> Indices:
    """Runs in which the first forager follows one rule and the others another, for all pairs."""
    lone, others = np.divmod(np.repeat(np.arange(number * number), runs), number)
    who = np.tile(others[:, None], (1, FORAGERS))
    who[:, 0] = lone
    return who
