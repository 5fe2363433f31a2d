"""Posen and Levinthal's moving target: how much should one explore other options in a world that changes?

What happens: of ten options each pays 1 with a chance of its own and else -1. A person believes of each what her tries
say, and chooses by a logit rule whose `temperature` says how much she explores. In a turbulent world options change.

Notice: some exploration beats none; who explores more knows more and earns less; a little turbulence makes exploring
worth more, much makes it worth less.

Readings: the weight of the prior belief (`prior`: 2 in one public replication, 1 in another) hardly matters for what
is earned, and much for what is known. "Exploration" is measured in four ways, all offered here: choices of what is not
believed best, how open the choice was, in the mean of periods or in the last one, and changes from period to period.

Names: tau is `temperature`, eta `turbulence`, q belief, p the options' chances, w `prior`.

Shapes: ``(options, runs, people)``.

Source: Posen & Levinthal (2012), Chasing a moving target: exploitation and exploration in dynamic environments.
Management Science 58(3), 587-601.
"""

from __future__ import annotations

import numpy as np

from .. import laws
from ..laws.arrays import Array, some
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.symmetry import Symmetry
from ..model.world import observable
from .bandit import Bandit, odds_of

PAPER = "Posen & Levinthal 2012"


class MovingTargetParameters(Parameters):
    """Options, people, and how they learn and explore."""

    options: int = parameter(
        10, "options", unit="options", symbol="N", source=PAPER, low=2, high=1000, fixes_shape=True
    )
    alike: bool = parameter(
        False,
        "whether all options have the same chance, one half, and stay alike",
        unit="yes or no",
        group="environment",
    )
    turbulence: float = parameter(
        0.0,
        "chance of a shock, in which each option is drawn anew with chance one half",
        unit="chance per period",
        symbol="eta",
        source=PAPER,
        low=0,
        high=1,
        key=True,
    )
    temperature: float = parameter(
        0.5,
        "how much one explores: choice by exp(belief / (temperature / options))",
        unit="1",
        symbol="tau",
        source=PAPER,
        low=1e-6,
        high=1e6,
        group="learning",
        key=True,
    )
    prior: float = parameter(
        2.0,
        "number of tries that the first belief, one half, counts as",
        unit="tries",
        symbol="w",
        source="assumption: 2 in one public replication, 1 in another",
        low=1e-6,
        high=1e6,
        key=True,
    )

    @property
    def people(self) -> int:
        """People in a run: one."""
        return 1


