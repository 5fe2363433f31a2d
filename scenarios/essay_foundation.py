"""What the essay says of grant-makers, sentence by sentence, in three settings."""

from specialisation_sim import Plane, Scenario
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import at, change
from specialisation_sim.claims.scenario_figures import figure

YEARS = 12


def ratio(year):
    """Statistic: how many times as sharply the large domain is seen as the small one."""

    def read(runs, series):
        then = series[series["time"] == year]
        return (then["precision_large"] / then["precision_small"]).to_numpy()

    return read


scenario = Scenario(
    title="The essay's foundation",
    question="Which of the essay's sentences on grant-makers hold, and in which setting?",
    passage="Lines O1, F1 and F2: someone slightly better at evaluating the larger field turns 70:30 into 75:25; "
    "who is trained on that becomes significantly better at it; inertia is strong.",
    story="foundation",
    variants=in_settings("foundation", {"amount read": {"attention": "amount"}}),
    steps=YEARS,
    replicates=200,
    claims=[
        *in_each(
            "Strong inertia: after twelve years awards are further from 70:30 than after one, by a point or more",
            change("award_share", 1, YEARS),
            "O1",
            ("HOLDS", "HOLDS", "FAILS"),
            above=0.01,
        ),
        *in_each(
            "From 70:30 awards go 75:25, to the nearest five points",
            at("award_share", 1),
            "F1",
            ("HOLDS", "FAILS", "FAILS"),
            plane=Plane(
                "precision", (0.25, 0.4, 0.52, 0.75, 1.0, 2.0), "exponent", (0.0, 0.1, 0.2, 0.4, 0.7, 1.0), replicates=5
            ),
            above=0.725,
            below=0.775,
        ),
        *in_each(
            "The founders evaluate the larger field only slightly better: their precision there is at most a "
            "quarter higher",
            ratio(0),
            "F1",
            ("FAILS", "FAILS", "HOLDS"),
            quantity="precision in the larger field over that in the smaller one (ratio), in year 0",
            below=1.25,
        ),
        *in_each(
            "Staff trained on last year's grants evaluate the larger field significantly better: at least twice as "
            "precisely",
            ratio(2),
            "F2",
            ("HOLDS", "HOLDS", "FAILS"),
            quantity="precision in the larger field over that in the smaller one (ratio), in year 2",
            above=2.0,
        ),
        *in_each(
            "Where precision grows with how much was read, in either field, awards still move two points further "
            "from 70:30 in twelve years",
            change("award_share", 1, YEARS),
            "O1",
            ("FAILS", "FAILS", "FAILS"),
            where="amount read",
            above=0.02,
        ),
    ],
    figures={
        "awards": figure(
            "small_multiples",
            "award_share",
            clock="year",
            title="The large domain's share of awards, in three settings",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
