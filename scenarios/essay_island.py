"""What the essay says of the island, sentence by sentence, in three settings.

Write down first: which of these sentences hold only if hunting under a cloudy sky still brings something?
"""

from specialisation_sim import Plane, Scenario
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import at, average
from specialisation_sim.claims.scenario_figures import figure

YEAR, CRASH, END = 365, 1095, 1460
THIRD_YEAR, BEFORE, AFTER = (731, CRASH), (CRASH - 89, CRASH), (CRASH + 1, CRASH + 90)
EXPONENTS, COSTS = (0.05, 0.1, 0.2, 0.32, 0.5, 0.75, 1.0), (0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def much_better(runs, series):
    """Skill in hunting over skill in fishing, after three years."""
    then = series[series["time"] == CRASH]
    return (then["hunting_skill"] / then["fishing_skill"]).to_numpy()


def catch_after(runs, series):
    """The day's catch in the quarter after the game is gone, as a part of that in the quarter before."""
    return average("meals", *AFTER)(runs, series) / average("meals", *BEFORE)(runs, series)


scenario = Scenario(
    title="The essay's island",
    question="Which of the essay's sentences on the island hold, and in which setting?",
    passage="Lines L4 to L7 and S2 to S4: hunt when it is just a bit clouded, then when it is quite cloudy, and "
    "eventually every day, until the game is killed off.",
    story="island",
    variants=in_settings(
        "island",
        {
            "killed off": {"crash_day": CRASH, "crash_loss": 1.0},
            "crash": {"crash_day": CRASH, "crash_loss": 0.95, "regrowth": 0.005, "slack_start": 10.0},
            "rarer quarry": {"game_depletion": 0.002},
            "dislike": {"variety": 6.0},
        },
    ),
    steps=END,
    replicates=250,
    every=5,
    claims=[
        *in_each(
            "Alone, without trade, she gets better at what she does: skill in hunting at least doubles in three years",
            lambda runs, series: series["hunting_skill"].groupby(series["run"]).last(),
            "L4",
            ("HOLDS", "HOLDS", "FAILS"),
            quantity="skill in hunting at the end, of which a beginner has 1",
            above=2.0,
            share=0.9,
        ),
        *in_each(
            "She gets much better at hunting than at fishing: twice as good or more after three years",
            much_better,
            "L5",
            ("HOLDS", "HOLDS", "FAILS"),
            above=2.0,
            share=0.9,
        ),
        *in_each(
            "She hunts when it is quite cloudy: with up to three quarters of cloud by the end of the first year",
            at("threshold", YEAR),
            "L6",
            ("HOLDS", "HOLDS", "FAILS"),
            above=0.75,
            share=0.9,
        ),
        *in_each(
            "Eventually she hunts every day: on all recorded days of year three",
            average("hunting_share", *THIRD_YEAR),
            "L6",
            ("HOLDS", "HOLDS", "FAILS"),
            plane=Plane("exponent", EXPONENTS, "wrong_weather", COSTS, replicates=20),
            above=0.9999,
            share=0.9,
        ),
        *in_each(
            "Once the game is killed off she is in trouble: her catch falls by more than half",
            catch_after,
            "L7",
            ("HOLDS", "HOLDS", "FAILS"),
            where="killed off",
            below=0.5,
            share=0.9,
        ),
        *in_each(
            "A crash of the game forces her to change: in the quarter after it she fishes on most days, in most runs",
            average("hunting_share", *AFTER),
            "S2",
            ("FAILS", "HOLDS", "HOLDS"),
            where="crash",
            below=0.5,
            share=0.5,
        ),
        *in_each(
            "Where quarry gets rarer, she fishes more: on at least one more day in a hundred, in year three",
            average("hunting_share", *THIRD_YEAR),
            "S3",
            ("HOLDS", "FAILS", "UNDECIDED"),
            where="rarer quarry",
            versus="",
            below=-0.01,
            share=0.9,
        ),
        *in_each(
            "By simply not liking to hunt every day she does different things: she hunts on a tenth fewer of all "
            "days in year three",
            average("hunting_share", *THIRD_YEAR),
            "S4",
            ("FAILS", "HOLDS", "UNDECIDED"),
            where="dislike",
            versus="",
            below=-0.1,
            share=0.9,
        ),
    ],
    figures={
        "hunting": figure(
            "small_multiples",
            "hunting_share",
            smooth=20,
            title="Share of days hunted, in three settings and with countervailing forces",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
