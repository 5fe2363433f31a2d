"""Arthur's competing technologies: each adoption makes a technology more attractive, until one has the whole market.

What happens: adopters arrive one at a time and take one of two technologies. In the paper's walk there are two kinds
of adopter, R who by nature prefers A and S who prefers B, and each adds what earlier adoptions of a technology are
worth to her. Once A leads by enough, even S takes A, and from then on everybody does: the market is locked in. In the
generalised urn adopters are alike, and take a technology with chance ``x^g / (x^g + (1 - x)^g)``, x its share so far.

Notice: which technology wins is decided by who happened to come first, and the worse one may win.

Try: returns that fall (negative r and s), where both stay; an exponent g below, at and above one; a share of adopters
who take either technology at random (`floor`).

Ties: an adopter to whom both are worth the same takes the one that her kind prefers by nature.

Names: in the paper n_A, n_B are `adoptions`, d = n_A - n_B is `lead`, a_R to b_S are `r_likes_a` to `s_likes_b`, r and
s are `r_returns` and `s_returns`.

Shapes: ``(technologies, runs, 1)``; one adopter arrives in each period.

Sources: Arthur (1989), The Economic Journal 99(394), 116-131; the urn: Arthur, Ermoliev & Kaniovski (1987), European
Journal of Operational Research 30(3), 294-303.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import laws, measures
from ..laws.arrays import Array, Flags
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.symmetry import Symmetry
from ..model.world import Person, State, World, observable

ARTHUR = "Arthur 1989"
URN = "Arthur, Ermoliev & Kaniovski 1987"


class AdoptionParameters(Parameters):
    """Two technologies, those who adopt them, and how much an adoption adds to the next."""

    model: Literal["urn", "walk"] = parameter(
        "urn",
        "whether adopters are alike and follow shares, or are of two kinds and compare payoffs",
        unit="name",
        source=ARTHUR,
    )
    exponent: float = parameter(
        2.0,
        "strength of reinforcement in the urn: at 1 in proportion to shares",
        unit="1",
        symbol="g",
        source=f"{URN}; 1 is Polya's urn",
        low=0,
        high=10,
        group="learning",
        key=True,
    )
    start_a: float = parameter(
        1.0,
        "adoptions of A before the first adopter, in the urn",
        unit="adoptions",
        symbol="a",
        above=0,
        high=1e6,
        group="population",
        key=True,
    )
    start_b: float = parameter(
        1.0, "adoptions of B before the first adopter, in the urn", unit="adoptions", symbol="b", above=0, high=1e6
    )
    floor: float = parameter(
        0.0,
        "urn: adopters who take either technology at random",
        unit="share of adopters",
        symbol="e",
        low=0,
        high=1,
        group="pressure",
        key=True,
    )
    r_share: float = parameter(
        0.5,
        "walk: adopters of kind R, who prefer A by nature",
        unit="share of adopters",
        symbol="h",
        source=ARTHUR,
        low=0,
        high=1,
        group="population",
    )
    r_likes_a: float = parameter(
        2.0,
        "walk: value of A to people of type R before any adoption",
        unit="payoff",
        symbol="a_R",
        source="Arthur 1989; the example's numbers: assumption",
        low=-1e6,
        high=1e6,
        group="environment",
    )
    r_likes_b: float = parameter(
        1.0, "walk: value of B to people of type R before any adoption", unit="payoff", symbol="b_R", low=-1e6, high=1e6
    )
    s_likes_a: float = parameter(
        1.0, "walk: value of A to people of type S before any adoption", unit="payoff", symbol="a_S", low=-1e6, high=1e6
    )
    s_likes_b: float = parameter(
        2.0, "walk: value of B to people of type S before any adoption", unit="payoff", symbol="b_S", low=-1e6, high=1e6
    )
    r_returns: float = parameter(
        0.1,
        "walk: what an earlier adoption of a technology adds to its worth to R",
        unit="payoff per adoption",
        symbol="r",
        source=ARTHUR,
        low=-1e6,
        high=1e6,
        group="learning",
    )
    s_returns: float = parameter(
        0.1,
        "walk: what an earlier adoption of a technology adds to its worth to S",
        unit="payoff per adoption",
        symbol="s",
        source=ARTHUR,
        low=-1e6,
        high=1e6,
    )

    @property
    def adopters(self) -> int:
        """Adopters who arrive in a period: one."""
        return 1


class Adopter(Person):
    """Whoever arrives in a period; `task` is what she takes."""

    reported = ("task",)
    task = State(low=-1, high=1)


class Adoption(World):
    """Two technologies and their adopters.

    Parameters
    ----------
    parameters, seeds, without, collect
        See `World`; there is no rule of choice.
    """

    Parameters = AdoptionParameters
    Person = Adopter
    population = "adopters"
    clock = "adoption"
    share = "share_a"
    tasks: tuple[str, ...] = ("a", "b")
    phases = ("arrive", "adopt", "add")
    symmetry = Symmetry()
    generation = Generation(
        steps=20,
        lasts="twenty adoptions",
        share_of="technology A",
        seasoned=20.0,
        learn=("add",),
        alone={"exponent": 2.0},
        held={"floor": 0.5},
        force="adopters who choose at random",
        levers={"exponent": (0, 3), "floor": (0, 1)},
        only={"model": ("urn",)},
        note="At g = 1 the mean map is the diagonal, and yet every run locks into a share of its own.",
    )
    no_choice = "arthur-1989 takes no rule of choice; adopters follow shares or payoffs"
    p: AdoptionParameters

    def begin(self) -> None:
        """Open the market."""
        agents = (self.runs, 1)
        self.record = np.stack(
            [np.broadcast_to(np.asarray(each, dtype=float), agents) for each in (self.p.start_a, self.p.start_b)]
        )
        self.adoptions = np.zeros((2, *agents))
        self.task = np.full(agents, -1)
        self.kind = np.ones(agents, dtype=bool)
        self.locked_at = np.full(self.runs, np.nan)

    def start_at(self, share: Array, seasoned: float) -> None:
        """Begin with `seasoned` earlier adoptions, a `share` of them of A, one value a run."""
        share = np.reshape(share, (self.runs, 1))
        self.record = seasoned * np.stack([share, 1.0 - share])

    def arrive(self) -> None:
        """See which kind of adopter arrives: R, who prefers A at the start, or S."""
        self.draw = self.streams.uniform("adopter", 1)
        self.kind = self.draw <= self.p.r_share

    def adopt(self) -> None:
        """Take a technology."""
        if self.p.model == "urn":
            chance = laws.reinforced_chance(self.record, self.p.exponent, floor=self.p.floor)
            self.task = (self.draw > chance[0]).astype(int)
        else:
            self.task = np.where(np.where(self.kind, *self.would_take_a()), 0, 1)
        self.taken = np.stack([self.task == 0, self.task == 1]).astype(float)
        self.adoptions = self.adoptions + self.taken

    def add(self) -> None:
        """Let the adoption count for later adopters, and see whether the market is locked in."""
        self.record = self.record + self.taken
        if self.p.model == "walk":
            newly = (self.locked_in > 0) & np.isnan(self.locked_at)
            self.locked_at = np.where(newly, float(self.time), self.locked_at)

    @observable("share of adoptions", "adoptions of A among all so far")
    def share_a(self) -> Array:
        return measures.shares(self.adoptions[..., 0])[0]

    @observable("share of adoptions", "the larger of both technologies' shares")
    def modal_share(self) -> Array:
        return measures.shares(self.adoptions[..., 0]).max(axis=0)

    @observable("adoptions", "by how many adoptions A leads B")
    def lead(self) -> Array:
        return (self.adoptions[0] - self.adoptions[1])[:, 0]

    @observable("0 or 1", "walk: whether both kinds now take the same technology, whatever comes; none in the urn")
    def locked_in(self) -> Array:
        if self.p.model == "urn":
            return np.full(self.runs, np.nan)
        r_takes_a, s_takes_a = self.would_take_a()
        lasting = (np.asarray(self.p.r_returns) >= 0) & (np.asarray(self.p.s_returns) >= 0)
        return np.broadcast_to((r_takes_a == s_takes_a) & lasting, (self.runs, 1))[:, 0].astype(float)

    @observable(
        "adoptions", "walk: adoptions until both kinds took the same technology; none before, and none in the urn"
    )
    def lock_in_time(self) -> Array:
        return self.locked_at

    def would_take_a(self) -> tuple[Flags, Flags]:
        """Whether an R and an S would take A now; where both are worth the same, each takes what she prefers."""
        ahead = self.adoptions[0] - self.adoptions[1]
        r_gains = self.p.r_likes_a - self.p.r_likes_b + self.p.r_returns * ahead
        s_gains = self.p.s_likes_a - self.p.s_likes_b + self.p.s_returns * ahead
        return r_gains >= 0, s_gains > 0
