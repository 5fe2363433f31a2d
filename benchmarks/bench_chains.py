"""How fast is the mixture chain beside the blog's own way, and does it end the same?

The blog fits scikit-learn's GaussianMixture a generation at a time (``peers/mixture_sklearn.py``); we take the same
settings: one start by k-means, a tolerance of 1e-3, at most 100 iterations. What is compared is measured in turns, on
one thread each, in seconds of the processor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from statistics import median

import numpy as np
from bench_island import NEW_SEEDS, Row, in_turns, report
from measuring import at_least, sized
from peers import mixture_sklearn
from scipy import stats

from specialisation_sim import ensemble
from specialisation_sim.chains.mixture import MixtureChain, MixtureParameters

FULL, GENERATIONS = sized((10_000, 2000), (200, 3))
"""The blog's size."""

THINNED = sized(100, 2)
"""Generations of each chain whose speed is measured; what a generation costs hardly changes on the way."""

SEEDS = sized(20, 3)
LEAST = 0.01
"""Chance below which two samples of ends are called different."""


def ours(samples: int, generations: int, runs: int, workers: int = 1) -> np.ndarray:
    """Ends of so many chains, ``(ends, runs)``."""
    first = next(NEW_SEEDS)
    parameters, seeds = MixtureParameters(samples=samples), range(first, first + runs)
    found = ensemble(
        MixtureChain, parameters, seeds, generations, every=generations, record=[], workers=workers, progress=False
    )
    return found.runs[list(mixture_sklearn.ENDS)].to_numpy().T


def theirs(samples: int, generations: int, seeds: Sequence[int]) -> np.ndarray:
    """The same by scikit-learn, a process a core."""
    with ProcessPoolExecutor() as pool:
        work = partial(mixture_sklearn.chain, samples=samples, generations=generations)
        return np.array(list(pool.map(work, seeds))).T


def against_scikit_learn(repeats: int) -> Iterator[Row]:
    """One chain at the blog's size, and a hundred chains at the size of the shipped scenario."""
    ours(FULL, 10, 1)
    for samples, runs, promised in sized(((FULL, 1, 5), (1000, 100, 0), (200, 100, 0)), ((FULL, 1, 5), (100, 3, 0))):
        peers = 1 if samples == FULL else 2
        works = {
            "we": lambda: ours(samples, THINNED, runs),  # noqa: B023
            "they": lambda: [mixture_sklearn.chain(seed, samples, THINNED) for seed in range(peers)],  # noqa: B023
        }
        times = in_turns(repeats, works)
        we, they = times["we"] / (runs * THINNED) * 1e3, times["they"] / (peers * THINNED) * 1e3
        ratio = median(they / we)
        what = f"{runs} x N = {samples:,}"
        yield Row(f"ours, {what}", f"{median(we):.3f}", "ms per generation and chain")
        yield Row(f"scikit-learn, {what}", f"{median(they):.3f}", "ms per generation and chain")
        promise = (f"{promised} or more", at_least(ratio, promised)) if promised else ()
        yield Row(f"ratio, {what}", f"{ratio:.1f}", "1", *promise)


def ends(repeats: int, samples: int = sized(500, 100), generations: int = sized(500, 3)) -> Iterator[Row]:
    """Whether the ends of twenty chains come from one distribution (Kolmogorov and Smirnov)."""
    pairs = zip(ours(samples, generations, SEEDS, 2), theirs(samples, generations, range(SEEDS)), strict=True)
    for name, (we, they) in zip(mixture_sklearn.ENDS, pairs, strict=True):
        chance = stats.ks_2samp(we, they).pvalue
        medians = f"{np.median(we):.3g} and {np.median(they):.3g}, p = {chance:.2g}"
        what = f"{name}, {samples:,} data, {generations:,} generations: ours and theirs"
        yield Row(what, medians, "medians", f"p above {LEAST}", at_least(chance, LEAST))


BENCHMARKS = {
    "speed": against_scikit_learn,
    "ends": ends,
    "full": partial(ends, samples=FULL, generations=GENERATIONS),
}

if __name__ == "__main__":
    report(BENCHMARKS, __doc__)
