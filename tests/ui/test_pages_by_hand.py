"""What pages ask for and what stands behind their cards, number by number."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.ui.gallery_data import drawn_runs
from specialisation_sim.ui.links import View
from specialisation_sim.ui.pages.desk import Desk
from specialisation_sim.ui.pages.question import RUNS, Question
from specialisation_sim.ui.pages.record_columns import asked_of
from specialisation_sim.ui.watch.stages import labour

CHOSEN = dict.fromkeys(("weight", "count", "group", "split", "sheet", "currency", "year_starts"), "")
CHOSEN |= {"when": "Date", "what": "Area", "shape": "long", "bad": "refuse", "period": "year", "ahead": "no"}


def test_an_audit_is_asked_for_what_was_chosen_and_nothing_else():
    blank = dict.fromkeys(("weight", "count", "group", "split", "sheet", "currency", "year_starts", "ahead"))
    asked = blank | {"when": "Date", "what": "Area", "skip_bad": False, "wide": False, "period": "year"}
    assert asked_of(CHOSEN) == asked
    assert asked_of(CHOSEN | {"bad": "leave out"}) == asked | {"skip_bad": True}
    for name in ("group", "split", "sheet", "currency", "year_starts", "weight", "count"):
        assert asked_of(CHOSEN | {name: "x"}) == asked | {name: "x"}


@pytest.mark.parametrize(
    ("query", "runs"),
    [
        ("story=island", RUNS),
        ("story=island&runs=9", 9),
        ("story=island&runs=1", 2),
        ("scenario=generator-easy-cats", 20),
        ("scenario=generator-easy-cats&runs=50", 50),
    ],
)
def test_a_question_has_as_many_runs_as_are_asked_or_as_is_usual(query, runs):
    assert Question.read(query).runs == runs


def test_who_keeps_the_books_just_half_of_the_time_is_a_trainer():
    shares = {f"share_{index}": np.array([0.5, share]) for index, share in enumerate((0.5, 0.76, 0.2, 1.0))}
    tape = SimpleNamespace(steps=1, columns=shares | {"best": np.array([2.0, 3.0]), "other": np.array([1.0, 2.0])})
    assert labour.facts(tape, 0) == {
        **{"year": 0, "ratio": 2.0, "most": 0.5, "accountants": 0, "trainers": 4, "narrow": 0, "all": 4},
    }
    later = labour.facts(tape, 7)  # no later than the tape
    assert (later["accountants"], later["trainers"], later["narrow"], later["ratio"]) == (2, 2, 3, 1.5)


def test_a_card_has_the_median_of_what_its_first_claim_reads():
    scenario = Scenario(
        title="Hunting",
        question="Who hunts?",
        passage="who hunts",
        story="island",
        steps=2,
        every=1,
        replicates=3,
        variants={"one": {}},
        claims=(Claim("She hunts", final("hunting_record"), of="one", above=0.5),),
    )
    rows = [(run, time, 0.1 * run + time) for run in (0, 1, 5) for time in (0, 1, 2)]
    series = pd.DataFrame(rows, columns=["run", "time", "hunting_record"])
    drawn = drawn_runs(SimpleNamespace(scenario=scenario, outcomes={"one": SimpleNamespace(series=series)}))
    assert drawn == {
        "observable": "hunting_record",
        "unit": drawn["unit"],
        "clock": "day",
        "times": [0, 1, 2],
        "curves": {"one": [0.1, 1.1, 2.1]},
    }
    assert "hunt" in drawn["unit"] or "days" in drawn["unit"]


def test_a_step_moves_the_time_of_the_link_and_draws_no_slider_anew():
    desk, drawn = Desk(View.read("story=island&foragers=3"), 10), []
    desk.shown.subscribe(drawn.append)
    desk.step()
    assert (desk.moment.value, drawn) == (1, [])
    desk.change({"foragers": 4})
    assert [view.parameters.foragers for view in drawn] == [4]
