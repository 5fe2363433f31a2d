"""A tournament of rules of choice on the island, at work or in a foundation, after Axelrod (1984).

Pure: ten foragers who all follow one rule, in each of seven environments. Mixed: one of each on a commons. Pairs: a
lone forager of one rule among nine of another, on a commons, and from their meals the replicator: rules that earn more
become more frequent. Workers meet on a market; foundations do not meet. All rules see the same days (common random
numbers), so that differences are those of the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError, check_count, checked_seeds
from ..laws.arrays import Array
from ..measures.intervals import mean_interval
from ..runs.progress import Progress, progress_bar
from .arenas import FORAGERS, MEETING, STEPS, alike, environments_of, lone_among, play, try_out

if TYPE_CHECKING:
    import pandas as pd

RUNS = 10
GENERATIONS = 1000


class Tournament(NamedTuple):
    """What became of each rule.

    Attributes
    ----------
    league : DataFrame
        One row a rule, the best first: `rank` (mean over environments of its rank by survival, then meals), `meals`,
        or income, or quality funded
        (relative to the best rule of each environment), `survival`, `variety`, each with `_low` and `_high`.
    environments : DataFrame
        One row an environment and rule: the same of it alone, meals in meals a day.
    mixed : DataFrame or None
        One row a rule: meals a day where all are on one commons, one of each.
    pairs : DataFrame or None
        One row a pair: meals a day of a lone `rule` among nine of `among`, and of those nine.
    replicator : DataFrame or None
        Share of each rule by `generation`.
    """

    league: pd.DataFrame
    environments: pd.DataFrame
    mixed: pd.DataFrame | None
    pairs: pd.DataFrame | None
    replicator: pd.DataFrame | None


def checked_rules(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Rules that can meet each other.

    Raises
    ------
    UserError
        If there are fewer than two.
    """
    if len(rules) < 2:
        raise UserError(f"a tournament needs two rules or more; there is {len(rules)}")
    return dict(rules)


