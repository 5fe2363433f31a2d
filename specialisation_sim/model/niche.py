"""Worlds of lineages: selection and mutation where the stories of people have practice.

A lineage gives a part of itself to each host that it can use. Each year a mutant moves a part of that from one host to
another, and takes over with a chance that grows with how much better it is fed.

State, ``(tasks, runs, agents)`` with hosts as tasks: `allocation` (parts that sum to one), `performance` (what the
trade-off makes of it), `links` (who can use whom). State, ``(runs, agents)``: `abundance`, `alive`, `food` (of the
year).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, Flags, read_only, some
from .asking import refusing_mistakes
from .parameters import Parameters, parameter
from .world import Person, State, World, observable

LEVINS = "Levins 1962"
SINGER = "assumption; host use evolved within years in Singer et al. 1993"

if TYPE_CHECKING:
    import networkx as nx


class NicheParameters(Parameters):
    """Who can use whom, how good one is at what, and how niches change."""

    connectance: float = parameter(
        0.5,
        "hosts that a lineage can use besides its home (unused with a network)",
        unit="share of links",
        symbol="C",
        low=0,
        high=1,
        group="population",
    )
    spread: float = parameter(
        0.5, "unevenness of niches at the start (0: all hosts alike)", unit="s.d. of log shares", low=0, high=10
    )
    trade_off: float = parameter(
        1.3,
        "trade-off: performance on a host is the share of the niche given to it, to this power",
        unit="1",
        symbol="s",
        source=LEVINS,
        low=0.1,
        high=10,
        group="learning",
        key=True,
    )
    mutation: float = parameter(
        20.0,
        "mutants of a lineage",
        unit="mutants per year at abundance 1",
        source=SINGER,
        low=0,
        high=1_000_000,
        key=True,
    )
    step: float = parameter(
        0.1,
        "share of its niche that a mutant moves from one host to another, mean",
        unit="share of niche",
        low=0,
        high=1,
    )
    narrow: float = parameter(
        2.0, "breadth below which a lineage counts as a specialist", unit="hosts", low=1, group="population"
    )
    speciation: float = parameter(
        0.0,
        "chance that a daughter of a living lineage takes an empty place",
        unit="chance per year",
        low=0,
        high=1,
        group="learning",
    )


class Lineage(Person):
    """A lineage: its niche and its numbers are its places in the world's arrays."""

    model: NicheWorld
    reported = ("allocation", "abundance", "alive")
    abundance = State(low=0)
    alive = State(low=0, high=1)
    # Setting the parts that it gives to each host sets the performance that goes with them.
    allocation = State(put="set_allocation")

    @property
    def breadth(self) -> float:
        """Effective number of hosts."""
        return float(measures.hill_number(self.allocation))


