"""What needs no browser: links, forms, options, the guard, the queue."""

import time
from threading import Event

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specialisation_sim import UserError
from specialisation_sim.ui import charts, comparing, diagrams, ensemble_charts, map_work, marks, work
from specialisation_sim.ui.clock import SHARE, Clock, Players
from specialisation_sim.ui.launch import listening
from specialisation_sim.ui.limits import CLASS, Limits
from specialisation_sim.ui.links import View, table, whole
from specialisation_sim.ui.pages.plan import MapPlan
from specialisation_sim.ui.pages.record_report import summary_html
from specialisation_sim.ui.stories import fields_of, find, names, nice, scenarios

# Links and files.


@given(exponent=st.floats(0, 2), seed=st.integers(0, 2**31), foragers=st.integers(1, 100_000))
def test_a_link_and_a_file_give_back_the_view(exponent, seed, foragers):
    view = View.read(f"story=island&exponent={exponent}&foragers={foragers}&seed={seed}")
    assert View.read(view.query()) == view
    assert View.from_toml(view.toml()) == view


@pytest.mark.parametrize("name", [name for name, one in scenarios().items() if hasattr(one, "variants")])
def test_every_variant_of_every_scenario_has_a_link(name):
    scenario = scenarios()[name]
    for variant in scenario.variants:
        view = View.begin(scenario.story, name, variant)
        assert view.changed() == {}
        assert View.read(view.query()) == view
        assert View.from_toml(view.toml()).parameters == view.parameters


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("story=iland", "did you mean 'island'"),
        ("story=island&exponent=9", "out of bounds"),
        ("story=island&exponent=x", "not valid"),
        ("story=island&seed=-1", "seed"),
        ("scenario=nothing", "unknown scenario"),
        ("scenario=island-slack&variant=nobody", "unknown variant"),
    ],
)
def test_a_link_that_does_not_hold_is_refused(query, message):
    with pytest.raises(UserError, match=message):
        View.read(query)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("story = ", "not TOML"),
        ("a = " + "[" * 20_000, "too many brackets"),
        ("a = " + "9" * 5_000, "not TOML"),
        ('story = "island"\nrun = "rm -rf /"', "unknown entry"),
        ('story = "island"\n[parameters]\nexponet = 1', "unknown parameter"),
        ("seed = 1", "needs a line"),
        ("#" * 60_000, "characters"),
    ],
    ids=range(7),
)
def test_a_file_that_holds_anything_else_is_refused(text, message):
    with pytest.raises(UserError, match=message):
        View.from_toml(text)


def test_values_that_differ_between_agents_travel_too():
    view = View.from_toml('story = "island"\n[parameters]\nforagers = 2\nneed = [0.1, 0.2]\n')
    assert view.parameters.need == (0.1, 0.2)
    assert View.from_toml(view.toml()) == view


def test_whole_numbers_are_whole():
    assert whole(" 7 ", "seed") == 7
    for wrong in ("7.5", "", "-1", None, "1e3", 2**40):
        with pytest.raises(UserError):
            whole(wrong, "seed")


def test_csv_has_a_head_and_rows():
    assert table({"a": [1, 2], "b": ["x", "y,z"]}) == 'a,b\n1,x\n2,"y,z"\n'


# Forms.


@pytest.mark.parametrize("story", names())
def test_every_parameter_is_in_the_form_and_its_slider_within_its_bounds(story):
    kind = find(story)
    fields = fields_of(kind)
    assert [field.name for field in fields] == list(kind.Parameters.model_fields)
    for field in fields:
        assert field.unit
        assert field.meaning
        assert field.source
        declaration = kind.Parameters.declarations()[field.name]
        if field.kind != "choice":
            assert declaration.allows(field.low), field
            assert declaration.allows(field.high), field
            assert 0 < field.step <= field.high - field.low


def test_scenarios_fit_on_their_sliders():
    for one in scenarios().values():
        for changes in getattr(one, "variants", {}).values():
            fields = {field.name: field for field in fields_of(find(one.story))}
            for name, value in changes.items():
                if fields[name].kind != "choice" and not isinstance(value, tuple):
                    assert fields[name].low <= value <= fields[name].high, name


