"""Compare shows who is left, labels an answer with its own question, and judges no claim that its runs cannot."""

from __future__ import annotations

import statistics

import pytest

pytest.importorskip("solara")

from specialisation_sim.runs.happened import happened
from specialisation_sim.ui import comparing, ensemble_charts
from specialisation_sim.ui.pages.answer import Answered, asked_of, claims_of, left_of
from specialisation_sim.ui.pages.findings import events_table, findings_table
from specialisation_sim.ui.pages.question import Question
from specialisation_sim.ui.stories import find


def answered(query):
    question = Question.read(query)
    [(call, given)] = question.job().units
    return Answered(question, call(*given), 0.1)


def test_a_question_of_survival_opens_with_who_lives_and_what_is_stored():
    assert Question.read("scenario=island-slack").names_shown()[:2] == ["living", "store"]
    assert Question.read("scenario=foundation-selectivity").names_shown()[0] == "award_share"
    assert "living" in Question.read("story=island").names_shown()


@pytest.fixture(scope="module")
def slack():
    return answered("scenario=island-slack&runs=6&steps=760")


def test_who_is_left_is_counted_over_all_runs(slack):
    left = slack.found["left"]["variety without slack"]
    assert left[1] == 6
    assert left[0] < 6
    band = slack.found["bands"]["living"]["variety without slack"]
    assert band["left"][0] == 6
    assert band["left"][-1] == left[0] == round(band["middle"][-1] * 6)
    assert f"{left[0]} of 6 foragers left" in left_of(slack)["variety without slack"]


def test_claims_about_a_later_day_are_not_judged_and_say_what_they_need(slack):
    late = {row["claim"] for row in slack.found["waiting"]}
    assert "A greedy forager starves after the crash" in late
    assert late.isdisjoint(row["claim"] for row in slack.found["findings"])
    table = findings_table(slack.found, "day", 760)
    assert "needs 1,460 days" in table
    assert table.count("not judged") == len(slack.found["waiting"])


@pytest.mark.parametrize(
    ("until", "end", "steps", "need"),
    [(None, 9, 9, 0), (None, 9, 8, 9), (None, 9, 10, 9), (5, 9, 5, 0), (5, 9, 4, 5)],
)
def test_a_claim_needs_the_time_that_it_reads(until, end, steps, need):
    reading = comparing.Reading("x", lambda values, times: values, until=until)
    assert comparing.steps_needed(reading, end, steps) == need


def test_what_happens_is_what_the_runs_themselves_report():
    island = find("island")
    parameters = island.Parameters(crash_day=5, crash_loss=0.99, slack_cap=1.0)
    found = comparing.compared("island", {"poor": parameters}, 4, 30, 1, ["living"], "")
    deaths = [
        next(time for time, words in happened(island, parameters, seed, 30) if "starves" in words) for seed in range(4)
    ]
    assert found["events"]["poor"] == [
        ["the game crashes", 4, 5.0],
        ["a forager starves", 4, float(statistics.median(deaths))],
    ]
    assert "day 5" in events_table(found["events"], "day", 4)


def test_an_answer_says_which_question_it_answers():
    plain = Question.read("scenario=island-slack&runs=9")
    moved = Question.read("scenario=island-slack&need=1.3&runs=9")
    own = Question.read("scenario=island-slack&need=1.3&runs=9&own=1")
    assert asked_of(plain).endswith("afford it?")
    assert asked_of(moved).endswith("With need = 1.3 in all.")
    assert asked_of(own).endswith("Yours has need = 1.3.")
    assert "changed values" in claims_of(moved)
    assert "from these 9 runs" in claims_of(plain)
    assert claims_of(plain) == claims_of(own)


def test_lines_are_thin_where_few_are_left_and_say_how_many():
    band = {"low": [1] * 4, "middle": [1, 2, 3, 4], "high": [4] * 4, "left": [10, 8, 4, 2]}
    series = [one for one in ensemble_charts.bands(range(4), {"a": band}, runs=10)["series"] if one["name"] == "a"]
    assert [one["data"] for one in series] == [[1, 2, None, None], [None, 2, 3, 4]]
    assert series[1]["lineStyle"]["width"] < series[0]["lineStyle"]["width"]
    assert series[1]["markPoint"]["label"]["formatter"] == "2 of 10 left"


def test_words_at_the_ends_of_lines_do_not_stand_on_each_other():
    def band(last):
        return {"low": [0, last], "middle": [0, last], "high": [0, last], "left": [10, 5]}

    ends = ensemble_charts.ends_of({"a": band(1.0), "b": band(0.98), "c": band(0.1)}, 10)
    assert [bool(words) for _, words, _ in ends.values()] == [False, False, True]
