"""The island with real weather: daily weather in Seattle, 2012 to 2015.

Each run begins on another day of the record. The record has no cloud cover. ``data/README.md`` says how it was
computed from temperature and rain, and what another way to compute it would change: that fishing wins does not depend
on it, but by how much does.
"""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, average, final
from specialisation_sim.claims.scenario_figures import figure
from specialisation_sim.runs.options import WhenRun

ONE_SKY = {"common_sky": 1.0}
LAST_YEAR = (1097, 1461)


def clouds_of_seattle():
    """Cloud cover of each day of the record."""
    from specialisation_sim import shipped_weather

    return shipped_weather("seattle").cloud


scenario = Scenario(
    title="Seattle",
    question="Where most days are cloudy, does the forager narrow to fishing instead?",
    passage="The essay, on the division of labour (L5), turned round: with sun on three days in four one gets "
    "much better at hunting. Here most days are cloudy.",
    story="island",
    variants={
        "80 % progress ratio (b = 0.32)": ONE_SKY | {"exponent": 0.32},
        "steep learning (b = 1)": ONE_SKY | {"exponent": 1.0},
        "no learning": ONE_SKY | {"exponent": 0.0},
    },
    steps=1461,
    replicates=200,
    options={"weather": WhenRun(clouds_of_seattle)},
    claims=[
        Claim(
            "Without learning she goes on hunting whenever less than half of the sky is cloudy",
            at("threshold", 1461),
            of="no learning",
            above=0.499,
            below=0.501,
            kind="control",
        ),
        Claim(
            "In Seattle's weather she fishes on most days",
            final("hunting_record"),
            of="80 % progress ratio (b = 0.32)",
            below=0.5,
            share=0.95,
            kind="consequence",
        ),
        Claim(
            "In Seattle's weather the cloud threshold creeps down: she comes to fish even on days with less than "
            "half cloud",
            at("threshold", 1461),
            of="80 % progress ratio (b = 0.32)",
            below=0.45,
            share=0.95,
            kind="consequence",
        ),
        Claim(
            "With learning she hunts on at least one day in twenty less than the weather alone would have it",
            average("hunting_share", *LAST_YEAR),
            of="80 % progress ratio (b = 0.32)",
            versus="no learning",
            below=-0.05,
            kind="consequence",
        ),
        Claim(
            "By the weather alone most days in Seattle are hunting days, as on the essay's island",
            final("hunting_record"),
            of="no learning",
            above=0.5,
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "threshold": figure(
            "bands",
            ["threshold", "hunting_share"],
            smooth={"hunting_share": 90},
            title="Under a cloudy sky the forager becomes a fisher",
        ),
        "by_day_of_arrival": figure(
            "small_multiples",
            "threshold",
            title="Twelve foragers who arrived on different days of the record",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
