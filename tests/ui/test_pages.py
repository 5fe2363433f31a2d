"""What pages show and ask for, without a browser: the gallery, questions, plans, pictures."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from long_tests import but_first
from quick import quick

from specialisation_sim import UserError, return_map
from specialisation_sim.claims import Scenario
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.output.claims_data import firmness_of_claims, read_claims
from specialisation_sim.stories import STORIES
from specialisation_sim.ui import charts, diagrams, ensemble_charts
from specialisation_sim.ui.gallery_data import card_of, shipped, write
from specialisation_sim.ui.job import Job
from specialisation_sim.ui.limits import Limits
from specialisation_sim.ui.links import View
from specialisation_sim.ui.pages.below import numbers_table, story_html
from specialisation_sim.ui.pages.drawn import maps_as_csv, points_text
from specialisation_sim.ui.pages.gallery import (
    CHAINS,
    RECORDS,
    claims_of,
    guess,
    matching,
    poster,
    sections,
    small_curves,
)
from specialisation_sim.ui.pages.plan import SHARES, MapPlan
from specialisation_sim.ui.pages.question import Question
from specialisation_sim.ui.pages.record_columns import fits
from specialisation_sim.ui.pictures.generator import rounded
from specialisation_sim.ui.pictures.learned import bars, curves
from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.stories import about, find, horizon, names, options_of, scenarios
from specialisation_sim.ui.watch.draw import figures

DOCS = Path(__file__).parents[2] / "docs"

# The gallery.


def test_the_gallery_knows_every_scenario_and_its_verdicts_are_those_of_the_docs():
    data = read_claims(DOCS / "claims.json")
    firm = firmness_of_claims(data)
    assert set(shipped()) == set(scenarios()) == set(data)
    for name, card in shipped().items():
        known = [[text, one["verdict"], firm.get((name, text), "")] for text, one in data[name]["claims"].items()]
        assert card["claims"] == known


def test_every_card_has_a_picture():
    for card in shipped().values():
        assert "<polyline" in small_curves(card)


def test_a_card_tells_how_its_claims_came_out():
    html = claims_of([["a < b", "HOLDS", "ROBUST"], ["c", "FAILS", ""]])
    assert "1 held" in html
    assert "1 failed" in html
    assert "a &lt; b" in html
    assert "robust nearby" in html


def test_cards_are_found_by_story_by_verdict_and_by_words():
    assert len(matching("", "", "")) == len(scenarios())
    assert {one.story for _, one in matching("species", "", "")} == {"species"}
    assert not {one.story for _, one in matching("chains", "", "")} & set(STORIES)
    assert [name for name, _ in matching("records", "", "")] == ["audit-open-philanthropy"]
    assert all(any(row[1] == "FAILS" for row in shipped()[name]["claims"]) for name, _ in matching("", "FAILS", ""))
    assert "island-slack" in [name for name, _ in matching("", "", "Afford VARIETY")]
    assert matching("", "", "no such words") == []


@pytest.mark.weekly("audits and figures of a whole scenario")
def test_a_card_is_made_of_a_result_and_written_with_its_audit(tmp_path):
    result = load_scenario("generator-seventy-thirty").run(replicates=3, mapped=False, progress=False)
    card = card_of(result)
    assert [row[1] for row in card["claims"]] == [str(finding.verdict) for finding in result.findings]
    assert {len(curve) for curve in card["curves"].values()} == {len(card["times"])}
    sentence = card["claims"][0][0]
    data = {"g": {"claims": {sentence: {"verdict": "HOLDS", "audit": {"firmness": "SHIFTED"}}}}}
    (tmp_path / "claims.json").write_text(json.dumps(data))
    write({"g": card}, tmp_path / "claims.json", tmp_path / "gallery.json")
    assert '"SHIFTED"' in (tmp_path / "gallery.json").read_text()


# What is told of a story.


@pytest.mark.parametrize("name", names())
def test_every_story_tells_what_happens_in_it(name):
    text = about(name)
    assert text.lead
    assert text.happens
    assert "`" not in story_html(name)
    assert horizon(name) > 0


def test_every_number_of_a_run_is_in_its_table():
    kind = find("tilt")
    html = numbers_table(Runner(kind, kind.Parameters(), seed=0))
    assert all(charts.plain(name) in html for name in kind.observed)


# Pictures.


@pytest.mark.parametrize("name", names())
def test_pictures_are_well_formed_and_within_their_frame(name):
    kind = find(name)
    runner = Runner(kind, quick(kind), seed=0, bounds=Limits())
    runner.step(2)
    tree = ElementTree.fromstring(runner.look.draw(runner.snapshot))
    _, _, width, height = map(float, tree.get("viewBox").split())
    for one in tree.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, wide, tall = (float(one.get(key, 0)) for key in ("x", "y", "width", "height"))
        assert x >= -1
        assert y >= -1
        assert x + wide <= width + 1
        assert y + tall <= height + 1


def test_bars_are_as_tall_as_their_chances_and_what_is_lost_is_crossed_out():
    svg = ElementTree.fromstring(f"<svg>{bars([0.5, 0.5, 0.0], [0.5, 0.25, 0.25], of='states')}</svg>")
    tall = [float(one.get("height")) for one in svg.iter("rect")][:6]
    assert tall == pytest.approx([200, 200, 100, 200, 100, 0], abs=0.1)
    assert [one.text for one in svg.iter("text")].count("\u00d7") == 1


def test_many_states_are_put_together():
    picture = bars([1 / 600] * 600, [1 / 600] * 600, of="states")
    assert "10 a bar" in picture
    assert picture.count("<rect") < 130


def test_a_spike_is_cut_off_and_said_to_be():
    xs, truth = [0.0, 1.0, 2.0], [0.1, 0.4, 0.1]
    assert "spike" in curves(xs, truth, [0.0, 40.0, 0.0], of="x")
    assert "spike" not in curves(xs, truth, [0.1, 0.5, 0.1], of="x")


def test_a_hundred_drawings_are_a_hundred():
    assert rounded([33.4, 33.3, 33.3]) == [34, 33, 33]
    assert sum(rounded([0.4, 99.6])) == 100


def test_a_sneeze_is_marked_and_told():
    kind = find("species")
    runner = Runner(kind, kind.Parameters(sneeze_year=3, sneeze_length=2), seed=0)
    runner.step(4)
    assert "sneezes" in runner.look.draw(runner.snapshot)
    runner.step(3)
    assert [words for _, words in runner.snapshot.events[:2]] == ["host 1 sneezes", "host 1 feeds again"]


def test_states_that_are_lost_are_events():
    kind = find("discrete")
    runner = Runner(kind, kind.Parameters(samples=10), seed=0)
    runner.step(3)
    lost = sum(1 if words.startswith("a ") else int(words.split()[0]) for _, words in runner.snapshot.events)
    assert lost == 10 - runner.snapshot.latest["states_left"]


# Recorded weather.


def test_a_scenario_with_recorded_weather_is_shown_under_its_own_sky():
    view = View.begin("island", "island-seattle")
    assert view.parameters.common_sky == 1
    kind = find("island")
    runner = Runner(kind, view.parameters, 0, options=options_of("island-seattle"))
    runner.step(20)
    scenario = scenarios()["island-seattle"]
    variant = next(iter(scenario.variants))
    series = (
        replace(scenario, steps=20, claims=())
        .run(replicates=1, seed=0, mapped=False, progress=False)
        .outcomes[variant]
        .series
    )
    for name in ("cloud_cover", "threshold"):
        np.testing.assert_allclose(np.array(runner.snapshot.series[name], dtype=float), series[name][:21], rtol=1e-4)


# Charts.


@pytest.mark.parametrize(
    ("times", "labels"),
    [
        (range(0, 201), [0, 30, 60]),
        (range(0, 1461, 3), [0, 300, 600]),
        (range(0, 1461, 5), [0, 200, 400]),
        (range(0, 6), [0, 1, 2]),
        (["2012", "2013", "2014"], ["2012", "2013", "2014"]),
    ],
)
def test_labels_of_time_are_round(times, labels):
    times = list(times)
    assert times[:: charts.every(times) + 1][:3] == labels


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([0.1, 0.9], (0, 1)),
        ([0.7, 0.99], (0.7, 1)),
        ([0.5, 0.5], (0, 1)),
        ([0.3, 0.6], (None, None)),
        ([0.1, 1.2], (None, None)),
    ],
)
def test_axes_of_shares_end_where_shares_do(values, ends):
    axis = charts.lines([0, 1], {"a": values}, units={"a": "share of x"})["yAxis"]
    assert (axis.get("min"), axis.get("max")) == ends


def test_one_s_own_variant_is_dashed():
    band = {"low": [0, 0], "middle": [1, 1], "high": [2, 2]}
    series = ensemble_charts.bands([0, 1], {"a": band, "yours": band})["series"]
    assert {one["name"]: one["lineStyle"].get("type") for one in series if one["name"] in ("a", "yours")} == {
        "a": None,
        "yours": "dashed",
    }


def test_the_values_one_came_with_are_marked_on_the_map():
    option = diagrams.heat([1, 2, 3], [4, 5], [[0, 1, 2], [1, 2, 3]], x="a", y="b", unit="u", here=(2.2, 4.9))
    assert option["series"][1]["data"] == [[1, 1]]


# Questions.


def test_one_s_own_variant_stands_beside_those_of_the_scenario():
    question = Question.read("scenario=foundation-outside-data&variant=own+awards+only&exponent=2&own=1")
    sets = question.sets()
    scenario = scenarios()["foundation-outside-data"]
    assert list(sets) == [*scenario.variants, "yours"]
    assert sets["yours"].exponent == 2
    assert {one.exponent for name, one in sets.items() if name != "yours"} == {1.0}
    assert Question.read(question.query()) == question


def test_or_a_slider_changes_all_variants():
    question = Question.read("scenario=foundation-outside-data&exponent=2")
    assert {one.exponent for one in question.sets().values()} == {2.0}
    assert "yours" not in question.sets()


def test_variants_without_room_are_named():
    question = Question.read("scenario=chain-adversarial-cures")
    assert len(question.sets()) + len(question.left_out()) == len(scenarios()["chain-adversarial-cures"].variants)
    assert question.left_out()


@pytest.mark.parametrize("name", names())
def test_a_question_a_plan_and_a_view_of_every_story_are_within_the_limits(name):
    assert isinstance(Question.read(f"story={name}").job(), Job)
    plan = MapPlan.read(f"story={name}")
    plan.check()
    assert MapPlan.read(plan.query()) == plan


@pytest.mark.parametrize("name", [key for key, one in scenarios().items() if isinstance(one, Scenario)])
def test_a_question_and_a_plan_of_every_scenario_are_within_the_limits(name):
    assert isinstance(Question.read(f"scenario={name}").job(), Job)
    MapPlan.read(f"scenario={name}").check()


# Return maps.


@pytest.mark.parametrize("name", but_first("return maps at other parameters", ["generator", "island"]))
def test_return_maps_are_those_of_the_package(name):
    plan = MapPlan.read(f"story={name}&map.runs=1")
    job = plan.return_job()
    results = [work(*given) for work, given in job.units]
    maps = plan.return_maps(results)
    kind = find(name)
    assert list(maps) == ["as set", f"with {kind.generation.force}"]
    expected = return_map(kind, plan.view.parameters, SHARES, runs=plan.each, progress=False)
    for column in ("share", "next", "low", "high", "unlearned"):
        np.testing.assert_allclose(maps["as set"][column], expected.table[column], rtol=1e-4, atol=1e-6)
    assert [point["stability"] for point in maps["as set"]["points"]] == expected.points["stability"].tolist()
    assert "slope" in points_text(maps)
    assert maps_as_csv(maps).startswith("setting,share,next,low,high,unlearned\nas set,0.0,")


def test_return_maps_come_piece_by_piece():
    plan = MapPlan.read("story=generator")
    work, given = plan.return_job().units[0]
    maps = plan.return_maps([work(*given)])
    assert list(maps) == ["as set"]
    assert len(maps["as set"]["share"]) == 3
    assert "when the map is whole" in points_text(maps)


@pytest.mark.parametrize("name", ["labour", "band", "island", "species", "discrete", "tilt", "tabular", "verification"])
def test_stories_and_chains_that_pass_on_a_share_have_a_return_map(name):
    work, given = MapPlan.read(f"story={name}&map.runs=1").return_job().units[1]
    found = work(*given)
    assert np.isfinite(found["learned"]).any()


def test_a_chain_that_remembers_more_than_a_share_is_refused_before_it_runs():
    with pytest.raises(UserError, match="remembers more than a share"):
        MapPlan.read("story=discrete&regime=accumulate").return_job()


def test_a_chain_has_none_and_says_so():
    with pytest.raises(UserError, match="has no return map"):
        MapPlan.read("story=gaussian").return_job()


# Records.


def test_columns_of_a_link_are_taken_where_the_record_has_them():
    assert fits("when", "Date", ["Date"])
    assert not fits("when", "Day", ["Date"])
    assert fits("weight", "", ["Date"])
    assert fits("period", "month", [])
    assert not fits("period", "week", [])


def test_a_verdict_stands_behind_a_guess_and_says_whether_it_was_right():
    html = guess("x", [["a < b", "FAILS", ""], ["c", "HOLDS", ""]], "<svg></svg>")
    shown, hidden = html.split('class="answer"')
    assert "a &lt; b." in shown
    assert "badge" not in shown
    assert [part.split('"')[0] for part in shown.split('type="radio" name="guess-x" class="')[1:]] == [
        "other",
        "right",
        "other",
    ]
    assert "In the model this is false." in hidden
    assert "<svg>" in hidden
    assert "1 failed" in hidden


def test_a_story_is_named_once_over_its_questions():
    found = sections(matching("", "", ""))
    assert list(found) == [*STORIES, CHAINS, RECORDS]
    assert sum(map(len, found.values())) == len(scenarios())
    assert all('id="poster-' + name + '"' in figures() for name in STORIES)
    assert poster("island").count("poster-island") == 1
    assert not poster(CHAINS)
