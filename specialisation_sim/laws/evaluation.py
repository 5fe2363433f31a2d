"""Noisy evaluation: what one has seen a lot of, one sees sharply, and the best share by what one sees is funded.

A proposal's quality q is drawn from N(0, 1). An evaluator sees ``q + noise / sqrt(precision)`` and believes the
posterior mean. Posterior means of a domain seen sharply spread widely, those of one seen dimly huddle at zero. So where
fewer than half are funded the sharply seen domain gets more than its share, and where more than half are, less.

Shapes: piles ``(runs, proposals)``; domains and evaluators ``(tasks, runs, agents)``; mixes and expected shares
``(tasks, ...)``.

References: Phelps, E. S. (1972). The statistical theory of racism and sexism. American Economic Review 62(4).
Aigner, D. J. & Cain, G. G. (1977). Statistical theories of discrimination in labor markets. Industrial and Labor
Relations Review 30(2).
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from .arrays import Array, Indices, Number

DIMMEST = 1e-12
"""Least spread of posterior means that expected shares tell from none."""


def drawn_domain(draw: Array, mix: Array) -> Indices:
    """The domain of each proposal, drawn at random from a mix of domains.

    Parameters
    ----------
    draw : array, shape (runs, proposals)
        Uniform draws in (0, 1].
    mix : array, shape (tasks, runs, 1)
        Share of each domain, summing to one.

    Returns
    -------
    array of int, shape (runs, proposals)
        Domain of each proposal.
    """
    edge = mix[0]
    domain = (draw > edge).astype(np.intp)
    for share in mix[1:-1]:
        edge = edge + share
        domain += draw > edge
    return domain


def precision_from_record(record: Array, precision: Number, exponent: Number) -> Array:
    """Precision with which each domain is seen after training: ``tau_k = tau * (K * record_k) ** b``.

    Parameters
    ----------
    record : array, shape (tasks, ...)
        Share of each of the K domains in what an evaluator was trained on.
    precision : float or array
        Precision tau after even training, in units of 1 / variance of quality, positive.
    exponent : float or array
        Learning exponent b, not negative. At zero training makes no difference; above, a domain never met is not seen.

    Returns
    -------
    array, shape (tasks, ...)
        Precision, in units of 1 / variance of quality.
    """
    met = record > 0
    grown = np.exp(exponent * np.log(np.where(met, len(record) * record, 1.0)))
    return precision * np.where(met, grown, np.equal(exponent, 0))


def precision_from_reading(read: Array, precision: Number, exponent: Number) -> Array:
    """Precision that grows with how much was read of each domain: ``tau_k = tau * ((1 + K * read_k) / 2) ** b``.

    The power law of practice, in which a year read evenly counts as much as what one came with. What is read of one
    domain takes nothing from another, unlike in `precision_from_record`.

    Parameters
    ----------
    read : array, shape (tasks, ...)
        Years' worth of awards that an evaluator has read of each of the K domains.
    precision : float or array
        Precision tau after one year read evenly, in units of 1 / variance of quality, positive.
    exponent : float or array
        Learning exponent b, not negative.

    Returns
    -------
    array, shape (tasks, ...)
        Precision, in units of 1 / variance of quality.
    """
    return precision * np.exp(exponent * np.log(0.5 + 0.5 * len(read) * read))


PRECISION = {"share": precision_from_record, "amount": precision_from_reading}
"""What precision grows with: a domain's share of the record, or how much of it was read."""


def signal_weight(precision: Number) -> Number:
    """Weight of the signal in the posterior mean, the rest being the prior's: ``tau / (1 + tau)``."""
    return precision / (1.0 + precision)


def posterior_spread(precision: Number) -> Number:
    """Standard deviation of posterior means over proposals: ``sqrt(tau / (1 + tau))``, in that of quality."""
    return np.sqrt(signal_weight(precision))


def posterior_mean(quality: Array, noise: Array, precision: Number) -> Array:
    """Quality as an evaluator believes it: ``tau / (1 + tau) * (q + noise / sqrt(tau))``; zero if blind.

    Parameters
    ----------
    quality, noise : array
        Standard normal draws: true quality, and the error of the signal before it is scaled.
    precision : float or array
        Precision tau of the signal, not negative.

    Returns
    -------
    array
        Posterior mean, in standard deviations of quality.
    """
    return (precision * quality + np.sqrt(precision) * noise) / (1.0 + precision)


def award_cutoff(mix: Array, spread: Array, selectivity: Number) -> Array:
    """Posterior mean above which a share of a large pile lies: x with ``sum of mix_k * (1 - Phi(x / spread_k)) = f``.

    Parameters
    ----------
    mix : array, shape (tasks, ...)
        Share of each domain among proposals, summing to one.
    spread : array, shape (tasks, ...)
        Standard deviation of each domain's posterior means, not negative.
    selectivity : float or array
        Share f that is funded, above 0 and below 1.

    Returns
    -------
    array, shape (...)
        The cutoff, in standard deviations of quality, by bisection to the last bit.
    """
    visible = np.maximum(spread, DIMMEST)
    shape = np.broadcast_shapes(np.shape(mix), np.shape(visible), (1, *np.shape(selectivity)))[1:]
    low, high = np.full(shape, -40.0), np.full(shape, 40.0)
    for _ in range(110):
        middle = (low + high) / 2.0
        if ((middle == low) | (middle == high)).all():  # neighbouring numbers: there is nothing in between
            break
        too_low = (mix * ndtr(-middle / visible)).sum(axis=0) > selectivity
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return (low + high) / 2.0


def expected_award_shares(mix: Array, spread: Array, selectivity: Number) -> Array:
    """Share of each domain among the awards of a large pile: ``mix_k * (1 - Phi(x / spread_k)) / f`` at the cutoff x.

    Parameters
    ----------
    mix, spread, selectivity
        See `award_cutoff`.

    Returns
    -------
    array, shape (tasks, ...)
        Expected shares, summing to one.
    """
    cutoff = award_cutoff(mix, spread, selectivity)
    taken = mix * ndtr(-cutoff / np.maximum(spread, DIMMEST))
    return taken / taken.sum(axis=0)
