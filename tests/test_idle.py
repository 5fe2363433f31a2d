"""Parameters that are said to do nothing in a setting do nothing there, to the bit; forms have no slider for them."""

import numpy as np
import pytest

from specialisation_sim import story
from specialisation_sim.registry import STORIES
from specialisation_sim.ui.links import View
from specialisation_sim.ui.pages.shared import groups_of, not_shown
from specialisation_sim.ui.stories import KEYS, fields_of, idle_of, key_names, scenarios_of

CASES = [(name, idle) for name in STORIES for idle in story(name).idle]


def path(kind, parameters, steps=25):
    """All observables of two runs."""
    world = kind(parameters, seeds=(0, 1), collect=False)
    rows = []
    with np.errstate(all="ignore"):
        for _ in range(steps):
            world.step()
            rows.append([np.asarray(getattr(world, each), dtype=float) for each in kind.observed])
    return np.array(rows)


def where_idle(name, idle):
    """Parameters of a story or of one of its scenarios in which one does nothing."""
    kind = story(name)
    sets = [kind.Parameters(), *(View.begin(name, key).parameters for key in scenarios_of(name))]
    if idle == "exponent":
        sets.append(kind.Parameters(learning="saturating", **({"schooling": 10} if name == "labour" else {})))
    return next(each for each in sets if idle in kind.without_effect(each))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("name", "idle"), CASES, ids=lambda word: word)
def test_what_is_said_to_do_nothing_does_nothing(name, idle):
    kind, parameters = story(name), where_idle(name, idle)
    (field,) = (each for each in fields_of(kind) if each.name == idle)
    before = path(kind, parameters)
    for part in (0.2, 0.9):
        value = field.low + part * (field.high - field.low)
        other = parameters.but(**{idle: field.read(round(value) if field.kind == "whole" else value)})
        np.testing.assert_array_equal(path(kind, other), before)


@pytest.mark.parametrize(
    ("name", "changes", "bites"),
    [
        ("island", {"crash_day": 5, "need": 0.0}, "crash_loss"),
        ("foundation", {"outside": 0.2}, "outside_every"),
        ("species", {"coupling": 0.5, "sneeze_year": 3}, "regrowth"),
        ("generator", {"classes": 3}, "tail"),
        ("labour", {"market": "trade"}, "taste"),
    ],
)
def test_what_bites_has_a_slider(name, changes, bites):
    kind = story(name)
    view = View.begin(name).but(changes)
    assert bites not in idle_of(kind, view.parameters)
    assert bites in {field["name"] for group in groups_of(view) for field in group["fields"]}
    assert bites.replace("_", " ") + ":" not in not_shown(view)


@pytest.mark.parametrize("name", STORIES)
def test_four_sliders_come_first_and_every_field_is_in_one_group(name):
    for scenario in ("", *scenarios_of(name)):
        view = View.begin(name, scenario)
        groups = groups_of(view)
        assert [group["open"] for group in groups] == [True, *[False] * (len(groups) - 1)]
        assert len(groups[0]["fields"]) == KEYS
        shown = [field["name"] for group in groups for field in group["fields"]]
        assert len(shown) == len(set(shown))
        idle = set(idle_of(story(name), view.parameters)) | {"sunny"}
        assert {field.name for field in fields_of(story(name))} - set(shown) <= idle


def test_a_scenario_s_own_question_comes_first():
    assert key_names(story("island"), "island-slack")[0] in {"variety", "slack_cap", "slack_start"}
