"""Levinthal (1997), asked again: how interdependence keeps organisations apart, and near where they were founded."""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

NONE, SOME, FULL = "independent (K = 0)", "K = 5", "all depend on all (K = 9)"

scenario = Scenario(
    title="Rugged landscapes",
    question="Do organisations that improve step by step become alike, or stay what they were founded as?",
    passage="Tightly coupled organisations differ for good, since each improves to the peak nearest to "
    "where it was founded (Levinthal 1997).",
    story="levinthal-1997",
    variants={
        NONE: {"interdependence": 0},
        SOME: {"interdependence": 5},
        FULL: {"interdependence": 9},
        f"{NONE}, jumps": {"interdependence": 0, "jumps": 1.0},
        f"{SOME}, jumps": {"interdependence": 5, "jumps": 1.0},
        f"{FULL}, jumps": {"interdependence": 9, "jumps": 1.0},
    },
    steps=100,
    replicates=200,
    every=10,
    claims=[
        Claim(
            "If attributes are independent, all organisations become alike on nine landscapes in ten",
            final("forms_left"),
            of=NONE,
            below=2,
            share=0.9,
            kind="source",
        ),
        Claim(
            "If attributes depend on each other, more than twenty different forms of a hundred are left",
            final("forms_left"),
            of=SOME,
            above=20,
            kind="source",
        ),
        Claim(
            "If every attribute depends on every other, more than 70 % of attributes are as at founding",
            final("founding_kept"),
            of=FULL,
            above=0.7,
            kind="source",
        ),
        Claim(
            "If attributes are independent, half of them are as at founding, as chance would have it",
            final("founding_kept"),
            of=NONE,
            above=0.48,
            below=0.52,
            kind="control",
        ),
        Claim(
            "If every attribute depends on every other, long jumps raise performance",
            final("mean_fitness"),
            of=f"{FULL}, jumps",
            versus=FULL,
            above=0.03,
            kind="source",
        ),
        Claim(
            "If attributes are independent, long jumps bring nothing",
            final("mean_fitness"),
            of=f"{NONE}, jumps",
            versus=NONE,
            above=-0.01,
            below=0.01,
            kind="control",
        ),
    ],
    figures={
        "forms": figure(
            "bands", ["forms_left", "mean_fitness"], clock="period", title="Interdependence keeps organisations apart"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
