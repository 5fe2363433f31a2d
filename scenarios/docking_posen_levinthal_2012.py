"""Posen and Levinthal (2012), asked again: how much exploration pays, and does it pay more in a changing world?"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure


def at_rate(temperature, turbulence=0.0):
    """Parameters of one cell of the paper's table."""
    return {"temperature": temperature, "turbulence": turbulence}


GREEDY, SOME, MUCH = "hardly any (tau 0.02)", "some (tau 0.5)", "much (tau 1)"
OTHER_PRIOR = "some (tau 0.5), a prior of one try"
CALM, WILD = "eta 0.005", "eta 0.32"


scenario = Scenario(
    title="Chasing a moving target",
    question="How much exploration of other options pays, and does more of it pay in a changing world?",
    passage="Exploration pays up to a point; a little turbulence makes it worth more, much makes it "
    "worth less (Posen & Levinthal 2012).",
    story="posen-levinthal-2012",
    variants={
        GREEDY: at_rate(0.02),
        SOME: at_rate(0.5),
        MUCH: at_rate(1.0),
        OTHER_PRIOR: at_rate(0.5) | {"prior": 1.0},
        f"{GREEDY}, {CALM}": at_rate(0.02, 0.005),
        f"{SOME}, {CALM}": at_rate(0.5, 0.005),
        f"{GREEDY}, {WILD}": at_rate(0.02, 0.32),
        f"{SOME}, {WILD}": at_rate(0.5, 0.32),
    },
    steps=500,
    replicates=4000,
    every=50,
    claims=[
        Claim(
            "In a calm world some exploration earns over 30 points more than hardly any exploration",
            final("performance"),
            of=SOME,
            versus=GREEDY,
            above=30,
            kind="source",
        ),
        Claim(
            "In a calm world some exploration earns 281 points, as in a public replication",
            final("performance"),
            of=SOME,
            above=276,
            below=287,
            kind="source",
        ),
        Claim(
            "In a world that changes a little, some exploration earns over 40 points more than hardly any exploration",
            final("performance"),
            of=f"{SOME}, {CALM}",
            versus=f"{GREEDY}, {CALM}",
            above=40,
            kind="source",
        ),
        Claim(
            "In a world that changes a lot, some exploration earns less than 15 points more than hardly any "
            "exploration",
            final("performance"),
            of=f"{SOME}, {WILD}",
            versus=f"{GREEDY}, {WILD}",
            below=15,
            kind="source",
        ),
        Claim(
            "People who explore twice as much know more",
            final("knowledge"),
            of=MUCH,
            versus=SOME,
            above=0.1,
            kind=("source"),
        ),
        Claim(
            "People who explore twice as much earn less",
            final("performance"),
            of=MUCH,
            versus=SOME,
            below=-25,
            kind="source",
        ),
        Claim(
            "People who hardly explore end with an option that pays out less than eight times in ten",
            final("chance_taken"),
            of=GREEDY,
            below=0.8,
            kind="consequence",
        ),
        Claim(
            "If the first belief weighs as much as one try instead of two, knowledge is lower by more than 0.05",
            final("knowledge"),
            of=OTHER_PRIOR,
            versus=SOME,
            below=-0.05,
            kind="consequence",
        ),
        Claim(
            "If the first belief weighs as much as one try instead of two, earnings change by less than 5 points",
            final("performance"),
            of=OTHER_PRIOR,
            versus=SOME,
            above=-5,
            below=5,
            kind="consequence",
        ),
    ],
    figures={
        "performance": figure(
            "bands", ["performance", "knowledge"], clock="period", title="Who explores more knows more and earns less"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
