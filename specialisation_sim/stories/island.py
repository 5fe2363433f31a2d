"""The island: a forager hunts when it is sunny, fishes when it is cloudy, and gets better each day at what she did.

What happens: each day a forager looks at the sky and does what promises most. A clear sky favours hunting, a cloudy one
fishing, and skill decides on days in between. Most days are sunny, so she gets better at hunting. Being better, she
hunts on days on which she would once have fished, and gets better still.

Notice: the cloud threshold is the cloud cover above which she fishes. It starts at one half and creeps up. If hunting
brings nothing on a fully clouded day (`wrong_weather` 1) and the exponent is below one, she never hunts every day.

Try: game that runs out and grows back; a taste for variety with and without slack; game that runs out all at once after
two good years; ten foragers on one commons; a real weather record.

Extend: give her a rule of your own (``Island(parameters, choose=rule)``).

Sources: the essay "Beware mode collapse: for you are not immune"; learning by doing after Wright (1936).
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from .. import laws, measures
from ..laws.arrays import Array, some
from ..laws.rules.index import look_ahead
from ..model import events_and_idle
from ..model.generation import Generation
from ..model.parameters import PerAgent, parameter
from ..model.practice import PracticeParameters, PracticeWorld, Practitioner
from ..model.settings import settings_of
from ..model.symmetry import Symmetry
from ..model.world import State, observable

ESSAY = 'essay "Beware mode collapse"'
BOUKAL = "Boukal & Berec 2002"


class IslandParameters(PracticeParameters):
    """Foragers, their sky, the game and the fish, and what a day costs."""

    foragers: int = parameter(
        1, "foragers", unit="people", source=ESSAY, low=1, high=100_000, group="population", fixes_shape=True
    )
    sunny: float = parameter(
        0.75,
        "days with less than half cloud (unused with a weather record)",
        unit="share of days",
        source=f"{ESSAY}: three days in four",
        above=0,
        below=1,
        group="environment",
        key=True,
    )
    common_sky: float = parameter(
        0.5, "days on which all foragers see one sky; else each valley has its own", unit="share of days", low=0, high=1
    )
    wrong_weather: float = parameter(
        1.0,
        "what the wrong weather costs: part of a day's yield lost to hunting under a full cloud, and to fishing in sun",
        unit="share of yield",
        symbol="d",
        source="assumption: all of it",
        low=0,
        high=1,
    )
    spread: float = parameter(
        1.0,
        "how much days differ: 0, all half clouded; 1, from clear to overcast",
        unit="share",
        source="Denrell & March 2001: what varied days do to beliefs",
        low=0,
        high=1,
    )
    hunt_noise: float = parameter(
        0.0, "luck of a hunt: standard deviation of the log of its catch", unit="log meals", low=0, high=5
    )
    fish_noise: float = parameter(
        0.0, "luck of a fishing day: standard deviation of the log of its catch", unit="log meals", low=0, high=5
    )
    foresight: float = parameter(
        0.0,
        "weight of tomorrow's meal against today's (0: nobody looks ahead)",
        unit="1 per day",
        symbol="g",
        source="Ben-Porath 1967, Rosen 1983; assumption: nobody",
        low=0,
        below=1,
        group="pressure",
    )
    hunt_ease: PerAgent = parameter(
        1.0, "skill in hunting without experience", unit="meals", above=0, high=1000, group="learning"
    )
    fish_ease: PerAgent = parameter(1.0, "skill in fishing without experience", unit="meals", above=0, high=1000)
    hunt_practice: PerAgent = parameter(
        0.0, "days of hunting before the start", unit="days", source=f"{ESSAY}: a fresh castaway", low=0, high=1_000_000
    )
    fish_practice: PerAgent = parameter(
        0.0, "days of fishing before the start", unit="days", source=f"{ESSAY}: a fresh castaway", low=0, high=1_000_000
    )
    game_depletion: float = parameter(
        0.0,
        "game that one meal takes",
        unit="share of full stock per meal",
        low=0,
        high=1,
        group="environment",
        key=True,
    )
    fish_depletion: float = parameter(
        0.0, "fish that one meal takes", unit="share of full stock per meal", low=0, high=1
    )
    regrowth: float = parameter(0.02, "growth rate of a small stock", unit="per day", symbol="r", low=0, high=1)
    allee: float = parameter(
        0.0,
        "stock below which a resource dies out (Allee threshold)",
        unit="share of full stock",
        symbol="A",
        source=BOUKAL,
        low=0,
        below=1,
    )
    crash_day: int = parameter(0, "day at whose end the game crashes (0: never)", unit="day", low=0, high=1_000_000)
    crash_rate: float = parameter(0.0, "chance of a crash of the game on any day", unit="chance per day", low=0, high=1)
    crash_loss: float = parameter(0.9, "part of the game that a crash takes", unit="share of stock", low=0, high=1)
    need: PerAgent = parameter(
        0.4,
        "meals that a forager needs a day",
        unit="meals per day",
        source="assumption: a fresh forager earns 0.5 or more",
        low=0,
        high=1000,
        group="pressure",
    )
    slack_cap: PerAgent = parameter(10.0, "most that can be stored", unit="meals", low=0, high=1_000_000)
    slack_start: PerAgent = parameter(
        0.0, "store at the start", unit="meals", source="assumption: nothing", low=0, high=1_000_000
    )


class Forager(Practitioner):
    """A castaway: her skill, habit and slack are her places in the island's arrays."""

    slack = State(low=0, high=lambda world: world.p.slack_cap)


