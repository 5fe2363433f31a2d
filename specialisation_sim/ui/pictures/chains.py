"""How chains look: what the newest generation has learned, beside the truth."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from . import learned, neural, svg

if TYPE_CHECKING:
    from ..runner import Runner, Snapshot

AGENT = "model"
POINTS, GHOSTS, TRAIL, RUG = 161, 6, 600, 300
"""Points of a curve, earlier generations in it, points of a path, and data that are marked."""

type Charts = tuple[tuple[str, tuple[str, ...]], ...]


class ChainLook(NamedTuple):
    """What is shown of one chain: its charts, a caption, its picture, and what happened in a step."""

    charts: Charts
    caption: str
    draw: Callable[[Any, Runner], str]
    events: Callable[[Any], list[str]] = lambda world: []


def extra(runner: Runner) -> Mapping[str, Any]:
    """The picture: it is made of arrays of the world, which no snapshot holds."""
    return {"picture": LOOKS[runner.kind.__name__].draw(runner.world, runner)}


def draw(snapshot: Snapshot) -> str:
    """The picture of a generation."""
    frame = f'<rect width="{svg.WIDTH}" height="{svg.HEIGHT}" fill="transparent"/>'
    return svg.frame(svg.agent(0, "model of this generation", frame + snapshot.extra["picture"]), "what is learned")


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
    number = runner.history.number
    rows = np.unique(np.linspace(0, number - 1, GHOSTS + 1).astype(int))[:-1]
    found: list[list[float]] = runner.history.rows[rows][:, places].tolist()
    return found


def _discrete(world: Any, runner: Runner) -> str:
    now, truth = _column(world.source.shares), _column(world.reference)
    of = "states of a datum"
    if world.p.law == "zipf" and len(now) > learned.BARS:  # in order of rank: the first are what can be seen
        of = f"the first {learned.BARS} of {len(now):,} states"
        now, truth = now[: learned.BARS], truth[: learned.BARS]
    return learned.bars(now, truth, of=of, words="chance")


def _lost(world: Any) -> list[str]:
    left = int((world.source.shares[:, 0] > 0).sum())
    lost = getattr(world, "_left_before", len(world.reference)) - left
    world._left_before = left
    return [f"{lost} state{'s are' if lost > 1 else ' is'} gone for good"] if lost > 0 else []


def _gaussian(world: Any, runner: Runner) -> str:
    mean, sd = float(world.model.mean[0, 0]), float(world.model.sd[0, 0])
    reach = float(np.clip(1.15 * (abs(mean) + 3 * sd), 4.0, 12.0))
    xs = _grid(-reach, reach, (mean, sd))
    before = [_normal(xs, *each).tolist() for each in _earlier(runner, "mean", "spread")]
    return learned.curves(xs.tolist(), _normal(xs, 0, 1).tolist(), _normal(xs, mean, sd).tolist(), before=before,
                          of="value of a datum, in s.d. of the truth")  # fmt: skip


def _flow(world: Any, runner: Runner) -> str:
    sd = float(world.made[0])
    xs = _grid(-4.0, 4.0, (0.0, sd))
    before = [_normal(xs, 0, each).tolist() for (each,) in _earlier(runner, "spread")]
    return learned.curves(xs.tolist(), _normal(xs, 0, 1).tolist(), _normal(xs, 0, sd).tolist(), before=before,
                          of="value of a datum, in s.d. of real data")  # fmt: skip


def _mixture(world: Any, runner: Runner) -> str:
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


def _noisy(world: Any, runner: Runner) -> str:
    mean = world.mean[:, 0]
    place = (float(mean[0]), float(mean[1]) if len(mean) > 1 else 0.0)
    path = [(0.0, 0.0), *world.__dict__.get("_path", []), place]
    return learned.trail(path, across="first", up="second dimension of the mean", truth="truth")


def _noisy_moves(world: Any) -> list[str]:
    mean = world.mean[:, 0]
    _follow(world, float(mean[0]), float(mean[1]) if len(mean) > 1 else 0.0)
    return []


def _dirac(world: Any, runner: Runner) -> str:
    path = [*world.__dict__.get("_path", []), (float(world.generator[0]), float(world.critic[0]))]
    return learned.trail(path, across="generator", up="critic", truth="solution")


def _dirac_moves(world: Any) -> list[str]:
    _follow(world, float(world.generator[0]), float(world.critic[0]))
    return []


def _text(world: Any, runner: Runner) -> str:
    from ...chains.learners.corpus import words

    names = words(world.p.vocabulary)
    written = " ".join(names[token] for token in world.output[0][:3].ravel())
    text = re.sub(r" ([.,:)])", r"\1", written).replace("( ", "(")
    return learned.passage(text, "Real text" if not world.time else f"Written by generation {world.time:.0f}")


def _tilt(world: Any, runner: Runner) -> str:
    reward = world.reward[:, 0]
    span = float(np.ptp(reward)) or 1.0
    colours = [svg.mixed([(top := float((one - reward.min()) / span)), 1 - top]) for one in reward]
    return learned.bars(_column(world.policy), _column(world.reference), colours=colours, words="chance",
                        of="options, from blue (high reward) to orange (low)", names=("reference", "policy"))  # fmt: skip


def _autoencoder(world: Any, runner: Runner) -> str:
    return learned.bars(
        _column(world.variance),
        _column(world.real),
        of="directions of the data",
        words="variance",
        names=("real data", "this generation"),
    )


def _regression(world: Any, runner: Runner) -> str:
    return learned.signed_bars(_column(world.coefficients), of="features", words="error of the coefficient")


def _tabular(world: Any, runner: Runner) -> str:
    return learned.bars(
        _column(world.made),
        _column(world.real),
        of="modes",
        words="share of what is generated",
        names=("real data", "generated"),
    )


def _mode_moves(world: Any) -> list[str]:
    mode = int(world.first_mode[0])
    before = world.__dict__.get("_mode_before", mode)
    world._mode_before = mode
    return [f"mode {mode + 1} is now the commonest"] if mode != before else []


def _verification(world: Any, runner: Runner) -> str:
    return learned.labels(float(world.correct[0]), float(world.kept_right[0]))


GREY = "Grey is the truth, orange what this generation has learned."
LOOKS = {
    "DiscreteChain": ChainLook(
        (("What is left", ("effective_states", "states_left")), ("Tail and mode", ("tail_mass", "modal_share")),
         ("Distance from the truth", ("distance", "missing_mass"))),
        f"{GREY} A cross marks a state that can no longer be drawn.", _discrete, _lost),
    "GaussianChain": ChainLook(
        (("Spread", ("spread",)), ("Mean", ("mean", "source_mean")), ("Distance from the truth", ("risk",))),
        f"{GREY} Faint lines are earlier generations.", _gaussian),
    "NoisyChain": ChainLook(
        (("Distance from the truth", ("distance",)), ("Squared distance", ("squared_error",))),
        "The path of the mean from the truth, in its first two dimensions.", _noisy, _noisy_moves),
    "MixtureChain": ChainLook(
        (("Spread of all", ("total_sd",)), ("Components", ("narrowest", "widest")), ("Distances", ("separation", "wandered"))),
        f"{GREY} Marks below are the data that it was trained on.", _mixture),
    "TextChain": ChainLook(
        (("Perplexity of real text", ("perplexity",)), ("Perplexity of its own text", ("first_perplexity",)),
         ("Effective vocabulary", ("effective_vocabulary",))),
        "How a passage begins that the newest generation wrote; … stands for rare words.", _text),
    "TiltChain": ChainLook(
        (("Effective options", ("effective_options",)), ("Reward", ("mean_reward", "objective")), ("Share of the commonest", ("modal_share",))),
        "Grey is the reference, in colour the policy.", _tilt),
    "LinearAutoencoderChain": ChainLook(
        (("Effective directions", ("effective_directions",)), ("Variance", ("total_variance", "strongest")),
         ("What is left of the weakest", ("weakest_left",))), "Grey is the real data, orange what this generation rebuilds.", _autoencoder),
    "RegressionChain": ChainLook(
        (("Error", ("error",)), ("Error, in errors of one fit", ("error_ratio",))), "How far each coefficient is from the truth.", _regression),
    "FlowChain": ChainLook(
        (("Spread", ("spread", "trained_spread")), ("Spread lost", ("lost",))), f"{GREY} Faint lines are earlier rounds.", _flow),
    "AutoencoderChain": ChainLook(
        (("Images in the tails", ("beyond",)), ("Spread of latent places", ("latent_spread",)), ("Effective digits", ("effective_numerals",))),
        "Digits as the newest generation makes them, beside real ones.", neural.digit_sheets),
    "RingFlowChain": ChainLook(
        (("Good points", ("quality",)), ("Modes", ("modes_held", "effective_modes")), ("Radius", ("radius",))),
        "Grey is the truth: eight modes on a ring; orange what the newest round made.", neural.ring_flow),
    "GanChain": ChainLook(
        (("Good points", ("quality",)), ("Modes", ("modes_held", "effective_modes"))),
        "Grey is where real points lie, orange what the generator makes.", neural.gan),
    "DiracChain": ChainLook(
        (("Distance from the solution", ("distance",)), ("The generator's error", ("generator_error",))),
        "Generator and critic chase each other around the solution in the middle.", _dirac, _dirac_moves),
    "TabularChain": ChainLook(
        (("Effective modes", ("effective_modes",)), ("Share of the commonest mode", ("modal_share",)), ("How often the mode moved", ("mode_moves",))),
        "Grey is the real data, orange what is generated.", _tabular, _mode_moves),
    "VerificationChain": ChainLook(
        (("Right labels made", ("right",)), ("Right labels among those kept", ("right_kept",))), "Labels as the newest classifier makes them, and those it was trained on.", _verification),
}  # fmt: skip
"""The look of each chain, by the name of its class."""
