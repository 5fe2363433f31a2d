"""A model that draws digits is trained on digits that the model before it drew, generation after generation.

Figures 8 and 9 of "The Curse of Recursion", with real scans of 8 by 8 pixels in place of MNIST. The model is a
variational autoencoder. All images are placed by the encoder of generation 0. Each pixel is drawn as ink or none, and
the weight of the information term is low (beta = 0.2).
"""

from functools import cache

import numpy as np
import pandas as pd

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, change, final
from specialisation_sim.claims.scenario_figures import figure

ALONE, HALF, ALL = "own images", "half real", "all kept"
SHOWN = (0, 1, 5, 10, 20)


@cache
def seen(parameters, seed):
    """What was made in some generations of a run, and where the first encoder places it."""
    from specialisation_sim.chains.learners.digits import digits
    from specialisation_sim.registry import story

    world = story("autoencoder")(parameters, seeds=[seed], collect=False)
    found = []
    for generation in range(SHOWN[-1] + 1):
        if generation:
            world.step()
        if generation in SHOWN:
            shades = world.shades[0] if generation else digits()[0]
            found.append((generation, shades, world.seen[0]))
    return found


def latent_places(result):
    """Figure 8: latent places of what was made, by generation, in the first run."""
    from specialisation_sim import figures

    parts = [
        pd.DataFrame(places[:1000], columns=["x", "y"]).assign(variant=name, time=generation)
        for name in (ALONE, HALF)
        for generation, _, places in seen(result.sets[name], result.seeds[0])
    ]
    return figures.clouds(
        pd.concat(parts),
        circle=2.0,
        clock="generation",
        of="image, by the two numbers that the first encoder describes it with (s.d. of the prior)",
        title="Images as the first encoder sees them: they move to the middle",
    )


def digits_made(result):
    """Figure 9: the chance of ink in images that were made, by generation, in the first run; at 0 real scans."""
    from specialisation_sim import figures

    pages = {}
    for name in (ALONE, HALF):
        for generation, images, _ in seen(result.sets[name], result.seeds[0]):
            pages[name, generation] = np.asarray(images[:25]).reshape(-1, 8, 8)
    return figures.contact_sheets(pages, clock="generation", title="Digits learned from digits learned from digits")


scenario = Scenario(
    title="Digits on digits",
    question="What becomes of images of digits when each model learns from those that the model before drew?",
    passage="Trained on its own output, an autoencoder's images become alike; mixing real images in holds it.",
    story="autoencoder",
    variants={ALONE: {}, HALF: {"outside": 0.5}, ALL: {"regime": "accumulate"}},
    steps=20,
    replicates=4,
    seed=0,
    claims=[
        Claim(
            "At first more than a tenth of the images lie more than two units from the centre of the latent space",
            at("beyond", 1),
            of=ALONE,
            above=0.1,
            kind="control",
            expected="UNDECIDED",
        ),
        Claim(
            "After twenty generations less than one image in 25 lies more than two units from the centre of the "
            "latent space",
            final("beyond"),
            of=ALONE,
            below=0.04,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With half real images, more than a tenth of the images still lie more than two units from the centre of "
            "the latent space",
            final("beyond"),
            of=HALF,
            above=0.1,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "If all images ever made are kept, more than a tenth of the images still lie more than two units from "
            "the centre of the latent space",
            final("beyond"),
            of=ALL,
            above=0.1,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "With half real images, no more images far from the centre are lost from the tenth generation on",
            change("beyond", 10, 20),
            of=HALF,
            above=-0.05,
            kind="source",
            expected="UNDECIDED",
        ),
        Claim(
            "Trained on its own images, the model draws fewer kinds of digits",
            change("effective_numerals", 1, 20),
            of=ALONE,
            below=-1.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "With half real images, the model draws as many kinds of digits as at first",
            change("effective_numerals", 1, 20),
            of=HALF,
            above=-0.5,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Trained on its own images, the newest model redraws real digits worse and worse",
            change("real_loss", 1, 20),
            of=ALONE,
            above=5.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "A model that saw half real images redraws real digits better than one that saw only its own",
            final("real_loss"),
            of=HALF,
            versus=ALONE,
            below=-5.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
    ],
    figures={
        "latent_places": latent_places,
        "digits_made": digits_made,
        "spread": figure(
            "bands",
            ["beyond", "effective_numerals", "real_loss"],
            clock="generation",
            title="The tails go, then the digits; half real images hold both",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
