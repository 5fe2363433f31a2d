"""The tilt chain: fine-tuning on a reward narrows at once, and keeping the best outputs does so over generations.

What happens: a policy over K options starts as a reference. Fine-tuning moves it towards what is rewarded, held back by
a price b on the distance from the reference, and ends at ``q = p exp(r / b) / Z``. Or a generation is trained on the
best of n drawn from the one before.

Notice: with b near zero all is collapse, in one go. With best-of-n the reward's variance goes to zero over generations.

Try: the frontier of reward and diversity as b changes; original data under curation.

Sources: Ziegler et al. (2019); Korbak et al. (2022), RL with KL penalties as Bayesian inference; Ferbach et al. (2024).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import laws, measures
from ..laws.arrays import Array
from ..model.generation import Generation
from ..model.parameters import parameter
from ..model.world import observable
from .loop import Chain, ChainParameters
from .steady import steady, total
from .theory import tilt as theory

CURATION = "Ziegler et al. 2019; Ferbach et al. 2024"
ZIEGLER = "Ziegler et al. 2019"
ZIPF = "Zipf"


class TiltParameters(ChainParameters):
    """Options, rewards, and how the next policy is made of them."""

    options: int = parameter(
        20, "possible answers", unit="options", symbol="K", low=2, high=100_000, group="population", fixes_shape=True
    )
    exponent: float = parameter(
        1.0,
        "how fast the reference's chances fall with the rank",
        unit="1",
        symbol="B",
        source=ZIPF,
        low=0,
        high=10,
        group="environment",
    )
    method: Literal["fine-tuned", "curated"] = parameter(
        "fine-tuned",
        "fine-tuned on reward minus distance, or trained on the best of n answers of the one before",
        unit="name",
        source=CURATION,
        group="learning",
        key=True,
    )
    price: float = parameter(
        1.0,
        "price of the distance from the reference, in fine-tuning",
        unit="reward per nat",
        symbol="b",
        source=ZIEGLER,
        low=0,
        group="pressure",
        key=True,
    )
    rate: float = parameter(
        0.2, "step of fine-tuning", unit="1 / reward", symbol="eta", above=0, high=1, group="learning", key=True
    )
    candidates: int = parameter(
        4, "options of which the best is kept", unit="options", symbol="n", low=1, high=1_000_000, group="pressure"
    )
    outside: float = parameter(
        0.0,
        "share of original data beside the selected ones",
        unit="share of data",
        symbol="gamma",
        low=0,
        high=1,
        group="learning",
        key=True,
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.options


class TiltChain(Chain):
    """Policies, ``(options, runs)``; rewards are standard normal, drawn once a run."""

    Parameters = TiltParameters
    p: TiltParameters
    bulk = "work"
    phases = ("curate", "learn")
    headline = "effective_options"
    share = "best_share"
    generation = Generation(
        steps=1,
        lasts="a generation",
        share_of="the best option",
        learn=("learn",),
        alone={"method": "curated"},
        held={"outside": 0.3},
        force="original data",
        levers={"outside": (0, 1), "price": (0.1, 5), "rate": (0.01, 1)},
    )

    def begin(self) -> None:
        """Start from the reference."""
        chances = np.exp(-self.row(self.p.exponent) * np.log(np.arange(self.p.options) + 1.0)[:, None])
        self.reference = self.policy = chances / total(chances)
        self.reward = self.draws.normal("reward", self.p.options).copy()
        self.kept = self.policy

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin after a generation that kept this share of the option rewarded most; the rest divides as usual."""
        best = np.arange(self.p.options)[:, None] == self.reward.argmax(axis=0)
        rest = np.where(best, 0.0, self.reference)
        self.kept = np.where(best, share, (1.0 - share) * rest / total(rest))
        self.policy = self._trained() if self.p.method == "curated" else self.kept

    def curate(self) -> None:
        """Keep the best of some candidates; in fine-tuning, keep all."""
        curated = self.p.method == "curated"
        self.kept = theory.best_of(self.policy, self.reward, self.row(self.p.candidates)) if curated else self.policy

    def _trained(self) -> Array:
        """A policy trained on what was kept and on original data."""
        gamma = self.row(self.p.outside)
        return laws.succession(self.kept, self.policy, self.reference, 1.0 - gamma, 0.0, gamma)

    def learn(self) -> None:
        """Make the next policy."""
        if self.p.method == "curated":
            self.policy = self._trained()
        else:
            self.policy = theory.fine_tuned(
                self.policy, self.reference, self.reward, self.row(self.p.price), self.row(self.p.rate)
            )

    @observable("options", "effective number of options (order 1)")
    def effective_options(self) -> Array:
        return steady(measures.hill_number, self.policy)

    @observable("share of answers", "share of the option rewarded most, in what was kept of a generation")
    def best_share(self) -> Array:
        given = self.kept if self.p.method == "curated" else self.policy
        return np.take_along_axis(given, self.reward.argmax(axis=0)[None], axis=0)[0]

    @observable("s.d. of reward", "expected reward")
    def mean_reward(self) -> Array:
        return total(self.policy * self.reward)

    @observable("variance of reward", "variance of the reward within a policy")
    def reward_variance(self) -> Array:
        return total(self.policy * (self.reward - self.mean_reward) ** 2)

    @observable("nat", "distance from the reference (Kullback-Leibler)")
    def divergence(self) -> Array:
        return theory.divergence(self.policy, self.reference)

    @observable("s.d. of reward", "expected reward minus the price of the distance")
    def objective(self) -> Array:
        return self.mean_reward - self.row(self.p.price) * self.divergence

    @observable("share of data", "share of the commonest option")
    def modal_share(self) -> Array:
        return steady(measures.modal_share, self.policy)
