"""The optimum of a forager who needs no meals to live: exact, one number a day as the state.

With ``V'`` the value of the next day, ``g`` the discount, ``D = V'(one hunt more) - V'(one day of fishing more)`` and F
the share of days up to a threshold x of cloud,

    V = meals(x) + g (F(x) V'(hunt) + (1 - F(x)) V'(fish)),    x* = clip((s_h + g D) / (s_h + s_f), 0, 1):

the threshold of one who does not look ahead, and ``g D``, the shadow price of a hunt. A crash comes at the end of any
day with chance h and leaves the game at what it left for good: ``V' = (1 - h) V + h W``, W the same with less game.
Beyond the horizon skills stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError, check_count
from ..laws.arrays import Array
from .forager import InformedForager, checked
from .lattice import HuntCounts, Shares

if TYPE_CHECKING:
    import pandas as pd

POLICIES = ("optimum", "myopic", "sunny days", "hunt always")
"""Best; best today; hunt below half cloud, whatever one is good at; hunt always."""

LEAST_LEFT, LONGEST = 1e-3, 6000
"""Weight of what lies beyond the horizon, and most days to it."""


class WithoutStore(NamedTuple):
    """What is known of a forager without a store.

    Attributes
    ----------
    policies : DataFrame
        For each policy `meals` a day, discounted, from the start on; and `error`, by horizon and grid.
    days : DataFrame
        For each policy and day what is so in the mean until a crash: `threshold`, `hunting` as a share of
        days and, of the optimum, the `shadow_price` of a hunt in meals.
    horizon : int
        Days that were looked ahead.
    price, price_error : float
        Price of myopia: share of the optimum that one who does not look ahead loses.
    """

    policies: pd.DataFrame
    days: pd.DataFrame
    horizon: int
    price: float
    price_error: float


def without_store(
    parameters: Any = None,
    *,
    discount: float = 0.997,
    days: int = 730,
    points: int = 401,
    horizon: int | None = None,
    advance: Callable[[int], None] = lambda amount: None,
) -> WithoutStore:
    """The best policy of a forager without need, and what others reach beside it.

    Parameters
    ----------
    parameters : IslandParameters or mapping, optional
        The island's; need, slack and a known day of a crash have no effect.
    discount : float
        Worth today of a meal tomorrow, from 0 to below 1.
    days : int
        Days for which thresholds are given.
    points : int
        Points of the grid of shares, if she forgets; without forgetting there is no grid.
    horizon : int, optional
        Days to look ahead; until what lies beyond weighs a thousandth, if left out.
    advance : callable
        Is told of days that are done.

    Returns
    -------
    WithoutStore

    Raises
    ------
    UserError
        For parameters without an optimum here, such as a crash after which game grows back.
    """
    forager = InformedForager(checked(parameters), discount)
    refuse_regrowth(forager)
    check_count("days", days)
    check_count("points", points, 8, 10_000)
    horizon = horizon_of(discount) if horizon is None else horizon
    check_count("horizon", horizon, 2, LONGEST)
    fine, record = _solve(forager, horizon, points, min(days, horizon), advance)
    # What a shorter horizon, and a coarser grid, would have changed says how far they still are from none.
    shorter, _ = _solve(forager, horizon // 2, points, 0, advance)
    # What it adds falls as the discount does; twice that, to be on the safe side.
    less = 2.0 * discount ** (horizon / 2)
    beyond = np.abs(fine - shorter) * less
    coarse = fine if forager.p.retention == 1 else _solve(forager, horizon, points // 2 + 1, 0, advance)[0]
    error = beyond + np.abs(fine - coarse)
    prices = [1.0 - each[1] / each[0] for each in (fine, shorter, coarse)]
    return WithoutStore(
        _policies(fine * (1.0 - discount), error * (1.0 - discount)),
        record,
        horizon,
        prices[0],
        abs(prices[0] - prices[1]) * less + abs(prices[0] - prices[2]),
    )


def amount_of_work(parameters: Any, discount: float) -> int:
    """Days that a solution goes back over."""
    forager, horizon = InformedForager(checked(parameters), discount), horizon_of(discount)
    refuse_regrowth(forager)
    return horizon + horizon // 2 + (0 if forager.p.retention == 1 else horizon)


def refuse_regrowth(forager: InformedForager) -> None:
    """Refuse a crash after which the game grows back: the day of the crash would be a second state."""
    if forager.p.crash_rate and forager.p.regrowth and forager.p.crash_loss:
        raise UserError(
            f"regrowth = {forager.p.regrowth:g} has no place beside a hazard here; allowed: 0 (a crash is "
            "for good), or a settled forager with a need (retention below 1, and all the practice she can remember)"
        )


def horizon_of(discount: float) -> int:
    """Days until what comes later weighs a thousandth."""
    return min(LONGEST, days_until(LEAST_LEFT, discount))


def days_until(left: float, kept: float) -> int:
    """Days, two at least, until no more than a part is left of what keeps a share a day, below one."""
    return max(2, int(np.ceil(np.log(left) / np.log(max(kept, 1e-3)))))


def _solve(
    forager: InformedForager, horizon: int, points: int, days: int, advance: Callable[[int], None]
) -> tuple[Array, pd.DataFrame]:
    """Value at the start of each policy, and the means of the first days."""
    lattice = HuntCounts(forager) if forager.p.retention == 1 else Shares(forager, points)
    chance, left = forager.p.crash_rate, forager.game_after_a_crash
    discount, kept = forager.discount, []
    before, after = (_frozen(forager, lattice.experience(horizon), game) for game in (1.0, left))
    for day in reversed(range(horizon)):
        skill = forager.skill(lattice.experience(day))
        to_come = before if not chance else (1.0 - chance) * before + chance * after
        threshold, price, before = _one_day(forager, lattice, day, skill, 1.0, to_come, discount)
        if chance:
            _, _, after = _one_day(forager, lattice, day, skill, left, after, discount)
        if day < days:
            kept.append((threshold, price))
        advance(1)
    return before @ lattice.begin(), _means(forager, lattice, kept[::-1])


def _frozen(forager: InformedForager, experience: Array, game: float) -> Array:
    """Value of each policy if skills stay as they are: ``(policies, states)``."""
    hunt, fish = forager.skill(experience)
    hunt = hunt * game
    threshold = _thresholds(forager, hunt, fish, np.zeros_like(hunt))
    return forager.meals(threshold, hunt, fish) / (1.0 - forager.discount)


def _thresholds(forager: InformedForager, hunt: Array, fish: Array, price: Array) -> Array:
    """Threshold of each policy, ``(policies, states)``."""
    best, myopic = forager.threshold(hunt, fish, price), forager.threshold(hunt, fish, 0.0)
    return np.stack([best, myopic, np.full_like(best, 0.5), np.ones_like(best)])


def _one_day(
    forager: InformedForager,
    lattice: HuntCounts | Shares,
    day: int,
    skill: Array,
    game: float,
    to_come: Array,
    discount: float,
) -> tuple[Array, Array, Array]:
    """Thresholds of all policies, the shadow price of a hunt under the best one, and values: one day back."""
    hunt, fish = skill[0] * game, skill[1]
    hunted, fished = lattice.after_hunting(day, to_come), lattice.after_fishing(day, to_come)
    price = discount * (hunted[0] - fished[0])
    threshold = _thresholds(forager, hunt, fish, price)
    chance = forager.hunted(threshold)
    value = forager.meals(threshold, hunt, fish) + discount * (chance * hunted + (1.0 - chance) * fished)
    return threshold, price, value


def _policies(meals: Array, error: Array) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({"policy": POLICIES, "meals": meals, "error": error})


def _means(forager: InformedForager, lattice: HuntCounts | Shares, kept: list[tuple[Array, Array]]) -> pd.DataFrame:
    """Means of what policies do, by the exact chances of states."""
    import pandas as pd

    weight, rows = np.repeat(lattice.begin()[np.newaxis], len(POLICIES), axis=0), []
    for day, (threshold, price) in enumerate(kept):
        chance = forager.hunted(threshold)
        # The price is that of the optimum's own way, and not of others'.
        worth = np.stack([price, *[np.full_like(price, np.nan)] * (len(POLICIES) - 1)])
        means = ((weight * each).sum(axis=-1) for each in (threshold, worth, chance))
        rows.append(np.stack([np.full(len(POLICIES), day + 1.0), *means]))
        weight = lattice.forward(day, weight, chance)
    table = np.stack(rows) if rows else np.empty((0, 4, len(POLICIES)))
    frame = pd.DataFrame({"policy": np.tile(POLICIES, len(rows))})
    for index, name in enumerate(("day", "threshold", "shadow_price", "hunting")):
        frame[name] = table[:, index].ravel()
    return frame.astype({"day": int})