@given(st.floats(1e-6, 1e9))
def test_nice_numbers_are_next(number):
    assert number * (1 - 1e-6) <= nice(number) <= 2.5 * number


# Options.


def test_curves_become_an_option_with_marks():
    option = charts.lines(
        [0, 2, 4], {"a_b": [1, None, 3], "slack": [5, 6, 7]}, units={"a_b": "share", "slack": "meals"}, marks=[(3, "x")]
    )
    assert [one["name"] for one in option["series"]] == ["a b", "slack (meals, right)"]
    assert option["series"][0]["data"] == [1, None, 3]
    assert option["series"][0]["markLine"]["data"] == [
        {"xAxis": 2, "name": "x", "label": {"align": "right", "offset": [0, 0]}}
    ]
    assert [one["yAxisIndex"] for one in option["series"]] == [0, 1]
    assert not option["animation"]


def test_every_mark_has_words_and_no_two_overlap():
    deaths = [(k, "a forager starves") for k in range(0, 100, 5)]
    named = marks.with_room(deaths, 101)
    assert 3 <= len(named) < len(deaths)
    spans = [
        (row, marks.NARROW * index / 100 - marks.LETTER * len(words) / 2, marks.LETTER * len(words))
        for index, words, row in named
        if 20 <= index <= 80
    ]
    for k, (row, left, width) in enumerate(spans):
        assert all(other != row or abs(left - at) >= width for other, at, _ in spans[:k])
    assert marks.with_room([(0, "x" * 90)], 10) == [(0, "x" * (marks.LONG - 1) + "…", 0)]


def test_bands_stack_their_width_on_their_low_end():
    option = ensemble_charts.bands([0, 1], {"v": {"low": [1, None], "middle": [2, 2], "high": [4, 4]}})
    low, width, middle = option["series"]
    assert (low["data"], width["data"], middle["data"]) == ([1, None], [3, None], [2, 2])


def test_unknown_cells_are_left_out():
    option = diagrams.heat([1, 2], [3, 4], [[0.5, None], [None, 1.0]], x="a", y="b", unit="u")
    assert option["series"][0]["data"] == [[0, 0, 0.5], [1, 1, 1.0]]


def test_the_path_of_a_cobweb_ends_at_the_fixed_point():
    shares = [k / 10 for k in range(11)]
    after = [0.5 + (share - 0.5) / 2 for share in shares]
    known = {"share": shares, "next": after, "low": after, "high": after}
    series = diagrams.cobweb({"as set": known}, start=0.9, of="x")["series"]
    path = next(one for one in series if one["name"] == "path")
    assert path["data"][-1] == pytest.approx([0.5, 0.5], abs=1e-3)


def test_a_chart_is_told_in_a_sentence():
    assert charts.sentence({"a_b": [1.0, None, 2.5]}, "meals") == "a b from 1 to 2.5 (meals)"
    assert charts.sentence({"a": []}, "meals") == "nothing yet (meals)"
    ghosts = {"a": [None, 3.0, 4.0], "b": [None, None]}
    assert charts.sentence({"a": [1.0, 2.0], "b": [5.0]}, "m", ghosts) == (
        "a from 1 to 2, to 4 without the change; b from 5 to 5 (m)"
    )


# The server's line.


def test_a_port_in_use_is_one_clear_error():
    with listening("127.0.0.1", 0) as line, pytest.raises(UserError, match="is in use; give another with --port"):
        listening("127.0.0.1", line.getsockname()[1])


# The clock and the queue.


def test_the_clock_plays_pauses_at_once_and_plays_once_only():
    steps = []
    clock = Clock(lambda number, until: (steps.append(number), clock.drawn.set(), number)[-1], Limits(), print)
    clock.speed = 1000
    clock.play()
    clock.play()
    time.sleep(0.3)
    begun = time.monotonic()
    clock.pause()
    assert time.monotonic() - begun < 0.2
    time.sleep(0.1)
    number = len(steps)
    time.sleep(0.2)
    assert len(steps) == number
    assert 100 < sum(steps) < 600


