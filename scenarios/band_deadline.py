"""A label asks for an album every six months: does that keep a bored and rich band from learning a new genre?"""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import at, average, final
from specialisation_sim.claims.scenario_figures import figure

BORED = {"variety": 0.5}
FREE, LONG, HURRIED, RICH = "two years", "eighteen months", "six months", "six months, rich at once"
STUDIES, RECORDINGS = (0.0, 0.5, 1.0, 2.0, 4.0, 6.0, 9.0, 12.0, 15.0), (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
VARIETIES, MEMORIES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0), (0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
DEADLINES = (4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 24.0)

scenario = Scenario(
    title="The deadline",
    question="A label asks for an album every six months: does that keep a bored and rich band from learning a "
    "new genre?",
    passage="The essay, on slack (S6): if the label demands a hit within six months, there is no time to learn "
    "the new genre.",
    story="band",
    variants={
        FREE: BORED | {"deadline": 24.0},
        LONG: BORED | {"deadline": 18.0},
        HURRIED: BORED | {"deadline": 6.0},
        RICH: BORED | {"deadline": 6.0, "slack_start": 30.0},
    },
    steps=8,
    replicates=1000,
    claims=[
        Claim(
            "With two years for each album the band makes its fifth album mostly in the new genre",
            at("idm_tracks", 5),
            of=FREE,
            above=6.5,
            share=0.9,
            kind="control",
        ),
        Claim(
            "With a year and a half for each album the fifth is still mostly in the new genre",
            at("idm_tracks", 5),
            of=LONG,
            above=6.5,
            share=0.9,
            kind="consequence",
        ),
        Claim(
            "With six months for each album there is no track of the new genre on the fifth",
            at("idm_tracks", 5),
            of=HURRIED,
            below=0.5,
            share=0.9,
            where=Plane("study", STUDIES, "recording", RECORDINGS, replicates=60),
            kind="essay",
            answers="S6",
        ),
        Claim(
            "With six months for each album, even a band that is rich from the start makes no track of the new "
            "genre in eight albums",
            final("widened"),
            of=RICH,
            below=0.5,
            share=0.9,
            where=Plane("deadline", DEADLINES, "study", STUDIES, replicates=60),
            kind="consequence",
        ),
        Claim(
            "After eight albums the band with six-month deadlines has more savings than one that had two years for "
            "each album and learnt the new genre",
            final("savings"),
            of=HURRIED,
            versus=FREE,
            above=3.0,
            kind="consequence",
        ),
        Claim(
            "With six-month deadlines each album is more like the one before than with two years",
            average("album_similarity", 2, 5),
            of=HURRIED,
            versus=FREE,
            above=0.1,
            kind="consequence",
        ),
        Claim(
            "With six-month deadlines the bored band goes back to prog: more than three tracks an album on albums "
            "5 to 8",
            average("prog_tracks", 5, 8),
            of=HURRIED,
            above=3.0,
            where=Plane("variety", VARIETIES, "memory", MEMORIES, replicates=40),
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "albums": figure(
            "albums",
            ["pop_tracks", "prog_tracks", "idm_tracks"],
            title="The same bands and the same ideas under other contracts",
        ),
        "savings": figure(
            "small_multiples",
            "savings",
            clock="album",
            title="Money that the contract leaves no months to spend",
        ),
        "months": figure("album_counts", "months_taken", title="Only a long contract leaves the months to learn"),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