class Island(PracticeWorld):
    """Foragers who hunt or fish.

    Parameters
    ----------
    parameters, seeds, choose, without, collect
        See `World`.
    weather : array_like, shape (days,), or WeatherRecord, optional
        Cloud cover of recorded days, 0 to 1, in place of the sunny share. Each run begins on a day of its own and goes
        through the record in a circle; a valley with its own sky sees days drawn from the whole record.
    """

    Parameters = IslandParameters
    settings = settings_of("island")
    Person = Forager
    population, takes_newcomers = "foragers", True
    event_words, idle = events_and_idle.ISLAND_EVENTS, events_and_idle.ISLAND_IDLE
    clock, share = "day", "hunting_record"
    generation = Generation(
        steps=365,
        lasts="a year",
        share_of="hunting",
        alone={"exponent": 1.0},
        held={"game_depletion": 0.001},
        force="game that runs out",
        levers={"exponent": (0, 2), "variety": (0, 2), "game_depletion": (0, 0.002), "sunny": (0.5, 0.95)},
    )
    tasks = ("hunt", "fish")
    phases = ("wake", "expect", "choose", "forage", "eat", "practise", "regrow")
    defaults_with: ClassVar = {"weather": {"common_sky": 1.0}}  # a record is in order of days only under one sky
    unused_with: ClassVar = {"weather": {"sunny": "the record says itself how sunny it is"}}
    symmetry = Symmetry(phases=(("eat", "practise"), ("practise", "regrow"), ("eat", "regrow")))
    p: IslandParameters

    def __init__(self, parameters: Any = None, *, weather: Any = None, **options: Any) -> None:
        self.weather = None if weather is None else laws.checked_cloud(weather)
        super().__init__(parameters, **options)

    def begin(self) -> None:
        """Wash ashore: full stocks, no experience."""
        self.begin_practice(
            ease=[self.p.hunt_ease, self.p.fish_ease],
            practice=[self.p.hunt_practice, self.p.fish_practice],
            slack=np.minimum(self.p.slack_start, self.p.slack_cap),
        )
        self.depletion = np.stack(
            [np.broadcast_to(each, (self.runs, 1)) for each in (self.p.game_depletion, self.p.fish_depletion)]
        )
        self.stock = np.ones((2, self.runs, 1))
        self.cloud = np.full((self.runs, self.size), np.nan)
        self.reward = np.zeros((self.runs, self.size))
        self.expected = np.zeros((2, self.runs, self.size))
        self._usual: Array | None = None
        self.harvest = np.zeros((2, self.runs, 1))
        self.depletes, self.all_lost = bool(self.depletion.any()), not some(1.0 - self.p.wrong_weather)
        self.noise = np.stack(
            [np.broadcast_to(each, (self.runs, 1)) for each in (self.p.hunt_noise, self.p.fish_noise)]
        )
        self.lucky = bool(self.noise.any())
        if self.weather is not None:
            self.first_day = (self.streams.uniform("first day", 1) * len(self.weather)).astype(np.intp)

    def wake(self) -> None:
        """See the sky, which is the same for the whole island or each valley's own."""
        self.cloud = self.forecast()
        if some(1.0 - self.p.spread):
            # In this form a spread of one leaves every bit as it is, whatever runs beside it.
            self.cloud = self.cloud + (1.0 - self.p.spread) * (0.5 - self.cloud)

    def forecast(self) -> Array:
        """The sky of a day, ``(runs, agents)``, at its full spread."""
        sky, shared = self.streams.uniform("sky", 2, 1)
        if self.weather is None:
            common = laws.cloud_cover(sky, self.p.sunny)
        else:
            common = self.weather[(self.first_day + int(self.time) - 1) % len(self.weather)]
        if not some(1.0 - self.p.common_sky):
            return np.broadcast_to(common, self.cloud.shape)
        valley = self.streams.uniform("valley", self.size)
        own = (
            laws.cloud_cover(valley, self.p.sunny)
            if self.weather is None
            else laws.recorded_cloud(valley, self.weather)
        )
        return np.where(shared <= self.p.common_sky, common, own)

    def expect(self) -> None:
        """Judge both tasks by the sky, one's own skill, and what is left of the game and the fish."""
        sky, lost = np.array([1.0 - self.cloud, self.cloud]), self.p.wrong_weather
        # Where all is lost, as it is unless said otherwise, this is the sky to the last bit.
        self.opportunity = sky if self.all_lost else 1.0 - lost + lost * sky
        self.expected = laws.expected_reward(self.opportunity, self.skill, self.stock)

    def choose(self) -> None:
        """Hunt or fish."""
        self.do(self.decide(self.expected, self.p.need))

    def usual_rule(self) -> Any:
        """Today's best task, or the best for who looks ahead."""
        return look_ahead if some(self.p.foresight) else laws.afford_then_prefer

    def seen(self, expected: Array) -> dict[str, Any]:
        """The sky, what is left, and what days are to come."""
        p = self.p
        if self._usual is None:
            sunny = p.sunny if self.weather is None else np.clip((self.weather < 0.5).mean(), 0.01, 0.99)
            self._outlook = laws.Outlook(sunny, p.wrong_weather, p.spread, p.crash_rate, p.crash_loss)
            raw = laws.mean_cloud_up_to(1.0, p.sunny) if self.weather is None else self.weather.mean()
            cloud = 0.5 + p.spread * (np.asarray(raw) - 0.5)
            self._usual = (
                1.0
                - p.wrong_weather
                + p.wrong_weather * np.stack([np.broadcast_to(each, (self.runs, 1)) for each in (1.0 - cloud, cloud)])
            )
        return {
            "opportunity": self.opportunity,
            "usual": self._usual,
            "stock": self.stock,
            "slack_cap": p.slack_cap,
            "foresight": p.foresight,
            "outlook": self._outlook,
        }

    def forage(self) -> None:
        """Bring home the catch; if all together want more than there is, each gets the same part of it."""
        self.catch = self.expected * self.done
        if self.lucky:
            luck = self.streams.normal("catch", 2, self.size)
            self.catch *= laws.noisy(luck, self.noise)
        if self.depletes:
            demand = self.depletion * self.catch.sum(axis=-1, keepdims=True)
            part = laws.served(demand, self.stock)
            self.catch *= part
            self.harvest = demand * part
        self.reward = self.catch[0] + self.catch[1]

    def eat(self) -> None:
        """Live on the day's catch and the store; a forager who cannot starves."""
        self.settle(self.reward, self.p.need, self.p.slack_cap)

    def regrow(self) -> None:
        """Reduce game and fish by what was taken, let them grow back, and take game away if it crashes today."""
        left = np.maximum(self.stock - self.harvest, 0.0) if self.depletes else self.stock
        self.stock = left + laws.growth(left, self.p.regrowth, self.p.allee)
        crash: Any = self.p.crash_day == self.time
        if some(self.p.crash_rate):
            crash = crash | (self.streams.uniform("crash", 1) <= self.p.crash_rate)
        if some(crash):
            crash = np.asarray(crash)
            self.stock[0] = np.where(crash, laws.shock(self.stock[0], self.p.crash_loss), self.stock[0])
            self.emit("crash", np.broadcast_to(crash.T, (1, self.runs))[0], game=self.stock[0, :, 0])

    @observable("share of sky", "cloud cover, mean over foragers")
    def cloud_cover(self) -> Array:
        return self.mean_of_members(self.cloud)

    @observable("share of foragers", "living foragers who hunted today")
    def hunting_share(self) -> Array:
        return self.mean_of_living(self.done[0]) if self.time else np.full(self.runs, np.nan)

    @observable("share of days", "share of hunting in all that was done so far")
    def hunting_record(self) -> Array:
        return measures.shares(self.record.sum(axis=-1))[0]

    @observable("share of sky", "cloud cover above which a living forager fishes, mean")
    def threshold(self) -> Array:
        hunt, fish = self.skill * self.stock
        both, cost = hunt + fish, self.p.wrong_weather
        if np.all(np.asarray(cost) == 1):
            return self.mean_of_living(hunt / np.where(both > 0, both, np.nan))
        # Where hunting at (1 - d c) is worth as much as fishing at (1 - d (1 - c)); beyond 0 or 1 no sky decides.
        even = (hunt - fish * (1.0 - cost)) / np.where(both * cost > 0, both * cost, np.nan)
        return self.mean_of_living(np.clip(even, 0.0, 1.0))

    @observable("meals", "skill in hunting, mean of the living")
    def hunting_skill(self) -> Array:
        return self.mean_of_living(self.skill[0])

    @observable("meals", "skill in fishing, mean of the living")
    def fishing_skill(self) -> Array:
        return self.mean_of_living(self.skill[1])

    @observable("share of full stock", "game left")
    def game(self) -> Array:
        return self.stock[0, :, 0]

    @observable("share of full stock", "fish left")
    def fish(self) -> Array:
        return self.stock[1, :, 0]

    @observable("meals", "food stored, mean of the living")
    def store(self) -> Array:
        return self.mean_of_living(self.slack)

    @observable("meals", "today's catch, mean of the living")
    def meals(self) -> Array:
        return self.mean_of_living(self.reward)

    @observable("share of foragers", "foragers alive")
    def living(self) -> Array:
        return self.mean_of_members(self.alive)

    @observable("tasks", "effective number of tasks in recent habit, mean of the living")
    def effective_tasks(self) -> Array:
        return self.mean_of_living(measures.hill_number(self.habit))

    @observable("0 to 1", "division of labour over all days so far (Gorelick et al. 2004)")
    def division_of_labour(self) -> Array:
        return measures.division_of_labour(self.record)
