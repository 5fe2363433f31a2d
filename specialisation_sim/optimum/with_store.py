"""The optimum of a forager who needs meals to live and can store some: on a grid, with its error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np

from .. import laws
from ..base.errors import UserError, check_count, unknown
from ..laws.arrays import Array
from .forager import InformedForager, checked
from .grid import Grid, Size
from .lattice import straight
from .optimal_rule import QUICK, OptimalRule, refuse_what_no_chance_can_be
from .path import for_ever
from .settled import recovery, settled
from .without_store import days_until, horizon_of, refuse_regrowth

if TYPE_CHECKING:
    import pandas as pd

type Objective = Literal["meals", "survival"]
"""Meals until death, discounted; or the chance to live through the next crash and the game's way back."""

SETTLED, GROWING = Size(41, 31, 24), Size(41, 16, 24)
"""Sizes of the grid where days are alike, and where they are not; half of it says how large its error is."""

CLOSE, FINE = 400, 121
"""Quantiles of the sky and, of a settled forager, shares where nothing can be stored: a day's catch decides alone."""

NOBODY = 1e-9
"""Value below which nobody lives, whatever she does."""

FORWARD = 401
"""Shares on which a settled forager's days are followed forward."""

ROUNDS = 2
"""Crashes that are looked ahead where meals count."""


class WithStore(NamedTuple):
    """What is known of a forager with a store.

    Attributes
    ----------
    policies : DataFrame
        For the optimum and the myopic the `value` at the start, and its `error`: its distance from a coarser grid's.
    days : DataFrame
        For both policies and each day what is so in the mean of the living until a crash: `threshold`, share of days
        `hunting`, `fishing_experience`, and the share `living`.
    policy : DataFrame
        Share of days on which the optimum hunts, and `myopic` the other, by `hunting_experience` and `store`.
    price, price_error : float
        Price of myopia: share of the optimum that one who does not look ahead loses.
    plan : OptimalRule
        The optimum as a rule of choice.
    """

    policies: pd.DataFrame
    days: pd.DataFrame
    policy: pd.DataFrame
    price: float
    price_error: float
    plan: OptimalRule


class Solved(NamedTuple):
    """One grid's solution: the values and the rule."""

    grid: Grid
    values: Array
    plan: OptimalRule


def with_store(
    parameters: Any = None,
    *,
    discount: float = 0.997,
    objective: Objective = "meals",
    days: int = 730,
    size: Size | None = None,
    advance: Callable[[int], None] = lambda amount: None,
) -> WithStore:
    """The best policy of a forager with a need and a store, and what she reaches who does not look ahead.

    Parameters
    ----------
    parameters : IslandParameters or mapping, optional
        The island's. A hazard is its `crash_rate`; a crash on a known day has no place here.
    discount : float
        Worth today of a meal tomorrow, from 0 to below 1.
    objective : {"meals", "survival"}
        What is best.
    days : int
        Days for which thresholds are given.
    size : Size, optional
        Of the grid.
    advance : callable
        Is told of days that are done, as many as `amount_of_work` says.

    Returns
    -------
    WithStore

    Raises
    ------
    UserError
        For parameters without an optimum here, or which a grid of this size cannot tell.
    """
    forager = InformedForager(checked(parameters), discount)
    refuse(forager, objective)
    check_count("days", days)
    chosen = size_of(forager) if size is None else size
    fine, coarse = (solve(forager, each, objective, advance) for each in (chosen, chosen.coarser))
    if objective == "survival":
        refuse_what_no_chance_can_be(fine.plan.to_come, chosen)
    price, near = (
        1.0 - each.values[1] / each.values[0] if each.values[0] > NOBODY else np.nan for each in (fine, coarse)
    )
    import pandas as pd

    error = np.abs(fine.values - coarse.values)
    policies = pd.DataFrame({"policy": ("optimum", "myopic"), "value": fine.values, "error": error})
    record, policy = _means(fine, days)
    return WithStore(policies, record, policy, float(price), float(abs(price - near)), fine.plan)


def refuse(forager: InformedForager, objective: str) -> None:
    """Refuse what there is no optimum for.

    Raises
    ------
    UserError
        For an unknown objective, survival without a hazard, or a crash from which the game comes back while her
        experience still grows.
    """
    if objective not in get_args(Objective.__value__):
        raise unknown("objective", objective, get_args(Objective.__value__))
    if objective == "survival" and not (forager.p.crash_rate and forager.p.crash_loss):
        raise UserError("survival is that of the next crash; give a hazard above 0, such as 0.003")
    if objective == "survival" and not forager.settled:
        limit = "" if forager.p.retention == 1 else f" to {1.0 / (1.0 - forager.p.retention):g}"
        raise UserError(
            f"survival is looked for of a settled forager; hunt_practice and fish_practice must add up{limit} "
            "(1 / (1 - retention), with retention below 1)"
        )
    if not forager.settled:
        refuse_regrowth(forager)