class MovingTarget(Bandit):
    """People among options whose chances they do not know."""

    Parameters = MovingTargetParameters
    bulk = "options"
    share = "first_share"
    no_choice = "MovingTarget takes no rule of choice; the model says how people choose"
    p: MovingTargetParameters
    phases = ("shake", "choose", "see", "learn")
    symmetry = Symmetry()
    generation = Generation(
        steps=20,
        lasts="twenty choices",
        share_of="the first of two alike options",
        seasoned=20.0,
        learn=("learn",),
        alone={"options": 2, "alike": True, "temperature": 0.1},
        held={"temperature": 0.5},
        force="exploration",
        levers={"temperature": (0.02, 1)},
        only={"options": (2,), "alike": (True,)},
        note="With two equally good options the mean share moves back to one half, although each single run narrows.",
    )

    def begin(self) -> None:
        """Draw what options are worth; all are believed to be even."""
        options = self.p.options
        self.tasks = tuple(f"option_{k}" for k in range(1, options + 1))
        self.begin_choosing(options)
        agents = (options, self.runs, self.size)
        draws = self.streams.once("uniform", "options", 3, options, self.size)
        self.chance = np.full(agents, 0.5) if self.p.alike else middle_of_three(draws)
        self.successes, self.tries = np.zeros(agents), np.zeros(agents)
        self.paid = np.zeros((self.runs, self.size))
        self.sought = np.zeros((3, self.runs, self.size))
        self.learn_from(np.zeros(agents), np.zeros((self.runs, self.size)))

    def start_at(self, share: Array, seasoned: float) -> None:
        """Begin with beliefs at which the first of two alike options is taken in this share.

        Each belief counts for so many tries, those of the prior among them.
        """
        share = np.reshape(share, (self.runs, 1))
        gap = odds_of(share) * self.p.temperature / self.p.options
        wanted = np.stack([0.5 + gap / 2.0, 0.5 - gap / 2.0])
        self.tries = np.broadcast_to(np.maximum(seasoned - self.p.prior, 0.0), self.tries.shape).copy()
        self.successes = np.broadcast_to(
            wanted * (self.p.prior + self.tries) - self.p.prior / 2.0, self.tries.shape
        ).copy()
        self.believe()

    def shake(self) -> None:
        """Let a shock draw options anew."""
        if some(self.p.turbulence):
            shock = self.streams.uniform("shock", 1) <= self.p.turbulence
            draws = self.streams.uniform("new options", 4, self.p.options, self.size)
            fresh, which = middle_of_three(draws[:3]), draws[3] <= 0.5
            if not self.p.alike:
                self.chance = np.where(shock & which, fresh, self.chance)

    def choose(self) -> None:
        """Take an option, the better by belief the likelier."""
        before = self.task
        scaled = self.belief * (self.p.options / self.p.temperature)
        weight = np.exp(scaled - scaled.max(axis=0))
        self.try_one(weight / weight.sum(axis=0))
        best = self.belief == self.belief.max(axis=0)
        self.sought[0] += ~(best & (self.chosen > 0)).any(axis=0)
        self.sought[1] += 1.0 - self.chances.max(axis=0)
        self.sought[2] += (self.task != before) & (before >= 0)

    def see(self) -> None:
        """See whether it pays."""
        luck = self.streams.uniform("payoff", self.size)
        self.success = (luck <= (self.chance * self.chosen).sum(axis=0)).astype(float)
        self.paid += 2.0 * self.success - 1.0

    def learn(self) -> None:
        """Count the try."""
        self.learn_from(self.chosen, self.success)

    def learn_from(self, chosen: Array, success: Array) -> None:
        """Count tries and successes, and believe what they say."""
        self.tries = self.tries + chosen
        self.successes = self.successes + chosen * success
        self.believe()

    def believe(self) -> None:
        """Belief: ``(w / 2 + successes) / (w + tries)``."""
        self.belief = laws.mean_belief(self.successes, self.tries, 0.5, self.p.prior)

    @observable("payoff", "payoffs so far, mean of people: 1 for a success, -1 for a failure")
    def performance(self) -> Array:
        return self.paid.mean(axis=-1)

    @observable("1", "knowledge: 1 minus the sum of squared errors of beliefs over options, mean of people")
    def knowledge(self) -> Array:
        return 1.0 - ((self.belief - self.chance) ** 2).sum(axis=0).mean(axis=-1)

    @observable("share of choices", "choices of an option other than the one believed best (ties do not count)")
    def not_the_best(self) -> Array:
        return self.so_far(self.sought[0])

    @observable("chance", "one minus the chance of the likeliest option, mean of periods")
    def uncertain_choice(self) -> Array:
        return self.so_far(self.sought[1])

    @observable("chance", "one minus the chance of the likeliest option, this period")
    def uncertain_now(self) -> Array:
        return 1.0 - self.chances.max(axis=0).mean(axis=-1) if self.periods else np.full(self.runs, np.nan)

    @observable("share of choices", "choices of another option than in the period before")
    def switching(self) -> Array:
        return self.so_far(self.sought[2])

    @observable("share of choices", "choices of the first option, of all so far")
    def first_share(self) -> Array:
        return self.so_far(self.tried[0])

    @observable("share of choices", "choices of the option taken most, of all so far")
    def top_share(self) -> Array:
        return self.so_far(self.tried.max(axis=0))

    @observable("chance", "chance of success of the option taken last, mean of people")
    def chance_taken(self) -> Array:
        return (self.chance * self.chosen).sum(axis=0).mean(axis=-1) if self.periods else np.full(self.runs, np.nan)


def middle_of_three(draws: Array) -> Array:
    """Beta(2, 2) draws, as the middle one of three uniform ones.

    Parameters
    ----------
    draws : array, shape (3, options, runs, people)

    Returns
    -------
    array, shape (options, runs, people)
    """
    a, b, c = draws
    return np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))
