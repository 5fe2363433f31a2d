"""The picture of each chain that is drawn from the arrays of its world."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from . import learned, svg

if TYPE_CHECKING:
    from ..runner import Runner

POINTS, GHOSTS, TRAIL, RUG = 161, 6, 600, 300
"""Points of a curve, earlier generations in it, points of a path, and data that are marked."""


def _column(array: Any) -> list[float]:
    return np.asarray(array)[:, 0].astype(float).tolist()


def _normal(xs: Any, mean: float, sd: float) -> Any:
    sd = max(sd, 1e-6)
    return np.exp(-0.5 * ((xs - mean) / sd) ** 2) / (sd * np.sqrt(2 * np.pi))


def _grid(low: float, high: float, *centres: tuple[float, float]) -> Any:
    """Places along a line, closer together about narrow bumps."""
    near = [mean + sd * np.linspace(-4, 4, 41) for mean, sd in centres]
    xs = np.unique(np.concatenate([np.linspace(low, high, POINTS), *near]))
    return xs[(xs >= low) & (xs <= high)]


def _earlier(runner: Runner, *names: str) -> list[list[float]]:
    """Some earlier generations: their values of observables."""
    places = [list(runner.kind.observed).index(name) for name in names]
    generation = runner.history.number
    rows = np.unique(np.linspace(0, generation - 1, GHOSTS + 1).astype(int))[:-1]
    rows_shown: list[list[float]] = runner.history.rows[rows][:, places].tolist()
    return rows_shown


def discrete_picture(world: Any, runner: Runner) -> str:
    """Chances of states: bars, and crosses for what is lost."""
    now, truth = _column(world.source.shares), _column(world.reference)
    of = "states of a datum"
    if world.p.law == "zipf" and len(now) > learned.BARS:  # in order of rank: the first are what can be seen
        of = f"the first {learned.BARS} of {len(now):,} states"
        now, truth = now[: learned.BARS], truth[: learned.BARS]
    return learned.bars(now, truth, of=of, words="chance")


def gaussian_picture(world: Any, runner: Runner) -> str:
    """Densities of the normal law."""
    mean, sd = float(world.model.mean[0, 0]), float(world.model.sd[0, 0])
    reach = float(np.clip(1.15 * (abs(mean) + 3 * sd), 4.0, 12.0))
    xs = _grid(-reach, reach, (mean, sd))
    before = [_normal(xs, *each).tolist() for each in _earlier(runner, "mean", "spread")]
    return learned.curves(
        xs.tolist(),
        _normal(xs, 0, 1).tolist(),
        _normal(xs, mean, sd).tolist(),
        before=before,
        of="value of a datum, in s.d. of the truth",
    )


def flow_picture(world: Any, runner: Runner) -> str:
    """Densities of what the flow makes."""
    sd = float(world.made[0])
    xs = _grid(-4.0, 4.0, (0.0, sd))
    before = [_normal(xs, 0, each).tolist() for (each,) in _earlier(runner, "spread")]
    return learned.curves(
        xs.tolist(),
        _normal(xs, 0, 1).tolist(),
        _normal(xs, 0, sd).tolist(),
        before=before,
        of="value of a datum, in s.d. of real data",
    )


def mixture_picture(world: Any, runner: Runner) -> str:
    """Densities of the mixture, and some of its data."""

    def density(xs: Any, fit: Any) -> list[float]:
        parts = [
            w * _normal(xs, m, v**0.5)
            for w, m, v in zip(fit.weight[:, 0], fit.mean[:, 0], fit.variance[:, 0], strict=True)
        ]
        return np.sum(parts, axis=0).tolist()

    fit, reach = world.model.fit, float(world.p.distance) + 4.0
    spots = [(float(m), float(v) ** 0.5) for m, v in zip(fit.mean[:, 0], fit.variance[:, 0], strict=True)]
    xs = _grid(-reach, reach, *spots)
    data = [] if world.data is None else world.data.values[0, :RUG].tolist()
    return learned.curves(
        xs.tolist(), density(xs, world.truth.fit), density(xs, fit), data=data, of="value of a datum, in s.d. of a bump"
    )


def _follow(world: Any, x: float, y: float) -> None:
    """Remember where a run went."""
    path = world.__dict__.setdefault("_path", [])
    path.append((x, y))
    if len(path) > TRAIL:
        del path[1:-1:2]


def noisy_picture(world: Any, runner: Runner) -> str:
    """Path of the mean."""
    mean = world.mean[:, 0]
    point = (float(mean[0]), float(mean[1]) if len(mean) > 1 else 0.0)
    path = [(0.0, 0.0), *world.__dict__.get("_path", []), point]
    return learned.trail(path, across="first", up="second dimension of the mean", truth="truth")


def noisy_moves(world: Any) -> None:
    """Note where the mean has come to."""
    mean = world.mean[:, 0]
    _follow(world, float(mean[0]), float(mean[1]) if len(mean) > 1 else 0.0)


def dirac_picture(world: Any, runner: Runner) -> str:
    """Path of generator and critic."""
    path = [*world.__dict__.get("_path", []), (float(world.generator[0]), float(world.critic[0]))]
    return learned.trail(path, across="generator", up="critic", truth="solution")


def dirac_moves(world: Any) -> None:
    """Note where generator and critic are."""
    _follow(world, float(world.generator[0]), float(world.critic[0]))


def text_picture(world: Any, runner: Runner) -> str:
    """A passage that was written."""
    from ...chains.learners.corpus import words

    names = words(world.p.vocabulary)
    written = " ".join(names[token] for token in world.output[0][:3].ravel())
    text = re.sub(r" ([.,:)])", r"\1", written).replace("( ", "(")
    return learned.passage(text, "Real text" if not world.time else f"Written by generation {world.time:.0f}")


def tilt_picture(world: Any, runner: Runner) -> str:
    """Chances of options, coloured by reward."""
    reward = world.reward[:, 0]
    span = float(np.ptp(reward)) or 1.0
    colours = [svg.mixed([(top := float((value - reward.min()) / span)), 1 - top]) for value in reward]
    return learned.bars(
        _column(world.policy),
        _column(world.reference),
        colours=colours,
        words="chance",
        of="options, from blue (high reward) to orange (low)",
        names=("reference", "policy"),
    )


def autoencoder_picture(world: Any, runner: Runner) -> str:
    """Variance of each direction."""
    return learned.bars(
        _column(world.variance),
        _column(world.real),
        of="directions of the data",
        words="variance",
        names=("real data", "this generation"),
    )


def regression_picture(world: Any, runner: Runner) -> str:
    """Error of each coefficient."""
    return learned.signed_bars(_column(world.coefficients), of="features", words="error of the coefficient")


def tabular_picture(world: Any, runner: Runner) -> str:
    """Chances of modes."""
    return learned.bars(
        _column(world.made),
        _column(world.real),
        of="modes",
        words="share of what is generated",
        names=("real data", "generated"),
    )


def verification_picture(world: Any, runner: Runner) -> str:
    """Labels made and labels kept."""
    return learned.labels(float(world.correct[0]), float(world.kept_right[0]))