def size_of(forager: InformedForager) -> Size:
    """The usual size of the grid."""
    usual = SETTLED if forager.settled else GROWING
    return usual if forager.p.slack_cap else Size(FINE if forager.settled else usual.shares, 1, CLOSE)


def amount_of_work(parameters: Any, discount: float, objective: Objective) -> int:
    """Days that a solution goes back over, on both grids."""
    forager = InformedForager(checked(parameters), discount)
    refuse(forager, objective)
    if not forager.settled:
        return 2 * _horizon(forager)
    rounds = 1 if objective == "survival" else ROUNDS
    return 2 * rounds * len(recovery(forager)) if forager.p.crash_rate else 0


def solve(
    forager: InformedForager, size: Size, objective: Objective, advance: Callable[[int], None] = lambda amount: None
) -> Solved:
    """Values at the start, of the optimum and the myopic, and the rule, on one grid."""
    grid = Grid(forager, size, objective == "survival")
    if forager.settled:
        solved = settled(grid, ROUNDS, advance)
        values, plan = (solved.optimum, solved.myopic), OptimalRule(grid, solved.to_come, solved.game)
    else:
        back = for_ever(grid, _horizon(forager), advance)
        values, plan = (back.optimum, back.myopic), OptimalRule(grid, back.to_come)
    start = grid.begin()
    return Solved(grid, np.array([(start * each).sum() for each in values]), plan)


def best_rule(
    parameters: Any, *, discount: float = 0.997, objective: Objective = "meals", size: Size = QUICK
) -> OptimalRule:
    """The optimum as a rule of choice, on a grid that takes seconds: see `with_store`."""
    forager = InformedForager(checked(parameters), discount)
    refuse(forager, objective)
    return solve(forager, size, objective).plan


def _horizon(forager: InformedForager) -> int:
    """Days until experience is as it will stay, or until what comes later weighs a thousandth."""
    days, kept = horizon_of(forager.discount), forager.p.retention
    return days if kept == 1 else min(days, days_until(1e-3, kept))


def _means(solved: Solved, days: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Means of both policies by day, as long as no crash comes, and the policy by state at the start."""
    import pandas as pd

    grid, forager, rows = solved.grid, solved.grid.forager, []
    states = _policy(grid, solved.plan.to_come[0])
    to_come = solved.plan.to_come
    if forager.settled:
        # Forward, a cubic's negative weights add up where the policy jumps: many points and straight lines instead.
        fine = Grid(forager, Size(FORWARD, grid.size.stores, grid.size.skies), grid.survival, straight)
        places = np.meshgrid(fine.share, fine.store, indexing="ij")
        grid, to_come = fine, grid.at(to_come[:1], *places)[np.newaxis]
    weights = [grid.begin(), grid.begin()]
    for number in range(days):
        if not number or not forager.settled:
            total = forager.total(number)
            day, moves = grid.day(total, 1.0), grid.moves(total)
            myopic = np.broadcast_to(grid.myopic(day), day.first_store.shape[1:])
            both = [grid.hunted(day, moves, to_come[min(number, len(to_come) - 1)]), myopic]
            shares = [hunts.mean(axis=-1) for hunts in both]
            chances = [grid.transitions(day, moves, hunts)[0] if forager.settled else None for hunts in both]
        for index, policy in enumerate(("optimum", "myopic")):
            weight, share = weights[index], shares[index]
            living = float(weight.sum())
            fished = float(total * (weight.sum(axis=1) @ (1.0 - grid.share)))
            means = [float((weight * each).sum()) for each in (threshold_of(share, forager.sunny), share)]
            known = [each / living if living > 1e-9 else np.nan for each in (*means, fished)]
            rows.append((number + 1, policy, *known, np.clip(living, 0.0, 1.0)))
            step = chances[index]
            if step is not None:
                weights[index] = (weight.ravel() @ step).reshape(weight.shape)
            else:
                weights[index] = grid.forward(day, moves, both[index], weight)
    names = ("day", "policy", "threshold", "hunting", "fishing_experience", "living")
    return pd.DataFrame(rows, columns=names), states


def _policy(grid: Grid, to_come: Array) -> pd.DataFrame:
    """Share of days hunted by both, at each state on the first day."""
    import pandas as pd

    total = grid.forager.total(0)
    day, moves = grid.day(total, 1.0), grid.moves(total)
    share, store = np.meshgrid(grid.share, grid.store, indexing="ij")
    hunted = {
        "optimum": grid.hunted(day, moves, to_come).mean(axis=-1),
        "myopic": np.broadcast_to(grid.myopic(day).mean(axis=-1), share.shape),
    }
    states = {"hunting_experience": total * share, "store": store, **hunted}
    return pd.DataFrame({name: values.ravel() for name, values in states.items()})


def threshold_of(share: Array, sunny: float) -> Array:
    """Cloud cover that a share of days stays below; zero for no days."""
    return np.where(share > 0, laws.cloud_cover(np.maximum(share, 1e-300), sunny), 0.0)
