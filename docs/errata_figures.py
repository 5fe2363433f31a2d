"""Draw the figures of docs/errata.md: simulation, the right formula, and what the source says.

``uv run python docs/errata_figures.py`` takes half a minute.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from specialisation_sim import ensemble
from specialisation_sim.chains.theory import discrete, gaussian
from specialisation_sim.figures.style import FAINT, INK, PALETTE, canvas, house_style
from specialisation_sim.registry import story as chain

FOLDER = Path(__file__).resolve().parent / "img"
SOURCE = {"color": PALETTE[1], "linestyle": "--", "label": "as the source says"}
RIGHT = {"color": INK, "label": "exact"}
SIMULATED = {"color": PALETTE[0], "linestyle": "none", "marker": "o", "label": "simulated"}


def main() -> None:
    """Draw and write all."""
    FOLDER.mkdir(exist_ok=True)
    for make in (lost, risk, variance_of_risk, spread, time_to_collapse, estimator, cut):
        with house_style():
            make().savefig(FOLDER / f"errata_{make.__name__}.png", dpi=70)


def lost() -> Figure:
    """E1: states lost in one generation."""
    kind, sizes = chain("discrete"), (10, 30, 100, 300, 1000)
    shares = kind(kind.Parameters(states=50)).reference
    found = [
        50 - ensemble(kind, kind.Parameters(states=50, samples=size), 400, 1, progress=False).runs["states_left"].mean()
        for size in sizes
    ]
    figure, (axis,) = canvas(width=8, height=4.6)
    line = np.geomspace(8, 1200)
    axis.plot(line, discrete.states_lost(shares, line), **RIGHT)
    axis.plot(line, np.full_like(line, (1 - shares).sum()), **SOURCE)
    axis.plot(sizes, found, **SIMULATED)
    axis.set(xscale="log", xlabel="draws a generation", ylabel="states lost of 50", title="E1: lost in one generation")
    axis.legend()
    return figure


def risk() -> Figure:
    """E2: mean risk after n fits to 100 data."""
    fits = np.arange(1, 21)
    series = ensemble(chain("gaussian"), None, 20_000, 20, record="risk", progress=False).series
    found = series.groupby("time")["risk"].mean().loc[1:]
    figure, (axis,) = canvas(width=8, height=4.6)
    axis.plot(fits, [gaussian.risk([100] * n) for n in fits], **RIGHT)
    axis.plot(fits, (fits - 1) / 100 + 1.5 / 100, **SOURCE)
    axis.plot(found.index, found, **SIMULATED)
    axis.set(xlabel="fits to 100 data", ylabel="mean squared distance", title="E2: every term carries three halves")
    axis.legend()
    return figure


def spread() -> Figure:
    """E4, E5, E13: what grows over all runs, what stays in the mean, what falls in the typical run."""
    figure, axes = canvas(1, 2, width=11, height=4.6, sharey=True)
    for axis, estimator in zip(axes, ("unbiased", "likelihood"), strict=True):
        kind = chain("gaussian")
        parameters = kind.Parameters(variance_of=estimator)
        series = ensemble(kind, parameters, 4000, 100, every=5, progress=False).series
        by_time = series.groupby("time")
        axis.plot(by_time["second_moment"].mean(), "o", color=PALETTE[2], label="of a datum, over all runs")
        axis.plot(by_time["variance"].mean(), "o", color=PALETTE[0], label="within a run, mean")
        axis.plot(by_time["variance"].median(), "o", color=PALETTE[1], label="within a run, median")
        fits = np.arange(101)
        within = np.ones(101) if estimator == "unbiased" else (1 - 1 / 100) ** fits
        axis.plot(fits, 1 + fits / 100 if estimator == "unbiased" else np.ones(101), color=INK, linewidth=1)
        axis.plot(fits, within, color=INK, linewidth=1)
        shift = 0.0 if estimator == "unbiased" else np.log(1 - 1 / 100)
        axis.plot(fits, np.exp(fits * (gaussian.log_variance(100, 1) + shift)), color=INK, linewidth=1)
        axis.set(xlabel="fits to 100 data", title=f"{estimator} variance")
        axis.axhline(0, color=FAINT, linewidth=0.8)
    axes[0].set_ylabel("variance")
    axes[0].legend(loc="upper left")
    return figure


def time_to_collapse() -> Figure:
    """E7: mean fits until one of two states is left."""
    counts, times = discrete.absorption_times(100)
    share = counts[:, 0] / 100
    order = np.argsort(share)
    figure, (axis,) = canvas(width=8, height=4.6)
    axis.plot(share[order], times[order], **RIGHT)
    diffused = discrete.diffusion_time(np.array([share, 1 - share]), 100)
    axis.plot(share[order], diffused[order], color=PALETTE[1], linestyle="--", label="by diffusion")
    axis.set(
        xlabel="share of the first of two states", ylabel="fits to 100 draws", title="E7: the mean time to collapse"
    )
    axis.legend()
    return figure


def variance_of_risk() -> Figure:
    """E3: variance of the risk after one fit."""
    sizes = np.array([10, 30, 100, 300, 1000])
    kind = chain("gaussian")
    found = [
        ensemble(kind, kind.Parameters(samples=int(size)), 20_000, 1, progress=False).runs["risk"].var() * size**2
        for size in sizes
    ]
    figure, (axis,) = canvas(width=8, height=4.6)
    axis.axhline(2.5, **{**RIGHT, "label": "to leading order, 5/2"})
    axis.axhline(3.0, **SOURCE)
    axis.plot(sizes, found, **SIMULATED)
    axis.set(xscale="log", ylim=(2, 3.5), xlabel="data of the first fit, M", ylabel="variance of the risk, times M^2")
    axis.set_title("E3: the variance of the risk")
    axis.legend()
    return figure


def estimator() -> Figure:
    """E8: what the table calls the mean that is estimated."""
    kind, sizes = chain("gaussian"), np.array([100, 10_000, 1_000_000, 10_000_000])
    runs = [ensemble(kind, kind.Parameters(samples=int(size)), 4000, 1, progress=False).runs for size in sizes]
    figure, (axis,) = canvas(width=8, height=4.6)
    line = np.geomspace(80, 2e7)
    axis.plot(line, gaussian.mean_absolute_error(line), color=INK, label="exact: mean absolute error")
    axis.plot(sizes, [one["mean_error"].mean() for one in runs], **{**SIMULATED, "label": "simulated: the same"})
    axis.plot(
        sizes,
        [abs(one["mean"].mean()) for one in runs],
        **{**SIMULATED, "color": PALETTE[2], "marker": "s", "label": "simulated: size of the mean estimate"},
    )
    axis.axhline(0.00024899, **{**SOURCE, "label": "the source's mean estimate, of ten million"})
    axis.set(
        xscale="log", yscale="log", xlabel="data", ylabel="s.d. of the truth", title="E8: an error, not an estimate"
    )
    axis.legend(fontsize=10)
    return figure


def cut() -> Figure:
    """E9: states left where laws differ below the cut alone, and above it."""
    kind = chain("discrete")
    figure, (axis,) = canvas(width=8, height=4.6)
    laws = ((0.0, "two bumps", "-"), (0.01, "differs below 1/M alone", "--"), (0.3, "differs above 1/M", "-"))
    for (tail, label, line), colour in zip(laws, (INK, PALETTE[0], PALETTE[1]), strict=True):
        parameters = kind.Parameters(law="bumps", states=201, samples=1000, tail=tail)
        series = ensemble(kind, parameters, 200, 20, record="states_left", progress=False).series
        axis.plot(series.groupby("time")["states_left"].mean(), linestyle=line, color=colour, label=label)
    axis.set(xlabel="fits to 1,000 draws", ylabel="states left of 201, mean", ylim=(0, 205))
    axis.set_title("E9: the same only if they agree above the cut")
    axis.legend()
    return figure


if __name__ == "__main__":
    main()
