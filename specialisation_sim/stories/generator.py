"""The generator: a model that draws best what it has seen most, and is trained on what it drew.

What happens: seven in ten training images show the first class. The model has capacity to share out between classes,
and the more a class has, the better it is drawn. Asked for an image, it sees noisy evidence of which class is wanted and
draws the class for which the posterior chance times the quality is greatest. Capacity is shared out so that drawings
are worth most, exactly and without sampling. What the model draws is what the next generation is trained on.

Notice: nothing is wrong with the model. Each choice is the best there is, and the mode grows because of it: where the
evidence leaves both classes equally likely, the one that is drawn better is drawn.

Try: little evidence and little capacity; classes that share features (`shared`), of which two back each other; a first
class that is easier to draw; outside data; a whim in drawing (`temperature`); finite samples, which add luck.

Extend: give it a rule of drawing of your own (``Generator(parameters, choose=rule)``), which weighs classes from a
`laws.Canvas`; ``lambda canvas: canvas.mix`` draws what is likeliest, however badly.

Sources: the essay "Beware mode collapse: for you are not immune"; training on own output after Shumailov et al. (2024).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from pydantic import model_validator

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, per_run
from ..model.generation import Generation
from ..model.parameters import Parameters, PerAgent, parameter
from ..model.world import Person, State, World, observable

ESSAY = 'essay "Beware mode collapse"'


# One parameter in two lines: what it may be, and what it is.
# fmt: off
class GeneratorParameters(Parameters):
    """The classes, what a generator can learn and see of them, and what the next one is trained on."""

    generators: int = parameter(1, at_least=1, at_most=10_000, group="population", fixes_shape=True,
        unit="generators", source="assumption: one lineage", meaning="lineages of generators side by side")
    classes: int = parameter(2, at_least=2, at_most=7, group="population", fixes_shape=True, symbol="K",
        unit="classes", source=f"{ESSAY}: cats and dogs", meaning="classes of images")
    large_share: float = parameter(0.7, above=0, below=1,
        unit="share of images", source=f"{ESSAY}: 70:30", meaning="part of the first class in the original data")
    tail: float = parameter(1.0, above=0, at_most=1,
        unit="share of the one before", source="assumption; 1: an even rest", meaning="each class after the second beside the one before it")
    capacity: PerAgent = parameter(4.0, above=0, at_most=200, group="learning", symbol="C",
        unit="1 / ease", source="assumption: quality 0.86 each where shared evenly by two", meaning="budget that is shared out between classes")
    evidence: PerAgent = parameter(1.5, at_least=0, at_most=100, group="learning", symbol="d",
        unit="s.d. of the noise", source="assumption: a seventh mistaken where nothing else tells", meaning="how far evidence of the true class stands out")
    shared: float = parameter(0.0, at_least=0, at_most=1, group="learning", symbol="W",
        unit="share of capacity", source=f"{ESSAY}: cats and dogs share fur; 0: nothing", meaning="what capacity for one of the kin does for each other of them")
    kin: int = parameter(2, at_least=1, at_most=7, group="learning",
        unit="classes", source=f"{ESSAY}: cats and dogs, not frogs", meaning="first classes that share features")
    ease: float = parameter(1.0, above=0, at_most=100, group="learning",
        unit="times the others'", source="assumption; 1: as easy as the others", meaning="ease of learning to draw the first class")
    temperature: float = parameter(0.0, at_least=0, at_most=1000, group="pressure", symbol="tau",
        unit="log-odds", source="Thurstone 1927; 0: none", meaning="s.d. of the whim that each class's log value gets before the greatest is drawn")
    sample: int = parameter(0, at_least=0, at_most=1_000_000, group="pressure", symbol="N",
        unit="images", source="Shumailov et al. 2024; 0: without end", meaning="own images that the next generation is trained on")
    pool: float = parameter(0.0, at_least=0, at_most=1, group="pressure",
        unit="share of images", source="assumption; 0: each lineage by itself", meaning="training images from all generators in place of the own lineage")
    handed_down: float = parameter(0.0, at_least=0, at_most=1, group="pressure", symbol="beta",
        unit="share of training", source="Gerstgrasser et al. 2024; 0: none", meaning="weight of the predecessor's training data in the next one's")
    outside: float = parameter(0.0, at_least=0, at_most=1, group="pressure", symbol="gamma",
        unit="share of training", source="Shumailov et al. 2024; 0: none", meaning="weight of the original data in every training")
# fmt: on

    @model_validator(mode="after")
    def _weights(self) -> GeneratorParameters:
        laws.check_weights(self.handed_down, self.outside)
        return self


class Painter(Person):
    """A lineage of generators: what the next one is trained on, and what this one can do and drew, by class."""

    model: Generator
    reported = ("mix", "capacity", "quality", "recall", "output")
    mix = State("settle", low=0.0)
    capacity = State()
    quality = State()
    recall = State()
    output = State()


class Generator(World):
    """Generators and their classes; the rule of choice, if one is given, weighs the classes of a `laws.Canvas`.

    State, ``(tasks, runs, agents)`` with classes as tasks: `mix` (what the next generation is trained on), `trained` (what this
    one was), `capacity` (its shares), `quality`, `recall` and `output` (shares of drawings). `chances` of each class to be
    drawn given the true one, ``(tasks, tasks, runs, agents)``. What a generator does is not known before the first one.
    """

    Parameters = GeneratorParameters
    Person = Painter
    population = "generators"
    clock = "generation"
    share = "output_share"
    generation = Generation(
        steps=1, lasts="a generation", share_of="the first class", learn=("retrain",), held={"outside": 0.3},
        force="outside data", levers={"outside": (0, 1), "evidence": (0.2, 4), "capacity": (0.5, 20), "handed_down": (0, 1)},
    )  # fmt: skip
    tasks: tuple[str, ...] = ("class_1", "class_2")
    phases = ("train", "draw", "retrain")
    p: Any

    def begin(self) -> None:
        """Gather the original data, and say what is alike and what is easy."""
        classes = self.p.classes
        self.tasks = tuple(f"class_{number}" for number in range(1, classes + 1))
        shape = (classes, self.runs, self.size)
        self.original = self.mix_of(per_run(self.p.large_share, self.runs))
        self.mix = self.trained = self.output = np.broadcast_to(self.original, shape).copy()
        self.capacity = np.full(shape, np.nan)
        self.quality, self.recall = self.capacity.copy(), self.capacity.copy()
        self.chances = np.full((classes, *shape), np.nan)
        kin = np.arange(classes)[:, None] < per_run(self.p.kin, self.runs)
        together = kin[:, None] & kin & ~np.eye(classes, dtype=bool)[..., None]
        self.weights = np.where(together, per_run(self.p.shared, self.runs), np.eye(classes)[..., None])[..., None]
        easy = np.where(np.arange(classes)[:, None] == 0, per_run(self.p.ease, self.runs), 1.0)
        self.ease = easy[..., None] * np.broadcast_to(self.p.capacity, shape[1:])
        self.evidence = np.broadcast_to(np.asarray(self.p.evidence, dtype=float), shape[1:])

    def start_at(self, share: Array, _seasoned: float) -> None:
        """Begin after a generation that drew the first class in this share."""
        self.output = np.broadcast_to(self.mix_of(share), self.mix.shape).copy()
        self.mix = (1.0 - self.p.outside) * self.output + self.p.outside * self.original

    def mix_of(self, large: Array) -> Array:
        """Shares of all classes, ``(tasks, runs, 1)``, of which the first has so much."""
        return laws.large_and_tail(large, per_run(self.p.tail, self.runs), self.p.classes)

    def settle(self) -> None:
        """Make shares of training mixes that were set by hand."""
        if not (self.mix.sum(axis=0) > 0).all():
            raise UserError("mix has no class in it; give at least one a share above 0")
        self.mix = measures.shares(self.mix)

    def train(self) -> None:
        """Share out capacity as is best for the training mix."""
        self.trained = self.mix
        self.capacity = laws.best_capacity(self.mix, self.ease, self.weights, self.evidence)
        self.quality = laws.drawing_quality(self.capacity, self.weights, self.ease)

    def draw(self) -> None:
        """See noisy evidence of the class that is wanted, and draw the class that is worth most."""
        rule = self.choose_rule or laws.posterior_times_quality
        weight = laws.drawing_weights(rule, laws.Canvas(self.trained, self.quality))
        self.chances = laws.draw_chances(weight, self.evidence, self.p.temperature)
        self.recall = np.stack([self.chances[one, one] for one in range(len(self.tasks))])
        self.output = laws.output_mix(self.trained, self.chances)

    def retrain(self) -> None:
        """Train the next generation on these drawings, on what this one was trained on, and on the original data."""
        pool, luck = per_run(self.p.pool, self.runs)[:, None], self.streams.uniform("sample", len(self.tasks) - 1, self.size)
        offered = (1.0 - pool) * self.output + pool * self.output.mean(axis=-1, keepdims=True)
        own = laws.sampled_mix(offered, self.p.sample, luck.swapaxes(0, 1))
        beta, gamma = self.p.handed_down, self.p.outside
        alpha = np.maximum(1.0 - beta - gamma, 0.0)
        self.mix = measures.shares(laws.succession(own, self.trained, self.original, alpha, beta, gamma))

    @observable("share of drawings", "drawings of the first class, as expected (at the start: its share in the original data)")
    def output_share(self) -> Array:
        return self.output[0].mean(axis=-1)

    @observable("share of drawings", "drawings of the last class, as expected (at the start: its share in the original data)")
    def output_last(self) -> Array:
        return self.output[-1].mean(axis=-1)

    @observable("share of images", "the first class's part in what the next generation is trained on")
    def training_share(self) -> Array:
        return self.mix[0].mean(axis=-1)

    @observable("share of capacity", "capacity that the first class has")
    def capacity_share(self) -> Array:
        return self.capacity[0].mean(axis=-1)

    @observable("share of capacity", "capacity that the last class has")
    def capacity_last(self) -> Array:
        return self.capacity[-1].mean(axis=-1)

    @observable("quality, 0 to 1", "quality with which the first class is drawn")
    def quality_first(self) -> Array:
        return self.quality[0].mean(axis=-1)

    @observable("quality, 0 to 1", "quality with which the last class is drawn")
    def quality_last(self) -> Array:
        return self.quality[-1].mean(axis=-1)

    @observable("share of its images", "chance that the first class is drawn where it is wanted")
    def recall_first(self) -> Array:
        return self.recall[0].mean(axis=-1)

    @observable("share of its images", "chance that the last class is drawn where it is wanted")
    def recall_last(self) -> Array:
        return self.recall[-1].mean(axis=-1)

    @observable("posterior chance", "of the first class, above which it is drawn rather than the last one")
    def threshold(self) -> Array:
        # Where both are never drawn nothing decides between them.
        both = self.quality[0] + self.quality[-1]
        return (self.quality[-1] / np.where(both > 0, both, np.nan)).mean(axis=-1)

    @observable("share of errors", "drawings of the first class where another was wanted, among all drawings of a wrong class")
    def errors_to_first(self) -> Array:
        missed = 1.0 - (self.trained * self.recall).sum(axis=0)
        leaning = self.output[0] - self.trained[0] * self.recall[0]
        return np.where(missed > 1e-12, leaning / np.where(missed > 1e-12, missed, 1.0), np.nan).mean(axis=-1)

    @observable("quality, 0 to 1", "what a drawing is worth on average: its quality where the wanted class is drawn, and else nothing")
    def worth(self) -> Array:
        return (self.trained * self.quality * self.recall).sum(axis=0).mean(axis=-1)

    @observable("quality, 0 to 1", "what a drawing is worth to who asks for classes as they were in the original data")
    def worth_original(self) -> Array:
        return (self.original * self.quality * self.recall).sum(axis=0).mean(axis=-1)

    @observable("classes", "effective number of classes in the output")
    def effective_classes(self) -> Array:
        return measures.hill_number(self.output).mean(axis=-1)

    @observable("share of drawings", "spread of the first class's share between generators (s.d.)")
    def disagreement(self) -> Array:
        return self.output[0].std(axis=-1)
