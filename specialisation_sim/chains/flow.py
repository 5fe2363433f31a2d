"""The flow chain: a rectified flow, trained on data that it generates itself; for normal data, by an exact formula.

What happens: a flow is trained to carry noise to data along straight lines, and generates by K Euler steps. The next
round trains on what was generated. If each is paired with fresh noise, every round loses spread; if the pairs that the
flow made are kept (reflow proper), nothing is lost after the first round.

Sources: "Analyzing and Mitigating Model Collapse in Rectified Flow Models" (arXiv 2412.08175); Liu et al. (2023).
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from ..laws.arrays import Array
from ..model.monitor import Monitored, MonitoredParameters
from ..model.parameters import parameter
from ..model.world import observable
from .loop import Chain, ChainParameters
from .theory.linear import flow_factor

REFLOW = "arXiv 2412.08175"
LIU = "Liu et al. 2023: kept"


class FlowParameters(MonitoredParameters, ChainParameters):
    """The flow's steps, its pairs and its real data."""

    outside_name: ClassVar[str] = "real"

    euler_steps: int = parameter(
        10,
        "Euler steps of the flow",
        unit="steps",
        symbol="K",
        source=REFLOW,
        low=1,
        high=1000,
        fixes_shape=True,
        key=True,
    )
    pairs: Literal["fresh", "kept"] = parameter(
        "fresh",
        "whether generated data get fresh noise or keep the noise they came from",
        unit="name",
        source=LIU,
        group="learning",
        key=True,
    )
    real: float = parameter(
        0.0,
        "share of real data in training",
        unit="share of data",
        symbol="lambda",
        source=REFLOW,
        low=0,
        high=1,
        key=True,
    )
    samples: int = parameter(10_000, "data of a round", unit="data", symbol="M", low=2, high=10_000_000)


class FlowChain(Monitored, Chain):
    """Standard deviation of what is generated, ``(runs,)``; noise and real data have 1."""

    Parameters = FlowParameters
    p: FlowParameters
    clock = "round"
    phases = ("watch", "pair", "train", "generate")
    headline = "spread"
    instrument = "spread"

    def begin(self) -> None:
        """Start from real data, which know no noise."""
        self.made: Array = np.ones(self.runs)
        self.correlation = np.zeros(self.runs)
        self.trained = self.made
        self.begin_watch()

    def pair(self) -> None:
        """Mix generated data with real ones; take their spread and covariance with the noise from a sample."""
        real, size = self.real_weight, self.row(self.p.samples)
        covariance = (1.0 - real) * self.correlation * self.made
        spread = np.sqrt((1.0 - real) * self.made**2 + real)
        self.trained = spread * np.sqrt(self.draws.chi_square("sample", size) / size)
        self.paired = covariance / np.where(spread > 0, spread, 1.0)

    def train(self) -> None:
        """Fit a linear velocity, which depends on variances and covariances only."""
        # With no spread left the last step cancels; rounding must not make that less than nothing.
        self.factor = np.maximum(flow_factor(self.trained, self.p.euler_steps, self.paired), 0.0)

    def generate(self) -> None:
        """Carry fresh noise along the flow."""
        self.made = self.factor
        if self.p.pairs == "kept":
            self.correlation = np.ones(self.runs)

    @observable("s.d. of real data", "spread of what is generated")
    def spread(self) -> Array:
        return self.made

    @observable("s.d. of real data", "spread of what the newest round was trained on, real data included")
    def trained_spread(self) -> Array:
        return self.trained

    @observable("s.d. of real data", "spread lost")
    def lost(self) -> Array:
        return 1.0 - self.made
