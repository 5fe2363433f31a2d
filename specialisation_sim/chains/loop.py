"""The generation loop: a chain trains each generation on what the one before produced.

A chain is a `World` whose steps are generations, so that ensembles, scenarios, claims and the command line take it like
a story. It has one agent, the model of the generation. The clock counts fits: at time 0 the model is the truth.

The protocol is one for exact and trained families: ``fit(data, rng) -> model``, ``model.sample(number, rng)``,
``instruments(reference)``. Exact families carry a runs axis, and their `rng` is `Draws`, which has one too. What is
measured is fixed on generation 0 by `instruments`.

Shapes: ``(..., runs)``, with categories first as in `measures`.
"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, Self

import numpy as np
from pydantic import model_validator

from ..base.errors import UserError
from ..laws.arrays import Array, Number
from ..model.monitor import Monitored, MonitoredParameters
from ..model.parameters import Parameters, parameter
from ..model.world import Person, World
from .draws import Draws
from .regimes import BLENDED, Original, Regime, split, weights

CURSE = "Shumailov et al. 2023, The Curse of Recursion"
CURSE_4 = f"{CURSE}, Figures 4 to 6: 100 and up"
REGIMES = "Shumailov et al. 2023; accumulate: Gerstgrasser et al. 2024"


class Model(Protocol):
    """What a generation has learned."""

    def sample(self, number: Number, rng: Any) -> Any:
        """A sample of so many data."""

    def succeeded(self, source: Any, truth: Any, alpha: Number, beta: Number, gamma: Number) -> Any:
        """The next source: this model, the source it was drawn from and the truth, in these weights."""


class ChainParameters(Parameters):
    """Base of the parameters of chains; `models` counts the agents, one a run."""

    @property
    def models(self) -> int:
        """Models that learn in a generation."""
        return 1


class SampledParameters(MonitoredParameters, ChainParameters):
    """A chain that is trained on samples, under a regime."""

    takes_shares: ClassVar[tuple[str, ...]] = ("mix",)
    """Regimes in which a share of data is handed down or comes from outside; in others it would be ignored."""

    samples: int = parameter(
        100,
        "data of a generation",
        unit="data",
        symbol="M",
        source=CURSE_4,
        low=2,
        high=10_000_000,
        group="learning",
        key=True,
    )
    regime: Regime = parameter(
        "replace", "which data a generation is trained on", unit="name", source=REGIMES, key=True
    )
    handed_down: float = parameter(
        0.0, "weight of the predecessor's data, under mix", unit="share of data", symbol="beta", low=0, high=1
    )
    outside: float = parameter(
        0.0, "weight of original data, under mix", unit="share of data", symbol="gamma", low=0, high=1, key=True
    )

    @model_validator(mode="after")
    def _shares_are_used(self) -> Self:
        for name in ("outside", "handed_down", "raised"):
            if getattr(self, name) > 0 and self.regime not in self.takes_shares:
                allowed = " or ".join(map(repr, self.takes_shares))
                raise ValueError(f"{name} needs regime = {allowed}; it is {self.regime!r}")
        return self


class KeptParameters(SampledParameters):
    """A chain whose samples can be divided and kept."""

    takes_shares: ClassVar[tuple[str, ...]] = ("mix", "counts")

    original: Original = parameter(
        "fresh", "whether original data are drawn anew or are the first sample, under counts", unit="name"
    )


class Learner(Person):
    """The model of a generation; its knowledge is in the chain's arrays, and figures show its `headline`."""

    model: Chain
    reported = ("headline",)

    @property
    def headline(self) -> float:
        """The chain's `headline` observable."""
        return float(getattr(self.model, self.model.headline)[0])


class Chain(World):
    """Base of chains: generations as steps, one model a run, no rule of choice."""

    Person = Learner
    population = "models"
    clock = "generation"
    headline: ClassVar[str]
    """Name of the observable that figures show when none is named."""
    generations: ClassVar[int] = 100
    replicates: ClassVar[int] = 200
    """Generations and runs that ``specialise run NAME`` takes."""
    tasks: tuple[str, ...] = ("model",)
    no_choice = "a chain takes no rule of choice; its models learn by fit() alone"
    p: Any

    @property
    def draws(self) -> Draws:
        """The chain's random numbers."""
        if "_draws" not in vars(self):
            self._draws = Draws(self.streams)
        return self._draws

    def row(self, value: Any) -> Array:
        """A parameter as one value a run."""
        return np.broadcast_to(np.asarray(value, dtype=float).ravel(), self.runs)


class SampledChain(Monitored, Chain):
    """The loop: a sample is drawn from the source, gathered, a model is fitted, and succession makes the next source.

    Attributes
    ----------
    truth : Model
        What generation 0 knows.
    source : Model
        What the next sample is drawn from.
    model : Model
        The newest fit.
    data : Data
        What it was trained on.
    """

    phases = ("watch", "produce", "gather", "train", "succeed")
    closed: ClassVar[frozenset[str]] = frozenset({"replace", "mix", "pool", "accumulate", "counts"})
    """Regimes that the family offers."""

    def begin(self) -> None:
        """Start from the truth."""
        if self.p.regime not in self.closed:
            raise UserError(
                f"regime = {self.p.regime!r} is not offered here; allowed: {', '.join(sorted(self.closed))}"
            )
        self.truth = self.model = self.source = self.first_model()
        self.data: Any = None
        self.first_data: Any = None
        self.instruments(self.truth)
        self.begin_watch()

    def first_model(self) -> Any:
        """The truth."""
        raise NotImplementedError

    def fit(self, data: Any, rng: Any) -> Any:
        """A model of the data."""
        raise NotImplementedError

    def instruments(self, reference: Any) -> None:
        """Fix what is measured, on generation 0."""

    def number(self) -> Number:
        """Data that this generation draws."""
        return self.row(self.p.samples)

    def produce(self) -> None:
        """Draw a sample from the source."""
        number = self.number()
        beta, gamma = self.row(self.p.handed_down), self.real_weight
        if self.p.regime == "counts" and self.data is not None:
            new, handed, original = split(number, beta, gamma)
            self.output = self.model.sample(new, self.draws)
            if handed.any():
                self.output = self.output.joined(self.data.part(handed, self.draws))
            if original.any():
                fixed = self.p.original == "fixed"
                real = self.first_data.part if fixed else self.truth.sample
                self.output = self.output.joined(real(original, self.draws))
        else:
            self.output = self.source.sample(number, self.draws)

    def gather(self) -> None:
        """Keep all data so far, or only the new ones."""
        keep = self.p.regime == "accumulate" and self.data is not None
        self.data = self.data.joined(self.output) if keep else self.output
        if self.first_data is None:
            self.first_data = self.data

    def train(self) -> None:
        """Fit the next model."""
        self.model = self.fit(self.data, self.draws)

    def succeed(self) -> None:
        """Make the source of the next generation: a mix of the newest model, the source before and the truth."""
        regime = self.p.regime
        if regime in BLENDED:
            mixed = weights(regime, int(self.time), self.row(self.p.handed_down), self.real_weight)
            self.source = self.model.succeeded(self.source, self.truth, *mixed)
        else:
            self.source = self.model
