"""A forecast of breadth, and how well such forecasts did before: rolling origins, scored against simple rivals.

Every forecast is of the log effective number that an equal number of decisions would show, with the sampling noise of
the period that is forecast. From the fourth period on, each rival forecasts the next ones from what was known then; the
continuous ranked probability score (CRPS; lower is better) says how far it was off. Origins overlap, so that a few
periods give an illustration and no ranking.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..base.errors import UserError
from ..laws.arrays import Array
from ..model.streams import generator
from .auditing import Audit
from .equal_size import equal_size_entropy, expected_entropy, influence
from .fit import Fit
from .foundation_ahead import foundation_ahead
from .wander import MEMORIES, SPREADS, correlation, informative, likelihood, log_shares, shrunk

DRAWS = 600
ORIGIN = 4
"""Periods that must be known before the first forecast of the back-test."""

PRIOR = 0.5
"""Standard deviation of the prior of a category's log share about that of all periods."""

WANDERING = ("AR(1) wander", "drift")

NAMES = ("as last year", "mean of the years", "drift", "AR(1) wander", "straight line", "fitted foundation")


class Known(NamedTuple):
    """What is known at an origin, and the number of decisions at which breadth is measured."""

    counts: Array
    records: Array
    times: Array
    entropy: Array
    variance: Array
    size: int


class Forecast(NamedTuple):
    """A forecast with its back-test.

    Attributes
    ----------
    ahead : DataFrame
        `period`, `seen` (NaN ahead), `middle`, `low`, `high` (90 of 100; NaN before).
    scores : DataFrame
        One row a rival: `rival`, `crps`, `spread` (over origins), `forecasts`; the best first.
    best : str
        The rival with the lowest score, which made the forecast.
    what_if : float
        Effective number at the end were the fitted foundation half as selective; NaN where it does not beat wander.
    """

    ahead: pd.DataFrame
    scores: pd.DataFrame
    best: str
    what_if: float


def forecast(audited: Audit, fit: Fit, ahead: int) -> Forecast:
    """Forecast the next periods by the rival that did best in the back-test.

    Raises
    ------
    UserError
        If fewer than two forecasts of the past can be scored, or the record counts no decisions.
    """
    if "count" not in audited.trends:
        raise UserError("a table of totals is not forecast: its periods have no decisions to draw; leave out --ahead")
    trend = audited.trends["count"]
    if len(trend.periods) < ORIGIN + 2:
        raise UserError(
            f"--ahead needs {ORIGIN + 2} periods that count, so that past forecasts can be scored; this record has "
            f"{len(trend.periods)}"
        )
    table = audited.categories.pivot_table(index="period", columns="what", values="count", sort=True)
    counts = table.loc[list(trend.periods)].to_numpy(dtype=float)
    counts = counts[:, counts.sum(axis=0) > 0]
    records = np.floor(counts.sum(axis=1))
    times = np.array(trend.places, dtype=float)
    share, _ = shrunk(counts, records)
    variance = (share * influence(share, trend.size) ** 2).sum(axis=1) / records
    entropy = np.array([equal_size_entropy(row, int(n), trend.size) for row, n in zip(counts, records, strict=True)])
    every = Known(counts, records, times, entropy, variance, trend.size)
    scores = back_test(every, ahead, audited.seed)
    best = str(scores["rival"].iloc[0])
    random = generator(audited.seed, f"audit ahead {best}")
    goals = times[-1] + np.arange(1, ahead + 1)
    drawn = RIVALS[best](every, goals, random) + random.standard_normal((ahead, DRAWS)) * np.sqrt(variance.mean())
    ends = np.exp(np.quantile(drawn, [0.05, 0.5, 0.95], axis=1))
    none = np.full(len(entropy), np.nan)
    shown = pd.DataFrame(
        {
            "period": [*trend.periods, *(f"+{step}" for step in range(1, ahead + 1))],
            "seen": [*np.exp(entropy), *np.full(ahead, np.nan)],
            "low": [*none, *ends[0]],
            "middle": [*none, *ends[1]],
            "high": [*none, *ends[2]],
        }
    )
    own = scores.set_index("rival")["crps"]
    foundation = own.get("fitted foundation", np.inf)
    what_if = np.nan
    if foundation < min(own[name] for name in WANDERING):
        loose = foundation_ahead(
            counts, records, trend.size, ahead, DRAWS, generator(audited.seed, "audit what if"), loosened=2.0
        )
        what_if = float(np.exp(np.median(loose[-1])))
    return Forecast(shown, scores, best, what_if)


def back_test(every: Known, ahead: int, seed: int) -> pd.DataFrame:
    """Scores of all rivals over rolling origins, the best first."""
    scores: dict[str, dict[int, list[float]]] = {name: {} for name in NAMES}
    for origin in range(ORIGIN, len(every.times)):
        then = slice(origin, min(origin + ahead, len(every.times)))
        past = Known(
            every.counts[:origin],
            every.records[:origin],
            every.times[:origin],
            every.entropy[:origin],
            every.variance[:origin],
            every.size,
        )
        noise = np.sqrt(every.variance[then])[:, None]
        for name, rival in RIVALS.items():
            random = generator(seed, f"audit back-test {name} {origin}")
            drawn = rival(past, every.times[then], random)
            drawn = drawn + random.standard_normal(drawn.shape) * noise
            scores[name][origin] = [crps(row, seen) for row, seen in zip(drawn, every.entropy[then], strict=True)]
    rows = []
    for name, by_origin in scores.items():
        means = [float(np.mean(part)) for part in by_origin.values()]
        every_score = [score for part in by_origin.values() for score in part]
        rows.append((name, float(np.mean(every_score)), float(np.std(means)), len(every_score)))
    return pd.DataFrame(rows, columns=["rival", "crps", "spread", "forecasts"]).sort_values("crps", ignore_index=True)


