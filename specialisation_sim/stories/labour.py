"""Labour: accountants and personal trainers start alike and are paid alike, and yet become different.

What happens: each week a worker sees the jobs that come her way and takes the one that promises most: how good the job
is, times how good she is at it, times what it pays. Practice raises skill by the power law (Wright 1936), which has no
upper limit, so that only choice and prices can stop a drift. What a worker did last year makes the same job promise
more this year.

There are three markets. With equal pay, a unit of any work earns one. With trade, everyone buys all goods, and each
week's prices are such that all goods made that week are sold; workers choose by the prices that recent supply implies.
Without trade (autarky) each lives on her own goods and divides the week between them in the way that is best for her.

Notice: luck decides who takes up which occupation, but not that everyone specialises. With learning exponent b and luck
l, an even mix of two occupations is unstable if 2 b > l, and one occupation takes everything if b >= l. Without trade,
an evenly divided week is unstable if b (sigma - 1) > 1, where sigma is the elasticity of substitution. So it is not
enough that goods are substitutes: they must be close substitutes, or learning must be steep.

Try: complements (goods of which everyone needs both) with and without trade; two workers; talent instead of practice;
fast adjustment, with which all workers chase last week's prices at once (a cobweb, Ezekiel 1938); ``Labour(parameters,
related=graph)``, a networkx graph of occupations that teach each other: an edge's `weight` is the part of a week that
counts for its neighbour, `relatedness` if it has none.

Sources: the essay "Beware mode collapse: for you are not immune"; Smith (1776); Rosen (1983); Yang & Borland (1991).
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, some
from ..laws.rules.index import look_ahead
from ..model import events_and_idle
from ..model.generation import Generation
from ..model.parameters import PerAgent, parameter
from ..model.practice import PracticeParameters, PracticeWorld, Practitioner
from ..model.settings import settings_of
from ..model.symmetry import Mirror, Symmetry
from ..model.world import State, observable

ESSAY = 'essay "Beware mode collapse"'
EQUAL_PAY = f"{ESSAY}: equal pay for either"
DIXIT = "Dixit & Stiglitz 1977; assumption: mild substitutes"
NERLOVE = "Nerlove 1958; assumption: ten weeks"
ROY = "Roy 1951; assumption: a job is four fifths of the best"


class LabourParameters(PracticeParameters):
    """Workers, their occupations, and how their work is paid."""

    half: float = parameter(
        50.0,
        "experience that counts as much as a beginner's talent",
        unit="weeks",
        symbol="h",
        source="assumption: a year",
        low=0.001,
        high=1_000_000,
    )
    memory: float = parameter(
        0.05,
        "weight of the newest week in habit",
        unit="share per week",
        symbol="mu",
        source="assumption: about five months",
        above=0,
        high=1,
    )
    workers: int = parameter(
        20, "workers of one economy", unit="people", low=1, high=100_000, group="population", fixes_shape=True
    )
    occupations: int = parameter(
        2, "occupations, each with its own good", unit="occupations", source=ESSAY, low=2, high=1000, fixes_shape=True
    )
    market: Literal["equal pay", "trade", "autarky"] = parameter(
        "equal pay",
        "how work turns into goods: at equal pay, by trade at clearing prices, or each for herself",
        unit="regime",
        source=EQUAL_PAY,
        group="environment",
        key=True,
    )
    substitution: float = parameter(
        2.0, "elasticity of substitution between goods", unit="1", symbol="sigma", source=DIXIT, above=0, high=100
    )
    taste: float = parameter(
        1.0, "weight of the first good in everyone's demand", unit="weight of another good", symbol="a", above=0
    )
    adjustment: float = parameter(
        0.1, "weight of the newest week in expected supply", unit="share per week", source=NERLOVE, above=0, below=1
    )
    luck: float = parameter(
        0.25,
        "spread of jobs; mean quality is 1 / (1 + luck)",
        unit="1",
        symbol="l",
        source=ROY,
        low=0,
        high=10,
        key=True,
    )
    foresight: float = parameter(
        0.0,
        "weight of next week's income against this week's (0: nobody looks ahead; unused in autarky)",
        unit="1 per week",
        symbol="g",
        source="Ben-Porath 1967, Rosen 1983; assumption: nobody",
        low=0,
        below=1,
        group="pressure",
    )
    talent: PerAgent = parameter(
        1.0,
        "ease of the first occupation; that of the others is one",
        unit="goods per week",
        source=ESSAY,
        above=0,
        group="learning",
    )
    schooling: float = parameter(
        0.0,
        "weeks of practice in each occupation before the start; above 0 for the saturating law",
        unit="weeks",
        low=0,
    )


class Worker(Practitioner):
    """A worker: her skill, occupation and income are her places in the economy's arrays."""

    reported = ("skill", "experience", "habit", "task", "income")
    income = State(derived="it follows from the week's work and prices")


