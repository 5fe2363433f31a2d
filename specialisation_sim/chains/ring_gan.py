"""The gan chain: a generator of points and its critic, observed while they learn from real points around many modes.

What happens: the two take turns. In a good game the points find all modes; in a bad one they sit on a few, or between.

Notice: a critic that learns too slowly cannot lead the generator; on the grid of 25 modes the plain game loses some
that it had found, and the Wasserstein critic with its slope held near one keeps them. This is one small demonstration
and no ranking of methods: other widths and learning rates order the rest otherwise.

Try: `shape=grid`; `critic_steps=5`; `loss=wasserstein`.

Sources: Goodfellow et al. (2014); Metz et al. (2017), ring; Srivastava et al. (2017), grid; Gulrajani et al. (2017).
The game as linear algebra: the chains `dirac` and `tabular`.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..laws.arrays import Array
from ..model.parameters import parameter
from ..model.world import observable
from .learners.gan import NOISE, Game
from .learners.modes import judged, real_points
from .learners.nets import OneThread
from .loop import Chain, ChainParameters

GRID = "Metz et al. 2017; Srivastava et al. 2017"
GULRAJANI = "Gulrajani et al. 2017, for wasserstein"
HEUSEL = "Heusel et al. 2017: two time scales"

JUDGED = 2000
"""Points that are made to be judged."""


class GanParameters(ChainParameters):
    """The modes, the two players, and their turns."""

    shape: Literal["ring", "grid"] = parameter(
        "ring", "eight modes on a ring, or five by five on a grid", unit="name", source=GRID, key=True
    )
    spread: float = parameter(
        0.05, "standard deviation of a mode", unit="half radii", above=0, high=0.25, fixes_shape=True
    )
    loss: Literal["logistic", "wasserstein"] = parameter(
        "logistic",
        "what the critic says of a point: how likely it is real, or a score whose slope is held near one",
        unit="name",
        source=GULRAJANI,
        group="learning",
        key=True,
    )
    penalty: float = parameter(
        1.0,
        "price of a slope other than one, under wasserstein",
        unit="loss",
        symbol="lambda",
        source="assumption; Gulrajani et al. 2017: 10, for images",
        low=0,
        high=1000,
        group="pressure",
    )
    rate: float = parameter(
        0.001, "learning rate of the generator", unit="1", symbol="h", above=0, high=1, group="learning"
    )
    critic_speed: float = parameter(
        1.0, "learning rate of the critic", unit="steps of the generator", source=HEUSEL, above=0, high=1000, key=True
    )
    critic_steps: int = parameter(
        1,
        "critic's steps for each of the generator",
        unit="steps",
        source=GULRAJANI,
        low=1,
        high=100,
        fixes_shape=True,
        key=True,
    )
    hidden: int = parameter(
        64, "units of each of the two hidden layers of both", unit="units", low=1, high=1024, fixes_shape=True
    )
    updates: int = parameter(
        100,
        "training steps between two records",
        unit="steps of the generator",
        low=1,
        high=1_000_000,
        fixes_shape=True,
    )
    batch: int = parameter(
        64, "real points, and made ones, in a step", unit="points", low=1, high=1_000_000, fixes_shape=True
    )

    @property
    def work(self) -> int:
        """Weights of a run, of both players."""
        return 2 * self.hidden * (self.hidden + 7)

    @property
    def effort(self) -> int:
        """Weights times points between two looks, in the size of an agent's step."""
        return self.work * self.updates * self.batch * (2 * self.critic_steps + 1) // 500


class GanChain(OneThread, Chain):
    """Points of each run, ``(runs, points, 2)``: `made`, to be judged."""

    Parameters = GanParameters
    p: GanParameters
    clock = "hundred steps"
    bulk = "work"
    effort = "effort"
    generations, replicates = 20, 8
    phases = ("play", "look")
    headline = "quality"

    def start(self) -> None:
        """Players that know nothing."""
        speed, rate = self.row(self.p.critic_speed), self.row(self.p.rate)
        self.game = Game(
            self.draws.each("weights"),
            self.p.hidden,
            rate,
            rate * speed,
            self.p.loss == "wasserstein",
            self.row(self.p.penalty),
        )
        self.look()

    def play(self) -> None:
        """Let generator and critic take turns."""
        p, runs = self.p, self.runs
        reals, noises, places = (self.draws.each(name) for name in ("real", "noise", "between"))
        rows = p.critic_steps * p.batch
        for _ in range(p.updates):
            real: Array = np.stack([real_points(p.shape, p.spread, rows, rng) for rng in reals]).astype(np.float32)
            noise = [rng.standard_normal((p.critic_steps + 1, p.batch, NOISE), dtype=np.float32) for rng in noises]
            between = [rng.random((p.critic_steps, p.batch, 1), dtype=np.float32) for rng in places]
            self.game.step(
                real.reshape(runs, p.critic_steps, p.batch, 2).swapaxes(0, 1),
                np.stack(noise, axis=1),
                np.stack(between, axis=1),
            )

    def look(self) -> None:
        """Judge what the generator makes."""
        noise = [rng.standard_normal((JUDGED, NOISE), dtype=np.float32) for rng in self.draws.each("look")]
        self.made = self.game.generator(np.stack(noise))
        self.seen = np.array([judged(points, self.p.shape, self.p.spread) for points in self.made]).T

    @observable("share of points", "points made that lie within three standard deviations of a mode")
    def quality(self) -> Array:
        return self.seen[0]

    @observable("modes", "modes that have at least a tenth of an equal share of the points")
    def modes_held(self) -> Array:
        return self.seen[1]

    @observable("modes", "effective number of modes among good points (order 1)")
    def effective_modes(self) -> Array:
        return self.seen[2]
