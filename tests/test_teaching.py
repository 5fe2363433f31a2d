"""What lessons need: quick runs by one switch, predictions met, verdicts on a page; variants compared in passing."""

from dataclasses import replace

import matplotlib.image
import numpy as np
import pandas as pd
import pytest

from specialisation_sim import Claim, UserError, compare, load_scenario
from specialisation_sim.claims.readings import average, final
from specialisation_sim.figures.style import canvas
from specialisation_sim.output.lessons import replicates, score, verdicts


@pytest.fixture(scope="module")
def result():
    """Two variants of the island, with a claim that holds and one that fails."""
    claims = [
        Claim("Steep learners hunt more", final("hunting_record"), of="steep", versus="flat", above=0.0),
        Claim("Flat ones | only hunt", final("hunting_record"), of="flat", above=0.99),
    ]
    variants = {"flat": {"exponent": 0.0}, "steep": {"exponent": 1.0}}
    return compare("island", variants, 365, replicates=40, every=5, claims=claims)


@pytest.mark.parametrize(("switch", "runs"), [(None, 400), ("", 400), ("0", 400), ("1", 40)])
def test_one_switch_makes_lessons_quick(monkeypatch, switch, runs):
    monkeypatch.delenv("SPECIALISE_QUICK", raising=False)
    if switch is not None:
        monkeypatch.setenv("SPECIALISE_QUICK", switch)
    assert replicates(400) == runs


def test_a_quick_lesson_has_runs_enough_to_tell(monkeypatch):
    monkeypatch.setenv("SPECIALISE_QUICK", "1")
    assert (replicates(60), replicates(3)) == (20, 3)
    with pytest.raises(UserError, match="replicates = 0"):
        replicates(0)


def test_predictions_are_met():
    page = score({"hunts": 0.75, "starves": None}, {"hunts": 0.9, "starves": 0.5})._repr_markdown_().splitlines()
    assert page[2:] == ["| hunts | 0.75 | **0.9** | 0.15 |", "| starves | nothing | **0.5** |  |"]
    assert "| you wrote | the simulation says |" in page[0]


def test_a_record_is_no_simulation():
    assert "| the record says |" in score({"areas": None}, {"areas": 14.0}, says="the record says").splitlines()[0]


def test_a_question_that_was_not_asked_and_a_word_for_a_number_are_refused():
    with pytest.raises(UserError, match="did you mean 'hunts'"):
        score({"hunts": 0.75}, {"hunt": 0.9})
    with pytest.raises(UserError, match="'many' is not a number"):
        score({"hunts": "many"}, {"hunts": 0.9})
    with pytest.raises(UserError, match="prediction True is not a number"):
        score({"hunts": True}, {"hunts": 0.9})


def test_verdicts_tell_what_failed_too(result):
    lines = verdicts(result).splitlines()
    assert [line.split("**")[1] for line in lines[2:]] == ["HOLDS", "FAILS"]
    said = "share of hunting in all that was done so far (share of days), at the end, mean above 0"
    assert f"steep minus flat: {said}" in lines[2]
    assert {line.count("|") for line in lines} == {5}


def test_variants_compared_in_passing_are_those_of_a_scenario():
    scenario = load_scenario("island-slack")
    told = replace(scenario, steps=100, claims=()).run(replicates=4, seed=0, mapped=False, progress=False)
    again = compare("island", scenario.variants, 100, replicates=4, every=scenario.every, progress=False)
    pd.testing.assert_frame_equal(told.series, again.series)


def test_a_summary_tells_how_runs_are_spread(result):
    table, ends = result.summary(final("hunting_record")), result.outcomes["steep"].runs["hunting_record"]
    assert table.loc["steep", ["mean", "sd", "median"]].tolist() == pytest.approx(
        [ends.mean(), ends.std(), ends.median()]
    )
    assert table.loc["steep", ["low", "high"]].tolist() == pytest.approx(np.quantile(ends, [0.05, 0.95]).tolist())
    assert result.mean(final("hunting_record"), "steep") == pytest.approx(ends.mean())


def test_runs_without_a_number_are_left_out(result):
    never = average("hunting_share", 0, 0)
    assert np.isnan(result.mean(never, "flat"))
    assert result.summary(never)["runs"].tolist() == [0, 0]


def test_a_figure_of_a_result_has_its_units_and_clock(result):
    drawn = result.draw("bands", ["threshold", "hunting_record"])
    assert [axis.get_ylabel() for axis in drawn.axes] == [
        "threshold\n(share of sky)",
        "hunting record\n(share of days)",
    ]
    assert drawn.axes[-1].get_xlabel() == "day"


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (lambda result: result.draw("band", ["threshold"]), "unknown figure of a series 'band'; did you mean 'bands'"),
        (lambda result: result.draw("lineage", ["threshold"]), "unknown figure of a series 'lineage'"),
        (lambda result: result.draw("bands", ["treshold"]), "did you mean 'threshold'"),
        (lambda result: result.figure("survival"), "unknown figure 'survival'"),
        (lambda result: result.mean(final("living"), "step"), "did you mean 'steep'"),
        (lambda result: result.mean(final("livng"), "steep"), "did you mean 'living'"),
    ],
)
def test_a_misspelt_name_gets_the_nearest(result, ask, error):
    with pytest.raises(UserError, match=error.replace("?", r"\?")):
        ask(result)


@pytest.mark.long("audits and figures of a whole scenario")
def test_a_scenario_draws_its_own_figure_by_name():
    scenario = load_scenario("island-slack")
    assert scenario.run(replicates=3, mapped=False, progress=False).figure("survival").axes


@pytest.mark.long("audits and figures of a whole scenario")
def test_a_result_shows_where_its_claim_holds(result):
    scenario = load_scenario("island-every-day")
    mapped = scenario.claims[3]
    small = replace(
        scenario, claims=[replace(mapped, where=replace(mapped.where, replicates=2))], maps={}, steps=1095, every=1095
    )
    drawn = small.run(replicates=2, progress=False).where(mapped.sentence)
    assert mapped.sentence in drawn.axes[0].get_title(loc="left")
    with pytest.raises(UserError, match="unknown mapped claim"):
        result.where(mapped.sentence)


def test_a_notebook_shows_a_figure_small_enough_to_keep(tmp_path):
    figure, (axis,) = canvas(width=10, height=5)
    axis.plot([0, 1], [0, 1])
    (tmp_path / "shown.png").write_bytes(figure._repr_png_())
    assert matplotlib.image.imread(tmp_path / "shown.png").shape[:2] == (400, 800)
    assert figure._repr_png_() == figure._repr_png_()
