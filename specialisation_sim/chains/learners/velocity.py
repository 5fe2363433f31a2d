"""A rectified flow (Liu et al. 2023) as a perceptron: the velocity that carries noise to data along straight lines.

Shapes: points ``(runs, rows, 2)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...laws.arrays import Array
from .mlp import Adam, Mlp, batches, rows_of


@dataclass(frozen=True)
class Flow:
    """A velocity field in place and time, followed in Euler steps.

    Attributes
    ----------
    net : Mlp
        From place and time to velocity.
    steps : int
        Euler steps from noise, at time 0, to data, at time 1.
    """

    net: Mlp
    steps: int

    def velocity(self, point: Array, time: float) -> Array:
        """Velocity at places and a time."""
        return self.net(np.concatenate([point, np.full_like(point[..., :1], time)], axis=-1))

    def carried(self, noise: Array) -> Array:
        """Where the flow takes noise."""
        point = noise.astype(self.net.weights.dtype)
        for step in range(self.steps):
            point = point + self.velocity(point, step / self.steps) / self.steps
        return point

    def brought_back(self, data: Array) -> Array:
        """Where the flow, run backwards from data, comes from."""
        point = data.astype(self.net.weights.dtype)
        for step in range(self.steps, 0, -1):
            point = point - self.velocity(point, step / self.steps) / self.steps
        return point


def fit_flow(
    start: Flow, pairs: Array, rngs: Sequence[np.random.Generator], updates: int, batch: int, rate: Array
) -> Flow:
    """Train on pairs of noise and data: least squares on the difference of the two, at random times between them.

    Parameters
    ----------
    start : Flow
        Where training begins; it is left as it is.
    pairs : array, shape (runs, rows, 4)
        Noise, NaN where fresh noise is to be drawn at each look, and data.
    rngs : sequence of Generator
        One a run: orders, times and noise.
    updates, batch : int
        Steps of Adam and pairs in each.
    rate : array, shape (runs,)
        Learning rate at first; it falls to zero in a straight line.

    Returns
    -------
    Flow
    """
    net = start.net.copy()
    kind = net.weights.dtype
    teach = Adam(net, np.asarray(rate, dtype=kind)[:, None])
    whole = np.asarray(pairs, dtype=kind)
    for done, which in enumerate(batches(rngs, whole.shape[1], batch, updates)):
        part = rows_of(whole, which)
        drawn = np.stack([rng.standard_normal((which.shape[1], 2), dtype=kind) for rng in rngs])
        noise = np.where(np.isnan(part[..., :2]), drawn, part[..., :2])
        time = np.stack([rng.random((which.shape[1], 1), dtype=kind) for rng in rngs])
        towards = part[..., 2:] - noise
        values = net.forward(np.concatenate([noise + time * towards, time], axis=-1))
        wrong = (values[-1] - towards) / kind.type(which.shape[1])
        teach.step(net.backward(values, wrong)[0], 1.0 - done / updates)
    return Flow(net, start.steps)
