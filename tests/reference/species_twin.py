"""The species once more, in plain Python: floats, lists and loops, to be read beside ``stories/species.py``.

The twin computes each number in the order in which the story does, so that with up to seven lineages (NumPy sums more
of them in another order) both agree to the last bit. All it takes from NumPy is ``exp`` and ``log``.
"""

from __future__ import annotations

from math import ceil
from typing import Any, NamedTuple

import numpy as np


class Year(NamedTuple):
    """State at the end of a year; ``allocation[host][lineage]``, ``abundance[lineage]``, ``stock[host]``."""

    allocation: list[list[float]]
    abundance: list[float]
    stock: list[float]
    kept: list[bool]


def species(p: Any, draws: dict[str, Any], settling: int) -> list[Year]:
    """Live through as many years as there are draws.

    Parameters
    ----------
    p : SpeciesParameters
        The setting.
    draws : dict
        Of ``links`` and ``niche`` a number for each host and lineage; and a value for each year: of ``sneeze`` a number
        a host, of ``mutants`` three lists and of ``speciation`` two lists of a number a lineage.
    settling : int
        Years before the first.
    """
    hosts, places = range(p.hosts), range(p.lineages)
    links = [[k for k in hosts if draws["links"][k][i] <= p.connectance or k == i % p.hosts] for i in places]
    niche = [[0.0 for i in places] for k in hosts]
    for i in places:
        bent = {k: float(np.exp(p.spread * draws["niche"][k][i])) for k in links[i]}
        for k in links[i]:
            niche[k][i] = bent[k] / total(list(bent.values()))
    good = [[performance(niche[k][i], p.trade_off) for i in places] for k in hosts]
    worth = [p.first_host if k == 0 else 1.0 for k in hosts]
    abundance, alive = [1.0 for i in places], [True for i in places]
    stock, fails_until, failing = [1.0 for k in hosts], [0.0 for k in hosts], [False for k in hosts]
    kept, years = [False for i in places], []

    def fed() -> tuple[list[float], list[float], list[float]]:
        load = [total([good[k][i] * abundance[i] for i in places]) / worth[k] for k in hosts]
        gives = [(0.0 if failing[k] else stock[k]) / (1.0 + load[k]) for k in hosts]
        return load, gives, [total([good[k][i] * gives[k] for k in hosts]) for i in places]

    def bred(food: list[float]) -> list[float]:
        crowd = [1.0 + p.self_limit * abundance[i] for i in places]
        return [abundance[i] * ((1.0 - p.mortality) + p.births * food[i] / crowd[i]) for i in places]

    def perish() -> None:
        for i in places:
            alive[i] = alive[i] and abundance[i] >= p.least
            kept[i] = kept[i] and alive[i]
            abundance[i] = abundance[i] if alive[i] else 0.0

    for _ in range(settling):
        abundance = bred(fed()[2])
    perish()
    accustomed = fed()[0]

    for year, luck in enumerate(draws["mutants"], start=1):
        struck = [
            stock[k] > 0
            and ((year == p.sneeze_year and k + 1 == p.sneeze_host) or draws["sneeze"][year - 1][k] <= p.sneeze_rate)
            for k in hosts
        ]
        if any(struck):
            kept = alive[:]
        fails_until = [year + p.sneeze_length if struck[k] else fails_until[k] for k in hosts]
        failing = [fails_until[k] > year for k in hosts]
        load, gives, food = fed()

        pair, size, fate = luck
        for i in places:
            number = len(links[i])
            start = ceil(pair[i] * number) - 1
            onward = ceil((pair[i] * number - start) * (number - 1))
            source, target = links[i][start], links[i][(start + onward) % number]
            moved = min(-p.step * float(np.log(size[i])), niche[source][i])
            if alive[i] and moved > 0 and source != target:
                left, entered = niche[source][i] + -moved, niche[target][i] + moved
                loses, gains = performance(left, p.trade_off), performance(entered, p.trade_off)
                gain = 0.0 + gives[source] * (loses - good[source][i])
                mutant = food[i] + (gain + gives[target] * (gains - good[target][i]))
                mutants = p.mutation * abundance[i]
                if mutant > food[i] and fate[i] <= 1.0 - float(np.exp(-mutants * (1.0 - food[i] / mutant))):
                    niche[source][i], niche[target][i], good[source][i], good[target][i] = left, entered, loses, gains
        abundance = bred(food)
        perish()

        heap = [total(abundance[: i + 1]) for i in places]
        born, (chance, whose) = {}, draws["speciation"][year - 1]
        for i in places:
            if not alive[i] and any(alive) and chance[i] <= p.speciation:
                born[i] = next(mother for mother in places if heap[mother] >= whose[i] * heap[-1])
        mothers = list(born.values())
        abundance = [abundance[i] / (1.0 + mothers.count(i)) for i in places]
        for i, mother in born.items():
            abundance[i], alive[i], links[i] = abundance[mother], True, links[mother]
            for k in hosts:
                niche[k][i], good[k][i] = niche[k][mother], good[k][mother]

        for k in hosts:
            visits = load[k] / stock[k] if stock[k] > 0 else 0.0
            had = 0.0 if failing[k] else visits
            missed = max(1.0 - had / accustomed[k], 0.0) if accustomed[k] > 0 else 0.0
            left = stock[k] * (1.0 - p.coupling * missed)
            grown = left + (max(p.regrowth * (1.0 - left) * (left - 0.0), -left) if left > 0 else 0.0)
            stock[k] = 0.0 if grown < p.host_least else grown
            accustomed[k] += 0.0 if failing[k] else p.accustom * (visits - accustomed[k])
        years.append(Year([row[:] for row in niche], abundance[:], stock[:], kept[:]))
    return years


def performance(part: float, trade_off: float) -> float:
    """Performance of a part of oneself."""
    return float(np.exp(trade_off * np.log(part))) if part > 0 else 0.0


def total(values: list[float]) -> float:
    """A sum from left to right; ``sum`` makes up for rounding since Python 3.12."""
    result = 0.0
    for value in values:
        result += value
    return result
