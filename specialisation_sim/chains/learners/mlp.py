"""A small multilayer perceptron of many runs at once: gradients by hand, and Adam.

``y = tanh(... tanh(x W_1 + b_1) ...) W_L + b_L``. tanh, since its slopes of any order are read off its value: the first
is ``1 - h^2``. Rows of a run are multiplied by that run's weights, one product of matrices a run, so that a run's bits
do not depend on how many others are trained beside it.

Shapes: rows of data ``(runs, rows, features)``; all weights of a run side by side, ``(runs, size)``. Whatever number
type the weights have is kept: 32 bits for speed, 64 to check gradients.

Sources: Rumelhart, Hinton & Williams (1986); Glorot & Bengio (2010) for the start; Kingma & Ba (2015) for Adam;
Pearlmutter (1994) for the slopes of slopes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ...laws.arrays import Array


@dataclass(frozen=True)
class Mlp:
    """Perceptrons of one shape, one a run.

    Attributes
    ----------
    widths : tuple of int
        Features of the input, of each hidden layer, and of the output.
    weights : array, shape (runs, size)
        For each layer its matrix, row by row, and its offsets.
    """

    widths: tuple[int, ...]
    weights: Array

    @classmethod
    def drawn(
        cls, widths: Sequence[int], rngs: Sequence[np.random.Generator], kind: npt.DTypeLike = np.float32
    ) -> Self:
        """Perceptrons to begin with: normal weights of variance 2 / (inputs + outputs), no offsets."""
        shape = tuple(widths)
        size = sum((into + 1) * out for into, out in pairwise(shape))
        made = cls(shape, np.array([rng.standard_normal(size) for rng in rngs], dtype=kind))
        for matrix, offset in made.layers:
            matrix[:] *= np.sqrt(2.0 / sum(matrix.shape[1:]))
            offset[:] = 0.0
        return made

    def copy(self) -> Self:
        """The same, to be trained on."""
        return type(self)(self.widths, self.weights.copy())

    @property
    def layers(self) -> Iterator[tuple[Array, Array]]:
        """Matrix ``(runs, inputs, outputs)`` and offsets ``(runs, 1, outputs)`` of each layer: views of `weights`."""
        yield from _layers(self.widths, self.weights)

    def __call__(self, rows: Array) -> Array:
        """Output for rows of input."""
        return self.forward(rows)[-1]

    def forward(self, rows: Array) -> list[Array]:
        """Input, value of each hidden layer, and output."""
        values = [rows]
        for layer, (matrix, offset) in enumerate(self.layers, start=1):
            value = values[-1] @ matrix
            value += offset
            values.append(value if layer == len(self.widths) - 1 else np.tanh(value, out=value))
        return values

    def backward(self, values: Sequence[Array], slope: Array) -> tuple[Array, Array]:
        """Slopes of a loss with respect to weights and input.

        Parameters
        ----------
        values : sequence of array
            What `forward` gave.
        slope : array, shape (runs, rows, outputs)
            Slope of the loss with respect to the output.

        Returns
        -------
        of_weights : array, shape (runs, size)
        of_input : array, shape (runs, rows, inputs)
        """
        gradient = np.empty_like(self.weights)
        ones = np.ones((1, slope.shape[1]), dtype=slope.dtype)
        layers = zip(self.layers, _layers(self.widths, gradient), values, strict=False)
        for (matrix, _), (to_matrix, to_offset), before in reversed(list(layers)):
            np.matmul(before.swapaxes(1, 2), slope, out=to_matrix)
            np.matmul(ones, slope, out=to_offset)
            slope = slope @ matrix.swapaxes(1, 2)
            if before is not values[0]:
                slope *= 1.0 - before * before
        return gradient, slope

    def slope_at_input(self, values: Sequence[Array]) -> Array:
        """Slope of the one output with respect to the input, ``(runs, rows, inputs)``."""
        return self.backward(values, np.ones_like(values[-1]))[1]

    def slopes_of_slope(self, values: Sequence[Array], weight: Array) -> Array:
        """Slopes with respect to the weights of ``sum(weight * slope_at_input)``, for a loss on the input's slope.

        With ``weight`` held fixed the sum is the output's derivative along it. That derivative is carried forward
        beside the values, ``h' = (1 - h^2) (h'_before W)``, and its slopes are carried back.

        Parameters
        ----------
        values : sequence of array
            What `forward` gave, for one output.
        weight : array, shape (runs, rows, inputs)
            Slope of the loss with respect to `slope_at_input`.

        Returns
        -------
        array, shape (runs, size)
        """
        hidden = values[1:-1]
        moved, raw = [weight], []
        for (matrix, _), value in zip(self.layers, hidden, strict=False):
            raw.append(moved[-1] @ matrix)
            moved.append((1.0 - value * value) * raw[-1])
        gradient = np.empty_like(self.weights)
        layers = list(zip(self.layers, _layers(self.widths, gradient), strict=True))
        ones = np.ones((1, weight.shape[1]), dtype=weight.dtype)
        # Slopes of the derivative with respect to the moved value, and to the value itself, of the layer after.
        on_moved, on_value = np.ones_like(values[-1]), np.zeros_like(values[-1])
        for index in range(len(layers) - 1, -1, -1):
            (matrix, _), (to_matrix, to_offset) = layers[index]
            np.matmul(moved[index].swapaxes(1, 2), on_moved, out=to_matrix)
            to_matrix += values[index].swapaxes(1, 2) @ on_value
            np.matmul(ones, on_value, out=to_offset)
            if index:
                value = hidden[index - 1]
                bend = 1.0 - value * value
                up_moved = on_moved @ matrix.swapaxes(1, 2)
                up_value = on_value @ matrix.swapaxes(1, 2)
                on_value = bend * (up_value - 2.0 * value * up_moved * raw[index - 1])
                on_moved = bend * up_moved
        return gradient


def _layers(widths: Sequence[int], weights: Array) -> Iterator[tuple[Array, Array]]:
    """Views of each layer's part of ``(runs, size)``."""
    begin, runs = 0, len(weights)
    for into, out in pairwise(widths):
        middle, end = begin + into * out, begin + (into + 1) * out
        yield weights[:, begin:middle].reshape(runs, into, out), weights[:, None, middle:end]
        begin = end


