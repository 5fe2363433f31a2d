"""How chains look: what the newest generation has learned, beside the truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from . import chain_pictures as drawn
from . import neural, svg

if TYPE_CHECKING:
    from ..runner import Runner, Snapshot

AGENT = "model"

type Charts = tuple[tuple[str, tuple[str, ...]], ...]


class ChainLook(NamedTuple):
    """What is shown of one chain: its charts, a caption, its picture, and what happened in a step."""

    charts: Charts
    caption: str
    draw: Callable[[Any, Runner], str]
    follow: Callable[[Any], None] = lambda world: None


def extra(runner: Runner) -> Mapping[str, Any]:
    """The picture: it is made of arrays of the world, which no snapshot holds."""
    return {"picture": LOOKS[runner.kind.__name__].draw(runner.world, runner)}


def draw(snapshot: Snapshot) -> str:
    """The picture of a generation."""
    frame = f'<rect width="{svg.WIDTH}" height="{svg.HEIGHT}" fill="transparent"/>'
    return svg.frame(svg.agent(0, "model of this generation", frame + snapshot.extra["picture"]), "what is learned")


GREY = "Grey is the truth, orange what this generation has learned."
LOOKS = {
    "DiscreteChain": ChainLook(
        (
            ("What is left", ("effective_states", "states_left")),
            ("Tail and mode", ("tail_mass", "modal_share")),
            ("Distance from the truth", ("distance", "missing_mass")),
        ),
        f"{GREY} A cross marks a state that can no longer be drawn.",
        drawn.discrete_picture,
    ),
    "GaussianChain": ChainLook(
        (("Spread", ("spread",)), ("Mean", ("mean", "source_mean")), ("Distance from the truth", ("risk",))),
        f"{GREY} Faint lines are earlier generations.",
        drawn.gaussian_picture,
    ),
    "NoisyChain": ChainLook(
        (("Distance from the truth", ("distance",)), ("Squared distance", ("squared_error",))),
        "The path of the mean from the truth, in its first two dimensions.",
        drawn.noisy_picture,
        drawn.noisy_moves,
    ),
    "MixtureChain": ChainLook(
        (
            ("Spread of all", ("total_sd",)),
            ("Components", ("narrowest", "widest")),
            ("Distances", ("separation", "wandered")),
        ),
        f"{GREY} Marks below are the data that it was trained on.",
        drawn.mixture_picture,
    ),
    "TextChain": ChainLook(
        (
            ("Perplexity of real text", ("perplexity",)),
            ("Perplexity of its own text", ("first_perplexity",)),
            ("Effective vocabulary", ("effective_vocabulary",)),
        ),
        "How a passage begins that the newest generation wrote; … stands for rare words.",
        drawn.text_picture,
    ),
    "TiltChain": ChainLook(
        (
            ("Effective options", ("effective_options",)),
            ("Reward", ("mean_reward", "objective")),
            ("Share of the commonest", ("modal_share",)),
        ),
        "Grey is the reference, in colour the policy.",
        drawn.tilt_picture,
    ),
    "LinearAutoencoderChain": ChainLook(
        (
            ("Effective directions", ("effective_directions",)),
            ("Variance", ("total_variance", "strongest")),
            ("What is left of the weakest", ("weakest_left",)),
        ),
        "Grey is the real data, orange what this generation rebuilds.",
        drawn.autoencoder_picture,
    ),
    "RegressionChain": ChainLook(
        (("Error", ("error",)), ("Error, in errors of one fit", ("error_ratio",))),
        "How far each coefficient is from the truth.",
        drawn.regression_picture,
    ),
    "FlowChain": ChainLook(
        (("Spread", ("spread", "trained_spread")), ("Spread lost", ("lost",))),
        f"{GREY} Faint lines are earlier rounds.",
        drawn.flow_picture,
    ),
    "AutoencoderChain": ChainLook(
        (
            ("Images in the tails", ("beyond",)),
            ("Spread of latent places", ("latent_spread",)),
            ("Effective digits", ("effective_numerals",)),
        ),
        "Digits as the newest generation makes them, beside real ones.",
        neural.digit_sheets,
    ),
    "RingFlowChain": ChainLook(
        (("Good points", ("quality",)), ("Modes", ("modes_held", "effective_modes")), ("Radius", ("radius",))),
        "Grey is the truth: eight modes on a ring; orange what the newest round made.",
        neural.ring_flow,
    ),
    "GanChain": ChainLook(
        (("Good points", ("quality",)), ("Modes", ("modes_held", "effective_modes"))),
        "Grey is where real points lie, orange what the generator makes.",
        neural.gan,
    ),
    "DiracChain": ChainLook(
        (("Distance from the solution", ("distance",)), ("The generator's error", ("generator_error",))),
        "Generator and critic chase each other around the solution in the middle.",
        drawn.dirac_picture,
        drawn.dirac_moves,
    ),
    "TabularChain": ChainLook(
        (
            ("Effective modes", ("effective_modes",)),
            ("Share of the commonest mode", ("modal_share",)),
            ("How often the mode moved", ("mode_moves",)),
        ),
        "Grey is the real data, orange what is generated.",
        drawn.tabular_picture,
    ),
    "VerificationChain": ChainLook(
        (("Right labels made", ("right",)), ("Right labels among those kept", ("right_kept",))),
        "Labels as the newest classifier makes them, and those it was trained on.",
        drawn.verification_picture,
    ),
}
"""The look of each chain, by the name of its class."""
