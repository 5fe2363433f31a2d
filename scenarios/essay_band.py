"""What the essay says of the band, sentence by sentence, in three settings.

The first album is given and not tested. Time 0 comes after it, so that album 1 here is the band's second, and album 4
its fifth.
"""

from specialisation_sim import Plane, Scenario
from specialisation_sim.claims.essay import in_each, in_settings
from specialisation_sim.claims.readings import at
from specialisation_sim.claims.scenario_figures import figure

SECOND, THIRD, FOURTH, FIFTH = 1, 2, 3, 4
NOISES, EDGES = (0.02, 0.03, 0.05, 0.07, 0.1, 0.15), (16.0, 18.0, 20.0, 22.0, 24.0)
MEDIAN = {"share": 0.5}

scenario = Scenario(
    title="The essay's band",
    question="Which of the essay's sentences on the band hold, and in which setting?",
    passage="Lines O2, B1 to B4 and S6: 7:5, then 9:3, no rock at all by the third album; bored and with time "
    "off, a genre new to them.",
    story="band",
    variants=in_settings("band", {"no money": {"slack_cap": 3.0}, "six months": {"deadline": 6.0}}),
    steps=5,
    replicates=1000,
    claims=[
        *in_each(
            "The second album has nine pop songs or more, in the median",
            at("pop_tracks", SECOND),
            "B1",
            ("HOLDS", "HOLDS", "FAILS"),
            above=8.5,
            **MEDIAN,
        ),
        *in_each(
            "The second album has nine pop songs or fewer, in the median",
            at("pop_tracks", SECOND),
            "B1",
            ("FAILS", "FAILS", "HOLDS"),
            below=9.5,
            **MEDIAN,
        ),
        *in_each(
            "Rock is given up entirely by the third album: no track of it, in more than half of bands",
            at("prog_tracks", THIRD),
            "B2",
            ("FAILS", "FAILS", "FAILS"),
            plane=Plane("noise", NOISES, "prog_practice", EDGES, replicates=200),
            below=0.5,
            **MEDIAN,
        ),
        *in_each(
            "Rock is nearly, not entirely, given up by the third album: one track or none, in more than half of bands",
            at("prog_tracks", THIRD),
            "B2",
            ("UNDECIDED", "FAILS", "FAILS"),
            below=1.5,
            **MEDIAN,
        ),
        *in_each(
            "After the third album all songs are of one genre, in more than half of bands",
            at("effective_genres", FOURTH),
            "O2",
            ("FAILS", "FAILS", "FAILS"),
            below=1.0001,
            **MEDIAN,
        ),
        *in_each(
            "Bored, the band makes its fifth album mostly in a genre new to it, in more than half of bands",
            at("idm_tracks", FIFTH),
            "B3",
            ("HOLDS", "FAILS", "FAILS"),
            above=6.5,
            **MEDIAN,
        ),
        *in_each(
            "Without money from tours there is no track of the new genre on the fifth album, in nine bands of ten",
            at("idm_tracks", FIFTH),
            "B4",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="no money",
            below=0.5,
            share=0.9,
        ),
        *in_each(
            "With six months for an album there is no time to learn: no track of the new genre, in nine bands of ten",
            at("idm_tracks", FIFTH),
            "S6",
            ("HOLDS", "HOLDS", "HOLDS"),
            where="six months",
            below=0.5,
            share=0.9,
        ),
    ],
    figures={
        "albums": figure(
            "albums",
            ["pop_tracks", "prog_tracks", "idm_tracks"],
            title="From the second album on, in three settings",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
