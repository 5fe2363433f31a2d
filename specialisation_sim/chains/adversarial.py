"""The adversarial chains: a generator plays against a critic, over one point (the Dirac GAN) or a table of modes.

What happens: a generator moves towards what a critic likes, and the critic towards telling generated from real. Both
turn around the solution. With a table of modes the generator puts all on one, the critic finds it out, and all move on
to the next: rock, paper, scissors.

Notice: a slower or a faster critic alone changes the pace, not the spiral. What bends it inwards is a pull of its own:
weight decay, an entropy bonus, a look ahead.

Sources: Mescheder, Geiger & Nowozin (2018) for the Dirac GAN; Metz et al. (2017), unrolling; Gidel et al. (2019),
extragradient; Arjovsky et al. (2017), clipping; the article "Mode collapse".
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from .. import measures
from ..laws.arrays import Array
from ..model.events import EventWords
from ..model.generation import Generation
from ..model.parameters import parameter
from ..model.world import observable
from .loop import Chain, ChainParameters
from .steady import softmax, steady, total

MESCHEDER = "Mescheder et al. 2018"
UNROLLED = "Metz et al. 2017: 5"
GIDEL = f"{MESCHEDER}; Gidel et al. 2019"
HEUSEL = "Heusel et al. 2017: two time scales"
SALIMANS = "Salimans et al. 2016: minibatch features act so"


class GameParameters(ChainParameters):
    """How generator and critic take turns, and what holds them back."""

    turns: Literal["simultaneous", "alternating", "extragradient"] = parameter(
        "simultaneous",
        "whether both move at once, in turn, or after looking one step ahead (extragradient)",
        unit="name",
        source=GIDEL,
        group="learning",
        key=True,
    )
    step: float = parameter(0.1, "learning rate of the generator", unit="1", symbol="h", above=0, high=2, key=True)
    critic_speed: float = parameter(
        1.0,
        "learning rate of the critic, as a multiple of the generator's",
        unit="steps of the generator",
        source=HEUSEL,
        above=0,
        key=True,
    )
    decay: float = parameter(
        0.0,
        "pull of the critic's weights to zero",
        unit="1",
        symbol="g",
        source=MESCHEDER,
        low=0,
        high=5,
        group="pressure",
        key=True,
    )
    clip: float = parameter(
        0.0, "largest weight of the critic", unit="weight", source="Arjovsky et al. 2017; 0: none", low=0
    )
    unrolled: int = parameter(
        0,
        "steps of the critic that the generator foresees, and how it shapes them",
        unit="steps",
        symbol="k",
        source=UNROLLED,
        low=0,
        high=1000,
        group="learning",
    )


class GameChain(Chain):
    """Base of the two: `play` moves generator and critic once."""

    clock = "update"
    phases = ("play",)
    generator: Array
    critic: Array

    def push(self, generator: Array, critic: Array) -> tuple[Array, Array]:
        """What the game does to generator and critic, for one unit of learning rate."""
        raise NotImplementedError

    def clipped(self, critic: Array) -> Array:
        """A critic within its bounds."""
        bound = self.row(self.p.clip)
        bound = np.where(bound > 0, bound, np.inf)
        return np.clip(critic, -bound, bound)

    def play(self) -> None:
        """Move generator and critic."""
        h = self.row(self.p.step)
        fast = h * self.row(self.p.critic_speed)
        up, out = self.push(self.generator, self.critic)
        if self.p.turns == "alternating":
            generator = self.generator + h * up
            out = self.push(generator, self.critic)[1]
            up = (generator - self.generator) / h
        elif self.p.turns == "extragradient":
            up, out = self.push(self.generator + h * up, self.clipped(self.critic + fast * out))
        self.generator = self.generator + h * up
        self.critic = self.clipped(self.critic + fast * out)


class DiracChain(GameChain):
    """The Dirac GAN: a generator of a single point and its critic, which move around the solution in circles.

    One number to place, one critic's slope; the solution is the origin. Each run starts at an angle of its own.
    """

    Parameters = GameParameters
    p: GameParameters
    headline = "distance"
    slope = 0.5
    """f'(0) of the logistic loss."""

    def begin(self) -> None:
        """Start at distance one."""
        angle = 2.0 * np.pi * self.draws.uniform("angle")
        self.generator, self.critic = np.cos(angle), np.sin(angle)

    def push(self, generator: Array, critic: Array) -> tuple[Array, Array]:
        """The generator is pushed by the critic's slope, the critic by where the generator is."""
        fast = self.row(self.p.step) * self.row(self.p.critic_speed)
        foreseen = 2.0 * self.row(self.p.unrolled) * fast * self.slope**2 * generator
        return -self.slope * critic - foreseen, self.slope * generator - self.row(self.p.decay) * critic

    @observable("1", "distance of generator and critic from the solution")
    def distance(self) -> Array:
        return np.hypot(self.generator, self.critic)

    @observable("1", "distance of the generator from the truth")
    def generator_error(self) -> Array:
        return np.abs(self.generator)