def test_those_who_play_together_share_the_time_for_steps(monkeypatch):
    monkeypatch.setattr("specialisation_sim.ui.clock.PLAYERS", players := Players())
    given, seen = [], Event()

    def advance(number, until):
        given.append(until - time.monotonic())
        seen.set()
        return 0

    for number in (0, 19):
        players.number, played = number, Clock(advance, CLASS, lambda reason: None)
        played.play()
        assert seen.wait(10)
        seen.clear()
    assert given[0] == pytest.approx(SHARE / CLASS.frames, rel=0.5)
    assert given[1] == pytest.approx(SHARE / CLASS.frames, rel=0.5), "and not twenty times as much"


def test_a_page_that_does_not_answer_is_paused():
    said, over = [], Event()
    bounds = Limits(idle=0.1)
    clock = Clock(lambda number, until: number, bounds, lambda reason: (said.append(reason), over.set()))
    clock.patience = 0.05
    clock.play()
    assert over.wait(10)
    assert "not answered" in said[0]
    assert not clock.playing


# The work.


def test_a_map_leaves_out_what_is_not_allowed():
    kind = find("foundation")
    given = (kind.Parameters(proposals=20), "handed_down", [0.0, 0.8], "outside", 0.5, "award_share", 2, 3)
    row = map_work.map_row("foundation", *given)
    assert row[0] is not None
    assert row[1] is None


def test_variants_are_compared_on_the_same_draws():
    kind = find("island")
    found = comparing.compared("island", {"a": kind.Parameters(), "b": kind.Parameters()}, 5, 20, 1, ["threshold"], "")
    assert found["bands"]["threshold"]["a"] == found["bands"]["threshold"]["b"]
    assert found["times"] == list(range(21))


def test_bands_are_quantiles_of_the_ensemble_with_and_without_runs_that_are_missing():
    values = np.random.default_rng(0).normal(size=(30, 4))
    values[:5, 1], values[:, 2] = np.nan, np.nan
    expected = np.nanquantile(values[:, [0, 1, 3]], (0.1, 0.5, 0.9), axis=0)
    found = comparing._quantiles(values)
    np.testing.assert_array_equal(found[:, [0, 1, 3]], expected)
    assert np.isnan(found[:, 2]).all()


def test_a_plan_that_is_too_large_is_refused():
    with pytest.raises(UserError, match="cells are too many"):
        MapPlan.read("story=island&map.cells=90").check()
    with pytest.raises(UserError, match="must differ"):
        MapPlan.read("story=island&map.x=need&map.y=need").check()
    with pytest.raises(UserError, match="did you mean 'exponent'"):
        MapPlan.read("story=island&map.x=exponet")


@pytest.mark.parametrize(
    ("query", "has"),
    [
        ("story=gaussian", False),
        ("story=gaussian&regime=mix", True),
        ("scenario=chain-mixture", False),
        ("scenario=chain-mixture&variant=a tenth original", True),
    ],
)
def test_a_map_begins_with_parameters_that_can_move(query, has):
    plan = MapPlan.read(query)
    assert ("outside" in (plan.x, plan.y)) == has


def test_uploads_are_bounded_and_named_without_their_folder(tmp_path):
    with pytest.raises(UserError, match="MB"):
        work.headed("big.csv", "A" * 400, 100)
    with pytest.raises(UserError, match="did not arrive whole"):
        work.headed("bad.csv", "???", 100)
    read = work.headed("../../x.csv", "YSxiCjEsMgo=", 100)
    assert (read["heads"], read["rows"]) == (["a", "b"], 1)


def test_summaries_are_told_without_markup_of_the_file():
    assert summary_html("# T\n## H\n- **a** <script>") == "<h2>H</h2><ul><li><b>a</b> &lt;script&gt;</li></ul>"


def test_a_line_is_wider_only_below_lines_that_are_nearly_the_same():
    def band(*middle):
        return {"low": list(middle), "middle": list(middle), "high": list(middle)}

    drawn = ensemble_charts.bands([0, 1, 2], {"a": band(1, 1, 2), "b": band(1, 1, 3), "c": band(5, None, 2)})
    widths = {line["name"]: line["lineStyle"].get("width") for line in drawn["series"] if line["name"] in "abc"}
    assert widths == {"a": 2.2 + 1.4, "b": 2.2, "c": 2.2}
