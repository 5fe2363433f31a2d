r"""The investment index: what a day of hunting is worth beyond its catch, to who looks ahead.

A repetition today adds to skill on all days that the task is done later. With a reward tomorrow counting g of one
today, the value of a hunt's practice less that of a fishing day's, in meals, is

    G = L0 [H(x) <s_h'(n_h + F L0 z)> - C(x) <s_f'(n_f + (1 - F) L0 z)>] + what is left after a crash,

where x is the cloud cover up to which she hunts, F, H and C the share of days hunted and what hunting and fishing then
bring per unit of skill, s' what a repetition adds to skill, L = g / (1 - g rho) and L0 the same until a crash. The
means <.> over a horizon z, exponentially distributed, are of three Gauss-Laguerre points: without them, with today's
slope over the whole horizon, the index forgets that learning slows down, and invests far too much. G depends on x and x
on G; three rounds are enough.

Source: the first-order condition of the forager's dynamic programme, after Ben-Porath, Y. (1967), The production of
human capital and the life cycle of earnings, Journal of Political Economy 75(4), and Rosen, S. (1983), Specialization
and human capital, Journal of Labor Economics 1(1).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...base.errors import UserError
from ..arrays import Array, Indices, Number, some
from ..choice import prefer
from ..decision import Decision, Jobs, Outlook
from ..learning import Learning, related_experience, slope_at_first, slope_left
from .careers import value_of_practice

FORESIGHT = 0.997
"""Weight of tomorrow for a rule that is asked for by name while its agents have none: a horizon of 333 days."""

ROUNDS = 3
NODES, WEIGHTS = np.polynomial.laguerre.laggauss(3)


class Sky(NamedTuple):
    """Days to come, by a draw c with ``P(c < x) = x ** a``: hunting is worth ``hunt - swing c`` of its skill.

    Fishing is worth ``fish + swing c``.
    """

    a: Number
    hunt: Number
    fish: Number
    swing: Number

    def threshold(self, hunting: Array, fishing: Array, extra: Number = 0.0) -> Array:
        """Draw c at which both are worth the same, 0 to 1; `extra` is for hunting."""
        ahead = hunting * self.hunt - fishing * self.fish + extra
        with np.errstate(over="ignore"):  # what is too large a number is above one
            return np.clip(ahead / np.maximum(self.swing * (hunting + fishing), 1e-300), 0.0, 1.0)

    def parts(self, x: Array) -> tuple[Array, Array, Array]:
        """Share of days hunted by a threshold, and what hunting and fishing bring per unit of skill and day."""
        with np.errstate(divide="ignore"):  # never hunting is a share of zero
            hunted = np.exp(self.a * np.log(x))
        mean = self.a / (self.a + 1.0)
        cloud_hunted = mean * x * hunted
        return (
            hunted,
            self.hunt * hunted - self.swing * cloud_hunted,
            self.fish * (1.0 - hunted) + self.swing * (mean - cloud_hunted),
        )


def sky_of(outlook: Outlook) -> Sky:
    """The days to come as a `Sky`."""
    lost, least = outlook.wrong_weather, 0.5 * (1.0 - outlook.spread)
    return Sky(
        np.log(outlook.sunny) / np.log(0.5),
        1.0 - lost * least,
        1.0 - lost + lost * least,
        lost * outlook.spread,
    )


def value_of_hunting(
    experience: Array, skill: Array, stock: Number, foresight: Number, learning: Learning, outlook: Outlook
) -> Array:
    """What a day of hunting is worth beyond its catch, less what a day of fishing is, by the practice it gives.

    Parameters
    ----------
    experience, skill : array, shape (2, runs, agents)
        In hunting and fishing.
    stock : array, shape (2, runs, 1), or 1
        What is left of game and fish.
    foresight : float or array
        Weight of a day's reward against that of the day before, from 0 to below 1.
    learning : Learning
        How practice makes skill.
    outlook : Outlook
        The days to come.

    Returns
    -------
    array, shape (runs, agents)
        In units of reward.
    """
    sky, rho, kept = sky_of(outlook), learning.retention, 1.0 - outlook.crash_loss
    effective = related_experience(experience, learning.relatedness)
    game, fish = (stock[0], stock[1]) if isinstance(stock, np.ndarray) and stock.ndim > 2 else (stock, stock)
    hunting, fishing = skill[0] * game, skill[1] * fish
    horizon = foresight / (1.0 - foresight * rho)
    calm = foresight / (1.0 - foresight * rho * (1.0 - outlook.crash_rate))
    after = horizon - calm
    crashes = some(after)

    first = [slope_at_first(task, learning) for task in (0, 1)]

    def kept_of(days: Number) -> tuple[Number, Number]:
        """What is left of experience after so many days, and of each day's repetition, in `half` repetitions."""
        if not some(1.0 - rho):
            return 1.0, days / learning.half
        fade = np.exp(days * np.log(np.maximum(rho, 1e-300)))
        # The sum of what is left of each day's repetition; where nothing is forgotten, the days.
        return fade, np.where(np.less(rho, 1), (1.0 - fade) / np.maximum(1.0 - rho, 1e-12), days) / learning.half

    def taught(share: Array) -> Array:
        return share + learning.relatedness * (1.0 - share) if some(learning.relatedness) else share

    def mean_slope(task: int, begun: Array, share: Array, ways: list[tuple[Number, Number]]) -> Array:
        """Slope over the days to come, of which a share is spent on the task; of the first repetition's."""
        each, total = taught(share), np.zeros_like(share)
        for weight, (fade, repetitions) in zip(WEIGHTS, ways, strict=True):
            halves = begun * fade
            halves += each * repetitions
            left = slope_left(halves, task, learning)
            left *= weight
            total += left
        return total

    halves = effective / learning.half
    ways = [kept_of(calm * node) for node in NODES]
    if crashes:
        hunted_after, hunt_after, fish_after = sky.parts(sky.threshold(hunting * kept, fishing))
        ways_after, (fade, repetitions) = [kept_of(horizon * node) for node in NODES], kept_of(calm)
    x = sky.threshold(hunting, fishing)
    value: Array = np.zeros_like(x)
    for _ in range(ROUNDS):
        hunted, hunt, fished = sky.parts(x)
        hunt_slope = mean_slope(0, halves[0], hunted, ways)
        fish_slope = mean_slope(1, halves[1], 1.0 - hunted, ways)
        value = calm * (first[0] * game * hunt * hunt_slope - first[1] * fish * fished * fish_slope)
        if crashes:
            begun = halves[1] * fade + taught(1.0 - hunted) * repetitions
            left = mean_slope(1, begun, 1.0 - hunted_after, ways_after)
            hunting_left = first[0] * slope_left(halves[0] * fade + taught(hunted) * repetitions, 0, learning)
            value += after * (kept * game * hunt_after * hunting_left - first[1] * fish * fish_after * left)
        if some(learning.relatedness):
            value *= 1.0 - learning.relatedness
        x = sky.threshold(hunting, fishing, value)
    return value


