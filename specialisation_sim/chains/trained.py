"""The same loop for models that are trained run by run, since their state is too large for a runs axis.

A family says what real data are (`real_data`) and how a model is fitted (`fit`); a model says how it makes more
(`sample`). Data are arrays with one row a datum; `rng` is one NumPy generator a run and purpose.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Protocol

import numpy as np

from ..model.parameters import parameter
from .loop import REGIMES, Chain, ChainParameters
from .regimes import Original, with_real

CURSE_TENTH = "Shumailov et al. 2023: 10 %"


class TrainedModel(Protocol):
    """What one run's generation has learned."""

    def sample(self, number: int, rng: np.random.Generator) -> Any:
        """So many rows of data."""


class TrainedParameters(ChainParameters):
    """The regime of a chain that is trained run by run."""

    regime: Literal["replace", "accumulate"] = parameter(
        "replace",
        "whether generated data replace the earlier ones or are added to them",
        unit="name",
        source=REGIMES,
        group="learning",
        key=True,
    )
    outside: float = parameter(
        0.0,
        "real data of a generation",
        unit="share of data",
        symbol="gamma",
        source=CURSE_TENTH,
        low=0,
        high=1,
        key=True,
    )
    original: Original = parameter("fresh", "whether real data are drawn anew or are the first sample", unit="name")


class TrainedChain(Chain):
    """A list of models, one a run, and of what each was trained on.

    Attributes
    ----------
    models, first_models : list
        The newest generation and the first; perceptrons of all runs come as one object.
    output, data, first_data : list of array
        What was made last, what the newest models were trained on, and the real data of the first.
    """

    phases: ClassVar[tuple[str, ...]] = ("produce", "gather", "train")
    models: Any
    first_models: Any

    def real_data(self, rng: np.random.Generator) -> Any:
        """A fresh sample of real data."""
        raise NotImplementedError

    def fit(self, data: Any, rng: np.random.Generator, run: int) -> TrainedModel:
        """A model of the data of one run."""
        raise NotImplementedError

    def instruments(self, reference: Any) -> None:
        """Fix what is measured, on the first data of all runs."""

    def begin(self) -> None:
        """Train the first models on real data."""
        self.first_data = [self.real_data(rng) for rng in self.draws.each("real")]
        self.data = self.output = self.first_data
        self.train()
        self.first_models = self.models
        self.instruments(self.first_data)

    def produce(self) -> None:
        """Let each model make as much as it was first trained on."""
        self.output = [
            model.sample(len(first), rng)
            for model, first, rng in zip(self.models, self.first_data, self.draws.each("sample"), strict=True)
        ]

    def gather(self) -> None:
        """Mix real data in, and keep what was there or only what is new."""
        shares, fixed = self.row(self.p.outside), self.p.original == "fixed"
        new = []
        for made, first, share, fresh, rng in zip(
            self.output, self.first_data, shares, self.draws.each("real"), self.draws.each("mix"), strict=True
        ):
            new.append(with_real(made, first if fixed else self.real_data(fresh), float(share), rng) if share else made)
        keep = self.p.regime == "accumulate"
        self.data = [np.concatenate(pair) for pair in zip(self.data, new, strict=True)] if keep else new

    def train(self) -> None:
        """Fit the next models."""
        self.models = [
            self.fit(data, rng, run)
            for run, (data, rng) in enumerate(zip(self.data, self.draws.each("fit"), strict=True))
        ]