class NicheWorld(World):
    """Base of stories whose agents are lineages; a story says in `yields` what hosts give, and in `food` who got it.

    Parameters
    ----------
    parameters, seeds, choose, without, collect
        See `World`; a rule of choice takes a `laws.Mutant`.
    network : networkx.Graph, optional
        Who can use whom, in place of the links that `connectance` draws: see `measures.links_of`. Weights are the
        niches at the start, before `spread` makes them uneven.
    """

    Person = Lineage
    tasks: tuple[str, ...] = ()
    p: Any
    abundance: Array
    alive: Flags
    food: Array
    yields: Array

    def __init__(self, parameters: Any = None, *, network: nx.Graph | None = None, **options: Any) -> None:
        self.given = None if network is None else measures.links_of(network)
        super().__init__(parameters, **options)

    def begin_niches(self) -> None:
        """Draw links and niches or take them from the network; one of each lineage."""
        hosts, runs, size = self.p.hosts, self.runs, self.size
        self.tasks = tuple(f"host_{host}" for host in range(1, hosts + 1))
        self.host = np.arange(hosts).reshape(-1, 1, 1)
        self._cell = np.arange(runs * size).reshape(runs, size)
        drawn = self.streams.once("uniform", "links", hosts, size) <= self.p.connectance
        self.links, weight = drawn | (np.arange(size) % hosts == self.host), np.ones((hosts, 1, size))
        if self.given is not None:
            if self.given.weight.shape != (hosts, size):
                rows, columns = self.given.weight.shape
                raise UserError(
                    f"the network has {rows} hosts and {columns} lineages, and the parameters {hosts} and {size}; "
                    f"give {self.Parameters.__name__}(hosts={rows}, lineages={columns})"
                )
            self.tasks, weight = self.given.hosts, np.nan_to_num(self.given.weight)[:, None]
            self.links = np.broadcast_to(~np.isnan(self.given.weight)[:, None], self.links.shape).copy()
        bent = np.exp(self.p.spread * self.streams.once("normal", "niche", hosts, size))
        # One block of memory a host: mutants are written to places counted through the whole array.
        self.allocation = np.ascontiguousarray(measures.shares(np.where(self.links, weight * bent, 0.0)))
        self.performance = laws.performance(self.allocation, self.p.trade_off)
        self.order, self.degree = np.ascontiguousarray(laws.links_in_order(self.links)), self.links.sum(axis=0)
        self.abundance, self.alive = np.ones((runs, size)), np.ones((runs, size), dtype=bool)

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with a first lineage that gives the first host this share of itself; the others stay as drawn."""
        others = self.links[:, :, :1] & (self.host > 0)
        niche = np.nan_to_num(np.reshape(1.0 - share, (-1, 1)) * measures.shares(others.astype(float)))
        niche[0, :, 0] = share
        self.allocation[:, :, :1], self.performance[:, :, :1] = niche, laws.performance(niche, self.p.trade_off)
        self.feed()

    def evolve(self) -> None:
        """A mutant that moves a part of its niche from one host to another takes over if it is fed better."""
        pair, size, fate = self.streams.uniform("mutants", 3, self.size)
        cells, places = self.alive.size, laws.host_pair(pair, self.degree)
        source, target = (self.order.take(index * cells + self._cell) for index in places)
        left = self.allocation.take(source * cells + self._cell)
        moved = laws.part_moved(size, self.p.step, left)
        # From here on only of those who have something to move, and where to: in a world of specialists they are few.
        movers = np.flatnonzero(self.alive & (moved > 0) & (source != target))
        run, moved = movers // self.size, moved.take(movers)
        trade_off = self.p.trade_off.take(run) if isinstance(self.p.trade_off, np.ndarray) else self.p.trade_off
        gain, change = np.zeros(movers.size), []
        for hosts, part in ((source, -moved), (target, moved)):
            host = hosts.take(movers)
            at = host * cells + movers
            niche = self.allocation.take(at) + part
            performance = laws.performance(niche, trade_off)
            gain += self.yields.take(host * self.runs + run) * (performance - self.performance.take(at))
            change.append((at, niche, performance))
        food_of_mutant = self.food.copy()
        food_of_mutant.ravel()[movers] += gain
        takes = (fate <= self.selection(food_of_mutant)).take(movers)
        for at, niche, performance in change:
            np.put(self.allocation, at[takes], niche[takes])
            np.put(self.performance, at[takes], performance[takes])

    def selection(self, food_of_mutant: Array) -> Array:
        """Chance of each mutant to take over, by the usual rule or the user's."""
        draw = None if self.choose_rule is None else self.streams.uniform("choice", self.size)
        mutant = laws.Mutant(self.food, food_of_mutant, self.p.mutation * self.abundance, draw)
        if self.choose_rule is None:
            return laws.takeover_chance(mutant)
        # A rule looks at the world; it does not change it.
        with refusing_mistakes():
            return laws.checked_chance(self.choose_rule(laws.Mutant(*map(read_only, mutant))), self.food.shape)

    def set_allocation(self, slot: int, niche: Array) -> None:
        """Give one lineage of a single run a niche.

        Raises
        ------
        UserError
            If it is not a number for each host from 0, none where the lineage has no link, summing to one.
        """
        links = self.links[:, 0, slot]
        if not (niche >= 0).all() or (niche[~links] > 0).any() or abs(niche.sum() - 1) > 1e-9:
            usable = ", ".join(np.array(self.tasks)[links])
            raise UserError(
                f"allocation = {niche.tolist()} does not fit; give a share from 0 to each of {len(links)} hosts, "
                f"together 1, none to a host that this lineage cannot use; it can use {usable}"
            )
        self.allocation[:, 0, slot] = niche
        self.performance[:, 0, slot] = laws.performance(niche, self.p.trade_off)

    def mean_of(self, which: Flags, values: Array | Flags) -> Array:
        """Mean over some of the lineages, ``(runs,)``; NaN in runs that have none of them."""
        return measures.mean_of(values, which)

    @property
    def breadths(self) -> Array:
        """Effective number of hosts of each lineage, ``(runs, agents)``."""
        return measures.hill_number(self.allocation)

    def speciate(self) -> None:
        """A daughter of a living lineage, drawn by abundance, takes an empty place and a like part of its numbers."""
        if not some(self.p.speciation):
            return
        luck, whose = self.streams.uniform("speciation", 2, self.size)
        run, lineage = np.nonzero(~self.alive & (luck <= self.p.speciation) & self.alive.any(axis=-1, keepdims=True))
        if not run.size:
            return
        heap = self.abundance.cumsum(axis=-1)[run]
        mother = (heap >= (whose[run, lineage] * heap[:, -1])[:, None]).argmax(axis=-1)
        mouths = np.ones_like(self.abundance)
        np.add.at(mouths, (run, mother), 1.0)
        self.abundance = self.abundance / mouths
        self.abundance[run, lineage] = self.abundance[run, mother]
        self.alive[run, lineage] = True
        for inherited in (self.allocation, self.performance, self.links, self.order):
            inherited[:, run, lineage] = inherited[:, run, mother]
        self.degree[run, lineage] = self.degree[run, mother]

    @observable(
        "share of niche", "share of its niche that the first lineage gives to the first host; none if it died out"
    )
    def first_niche(self) -> Array:
        return np.where(self.alive[:, 0], self.allocation[0, :, 0], np.nan)

    @observable("hosts", "breadth of niche (effective number of hosts), mean of the living")
    def breadth(self) -> Array:
        return self.mean_of(self.alive, self.breadths)

    @observable("share of lineages", "living lineages that are specialists")
    def specialists(self) -> Array:
        return self.mean_of(self.alive, self.breadths < self.p.narrow)
