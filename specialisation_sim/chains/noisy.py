"""The noisy chain: a mean in many dimensions, refitted again and again with an error that larger samples do not remove.

What happens: the covariance is known and stays; each generation takes the mean of M data and adds the error of an
imperfect fit. Sampling errors add up, and so do the fit's.

Notice: only samples that grow faster than the generations keep the sampling part finite, and nothing keeps the other.

Try: an error that leans against the sampling error: of those that forget earlier generations it does the least harm.

Source: Shumailov et al. (2023), appendix on noisy approximation.
"""

from __future__ import annotations

import numpy as np

from ..laws.arrays import Array
from ..model.parameters import parameter
from ..model.world import observable
from .loop import CURSE, Chain, ChainParameters
from .steady import total


class NoisyParameters(ChainParameters):
    """The sample, how it grows, and the error of the fit."""

    samples: int = parameter(
        100,
        "data of generation one",
        unit="data",
        symbol="M",
        source=CURSE,
        low=1,
        high=10_000_000,
        group="learning",
        key=True,
    )
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
    dimensions: int = parameter(
        2,
        "dimensions of a datum, each of variance 1",
        unit="dimensions",
        symbol="d",
        low=1,
        high=10_000,
        group="population",
        fixes_shape=True,
    )
    noise: float = parameter(
        0.1,
        "error of the fit (root mean square)",
        unit="s.d. of the truth",
        symbol="eps",
        low=0,
        group="learning",
        key=True,
    )
    leaning: float = parameter(
        0.0,
        "correlation of fit and sampling error",
        unit="correlation",
        symbol="rho",
        source=CURSE,
        low=-1,
        high=1,
        key=True,
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.dimensions


class NoisyChain(Chain):
    """Means, ``(dimensions, runs)``; the truth is the origin."""

    Parameters = NoisyParameters
    p: NoisyParameters
    bulk = "work"
    headline = "squared_error"
    phases = ("sample", "fit")

    def begin(self) -> None:
        """Start from the truth."""
        self.mean = np.zeros((self.p.dimensions, self.runs))
        self.error = self.mean

    def sample(self) -> None:
        """Draw the sampling error, scaled so that its mean square is one."""
        self.error = self.draws.normal("sample", self.p.dimensions) / np.sqrt(self.p.dimensions)

    def fit(self) -> None:
        """Move the mean by the sampling error and by the error of the fit."""
        size = self.row(self.p.samples) * np.exp(self.row(self.p.growth) * np.log(float(self.time)))
        own = self.draws.normal("fit", self.p.dimensions) / np.sqrt(self.p.dimensions)
        rho = self.row(self.p.leaning)
        noise = self.row(self.p.noise) * (rho * self.error + np.sqrt(1.0 - rho**2) * own)
        self.mean = self.mean + np.sqrt(self.p.dimensions / size) * self.error + noise

    @observable("variance of the truth", "squared distance of the mean from the truth")
    def squared_error(self) -> Array:
        return total(self.mean**2)

    @observable("s.d. of the truth", "distance of the mean from the truth")
    def distance(self) -> Array:
        return np.sqrt(total(self.mean**2))
