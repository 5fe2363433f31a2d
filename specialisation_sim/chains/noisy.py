"""The noisy chain: a mean in many dimensions, refitted with an error that no sample size removes.

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


# fmt: off
class NoisyParameters(ChainParameters):
    """The sample, how it grows, and the error of the fit."""

    samples: int = parameter(100, at_least=1, at_most=10_000_000, group="learning", symbol="M",
        unit="data", source=CURSE, meaning="data of the first generation")
    growth: float = parameter(0.0, at_least=0, at_most=5, group="learning", symbol="p",
        unit="1", source=f"{CURSE}: superlinear sampling; 0: constant", meaning="samples of generation i are M i^p")
    dimensions: int = parameter(2, at_least=1, at_most=10_000, group="population", fixes_shape=True, symbol="d",
        unit="dimensions", source="assumption", meaning="dimensions of a datum, each of variance 1")
    noise: float = parameter(0.1, at_least=0, group="learning", symbol="eps",
        unit="s.d. of the truth", source="assumption", meaning="size (root mean square) of the fit's own error")
    leaning: float = parameter(0.0, at_least=-1, at_most=1, group="learning", symbol="rho",
        unit="correlation", source=f"{CURSE}: 0, orthogonal", meaning="correlation of the fit's error with the sampling error")
# fmt: on

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.dimensions


class NoisyChain(Chain):
    """Means, ``(dimensions, runs)``; the truth is the origin."""

    Parameters = NoisyParameters
    bulk = "work"
    share = "squared_error"
    phases = ("sample", "fit")

    def begin(self) -> None:
        """Start from the truth."""
        self.mean = np.zeros((self.p.dimensions, self.runs))
        self.error = self.mean

    def sample(self) -> None:
        """Draw the sampling error, standardised to mean square one."""
        self.error = self.draws.normal("sample", self.p.dimensions) / np.sqrt(self.p.dimensions)

    def fit(self) -> None:
        """Move the mean by the sampling error and by that of the fit."""
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
