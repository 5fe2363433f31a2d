"""The generator: a model that draws best what it has seen most, and is trained on what it drew.

What happens: seven in ten training images show the first class. The model divides its capacity between classes, and the
more capacity a class has, the better it is drawn. When asked for an image, the model sees noisy evidence of which class
is wanted. It draws the class for which the chance that it is wanted, times the quality with which it is drawn, is
greatest. It divides its capacity so that drawings are worth as much as possible. The next generation is trained on what
it draws.

Notice: nothing is wrong with the model. Each choice is the best possible, and because of it the commonest class grows:
where the evidence leaves both classes equally likely, the model draws the one that it draws better.

Try: little evidence and little capacity; classes that share features (`shared`) and so help each other; a
first class that is easier to draw; outside data; chance in drawing (`temperature`); finite samples, which add luck.

Extend: give it a rule of drawing of your own (``Generator(parameters, choose=rule)``), which weighs classes from a
`laws.Canvas`; ``lambda canvas: canvas.mix`` draws what is likeliest, however badly.

Sources: the essay "Beware mode collapse: for you are not immune"; training on own output after Shumailov et al. (2024).
"""

from __future__ import annotations

import numpy as np
from pydantic import model_validator

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, per_run
from ..model import events_and_idle
from ..model.asking import refusing_mistakes
from ..model.generation import Generation
from ..model.parameters import Parameters, PerAgent, parameter
from ..model.settings import settings_of
from ..model.world import Person, State, World, observable

ESSAY = 'essay "Beware mode collapse"'
CATS_DOGS = f"{ESSAY}: cats and dogs"
SEVENTY_THIRTY = f"{ESSAY}: 70:30"
KIN = f"{ESSAY}: cats and dogs share fur"
THURSTONE = "Thurstone 1927"
SHUMAILOV = "Shumailov et al. 2024"
GERSTGRASSER = "Gerstgrasser et al. 2024"


class GeneratorParameters(Parameters):
    """The classes, what a generator can learn and see of them, and what the next one is trained on."""

    generators: int = parameter(
        1, "lineages of generators", unit="generators", low=1, high=10_000, group="population", fixes_shape=True
    )
    classes: int = parameter(
        2, "classes of images", unit="classes", symbol="K", source=CATS_DOGS, low=2, high=7, fixes_shape=True
    )
    large_share: float = parameter(
        0.7,
        "share of the first class in the original data",
        unit="share of images",
        source=SEVENTY_THIRTY,
        above=0,
        below=1,
        group="environment",
        key=True,
    )
    tail: float = parameter(
        1.0,
        "share of each further class, as a multiple of the one before (1: all equal)",
        unit="share of the one before",
        above=0,
        high=1,
    )
    capacity: PerAgent = parameter(
        4.0,
        "capacity that all classes share",
        unit="1 / ease",
        symbol="C",
        above=0,
        high=200,
        group="learning",
        key=True,
    )
    evidence: PerAgent = parameter(
        1.5,
        "how clearly the evidence shows the class that is wanted",
        unit="s.d. of the noise",
        symbol="d",
        low=0,
        high=100,
        key=True,
    )
    shared: float = parameter(
        0.0,
        "how much capacity for one class also helps each related class",
        unit="share of capacity",
        symbol="W",
        source=KIN,
        low=0,
        high=1,
    )
    kin: int = parameter(
        2, "number of classes that share features (the first ones)", unit="classes", source=KIN, low=1, high=7
    )
    ease: float = parameter(
        1.0, "ease of learning to draw the first class", unit="times the others'", above=0, high=100
    )
    temperature: float = parameter(
        0.0,
        "standard deviation of the random whim added to the log value of each class before the best is drawn",
        unit="log-odds",
        symbol="tau",
        source=THURSTONE,
        low=0,
        high=1000,
        group="pressure",
    )
    sample: int = parameter(
        0,
        "own images that the next generation is trained on",
        unit="images",
        symbol="N",
        source=SHUMAILOV,
        low=0,
        high=1_000_000,
    )
    pool: float = parameter(
        0.0,
        "training images drawn from all generators, not from the own lineage",
        unit="share of images",
        low=0,
        high=1,
    )
    handed_down: float = parameter(
        0.0,
        "weight of the predecessor's training data",
        unit="share of training",
        symbol="beta",
        source=GERSTGRASSER,
        low=0,
        high=1,
    )
    outside: float = parameter(
        0.0,
        "weight of the original data in every training",
        unit="share of training",
        symbol="gamma",
        source=SHUMAILOV,
        low=0,
        high=1,
        key=True,
    )

    @model_validator(mode="after")
    def _weights(self) -> GeneratorParameters:
        laws.check_weights(self.handed_down, self.outside)
        return self


