"""A small clean story, and copies of it with one bug each, which the contract and the audit of claims must catch."""

from typing import Any

import numpy as np

from specialisation_sim import laws, measures
from specialisation_sim.laws.arrays import some
from specialisation_sim.model.parameters import parameter
from specialisation_sim.model.practice import PracticeParameters, PracticeWorld
from specialisation_sim.model.symmetry import Mirror, Symmetry
from specialisation_sim.model.world import observable

OURS = "assumption"


class CleanParameters(PracticeParameters):
    people: int = parameter(3, "who live here", unit="people", source=OURS, low=1, fixes_shape=True)
    luck: float = parameter(1.0, "days that are not the best", unit="share", source=OURS, above=0, high=1)
    depletion: float = parameter(0.01, "stock that a meal takes", unit="share", source=OURS, low=0)
    regrowth: float = parameter(0.1, "growth of stocks", unit="per day", source=OURS, low=0, high=1)


class Clean(PracticeWorld):
    """People gather berries or catch crabs; each day is better for one or the other, and both grow back."""

    Parameters = CleanParameters
    population, clock, share = "people", "day", "gathering_record"
    tasks = ("gather", "catch")
    phases = ("look", "choose", "work", "practise", "regrow")
    symmetry = Symmetry(
        phases=(("practise", "regrow"),),
        mirror=Mirror(
            only={"luck": 1.0, "temperature": 0.0},
            streams={"luck of gather": "luck of catch"},
            shares=("gathering_record",),
            pairs={"gathering_skill": "catching_skill", "berries": "crabs"},
        ),
    )
    p: Any

    def begin(self):
        self.begin_practice([1.0, 1.0], [0.0, 0.0], slack=0.0)
        self.stock, self.taken, self.grown = np.ones((2, self.runs, 1)), 0.0, 0.0

    def look(self):
        draws = np.stack([self.streams.uniform(f"luck of {task}", self.size) for task in self.tasks])
        self.expected = laws.expected_reward(np.where(draws <= self.p.luck, draws, 1.0), self.skill, self.stock)

    def choose(self):
        self.do(self.decide(self.expected, 0.0))

    def work(self):
        demand = self.p.depletion * (self.expected * self.done).sum(axis=-1, keepdims=True)
        self.part = laws.served(demand, self.stock)
        self.reward = self.expected * self.done * self.part
        self.stock = np.maximum(self.stock - demand * self.part, 0.0)
        self.taken = self.taken + self.p.depletion * self.reward.sum(axis=-1, keepdims=True)

    def regrow(self):
        growth = laws.growth(self.stock, self.p.regrowth, 0.0)
        self.stock, self.grown = self.stock + growth, self.grown + growth

    gathering_record = observable("share of steps", "gathering in all that was done")(
        lambda world: measures.shares(world.record.sum(axis=-1))[0]
    )
    gathering_skill = observable("meals", "skill in gathering")(lambda world: world.skill[0].mean(axis=-1))
    catching_skill = observable("meals", "skill in catching")(lambda world: world.skill[1].mean(axis=-1))
    berries = observable("share of stock", "berries left")(lambda world: world.stock[0, :, 0])
    crabs = observable("share of stock", "crabs left")(lambda world: world.stock[1, :, 0])
    narrowness = observable("0 to 1", "how narrow people are")(lambda world: measures.specialisation(world.habit))


class MoodsAndLuckShareAStream(Clean):
    def choose(self):
        if some(self.p.variety):
            self.expected = self.expected * (1.0 + 0.1 * self.streams.uniform("luck of gather", self.size))
        super().choose()


class RunsShareAStream(Clean):
    def begin(self):
        self.streams = type(self.streams)([self.seeds[0]] * self.runs)
        super().begin()


class RunsShareAStock(Clean):
    def regrow(self):
        super().regrow()
        self.stock = np.broadcast_to(self.stock.mean(axis=1, keepdims=True), self.stock.shape).copy()


class FirstComeFirstServed(Clean):
    def work(self):
        before = self.stock
        super().work()
        queue = 1.0 / np.arange(1, self.size + 1)
        self.stock = np.maximum(before - self.p.depletion * (self.reward * queue).sum(axis=-1, keepdims=True), 0.0)


class TiesGoToTheLastTask(Clean):
    def decide(self, expected, need):
        if self.choose_rule is None and not some(self.p.variety) and not some(self.p.temperature):
            return laws.best(expected, prefer=1)
        return super().decide(expected, need)


class TheFirstPersonIsStronger(Clean):
    def look(self):
        super().look()
        self.expected = self.expected * np.where(np.arange(self.size) == 0, 1.2, 1.0) ** np.arange(2)[:, None, None]


class TheFirstTaskIsLiked(Clean):
    def look(self):
        super().look()
        self.expected = self.expected * np.array([1.001, 1.0])[:, None, None]


class StocksAreNotTakenFrom(Clean):
    def work(self):
        before = self.stock
        super().work()
        self.stock = 0.5 * (before + self.stock)


class LookingChanges(Clean):
    @observable("share of stock", "berries left, and one eaten while counting")
    def berries(self):
        self.stock = 0.99 * self.stock
        return self.stock[0, :, 0]


class LearningHangsOnWhatGrew(Clean):
    def practise(self):
        self.done = self.done * self.stock
        super().practise()


class TunedToSomeSeeds(Clean):
    def look(self):
        super().look()
        tuned = (np.array(self.seeds) < 1000)[:, None]
        self.expected = self.expected * np.stack([np.where(tuned, 1.3, 1.0), np.ones_like(tuned)])


FAULTS = {
    MoodsAndLuckShareAStream: "test_variants_of_one_seed_see_the_same_draws",
    RunsShareAStream: "blocks of one run",
    RunsShareAStock: "blocks of three runs",
    FirstComeFirstServed: "agent labels",
    TiesGoToTheLastTask: "test_the_usual_rule_given_by_hand_changes_nothing",
    TheFirstPersonIsStronger: "agent labels",
    TheFirstTaskIsLiked: "task labels",
    StocksAreNotTakenFrom: "test_no_step_makes_more_or_less_of_what_is_conserved",
    LookingChanges: "recorded times",
    LearningHangsOnWhatGrew: "order of phases",
    TunedToSomeSeeds: "other seeds",
}
"""Each faulty copy, and the change or the test of the contract that must catch it."""
