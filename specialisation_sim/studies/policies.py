"""A bench for policies: settings of one story, run on the same seeds, with what each costs and how far it drifts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..laws.arrays import Array
from ..measures import mean_interval
from ..runs.ensembles import ensemble
from ..runs.progress import Progress

WITHIN = 9
"""Weights that are simulated between those of a scan that enclose the tolerance."""

TIMES = (1.25, 2.0, 5.0, 10.0)
"""Raised weights that are tried, in units of the smallest constant one."""

BOUNDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""Losses at which a monitor is tried, in units of the tolerance."""

UNLUCKY = 0.95
"""Share of runs that drift less than the unlucky ones."""

type ChosenPolicy = tuple[str, Mapping[str, Any], tuple[float, float, float]]
"""A policy: its name, its parameters, and its weight of outside data with an interval."""


class Bench:
    """Policies of one story, run on the same seeds."""

    def __init__(self, story: Any, base: Any, steps: int, seeds: Sequence[int], progress: Progress) -> None:
        self.story, self.base, self.steps, self.seeds, self.progress = story, base, steps, seeds, progress
        self.outside: str = story.Parameters.outside_name
        self.most = 1.0 - getattr(base, "handed_down", 0.0)

    def run(self, settings: Sequence[Mapping[str, Any]]) -> tuple[Array, Array]:
        """Each run's own drift and its weights of outside data, ``(policies, runs, times)``."""
        sets = [self.base.but(**setting) for setting in settings for _ in self.seeds]
        watched = self.story.instrument
        series = ensemble(
            self.story,
            sets,
            list(self.seeds) * len(settings),
            self.steps,
            record=[watched, "real_share"],
            progress=self.progress,
        ).series
        values, weights = (
            series[name].to_numpy().reshape(len(settings), len(self.seeds), -1) for name in (watched, "real_share")
        )
        return 1.0 - values / values[..., :1], weights

    def drift(self, lost: Array, setting: Mapping[str, Any]) -> tuple[float, float, float, int]:
        """Mean drift of one policy in its last fifth, with its interval, at the worst time between two shares.

        Last comes the latest time of that kind, counted back from the end, at which to read what single runs have lost.
        Times of a monitor's alarms differ from run to run: there the worst mean counts, which makes it look no better.
        """
        window, every = max(self.steps // 5, 1), int(setting.get("outside_every", 1))
        late = lost[:, -max(window // every, 1) * every :].reshape(len(lost), -1, every).mean(axis=1)
        if setting.get("watch"):
            late = lost[:, -window:]
        paths = np.array(mean_interval(late.T))
        if self.story.two_sided:
            paths = np.where(paths[0] < 0, -paths[[0, 2, 1]], paths)
        worst = int(np.nanargmax(paths[0]))
        mean, low, high = paths[:, worst].tolist()
        return mean, low, high, worst - late.shape[1]

    def frame(self, settings: Sequence[Mapping[str, Any]], policy: str) -> pd.DataFrame:
        """Cost and drift of settings, one row each."""
        lost, weights = self.run(settings)
        rows = []
        for index, setting in enumerate(settings):
            mean, low, high, _ = self.drift(lost[index], setting)
            cost = weights[index, :, 1:].mean()
            rows.append({"policy": policy, **setting, "cost": cost, "drift": mean, "low": low, "high": high})
        table = pd.DataFrame(rows)
        return table.rename(columns={self.outside: "weight"} if policy == "constant" else {"raised": "weight"})

    def smallest(
        self, tolerance: float, pauses: Sequence[int], weights: Array
    ) -> tuple[dict[int, tuple[float, float, float]], pd.DataFrame]:
        """Smallest weight for each pause, with its interval, by a scan and a closer one; and the scan of pause 1."""
        tables: dict[int, pd.DataFrame] = {}
        smallest: dict[int, tuple[float, float, float]] = {}
        for every in pauses:
            table = self.scan(every, weights)
            first = crossing(table, "drift", tolerance)
            if first > 0:
                places = np.searchsorted(weights, [crossing(table, "low", tolerance), first])
                low, high = weights[max(places[0] - 1, 0)], weights[min(places[1] + 1, len(weights) - 1)]
                closer = self.scan(every, np.linspace(low, high, WITHIN + 2)[1:-1])
                table = pd.concat([table, closer]).sort_values("weight", ignore_index=True)
            tables[every] = table
            mean, least, most = (crossing(table, column, tolerance) for column in ("drift", "low", "high"))
            smallest[every] = (mean, least, most)
        return smallest, tables[1]

    def scan(self, every: int, weights: Array) -> pd.DataFrame:
        """Cost and drift at constant weights."""
        return self.frame([{self.outside: float(weight), "outside_every": every} for weight in weights], "constant")

    def watched(self, tolerance: float, constant: float, raised: float | None) -> list[dict[str, float]]:
        """Monitors to try: at each loss, with one bound and with two, and raised by several steps."""
        finite = np.isfinite(constant)
        tried = [min(self.most, times * constant) for times in TIMES] if finite else [self.most / 2, self.most]
        bounds = [1.0 - tolerance * times for times in BOUNDS if tolerance * times < 1]
        return [
            {"watch": watch, "back": back, "raised": weight}
            for weight in dict.fromkeys(tried if raised is None else [raised])
            for watch in bounds
            for back in (watch, (1.0 + watch) / 2.0)
        ]

    def policies(self, chosen: Sequence[ChosenPolicy], tolerance: float) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The report on policies, and their paths."""
        lost, weights = self.run([setting for _, setting, _ in chosen])
        rows, paths = [], []
        for index, (policy, setting, (weight, least, most)) in enumerate(chosen):
            mean, low, high, worst = self.drift(lost[index], setting)
            own = np.abs(lost[index, :, worst]) if self.story.two_sided else lost[index, :, worst]
            rows.append(
                {
                    "policy": policy,
                    "weight": weight,
                    "weight_low": least,
                    "weight_high": most,
                    "every": setting.get("outside_every", 1),
                    "watch": setting.get("watch", 0.0),
                    "back": setting.get("back", 0.0),
                    "cost": weights[index, :, 1:].mean(),
                    "drift": mean,
                    "low": low,
                    "high": high,
                    "beyond": (own > tolerance).mean(),
                    "unlucky": np.quantile(own, UNLUCKY),
                }
            )
            middle, below, above = mean_interval(lost[index].T)
            part = {"drift": middle, "low": below, "high": above, "real_share": weights[index].mean(axis=0)}
            paths.append(pd.DataFrame({"policy": policy, "time": np.arange(self.steps + 1), **part}))
        return pd.DataFrame(rows), pd.concat(paths, ignore_index=True)


def crossing(table: pd.DataFrame, column: str, tolerance: float) -> float:
    """Smallest weight at which a column is within the tolerance, on straight lines between rows; NaN if nowhere."""
    weights, values = table["weight"].to_numpy(), table[column].to_numpy()
    within = np.flatnonzero(values <= tolerance)
    if not len(within):
        return float("nan")
    index = int(within[0])
    if index == 0:
        return float(weights[0])
    part = (values[index - 1] - tolerance) / (values[index - 1] - values[index])
    return float(weights[index - 1] + part * (weights[index] - weights[index - 1]))
