"""What share of a Zipf distribution do T draws miss? The share falls as T^-(B-1)/B.

Dohmatob et al. (2024), A tale of tails. The exponent is read from pairs of variants.
"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.chains.theory import discrete
from specialisation_sim.claims.readings import at, final
from specialisation_sim.claims.scenario_figures import figure, logarithmic

ZIPF = {"states": 5000, "exponent": 2.0}
EXACT = float(discrete.missing_mass(discrete.zipf(2.0, 5000), 1000))
HALF = float(0.5 * discrete.missing_mass(discrete.zipf(2.0, 5000), 250))

scenario = Scenario(
    title="A Zipf tail",
    question="In a Zipf distribution many events are rare: what share of it does one generation of samples lose, "
    "and what share do ten?",
    passage="Dohmatob et al. (2024): learning from synthetic data cuts the tail, and scaling laws break off.",
    story="discrete",
    variants={
        "250 draws": ZIPF | {"samples": 250},
        "1,000 draws": ZIPF | {"samples": 1000},
        "1,000 draws, kept": ZIPF | {"samples": 1000, "regime": "accumulate"},
    },
    steps=10,
    replicates=200,
    claims=[
        Claim(
            f"A thousand draws lose {EXACT:.4f} of the truth at once",
            at("missing_mass", 1),
            of="1,000 draws",
            above=0.95 * EXACT,
            below=1.05 * EXACT,
            kind="consequence",
        ),
        Claim(
            "A sample of a thousand misses half as much of the true distribution as one of 250, as the power law of "
            "the source says",
            at("missing_mass", 1),
            of="1,000 draws",
            above=0.95 * HALF,
            below=1.05 * HALF,
            kind="source",
        ),
        Claim(
            "Ten generations lose at least twice as much of the true distribution as one",
            final("missing_mass"),
            of="1,000 draws",
            above=2.0 * EXACT,
            where=Plane("exponent", (1.2, 1.5, 2.0, 2.5, 3.0), "samples", (100, 300, 1000, 3000), replicates=4),
            kind="consequence",
        ),
        Claim(
            "If all data are kept, nothing is lost after the first generation",
            final("missing_mass"),
            of="1,000 draws, kept",
            above=0.95 * EXACT,
            below=1.05 * EXACT,
            kind="source",
        ),
    ],
    figures={
        "missing": logarithmic(
            figure("bands", ["missing_mass", "states_left"], clock="generation", title="What a Zipf tail loses"),
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
