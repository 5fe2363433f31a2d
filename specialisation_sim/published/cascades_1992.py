"""Informational cascades: rational people see what others did, and stop using what they know themselves.

What happens: a thing is good or bad, each as likely. People decide in turn whether to adopt it. Each sees all earlier
decisions and one private signal, right with chance p, and adopts if good is more likely. Soon what others did outweighs
any single signal; from then on everybody does the same, and nothing more is learned: a cascade, right or wrong.

Notice: nobody makes a mistake, and yet a large part of cascades is wrong.

Try: public news now and then (`public`), or a few who visibly follow their own signal (`independents`): both let
information back in.

Ties: who finds both as likely tosses a coin (``coin``, the paper's section II.A), follows the own signal (``own``), or
adopts (``adopt``, the paper's footnote 22).

Names: p is `accuracy`. Shapes: ``(runs, 1)``; one person decides in each period.

Source: Bikhchandani, Hirshleifer & Welch (1992), A theory of fads, fashion, custom, and cultural change as
informational cascades. Journal of Political Economy 100(5), 992-1026.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..laws.arrays import Array, some
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.symmetry import Symmetry
from ..model.world import Person, State, World, observable

BHW = "Bikhchandani, Hirshleifer & Welch 1992"
TIED = {"coin": (0.5, 0.5), "own": (1.0, 0.0), "adopt": (1.0, 1.0)}
"""Chance to adopt of who finds good and bad as likely, with a good and with a bad signal."""
CLOSE = 1e-9
"""Log odds that count as none: what is left of sums that cancel."""


class CascadeParameters(Parameters):
    """How good signals are, what who is torn does, and what lets information in later."""

    accuracy: float = parameter(
        0.6,
        "chance that a private signal is right",
        unit="chance",
        symbol="p",
        source=BHW,
        above=0.5,
        below=1,
        group="learning",
        key=True,
    )
    tie: Literal["coin", "own", "adopt"] = parameter(
        "coin",
        "what people do who find good and bad equally likely",
        unit="name",
        source=f"{BHW}, section II.A; footnote 22",
        key=True,
    )
    public: float = parameter(
        0.0,
        "chance that a public signal of the same accuracy comes before a decision",
        unit="chance per person",
        symbol="e",
        source=f"{BHW}, section III: public releases",
        low=0,
        high=1,
        group="pressure",
        key=True,
    )
    independents: float = parameter(
        0.0,
        "people who visibly follow their own signal, whatever others did",
        unit="share of people",
        symbol="q",
        low=0,
        high=1,
        key=True,
    )

    @property
    def deciders(self) -> int:
        """People who decide in a period: one."""
        return 1


class Decider(Person):
    """Whoever decides in a period: `task` is 0 for adopting and 1 for rejecting."""

    reported = ("task",)
    task = State(low=-1, high=1)


class Cascade(World):
    """People who decide in turn.

    The public belief is the log odds that the thing is good after all that could be seen,
    ``informed * log(p / (1 - p)) + mixed * log((1 + p) / (2 - p))``: an act that reveals a signal counts for one,
    one that may have been the toss of a coin for a part of one. Both numbers are whole, so that ties are exact.
    """

    Parameters = CascadeParameters
    Person = Decider
    population = "deciders"
    clock = "person"
    share = "share_adopted"
    tasks: tuple[str, ...] = ("adopt", "reject")
    phases = ("hear", "decide", "observe")
    symmetry = Symmetry()
    generation = Generation(
        steps=20,
        lasts="twenty people",
        share_of="adopting",
        seasoned=10.0,
        learn=("observe",),
        held={"independents": 0.1},
        force="people who follow their own signal",
        levers={"accuracy": (0.52, 0.95), "independents": (0, 1), "public": (0, 0.5)},
        note="The map is a mean over good and bad things. Once two more people have adopted than "
        "rejected, everyone adopts, so that the map has a step; people who follow their own signal make it smooth.",
    )
    no_choice = "cascades-1992 takes no rule of choice; people do what is more likely to be right"
    p: CascadeParameters

    def begin(self) -> None:
        """Draw whether the thing is good; nobody has decided yet."""
        agents = (self.runs, 1)
        self.good = self.streams.once("uniform", "worth", 1) <= 0.5
        self.informed, self.mixed = np.zeros(agents), np.zeros(agents)
        self.adopted, self.decided, self.right = np.zeros(agents), 0, np.zeros(agents)
        self.task = np.full(agents, -1)
        self.began = np.full(self.runs, np.nan)
        self.one_signal = np.log(self.p.accuracy / (1.0 - np.asarray(self.p.accuracy)))
        self.part_signal = np.log((1.0 + np.asarray(self.p.accuracy)) / (2.0 - self.p.accuracy))

    def start_at(self, share: Array, seasoned: float) -> None:
        """Begin as if `seasoned` people had decided, a `share` of them to adopt, each on a signal of her own."""
        self.informed = np.rint(seasoned * (2.0 * np.reshape(share, (self.runs, 1)) - 1.0))

    @property
    def belief(self) -> Array:
        """Log odds that the thing is good, after all that could be seen, ``(runs, 1)``."""
        return self.informed * self.one_signal + self.mixed * self.part_signal

    def chances(self) -> tuple[Array, Array]:
        """Chance to adopt with a good and with a bad signal, of those who weigh what others did."""
        tied = TIED[self.p.tie]
        both = (self.belief + self.one_signal, self.belief - self.one_signal)
        good, bad = (np.where(np.abs(odds) < CLOSE, tie, odds > 0) for odds, tie in zip(both, tied, strict=True))
        return good, bad

    def hear(self) -> None:
        """Hear public news, if there is any, and receive a private signal."""
        draws = self.streams.uniform("signals", 4, 1)
        right = draws[0] <= self.p.accuracy
        self.signal = right == self.good
        if some(self.p.public):
            news = np.where((draws[1] <= self.p.accuracy) == self.good, 1.0, -1.0)
            self.informed = self.informed + np.where(draws[2] <= self.p.public, news, 0.0)
        self.independent = draws[3] <= self.p.independents

    def decide(self) -> None:
        """Adopt or reject."""
        toss = self.streams.uniform("toss", 1)
        with_good, with_bad = self.chances()
        chance = np.where(self.signal, with_good, with_bad)
        adopts = np.where(self.independent, self.signal, toss <= chance)
        self.task = np.where(adopts, 0, 1)
        self.adopted = self.adopted + adopts
        self.right = self.right + (adopts == self.good)
        self.decided += 1

    def observe(self) -> None:
        """See what was done, and infer the signal behind it."""
        with_good, with_bad = self.chances()
        adopts = self.task == 0
        way = np.where(adopts, 1.0, -1.0)
        # Who would do the same with either signal tells nothing; who may have tossed a coin to do this tells a part.
        by_coin = np.where(adopts, with_bad, 1.0 - with_good)
        tells = np.where(self.independent, True, with_good > with_bad)
        part = tells & ~self.independent & (by_coin == 0.5)
        self.informed = self.informed + np.where(tells & ~part, way, 0.0)
        self.mixed = self.mixed + np.where(part, way, 0.0)
        self.began = np.where(np.isnan(self.began) & (self.in_cascade > 0), float(self.decided), self.began)

    @observable("share of people", "people who adopted, of all so far")
    def share_adopted(self) -> Array:
        return self.adopted[:, 0] / self.decided if self.decided else np.full(self.runs, np.nan)

    @observable("share of people", "people who did what was right, of all so far")
    def share_right(self) -> Array:
        return self.right[:, 0] / self.decided if self.decided else np.full(self.runs, np.nan)

    @observable("0 or 1", "whether the last person did what was right")
    def right_now(self) -> Array:
        return ((self.task == 0) == self.good)[:, 0].astype(float) if self.decided else np.full(self.runs, np.nan)

    @observable("0 or 1", "whether people now do the same whatever their own signal")
    def in_cascade(self) -> Array:
        with_good, with_bad = self.chances()
        return (with_good == with_bad)[:, 0].astype(float)

    @observable("people", "people who decided before the first cascade began; none before")
    def people_before(self) -> Array:
        return self.began

    @observable("0 or 1", "whether people are in a cascade that is wrong")
    def in_wrong_cascade(self) -> Array:
        with_good, with_bad = self.chances()
        return ((with_good == with_bad) & ((with_good == 1.0) != self.good))[:, 0].astype(float)
