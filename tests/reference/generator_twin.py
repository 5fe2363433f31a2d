"""The generator once more, in plain Python: floats, lists and loops, to be read beside ``stories/generator.py``.

Chances are adaptive integrals and capacity is found by SciPy's own optimisers from many starts, so that both agree to
the precision of those and not to the last bit.
"""

from __future__ import annotations

from itertools import pairwise, product
from math import erfc, exp, hypot, log, pi, sqrt
from typing import Any, NamedTuple

from scipy.integrate import quad
from scipy.optimize import minimize, minimize_scalar
from scipy.stats import binom


class Generation(NamedTuple):
    """What a generation learned and drew, by class, and what the next one is trained on."""

    capacity: list[float]
    quality: list[float]
    recall: list[float]
    output: list[float]
    mix: list[float]


def generator(p: Any, draws: list[list[float]]) -> list[Generation]:
    """Live through as many generations as there are draws.

    Parameters
    ----------
    p : GeneratorParameters
        The setting, with one generator.
    draws : list
        For each generation the draws of its sample, one fewer than there are classes.
    """
    classes = range(p.classes)
    weights = [p.tail**k for k in range(p.classes - 1)]
    original = [p.large_share, *((1 - p.large_share) * weight / sum(weights) for weight in weights)]
    mix, generations = original, []
    for luck in draws:
        capacity = best(mix, p)
        quality = [drawn_well(k, capacity, p) for k in classes]
        weight = [mix[k] * quality[k] for k in classes]
        chance = [[drawn(j, k, weight, p.evidence, p.temperature) for k in classes] for j in classes]
        output = [sum(chance[j][k] * mix[k] for k in classes) for j in classes]
        own = sampled(output, p.sample, luck)
        alpha = 1 - p.handed_down - p.outside
        mix = [alpha * own[k] + p.handed_down * mix[k] + p.outside * original[k] for k in classes]
        generations.append(Generation(capacity, quality, [chance[k][k] for k in classes], output, mix))
    return generations


def drawn_well(k: int, capacity: list[float], p: Any) -> float:
    """Quality of a class."""
    reached = sum(capacity[j] * (1.0 if j == k else p.shared if max(j, k) < p.kin else 0.0) for j in range(p.classes))
    return 1 - exp(-(p.ease if k == 0 else 1.0) * p.capacity * reached)


def drawn(j: int, k: int, weight: list[float], evidence: float, whim: float) -> float:
    """Chance that class j is drawn where k is wanted."""
    if weight[j] <= 0:
        return 0.0
    spread, lead = hypot(evidence, whim), []
    for other in range(len(weight)):
        if other != j and weight[other] > 0:
            lead.append((log(weight[j] / weight[other]) + evidence**2 * ((j == k) - (other == k))) / spread)

    def integrand(z: float) -> float:
        value = exp(-z * z / 2) / sqrt(2 * pi)
        for one in lead:
            value *= erfc(-(one + z) / sqrt(2)) / 2
        return value

    return quad(integrand, -9, 9, epsabs=1e-11, epsrel=1e-10)[0]


def best(mix: list[float], p: Any) -> list[float]:
    """The capacity for which drawings are worth most."""

    def loss(capacity: Any) -> float:
        weight = [mix[k] * drawn_well(k, list(capacity), p) for k in range(p.classes)]
        return -sum(weight[k] * drawn(k, k, weight, p.evidence, 0.0) for k in range(p.classes))

    if p.classes == 2:
        edges = [i / 20 for i in range(21)]
        pieces = [
            minimize_scalar(lambda a: loss([a, 1 - a]), bounds=piece, method="bounded", options={"xatol": 1e-10})
            for piece in pairwise(edges)
        ]
        found = [(piece.fun, [float(piece.x), 1 - float(piece.x)]) for piece in pieces]
        found += [(loss(corner) - 1e-12, corner) for corner in ([1.0, 0.0], [0.0, 1.0])]
    else:
        found = []
        for subset in product([0, 1], repeat=p.classes):
            if any(subset):
                start = [one / sum(subset) for one in subset]
                end = minimize(
                    loss,
                    start,
                    bounds=[(0, one) for one in (1,) * p.classes],
                    method="SLSQP",
                    constraints={"type": "eq", "fun": lambda a: sum(a) - 1},
                    options={"ftol": 1e-13},
                )
                found.append((end.fun, [max(float(a), 0.0) for a in end.x]))
    return min(found)[1]


def sampled(output: list[float], sample: int, luck: list[float]) -> list[float]:
    """Shares of the classes in a sample."""
    if not sample:
        return output
    left, rest, counts = sample, 1.0, []
    for share, draw in zip(output[:-1], luck):
        chance = min(max(share / rest, 0.0), 1.0) if rest > 0 else 0.0
        counts.append(float(binom.ppf(draw, left, chance)) if left else 0.0)
        left, rest = left - int(counts[-1]), max(rest - share, 0.0)
    return [count / sample for count in [*counts, left]]
