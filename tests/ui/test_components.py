"""Pages without a browser: what widgets show and what they do when a page sends something."""

import json
import time

import ipyvuetify
import pytest
import solara

from specialisation_sim.ui.app import Boundary
from specialisation_sim.ui.jobs import Queue
from specialisation_sim.ui.pages import maps
from specialisation_sim.ui.pages.compare import Comparison
from specialisation_sim.ui.pages.explore import Explorer, charts_of
from specialisation_sim.ui.pages.gallery import Gallery
from specialisation_sim.ui.pages.records import Records
from specialisation_sim.ui.pages.tournament import Contest
from specialisation_sim.ui.widgets import Form


@pytest.fixture
def shown():
    """Render a page and look into it; closed at the end."""
    open_ones = []

    def render(element):
        box, context = solara.render(element, handle_error=False)
        open_ones.append(context)
        return Look(box)

    yield render
    for context in open_ones:
        context.close()


class Look:
    def __init__(self, box):
        self.box = box

    def all(self):
        todo = [self.box]
        while todo:
            one = todo.pop()
            yield one
            todo += [child for child in getattr(one, "children", []) if not isinstance(child, str)]
            todo += [child for slot in getattr(one, "v_slots", []) for child in slot.get("children", [])]

    def words(self):
        texts = [child for one in self.all() for child in getattr(one, "children", []) if isinstance(child, str)]
        return " ".join(
            [*texts, *(one.unsafe_innerHTML or "" for one in self.all() if hasattr(one, "unsafe_innerHTML"))]
        )

    def press(self, name):
        next(one for one in self.all() if isinstance(one, ipyvuetify.Btn) and name in one.children).click()

    def form(self):
        return next(one for one in self.all() if hasattr(one, "groups"))


def until(true, seconds=10):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_steps_and_reset(shown):
    look = shown(Explorer("story=band"))
    look.press("Step")
    assert "album 1" in look.words()
    look.press("To the end")
    until(lambda: "album 8" in look.words())
    look.press("Reset")
    assert "album 0" in look.words()


def test_a_slider_changes_the_parameter_and_a_wrong_value_is_refused(shown):
    look = shown(Explorer("story=island"))
    look.form().vue_change(["exponent", "1.5"])
    assert json.loads(look.form().values)["exponent"] == 1.5
    look.form().vue_change(["exponent", "99"])
    assert "out of bounds" in look.words()
    assert json.loads(look.form().values)["exponent"] == 1.5
    look.form().vue_change(["no_such", "1"])
    assert "unknown parameter" in look.words()


def test_too_many_agents_are_refused_in_the_page(shown):
    look = shown(Explorer("story=island"))
    look.form().vue_change(["foragers", 50_000])
    assert "too many to show" in look.words()


def test_play_and_pause(shown):
    look = shown(Explorer("story=island"))
    look.press("Play")
    until(lambda: "day 1" in look.words())
    look.press("Pause")
    assert "Play" in look.words()


def test_a_run_whose_people_are_gone_stops_and_says_why(shown):
    look = shown(Explorer("scenario=island-slack&variant=variety+without+slack&t=729"))
    look.press("Play")
    until(lambda: "The story ends on day 731: a forager starves, and nobody is left." in look.words())
    look.press("Step")
    assert "day 731" in look.words()
    look.press("Reset")
    until(lambda: "The story ends" not in look.words())


def test_a_run_that_comes_to_the_end_of_its_scenario_says_so(shown):
    look = shown(Explorer("scenario=band-fifth-album"))
    look.press("To the end")
    until(lambda: "here the scenario ends" in look.words())


def test_the_first_chart_is_what_the_question_is_about():
    looks = [("Skill", ("a", "b")), ("Stocks", ("c",)), ("Life", ("d", "e"))]
    assert charts_of(looks, "", []) == looks
    assert charts_of(looks, "", ["a"]) == looks
    assert charts_of(looks, "", ["e"]) == [looks[2], looks[0], looks[1]]
    assert charts_of(looks, "", ["f_g"]) == [("F g", ("f_g",)), looks[0], looks[1]]
    assert charts_of(looks, "c", ["e"]) == [("C", ("c",)), looks[0], looks[1]]


def test_a_link_that_does_not_hold_is_explained(shown):
    assert "did you mean" in shown(Explorer("story=ilsand")).words()


@pytest.mark.long("more of the browser")
def test_the_gallery_shows_questions_and_verdicts(shown):
    words = shown(Gallery()).words()
    assert "Is a taste for variety enough, or must one be able to afford it?" in words
    assert "held" in words
    assert "failed" in words


def test_a_form_stands_alone(shown):
    assert shown(Form(groups=[], values={}, starts={})).form().groups == "[]"


@pytest.mark.filterwarnings("ignore")
def test_an_error_of_ours_is_told_in_its_page_and_the_page_may_be_tried_again(shown, caplog):
    broken = solara.reactive(True)

    @solara.component
    def Page():
        if broken.value:
            raise RuntimeError("planted")
        solara.Text("as ever")

    look = shown(Boundary(Page))
    assert "This page cannot be drawn" in look.words()
    assert "planted" in look.words()
    assert "planted" in caplog.text
    broken.set(False)
    look.press("Try again")
    assert "as ever" in look.words()


def test_a_refused_value_is_counted_so_that_its_field_goes_back(shown):
    look = shown(Explorer("story=island"))
    look.form().vue_change(["exponent", "99"])
    assert look.form().refused == 1
    look.form().vue_change(["exponent", "0.7"])
    assert look.form().refused == 1


def test_the_map_of_a_page_that_is_closed_is_cancelled(monkeypatch):
    asked = []
    monkeypatch.setattr(Queue, "add", lambda self, job: asked.append(job) or job)
    _, context = solara.render(maps.Mapping("story=island&map.cells=3&map.go=phase"), handle_error=False)
    until(lambda: asked)
    assert [job.state for job in asked] == ["waiting"]
    context.close()
    assert [job.state for job in asked] == ["cancelled"]


@pytest.mark.parametrize(
    "opened",
    [
        Gallery,
        Records,
        Contest,
        lambda: Explorer("story=island"),
        lambda: Explorer("story=ilsand"),
        lambda: maps.Mapping("story=island"),
        lambda: Comparison("story=island"),
    ],
    ids=["gallery", "records", "tournament", "explore", "a wrong link", "map", "compare"],
)
def test_each_page_has_one_heading_of_the_first_level(shown, opened):
    tags = [one.tag for one in shown(opened()).all() if hasattr(one, "unsafe_innerHTML")]
    assert tags.count("h1") == 1


def test_the_path_without_a_change_is_said_to_those_who_cannot_see_it(shown):
    look = shown(Explorer("story=island&t=30&later=20:need=1.2"))
    assert "without the change" in " ".join(
        one.words for one in look.all() if isinstance(getattr(one, "words", 0), str)
    )
