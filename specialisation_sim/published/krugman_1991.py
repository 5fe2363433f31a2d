"""Krugman's core and periphery: workers move to where real wages are higher, and wages are higher where workers are.

What happens: two regions share manufacturing workers; farmers stay, half in each. Manufactures are costly to carry
between regions. A region with more workers has a larger market, which raises wages there, and more varieties without
transport, which lowers prices. Workers move to the higher real wage.

Notice: cheap transport empties a region, dear transport does not; in between history decides. A core once formed
outlives the transport costs that made it.

Try: `transport` around 1.63, where the even split breaks, and 1.81, up to which a core holds itself; and a number of
`workers` who move one by one, each with a taste of her own (`noise`), so that which region wins is left to chance.

Names: x is `share_1`, mu `manufactures`, sigma `substitution`, T `transport` (Krugman's tau is 1 / T), gamma `speed`.

Shapes: ``(regions, runs, 1)``. Without `workers` the model is deterministic.

Sources: Krugman (1991), Increasing returns and economic geography. Journal of Political Economy 99(3), 483-499;
written as in Fujita, Krugman & Venables (1999), The Spatial Economy.
"""

from __future__ import annotations

import numpy as np

from .. import laws
from ..laws.arrays import Array
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.symmetry import Symmetry
from ..model.world import Person, State, World, observable

FKV = "Fujita, Krugman & Venables 1999"


class CorePeripheryParameters(Parameters):
    """Tastes, transport, and how fast workers move."""

    share_1: float = parameter(
        0.6,
        "manufacturing workers of region 1 at the start",
        unit="share of workers",
        symbol="x",
        low=0,
        high=1,
        group="population",
        key=True,
    )
    manufactures: float = parameter(
        0.4,
        "income spent on manufactures",
        unit="share of income",
        symbol="mu",
        source=FKV,
        above=0,
        below=1,
        group="environment",
        key=True,
    )
    substitution: float = parameter(
        5.0,
        "elasticity of substitution between varieties",
        unit="1",
        symbol="sigma",
        source=FKV,
        above=1,
        high=50,
        key=True,
    )
    transport: float = parameter(
        1.7,
        "units sent for one that arrives in the other region",
        unit="1",
        symbol="T",
        source=FKV,
        low=1,
        high=10,
        key=True,
    )
    speed: float = parameter(
        1.0,
        "how fast workers move to the higher real wage; one by one, the chance that a worker thinks of it in a move",
        unit="1 per move",
        symbol="gamma",
        low=0,
        high=10,
        group="learning",
    )
    workers: int = parameter(
        0,
        "workers who move one by one, by a logit choice between regions; 0: a mass of workers who move as one",
        unit="workers",
        low=0,
        high=100_000,
        group="population",
        fixes_shape=True,
    )
    noise: float = parameter(
        0.01,
        "how far workers' tastes for a region differ, where they move one by one: scale of the logit choice",
        unit="log real wage",
        above=0,
        high=10,
        group="pressure",
    )

    @property
    def economies(self) -> int:
        """Economies in a run: one."""
        return 1

    @property
    def movers(self) -> int:
        """Who moves: workers one by one, or their mass."""
        return max(self.workers, 1)


class Economy(Person):
    """The economy: `worker_share` is the part of workers in region 1."""

    reported = ("worker_share",)
    worker_share = State(low=0, high=1)


class CorePeriphery(World):
    """Two regions and the workers who move between them."""

    Parameters = CorePeripheryParameters
    Person = Economy
    population = "economies"
    bulk = "movers"
    clock = "move"
    share = "share_in_1"
    tasks: tuple[str, ...] = ("region_1", "region_2")
    phases = ("trade", "move")
    symmetry = Symmetry()
    generation = Generation(
        steps=10,
        lasts="ten moves",
        share_of="workers in region 1",
        learn=("trade",),
        alone={"transport": 1.5},
        held={"transport": 2.1},
        force="dear transport",
        levers={"transport": (1.3, 2.3), "manufactures": (0.1, 0.6), "substitution": (3, 8)},
        note="Without learning, real wages stay those of the start while workers move.",
    )
    no_choice = "krugman-1991 takes no rule of choice; workers move to the higher real wage"
    p: CorePeripheryParameters

    def begin(self) -> None:
        """Settle the workers and find the wages of the start."""
        self.start_at(np.broadcast_to(np.asarray(self.p.share_1, dtype=float), (self.runs, 1)), 0.0)

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with a share of workers in region 1, one value a run; one in doubt settles by lot."""
        self.worker_share = np.reshape(share, (self.runs, 1)).astype(float)
        if self.p.workers:
            lot = self.streams.once("uniform", "odd one", 1)
            self.worker_share = laws.rounded_by_lot(self.worker_share, self.p.workers, lot) / self.p.workers
        self.trade()

    def trade(self) -> None:
        """Find the real wages at which markets clear."""
        self.real_wage = laws.real_wages(self.worker_share, self.p.manufactures, self.p.substitution, self.p.transport)

    def move(self) -> None:
        """Let workers move towards the higher real wage, one by one or as a mass."""
        if self.p.workers:
            self.worker_share = self.one_by_one()
            return
        x, wage = self.worker_share, self.real_wage[0]
        mean = x * wage + (1.0 - x) * self.real_wage[1]
        self.worker_share = np.clip(x + self.p.speed * x * (wage - mean) / mean, 0.0, 1.0)

    def one_by_one(self) -> Array:
        """Share in region 1 once each worker, with chance `speed`, has chosen a region anew, ``(runs, 1)``."""
        count = self.p.workers
        draws = self.streams.uniform("move", 2, count)
        in_1 = np.arange(count) < np.rint(self.worker_share * count)
        goes_to_1 = laws.logit(np.log(self.real_wage), self.p.noise, draws[0]) == 0
        return np.where(draws[1] <= self.p.speed, goes_to_1, in_1).mean(axis=-1, keepdims=True)

    @observable("share of workers", "manufacturing workers in region 1")
    def share_in_1(self) -> Array:
        return self.worker_share[:, 0]

    @observable("share of workers", "manufacturing workers in the larger region")
    def core_share(self) -> Array:
        return np.maximum(self.worker_share, 1.0 - self.worker_share)[:, 0]

    @observable("real wage", "by how much the real wage of region 1 exceeds that of region 2")
    def wage_gap(self) -> Array:
        return (self.real_wage[0] - self.real_wage[1])[:, 0]
