"""An operator's view: how much outside data, how often, and at what cost, for an instrument that is not to drift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError, check_count, checked_number, checked_seeds
from ..model.parameters import Parameters
from ..output.outlines import world_outline
from ..registry import name_of, names
from ..runs.progress import Progress
from .closed_drift import ClosedForm, closed_form, path_of, smallest_weight, worst_drift

if TYPE_CHECKING:
    import pandas as pd

    from ..model.outline import Outline
    from ..model.world import World
    from .policies import ChosenPolicy

PAUSES = (2, 5, 10, 20)
"""Steps from one share of outside data to the next that are tried."""

SCAN = (0.0, 0.003, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.45, 0.65, 1.0)
"""Weights at which a drift without a closed form is simulated first, as shares of the largest there can be."""

OWN = ("watch", "back", "raised", "outside_every")
"""Parameters that `operate` sets, beside the weight of outside data."""


class Operation(NamedTuple):
    """What an operator can choose from.

    Attributes
    ----------
    policies : DataFrame
        One row a policy that stays within the tolerance, and one without outside data: `policy`; `weight` of outside
        data when there are any, with `weight_low` and `weight_high` where it is estimated; `every`, `watch`, `back`;
        and, simulated with seeds of their own, `cost` (mean weight over all steps), `drift` with `low` and `high`, and
        `beyond`, the share of runs whose own drift is beyond the tolerance, and `unlucky`, the drift that 19 in 20 runs
        stay within, both at the last time of the kind at which `drift` is worst; and `constant_cost`, that of a
        constant share which drifts as far by the curve.
    curve : DataFrame
        Cost against drift: `policy` ("constant" or "monitor"), `weight`, `watch`, `back`, `cost`, `drift`, `low`,
        `high` (equal where exact).
    paths : DataFrame
        Of each policy the mean over runs at each `time`: `drift`, `low`, `high`, `real_share`.
    form : ClosedForm or None
        The closed form, where there is one: exact, or the limit of a large sample.
    for_ever : float
        Smallest constant weight that holds for ever by the closed form; NaN where none does.
    floor : float
        Drift at the largest weight there can be: no share of outside data does better.
    """

    policies: pd.DataFrame
    curve: pd.DataFrame
    paths: pd.DataFrame
    form: ClosedForm | None
    for_ever: float
    floor: float


def operate(
    name: str,
    story: type[World],
    parameters: Parameters | None = None,
    *,
    tolerance: float = 0.1,
    steps: int = 100,
    runs: int = 200,
    raised: float | None = None,
    seed: int = 0,
    progress: Progress = None,
) -> Operation:
    """Find the smallest share of outside data that keeps an instrument, how often, and what a monitor saves.

    The drift is what the mean of the instrument has lost of its start, as a share of it; where the instrument is
    two-sided, what it has lost or gained. In runs it is read in the last fifth of the horizon. A monitor raises outside
    data while a run's own instrument is below a bound; of those tried the cheapest within the tolerance is chosen on
    one set of seeds and reported on another, so that it is not the luckiest.

    Parameters
    ----------
    name : str
        Name of the story or chain.
    story : type of World
        One with a monitor.
    parameters : Parameters, optional
        Its defaults if left out. In chains ``regime = "replace"`` is read as ``"mix"``, which outside data need.
    tolerance : float
        Largest drift, above 0 and below 1.
    steps : int
        Horizon.
    runs : int
        Runs of each policy.
    raised : float, optional
        Weight of outside data in an alarm; several multiples of the constant one are tried if left out.
    seed : int
        First seed; the search takes as many as there are runs, and the report as many again.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    Operation
        Policies, cost curve and paths.

    Raises
    ------
    UserError
        If the story has no monitor, or a number is out of bounds.

    Examples
    --------
    >>> from specialisation_sim.studies.outside_data import operate
    >>> from specialisation_sim.registry import story as chain
    >>> found = operate("discrete", chain("discrete"), runs=40, steps=50, progress=False)
    >>> found.policies["policy"].tolist()[:2]
    ['none', 'constant']
    """
    import pandas as pd

    from .policies import Bench, crossing

    base = checked(story, parameters, tolerance, steps, runs, raised)
    seeds = checked_seeds(range(seed, seed + 2 * runs))
    test = Bench(story, base, steps, seeds[:runs], progress)
    pauses = [1, *(every for every in PAUSES if every <= steps // 5)]
    form = closed_form(name, base)
    scanned = test.most * np.array(SCAN)
    if form is not None and not form.limit:
        smallest = {k: (smallest_weight(form, tolerance, every=k, steps=_whole(steps, k)),) * 3 for k in pauses}
        # The curve goes on to where there is no outside data at all.
        scanned = test.most * np.linspace(0.0, 1.0, 101) ** 2
        exact = path_of(form, scanned, steps).max(axis=0)
        drifts = {"drift": exact, "low": exact, "high": exact}
        curve = [pd.DataFrame({"policy": "constant", "weight": scanned, "cost": scanned, **drifts})]
    else:
        smallest, constant = test.smallest(tolerance, pauses, scanned)
        curve = [constant]
    chosen: list[ChosenPolicy] = [("none", {}, (0.0,) * 3)]
    for every, weights in smallest.items():
        if weights[0] == weights[0]:
            setting = {test.outside: weights[0], "outside_every": every}
            chosen.append(("constant" if every == 1 else f"every {every}", setting, weights))
    constant_weight = smallest[1][0]
    if constant_weight != 0:
        watched = test.watched(tolerance, constant_weight, raised)
        monitors = test.frame(watched, "monitor")
        curve.append(monitors)
        cost = monitors["cost"].where(monitors["drift"] <= tolerance).to_numpy()
        if np.isfinite(cost).any():
            best = watched[int(np.nanargmin(cost))]
            chosen.append(("monitor", best, (best["raised"],) * 3))
    report = Bench(story, base, steps, seeds[runs:], progress)
    policies, paths = report.policies(chosen, tolerance)
    policies["constant_cost"] = [crossing(curve[0], "drift", drift) for drift in policies["drift"]]
    floor = worst_drift(form, np.array([form.most])).item() if form else float(curve[0]["drift"].iloc[-1])
    for_ever = smallest_weight(form, tolerance) if form else np.nan
    return Operation(policies, pd.concat(curve, ignore_index=True), paths, form, for_ever, floor)


def _whole(steps: int, every: int) -> int:
    """A horizon that ends just before outside data come, where the drift is worst."""
    return steps // every * every + every - 1 if every > 1 else steps


def with_monitors() -> list[str]:
    """Names of the stories and chains that have a monitor."""
    return [name for name in names() if world_outline(name).instrument]


def refuse_looked_for(kind: type[Parameters], given: Mapping[str, Any]) -> None:
    """Refuse values, other than its default, of a parameter that `operate` sets.

    Raises
    ------
    UserError
        That names the parameter.
    """
    for name in (getattr(kind, "outside_name", ""), *OWN):
        if name in given and given[name] != kind.model_fields[name].default:
            raise UserError(f"{name} is what is looked for; leave it out, or see specialise run")


def checked(
    story: type[World] | Outline,
    given: Parameters | None,
    tolerance: float,
    steps: int,
    runs: int,
    raised: float | None,
) -> Any:
    """Parameters without outside data, under a regime that takes them.

    Raises
    ------
    UserError
        If the story has no monitor, or a number is out of bounds.
    """
    kind = story.Parameters
    if not getattr(story, "instrument", ""):
        raise UserError(
            f"{name_of(story)} has no monitor, which would raise its share of outside data in an alarm; "
            f"those with one: {', '.join(with_monitors())}"
        )
    if not 0 < checked_number("tolerance", tolerance) < 1:
        raise UserError(f"tolerance = {tolerance:g} is out of bounds; allowed: above 0 to below 1")
    check_count("steps", steps, least=5)
    check_count("runs", runs, least=2)
    base = kind() if given is None else given
    refuse_looked_for(kind, base.model_dump())
    regime = getattr(base, "regime", "mix")
    if regime not in ("replace", "mix", "counts"):
        raise UserError(f"regime = {regime!r} takes no share of outside data; allowed: 'mix' or 'counts'")
    base = base.but(regime="mix") if regime == "replace" else base
    return base if raised is None else base.but(raised=raised).but(raised=0.0)
