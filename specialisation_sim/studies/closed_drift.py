"""How far an instrument drifts under a share of outside data, where that has a closed form.

A closed form is a map from one generation's state to the next. Four worlds have one: discrete resampling (the recursion
of F = E sum p^2), the Gaussian chain (of Q = E second moment and A = E squared mean), the rectified flow (its product)
and the foundation (its return map in the limit of a large pile). All others are simulated.

Shapes: states ``(parts, weights)``; weights of outside data ``(weights,)``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .. import laws
from ..chains.theory import discrete, gaussian, linear
from ..laws.arrays import Array
from ..model.parameters import Parameters

SETTLED = 1e-11
"""Change in a cycle below which a path has come to rest."""

ROUNDS, FINE = 5, 33
"""Refinements of the smallest weight, and weights of each: it is known to 1/32^5."""


class ClosedForm(NamedTuple):
    """A closed form of an instrument's drift.

    Attributes
    ----------
    start : array, shape (parts,)
        State at the start.
    step : callable
        ``step(state, weight)`` is the state a generation later.
    drift : callable
        How far the instrument is from its start, as a share of it, of a state; negative where it has gained.
    most : float
        Largest weight there can be.
    longest : int
        Generations after which a path that has not come to rest is taken to have none.
    name : str
        What it is.
    limit : bool
        Whether it holds in the limit of large samples only, so that runs drift further.
    """

    start: Array
    step: Callable[[Array, Array], Array]
    drift: Callable[[Array], Array]
    most: float
    longest: int
    name: str
    limit: bool = False


def closed_form(name: str, parameters: Parameters) -> ClosedForm | None:
    """The closed form of a story or chain at these parameters, or None where there is none.

    Parameters
    ----------
    name : str
        Name of the story or chain.
    parameters : Parameters
        All but the weight of outside data and when they come.

    Returns
    -------
    ClosedForm or None
    """
    make = {"discrete": _discrete, "gaussian": _gaussian, "flow": _flow, "foundation": _foundation}.get(name)
    return make(parameters) if make else None


def path_of(form: ClosedForm, weight: Array, steps: int, every: int = 1) -> Array:
    """Drift after 0, 1, ... steps, ``(steps + 1, weights)``."""
    state = np.repeat(form.start[:, None], len(weight), axis=1)
    path = [form.drift(state)]
    for time in range(1, steps + 1):
        state = form.step(state, weight if time % every == 0 else np.zeros_like(weight))
        path.append(form.drift(state))
    return np.array(path)


def worst_drift(form: ClosedForm, weight: Array, every: int = 1) -> Array:
    """Largest drift there ever is, ``(weights,)``; infinite where a path does not come to rest."""
    state = np.repeat(form.start[:, None], len(weight), axis=1)
    worst, rests = form.drift(state), np.zeros(len(weight), dtype=bool)
    for _ in range(0, form.longest, every):
        before = state
        for time in range(1, every + 1):
            state = form.step(state, weight if time == every else np.zeros_like(weight))
            worst = np.maximum(worst, form.drift(state))
        rests = np.abs(state - before).max(axis=0) < SETTLED
        if rests.all():
            break
    return np.where(rests, worst, np.inf)


def smallest_weight(form: ClosedForm, tolerance: float, *, every: int = 1, steps: int | None = None) -> float:
    """Smallest weight of outside data at which the drift stays within a tolerance; NaN if none does.

    Parameters
    ----------
    form : ClosedForm
        The closed form.
    tolerance : float
        Largest drift.
    every : int
        Steps from one share of outside data to the next.
    steps : int, optional
        Horizon; for ever if left out.

    Returns
    -------
    float
    """
    low, high = 0.0, form.most
    for _ in range(ROUNDS):
        weights = np.linspace(low, high, FINE)
        drift = worst_drift(form, weights, every) if steps is None else path_of(form, weights, steps, every).max(axis=0)
        within = np.flatnonzero(drift <= tolerance)
        if not len(within):
            return float("nan")
        if within[0] == 0:
            return float(weights[0])
        low, high = weights[within[0] - 1], weights[within[0]]
    return float(high)


def resampling_weight(tolerance: float, draws: int, every: int = 1) -> float:
    r"""Smallest weight that keeps all but a share of the heterozygosity of discrete resampling for ever.

    With H the expected heterozygosity over that of the truth, :math:`r = 1 - 1/M` and :math:`a = 1 - \gamma`, a plain
    generation gives :math:`H' = r H` and one with outside data :math:`H' = a^2 r H + 1 - a^2`. Every k-th generation,
    H is least just before outside data come, and :math:`\ge 1 - d` there from
    :math:`a^2 = (r^{k-1} - (1 - d)) / (r^{k-1} (1 - (1 - d) r))`. For k = 1 that is about
    :math:`\gamma M = (1 - d) / 2d` data a generation, whatever the sample: Wright's island model, in which one migrant
    a generation does as much for a large population as for a small one.

    Returns
    -------
    float
        NaN where so long a pause loses too much by itself.

    References
    ----------
    Wright, S. (1931). Evolution in Mendelian populations. Genetics 16.
    """
    keep, left = 1.0 - 1.0 / draws, 1.0 - tolerance
    after = keep ** (every - 1)
    squared = (after - left) / (after * (1.0 - left * keep))
    return float(1.0 - np.sqrt(squared)) if squared >= 0 else float("nan")


def _discrete(p: Any) -> ClosedForm:
    from ..chains.discrete import DiscreteChain

    truth = DiscreteChain(p, seeds=[0], collect=False).coincidence
    beta, draws = p.handed_down, p.samples

    def step(state: Array, weight: Array) -> Array:
        path = discrete.mixed_coincidence(state, draws, 1.0 - beta - weight, beta, weight, 1, truth)
        return path[1]

    return ClosedForm(
        truth, step, lambda f: 1.0 - (1.0 - f[0]) / (1.0 - truth[0]), 1.0 - beta, 20_000, "the recursion of F"
    )


def _gaussian(p: Any) -> ClosedForm | None:
    if p.growth or p.variance_of != "unbiased":
        return None
    beta = p.handed_down

    def step(state: Array, weight: Array) -> Array:
        matrix = gaussian.mixed_matrix(p.samples, 1.0 - beta - weight, beta)
        return (matrix * state).sum(axis=1) + np.stack([weight, np.zeros_like(weight)])

    return ClosedForm(
        np.array([1.0, 0.0]), step, lambda moments: np.abs(moments[0] - 1.0), 1.0 - beta, 20_000, "the recursion of Q"
    )


def _flow(p: Any) -> ClosedForm | None:
    if p.pairs != "fresh":
        return None

    def step(state: Array, weight: Array) -> Array:
        return np.maximum(linear.flow_factor(np.sqrt((1.0 - weight) * state**2 + weight), p.euler_steps), 0.0)

    return ClosedForm(np.ones(1), step, lambda spread: 1.0 - spread[0], 1.0, 5000, "the product of Euler steps")


def _foundation(p: Any) -> ClosedForm | None:
    if p.domains != 2 or p.memory != 1 or p.ring_fence or p.lottery or p.follow or p.handed_down:
        return None
    mix = p.large_share

    def step(state: Array, weight: Array) -> Array:
        return laws.next_award_share(state, mix, p.precision, p.exponent, p.selectivity, weight)

    return ClosedForm(
        np.array([mix]),
        step,
        lambda share: 1.0 - share[0] * (1.0 - share[0]) / (mix * (1.0 - mix)),
        1.0,
        1500,
        "the return map of a large pile",
        limit=True,
    )