def tournament(
    rules: Mapping[str, Any],
    on: Sequence[str] = (),
    *,
    runs: int = RUNS,
    days: int | None = None,
    seed: int = 0,
    progress: Progress = None,
) -> Tournament:
    """Have rules compete.

    Parameters
    ----------
    rules : mapping
        Rules of choice by name.
    on : sequence of str
        Names of environments of one story; all of the island if left out.
    runs : int
        Runs of each rule in each environment, at least two; a quarter as many, at least two, of each pair.
    days : int, optional
        Days of a run, or weeks of labour, or years of a foundation; `STEPS` of the story if left out.
    seed : int
        Seed of the first run; the others follow.
    progress : bool, callable or None
        See `Progress`.

    Returns
    -------
    Tournament

    Raises
    ------
    UserError
        For unknown environments, too few rules or runs, or a rule that is mistaken, which is named.
    """
    rules, chosen = checked_rules(rules), environments_of(on)
    story = next(iter(chosen.values())).story
    days = STEPS[story] if days is None else days
    check_count("runs", runs, least=2)
    check_count("days", days)
    seeds = checked_seeds(range(seed, seed + runs))
    names, number = list(rules), len(rules)
    for name, rule in rules.items():
        try_out(name, rule, chosen)
    few, meeting = max(2, runs // 4), MEETING.get(story)
    each, size = list(rules.values()), FORAGERS if meeting else 1
    # All that is played by ten is one world: a rule is then asked once a day for all of it.
    who = np.concatenate([alike(number, runs, size)] * len(chosen))
    of_run, where = seeds * (number * len(chosen)), [w for w in chosen.values() for _ in range(number * runs)]
    if meeting:
        who = np.concatenate([who, lone_among(number, few)])
        of_run, where = of_run + seeds[:few] * number**2, where + [meeting] * (few * number**2)
    one_of_each = np.tile(np.arange(number), (runs if meeting else 0, 1))
    with progress_bar(progress, days * (who.size + one_of_each.size), f"{number} rules meet") as advance:
        ten = play(each, who, of_run, where, days, advance)
        mixed = play(each, one_of_each, seeds, [meeting] * runs, days, advance) if meeting else None
    alone = len(chosen) * number * runs
    pure = {
        name: {
            key: values[:alone].reshape(len(chosen), number, runs, size)[index].mean(axis=-1)
            for key, values in {"meals": ten.meals, "survival": ten.alive, "variety": ten.variety}.items()
        }
        for index, name in enumerate(chosen)
    }
    first = league_of(names, pure), _of_environments(names, pure)
    if mixed is None:
        return Tournament(*first, None, None, None)
    together = {"meals": mixed.meals.T, "survival": mixed.alive.T, "variety": mixed.variety.T}
    paired = _pairs(names, ten.meals[alone:].reshape(number, number, few, FORAGERS))
    return Tournament(*first, _frame(names, together, "meals"), paired, replicator(paired))


def _frame(names: Sequence[str], values: Mapping[str, Array], by: str) -> pd.DataFrame:
    """Means with intervals of 95 % over runs, of values ``(rules, runs)``, the best first."""
    import pandas as pd

    columns: dict[str, Any] = {"rule": list(names)}
    for name, of_rules in values.items():
        for end, column in zip(("", "_low", "_high"), mean_interval(of_rules), strict=True):
            columns[name + end] = column
    frame = pd.DataFrame(columns)
    return frame.sort_values(by, ascending=by == "rank", kind="stable", ignore_index=True)


def ranks(survival: Array, meals: Array) -> Array:
    """Rank of each rule, ``(rules, ...)``, 1 the best: by survival, and by meals where that is the same; ties share."""
    better = (survival[None] > survival[:, None]) | (
        (survival[None] == survival[:, None]) & (meals[None] > meals[:, None])
    )
    same = (survival[None] == survival[:, None]) & (meals[None] == meals[:, None])
    rank: Array = 1.0 + better.sum(axis=1) + 0.5 * (same.sum(axis=1) - 1.0)
    return rank


def league_of(names: Sequence[str], pure: Mapping[str, Mapping[str, Array]]) -> pd.DataFrame:
    """The league of all environments together, of which each counts alike; see `Tournament`.

    Parameters
    ----------
    names : sequence of str
        Rules.
    pure : mapping
        For each environment `meals`, `survival` and `variety`, each ``(rules, runs)``.

    Returns
    -------
    DataFrame
    """
    meals, survival, variety, rank = [], [], [], []
    for own in pure.values():
        meals.append(own["meals"] / own["meals"].mean(axis=1).max())
        survival.append(own["survival"])
        variety.append(own["variety"])
        # By means over runs: the rank of a single run is mostly luck.
        rank.append(ranks(own["survival"].mean(axis=1), own["meals"].mean(axis=1)))
    mean = {"meals": meals, "survival": survival, "variety": variety}
    frame = _frame(names, {name: np.mean(each, axis=0) for name, each in mean.items()}, "meals")
    rank_of = dict(zip(names, np.mean(rank, axis=0), strict=True))
    frame.insert(1, "rank", frame["rule"].map(rank_of))
    return frame.sort_values(["rank", "meals"], ascending=[True, False], kind="stable", ignore_index=True)


def _of_environments(names: Sequence[str], pure: Mapping[str, Mapping[str, Array]]) -> pd.DataFrame:
    import pandas as pd

    parts = []
    for name, values in pure.items():
        frame = _frame(names, values, "meals")
        rank_of = dict(zip(frame["rule"], ranks(frame["survival"].to_numpy(), frame["meals"].to_numpy()), strict=True))
        frame.insert(0, "environment", name)
        frame.insert(2, "rank", frame["rule"].map(rank_of))
        parts.append(frame.sort_values(["rank", "meals"], ascending=[True, False], kind="stable"))
    return pd.concat(parts, ignore_index=True)


def _pairs(names: Sequence[str], meals: Array) -> pd.DataFrame:
    """Meals of the lone one and of the others, ``(rules, rules, runs, foragers)``, as one row a pair."""
    import pandas as pd

    lone, low, high = mean_interval(meals[..., 0])
    others = meals[..., 1:].mean(axis=(-2, -1))
    rows = [
        {
            "rule": rule,
            "among": among,
            "meals": lone[i, j],
            "meals_low": low[i, j],
            "meals_high": high[i, j],
            "others": others[i, j],
        }
        for i, rule in enumerate(names)
        for j, among in enumerate(names)
    ]
    return pd.DataFrame(rows)


def replicator(pairs: pd.DataFrame, generations: int = GENERATIONS) -> pd.DataFrame:
    """Share of each rule if those that earn more become more frequent: ``x_i <- x_i (A x)_i / x A x``.

    The payoffs A are the meals of a lone forager of each rule among nine of another; all begin alike.

    Parameters
    ----------
    pairs : DataFrame
        Of a `Tournament`.
    generations : int
        How long.

    Returns
    -------
    DataFrame
        Columns `generation` and one for each rule.

    References
    ----------
    Taylor, P. D. & Jonker, L. B. (1978). Evolutionary stable strategies and game dynamics. Mathematical Biosciences 40.
    """
    import pandas as pd

    names = list(dict.fromkeys(pairs["rule"]))
    payoff = pairs["meals"].to_numpy().reshape(len(names), len(names))
    share = np.full(len(names), 1.0 / len(names))
    path = [share]
    for _ in range(generations):
        earned = payoff @ share
        mean = share @ earned
        share = share * earned / mean if mean > 0 else share
        path.append(share)
    frame = pd.DataFrame(path, columns=names)
    frame.insert(0, "generation", np.arange(generations + 1))
    return frame
