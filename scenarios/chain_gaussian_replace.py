"""A normal distribution fitted again and again to its own sample: its mean wanders and its spread dies out.

The spread dies out in each run, although its average over all runs stays the same. Figures 4 to 6 of "The Curse of
Recursion"; the exact numbers are in `specialisation_sim.chains.theory.gaussian`.
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.chains.theory import gaussian as theory
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure, single_runs

EXACT = theory.risk([100] * 10)
EQUATION_3 = 9 / 100 + 3 / 200

scenario = Scenario(
    title="Refitted for ever",
    question="What becomes of a normal distribution that is fitted again and again to a hundred draws of itself?",
    passage="The Curse of Recursion, on one-dimensional Gaussians: the variance of the estimates diverges and the "
    "fitted variance collapses to zero almost surely.",
    story="gaussian",
    variants={
        "unbiased": {},
        "likelihood": {"variance_of": "likelihood"},
        "a thousand data": {"samples": 1000},
        "ten thousand data": {"samples": 10_000},
    },
    steps=200,
    every=10,
    replicates=6000,
    claims=[
        Claim(
            f"After ten fits the risk (squared error) is {EXACT:.4f}: every term of the source's formula needs "
            "a factor of 3/2",
            at("risk", 10),
            of="unbiased",
            above=0.93 * EXACT,
            below=1.07 * EXACT,
            kind="consequence",
        ),
        Claim(
            f"After ten fits the risk is {EQUATION_3:.4f}, as the source's equation 3 has it",
            at("risk", 10),
            of="unbiased",
            above=0.93 * EQUATION_3,
            below=1.07 * EQUATION_3,
            kind="source",
            expected="FAILS",
        ),
        Claim(
            "Most runs lose more than half of their variance",
            final("variance"),
            of="unbiased",
            below=0.5,
            share=0.6,
            kind="source",
        ),
        Claim(
            "Over all runs together, the variance of the data grows by the same step in each fit, to 1.3",
            at("second_moment", 30),
            of="unbiased",
            above=1.2,
            below=1.4,
            kind="source",
        ),
        Claim(
            "Within each run the fitted variance grows too, on average",
            at("variance", 30),
            of="unbiased",
            above=1.1,
            kind="foil",
            expected="FAILS",
        ),
        Claim(
            "With the maximum-likelihood variance, the variance over all runs stays the same: runs move apart by as "
            "much as each of them narrows",
            at("second_moment", 100),
            of="likelihood",
            above=0.85,
            below=1.15,
            kind="consequence",
        ),
        Claim(
            "With the maximum-likelihood variance, less than half of the variance is left within a run, on average",
            at("variance", 100),
            of="likelihood",
            below=0.5,
            kind="consequence",
        ),
        Claim(
            "With ten times the data most runs keep more than half of their variance after 200 fits",
            final("variance"),
            of="a thousand data",
            above=0.5,
            share=0.75,
            kind="consequence",
        ),
    ],
    figures={
        "drift": single_runs(
            ["mean_error", "spread_error"], clock="fit", title="How far mean and spread drift from the truth"
        ),
        "collapse": figure(
            "bands", ["mean", "spread", "risk"], clock="fit", title="The mean walks away, the spread dies out"
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
