"""How precisely one fit finds the mean: Figure 12 of "The Curse of Recursion", and what its table really shows.

The column "mean estimated" of the table holds the average absolute error of the estimate. That is never zero and says
nothing of a bias.
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.chains.theory import gaussian as theory
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import against

SIZES = {"a hundred data": 100, "ten thousand": 10_000, "ten million": 10_000_000}
EXACT = float(theory.mean_absolute_error(10_000_000))


scenario = Scenario(
    title="One fit",
    question="A mean is estimated from M draws: how far is it from the truth?",
    passage="Figure 12 of The Curse of Recursion: the mean estimated from ten million samples is 0.00024899, with "
    "a standard deviation of 1.89e-4.",
    story="gaussian",
    variants={name: {"samples": size} for name, size in SIZES.items()},
    steps=1,
    replicates=4000,
    claims=[
        Claim(
            f"With M = ten million data the mean absolute error is {EXACT:.3g}, which is sqrt(2/pi)/sqrt(M)",
            final("mean_error"),
            of="ten million",
            above=0.95 * EXACT,
            below=1.05 * EXACT,
            kind="consequence",
        ),
        Claim(
            "The estimated mean is 0.00024899, as the source's table says",
            final("mean"),
            of="ten million",
            above=0.9 * 0.00024899,
            below=1.1 * 0.00024899,
            kind="source",
            expected="FAILS",
        ),
        Claim(
            "An estimate from ten thousand data has a tenth of the error of one from a hundred",
            final("mean_error"),
            of="ten thousand",
            above=0.095 * float(theory.mean_absolute_error(100)),
            below=0.105 * float(theory.mean_absolute_error(100)),
            kind="consequence",
        ),
    ],
    figures={
        "error": against(
            "samples",
            "mean_error",
            exact=theory.mean_absolute_error,
            formula="exact: $\\sqrt{2 / \\pi M}$",
            title="One fit's error: mean and middle half of runs",
        )
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
