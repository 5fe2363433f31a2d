"""March's model of mutual learning: an organisation's code learns from its people, while they learn from the code.

What happens: reality has m dimensions, each 1 or -1. People begin with beliefs of 1, 0 (none) or -1 at random, the code
with none. Each period people take over the code's beliefs (socialisation), and the code takes over what most of those
hold who know more than it does. In the end all believe the same, true or false, and nobody can learn from anybody.

Notice: who agrees soon knows little. What keeps people apart for a while (slow socialisation, slow learners among fast
ones, newcomers) is what there is to learn from.

Try: slow people and a fast code; turnover where socialisation is fast; a reality that changes.

Its share, for return maps, is that of beliefs of 1 among all beliefs held: who is socialised agrees, whether or not
what all come to hold is true.

The paper's words and its program are not the same model, as those found who rebuilt it, and `reading` says which one
runs. In the paper beliefs turn at once, and superior are those who are right on more dimensions than the code. In the
program people act: where they have no belief they guess; superior are those whose acts are right more often, less
wrong; the code learns from acts; and a person's belief turns by way of none. What neither says is read alike: people
and code learn at the same time, each from what the other held when the period began; the lead k is counted among
superior people who take a side; and if as many take either, the code stays as it is.

Shapes: ``(dimensions, runs, people)``; reality and the code have one place in the last axis.

Sources: March (1991), Exploration and exploitation in organizational learning, Organization Science 2(1), 71-87. The
program as told of by Rodan (2005), Scandinavian Journal of Management 21, 407-428; Watts & Gilbert (2014), Simulating
Innovation, chapter 4; Christensen (2015), whose note Workiewicz's public replication (2019) follows.
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from .. import laws, measures
from ..laws.arrays import Array, Number, some
from ..model.events import EventWords
from ..model.generation import Generation
from ..model.parameters import Parameters, PerAgent, parameter
from ..model.symmetry import Symmetry
from ..model.world import Person, State, World, observable

MARCH = "March 1991"
MARCH_4 = f"{MARCH}, Figure 4"
MARCH_5 = f"{MARCH}, Figure 5; 0.1 to 0.9 in Figure 1"
CHRISTENSEN = f"{MARCH}; program: Christensen 2015"


class MutualLearningParameters(Parameters):
    """People, dimensions of reality, and the four rates."""

    people: int = parameter(
        50, "people", unit="people", symbol="n", source=MARCH, low=1, high=100_000, group="population", fixes_shape=True
    )
    dimensions: int = parameter(
        30,
        "dimensions of reality, on each of which one may be right or wrong",
        unit="dimensions",
        symbol="m",
        source=MARCH,
        low=1,
        high=10_000,
        fixes_shape=True,
    )
    socialisation: PerAgent = parameter(
        0.5,
        "chance that a person takes over the code's belief on a dimension",
        unit="chance per period",
        symbol="p1",
        source=MARCH_5,
        low=0,
        high=1,
        group="learning",
        key=True,
    )
    learning: float = parameter(
        0.5,
        "chance that the code takes over a belief which superior people hold with a lead of one",
        unit="chance per period",
        symbol="p2",
        source=MARCH_5,
        low=0,
        high=1,
        key=True,
    )
    turnover: float = parameter(
        0.0,
        "chance that a person leaves and a newcomer with random beliefs comes",
        unit="chance per period",
        symbol="p3",
        source=MARCH_4,
        low=0,
        high=1,
        group="pressure",
        key=True,
    )
    turbulence: float = parameter(
        0.0,
        "chance that a dimension of reality turns into its opposite",
        unit="chance per period",
        symbol="p4",
        source=MARCH_5,
        low=0,
        high=1,
        group="environment",
        key=True,
    )
    reading: Literal["paper", "program"] = parameter(
        "paper",
        "the model as the paper describes it, or as others describe March's program",
        unit="name",
        source=CHRISTENSEN,
        group="learning",
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.people * self.dimensions


class Member(Person):
    """A person of the organisation: beliefs are a column of its arrays."""

    reported = ("knowledge",)
    belief = State(low=-1, high=1, whole=True)
    knowledge = State(derived="it is the share of dimensions on which belief is right")


class MutualLearning(World):
    """An organisation whose code and people learn from each other.

    Parameters
    ----------
    parameters, seeds, without, collect
        See `World`; there is no rule of choice.
    """

    Parameters = MutualLearningParameters
    Person = Member
    population = "people"
    bulk = "work"
    clock = "period"
    event_words: ClassVar[EventWords] = {
        "departure": ("one leaves, and a newcomer comes", "{count} leave, and newcomers come")
    }
    headline = "code_knowledge"
    share = "plus_share"
    tasks: tuple[str, ...] = ("belief",)
    phases = ("change", "replace", "listen", "socialise", "learn")
    symmetry = Symmetry(phases=(("change", "replace"), ("socialise", "learn")))
    generation = Generation(
        steps=10,
        lasts="ten periods",
        share_of="beliefs of 1",
        learn=("socialise", "learn"),
        held={"turnover": 0.3},
        force="newcomers with beliefs of their own",
        levers={"socialisation": (0, 1), "learning": (0, 1), "turnover": (0, 1)},
        note="Each generation starts with a code without beliefs. People who do not learn keep their "
        "beliefs, so that there is no tilt, and all movement is lock-in.",
    )
    no_choice = "this model takes no rule of choice; people learn from the code, and the code from them"
    p: MutualLearningParameters

    def begin(self) -> None:
        """Begin with a reality, people who know a third of it by chance, and a code without beliefs."""
        sides = self.streams.once("uniform", "reality", self.p.dimensions, 1)
        self.reality: Array = np.where(sides <= 0.5, 1.0, -1.0)
        self.belief = any_belief(self.streams.once("uniform", "beliefs", self.p.dimensions, self.size))
        self.code = np.zeros_like(self.reality)
        self.rate = np.broadcast_to(np.asarray(self.p.socialisation, dtype=float), (self.runs, self.size))
        self.lead = np.zeros_like(self.code)
        self.heard = self.code

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with beliefs on all dimensions, a share of them 1 on each, and a code without any."""
        draws = self.streams.once("uniform", "sides", self.p.dimensions, self.size)
        last = self.streams.once("uniform", "odd one", self.p.dimensions, 1)
        seat = draws.argsort(axis=-1).argsort(axis=-1)
        count = laws.rounded_by_lot(np.reshape(share, (self.runs, 1)), self.size, last)
        self.belief = np.where(seat < count, 1.0, -1.0)

    def change(self) -> None:
        """Let dimensions of reality turn into their opposites."""
        if some(self.p.turbulence):
            turned = self.streams.uniform("turbulence", self.p.dimensions, 1) <= self.p.turbulence
            self.reality = np.where(turned, -self.reality, self.reality)

    def replace(self) -> None:
        """Let people leave, and newcomers with random beliefs take their places."""
        if some(self.p.turnover):
            leaves = self.streams.uniform("leaving", self.size) <= self.p.turnover
            fresh = any_belief(self.streams.uniform("newcomers", self.p.dimensions, self.size))
            self.belief = np.where(leaves, fresh, self.belief)
            self.emit("departure", leaves)

    def listen(self) -> None:
        """See what people believe who are right more often than the code, and what the code says now."""
        shown = self.belief
        if self.p.reading == "program":
            guess = self.streams.uniform("guesses", self.p.dimensions, self.size) <= 0.5
            shown = np.where(shown == 0, np.where(guess, 1.0, -1.0), shown)
        superior = self.score(shown) > self.score(self.code)
        self.lead = (shown * superior).sum(axis=-1, keepdims=True)
        self.heard = self.code

    def score(self, shown: Array) -> Array:
        """How right one is: dimensions on which one is, in the program minus those on which one is wrong."""
        right = shown * self.reality if self.p.reading == "program" else shown == self.reality
        return right.sum(axis=0)

    def socialise(self) -> None:
        """Let people take over the code's beliefs; where the code has none, they keep theirs."""
        draw = self.streams.uniform("socialisation", self.p.dimensions, self.size)
        half = self.p.reading == "program"
        turned = np.clip(self.belief + self.heard, -1.0, 1.0) if half else self.heard
        self.belief = np.where((self.heard != 0) & (draw <= self.rate), turned, self.belief)

    def learn(self) -> None:
        """Let the code take over what most people believe who are right more often than it is."""
        draw = self.streams.uniform("learning", self.p.dimensions, 1)
        view = np.sign(self.lead)
        learns = (view != 0) & (view != self.code) & (draw <= chance_to_learn(np.abs(self.lead), self.p.learning))
        self.code = np.where(learns, view, self.code)

    @property
    def knowledge(self) -> Array:
        """Share of dimensions on which each person is right, ``(runs, people)``."""
        return (self.belief == self.reality).mean(axis=0)

    @observable("share of dimensions", "dimensions of reality on which the code is right")
    def code_knowledge(self) -> Array:
        return (self.code == self.reality).mean(axis=0)[:, 0]

    @observable("share of dimensions", "dimensions of reality on which people are right, mean")
    def mean_knowledge(self) -> Array:
        return self.knowledge.mean(axis=-1)

    @observable(
        "share of dimensions",
        "dimensions on which people are right who learn more slowly than average, mean; none if all learn alike",
    )
    def slow_knowledge(self) -> Array:
        return measures.mean_of(self.knowledge, self.rate < self.rate.mean(axis=-1, keepdims=True))

    @observable(
        "share of dimensions",
        "dimensions on which people are right who learn faster than average, mean; none if all learn alike",
    )
    def fast_knowledge(self) -> Array:
        return measures.mean_of(self.knowledge, self.rate > self.rate.mean(axis=-1, keepdims=True))

    @observable("share of beliefs", "beliefs of 1 among all beliefs that people hold; none if nobody holds any")
    def plus_share(self) -> Array:
        held = (self.belief != 0).sum(axis=(0, 2))
        return (self.belief > 0).sum(axis=(0, 2)) / np.where(held > 0, held, np.nan)

    @observable("share of beliefs", "people's beliefs that differ from the code's, from which it can still learn")
    def dissent(self) -> Array:
        return (self.belief != self.code).mean(axis=(0, 2))


def chance_to_learn(lead: Array, rate: Number) -> Array:
    """Chance that the code takes a belief over: ``1 - (1 - p2)^k``.

    Parameters
    ----------
    lead : array
        k, those superior people who hold the belief minus those who hold its opposite, from 0.
    rate : float or array
        p2.

    Returns
    -------
    array
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.exp(lead * np.log1p(-np.asarray(rate, dtype=float)))
    return np.where(lead > 0, 1.0 - kept, 0.0)


def any_belief(uniform: Array) -> Array:
    """A belief of 1, 0 or -1, each as likely, from a draw in (0, 1]."""
    return 2.0 - np.ceil(3.0 * uniform)