class Painter(Person):
    """A lineage of generators: what the next one is trained on, and what this one can do and drew, by class."""

    model: Generator
    reported = ("mix", "capacity", "quality", "recall", "output")
    mix = State("settle", low=0.0)
    capacity, quality, recall = (State(derived="it follows from mix in the next generation") for _ in range(3))
    output = State(low=0, high=1)


class Generator(World):
    """Generators and their classes; the rule of choice, if one is given, weighs the classes of a `laws.Canvas`.

    State, ``(tasks, runs, agents)`` with classes as tasks: `mix` (what the next generation is trained on), `trained`
    (what this one was), `capacity` (its shares), `quality`, `recall` and `output` (shares of drawings). `chances` of
    each class to be drawn given the true one, ``(tasks, tasks, runs, agents)``. What a generator does is not known
    before the first one.
    """

    Parameters = GeneratorParameters
    settings = settings_of("generator")
    Person = Painter
    population = "generators"
    clock = "generation"
    event_words, idle = events_and_idle.GENERATOR_EVENTS, events_and_idle.GENERATOR_IDLE
    share = "output_share"
    generation = Generation(
        steps=1,
        lasts="a generation",
        share_of="the first class",
        learn=("retrain",),
        held={"outside": 0.3},
        force="outside data",
        levers={"outside": (0, 1), "evidence": (0.2, 4), "capacity": (0.5, 20), "handed_down": (0, 1)},
    )
    tasks: tuple[str, ...] = ("class_1", "class_2")
    phases = ("train", "draw", "retrain")
    p: GeneratorParameters

    def begin(self) -> None:
        """Gather the original data, and say what is alike and what is easy."""
        classes = self.p.classes
        self.tasks = tuple(f"class_{index}" for index in range(1, classes + 1))
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
        with refusing_mistakes():
            weight = laws.drawing_weights(rule, laws.locked(laws.Canvas(self.trained, self.quality)))
        self.chances = laws.draw_chances(weight, self.evidence, self.p.temperature)
        self.recall = np.stack([self.chances[index, index] for index in range(len(self.tasks))])
        before, self.output = self.output, laws.output_mix(self.trained, self.chances)
        if self.listeners:
            rare = 0.001  # a class that is drawn less often than once in a thousand drawings counts as gone
            for index, (earlier, now) in enumerate(zip(before, self.output)):
                self.emit("class gone", (earlier >= rare) & (now < rare), number=index + 1, task=index)
                self.emit("class back", (earlier < rare) & (now >= rare), number=index + 1, task=index)

    def retrain(self) -> None:
        """Train the next generation on these drawings, on what this one was trained on, and on the original data."""
        pool = per_run(self.p.pool, self.runs)[:, None]
        luck = self.streams.uniform("sample", len(self.tasks) - 1, self.size)
        offered = (1.0 - pool) * self.output + pool * self.output.mean(axis=-1, keepdims=True)
        own = laws.sampled_mix(offered, self.p.sample, luck)
        beta, gamma = self.p.handed_down, self.p.outside
        alpha = np.maximum(1.0 - beta - gamma, 0.0)
        self.mix = measures.shares(laws.succession(own, self.trained, self.original, alpha, beta, gamma))

    @observable(
        "share of drawings", "expected share of the first class in drawings (at the start: in the original data)"
    )
    def output_share(self) -> Array:
        return self.output[0].mean(axis=-1)

    @observable(
        "share of drawings", "expected share of the last class in drawings (at the start: in the original data)"
    )
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

    @observable(
        "posterior chance",
        "chance of the first class, given the evidence, from which on it is drawn",
    )
    def threshold(self) -> Array:
        # Where both are never drawn nothing decides between them.
        both = self.quality[0] + self.quality[-1]
        return (self.quality[-1] / np.where(both > 0, both, np.nan)).mean(axis=-1)

    @observable(
        "share of errors", "drawings of the first class where another was wanted, among all drawings of a wrong class"
    )
    def errors_to_first(self) -> Array:
        missed = 1.0 - (self.trained * self.recall).sum(axis=0)
        leaning = self.output[0] - self.trained[0] * self.recall[0]
        return np.where(missed > 1e-12, leaning / np.where(missed > 1e-12, missed, 1.0), np.nan).mean(axis=-1)

    @observable(
        "quality, 0 to 1",
        "average worth of a drawing: its quality if the class that was wanted is drawn, else nothing",
    )
    def worth(self) -> Array:
        return (self.trained * self.quality * self.recall).sum(axis=0).mean(axis=-1)

    @observable("quality, 0 to 1", "worth of a drawing to a user who wants classes as they were in the original data")
    def worth_original(self) -> Array:
        return (self.original * self.quality * self.recall).sum(axis=0).mean(axis=-1)

    @observable("classes", "effective number of classes in the output")
    def effective_classes(self) -> Array:
        return measures.hill_number(self.output).mean(axis=-1)

    @observable("share of drawings", "spread of the first class's share between generators (s.d.)")
    def disagreement(self) -> Array:
        return self.output[0].std(axis=-1)
