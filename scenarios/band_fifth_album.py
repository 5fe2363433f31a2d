"""What makes a band's fifth album unlike its fourth: boredom, money, or both?

One claim says that the band comes to make a new genre at all, another that it does so on the fifth album. Which album
it is depends on what tours pay, as the map of the second claim shows.
"""

import numpy as np

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import Reading, at, average, change
from specialisation_sim.claims.scenario_figures import figure

BORED = {"variety": 0.5}
BOTH, POOR, CONTENT, RICH = "bored and rich", "bored, saves nothing", "rich, not bored", "rich at once, not bored"
VARIETIES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
TOURS = (10.0, 11.0, 11.5, 12.0, 12.5, 13.0, 14.0, 16.0)
CAPS, STUDIES = (0.0, 3.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0), (1.0, 2.0, 3.0, 6.0, 9.0, 12.0)
LESSONS, RETENTIONS = (6.0, 12.0, 18.0, 24.0, 30.0, 36.0, 48.0), (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0)


def first_on_the_fifth(tracks, times):
    """Whether the fifth album is mostly in the new genre, and none before it has a track of it."""
    before, fifth = tracks[:, (times > 0) & (times < 5)], tracks[:, times == 5][:, 0]
    return (np.all(before == 0, axis=1) & (fifth > 6)).astype(float)


scenario = Scenario(
    title="The fifth album",
    question="What makes a band's fifth album unlike its fourth: boredom, money, or both?",
    passage="The essay, on the band (B3, B4): by the fifth album they are bored and make something in a genre new "
    "to them; money from the tour of the fourth gave them the time off to learn it.",
    story="band",
    variants={BOTH: BORED, POOR: BORED | {"slack_cap": 3.0}, CONTENT: {}, RICH: {"slack_start": 30.0}},
    steps=10,
    replicates=2000,
    claims=[
        Claim(
            "In most bored and rich bands, the fourth album is all pop but for one track at most",
            at("pop_tracks", 4),
            of=BOTH,
            above=10.5,
            share=0.5,
            kind="consequence",
        ),
        Claim(
            "A bored and rich band makes its fifth album mostly in the new genre",
            at("idm_tracks", 5),
            of=BOTH,
            above=6.5,
            share=0.9,
            kind="essay",
            answers="B3",
        ),
        Claim(
            "In a bored and rich band the fifth album is the first that is mostly in the new genre",
            Reading("idm_tracks", first_on_the_fifth),
            of=BOTH,
            above=0.5,
            share=0.8,
            where=Plane("variety", VARIETIES, "tour", TOURS, replicates=60),
            kind="essay",
            answers="B3",
        ),
        Claim(
            "A bored and rich band learns the new genre within ten albums",
            at("widened", 10),
            of=BOTH,
            above=0.5,
            share=0.9,
            where=Plane("variety", VARIETIES, "tour", TOURS, replicates=60),
            kind="consequence",
        ),
        Claim(
            "Learning the new genre costs six months of savings or more, beyond what the tour pays",
            change("savings", 4, 5),
            of=BOTH,
            below=-6.0,
            share=0.8,
            kind="essay",
            answers="B4",
        ),
        Claim(
            "The fifth album has next to nothing in common with the fourth",
            at("album_similarity", 5),
            of=BOTH,
            below=0.2,
            share=0.8,
            kind="consequence",
        ),
        Claim(
            "A bored band without savings makes no track of the new genre on its fifth album",
            at("idm_tracks", 5),
            of=POOR,
            below=0.5,
            share=0.9,
            where=Plane("slack_cap", CAPS, "study", STUDIES, replicates=60),
            kind="essay",
            answers="B4",
        ),
        Claim(
            "A rich band that is not bored makes no track of the new genre on its fifth album",
            at("idm_tracks", 5),
            of=CONTENT,
            below=0.5,
            share=0.9,
            kind="control",
        ),
        Claim(
            "A band that is rich from the start and not bored makes no track of the new genre in ten albums",
            at("widened", 10),
            of=RICH,
            below=0.5,
            share=0.9,
            where=Plane("lessons", LESSONS, "retention", RETENTIONS, replicates=60),
            kind="control",
        ),
        Claim(
            "A band that learnt the new genre stays broad: more than 1.5 genres an album (effective number) on "
            "albums 6 to 10",
            average("effective_genres", 6, 10),
            of=BOTH,
            above=1.5,
            where=Plane("variety", VARIETIES, "focus", (0.25, 0.4, 0.5, 0.6, 0.75, 1.0), replicates=60),
            kind="foil",
            expected="FAILS",
        ),
    ],
    figures={
        "albums": figure(
            "albums",
            ["pop_tracks", "prog_tracks", "idm_tracks"],
            title="Only the bored and rich make a fifth album unlike the fourth",
        ),
        "savings": figure(
            "small_multiples",
            "savings",
            clock="album",
            title="Months of slack: saved up, and spent on learning",
        ),
        "likeness": figure(
            "small_multiples",
            "album_similarity",
            clock="album",
            title="Album by album: one break, then more of the same",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