class Labour(PracticeWorld):
    """Workers who choose what to work as.

    Parameters
    ----------
    parameters, seeds, choose, without, collect
        See `World`. A rule of one's own picks one occupation for the whole week, in autarky too.
    related : networkx.Graph or DiGraph, optional
        Which occupations teach which, by name or number; all alike, by `relatedness`, if left out.
    """

    Parameters = LabourParameters
    settings = settings_of("labour")
    Person = Worker
    population = "workers"
    takes_newcomers = True
    clock = "week"
    idle = events_and_idle.LABOUR_IDLE
    share = "accounting_record"
    generation = Generation(
        steps=50,
        lasts="a year",
        share_of="accounting",
        held={"market": "autarky", "substitution": 0.5},
        force="needing both",
        levers={"exponent": (0, 1), "luck": (0.02, 1.5), "variety": (0, 1), "substitution": (0.2, 6)},
    )
    tasks: tuple[str, ...] = ("accountant", "personal trainer")
    phases = ("seek", "expect", "choose", "work", "trade", "practise")
    symmetry = Symmetry(
        phases=(("trade", "practise"),),
        mirror=Mirror(
            only={"occupations": 2, "talent": 1.0, "taste": 1.0, "temperature": 0.0},
            streams={"jobs of accountant": "jobs of personal trainer"},
            shares=("accounting_record",),
            pairs={"accounting_output": "training_output", "accounting_price": "training_price"},
        ),
    )
    p: LabourParameters
    done: Any

    def __init__(self, parameters: Any = None, *, related: Any = None, **options: Any) -> None:
        self.related = related
        super().__init__(parameters, **options)

    def begin(self) -> None:
        """Leave school: nobody has an occupation yet, and all goods are expected as people want them."""
        occupations, shape = self.p.occupations, (self.p.occupations, self.runs, self.size)
        self.tasks = (*type(self).tasks, *(f"occupation {k + 1}" for k in range(2, occupations)))
        if self.p.learning == "saturating" and np.any(np.asarray(self.p.schooling) == 0):
            raise UserError("schooling = 0 leaves workers of the saturating law without any skill; allowed: above 0")
        self.weights: Array = np.ones((occupations, self.runs, 1))
        self.weights[0] = self.p.taste
        self.weights /= self.p.taste + (occupations - 1.0)
        graph = self.related
        self.weave = None if graph is None else laws.spill_over_weights(graph, self.tasks, self.p.relatedness)
        self.supply: Array = self.weights.copy()
        self.price = np.full((occupations, self.runs, 1), 1.0 if self.p.market == "equal pay" else np.nan)
        self.begin_practice([self.p.talent, *[1.0] * (occupations - 1)], [self.p.schooling] * occupations, slack=0.0)
        self.born, self.done = self.skill, np.zeros(shape, dtype=bool)
        self.opportunity = self.ability = self.made = np.full(shape, np.nan)
        self._income: Array | None = np.full(shape[1:], np.nan)
        self.pay: Array | float = 1.0

    def relate(self, experience: Array) -> Array:
        """Let related occupations teach each other."""
        return super().relate(experience) if self.weave is None else laws.spill_over(experience, self.weave)

    def unrelate(self, effective: Array) -> Array:
        """Part what a worker practised from what related occupations taught her."""
        own = self.weave
        return super().unrelate(effective) if own is None else laws.undo_spill_over(effective, own[:, :, 0, 0])

    def seek(self) -> None:
        """See which jobs come one's way this week, some better than others."""
        draws = [self.streams.uniform(f"jobs of {task}", self.size) for task in self.tasks]
        self.opportunity = laws.job_luck(np.array(draws), self.p.luck)

    def expect(self) -> None:
        """Judge jobs by their quality, one's own skill, and what they would pay at recent supply."""
        self.ability = self.opportunity * self.skill
        if self.p.market == "trade":
            # A good that nobody has made for long is dear, not priceless.
            supply: Array = np.maximum(self.supply, 1e-9 * self.supply.max(axis=0))
            self.pay = laws.clearing_prices(supply, self.weights, self.p.substitution)
            self.expected = self.ability * self.pay
        else:
            self.expected = self.ability

    def choose(self) -> None:
        """Take one job for the week, or divide the week if one lives on one's own goods."""
        before = self.task
        if self.p.market == "autarky" and self.choose_rule is None:
            liked = laws.appeal(self.ability, self.habit, self.p.variety)
            self.divide(laws.autarky_time(liked, self.weights, self.p.substitution))
        else:
            self.do(self.decide(self.expected, 0.0))
        if self.listeners:
            self.emit("change of occupation", (before >= 0) & (self.task != before), before=before, now=self.task)

    def usual_rule(self) -> Any:
        """Take the week's best job, or the best for who looks ahead."""
        return look_ahead if some(self.p.foresight) else laws.afford_then_prefer

    def seen(self, expected: Array) -> dict[str, Any]:
        """The jobs of this week, how good jobs are in the mean of weeks, and what they pay; workers live on wages."""
        usual = np.full((len(self.tasks), 1, 1), 1.0) / (1.0 + np.asarray(self.p.luck))
        return {
            "opportunity": self.opportunity,
            "usual": usual,
            "foresight": self.p.foresight,
            "outlook": laws.Jobs(self.p.luck, self.pay),
        }

    def brought(self) -> Array:
        """Last week's income."""
        return self.income if self.time > 1 else np.zeros_like(self.slack)

    def work(self) -> None:
        """Make goods."""
        self.made = self.ability * self.done

    def trade(self) -> None:
        """Sell what was made and buy what is wanted, if there is a market."""
        self._income = None
        if self.p.market == "trade":
            self.output = self.made.sum(axis=-1, keepdims=True)
            self.price = laws.clearing_prices(self.output, self.weights, self.p.substitution)
            self.supply = self.supply + self.p.adjustment * (self.output / self.member_count - self.supply)

    @property
    def income(self) -> Array:
        """What each has this week, in baskets of goods; no choice depends on it, so it is computed when asked for."""
        if self._income is None:
            alone = self.p.market == "autarky"
            self._income = (
                laws.utility(self.made, self.weights, self.p.substitution)
                if alone
                else laws.worth(self.made, self.price)
            )
        return self._income

    def gains(self) -> laws.Gain:
        """Welfare over that of the same workers in this week's jobs, unskilled and alone: from practice, from trade."""
        weights, sigma, unskilled = self.weights, self.p.substitution, self.opportunity * self.born
        if self.p.market == "equal pay":
            raw = self.mean_of_members(laws.worth(unskilled * self.done))
            return laws.split_gain(self.welfare, self.welfare, raw, raw)
        alone, raw = (self.mean_of_members(laws.autarky_utility(q, weights, sigma)) for q in (self.ability, unskilled))
        if self.p.market == "autarky":
            return laws.split_gain(self.welfare, self.welfare, raw, raw)
        traded = laws.utility((unskilled * self.done).sum(axis=-1, keepdims=True), weights, sigma)[:, 0] / np.ravel(
            self.member_count
        )
        return laws.split_gain(self.welfare, alone, traded, raw)

    @observable("share of time", "share of accounting in all work done so far")
    def accounting_record(self) -> Array:
        return measures.shares(self.record.sum(axis=-1))[0]

    @observable("share of workers", "workers who have done more accounting than anything else")
    def accountants(self) -> Array:
        return self.mean_of_living(self.record[0] > self.record[1:].max(axis=0))

    @observable("0 to 1", "how narrow each worker's recent work is, mean (1: one occupation only)")
    def specialisation(self) -> Array:
        return measures.specialisation(self.habit if self.full else np.where(self.members, self.habit, 0.0))

    @observable("0 to 1", "division of labour over all weeks so far (Gorelick et al. 2004)")
    def division_of_labour(self) -> Array:
        return measures.division_of_labour(self.record)

    @observable("goods per worker", "accounting done this week")
    def accounting_output(self) -> Array:
        return self.mean_of_members(self.made[0])

    @observable("goods per worker", "personal training done this week")
    def training_output(self) -> Array:
        return self.mean_of_members(self.made[1])

    @observable("goods per worker", "goods of all kinds made this week")
    def total_output(self) -> Array:
        return self.mean_of_members(laws.worth(self.made))

    @observable("baskets per good", "price of accounting this week; none in autarky, or if nobody offers it")
    def accounting_price(self) -> Array:
        return self.price[0, :, 0]

    @observable("baskets per good", "price of personal training this week; none in autarky, or if nobody offers it")
    def training_price(self) -> Array:
        return self.price[1, :, 0]

    @observable("baskets per worker", "utility of what workers have this week, mean")
    def welfare(self) -> Array:
        return self.mean_of_members(self.income)

    @observable(
        "baskets per worker", "gain in welfare from practice, with half of what only practice and trade together bring"
    )
    def gain_from_practice(self) -> Array:
        return self.gains().from_practice

    @observable(
        "baskets per worker", "gain in welfare from trade, with half of what only practice and trade together bring"
    )
    def gain_from_trade(self) -> Array:
        return self.gains().from_trade