def look_ahead(decision: Decision, foresight: Number | None = None) -> Indices:
    """Among tasks that one can afford, do what is worth most: today's reward, and what practice adds later.

    Parameters
    ----------
    decision : Decision
        What agents know; two tasks under one sky, as on the island, or jobs that come by luck, as in labour.
    foresight : float or array, optional
        Weight of tomorrow's reward against today's, from 0 to below 1; the decision's own if left out.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task. At a foresight of zero that of the usual rule.

    Raises
    ------
    UserError
        Where agents do not know what is to come.
    """
    if decision.outlook is None or decision.learning is None:
        raise UserError(
            "the rule 'index' looks ahead and must know what days or jobs are to come; only the people of island and "
            "labour do"
        )
    ahead = decision.foresight if foresight is None else foresight
    experience, skill, learning = decision.experience, decision.skill, decision.learning
    if isinstance(decision.outlook, Jobs):
        return prefer(
            decision, decision.expected + value_of_practice(experience, skill, ahead, learning, decision.outlook)
        )
    value = value_of_hunting(experience, skill, decision.stock, ahead, learning, decision.outlook)
    worth = decision.expected.copy()
    worth[0] += value
    return prefer(decision, worth)


def index(decision: Decision) -> Indices:
    """Do what is worth most: today's reward plus what practice adds later (discounted by `FORESIGHT` unless set).

    Parameters
    ----------
    decision : Decision
        See `look_ahead`.

    Returns
    -------
    array of int, shape (runs, agents)
        Chosen task.
    """
    own = decision.foresight
    return look_ahead(decision, np.where(np.greater(own, 0), own, FORESIGHT) if some(own) else FORESIGHT)
