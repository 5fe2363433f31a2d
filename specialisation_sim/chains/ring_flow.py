"""The ring-flow chain: a rectified flow of small neural networks, trained on points that it made itself.

What happens: a flow learns to carry noise to points around eight modes on a ring, and makes points by Euler steps. The
next round trains on those: paired with fresh noise, or with the noise they came from.

Notice: re-paired, every round blurs the modes, pulls the ring inwards, and in the end runs them together; a share of
real points holds it at a level below the first round's. Kept pairs lose less, and slowly.

Try: real points paired with the noise from which the flow, run backwards, says they come (RA Reflow): `pairs=reversed`.

Sources: "Analyzing and Mitigating Model Collapse in Rectified Flow Models" (arXiv 2412.08175); Liu et al. (2023). The
Gaussian case in closed form is the chain `flow`.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from ..laws.arrays import Array
from ..model.parameters import parameter
from ..model.world import observable
from .learners.mlp import Mlp
from .learners.modes import judged, real_points
from .learners.nets import OneThread
from .learners.velocity import Flow, fit_flow
from .trained import TrainedChain, TrainedParameters

LIU = "Liu et al. 2023: kept; arXiv 2412.08175: reversed"

SHAPE = "ring"


class RingFlowParameters(TrainedParameters):
    """The ring, the flow, its pairs and its training."""

    samples: int = parameter(
        2000, "points of a round", unit="points", symbol="M", low=20, high=1_000_000, fixes_shape=True
    )
    spread: float = parameter(
        0.15,
        "standard deviation of a mode; modes are 1.5 apart",
        unit="half radii",
        above=0,
        high=0.25,
        group="environment",
        fixes_shape=True,
        key=True,
    )
    pairs: Literal["fresh", "kept", "reversed"] = parameter(
        "fresh",
        "whether made points get fresh noise or keep theirs; reversed: kept, and real points get theirs from the "
        "flow run backwards",
        unit="name",
        source=LIU,
        group="learning",
        key=True,
    )
    euler_steps: int = parameter(
        20, "Euler steps of the flow", unit="steps", symbol="K", low=1, high=1000, group="environment", fixes_shape=True
    )
    hidden: int = parameter(
        64, "units of each of the two hidden layers", unit="units", low=1, high=1024, group="learning", fixes_shape=True
    )
    updates: int = parameter(600, "training of a round", unit="steps of Adam", low=1, high=1_000_000, fixes_shape=True)
    batch: int = parameter(256, "points in a step of training", unit="points", low=1, high=1_000_000, fixes_shape=True)
    rate: float = parameter(0.01, "learning rate at first; it falls to zero", unit="1", above=0, high=1)

    @property
    def work(self) -> int:
        """Weights of a run."""
        return self.hidden * (self.hidden + 7)

    @property
    def effort(self) -> int:
        """Weights times points that a round is trained on, in the size of an agent's step."""
        return self.work * self.updates * self.batch // 500


class RingFlowChain(OneThread, TrainedChain):
    """Pairs of noise and point of each run, ``(points, 4)``; noise is NaN where it is to be drawn anew at each look."""

    Parameters = RingFlowParameters
    p: RingFlowParameters
    clock = "round"
    bulk = "work"
    effort = "effort"
    generations, replicates = 16, 8
    phases: ClassVar[tuple[str, ...]] = (*TrainedChain.phases, "look")
    headline = "quality"
    models: Flow

    def real_data(self, rng: np.random.Generator) -> Array:
        """Real points, whose noise is to be drawn anew."""
        points = real_points(SHAPE, self.p.spread, self.p.samples, rng)
        return np.concatenate([np.full_like(points, np.nan), points], axis=1)

    def produce(self) -> None:
        """Carry noise along the flow."""
        noise = np.stack([rng.standard_normal((self.p.samples, 2)) for rng in self.draws.each("sample")])
        made = self.models.carried(noise)
        # The first numbers of a pair are its noise; where pairs are not kept none is known.
        given_noise = np.full_like(noise, np.nan) if self.p.pairs == "fresh" else noise
        self.output = list(np.concatenate([given_noise, made], axis=-1))

    def gather(self) -> None:
        """Add real points to the data and, if asked for, find the noise that they come from."""
        super().gather()
        if self.p.pairs == "reversed":
            pairs = np.stack(self.data)
            source = self.models.brought_back(pairs[..., 2:])
            self.data = list(
                np.concatenate([np.where(np.isnan(pairs[..., :2]), source, pairs[..., :2]), pairs[..., 2:]], axis=-1)
            )

    def train(self) -> None:
        """Fit new flows to the pairs."""
        width = self.p.hidden
        start = Flow(Mlp.drawn((3, width, width, 2), self.draws.each("weights")), self.p.euler_steps)
        self.models = fit_flow(
            start, np.stack(self.data), self.draws.each("fit"), self.p.updates, self.p.batch, self.row(self.p.rate)
        )

    def instruments(self, reference: list[Array]) -> None:
        """The truth is the instrument."""
        self.look()

    def look(self) -> None:
        """Judge what was made last."""
        self.seen = np.array([judged(pairs[:, 2:], SHAPE, self.p.spread) for pairs in self.output]).T

    @observable("share of points", "points made last that lie within three standard deviations of a mode")
    def quality(self) -> Array:
        return self.seen[0]

    @observable("modes", "modes (of eight) that have at least a tenth of an equal share of the newest points")
    def modes_held(self) -> Array:
        return self.seen[1]

    @observable("modes", "effective number of modes among good points (order 1)")
    def effective_modes(self) -> Array:
        return self.seen[2]

    @observable("half radii", "root mean square distance of points made last from the middle of the ring")
    def radius(self) -> Array:
        return np.array([np.sqrt((pairs[:, 2:].astype(float) ** 2).sum(axis=1).mean()) for pairs in self.output])
