"""Levinthal's NK landscapes: organisations that improve step by step end on peaks near where they were founded.

What happens: a form has N attributes. What each contributes to fitness depends on itself and on K others. Each period
an organisation changes one attribute at random and keeps the change if it is better off. With K = 0 there is one peak
and all become alike; with more interdependence there are many peaks, many forms last, and founding marks stay.

Notice: nobody chooses to specialise in a form, and nobody can leave it by small steps.

Try: `interdependence` from 0 to 9; long jumps (`jumps`); selection, where the fit replace the others.

Readings: the K others may be neighbours or drawn at random (`neighbours`).

Names: N is `attributes`, K `interdependence`. Long jumps are tried when a small step was no better.

Shapes: forms ``(attributes, runs, organisations)``; each run has a landscape of its own.

Source: Levinthal (1997), Adaptation on rugged landscapes. Management Science 43(7), 934-950.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import laws
from ..base.errors import UserError
from ..laws.arrays import Array, Flags, Indices, per_run, some
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.symmetry import Symmetry
from ..model.world import Person, State, World, observable

PAPER = "Levinthal 1997"


class RuggedParameters(Parameters):
    """Organisations, their attributes, and how these hang together."""

    organisations: int = parameter(
        100,
        "organisations",
        unit="organisations",
        source=PAPER,
        low=1,
        high=100_000,
        group="population",
        fixes_shape=True,
    )
    attributes: int = parameter(
        10, "attributes of a form", unit="attributes", symbol="N", source=PAPER, low=1, high=14, fixes_shape=True
    )
    interdependence: int = parameter(
        5,
        "other attributes on which the contribution of one depends",
        unit="attributes",
        symbol="K",
        source=PAPER,
        low=0,
        high=13,
        group="environment",
        fixes_shape=True,
        key=True,
    )
    neighbours: Literal["random", "adjacent"] = parameter(
        "random",
        "whether these others are drawn at random or are the next ones in a circle",
        unit="name",
        source="assumption: both readings are in use",
    )
    jumps: float = parameter(
        0.0,
        "chance to try a random form when the small step was no better",
        unit="chance per period",
        low=0,
        high=1,
        group="learning",
        key=True,
    )
    selection: float = parameter(
        0.0,
        "strength of selection: an organisation dies with chance (1 - fitness / highest) times this, and a copy "
        "of one drawn in proportion to fitness takes its place",
        unit="1",
        low=0,
        high=1,
        group="pressure",
        key=True,
    )
    turbulence: float = parameter(
        0.0,
        "chance that a contribution table of one attribute is drawn anew",
        unit="chance per period",
        source=PAPER,
        low=0,
        high=1,
    )

    @property
    def forms(self) -> int:
        """Possible forms, the length of a run's longest array: 2 to the number of attributes, or organisations."""
        return max(int(self.attributes) * 2 ** int(self.attributes), self.organisations)


class Organisation(Person):
    """An organisation: its form, and how fit it is."""

    reported = ("form", "fitness_now")
    form = State(low=0)
    fitness_now = State(low=0, high=1)


