"""The species: lineages live on one host or on several, and selection moves them towards what pays in a calm world.

What happens: each lineage divides its niche between the hosts that it can use. If the trade-off is above one, a lineage
that lives on two hosts does worse than one that keeps to one host. So the mutants that take over are those that give up
a host, and niches narrow. Then a host "sneezes": for some years it feeds nobody. Lineages that still have another host
survive; others may die out. If hosts in turn depend on the lineages that visit them, as plants depend on pollinators,
the loss of some lineages harms further hosts, and so on.

Notice: breadth is the effective number of hosts in a niche. A breadth of one does no harm until the host fails.

Try: a trade-off below and above one; early and late, short and long sneezes; hosts that depend on lineages (coupling);
networks with few and with many links; a network of your own (``Species(parameters, network=graph)``).

Extend: give it a rule of your own (``Species(parameters, choose=rule)``) that says of each `laws.Mutant` with what
chance it takes over, such as drift in place of selection.

Sources: the essay "Beware mode collapse: for you are not immune". Singer & Parmesan (2018, Nature 557) saw it happen:
Edith's checkerspot evolved total dependence on plantain, and died out at the site when cattle left and grass shaded the
plantain. Trade-offs after Levins (1962); trait substitution after Dieckmann & Law (1996); coextinction after Vieira &
Almeida-Neto (2015).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import model_validator

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, Flags, over_tasks, some
from ..model import events_and_idle
from ..model.generation import Generation
from ..model.niche import NicheParameters, NicheWorld
from ..model.parameters import parameter
from ..model.settings import settings_of
from ..model.symmetry import Symmetry
from ..model.world import observable

if TYPE_CHECKING:
    import networkx as nx

FIVE_TIMES = "assumption: five times mortality"
CHESSON = "Chesson 2000: what lets rivals coexist"
VIEIRA = "Vieira & Almeida-Neto 2015"
SETTLING = 100
"""Years of feeding and breeding without evolution before time 0, so that the story does not begin with a crowd."""


class SpeciesParameters(NicheParameters):
    """Lineages and their hosts, how they live, and what befalls hosts."""

    lineages: int = parameter(
        24,
        "lineages that live on the hosts",
        unit="lineages",
        low=2,
        high=100_000,
        group="population",
        fixes_shape=True,
    )
    hosts: int = parameter(6, "number of hosts", unit="hosts", symbol="K", low=2, high=1000, fixes_shape=True)
    first_host: float = parameter(
        1.0,
        "size of the first host, as a multiple of the others",
        unit="hosts",
        above=0,
        high=1000,
        group="environment",
        key=True,
    )
    births: float = parameter(
        2.5,
        "offspring of an individual that has a whole host's food to itself",
        unit="offspring per year",
        source=FIVE_TIMES,
        low=0,
        high=1000,
        group="pressure",
    )
    mortality: float = parameter(
        0.5, "part that dies in a year", unit="share per year", source="assumption: short-lived", low=0, high=1
    )
    self_limit: float = parameter(
        0.5, "how much a lineage's own numbers slow its growth", unit="per abundance", source=CHESSON, low=0, high=1000
    )
    least: float = parameter(0.01, "abundance below which a lineage dies out", unit="abundance", low=0, high=1000)
    sneeze_year: int = parameter(
        0, "year in which the sneezing host fails (0: never)", unit="year", low=0, high=1_000_000, group="environment"
    )
    sneeze_host: int = parameter(
        1, "number of the host that fails in that year", unit="host", source="assumption: the first", low=1, high=1000
    )
    sneeze_length: int = parameter(8, "how long a host that sneezes feeds nobody", unit="years", low=1, high=1_000_000)
    sneeze_rate: float = parameter(
        0.0, "chance that any one host sneezes in any year", unit="chance per year", low=0, high=1
    )
    coupling: float = parameter(
        0.0,
        "part of a host that is lost in a year if no lineage visits it",
        unit="share per year",
        symbol="R",
        source=VIEIRA,
        low=0,
        high=1,
        key=True,
    )
    accustom: float = parameter(
        0.05,
        "how fast hosts adapt to the visits that they get",
        unit="share per year",
        source="assumption: twenty years",
        low=0,
        high=1,
    )
    regrowth: float = parameter(0.1, "growth rate of a small host", unit="per year", symbol="r", low=0, high=1)
    host_least: float = parameter(
        0.05, "stock below which a host is gone for good", unit="share of full stock", low=0, below=1
    )

    @property
    def niches(self) -> int:
        """Numbers in a run's longest array: a part of each lineage for each host."""
        return self.lineages * self.hosts

    @model_validator(mode="after")
    def _sneezing_host(self) -> SpeciesParameters:
        if self.sneeze_host > self.hosts:
            raise ValueError(f"sneeze_host = {self.sneeze_host} is out of bounds; allowed: 1 to {self.hosts} (hosts)")
        return self