def crps(drawn: Array, seen: float) -> float:
    """Continuous ranked probability score of draws: mean distance to what was seen, less half that between draws."""
    ordered = np.sort(drawn)
    count = len(ordered)
    apart = float(((2 * np.arange(1, count + 1) - count - 1) * ordered).sum()) / count**2
    return float(np.abs(drawn - seen).mean() - apart)


def as_last(known: Known, goals: Array, random: np.random.Generator) -> Array:
    """No change from the last period, with its sampling noise."""
    return np.asarray(known.entropy[-1] + random.standard_normal((len(goals), DRAWS)) * np.sqrt(known.variance[-1]))


def as_mean(known: Known, goals: Array, random: np.random.Generator) -> Array:
    """The mean of the periods, with their scatter."""
    spread = known.entropy.std(ddof=1) * np.sqrt(1 + 1 / len(known.entropy))
    return np.asarray(known.entropy.mean() + random.standard_normal((len(goals), DRAWS)) * spread)


def on_a_line(known: Known, goals: Array, random: np.random.Generator) -> Array:
    """A straight line through the periods, with Student's prediction interval."""
    times, count = known.times, len(known.times)
    centred = times - times.mean()
    slope = float(centred @ known.entropy / (centred @ centred))
    left = known.entropy - known.entropy.mean() - slope * centred
    error = np.sqrt((left**2).sum() / (count - 2))
    reach = np.sqrt(1 + 1 / count + (goals - times.mean()) ** 2 / (centred @ centred))
    middle = known.entropy.mean() + slope * (goals - times.mean())
    return np.asarray(middle[:, None] + error * reach[:, None] * random.standard_t(count - 2, (len(goals), DRAWS)))


def wandering(memories: tuple[float, ...]) -> Callable[[Known, Array, np.random.Generator], Array]:
    """Shares that wander on as they did, from where they are now."""

    def rival(known: Known, goals: Array, random: np.random.Generator) -> Array:
        chosen = informative(known.counts)
        allowed = [MEMORIES.index(memory) for memory in memories]
        memory, spread = memories[-1], 0.2
        if len(chosen) >= 3:
            logs = likelihood(known.counts, known.records, known.times, chosen)[allowed]
            logs = logs - np.log(SPREADS + 0.05)
            at = np.unravel_index(logs.argmax(), logs.shape)
            memory, spread = memories[at[0]], float(SPREADS[at[1]])
        share, pooled = shrunk(known.counts, known.records)
        noise = ((1 - share) / (known.records[:, None] * share)).T
        times = np.append(known.times, goals)
        past = len(known.times)
        prior = spread**2 * correlation(times, memory) + PRIOR**2
        seen = log_shares(known.counts, known.records).T - np.log(pooled)[:, None]
        inside = np.linalg.inv(prior[:past, :past] + noise[:, :, None] * np.eye(past))
        gain = prior[past:, :past] @ inside
        middle = (gain @ seen[..., None])[..., 0]
        left = prior[past:, past:] - gain @ prior[:past, past:]
        root = np.linalg.cholesky(left + 1e-9 * np.eye(len(goals)))
        drawn = middle[:, :, None] + root @ random.standard_normal((len(middle), len(goals), DRAWS))
        logs = np.log(pooled)[:, None, None] + drawn
        logs -= logs.max(axis=0)
        logs -= np.log(np.exp(logs).sum(axis=0))
        return expected_entropy(logs, known.size, axis=0)

    return rival


def as_foundation(known: Known, goals: Array, random: np.random.Generator) -> Array:
    """The foundation fitted to all categories at once, run on."""
    steps = int(goals[-1] - known.times[-1])
    drawn = foundation_ahead(known.counts, known.records, known.size, steps, DRAWS, random)
    return np.asarray(drawn[(goals - known.times[-1] - 1).astype(int)])


RIVALS: dict[str, Callable[[Known, Array, np.random.Generator], Array]] = {
    "as last year": as_last,
    "mean of the years": as_mean,
    "drift": wandering((1.0,)),
    "AR(1) wander": wandering(MEMORIES[1:-1]),
    "straight line": on_a_line,
    "fitted foundation": as_foundation,
}


def forecast_sentences(forecast_made: Forecast, audited: Audit) -> list[str]:
    """The forecast in words, never without its back-test."""
    last = forecast_made.ahead.iloc[-1]
    scores = "; ".join(f"{row['rival']} {row['crps']:.3f}" for row in forecast_made.scores.to_dict("records"))
    forecasts = int(forecast_made.scores["forecasts"].iloc[0])
    own = forecast_made.scores.set_index("rival")["crps"]
    size = audited.trends["count"].size
    lines = [
        f"In {last['period'].lstrip('+')} periods from {audited.trends['count'].periods[-1]}, {size:,} "
        "decisions would show "
        f"{last['middle']:.1f} categories in effect (90 of 100: {last['low']:.1f} to {last['high']:.1f}), "
        f"by {forecast_made.best!r}, "
        "which did best in the back-test.",
        f"Back-test (CRPS of the log effective number, lower is better; {forecasts} overlapping forecasts, "
        "which illustrate and "
        f"do not rank): {scores}.",
    ]
    if np.isfinite(forecast_made.what_if):
        lines.append(
            "The fitted foundation beats wander on this record: were it half as selective, "
            f"{forecast_made.what_if:.1f} categories would be in effect in the middle."
        )
    else:
        beaten = " and to 'as last year'" if own["fitted foundation"] >= own["as last year"] else ""
        lines.append(
            f"The fitted foundation loses to wander{beaten} on this record, so that no what-if is drawn "
            "from it; what holds by "
            "arithmetic alone is above."
        )
    return lines
