"""The foundation: grant-makers judge best what they have funded most, and so fund more of it.

What happens: each year a call brings proposals of different quality, seven in ten from the large domain. Grant-makers
each read some of them. They judge precisely in domains that were frequent in the record on which they were trained, and
imprecisely in others; what is judged best is funded. A good proposal that is judged imprecisely does not stand out, so
a selective foundation funds more than seven in ten from the large domain. Next year all are trained on these awards.

Notice: nobody prefers the large domain. Its proposals are judged more precisely, so more of them stand out.

Try: fund half of the proposals; a ring fence, a lottery, outside data (always or in an alarm); applicants follow money.

Extend: give it a rule of your own (``Foundation(parameters, choose=rule)``) that scores a `laws.Pile` of proposals.

Sources: the essay "Beware mode collapse"; noisy evaluation after Phelps (1972) and Aigner & Cain (1977).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, Flags, Indices, over_tasks, per_run
from ..model import asking, events_and_idle
from ..model.generation import Generation
from ..model.monitor import Monitored, MonitoredParameters
from ..model.parameters import PerAgent, parameter
from ..model.settings import settings_of
from ..model.symmetry import Symmetry
from ..model.world import Person, State, observable

if TYPE_CHECKING:
    import networkx as nx

ESSAY = 'essay "Beware mode collapse"'


class FoundationParameters(MonitoredParameters):
    """The call, the grant-makers who read it, how they are trained, and what holds the foundation back."""

    proposals: int = parameter(
        1000,
        "proposals that a call brings",
        unit="proposals per year",
        symbol="N",
        low=1,
        high=1_000_000,
        group="population",
        fixes_shape=True,
    )
    domains: int = parameter(
        2, "domains from which proposals come", unit="domains", symbol="K", low=2, high=1000, fixes_shape=True
    )
    staff: int = parameter(
        4,
        "desks for grant-makers, those hired later included",
        unit="people",
        source=ESSAY,
        low=1,
        high=10_000,
        fixes_shape=True,
    )
    founders: int = parameter(
        2, "grant-makers at the start (all desks, if there are fewer)", unit="people", low=1, high=10_000
    )
    hire_year: PerAgent = parameter(
        2.0,
        "year in which the other desks are filled",
        unit="year",
        source=f"{ESSAY}: the second call hires two",
        low=0,
    )
    large_share: float = parameter(
        0.7,
        "share of proposals from the large domain at the start",
        unit="share of proposals",
        source=f"{ESSAY}: 70:30",
        above=0,
        below=1,
        group="environment",
    )
    tail: float = parameter(
        1.0,
        "size of each further domain, as a share of the one before (1: all equal)",
        unit="share of the one before",
        above=0,
        high=1,
    )
    follow: float = parameter(
        0.0, "applicants who move to where last year's money went", unit="share per year", low=0, high=1
    )
    selectivity: float = parameter(
        0.2,
        "proposals that are funded",
        unit="share of proposals",
        symbol="f",
        above=0,
        high=1,
        group="pressure",
        key=True,
    )
    ring_fence: float = parameter(
        0.0,
        "awards set apart for domains in proportion to their share in the first call",
        unit="share of awards",
        low=0,
        high=1,
        key=True,
    )
    lottery: float = parameter(0.0, "awards drawn at random from all proposals", unit="share of awards", low=0, high=1)
    precision: float = parameter(
        1.0,
        "precision of somebody trained on equal shares of all domains",
        unit="1 / variance of quality",
        symbol="tau",
        above=0,
        group="learning",
    )
    exponent: float = parameter(
        1.0, "growth of precision with a domain's share in the record", unit="1", symbol="b", low=0, high=10, key=True
    )
    attention: Literal["share", "amount"] = parameter(
        "share",
        "whether precision depends on a domain's share of the record (limited attention) or on how much of it was read",
        unit="law",
        source="assumption: a fixed budget of attention",
    )
    memory: float = parameter(
        1.0,
        "weight of this year's awards in the records of those who stay",
        unit="share per year",
        symbol="mu",
        low=0,
        high=1,
    )
    surprise: float = parameter(
        0.0,
        "weight of this year's surprises in beliefs about a domain (0: all know that domains are alike)",
        unit="1 per year",
        source="Denrell & March 2001: who does not fund, does not learn; assumption: nobody",
        low=0,
        high=1,
    )
    turnover: float = parameter(
        0.1,
        "chance that a grant-maker leaves and trains a successor",
        unit="chance per year",
        source="assumption: ten years at a desk",
        low=0,
        high=1,
    )
    handed_down: float = parameter(
        0.0,
        "part of a newcomer's record that is taken over from the trainer's",
        unit="share of the record",
        symbol="beta",
        low=0,
        high=1,
    )
    outside: float = parameter(
        0.0,
        "weight of the first call's mix in every record",
        unit="share of the record",
        symbol="gamma",
        low=0,
        high=1,
        key=True,
    )


class GrantMaker(Person):
    """Whoever sits at a desk: the record trained on, this year's awards, and her number in the lineage."""

    model: Foundation
    reported = ("record", "awards", "number", "joined", "present")
    record, awards = State(low=0, high=1, total=1), State(low=0)
    number, joined, present = (State(derived="join() and leave() of the model change who is there") for _ in range(3))