class Species(NicheWorld):
    """Lineages on hosts that may sneeze; who can use whom is drawn, or given as ``network=``: see `NicheWorld`.

    State besides that of `NicheWorld`, ``(tasks, runs, 1)`` with hosts as tasks: `stock` (0: gone for good), `failing`,
    `load` (consumers by performance), `accustomed` (the visits that a host is used to), `yields` (food for each unit of
    load).
    """

    Parameters = SpeciesParameters
    settings = settings_of("species")
    p: SpeciesParameters
    population = "lineages"
    bulk = "niches"
    clock = "year"
    event_words, idle = events_and_idle.SPECIES_EVENTS, events_and_idle.SPECIES_IDLE
    share = "first_niche"
    generation = Generation(
        steps=30,
        lasts="thirty years",
        share_of="the first host",
        learn=("evolve",),
        alone={"hosts": 2, "connectance": 1.0},
        held={"trade_off": 0.7},
        force="concave trade-off",
        levers={"trade_off": (0.5, 2), "mutation": (0, 50)},
    )
    symmetry = Symmetry(
        seats="each lineage can use the host of its number, and mothers of daughters are found in order"
    )
    phases = ("sneeze", "feed", "evolve", "breed", "perish", "speciate", "serve")

    def begin(self) -> None:
        """Settle on the hosts, in numbers that they can feed."""
        self.begin_niches()
        alike = np.ones((self.p.hosts, self.runs, 1))
        self.worth = np.where(self.host == 0, self.p.first_host, alike)
        self.stock = alike
        self.fails_until = np.zeros_like(alike)
        self.failing = self.fails_until > 0
        self.before, self.kept, self.specialist, self.dependent = np.zeros((4, self.runs, self.size), dtype=bool)
        self.sneezed_at, self.last_loss, self.hosts_before = np.full((3, self.runs, 1), np.nan)
        for _ in range(SETTLING):
            self.feed()
            self.breed()
        self.perish()
        self.feed()
        self.accustomed = self.visits

    def sneeze(self) -> None:
        """Let a host fail, in the chosen year or by chance."""
        strikes = (self.p.sneeze_year == self.time) & (self.host == self.p.sneeze_host - 1)
        if some(self.p.sneeze_rate):
            strikes = strikes | (self.streams.uniform("sneeze", self.p.hosts, 1) <= self.p.sneeze_rate)
        strikes = strikes & (self.stock > 0)
        if strikes.any():
            self.fails_until = np.where(strikes, self.time + self.p.sneeze_length, self.fails_until)
            self.remember(strikes)
            for host in np.flatnonzero(strikes.any(axis=(1, 2))):
                self.emit("sneeze", strikes[host, :, 0], host=host + 1, task=host)
        before, self.failing = self.failing, self.fails_until > self.time
        if self.listeners:
            for host in np.flatnonzero((well := before & ~self.failing & (self.stock > 0)).any(axis=(1, 2))):
                self.emit("recovery", well[host, :, 0], task=host)

    def remember(self, strikes: Flags) -> None:
        """Note who is there in runs where a host sneezes, so that it can be told who dies after it."""
        run = np.flatnonzero(strikes.any(axis=0))
        niches, there = self.allocation[:, run], self.alive[run]
        self.before[run] = self.kept[run] = there
        self.specialist[run] = measures.hill_number(niches) < np.broadcast_to(self.p.narrow, (self.runs, 1))[run]
        self.dependent[run] = (strikes[:, run] & (niches > 0.5)).any(axis=0)
        self.hosts_before[run] = self.hosts_left[run, None]
        self.sneezed_at[run] = self.last_loss[run] = float(self.time)

    def feed(self) -> None:
        """Divide what each host yields among all lineages that feed on it, by their performance."""
        self.load = (self.performance * self.abundance).sum(axis=-1, keepdims=True) / self.worth
        self.yields = laws.host_yield(np.where(self.failing, 0.0, self.stock), self.load)
        self.food = (self.performance * self.yields).sum(axis=0)

    def breed(self) -> None:
        """Multiply, the more the lineage has eaten."""
        self.abundance = laws.breed(self.abundance, self.food, self.p.births, self.p.mortality, self.p.self_limit)

    def perish(self) -> None:
        """Let lineages that have become too small die out."""
        living = self.abundance >= self.p.least
        gone = self.alive & ~living
        if gone.any():
            self.last_loss = np.where((gone & self.kept).any(axis=-1, keepdims=True), float(self.time), self.last_loss)
            self.alive, self.kept = self.alive & living, self.kept & living
            self.emit("extinction", gone, abundance=self.abundance)
        self.abundance = np.where(self.alive, self.abundance, 0.0)

    def serve(self) -> None:
        """Let hosts grow or shrink with the visits of lineages, as far as they depend on them."""
        before, visits = self.stock, self.visits
        missed = laws.shortfall(np.where(self.failing, 0.0, visits), self.accustomed)
        self.stock = laws.host_stock(before, missed, self.p.coupling, self.p.regrowth, self.p.host_least)
        used = self.accustomed + self.p.accustom * (visits - self.accustomed)
        self.accustomed = np.where(self.failing, self.accustomed, used)
        ruined = (self.stock == 0) & (before > 0)
        if (lost := ruined.any(axis=0)).any():
            for host in np.flatnonzero(ruined.any(axis=(1, 2))):
                self.emit("host gone", ruined[host, :, 0], task=host)
            self.last_loss = np.where(lost & ~np.isnan(self.sneezed_at), float(self.time), self.last_loss)

    def network(self) -> nx.Graph:
        """Who lives on whom now: each edge weighs the part of the living lineage's niche that is on the host.

        Raises
        ------
        UserError
            In a world of many runs.
        """
        if self.runs > 1:
            raise UserError(f"a network is of one run; this world has {self.runs}")
        there = (self.stock > 0)[:, 0] & self.alive[0] & self.links[:, 0]
        of_hosts = {"stock": self.stock[:, 0, 0].tolist(), "failing": self.failing[:, 0, 0].tolist()}
        allocation = np.where(there, self.allocation[:, 0], np.nan)
        return measures.host_network(self.tasks, allocation, of_hosts, {"abundance": self.abundance[0].tolist()})

    def outcome(self) -> dict[str, Any]:
        """How each run ended: how many lineages and hosts are gone."""
        dead, gone = (~self.alive).sum(axis=-1), (self.stock == 0).sum(axis=0)[:, 0]
        status = np.array(["all alive", "some died out", "all died out"])
        reasons = [
            f"{lineages_gone} of {self.size} lineages and {hosts_gone} of {self.p.hosts} hosts gone"
            for lineages_gone, hosts_gone in zip(dead, gone)
        ]
        return {
            "status": status[(dead > 0).astype(int) + (dead == self.size)],
            "reason": [
                reason if lineages_gone or hosts_gone else ""
                for reason, lineages_gone, hosts_gone in zip(reasons, dead, gone)
            ],
        }

    @observable("share of food", "food that comes from the first host")
    def first_host_share(self) -> Array:
        return self.shares_eaten[0]

    @observable("hosts", "effective number of hosts in all that is eaten")
    def effective_hosts(self) -> Array:
        return measures.hill_number(self.shares_eaten)

    @observable("lineages", "lineages alive")
    def living(self) -> Array:
        return self.alive.sum(axis=-1).astype(float)

    @observable("hosts", "hosts not gone for good")
    def hosts_left(self) -> Array:
        return (self.stock > 0).sum(axis=0)[:, 0].astype(float)

    @observable("hosts", "stock of hosts, all together")
    def host_stock(self) -> Array:
        return over_tasks(self.stock)[:, 0]

    @observable("abundance", "abundance of all lineages together")
    def total_abundance(self) -> Array:
        return self.abundance.sum(axis=-1)

    @observable("share of lineages", "lineages alive at the last sneeze that are still alive")
    def survival(self) -> Array:
        return self.mean_of(self.before, self.kept)

    @observable("share of lineages", "specialists alive at the last sneeze that are still alive")
    def specialist_survival(self) -> Array:
        return self.mean_of(self.before & self.specialist, self.kept)

    @observable("share of lineages", "generalists alive at the last sneeze that are still alive")
    def generalist_survival(self) -> Array:
        return self.mean_of(self.before & ~self.specialist, self.kept)

    @observable(
        "share of lineages", "lineages with more than half their niche on the host that sneezed that are still alive"
    )
    def dependent_survival(self) -> Array:
        return self.mean_of(self.before & self.dependent, self.kept)

    @observable("hosts", "hosts gone for good since the last sneeze")
    def hosts_lost(self) -> Array:
        return self.hosts_before[:, 0] - self.hosts_left

    @observable("years", "time from the last sneeze to the latest loss of a host or lineage that was there (0: none)")
    def cascade_length(self) -> Array:
        return (self.last_loss - self.sneezed_at)[:, 0]

    @property
    def visits(self) -> Array:
        """Consumers for each unit of a host's stock: what one of its plants sees of them."""
        there = self.stock > 0
        return np.where(there, self.load / np.where(there, self.stock, 1.0), 0.0)

    @property
    def shares_eaten(self) -> Array:
        """Share of each host in the food of the year, ``(tasks, runs)``."""
        eaten = (self.yields * self.load * self.worth)[..., 0]
        return measures.shares(eaten)
