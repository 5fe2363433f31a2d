"""A change from now on, a look back and a link: the same bits, the path that was left, and no move that is lost."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("solara")

from specialisation_sim.base.errors import UserError
from specialisation_sim.model.from_now_on import FromTheStartError, go_on_with
from specialisation_sim.registry import story
from specialisation_sim.ui import charts
from specialisation_sim.ui.ghosts import at_times, beside
from specialisation_sim.ui.links import View
from specialisation_sim.ui.pages.desk import FROM_START, Desk
from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.stories import fields_of

STORIES = ("island", "foundation", "band", "labour", "species", "generator", "gaussian", "march-1991")


def rows(world, steps):
    found = []
    with np.errstate(all="ignore"):
        for _ in range(steps):
            world.step()
            found.append([float(getattr(world, name)[0]) for name in world.observed])
    return np.array(found)


def another(kind, field):
    """Parameters with another value of one of them."""
    begun = kind.Parameters()
    values = field.choices if field.kind == "choice" else (field.low + 0.37 * (field.high - field.low), field.high)
    for value in values:
        try:
            moved = begun.but(**{field.name: field.read(round(value) if field.kind == "whole" else value)})
        except UserError:
            continue
        if moved != begun and moved.shape_key == begun.shape_key:
            return moved
    return None


@pytest.mark.parametrize("name", STORIES)
def test_a_change_before_the_first_step_is_the_same_as_to_begin_with_it(name):
    kind, moved = story(name), 0
    for field in fields_of(kind):
        parameters = another(kind, field)
        if parameters is None:
            continue
        world = kind(seeds=(3,), collect=False)
        go_on_with(world, parameters)
        with np.errstate(all="ignore"):
            begun = kind(parameters, seeds=(3,), collect=False)
        np.testing.assert_array_equal(rows(world, 3), rows(begun, 3), err_msg=field.name)
        moved += 1
    assert moved >= 3


@pytest.mark.parametrize("name", STORIES)
def test_a_change_and_back_again_leaves_the_same_bits(name):
    kind, plain = story(name), story(name)(seeds=(3,), collect=False)
    rows(plain, 4)
    moved, changed = copy.deepcopy(plain), 0
    for parameters in filter(None, (another(kind, field) for field in fields_of(kind))):
        try:
            go_on_with(moved, parameters)
        except FromTheStartError:
            continue
        go_on_with(moved, kind.Parameters())
        changed += 1
    assert changed >= 3
    np.testing.assert_array_equal(rows(plain, 6), rows(moved, 6))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("island", {"slack_start": 3.0}),
        ("foundation", {"large_share": 0.6}),
        ("foundation", {"founders": 3}),
        ("generator", {"large_share": 0.6}),
        ("arthur-1989", {"start_a": 5}),
    ],
)
def test_what_says_how_a_story_begins_is_refused_in_a_run(name, changes):
    kind = story(name)
    world = kind(seeds=(3,), collect=False)
    rows(world, 4)
    with pytest.raises(FromTheStartError, match="only from the start"):
        go_on_with(world, kind.Parameters().but(**changes))


def test_states_stay_and_draws_go_on_when_parameters_change():
    kind = story("island")
    plain, moved = (kind(seeds=(3,), collect=False) for _ in range(2))
    rows(plain, 50), rows(moved, 50)
    go_on_with(moved, kind.Parameters(need=0.5))
    assert (moved.experience == plain.experience).all()
    assert moved.store == plain.store
    plain.step(), moved.step()
    assert moved.cloud_cover == plain.cloud_cover
    assert float(moved.p.need) == 0.5


def test_skill_follows_at_once_what_is_changed_about_learning():
    kind = story("island")
    world = kind(seeds=(3,), collect=False)
    rows(world, 50)
    before = world.skill.copy()
    go_on_with(world, kind.Parameters(exponent=0.9))
    assert (world.skill != before).any()
    np.testing.assert_array_equal(world.skill, world.skill_of(world.experience))


def test_what_fixes_shapes_is_refused_in_a_run():
    kind = story("island")
    with pytest.raises(UserError, match="only from the start"):
        go_on_with(kind(seeds=(3,), collect=False), kind.Parameters(foragers=4))


def played(query="story=island", to=40, end=80):
    desk = Desk(View.read(query), end)
    desk.catch_up(to, 5.0)
    desk.show()
    return desk


def test_a_slider_changes_what_comes_and_the_path_without_it_stays():
    desk = played()
    before = desk.runner.snapshot
    desk.change({"need": "0.5"})
    assert desk.runner.snapshot.time == 40
    assert desk.runner.snapshot.series["store"] == before.series["store"]
    assert "from here on need = 0.5" in desk.runner.snapshot.events[-1][1]
    parted, ghost = desk.ghost
    assert (parted, ghost.time) == (40, 80)
    untouched = Runner(desk.kind, desk.starts, 0)
    assert ghost.series["store"] == untouched.step(80).series["store"]


def test_a_link_restores_a_run_with_its_changes_and_the_path_without_the_last():
    desk = played()
    desk.change({"need": "0.5"})
    desk.change({"need": "0.6"})
    desk.catch_up(60, 5.0)
    desk.change({"memory": "0.9"})
    desk.catch_up(70, 5.0)
    desk.show()
    query = replace(desk.shown.value, time=desk.moment.value).query()
    assert "later=40%3Aneed%3D0.6%3B60%3Amemory%3D0.9" in query
    again = Desk(View.read(query), 80)
    assert again.runner.snapshot.series == desk.runner.snapshot.series
    assert again.runner.snapshot.agents == desk.runner.snapshot.agents
    assert again.shown.value.holding() == desk.shown.value.holding()
    assert again.ghost[0] == 60
    assert again.ghost[1].series == desk.ghost[1].series


def test_from_the_start_begins_anew_with_all_values_and_keeps_the_old_path():
    desk = played()
    desk.change({"need": "0.5"})
    desk.applies.set(FROM_START)
    desk.change({"memory": "0.9"})
    assert desk.view.later == ()
    assert (desk.view.parameters.need, desk.view.parameters.memory) == (0.5, 0.9)
    assert desk.runner.snapshot.time == 40
    assert desk.ghost[0] == 0


def test_a_number_of_agents_is_changed_from_the_start_and_that_is_said():
    desk = played()
    desk.change({"foragers": "5"})
    assert desk.runner.world.size == 5
    assert "foragers can change only from the start" in desk.message.value
    assert desk.view.later == ()


def test_a_look_back_shows_that_moment_and_play_goes_on_from_the_latest():
    desk = played()
    at_25 = Runner(desk.kind, desk.starts, 0).step(25)
    desk.look_back(25)
    assert (desk.seen.snapshot.series, desk.seen.snapshot.agents) == (at_25.series, at_25.agents)
    assert desk.moment.value == 25
    assert "go on from day 40" in desk.message.value
    desk.step()
    assert desk.seen.snapshot.time == 41
    desk.look_back(99)
    assert desk.back is None


def test_a_change_while_one_looks_back_begins_a_new_path_there():
    desk = played()
    old = desk.runner.snapshot
    desk.look_back(25)
    desk.change({"need": "0.5"})
    assert desk.runner.snapshot.time == 25
    assert desk.view.later == ((25, "need", 0.5),)
    parted, ghost = desk.ghost
    assert (parted, ghost.series["store"][:41]) == (25, old.series["store"])
    assert ghost.time == desk.end


def test_there_is_no_look_back_in_a_run_changed_by_hand():
    desk = played()
    desk.runner.change(0, "slack", [3.0])
    desk.look_back(10)
    assert desk.back is None
    assert "changed by hand" in desk.message.value


@pytest.mark.parametrize("query", ["later=x:need=1", "later=3:nede=1", "later=3:need=-5", "later=" + "1:need=1;" * 60])
def test_a_link_with_a_change_that_does_not_hold_is_refused(query):
    with pytest.raises(UserError):
        View.read(f"story=island&{query}")


def test_ghosts_share_the_axis_of_the_longer_path():
    desk = played(to=20, end=40)
    desk.change({"need": "0.5"})
    desk.catch_up(30, 5.0)
    times, curves, ghosts = beside(desk.runner.snapshot, desk.ghost, ["store", "nothing"])
    assert (times[0], times[-1]) == (0, 40)
    assert curves["store"][31:] == [None] * 10
    assert ghosts["store"][:20] == [None] * 20
    assert None not in ghosts["store"][20:]
    assert at_times([0, 4, 8], [1.0, 2.0, 3.0], [0, 3, 4, 8, 9]) == [1.0, 1.0, 2.0, 3.0, None]


def test_a_ghost_is_thin_and_grey_and_not_in_the_legend():
    option = charts.lines([0, 1], {"a": [1, 2], "b": [2, 3]}, ghosts={"a": [None, 1]})
    ghost = option["series"][-1]
    assert ghost["lineStyle"]["width"] < option["series"][0]["lineStyle"]["width"]
    assert option["legend"]["data"] == ["a", "b"]
