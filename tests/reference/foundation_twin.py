"""The foundation once more, in plain Python: floats, lists and loops, to be read beside ``stories/foundation.py``.

The twin computes each number in the order in which the story does, so that both agree to the last bit. All it takes
from NumPy is ``exp`` and ``log``: those of ``math`` come from another library and may differ in the last bit.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import Any, NamedTuple

import numpy as np


class Year(NamedTuple):
    """State at the end of a year; ``awards[domain][desk]`` and ``record[domain][desk]``, ``number[desk]``, ``real``."""

    funded: list[bool]
    awards: list[list[float]]
    record: list[list[float]]
    mix: list[float]
    number: list[int]
    real: float


def foundation(p: Any, draws: dict[str, Any]) -> list[Year]:
    """Live through as many years as there are draws.

    Parameters
    ----------
    p : FoundationParameters
        The setting.
    draws : dict
        A value for each year: of ``staff`` a pair of lists, one number a desk; of ``domain``, ``quality``, ``noise``
        and ``lottery`` a list, one number a proposal.
    """
    domains, desks, pile = range(p.domains), range(p.staff), range(p.proposals)
    weights = [p.tail**k for k in range(p.domains - 1)]
    first = [p.large_share, *((1.0 - p.large_share) * weight / total(weights) for weight in weights)]
    mix, shares = first, first
    record = [[first[k] for i in desks] for k in domains]
    read = [row[:] for row in record]
    number = [i if i < p.founders else -1 for i in desks]
    budget = max(round(p.selectivity * p.proposals), 1)
    by_lot = round(p.lottery * budget)
    reserved = [floor(p.ring_fence * (budget - by_lot) * first[k] + 1e-9) for k in domains]
    opens = p.hire_year if isinstance(p.hire_year, tuple) else (p.hire_year,) * p.staff
    ever, years = sum(i >= 0 for i in number), []
    alarm, at_start = False, 1.0 - total([share**2 for share in first])

    def best(score: list[float], of: list[int], many: int) -> list[int]:
        return sorted(of, key=lambda j: -score[j])[:many]

    for year, (leave, lot) in enumerate(draws["staff"], start=1):
        intact = min(max((1.0 - total([share**2 for share in shares])) / at_start, 0.0), 1.0)
        alarm = p.watch > 0 and (intact <= max(p.watch, p.back) if alarm else intact <= p.watch)
        usual = p.outside if year % p.outside_every == 0 else 0.0
        gamma = max(usual, p.raised) if alarm else usual
        present = [i for i in desks if number[i] >= 0]
        before, known = record, number[:]
        record = [row[:] for row in record]
        for i in desks:
            leaves = known[i] >= 0 and leave[i] <= p.turnover and year > 1
            if leaves or (known[i] < 0 and year >= opens[i]):
                trainer = i if leaves else present[ceil(lot[i] * len(present)) - 1]
                beta = p.handed_down
                for k in domains:
                    alpha = max(1.0 - beta - gamma, 0.0)
                    record[k][i] = alpha * shares[k] + beta * before[k][trainer] + gamma * first[k]
                    read[k][i] = record[k][i]
                number[i], ever = ever, ever + 1
        present = [i for i in desks if number[i] >= 0]

        domain, score = [], []
        for j in pile:
            edges = [total(mix[: k + 1]) for k in domains[:-1]]
            domain.append(sum(draws["domain"][year - 1][j] > edge for edge in edges))
            share = record[domain[j]][present[j % len(present)]]
            amount = 0.5 + 0.5 * p.domains * read[domain[j]][present[j % len(present)]]
            base = amount if p.attention == "amount" else p.domains * share
            grown = float(np.exp(p.exponent * np.log(base))) if base > 0 else float(p.exponent == 0)
            seen = p.precision * grown
            quality, noise = draws["quality"][year - 1][j], draws["noise"][year - 1][j]
            score.append((seen * quality + sqrt(seen) * noise) / (1.0 + seen))

        chosen = set(best(draws["lottery"][year - 1], list(pile), by_lot))
        for k in domains:
            chosen |= set(best(score, [j for j in pile if domain[j] == k and j not in chosen], reserved[k]))
        chosen |= set(best(score, [j for j in pile if j not in chosen], budget - len(chosen)))

        awards = [[0.0 for i in desks] for k in domains]
        for j in chosen:
            awards[domain[j]][present[j % len(present)]] += 1.0
        shares = [total(awards[k]) / budget for k in domains]
        alpha, beta = (1.0 - gamma) * p.memory, (1.0 - gamma) * (1.0 - p.memory)
        for i in desks:
            made = total([awards[k][i] for k in domains])
            for k in domains:
                own = awards[k][i] / made if made else record[k][i]
                read[k][i] += own
                record[k][i] = alpha * own + beta * record[k][i] + gamma * first[k]
        mix = [(1.0 - p.follow) * mix[k] + p.follow * shares[k] for k in domains]
        funded = [j in chosen for j in pile]
        years.append(Year(funded, awards, [row[:] for row in record], mix, number[:], gamma))
    return years


def total(values: list[float]) -> float:
    """A sum from left to right; ``sum`` makes up for rounding since Python 3.12."""
    result = 0.0
    for value in values:
        result += value
    return result
