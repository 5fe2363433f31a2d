"""The island once more, in plain Python: floats, lists and loops, to be read beside ``stories/island.py``.

The twin computes each number in the order in which the story does, so that both agree to the last bit. All it takes
from NumPy is ``exp`` and ``log``: those of ``math`` come from another library and may differ in the last bit.
"""

from __future__ import annotations

from math import inf
from typing import Any, NamedTuple

import numpy as np

HUNT, FISH = TASKS = (0, 1)


class Day(NamedTuple):
    """State at the end of a day: of each forager, of game and fish, and ``experience[task][forager]``."""

    task: list[int]
    slack: list[float]
    stock: list[float]
    experience: list[list[float]]
    alive: list[bool]


def exp(x: float) -> float:
    return float(np.exp(x))


def log(x: float) -> float:
    return float(np.log(x))


def island(p: Any, draws: dict[str, Any], weather: list[float] | None = None) -> list[Day]:
    """Live through as many days as there are draws.

    Parameters
    ----------
    p : IslandParameters
        The setting.
    draws : dict
        A value for each day: of ``sky`` a pair, the cloud and whether all see it; of ``valley`` and ``choice`` a list,
        one number a forager; of ``crash`` a number. ``first day`` is one number, used with a weather record alone.
    weather : list of float, optional
        Cloud cover of recorded days.
    """
    who = range(p.foragers)
    need, cap, store, *by_task = (
        list(value) if isinstance(value, tuple) else [value for i in who]
        for value in (p.need, p.slack_cap, p.slack_start, p.hunt_ease, p.fish_ease, p.hunt_practice, p.fish_practice)
    )
    ease, experience, habit = by_task[:2], by_task[2:], [[0.5 for i in who] for k in TASKS]
    slack, alive = [min(store[i], cap[i]) for i in who], [True for i in who]
    stock, depletion, days = [1.0, 1.0], [p.game_depletion, p.fish_depletion], []

    def common_cloud(day: int, draw: float) -> float:
        if weather is None:
            return own_cloud(draw)
        return weather[(int(draws["first day"] * len(weather)) + day) % len(weather)]

    def own_cloud(draw: float) -> float:
        if weather is None:
            return exp(log(0.5) / log(p.sunny) * log(draw))
        return weather[min(int(draw * len(weather)), len(weather) - 1)]

    def skill(k: int, i: int) -> float:
        known = experience[k][i] + p.relatedness * (experience[HUNT][i] + experience[FISH][i] - experience[k][i])
        if p.learning == "saturating":
            return 1.0 - exp(-(ease[k][i] * known / p.half))
        return ease[k][i] * exp(p.exponent * log(1.0 + known / p.half))

    def choose(expected: list[float], i: int, draw: float) -> int:
        value, can = expected, [slack[i] + (expected[k] - need[i]) >= 0 for k in TASKS]
        if any(can):
            value = [expected[k] * (1.0 + p.variety * (1.0 - habit[k][i])) if can[k] else -inf for k in TASKS]
        if p.temperature == 0:
            return FISH if value[FISH] > value[HUNT] else HUNT
        weight = [exp((value[k] - max(value)) / p.temperature) for k in TASKS]
        return FISH if draw * (weight[HUNT] + weight[FISH]) > weight[HUNT] else HUNT

    for day, (sky, shared) in enumerate(draws["sky"]):
        task, catch, total = [-1 for i in who], [0.0 for i in who], [0.0, 0.0]
        for i in who:
            cloud = common_cloud(day, sky) if shared <= p.common_sky else own_cloud(draws["valley"][day][i])
            chances = [1.0 - p.wrong_weather + p.wrong_weather * fit for fit in (1.0 - cloud, cloud)]
            expected = [chance * skill(k, i) * stock[k] for k, chance in zip(TASKS, chances)]
            if alive[i]:
                task[i] = choose(expected, i, draws["choice"][day][i])
                catch[i] = expected[task[i]]
                total[task[i]] += catch[i]  # not sum(), which makes up for rounding since Python 3.12
                for k in TASKS:
                    habit[k][i] = (1.0 - p.memory) * habit[k][i] + p.memory * (task[i] == k)
        demand = [depletion[k] * total[k] for k in TASKS]
        part = [stock[k] / demand[k] if demand[k] > stock[k] else 1.0 for k in TASKS]
        for i in who:
            if alive[i]:
                slack[i] = min(cap[i], slack[i] + (catch[i] * part[task[i]] - need[i]))
                alive[i] = slack[i] >= 0
            for k in TASKS:
                experience[k][i] = p.retention * experience[k][i] + (task[i] == k)
        for k in TASKS:
            left = max(stock[k] - demand[k] * part[k], 0.0)
            stock[k] = left + max(p.regrowth * (1.0 - left) * (left - p.allee), -left) if left > 0 else 0.0
        if day + 1 == p.crash_day or draws["crash"][day] <= p.crash_rate:
            stock[HUNT] *= 1.0 - p.crash_loss
        days.append(Day(task, slack[:], stock[:], [row[:] for row in experience], alive[:]))
    return days
