"""The hot stove effect: people who learn only from what they try give up an option after bad luck, and never find out.

What happens: of two options one pays a sure sum, the other a varying one, in the mean (by default) as much. A person
who was disappointed by the varying one avoids it, and so never finds out that it was chance. Two rules: `aspiration`,
the paper's, where an outcome above an aspiration level is a success and makes the option likelier; and `belief`, where
the option is tried by a logit rule on what it is believed to be worth (Denrell 2007's kind of model).

Notice: nobody dislikes risk, and everybody ends up avoiding it.

Try: slower learning; less reliable choice (`sensitivity`); seeing what the option not taken paid (`feedback`).

Rounding: aspirations converge to the sure payoff. Payoffs written as differences from it (`arithmetic`, the default)
make that harmless. Written as levels, the aspiration is rounded to the sure payoff after some fifty halvings; then
that payoff no longer exceeds it, counts as failure, and the risky option comes back: a published replication's figures
hang on it.

Names: alpha or a of the paper is `learning`, b is `aspiration_rate` (two versions of a public replication exchange the
two letters); p is the chance of the risky option.

Sources: Denrell & March (2001), Adaptation as information restriction: the hot stove effect. Organization Science
12(5), 523-538; Denrell (2007), Adaptive learning and risk taking. Psychological Review 114(1).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import laws
from ..laws.arrays import Array
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.symmetry import Symmetry
from ..model.world import observable
from .bandit import Bandit, odds_of

PAPER = "Denrell & March 2001"


class HotStoveParameters(Parameters):
    """Two options and how people learn of them."""

    rule: Literal["aspiration", "belief"] = parameter(
        "aspiration",
        "learning by success against an aspiration level, or by beliefs",
        unit="name",
        source=f"{PAPER}; belief: Denrell 2007",
        group="learning",
        key=True,
    )
    premium: float = parameter(
        0.0,
        "by how much the risky option pays more than the sure one in the mean",
        unit="payoff",
        symbol="mu - c",
        source=f"{PAPER}: none",
        low=-1e6,
        high=1e6,
        group="environment",
        key=True,
    )
    spread: float = parameter(
        10.0,
        "standard deviation of the risky option's payoff",
        unit="payoff",
        symbol="S",
        source=PAPER,
        low=0,
        high=1e6,
    )
    sure_payoff: float = parameter(
        10.0, "what the sure option pays", unit="payoff", symbol="Y", source=PAPER, low=-1e6, high=1e6
    )
    learning: float = parameter(
        0.5,
        "weight of the newest outcome in the chance or the belief",
        unit="1 per try",
        symbol="a",
        source=PAPER,
        low=0,
        high=1,
        group="learning",
        key=True,
    )
    aspiration_rate: float = parameter(
        0.5, "weight of the newest outcome in the aspiration", unit="1 per try", symbol="b", source=PAPER, low=0, high=1
    )
    sensitivity: float = parameter(
        0.2,
        "how reliably the option believed to be better is chosen, under beliefs",
        unit="1 / payoff",
        symbol="s",
        low=0,
        high=1e6,
        key=True,
    )
    ties: Literal["fail", "succeed"] = parameter(
        "fail",
        "whether an outcome equal to the aspiration is a success",
        unit="name",
        source="assumption: the paper's words leave it open",
    )
    feedback: Literal["chosen", "both"] = parameter(
        "chosen", "whether people see only what the option they took paid", unit="name", source=PAPER, group="pressure"
    )
    arithmetic: Literal["differences", "levels"] = parameter(
        "differences",
        "payoffs as differences from the sure one, or as they are, with their rounding",
        unit="name",
        source="assumption: a public replication computes with levels",
        group="learning",
    )

    @property
    def people(self) -> int:
        """People in a run: one."""
        return 1


class HotStove(Bandit):
    """People between a sure and a risky option."""

    Parameters = HotStoveParameters
    tasks: tuple[str, ...] = ("risky", "sure")
    share = "risky_share"
    no_choice = "HotStove takes no rule of choice; the model says how people choose"
    p: HotStoveParameters
    phases = ("choose", "see", "learn")
    symmetry = Symmetry()
    generation = Generation(
        steps=20,
        lasts="twenty periods",
        share_of="the risky option",
        learn=("learn",),
        alone={"rule": "belief"},
        held={"feedback": "both"},
        force="seeing what the option not taken paid",
        levers={"learning": (0.05, 1), "premium": (-5, 20)},
        only={"rule": ("belief",)},
        note="On the map everyone starts from the same belief; in the long run beliefs spread, and the "
        "share settles lower.",
    )

    def begin(self) -> None:
        """Begin without a leaning: even chances, an aspiration between the options, beliefs at the sure payoff."""
        self.begin_choosing(2)
        agents = (self.runs, self.size)
        self.base = self.p.sure_payoff if self.p.arithmetic == "levels" else np.zeros((1, 1))
        self.chance = np.full(agents, 0.5)
        self.aspiration = np.broadcast_to(self.base + self.p.premium / 2.0, agents).copy()
        self.belief = np.stack([np.broadcast_to(np.asarray(self.base, dtype=float), agents)] * 2)
        self.paid = np.zeros((2, *agents))
        self.earned = np.zeros(agents)

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with the belief, or the chance, at which the risky option is taken in this share of periods."""
        share = np.broadcast_to(np.reshape(share, (self.runs, 1)), self.chance.shape)
        self.chance = share.copy()
        self.belief[0] = self.base + odds_of(share) / np.maximum(self.p.sensitivity, 1e-300)

    def choose(self) -> None:
        """Take one of the two options."""
        if self.p.rule == "belief":
            gap = np.clip(self.p.sensitivity * (self.belief[0] - self.belief[1]), -700.0, 700.0)
            self.chance = 1.0 / (1.0 + np.exp(-gap))
        self.try_one(np.stack([self.chance, 1.0 - self.chance]))

    def see(self) -> None:
        """See what it pays."""
        luck = self.streams.normal("payoff", self.size)
        risky = self.base + self.p.premium + self.p.spread * luck
        self.paid = np.stack([risky, np.broadcast_to(np.asarray(self.base, dtype=float), risky.shape)])
        self.earned = self.earned + (self.paid * self.chosen).sum(axis=0)

    def learn(self) -> None:
        """Learn from the outcome."""
        if self.p.rule == "belief":
            seen = np.ones_like(self.chosen) if self.p.feedback == "both" else self.chosen
            self.belief = laws.smoothed_belief(self.belief, self.paid, seen, self.p.learning)
            return
        outcome = np.where(self.chosen[0] > 0, self.paid[0], self.paid[1])
        success = outcome >= self.aspiration if self.p.ties == "succeed" else outcome > self.aspiration
        # A success of the risky option and a failure of the sure one move the chance up alike.
        up = success == (self.chosen[0] > 0)
        self.chance = np.where(
            up, self.chance + self.p.learning * (1.0 - self.chance), (1.0 - self.p.learning) * self.chance
        )
        self.aspiration = (1.0 - self.p.aspiration_rate) * self.aspiration + self.p.aspiration_rate * outcome

    @observable("share of choices", "choices of the risky option, of all so far")
    def risky_share(self) -> Array:
        return self.so_far(self.tried[0])

    @observable("share of people", "people who took the risky option this period")
    def risky_now(self) -> Array:
        return self.chosen[0].mean(axis=-1) if self.periods else np.full(self.runs, np.nan)

    @observable("chance", "chance of taking the risky option next, mean of people")
    def risky_chance(self) -> Array:
        return self.chance.mean(axis=-1)

    @observable("payoff", "by how much the risky option is believed to pay more than the sure one, mean of people")
    def believed_premium(self) -> Array:
        return (self.belief[0] - self.belief[1]).mean(axis=-1)

    @observable("payoff", "what a period paid above the sure option, mean of people and periods")
    def gain(self) -> Array:
        above = self.earned - self.periods * self.base
        return self.so_far(above)