class Foundation(Monitored):
    """A foundation and its grant-makers; the rule of choice, if one is given, scores a `laws.Pile`.

    State, ``(tasks, runs, agents)`` with domains as tasks: `record` (shares that each was trained on), `awards` (of the
    year), `read` (years of awards read), `belief`. ``(runs, agents)``: `present`, `number` (who sits there), `joined`.
    ``(tasks, runs, 1)``: `mix` (of the next call), `award_shares`, `taught`. ``(runs, proposals)``: `score`, `funded`.
    """

    Parameters, Person = FoundationParameters, GrantMaker
    population, bulk, takes_newcomers, lets_go, rules = "staff", "proposals", True, True, laws.SCORES
    clock, share, instrument, settings = "year", "award_share", "award_diversity", settings_of("foundation")
    event_words, idle = events_and_idle.FOUNDATION_EVENTS, events_and_idle.FOUNDATION_IDLE
    generation = Generation(
        steps=1,
        lasts="a call",
        share_of="the large domain",
        learn=("learn",),
        alone={"selectivity": 0.1},
        held={"outside": 0.3},
        force="outside data",
        levers={"selectivity": (0.02, 0.8), "outside": (0, 1), "exponent": (0, 3), "ring_fence": (0, 1)},
    )
    tasks: tuple[str, ...] = ("large", "small")
    phases = ("watch", "recruit", "call", "evaluate", "fund", "learn", "attract")
    symmetry = Symmetry(seats="founders hold the first desks, and the pile is dealt in the order of desks")
    p: FoundationParameters
    domain: Indices

    def begin(self) -> None:
        """Open with founders who were trained on the first call."""
        domains, runs, desks, pile = self.p.domains, self.runs, self.size, self.p.proposals
        self.tasks = self.tasks if domains == 2 else ("large", *(f"small_{k}" for k in range(1, domains)))
        self.first_mix = self.mix = self.award_shares = self.taught = self.mix_of(per_run(self.p.large_share, runs))
        self.record = np.broadcast_to(self.mix, (domains, runs, desks)).copy()
        self.awards, self.belief = np.zeros((2, domains, runs, desks))
        self.present = self.members & (np.arange(desks) < self.p.founders)
        self.opens = np.broadcast_to(np.asarray(self.p.hire_year, dtype=float), (runs, desks))
        self.number, self.joined = np.where(self.present, np.arange(desks), -1), np.where(self.present, 0.0, np.nan)
        self.hired = self.ever_hired = self.present.sum(axis=-1)
        self.left, self.read = 0 * self.hired, self.record.copy()
        self.budget = np.maximum(np.rint(per_run(self.p.selectivity, self.runs) * pile), 1).astype(np.intp)
        self.by_lot = np.rint(per_run(self.p.lottery, self.runs) * self.budget).astype(np.intp)
        fenced = per_run(self.p.ring_fence, self.runs) * (self.budget - self.by_lot)
        self.reserved = np.floor(fenced * self.first_mix[..., 0] + 1e-9).astype(np.intp)
        self.domain, self.quality = np.zeros((runs, pile), dtype=np.intp), np.full((runs, pile), np.nan)
        self._bar: Array | None = None
        self.funded, self._rows = np.zeros((runs, pile), dtype=bool), np.arange(runs)[:, None]
        self._enrolled = [measures.Enrolment(0, self.present[0], self.number[0], np.full(desks, -1), self.record[:, 0])]
        self.begin_watch()
        self.share_out()

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin after a year whose awards went to the large domain in this share: all were trained on them."""
        self.award_shares = self.taught = self.mix_of(share)
        self.record[:] = (1.0 - self.p.outside) * self.award_shares + self.p.outside * self.first_mix
        self.read = self.record.copy()
        self.attract()

    def mix_of(self, large: Array) -> Array:
        """Shares of all domains, ``(tasks, runs, 1)``, of which the large one has so much."""
        return laws.large_and_tail(large, per_run(self.p.tail, self.runs), self.p.domains)

    def recruit(self) -> None:
        """Fill new desks and the desks of those who leave, and train the newcomers."""
        leaving, training = self.streams.uniform("staff", 2, self.size)
        leaver = self.present & (leaving <= self.p.turnover) & (self.time > 1)
        opened = ~self.present & self.members & (self.time >= self.opens)
        newcomer = leaver | opened
        self.hired, self.left = newcomer.sum(axis=-1), leaver.sum(axis=-1)
        if newcomer.any():
            self.emit("departure", leaver, person=self.number)
            turn = np.ceil(training * self.present.sum(axis=-1, keepdims=True)).astype(np.intp) - 1
            self.train(newcomer, np.where(leaver, np.arange(self.size), laws.places_of(self.present, turn)))
            self.emit("hire", newcomer, person=self.number)
        if opened.any():
            self.present = self.present | opened
            self.share_out()

    def welcome(self, new: Flags) -> None:
        """Open desks, which are filled when the foundation next hires."""
        self.opens = np.where(new, float(self.time), self.opens)

    def part_with(self, gone: Flags) -> None:
        """Close desks; the pile is read by those who stay."""
        if not (self.present & ~gone).any(axis=-1).all():
            raise UserError("the last grant-maker cannot leave: nobody would read the proposals")
        self.present = self.present & ~gone
        self.share_out()

    def train(self, newcomer: Flags, trainer: Indices) -> None:
        """Train newcomers on last year's awards: by whose desk they take or, for a new desk, by a colleague."""
        beta, gamma = self.p.handed_down, self.real_weight[:, None]
        handed, alpha = self.record[:, self._rows, trainer], np.maximum(1.0 - beta - gamma, 0.0)
        trained = laws.succession(self.taught, handed, self.first_mix, alpha, beta, gamma)
        self.record, self.read = (np.where(newcomer, trained, before) for before in (self.record, self.read))
        self.belief = np.where(newcomer, 0.0, self.belief)
        by, number = self.number[self._rows, trainer], self.ever_hired[:, None] + newcomer.cumsum(axis=-1) - 1
        self.number = np.where(newcomer, number, self.number)
        self.joined = np.where(newcomer, float(self.time), self.joined)
        self.ever_hired = self.ever_hired + self.hired
        if self.runs == 1:
            enrolled = int(self.time), newcomer[0], self.number[0], by[0], self.record[:, 0]
            self._enrolled.append(measures.Enrolment(*enrolled))

    def share_out(self) -> None:
        """Deal the pile in turn to those present; what is kept is the place of each reader in the arrays."""
        self.reader = self._rows * self.size + laws.places_of(self.present, np.arange(self.p.proposals))

    def call(self) -> None:
        """Receive proposals of different quality from all domains."""
        self.domain = laws.drawn_domain(self.streams.uniform("domain", self.p.proposals), self.mix)
        self.quality = self.streams.normal("quality", self.p.proposals)
        self._bar = None

    def evaluate(self) -> None:
        """Read the proposals, each grant-maker a part of them, and judge best what one was trained on."""
        self.cell = self.domain * self.present.size + self.reader
        seen = self.sharpness().ravel().take(self.cell)
        self.score = laws.posterior_mean(self.quality, self.streams.normal("noise", self.p.proposals), seen)
        self.score += self.belief.ravel().take(self.cell)
        if self.choose_rule is not None:
            draw, desk = self.streams.uniform("choice", self.p.proposals), self.reader % self.size
            circumstances = desk, self.record, self.present, self.mix, self.budget, int(self.time)
            self.score = asking.scored(self.choose_rule, laws.Pile(self.score, seen, self.domain, draw, *circumstances))

    def sharpness(self) -> Array:
        """Precision with which each grant-maker sees each domain, ``(tasks, runs, agents)``."""
        trained = {"share": self.record, "amount": self.read}[self.p.attention]
        return laws.PRECISION[self.p.attention](trained, self.p.precision, self.p.exponent)

    def fund(self) -> None:
        """Draw the lottery, give each domain its ring-fenced part, and spend the rest on the best of all proposals."""
        lots = self.streams.uniform("lottery", self.p.proposals) if self.by_lot.any() else None
        self.funded = laws.fund(self.score, self.domain, self.budget, self.reserved, self.by_lot, lots)
        self.awards = laws.counted(self.cell, self.funded, self.record.shape)
        self.award_shares = measures.shares(self.awards.sum(axis=-1, keepdims=True))

    def learn(self) -> None:
        """Add the year's awards to the records of those who stay."""
        self.belief = laws.surprised(self.belief, self.cell, self.funded, self.quality - self.score, self.p.surprise)
        own = np.where(self.awards.any(axis=0), measures.shares(self.awards), self.record)
        self.taught, self.read = self.award_shares, self.read + own
        gamma, memory = self.real_weight[:, None], self.p.memory
        alpha, beta = (1.0 - gamma) * memory, (1.0 - gamma) * (1.0 - memory)
        self.record = laws.succession(own, self.record, self.first_mix, alpha, beta, gamma)

    def attract(self) -> None:
        """Let applicants move to where the money went."""
        self.mix = (1.0 - self.p.follow) * self.mix + self.p.follow * self.award_shares

    def lineage(self) -> nx.DiGraph:
        """Who trained whom, for a world of one run; see `measures.lineage_of`."""
        if self.runs == 1:
            return measures.lineage_of(self._enrolled, self.tasks, until=int(self.time))
        raise UserError(f"a lineage is kept in a world of one run; this one has {self.runs}")

    @observable("share of awards", "large domain's share in the year's awards (at the start: in the record)")
    def award_share(self) -> Array:
        return self.award_shares[0, :, 0]

    @observable("share of proposals", "expected share of the large domain in the next call")
    def applicant_share(self) -> Array:
        return self.mix[0, :, 0]

    @observable("1 / variance of quality", "precision with which the large domain is judged, mean of the staff")
    def precision_large(self) -> Array:
        return self._of_staff(self.sharpness())[0]

    @observable("1 / variance of quality", "precision with which a small domain is judged, mean of the staff")
    def precision_small(self) -> Array:
        return self._of_staff(self.sharpness())[1:].mean(axis=0)

    @observable("s.d. of quality", "true quality of what was funded, mean")
    def quality_funded(self) -> Array:
        return laws.quality_funded(self.quality, self.funded)

    @observable("s.d. of quality per proposal", "quality above the bar in declined proposals of the large domain")
    def missed_large(self) -> Array:
        return laws.quality_missed(self.quality, self.funded, self.bar, self.domain == 0)

    @observable("s.d. of quality per proposal", "quality above the bar in declined proposals of small domains")
    def missed_small(self) -> Array:
        return laws.quality_missed(self.quality, self.funded, self.bar, self.domain > 0)

    @observable("domains", "effective number of domains in the year's awards")
    def effective_domains(self) -> Array:
        return measures.hill_number(self.award_shares[..., 0])

    @observable("chance", "chance that two awards of the year are of different domains (Simpson 1949)")
    def award_diversity(self) -> Array:
        return 1.0 - over_tasks(self.award_shares[..., 0] ** 2)

    @observable("share of awards", "spread of the large domain's share in the records of the staff (s.d.)")
    def disagreement(self) -> Array:
        return np.sqrt(self._of_staff((self.record[0] - self._of_staff(self.record[0])[:, None]) ** 2))

    @observable("people", "grant-makers on the staff")
    def staff_count(self) -> Array:
        return self.present.sum(axis=-1).astype(float)

    @property
    def bar(self) -> Array:
        """Quality of the last proposal that would be funded if quality could be seen; found once a year, if at all."""
        self._bar = laws.quality_bar(self.quality, self.budget) if self._bar is None else self._bar
        return self._bar

    def _of_staff(self, values: Array) -> Array:
        return np.where(self.present, values, 0.0).sum(axis=-1) / self.present.sum(axis=-1)