class Adam:
    """Steps down a slope, each weight's as large as its slopes are steady.

    Parameters
    ----------
    net : Mlp
        What is trained: its weights are changed in place.
    rate : float or array, shape (runs, 1)
        Learning rate.
    forget, forget_squares : float
        Share of the running means of slopes and of their squares that is kept in a step.
    """

    def __init__(self, net: Mlp, rate: Any, forget: float = 0.9, forget_squares: float = 0.999) -> None:
        self.weights, self.rate = net.weights, np.asarray(rate, dtype=net.weights.dtype)
        self.mean, self.square = np.zeros_like(net.weights), np.zeros_like(net.weights)
        self.forget, self.forget_squares, self.steps = forget, forget_squares, 0

    def step(self, gradient: Array, pace: float = 1.0) -> None:
        """One step, at a share `pace` of the learning rate."""
        self.steps += 1
        self.mean *= self.forget
        self.mean += (1.0 - self.forget) * gradient
        self.square *= self.forget_squares
        self.square += (1.0 - self.forget_squares) * (gradient * gradient)
        young = np.sqrt(1.0 - self.forget_squares**self.steps)
        size = np.sqrt(self.square)
        size += 1e-8 * young
        np.divide(self.mean, size, out=size)
        size *= self.rate * (pace * young / (1.0 - self.forget**self.steps))
        self.weights -= size


def batches(rngs: Sequence[np.random.Generator], rows: int, size: int, number: int) -> Iterator[Array]:
    """Which rows to train on, so many times: ``(runs, size)``, all rows of each run in a new order again and again.

    Rows that do not fill a last batch wait for the next order.
    """
    size = min(size, rows)
    orders: Array = np.empty((len(rngs), 0), dtype=int)
    for _ in range(number):
        if orders.shape[1] < size:
            orders = np.stack([rng.permutation(rows) for rng in rngs])
        yield orders[:, :size]
        orders = orders[:, size:]


def rows_of(data: Array, which: Array) -> Array:
    """Rows of each run, ``(runs, size, features)``."""
    return data[np.arange(len(data))[:, None], which]
