"""The mixture chain: two normal distributions, fitted again and again to a sample drawn from them.

What happens: data come from two normal laws at plus and minus 2. Each generation fits a mixture of two by expectation-
maximisation to a sample of the one before. The components wander, narrow, and end as spikes; time goes with the number
of data.

Notice: started afresh by k-means, the two merge into one narrow heap; started from the model before, they freeze where
they are. Memory of structure is a knob of its own. A tenth of original data holds the spread.

Try: the same with ten times the data, which takes ten times as long.

Sources: Shumailov et al. (2023), Figures 7 and 13 and the blog that reproduces them; scikit-learn's GaussianMixture is
the reference that `em` agrees with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Array, Number
from ..model.parameters import parameter
from ..model.world import observable
from .draws import Draws
from .learners.em import FittedMixture, fit_mixture
from .loop import CURSE, KeptParameters, SampledChain
from .steady import total

BLOG = "the blog, with 10,000 data"
SCIKIT = "scikit-learn's default; warm: the blog's other choice"


class MixtureParameters(KeptParameters):
    """The truth, and where each fit starts."""

    samples: int = parameter(
        200,
        "data that a generation is trained on",
        unit="data",
        symbol="N",
        source=BLOG,
        low=10,
        high=1_000_000,
        group="learning",
        fixes_shape=True,
        key=True,
    )
    handed_down: float = parameter(
        0.0, "predecessor's data, mixed in", unit="share of data", symbol="beta", low=0, high=1, fixes_shape=True
    )
    outside: float = parameter(
        0.0,
        "weight of original data, under mix and counts",
        unit="share of data",
        symbol="gamma",
        source=BLOG,
        low=0,
        high=1,
        fixes_shape=True,
        key=True,
    )
    outside_every: int = parameter(
        1, "time between original data", unit="generations", symbol="k", low=1, high=1_000_000, fixes_shape=True
    )
    distance: float = parameter(
        2.0,
        "how far each bump is from the middle",
        unit="s.d. of a bump",
        source=CURSE,
        low=0,
        high=100,
        group="environment",
    )
    start: Literal["k-means", "warm"] = parameter(
        "k-means",
        "whether a fit starts afresh or from the model before",
        unit="name",
        source=SCIKIT,
        group="learning",
        key=True,
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return 4 * self.samples


@dataclass(frozen=True)
class Points:
    """A sample, ``(runs, data)``."""

    values: Array

    def joined(self, other: Points) -> Points:
        """Both samples together."""
        return Points(np.concatenate([self.values, other.values], axis=1))

    def part(self, number: Number, draws: Draws) -> Points:
        """A part without replacement."""
        size = int(np.max(number))
        ranks = draws.growing_uniform("part", self.values.shape[1]).T.argsort(axis=1)[:, :size]
        return Points(np.take_along_axis(self.values, ranks, axis=1))


@dataclass(frozen=True)
class Bumps:
    """A blend of normal laws: weights (summing to one), means and variances, ``(laws, runs)``."""

    fit: FittedMixture

    def sample(self, number: Number, rng: Draws) -> Points:
        """So many draws; all runs draw the same number."""
        size = int(np.max(number))
        chance = np.cumsum(self.fit.weight, axis=0)
        draw = rng.growing_uniform("law", size)
        law = (draw[None] > chance[:-1, None]).sum(axis=0)
        mean = np.take_along_axis(self.fit.mean, law, axis=0)
        spread = np.sqrt(np.take_along_axis(self.fit.variance, law, axis=0))
        return Points((mean + spread * rng.growing_normal("noise", size)).T.copy())

    def succeeded(self, source: Bumps, truth: Bumps, alpha: Number, beta: Number, gamma: Number) -> Bumps:
        """The next source by the succession law; its first two laws are the truth."""
        kept = source.fit.weight * beta
        kept[:2] += gamma * truth.fit.weight
        return Bumps(
            FittedMixture(
                np.concatenate([kept, self.fit.weight * alpha]),
                np.concatenate([source.fit.mean, self.fit.mean]),
                np.concatenate([source.fit.variance, self.fit.variance]),
            )
        )


class MixtureChain(SampledChain):
    """Mixtures of two normal laws; the truth is two bumps of weight one half."""

    Parameters = MixtureParameters
    p: MixtureParameters
    bulk = "work"
    headline = "total_sd"
    instrument = "total_sd"
    truth: Bumps
    source: Bumps
    model: Bumps

    def begin(self) -> None:
        """Start from the truth; runs under counts cannot have samples of unlike parts."""
        if self.p.regime == "counts" and np.any(np.asarray(self.p.watch) > 0):
            raise UserError("a mixture is not watched under regime = 'counts'; allowed: 'mix'")
        super().begin()

    def first_model(self) -> Bumps:
        """The truth."""
        middle = np.array([[-1.0], [1.0]]) * self.row(self.p.distance)
        return Bumps(FittedMixture(np.full((2, self.runs), 0.5), middle, np.ones((2, self.runs))))

    def fit(self, data: Points, rng: Draws) -> Bumps:
        """Expectation-maximisation."""
        return Bumps(fit_mixture(data.values, 2, self.model.fit if self.p.start == "warm" else None))

    @observable("s.d. of a bump", "standard deviation of all that the newest model makes")
    def total_sd(self) -> Array:
        weight, mean, variance = self.model.fit
        middle = total(weight * mean)
        return np.sqrt(total(weight * (variance + (mean - middle) ** 2)))

    @observable("s.d. of a bump", "smaller standard deviation of the two components")
    def narrowest(self) -> Array:
        return np.sqrt(self.model.fit.variance.min(axis=0))

    @observable("s.d. of a bump", "larger standard deviation of the two components")
    def widest(self) -> Array:
        return np.sqrt(self.model.fit.variance.max(axis=0))

    @observable("s.d. of a bump", "distance between the means of the two components")
    def separation(self) -> Array:
        return np.abs(self.model.fit.mean[1] - self.model.fit.mean[0])

    @observable("s.d. of a bump", "distance of the overall mean from the truth")
    def wandered(self) -> Array:
        return np.abs(total(self.model.fit.weight * self.model.fit.mean))

    @observable("root of a density", "distance of the newest density from the truth (L2)")
    def density_distance(self) -> Array:
        return density_distance(self.model.fit, self.truth.fit)

    @observable("share of data", "weight of the component whose mean is lower")
    def left_weight(self) -> Array:
        return self._component(self.model.fit.weight, left=True)

    @observable("s.d. of a bump", "lower mean of the two components")
    def left_mean(self) -> Array:
        return self._component(self.model.fit.mean, left=True)

    @observable("s.d. of a bump", "standard deviation of the component whose mean is lower")
    def left_sd(self) -> Array:
        return np.sqrt(self._component(self.model.fit.variance, left=True))

    @observable("s.d. of a bump", "higher mean of the two components")
    def right_mean(self) -> Array:
        return self._component(self.model.fit.mean, left=False)

    @observable("s.d. of a bump", "standard deviation of the component whose mean is higher")
    def right_sd(self) -> Array:
        return np.sqrt(self._component(self.model.fit.variance, left=False))

    def _component(self, values: Array, *, left: bool) -> Array:
        """What belongs to the component on one side; fits do not keep them in order."""
        turned = self.model.fit.mean[0] > self.model.fit.mean[1]
        return np.where(turned == left, values[1], values[0])


def density_distance(first: FittedMixture, other: FittedMixture) -> Array:
    r"""L2 distance of two mixtures: of normal densities :math:`\int N(a, s^2) N(b, t^2) = N(a - b; 0, s^2 + t^2)`.

    A spike is far from everything: the square of its density integrates to :math:`1 / (2 \sqrt\pi s)`.
    """
    mean, variance = np.concatenate([first.mean, other.mean]), np.concatenate([first.variance, other.variance])
    signed = np.concatenate([first.weight, -other.weight])
    both = variance[:, None] + variance[None]
    overlap = np.exp(-0.5 * (mean[:, None] - mean[None]) ** 2 / both) / np.sqrt(2.0 * np.pi * both)
    square = total((signed[:, None] * signed[None] * overlap).reshape(len(signed) ** 2, -1))
    # Alike mixtures cancel but for rounding.
    return np.sqrt(np.maximum(square, 0.0))
