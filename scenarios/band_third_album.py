"""Is a band that began with seven pop songs and five of prog a pop band by its third album?

The noise with which songs are picked was chosen so that a first album of 7:5 is followed by about 9:3. So the second
album is no test. The test is the third album, and how many bands take each step.

Write down first: of a thousand such bands, how many go from 7:5 to about 9:3 to nearly no prog? What do the others do?
"""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import Reading, at
from specialisation_sim.claims.scenario_figures import figure

GREEDY, BORED, VERY_BORED = "greedy", "bored (variety 0.5)", "very bored (variety 2)"
NOISES = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1)
# Slower learners than these live on less than an album takes, and break up.
HALVES = (6.0, 12.0, 18.0, 24.0, 30.0, 36.0)
MIXES = (0.5, 0.54, 7 / 12, 0.62, 0.66, 0.7)
VARIETIES, MEMORIES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0), (0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
RETENTIONS = (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0)
FEW, MOST = {"below": 1.5, "share": 0.5}, {"above": 0.5, "share": 0.5}


def first_steps(number):
    """Whether a band takes so many steps of the path: mostly pop, then more pop, then a track of prog or none."""

    def read(prog, times):
        first, second, third = (prog[:, times == album][:, 0] for album in (1, 2, 3))
        steps = (first < 6, second < first, third <= 1)
        return np.all(steps[:number], axis=0).astype(float)

    return Reading("prog_tracks", read)


def growing_alike(similarity, times):
    """How much more the fourth album is like the third than the second was like the first."""
    return similarity[:, times == 4][:, 0] - similarity[:, times == 2][:, 0]


scenario = Scenario(
    title="The third album",
    question="Is a band that began with seven pop songs and five of prog a pop band by its third album?",
    passage="The essay, on the band (B1, B2): the first album has seven pop and five rock songs, the next 9:3, "
    "and they give up on rock entirely by the third. Rock is called prog here.",
    story="band",
    variants={
        GREEDY: {},
        "nothing is forgotten": {"retention": 1.0},
        BORED: {"variety": 0.5},
        VERY_BORED: {"variety": 2.0},
        "nothing is learnt": {"learning": "power", "exponent": 0.0},
    },
    steps=6,
    replicates=4000,
    claims=[
        Claim(
            "Most first albums have seven pop songs or more",
            at("pop_tracks", 1),
            of=GREEDY,
            above=6.5,
            share=0.5,
            kind="essay",
            answers="B1",
        ),
        Claim(
            "Most first albums have seven pop songs or fewer",
            at("pop_tracks", 1),
            of=GREEDY,
            below=7.5,
            share=0.5,
            kind="essay",
            answers="B1",
        ),
        Claim(
            "Most second albums have nine pop songs or more",
            at("pop_tracks", 2),
            of=GREEDY,
            above=8.5,
            share=0.5,
            where=Plane("noise", NOISES, "half", HALVES, replicates=150),
            kind="essay",
            answers="B1",
        ),
        Claim(
            "Most second albums have nine pop songs or fewer",
            at("pop_tracks", 2),
            of=GREEDY,
            below=9.5,
            share=0.5,
            kind="essay",
            answers="B1",
        ),
        Claim(
            "Weaker than the essay has it: most third albums have one track of prog or none",
            at("prog_tracks", 3),
            of=GREEDY,
            **FEW,
            where=Plane("noise", NOISES, "retention", RETENTIONS, replicates=150),
            kind="essay",
            answers="B2",
        ),
        Claim(
            "Most first albums are exactly 7:5",
            at("pop_tracks", 1),
            of=GREEDY,
            above=6.5,
            below=7.5,
            share=0.5,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "Most bands have more pop than prog on the first album",
            first_steps(1),
            of=GREEDY,
            **MOST,
            kind="consequence",
            quantity="whether a band takes the step (1 or 0)",
        ),
        Claim(
            "Most bands have more pop than prog on the first album, and still more pop on the second",
            first_steps(2),
            of=GREEDY,
            **MOST,
            kind="consequence",
            quantity="whether a band takes both steps (1 or 0)",
        ),
        Claim(
            "Most bands go all the way: a lean to pop, a stronger one, and a track of prog at most",
            first_steps(3),
            of=GREEDY,
            **MOST,
            where=Plane("noise", NOISES, "pop_ideas", MIXES, replicates=150),
            kind="essay",
            quantity="whether a band takes all three steps (1 or 0)",
            answers="B2",
            expected="FAILS",
        ),
        Claim(
            "More than one band in fifty becomes a prog band instead",
            at("pop_tracks", 3),
            of=GREEDY,
            below=1.5,
            share=0.02,
            kind="consequence",
        ),
        Claim(
            "Even if nothing is forgotten, most third albums have one track of prog or none",
            at("prog_tracks", 3),
            of="nothing is forgotten",
            **FEW,
            kind="consequence",
            expected="UNDECIDED",
        ),
        Claim(
            "Even if bands are a little bored, most third albums have one track of prog or none",
            at("prog_tracks", 3),
            of=BORED,
            **FEW,
            kind="consequence",
        ),
        Claim(
            "Even if bands are very bored, most third albums have one track of prog or none",
            at("prog_tracks", 3),
            of=VERY_BORED,
            **FEW,
            where=Plane("variety", VARIETIES, "memory", MEMORIES, replicates=150),
            kind="consequence",
            expected="FAILS",
        ),
        Claim(
            "If nothing is learnt, third albums have seven pop songs of twelve on average",
            at("pop_tracks", 3),
            of="nothing is learnt",
            above=6.85,
            below=7.15,
            kind="control",
        ),
        Claim(
            "The fourth album is more like the third than the second was like the first",
            Reading("album_similarity", growing_alike),
            of=GREEDY,
            above=0.02,
            kind="consequence",
        ),
    ],
    figures={
        "albums": figure(
            "albums",
            ["pop_tracks", "prog_tracks", "idm_tracks"],
            title="By the third album prog is nearly gone, unless bands are very bored or learn nothing",
        ),
        "prog": figure("album_counts", "prog_tracks", title="Where prog goes: most bands lose it, and some lose pop"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
