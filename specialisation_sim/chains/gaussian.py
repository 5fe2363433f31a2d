"""The Gaussian chain: a normal distribution, fitted again and again to a sample drawn from it.

What happens: M numbers are drawn, their mean and variance make the next generation's normal law. The mean walks away
in steps that shrink with the spread, and the spread dies out.

Notice: with the unbiased variance the *expected* spread stays for ever, carried by ever fewer and ever wilder runs; a
typical run narrows. With the maximum-likelihood variance the total is conserved to the last bit: what is lost within
each run is found again between runs, homogenised inside and scattered across.

Try: accumulating; a share of outside data; samples that grow.

Sources: Shumailov et al. (2023), section 4.2 and appendix, Figures 4 to 6 and 12; docs/errata.md says where its
formulas are wrong. Simulated by sufficient statistics: normal mean, chi-square variance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..laws.arrays import Array, Number
from ..model.parameters import parameter
from ..model.world import observable
from .draws import Draws, chi_square_quantile
from .loop import CURSE, SampledChain, SampledParameters
from .steady import total


class GaussianParameters(SampledParameters):
    """How the next normal law is fitted, and how samples grow."""

    growth: float = parameter(
        0.0,
        "samples of generation i are M i^p (0: constant)",
        unit="1",
        symbol="p",
        source=CURSE,
        low=0,
        high=5,
        key=True,
    )
    variance_of: Literal["unbiased", "likelihood"] = parameter(
        "unbiased", "estimate of the variance: divided by M - 1 or by M", unit="name", source=CURSE
    )


@dataclass(frozen=True)
class Moments:
    """All that a normal fit needs of a sample: size, mean and sum of squared deviations, each ``(..., runs)``."""

    number: Array
    mean: Array
    squares: Array

    def joined(self, other: Moments) -> Moments:
        """Both samples together (Chan, Golub & LeVeque 1983)."""
        number = self.number + other.number
        step = other.mean - self.mean
        mean = self.mean + step * other.number / number
        return Moments(number, mean, self.squares + other.squares + step**2 * self.number * other.number / number)

    def all_together(self) -> Moments:
        """Samples along the first axis as one."""
        number = total(self.number)
        mean = total(self.number * self.mean) / number
        return Moments(number, mean, total(self.squares + self.number * (self.mean - mean) ** 2))


@dataclass(frozen=True)
class Normals:
    """A blend of normal laws: weights, means and standard deviations, each ``(laws, runs)``."""

    weight: Array
    mean: Array
    sd: Array

    def sample(self, number: Number, rng: Draws) -> Moments:
        """Moments of so many draws, each law drawn from by its weight."""
        if len(self.weight) == 1:
            size = np.asarray(number, dtype=float)
            mean = self.mean[0] + self.sd[0] * rng.normal("mean") / np.sqrt(size)
            return Moments(size, mean, self.sd[0] ** 2 * rng.chi_square("variance", size - 1.0))
        sizes = rng.multinomial("law", number, self.weight)
        mean = self.mean + self.sd * rng.growing_normal("mean", len(sizes)) / np.sqrt(np.maximum(sizes, 1.0))
        spread = chi_square_quantile(sizes - 1.0, 1.0 - rng.growing_uniform("variance", len(sizes)))
        return Moments(sizes, mean, self.sd**2 * spread).all_together()

    def succeeded(self, source: Normals, truth: Normals, alpha: Number, beta: Number, gamma: Number) -> Normals:
        """The next source by the succession law; its first law is the truth, and it grows by one law a generation."""
        kept = source.weight * beta
        kept[0] += gamma
        return Normals(
            np.concatenate([kept, self.weight * alpha]),
            np.concatenate([source.mean, self.mean]),
            np.concatenate([source.sd, self.sd]),
        )

    @property
    def moments(self) -> tuple[Array, Array]:
        """Mean and variance of the blend."""
        mean = total(self.weight * self.mean)
        return mean, total(self.weight * (self.sd**2 + (self.mean - mean) ** 2))


class GaussianChain(SampledChain):
    """Normal laws; the truth has mean 0 and variance 1."""

    Parameters = GaussianParameters
    p: GaussianParameters
    closed = frozenset({"replace", "mix", "pool", "accumulate"})
    headline = "spread"
    instrument = "second_moment"
    two_sided = True
    truth: Normals
    source: Normals
    model: Normals

    def first_model(self) -> Normals:
        """The truth."""
        return Normals(np.ones((1, self.runs)), np.zeros((1, self.runs)), np.ones((1, self.runs)))

    def number(self) -> Array:
        """Data of this generation: samples that may grow."""
        growth = np.exp(self.row(self.p.growth) * np.log(max(float(self.time), 1.0)))
        return np.maximum(np.rint(self.row(self.p.samples) * growth), 2.0)

    def fit(self, data: Moments, rng: Draws) -> Normals:
        """Mean and standard deviation of the sample."""
        free = data.number - 1.0 if self.p.variance_of == "unbiased" else data.number
        return Normals(np.ones((1, self.runs)), data.mean[None], np.sqrt(data.squares / free)[None])

    @observable("s.d. of the truth", "mean of the newest model")
    def mean(self) -> Array:
        return self.model.mean[0]

    @observable("s.d. of the truth", "distance of the newest mean from the truth")
    def mean_error(self) -> Array:
        return np.abs(self.model.mean[0])

    @observable("s.d. of the truth", "standard deviation of the newest model")
    def spread(self) -> Array:
        return self.model.sd[0]

    @observable("s.d. of the truth", "distance of the newest standard deviation from the truth")
    def spread_error(self) -> Array:
        return np.abs(self.model.sd[0] - 1.0)

    @observable("variance of the truth", "variance of the newest model")
    def variance(self) -> Array:
        return self.model.sd[0] ** 2

    @observable("log of the truth's variance", "logarithm of the newest variance")
    def log_variance(self) -> Array:
        return np.log(np.maximum(self.model.sd[0] ** 2, 1e-300))

    @observable("variance of the truth", "squared Wasserstein distance of the newest model from the truth")
    def risk(self) -> Array:
        return self.model.mean[0] ** 2 + (self.model.sd[0] - 1.0) ** 2

    @observable("variance of the truth", "second moment of what the next sample is drawn from")
    def second_moment(self) -> Array:
        mean, variance = self.source.moments
        return mean**2 + variance

    @observable("s.d. of the truth", "mean of what the next sample is drawn from")
    def source_mean(self) -> Array:
        return self.source.moments[0]
