"""The discrete chain: a table of probabilities, fitted again and again to a sample drawn from it.

What happens: M draws from K states are counted, and the counts are the next generation's chances. A state that was not
drawn is gone for good: first the rare ones, at last all but one. In genetics this is the Wright-Fisher model of drift.

Notice: on average every share stays where it is. What falls is what is left in each run.

Try: a share of outside data; accumulating; more draws, which slow the loss down in proportion and do not stop it.

Sources: Shumailov et al. (2023), section 4.1 and Figure 3; Ewens (2004), Mathematical Population Genetics.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from .. import laws, measures
from ..laws.arrays import Array, Number
from ..model.events import EventWords
from ..model.generation import Generation
from ..model.parameters import parameter
from ..model.world import observable
from .draws import Draws
from .loop import CURSE, KeptParameters, SampledChain
from .steady import steady, total

CURSE_3 = f"{CURSE}, Figure 3"


class DiscreteParameters(KeptParameters):
    """The states and how often each occurs at the start."""

    states: int = parameter(
        10, "states of a datum", unit="states", symbol="K", low=2, high=100_000, group="population", fixes_shape=True
    )
    law: Literal["zipf", "bumps"] = parameter(
        "zipf",
        "chances that fall with rank, or two bumps on a line",
        unit="name",
        source=CURSE_3,
        group="environment",
        key=True,
    )
    exponent: float = parameter(
        1.0, "how fast chances fall with rank (0: even)", unit="1", symbol="B", source="Zipf", low=0, high=10
    )
    tail: float = parameter(
        0.0,
        "truth spread widely (s.d. 4) instead of in the two bumps",
        unit="share of data",
        source=CURSE_3,
        low=0,
        high=1,
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.states


@dataclass(frozen=True)
class Counts:
    """A sample: how often each state was drawn, ``(states, runs)``."""

    counts: Array

    def joined(self, other: Counts) -> Counts:
        """Both samples together."""
        return Counts(self.counts + other.counts)

    def part(self, number: Number, draws: Draws) -> Counts:
        """A part without replacement."""
        return Counts(draws.part("part", number, self.counts))


@dataclass(frozen=True)
class ClassShares:
    """A model: the chance of each state, ``(states, runs)``."""

    shares: Array

    def sample(self, number: Number, rng: Draws) -> Counts:
        """Counts of so many draws."""
        return Counts(rng.multinomial("sample", number, self.shares))

    def succeeded(
        self, source: ClassShares, truth: ClassShares, alpha: Number, beta: Number, gamma: Number
    ) -> ClassShares:
        """The next source, by the succession law."""
        return ClassShares(laws.succession(self.shares, source.shares, truth.shares, alpha, beta, gamma))


class DiscreteChain(SampledChain):
    """Tables of chances; state `source`, what the next sample is drawn from, and `model`, the newest fit."""

    Parameters = DiscreteParameters
    p: DiscreteParameters
    bulk = "work"
    headline = "effective_states"
    instrument = "heterozygosity"
    share = "first_share"
    generation = Generation(
        steps=1,
        lasts="a generation",
        share_of="the first state",
        learn=("succeed",),
        held={"regime": "mix", "outside": 0.1},
        force="original data",
        levers={"outside": (0, 1)},
        only={"regime": ("replace", "mix")},
        note="Resampling is a martingale: without original data the mean share stays where it is, at slope 1 "
        "everywhere. "
        "What narrows is each run, and that no mean shows: see states_left and coincidence.",
    )
    event_words: ClassVar[EventWords] = {
        **SampledChain.event_words,
        "state gone": ("a state is gone for good", "{count} states are gone for good"),
    }
    truth: ClassShares
    source: ClassShares
    model: ClassShares

    def succeed(self) -> None:
        """Make the next source, and report states that it can no longer draw."""
        before = self.source.shares
        super().succeed()
        if self.listeners:
            self.emit("state gone", ((before > 0) & (self.source.shares == 0)).T)

    def first_model(self) -> ClassShares:
        """The truth."""
        places = np.arange(self.p.states)[:, None]
        if self.p.law == "bumps":
            line = np.linspace(-10.0, 10.0, self.p.states)[:, None]
            bumps = np.exp(-0.5 * (line - 4.0) ** 2) + np.exp(-0.5 * (line + 4.0) ** 2)
            wide, tail = np.exp(-0.5 * (line / 4.0) ** 2), self.row(self.p.tail)
            shares = (1.0 - tail) * bumps / bumps.sum() + tail * wide / wide.sum()
        else:
            shares = np.exp(-self.row(self.p.exponent) * np.log(places + 1.0))
        return ClassShares(shares / total(shares))

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin from a source with this share of the first state; the others divide the rest as in the truth."""
        rest = self.truth.shares[1:] / total(self.truth.shares[1:])
        self.source = ClassShares(np.concatenate([share[None], (1.0 - share) * rest]))

    def fit(self, data: Counts, rng: Draws) -> ClassShares:
        """Relative frequencies."""
        return ClassShares(data.counts / total(data.counts))

    def instruments(self, reference: ClassShares) -> None:
        """Call rare what is expected less than once in a sample of the truth."""
        self.reference = reference.shares
        self.rare = self.reference < 1.0 / self.row(self.p.samples)

    @observable("states", "effective number of states (order 1)")
    def effective_states(self) -> Array:
        return steady(measures.hill_number, self.source.shares)

    @observable("states", "states that are left")
    def states_left(self) -> Array:
        return (self.source.shares > 0).sum(axis=0).astype(float)

    @observable("chance", "chance that two data have the same state")
    def coincidence(self) -> Array:
        return total(self.source.shares**2)

    @observable("chance", "chance that two data differ (Nei 1973: heterozygosity)")
    def heterozygosity(self) -> Array:
        return 1.0 - self.coincidence

    @observable("share of the truth", "part of the truth that can no longer be drawn")
    def missing_mass(self) -> Array:
        return total(self.reference * (self.source.shares == 0))

    @observable("share of data", "data in states that are expected less than once in a sample of the truth")
    def tail_mass(self) -> Array:
        return total(self.source.shares * self.rare)

    @observable("share of data", "share of the commonest state")
    def modal_share(self) -> Array:
        return steady(measures.modal_share, self.source.shares)

    @observable("share of data", "share of the state that was first in the truth")
    def first_share(self) -> Array:
        return self.source.shares[0]

    @observable("share of data", "distance from the truth (total variation)")
    def distance(self) -> Array:
        return 0.5 * total(np.abs(self.source.shares - self.reference))