class Rugged(World):
    """Organisations on a rugged landscape; state `form` is the number of a form, its binary digits the attributes."""

    Parameters = RuggedParameters
    Person = Organisation
    population = "organisations"
    bulk = "forms"
    clock = "period"
    share = "on_top"
    tasks: tuple[str, ...] = ("global peak", "elsewhere")
    phases = ("shake", "step_or_jump", "select")
    symmetry = Symmetry(seats="who is copied is drawn along the organisations in their order, by their fitness")
    generation = Generation(
        steps=25,
        lasts="25 periods",
        share_of="organisations on the global peak",
        learn=("select",),
        alone={"selection": 0.5},
        held={"jumps": 1.0},
        force="long jumps",
        levers={"jumps": (0, 1), "selection": (0, 1)},
        only={"turbulence": (0.0,)},
        note="Organisations that are not on the global peak start on other peaks, drawn at random. Local "
        "search alone moves none of them.",
    )
    no_choice = "levinthal-1997 takes no rule of choice; organisations keep a change that makes them better off"
    p: RuggedParameters

    def begin(self) -> None:
        """Draw a landscape, and found organisations at random."""
        attributes, others = self.p.attributes, self.p.interdependence
        if others >= attributes:
            raise UserError(
                f"interdependence = {others} is out of bounds; allowed: from 0 to {attributes - 1}, below attributes"
            )
        self.bits = 2 ** np.arange(attributes)
        self.shown = (np.arange(2**attributes)[:, None] // self.bits) % 2  # (forms, attributes)
        self.depends = self.links(attributes, others)
        self.table = self.streams.once("uniform", "contributions", attributes, 2 ** (others + 1))
        self.survey()
        self.form = self.form_of(self.streams.once("uniform", "founding", self.size))
        self.founding = self.form.copy()
        self.settle()

    def links(self, attributes: int, others: int) -> Indices:
        """For each attribute and run, itself and those on which it depends, ``(attributes, runs, others + 1)``."""
        if self.p.neighbours == "adjacent":
            row = (np.arange(attributes)[:, None] + np.arange(others + 1)) % attributes
            return np.broadcast_to(row[:, None], (attributes, self.runs, others + 1))
        order = self.streams.once("uniform", "links", attributes, attributes)
        order[np.arange(attributes), :, np.arange(attributes)] = -1.0  # itself comes first
        return order.argsort(axis=-1)[..., : others + 1]

    def survey(self) -> None:
        """Fitness of every form of every landscape, ``(runs, forms)``, and where its highest peak is."""
        runs = np.arange(self.runs)[:, None]
        total = np.zeros((self.runs, len(self.shown)))
        for attribute in range(self.p.attributes):
            # Digits of the attributes it depends on, read as a number: (runs, forms).
            digits = self.shown.T[self.depends[attribute]]
            index = (digits * self.bits[: digits.shape[1], None]).sum(axis=1)
            total += self.table[attribute][runs, index]
        self.fitness = total / self.p.attributes
        self.top = self.fitness.argmax(axis=-1)

    def settle(self) -> None:
        """Read off how fit each organisation is."""
        self.fitness_now = np.take_along_axis(self.fitness, self.form, axis=-1)

    def form_of(self, draw: Array) -> Indices:
        """A form at random, from draws in (0, 1]."""
        forms = len(self.shown)
        return np.minimum((draw * forms).astype(np.intp), forms - 1)

    def peaks(self) -> Flags:
        """Which forms have no better neighbour, ``(runs, forms)``."""
        codes = np.arange(len(self.shown))
        better = np.zeros(self.fitness.shape, dtype=bool)
        for bit in self.bits:
            better |= self.fitness[:, codes ^ bit] > self.fitness
        return ~better

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin with a share of organisations on the global peak, the others on other peaks drawn at random."""
        draws = self.streams.once("uniform", "peaks", self.size)
        share = np.reshape(share, (self.runs, 1))
        count = laws.rounded_by_lot(share, self.size, self.streams.once("uniform", "odd one", 1))
        others = self.peaks()
        others[np.arange(self.runs), self.top] = False
        rank = np.ceil(draws * others.sum(axis=-1, keepdims=True)).astype(np.intp) - 1
        peaks_first = (~others).argsort(axis=-1, kind="stable")
        peak = np.take_along_axis(peaks_first, np.maximum(rank, 0), axis=-1)
        on_top = (np.arange(self.size) < count) | ~others.any(axis=-1, keepdims=True)
        self.form = np.where(on_top, self.top[:, None], peak)
        self.settle()

    def shake(self) -> None:
        """Let the contributions of attributes change."""
        if some(self.p.turbulence):
            attributes, _, length = self.table.shape
            draws = self.streams.uniform("turbulence", attributes, 1 + length)
            chance = per_run(self.p.turbulence, self.runs)[:, None]
            self.table = np.where(draws[..., :1] <= chance, draws[..., 1:], self.table)
            self.survey()
            self.settle()

    def step_or_jump(self) -> None:
        """Change one attribute, or else try a long jump; keep what is better."""
        draws = self.streams.uniform("search", 3, self.size)
        which = np.minimum((draws[0] * self.p.attributes).astype(np.intp), self.p.attributes - 1)
        near = self.form ^ self.bits[which]
        better = self.take(near)
        if some(self.p.jumps):
            tries = ~better & (draws[1] <= self.p.jumps)
            self.take(np.where(tries, self.form_of(draws[2]), self.form))

    def take(self, form: Indices) -> Flags:
        """Take a form where it is better than one's own; where that is so, ``(runs, organisations)``."""
        fitness = np.take_along_axis(self.fitness, form, axis=-1)
        better = fitness > self.fitness_now
        self.form = np.where(better, form, self.form)
        self.fitness_now = np.where(better, fitness, self.fitness_now)
        return better

    def select(self) -> None:
        """Let less fit organisations die, and copy fit ones."""
        if some(self.p.selection):
            draws = self.streams.uniform("selection", 2, self.size)
            highest = self.fitness_now.max(axis=-1, keepdims=True)
            dies = draws[0] <= self.p.selection * (1.0 - self.fitness_now / highest)
            edge = self.fitness_now.cumsum(axis=-1)
            parent = (edge[:, None, :] < (draws[1] * edge[:, -1:])[..., None]).sum(axis=-1)
            parent = np.minimum(parent, self.size - 1)
            self.form = np.where(dies, np.take_along_axis(self.form, parent, axis=-1), self.form)
            self.settle()

    @observable("share of organisations", "organisations on the highest peak")
    def on_top(self) -> Array:
        return (self.form == self.top[:, None]).mean(axis=-1)

    @observable("forms", "different forms among organisations")
    def forms_left(self) -> Array:
        ordered = np.sort(self.form, axis=-1)
        return 1.0 + (ordered[:, 1:] != ordered[:, :-1]).sum(axis=-1)

    @observable("share of organisations", "organisations of the most common form")
    def modal_share(self) -> Array:
        ordered = np.sort(self.form, axis=-1)
        index = np.arange(self.size)
        begins = np.where(np.diff(ordered, axis=-1, prepend=-1) != 0, index, 0)
        length = index - np.maximum.accumulate(begins, axis=-1) + 1
        return length.max(axis=-1) / self.size

    @observable("0 to 1", "fitness, mean of organisations")
    def mean_fitness(self) -> Array:
        return self.fitness_now.mean(axis=-1)

    @observable("0 to 1", "fitness of the highest peak")
    def highest_fitness(self) -> Array:
        return self.fitness.max(axis=-1)

    @observable("forms", "peaks of the landscape: forms without a better neighbour")
    def peak_count(self) -> Array:
        return self.peaks().sum(axis=-1).astype(float)

    @observable("share of attributes", "attributes that are still as at founding, mean of organisations")
    def founding_kept(self) -> Array:
        changed = self.form ^ self.founding
        return 1.0 - ((changed[..., None] // self.bits) % 2).mean(axis=(-2, -1))
