"""Worlds in which rules of choice compete, and how they are played; see `tournament`."""

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
from ..stories.foundation import Foundation
from ..stories.island import Island, IslandParameters
from ..stories.labour import Labour

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
    """A world in which rules are tried.

    Attributes
    ----------
    about : str
        What it is.
    parameters : mapping
        Of the story, over its defaults.
    crash : bool
        Whether the game crashes at a day that nobody knows, drawn for each seed.
    decline : float
        Share of the game that is lost each day, whoever hunts, down to a twentieth.
    story : str
        Which story.
    """

    about: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    crash: bool = False
    decline: float = 0.0
    story: str = "island"


LEFT = 0.05
"""Game below which it declines no further."""

ENVIRONMENTS: Mapping[str, Environment] = {
    "calm": Environment("fresh castaways who need little, and game that never runs out", {"exponent": 0.5}),
    "settled": Environment("settled hunters, and no crash", SETTLED),
    "commons": Environment(
        "ten foragers share one stock of game, which runs down and grows back",
        {"exponent": 1.0, "retention": 0.995, "game_depletion": 0.0004},
    ),
    "crash": Environment(
        "settled hunters who need 1.2 meals a day and can store twenty; the game crashes on a day that nobody knows",
        {**SETTLED, "need": 1.2, "regrowth": 0.0},
        crash=True,
    ),
    "dwindle": Environment(
        "settled hunters whose game dwindles to a twentieth in 120 days",
        {**SETTLED, "need": 1.0, "regrowth": 0.0},
        decline=1.0 - LEFT ** (1.0 / 120.0),
    ),
    "tight": Environment(
        "as in crash, but each forager needs 1.4 meals a day", {**SETTLED, "need": 1.4, "regrowth": 0.0}, crash=True
    ),
    "loose": Environment(
        "as in crash, but each forager needs 0.9 meals a day", {**SETTLED, "need": 0.9, "regrowth": 0.0}, crash=True
    ),
}
"""The seven environments on the island by name."""

COMMONS: Mapping[str, Any] = ENVIRONMENTS["commons"].parameters
"""Where foragers meet each other."""

WORK: Mapping[str, Environment] = {
    "wages": Environment("workers at equal pay for any work", story="labour"),
    "market": Environment(
        "workers who trade two goods, of which everyone needs both",
        {"market": "trade", "substitution": 0.5},
        story="labour",
    ),
}
"""Those of labour."""

CALLS: Mapping[str, Environment] = {
    "call": Environment("a foundation that funds one proposal in five", {"selectivity": 0.2}, story="foundation"),
    "selective": Environment("a foundation that funds one proposal in ten", {"selectivity": 0.1}, story="foundation"),
    "followed": Environment(
        "a foundation that funds one proposal in five; applicants follow the money",
        {"selectivity": 0.2, "follow": 0.1},
        story="foundation",
    ),
}
"""Those of the foundation, where rules score proposals and nobody meets."""

ARENAS: Mapping[str, Mapping[str, Environment]] = {"island": ENVIRONMENTS, "labour": WORK, "foundation": CALLS}
MEETING: Mapping[str, Environment] = {"island": Environment("", COMMONS), "labour": WORK["market"]}
"""Where rules meet each other."""

STEPS: Mapping[str, int] = {"island": DAYS, "labour": 520, "foundation": 30}
"""How long, where nobody says otherwise."""

GOODS: Mapping[str, str] = {"island": "meals a day", "labour": "income a week", "foundation": "quality funded, s.d."}
"""What rules are judged by, where all live."""


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
    if environments[0].story != "island":
        return _play_elsewhere(rules, who, seeds, environments, days, advance)

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


def _play_elsewhere(
    rules: Sequence[Any],
    who: Indices,
    seeds: Sequence[int],
    environments: Sequence[Environment],
    steps: int,
    advance: Callable[[int], None],
) -> Played:
    """Let workers live by their rules, one world for each environment, or foundations, one for each rule."""
    earned, variety = np.zeros(who.shape), np.zeros(who.shape)
    work = environments[0].story == "labour"
    for where in {id(each): each for each in environments}.values():
        here = np.array([each is where for each in environments])
        followed: list[int] = [0] if work else np.unique(who[here]).tolist()
        for number in followed:
            rows = np.flatnonzero(here if work else here & (who[:, 0] == number))
            seeds_here = [seeds[int(row)] for row in rows]
            if work:
                sizes = {**where.parameters, "workers": who.shape[1]}
                world: Any = Labour(sizes, seeds=seeds_here, choose=Cast(list(rules), who[rows]), collect=False)
            else:
                world = Foundation(dict(where.parameters), seeds=seeds_here, choose=rules[number], collect=False)
            for _ in range(steps):
                world.step()
                if work:
                    earned[rows] += world.income / steps
                else:
                    earned[rows] += world.quality_funded[:, None] / steps
                    variety[rows] += world.effective_domains[:, None] / steps
                advance(who[rows].size)
            if work:
                variety[rows] = measures.hill_number(world.record)
    return Played(earned, np.ones(who.shape), variety)


def crash_day(seed: int) -> int:
    """The day of the crash in runs of one seed."""
    first, last = CRASH_DAYS
    return first + int(generator(seed, "crash day of the tournament").random() * (last - first + 1))


def environments_of(names: Sequence[str]) -> dict[str, Environment]:
    """Environments by name, all of the island if none is named.

    Raises
    ------
    UserError
        For a name that there is not, or environments of two stories.
    """
    environments = {name: where for arena in ARENAS.values() for name, where in arena.items()}
    for name in names:
        if name not in environments:
            raise unknown("environment", name, environments)
    chosen = {name: environments[name] for name in dict.fromkeys(names or ENVIRONMENTS)}
    if len({where.story for where in chosen.values()}) > 1:
        raise UserError(
            "environments of one tournament are of one story: "
            + "; ".join(f"{story} has {', '.join(arena)}" for story, arena in ARENAS.items())
        )
    return chosen


def try_out(name: str, rule: Any, environments: Mapping[str, Environment]) -> None:
    """Ask a rule on the first days, so that a mistake is known by its name before the long work begins.

    Raises
    ------
    UserError
        That names the rule and says what is wrong.
    """
    for where in environments.values():
        try:
            size = 1 if where.story == "foundation" else 3
            play([rule], np.zeros((2, size), dtype=int), (0, 1), [where] * 2, 4)
        except Exception as error:
            what = str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
            raise UserError(f"rule {name!r}: {what}") from error


def alike(number: int, runs: int, foragers: int = FORAGERS) -> Indices:
    """Runs of foragers who all follow the first rule, then the second, and so on, ``(runs, foragers)``."""
    return np.broadcast_to(np.repeat(np.arange(number), runs)[:, None], (number * runs, foragers))


def lone_among(number: int, runs: int) -> Indices:
    """Runs in which the first forager follows one rule and the others another, for all pairs."""
    lone, others = np.divmod(np.repeat(np.arange(number * number), runs), number)
    who = np.tile(others[:, None], (1, FORAGERS))
    who[:, 0] = lone
    return who
