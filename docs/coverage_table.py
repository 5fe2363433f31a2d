"""How often the interval of a mean covers the mean, by law and number of runs: ``docs/coverage.json``.

``uv run python docs/coverage_table.py`` draws it anew, in about a minute.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from specialisation_sim.base.files import write_whole
from specialisation_sim.measures.intervals import FEWEST, skewed_mean_interval

FILE = Path(__file__).resolve().parent / "coverage.json"
NUMBERS = (FEWEST, 60, 100, 200, 1000, 4000)

type Law = Callable[[np.random.Generator, tuple[int, ...]], Any]


def lognormal(spread: float) -> tuple[Law, float]:
    """A log-normal law of median one, and its mean."""
    return lambda rng, shape: rng.lognormal(0.0, spread, shape), float(np.exp(spread**2 / 2))


def pareto(tail: float) -> tuple[Law, float]:
    """A Pareto law from zero on, of so many moments, and its mean."""
    return lambda rng, shape: rng.pareto(tail, shape), 1 / (tail - 1)


def risk(fits: int, draws: int = 100) -> tuple[Law, float]:
    """What is left of a variance after so many fits, each to so many draws: the heavy tail of chains of fits.

    The logarithm of a chi-squared number over its degrees of freedom is drawn from the normal law of its mean and
    variance, which it has but for a thousandth, and the mean is that of the law that is drawn.
    """
    from scipy.special import digamma, polygamma

    half = (draws - 1) / 2
    middle, spread = fits * (digamma(half) - np.log(half)), np.sqrt(fits * polygamma(1, half))
    return lambda rng, shape: np.exp(rng.normal(middle, spread, shape)), float(np.exp(middle + spread**2 / 2))


LAWS: dict[str, tuple[Law, float]] = {
    "normal": (lambda rng, shape: rng.normal(size=shape), 0.0),
    "uniform": (lambda rng, shape: rng.random(shape), 0.5),
    "one in ten": (lambda rng, shape: (rng.random(shape) < 0.1) + 0.1 * rng.random(shape), 0.15),
    "exponential": (lambda rng, shape: rng.exponential(size=shape), 1.0),
    "Student, 3 degrees": (lambda rng, shape: rng.standard_t(3, shape), 0.0),
    "log-normal 1": lognormal(1.0),
    "log-normal 1.5": lognormal(1.5),
    "log-normal 2": lognormal(2.0),
    "Pareto 2.5": pareto(2.5),
    "Pareto 1.5": pareto(1.5),
    "risk after 50 fits": risk(50),
    "risk after 200 fits": risk(200),
}
"""Laws, from light tails to one without a variance, each with its mean."""


def covered(law: str, number: int, times: int, seed: int = 0) -> float:
    """Part of all samples whose interval covers the mean."""
    draw, mean = LAWS[law]
    rng, inside, done = np.random.default_rng(seed), 0, 0
    while done < times:
        rows = min(times - done, max(1, 1_000_000 // number))
        low, high = skewed_mean_interval(draw(rng, (rows, number)))
        inside += int(((low <= mean) & (mean <= high)).sum())
        done += rows
    return inside / times


def read_table() -> dict[str, dict[str, float]]:
    """The table as it was written."""
    table: dict[str, dict[str, float]] = json.loads(FILE.read_text(encoding="utf-8"))
    return table


def main() -> None:
    """Draw the table and write it."""
    table = {
        law: {str(number): round(covered(law, number, 10_000 if number < 1000 else 4000), 3) for number in NUMBERS}
        for law in LAWS
    }
    write_whole(FILE, lambda part: part.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8"))


if __name__ == "__main__":
    main()
