"""Drawing a class under uncertainty: which of K classes a generator draws when it sees noisy evidence of the true one.

The true class k comes with its share in the training mix. The evidence is a vector x of K independent normals of
variance one; that of the true class has the mean d, all others have zero. Value is posterior times quality, so that the
class j is drawn for which ``log(weight_j) + d * x_j`` is greatest, with ``weight = mix * quality``. Given x_j the other
comparisons are independent: each chance is an integral over one normal, whatever the number of classes.

Shapes: ``(tasks, ...)`` with classes as tasks; chances ``(drawn, true, ...)``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from ..base.errors import UserError
from .arrays import Array, Number

FAINTEST = 1e-9
"""Least evidence that is told from none; without any, classes of equal weight are drawn equally often."""
LEAST = 1e-300
"""Weight of a class that is worth nothing."""
REACH = 8.5
"""Standard deviations beyond which a normal has no weight in double precision."""
DIGITS = 34.0
"""Natural logarithm of the quadrature's relative precision."""


class Canvas(NamedTuple):
    """What a generator knows before it sees evidence: the argument of a rule of drawing.

    A rule is a plain function ``rule(canvas) -> weights`` with weights ``(tasks, runs, agents)``, not negative: the
    class of the greatest weight times likelihood is drawn. The usual one is ``mix * quality``; ``mix`` draws the
    likeliest class.

    Attributes
    ----------
    mix : array, shape (tasks, runs, agents)
        Share of each class in the training data, the prior.
    quality : array, shape (tasks, runs, agents)
        Quality with which each class is drawn.
    """

    mix: Array
    quality: Array


def posterior_times_quality(canvas: Canvas) -> Array:
    """The usual rule of drawing: weights ``mix * quality``."""
    return canvas.mix * canvas.quality


def drawing_weights(rule: Callable[[Canvas], Array], canvas: Canvas) -> Array:
    """Weights that a rule of drawing gives, checked.

    Raises
    ------
    UserError
        If they are not a finite weight, not negative, for each class, or all zero for some generator.
    """
    given = rule(canvas)
    good = isinstance(given, np.ndarray) and given.dtype.kind == "f" and given.shape == canvas.mix.shape
    if not (good and np.isfinite(given).all() and (given >= 0).all() and (given > 0).any(axis=0).all()):
        raise UserError(
            "the rule of drawing must return a finite weight, from 0 and not all 0, for each class: "
            f"an array of shape {canvas.mix.shape}"
        )
    return given


def normal_rule(factors: int) -> tuple[Array, Array]:
    """Nodes and weights for integrals over a standard normal of a product of normal distribution functions.

    The trapezoidal rule of step h: for an integrand that is entire and grows like ``exp(factors * y**2 / 2)`` off the
    real line its error is of the order of ``exp(-2 * pi**2 / (factors * h**2))``; h makes that ``exp(-DIGITS)``.

    Parameters
    ----------
    factors : int
        Normal functions that are multiplied, the density included.

    Returns
    -------
    nodes, weights : array
        Symmetric about zero; the weights sum to one.

    References
    ----------
    Trefethen, L. N. & Weideman, J. A. C. (2014). The exponentially convergent trapezoidal rule. SIAM Review 56(3).
    """
    step = np.pi * np.sqrt(2.0 / (DIGITS * factors))
    half = int(np.ceil(REACH / step))
    nodes = step * np.arange(-half, half + 1)
    weights = np.exp(-0.5 * nodes**2)
    return nodes, weights / weights.sum()


def recalls(weight: Array, evidence: Number) -> Array:
    """Chance that the true class is drawn: ``r_j = E[product over i of Phi(log(w_j / w_i) / d + d + z)]``, z normal.

    Parameters
    ----------
    weight : array, shape (tasks, ...)
        Weight of each class, not negative.
    evidence : float or array, shape (...)
        Strength d of the evidence, in standard deviations, not negative.

    Returns
    -------
    array, shape (tasks, ...)
        Recall of each class. Two classes are a closed form: ``Phi(D / 2 + log(w_j / w_i) / D)``, ``D = sqrt(2) * d``.
    """
    return np.stack([_chance(weight, evidence, 0.0, drawn, drawn) for drawn in range(len(weight))])


def draw_chances(weight: Array, evidence: Number, temperature: Number = 0.0) -> Array:
    """Chance of each class to be drawn, given the true one.

    Parameters
    ----------
    weight, evidence
        See `recalls`.
    temperature : float or array, shape (...)
        Standard deviation of a normal whim that is added to each class's log value before the greatest is drawn.

    Returns
    -------
    array, shape (tasks, tasks, ...)
        The drawn class first, then the true one; columns sum to one.

    References
    ----------
    Thurstone, L. L. (1927). A law of comparative judgment. Psychological Review 34(4).
    """
    classes = range(len(weight))
    return np.stack([np.stack([_chance(weight, evidence, temperature, j, k) for k in classes]) for j in classes])


def output_mix(mix: Array, chances: Array) -> Array:
    """Share of each class among drawings: ``o_j = sum over k of mix_k * P(j | k)``."""
    output = chances[:, 0] * mix[0]
    for true in range(1, len(mix)):
        output = output + chances[:, true] * mix[true]
    return output


def _chance(weight: Array, evidence: Number, temperature: Number, drawn: int, true: int) -> Array:
    """Chance that one class is drawn where another, or itself, is the true one."""
    seen = np.maximum(evidence, FAINTEST)
    spread = np.hypot(seen, temperature)
    level = np.log(np.maximum(weight, LEAST))
    push = [(seen * seen) * ((drawn == true) - float(other == true)) for other in range(len(weight))]
    lead = [(level[drawn] - level[other] + push[other]) / spread for other in range(len(weight)) if other != drawn]
    if len(lead) == 1:
        return ndtr(lead[0] / np.sqrt(2.0))
    nodes, weights = normal_rule(len(weight))
    product = weights
    for entry in lead:
        product = product * ndtr(entry[..., None] + nodes)
    return product.sum(axis=-1)
