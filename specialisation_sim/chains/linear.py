"""The linear chains: an autoencoder that removes noise and a regression by least squares, both solved exactly.

What happens: the autoencoder shrinks each direction of its data by how noisy it looks, so that weak directions go
first; a share of real data holds every one of them above zero. Least squares learns from labels that its predecessor
gave: replacing the data adds one error after the other, accumulating adds ever smaller ones.

Sources: linear denoising after Alain & Bengio (2014); regression after Gerstgrasser et al. (2024).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import measures
from ..base.errors import UserError
from ..laws.arrays import Array
from ..model.parameters import parameter
from ..model.world import observable
from .loop import Chain, ChainParameters
from .steady import steady, total

GERSTGRASSER = "Gerstgrasser et al. 2024"


class LinearAutoencoderParameters(ChainParameters):
    """The spectrum of the data, the noise, and the share of real data."""

    dimensions: int = parameter(
        10,
        "directions of the data",
        unit="directions",
        symbol="d",
        low=1,
        high=10_000,
        group="population",
        fixes_shape=True,
    )
    decay: float = parameter(
        0.6,
        "variance of each direction, as a multiple of the one before; the first has 1",
        unit="share of the one before",
        above=0,
        high=1,
        group="environment",
        key=True,
    )
    noise: float = parameter(
        0.05,
        "variance of the noise that is taken away",
        unit="variance",
        symbol="s2",
        low=0,
        group="pressure",
        key=True,
    )
    real: float = parameter(
        0.0,
        "share of real data in training",
        unit="share of data",
        symbol="lambda",
        low=0,
        high=1,
        group="learning",
        key=True,
    )
    samples: int = parameter(10_000, "data of a generation", unit="data", symbol="M", low=2, high=10_000_000)

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.dimensions


class LinearAutoencoderChain(Chain):
    """A linear autoencoder that removes noise, trained on its own output.

    Variances of the data along their principal directions, ``(directions, runs)``.
    """

    Parameters = LinearAutoencoderParameters
    p: LinearAutoencoderParameters
    bulk = "work"
    phases = ("sample", "reconstruct")
    headline = "effective_directions"

    def begin(self) -> None:
        """Start from real data."""
        powers = np.arange(self.p.dimensions)[:, None]
        powers_of_decay = np.exp(np.log(self.row(self.p.decay)) * powers)
        # a direction without any variance has no share left that could be told
        self.real = self.variance = np.maximum(powers_of_decay, np.finfo(float).tiny)

    def sample(self) -> None:
        """Draw data, and take their variance from a finite sample."""
        size = self.row(self.p.samples)
        self.seen = self.variance * self.draws.chi_square("sample", size, self.p.dimensions) / size

    def reconstruct(self) -> None:
        """Shrink each direction as the best linear denoiser does, and add real data."""
        real, total = self.row(self.p.real), self.seen + self.row(self.p.noise)
        shrunk = self.seen**2 / np.where(total > 0, total, 1.0)
        self.variance = real * self.real + (1.0 - real) * shrunk

    @observable("directions", "effective number of directions (order 1)")
    def effective_directions(self) -> Array:
        return steady(measures.hill_number, self.variance)

    @observable("variance", "variance of all directions together")
    def total_variance(self) -> Array:
        return total(self.variance)

    @observable("variance", "variance of the strongest direction")
    def strongest(self) -> Array:
        return self.variance[0]

    @observable("share of the real variance", "what is left of the weakest direction")
    def weakest_left(self) -> Array:
        return self.variance[-1] / self.real[-1]


class RegressionParameters(ChainParameters):
    """The design, the noise of labels, and the regime."""

    dimensions: int = parameter(
        5, "features", unit="features", symbol="d", low=1, high=500, group="population", fixes_shape=True
    )
    samples: int = parameter(
        50,
        "data of a generation; more than features by two",
        unit="data",
        symbol="T",
        low=2,
        high=5000,
        group="learning",
        fixes_shape=True,
        key=True,
    )
    noise: float = parameter(
        0.5,
        "noise of labels, of real and of generated ones",
        unit="s.d. of a label",
        symbol="sigma",
        low=0,
        group="pressure",
        key=True,
    )
    regime: Literal["replace", "accumulate"] = parameter(
        "replace",
        "whether a generation's labels replace the earlier ones or are added to them",
        unit="name",
        source=GERSTGRASSER,
        group="learning",
        key=True,
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.samples * self.dimensions


class RegressionChain(Chain):
    """A regression by least squares, fitted to labels that its last fit gave.

    Error of the coefficients, ``(features, runs)``; each run has its own design, the same in all generations.
    """

    Parameters = RegressionParameters
    p: RegressionParameters
    bulk = "work"
    phases = ("label", "fit")
    headline = "error"

    def begin(self) -> None:
        """Draw the design; the true coefficients are the origin."""
        rows, features = self.p.samples, self.p.dimensions
        if rows < features + 2:
            raise UserError(f"samples = {rows} are too few for {features} features; allowed: from {features + 2}")
        design = self.streams.normal("design", rows, features)
        # One run at a time: a batched product may round otherwise than a single one.
        gram = np.array([plan.T @ plan for plan in design.swapaxes(0, 1)])
        self.spread = np.linalg.inv(np.linalg.cholesky(gram)).transpose(0, 2, 1).copy()
        self.unit = self.row(self.p.noise) ** 2 * (self.spread**2).reshape(self.runs, -1).sum(axis=-1)
        self.coefficients = np.zeros((features, self.runs))

    def label(self) -> None:
        """Label the data with the newest model, and find what their noise does to a fit."""
        draw = self.streams.normal("noise", self.p.dimensions)
        self.shift = self.row(self.p.noise) * (self.spread * draw[:, None]).sum(axis=-1).T

    def fit(self) -> None:
        """Fit by least squares to the newest labels, or to all so far, of which the newest are one part in t."""
        part = 1.0 if self.p.regime == "replace" else 1.0 / float(self.time)
        self.coefficients = self.coefficients + part * self.shift

    @observable("variance of a label", "squared error of the coefficients: test error beyond the noise")
    def error(self) -> Array:
        return total(self.coefficients**2)

    @observable("errors of one fit", "error of the fit, in units of what one fit to real data is expected to have")
    def error_ratio(self) -> Array:
        return self.error / np.where(self.unit > 0, self.unit, np.nan)
