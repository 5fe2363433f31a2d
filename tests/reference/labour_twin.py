"""Labour once more, in plain Python: floats, lists and loops, to be read beside ``stories/labour.py``.

The twin computes each number in the order in which the story does, so that both agree to the last bit. All it takes
from NumPy is ``exp``, ``log``, ``expm1`` and ``log1p``: those of ``math`` come from another library and may differ in
the last bit.
"""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any, NamedTuple

import numpy as np


class Week(NamedTuple):
    """State at the end of a week: of each worker, prices (None of what nobody offers), and ``[task][worker]``."""

    task: list[int]
    income: list[float]
    price: list[float | None]
    made: list[list[float]]
    experience: list[list[float]]


def exp(x: float) -> float:
    return float(np.exp(x))


def log(x: float) -> float:
    return float(np.log(x))


def power_mean(values: list[float], weights: list[float], order: float) -> float:
    if min(values) == 0 and (order <= 0 or max(values) == 0):
        return 0.0
    base = log(max(values) if order > 0 else min(values))
    apart = [(log(v) if v > 0 else -np.inf) - base for v in values]
    if order == 0:
        return exp(base + reduce(add, [w * a for w, a in zip(weights, apart)]))
    if abs(order) >= 0.01:
        return exp(base + log(reduce(add, [w * exp(order * a) for w, a in zip(weights, apart)])) / order)
    total = reduce(add, [w * float(np.expm1(order * a)) for w, a in zip(weights, apart)])
    return exp(base + float(np.log1p(total)) / order)


def labour(p: Any, draws: list[list[list[float]]], moods: list[list[float]]) -> list[Week]:
    """Live through as many weeks as there are draws.

    Parameters
    ----------
    p : LabourParameters
        The setting.
    draws : list
        For each week and occupation a number for each worker.
    moods : list
        For each week a number for each worker, used where the temperature is above zero.
    """
    who, tasks = range(p.workers), range(p.occupations)
    talent = p.talent if isinstance(p.talent, tuple) else (p.talent,) * p.workers
    ease = [[talent[i] if k == 0 else 1.0 for i in who] for k in tasks]
    weights = [(p.taste if k == 0 else 1.0) / (p.taste + (p.occupations - 1.0)) for k in tasks]
    experience, habit = [[p.schooling for i in who] for k in tasks], [[1 / p.occupations for i in who] for k in tasks]
    supply, weeks = weights[:], []

    def skill(k: int, i: int) -> float:
        own = experience[k][i]
        known = own + p.relatedness * (reduce(add, [experience[j][i] for j in tasks]) - own)
        if p.learning == "saturating":
            return 1.0 - exp(-(ease[k][i] * known / p.half))
        return ease[k][i] * exp(p.exponent * log(1.0 + known / p.half))

    def utility(goods: list[float]) -> float:
        return power_mean([g / w for g, w in zip(goods, weights)], weights, 1.0 - 1.0 / p.substitution)

    def prices(goods: list[float]) -> list[float | None]:
        whole = utility(goods)
        worth = [w * whole / g if g > 0 else None for g, w in zip(goods, weights)]
        return [exp(log(w) / p.substitution) if w else w for w in worth]

    def week_of_one_job(value: list[float], mood: float) -> list[float]:
        best = max(value)
        task = value.index(best)
        if p.temperature:
            edges = np.cumsum([exp((v - best) / p.temperature) for v in value]).tolist()
            task = sum(mood * edges[-1] > edge for edge in edges[:-1])
        return [float(k == task) for k in tasks]

    def week_alone(value: list[float]) -> list[float]:
        order, logs = p.substitution - 1.0, [log(v) for v in value]
        base = max(logs) if order > 0 else min(logs)
        pull = [w * exp(order * (x - base)) for w, x in zip(weights, logs)]
        return [part / reduce(add, pull) for part in pull]

    for jobs, mood in zip(draws, moods):
        expected = prices([max(s, 1e-9 * max(supply)) for s in supply]) if p.market == "trade" else [1.0 for k in tasks]
        made, task = [[0.0 for i in who] for k in tasks], []
        for i in who:
            able = [exp(p.luck * log(jobs[k][i])) * skill(k, i) for k in tasks]
            value = [able[k] * expected[k] * (1.0 + p.variety * (1.0 - habit[k][i])) for k in tasks]
            time = week_alone(value) if p.market == "autarky" else week_of_one_job(value, mood[i])
            task.append(time.index(max(time)))
            for k in tasks:
                made[k][i] = able[k] * time[k]
                habit[k][i] = (1.0 - p.memory) * habit[k][i] + p.memory * time[k]
                experience[k][i] = p.retention * experience[k][i] + time[k]
        output = [reduce(add, made[k]) for k in tasks]
        price = {"equal pay": [1.0 for k in tasks], "autarky": [None for k in tasks]}.get(p.market) or prices(output)
        income = [reduce(add, [made[k][i] * (price[k] or 0.0) for k in tasks]) for i in who]
        if p.market == "autarky":
            income = [utility([made[k][i] for k in tasks]) for i in who]
        supply = [s + p.adjustment * (y / p.workers - s) for s, y in zip(supply, output)]
        weeks.append(Week(task, income, price, made, [row[:] for row in experience]))
    return weeks
