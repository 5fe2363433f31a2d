"""Foragers narrow by practice, and by wrong beliefs about what they do not try: does each make the other worse?

Hunting and fishing bring the same on average, all days are alike, and a catch of fish is a matter of luck. A forager
may or may not get better at what she does (practice). She may know her skill, or judge it by her own catches
(beliefs). Write down first: does practice narrow more, or less, where beliefs are mistaken?
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import Reading
from specialisation_sim.claims.scenario_figures import figure

STOVE = {"foragers": 1, "sunny": 0.5, "need": 0.0, "fish_noise": 1.0, "spread": 0.6}
SKILL, NONE = {"exponent": 0.32}, {"exponent": 0.0}
NEITHER, PRACTICE, BELIEFS, BOTH = "neither", "practice", "mistaken beliefs", "both"
FROM_HALF = Reading("hunting_record", lambda values, times: abs(values[:, -1] - 0.5), "distance from one half")

scenario = Scenario(
    title="Two kinds of narrowing",
    question="Foragers narrow by practice, and by wrong beliefs about what they do not try: does each make the "
    "other worse?",
    passage="Denrell & March (2001): what one no longer does, one no longer learns about. The essay (L3): one "
    "gets better and better at what one does.",
    story="island",
    variants={NEITHER: STOVE | NONE, PRACTICE: STOVE | SKILL, BELIEFS: STOVE | NONE, BOTH: STOVE | SKILL},
    variant_options={
        name: {"choose": "beliefs" if name in (BELIEFS, BOTH) else "best"}
        for name in (NEITHER, PRACTICE, BELIEFS, BOTH)
    },
    steps=1095,
    replicates=200,
    every=73,
    claims=[
        Claim(
            "Practice alone makes her narrow", FROM_HALF, of=PRACTICE, versus=NEITHER, above=0.005, kind="consequence"
        ),
        Claim(
            "Mistaken beliefs alone make her narrow",
            FROM_HALF,
            of=BELIEFS,
            versus=NEITHER,
            above=0.02,
            kind="consequence",
        ),
        Claim(
            "Added to mistaken beliefs, practice makes her narrow further, by at least two days in a hundred",
            FROM_HALF,
            of=BOTH,
            versus=BELIEFS,
            above=0.02,
            kind="consequence",
        ),
        Claim(
            "A forager who knows her skill and practises does not give up the task with the less certain catch",
            Reading("hunting_record", lambda values, times: values[:, -1] - 0.5, "above one half"),
            of=PRACTICE,
            above=-0.02,
            below=0.02,
            kind="control",
        ),
    ],
    figures={
        "hunting": figure("bands", ["hunting_record"], title="Practice and mistaken beliefs, apart and together"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