class TabularParameters(GameParameters):
    """The modes, how real data divide among them, and an entropy bonus."""

    modes: int = parameter(
        5, "modes of the real data", unit="modes", symbol="K", low=2, high=10_000, group="population", fixes_shape=True
    )
    exponent: float = parameter(
        0.0,
        "how fast frequencies fall with rank (0: all equal)",
        unit="1",
        symbol="B",
        low=0,
        high=10,
        group="environment",
    )
    step: float = parameter(0.5, "learning rate of the generator", unit="1", symbol="h", above=0, high=10, key=True)
    entropy: float = parameter(
        0.0,
        "bonus for modes that the generator makes rarely",
        unit="weight per nat",
        symbol="e",
        source=SALIMANS,
        low=0,
        high=2,
        group="pressure",
    )

    @property
    def work(self) -> int:
        """Length of a run's longest array."""
        return self.modes


class TabularChain(GameChain):
    """A table of modes: a generator that gives each mode a probability, and a critic that gives each mode a weight.

    Log-chances of the generator and the critic's weight for each mode, ``(modes, runs)``.

    The generator follows the natural gradient (multiplicative weights); it starts close to the real data.
    """

    Parameters = TabularParameters
    p: TabularParameters
    event_words: ClassVar[EventWords] = {
        "new mode": ("another mode is now the commonest", "another mode is now the commonest")
    }
    bulk = "work"
    headline = "effective_modes"
    share = "first_share"
    generation = Generation(
        steps=14,
        lasts="14 steps",
        share_of="the first mode",
        learn=("play",),
        held={"decay": 0.5},
        force="weight decay of the critic",
        levers={"decay": (0, 1), "critic_speed": (0.1, 4), "entropy": (0, 0.5), "step": (0.05, 1)},
        note="From a critic that knows nothing: what it has learned besides moves the map on. With the defaults "
        "14 steps "
        "are half a swing of the game, so that a share comes out on the other side of the truth, and further off.",
    )

    def begin(self) -> None:
        """Start from the real data, a little off."""
        real = np.exp(-self.row(self.p.exponent) * np.log(np.arange(self.p.modes) + 1.0)[:, None])
        self.real = real / total(real)
        self.generator = np.log(self.real) + 0.1 * self.draws.normal("start", self.p.modes)
        self.critic = np.zeros((self.p.modes, self.runs))
        self.first_mode = self.made.argmax(axis=0)
        self.moves = np.zeros(self.runs)

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with this share of the first mode and a new critic; the other modes share the rest as in real data."""
        rest = self.real[1:] / total(self.real[1:])
        made = np.concatenate([share[None], (1.0 - share) * rest])
        self.generator = np.log(np.maximum(made, 1e-300))
        self.first_mode = self.made.argmax(axis=0)

    @property
    def made(self) -> Array:
        """Share of each mode in what is generated."""
        return softmax(self.generator)

    def push(self, generator: Array, critic: Array) -> tuple[Array, Array]:
        """The generator is pushed to what the critic takes for real, the critic to what is missed."""
        made = softmax(generator)
        missed = self.real - made
        fast = self.row(self.p.step) * self.row(self.p.critic_speed)
        foreseen = 2.0 * self.row(self.p.unrolled) * fast * missed
        rare = self.row(self.p.entropy) * -np.log(np.maximum(made, 1e-300))
        return critic + foreseen + rare, missed - self.row(self.p.decay) * critic

    def play(self) -> None:
        """Move generator and critic, and note whether another mode is now the commonest."""
        super().play()
        mode = self.made.argmax(axis=0)
        moved = mode != self.first_mode
        self.moves = self.moves + moved
        self.first_mode = mode
        self.emit("new mode", moved, mode=mode + 1)

    @observable("modes", "effective number of modes (order 1)")
    def effective_modes(self) -> Array:
        return steady(measures.hill_number, self.made)

    @observable("share of data", "share of the commonest mode")
    def modal_share(self) -> Array:
        return steady(measures.modal_share, self.made)

    @observable("share of data", "share of the first mode of the real data")
    def first_share(self) -> Array:
        return self.made[0]

    @observable("share of data", "distance from the real data (total variation)")
    def distance(self) -> Array:
        return 0.5 * total(np.abs(self.made - self.real))

    @observable("moves", "how often the commonest mode has changed")
    def mode_moves(self) -> Array:
        return self.moves
