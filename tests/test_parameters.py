import math
import pickle
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim import UserError
from specialisation_sim.model.parameters import Parameters, PerAgent, parameter, stack
from specialisation_sim.registry import WORLDS, story
from specialisation_sim.stories import STORIES


class Garden(Parameters):
    """A set with one field of each kind."""

    gardeners: int = parameter(
        2, "who digs", unit="people", source="assumption", low=1, group="population", fixes_shape=True
    )
    rain: float = parameter(0.5, "wet days", unit="share of days", symbol="r", source="Noah", above=0, below=1)
    spacing: float = parameter(0.3, "between rows", unit="m", source="assumption", above=0, fixes_shape=True)
    speed: PerAgent = parameter(1.0, "pace of digging", unit="beds per day", source="assumption", low=0)
    height: float = parameter(0.0, "height above the sea", unit="m", source="assumption")
    crop: Literal["beans", "peas"] = parameter("beans", "what grows", unit="crop", source="Mendel 1866")
    fence: bool = parameter(False, "whether rabbits stay out", unit="yes or no", source="assumption")


def test_defaults_are_as_declared():
    garden = Garden()
    assert (garden.gardeners, garden.rain, garden.speed, garden.crop, garden.fence) == (2, 0.5, 1.0, "beans", False)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"rain": 0}, "rain = 0 is out of bounds; allowed: above 0 to below 1"),
        ({"rain": 1.0}, "rain = 1 is out of bounds; allowed: above 0 to below 1"),
        ({"gardeners": 0}, "gardeners = 0 is out of bounds; allowed: a whole number from 1"),
        ({"speed": -0.5}, "speed = -0.5 is out of bounds; allowed: from 0"),
        ({"speed": (1.0, -2.0)}, "speed = -2 is out of bounds; allowed: from 0"),
        ({"rain": math.nan}, "rain = nan"),
        ({"height": math.nan}, "height = nan"),
        ({"height": math.inf}, "height = inf"),
        ({"speed": (1.0, math.nan)}, "speed = nan"),
        ({"gardeners": 1.5}, "gardeners = 1.5 is not valid; allowed: a whole number from 1"),
        ({"gardeners": math.nan}, "gardeners = nan is not valid"),
        ({"rain": "wet"}, "rain = 'wet' is not valid; allowed: above 0 to below 1"),
        ({"rain": None}, "rain = None is not valid"),
        ({"rain": (0.1, 0.2)}, "is not valid"),
        ({"crop": "bean"}, "crop = 'bean' is not valid; allowed: 'beans' or 'peas'"),
        ({"fence": "maybe"}, "fence = 'maybe' is not valid; allowed: true or false"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_allowed(values, message):
    with pytest.raises(UserError) as error:
        Garden(**values)
    assert message in str(error.value)


def test_a_number_too_large_for_a_double_is_refused():
    with pytest.raises(UserError):
        Garden(gardeners=10**400)


@pytest.mark.parametrize("value", [math.nextafter(0, 1), math.nextafter(1, 0)])
def test_values_just_inside_an_open_bound_are_taken(value):
    assert Garden(rain=value).rain == value


@pytest.mark.parametrize("value", [0.0, 1e300])
def test_a_closed_bound_itself_is_taken_and_no_bound_means_none(value):
    assert Garden(speed=value).speed == value


def test_a_misspelt_name_is_refused_with_the_nearest():
    with pytest.raises(UserError, match=r"unknown parameter 'gardners'; did you mean 'gardeners'\?"):
        Garden(gardners=3)


def test_a_name_like_none_is_refused_with_all():
    with pytest.raises(UserError, match="valid names: gardeners, rain, spacing, speed, height, crop, fence"):
        Garden(xyz=3)


def test_a_set_cannot_be_changed():
    garden = Garden()
    with pytest.raises(UserError, match="rain cannot be changed in place; make a new set"):
        garden.rain = 0.2
    assert garden.rain == 0.5


def test_but_gives_a_changed_set_and_leaves_the_first():
    garden = Garden(rain=0.2, speed=(1.0, 2.0))
    other = garden.but(rain=0.3)
    assert (other.rain, other.speed, garden.rain) == (0.3, (1.0, 2.0), 0.2)


def test_but_checks_values_and_names():
    with pytest.raises(UserError, match="out of bounds"):
        Garden().but(rain=2)
    with pytest.raises(UserError, match="did you mean 'rain'"):
        Garden().but(rian=0.1)


def test_sets_of_equal_values_are_equal_and_pickle():
    garden = Garden(speed=(1.0, 2.0))
    assert pickle.loads(pickle.dumps(garden)) == garden == Garden(speed=[1, 2])
    assert garden != Garden()


@pytest.mark.parametrize("blank", ["meaning", "unit", "source"])
def test_a_parameter_without_meaning_unit_or_source_cannot_be_declared(blank):
    words = {"meaning": "m", "unit": "u", "source": "s", blank: " "}
    with pytest.raises(TypeError, match=blank):
        parameter(1.0, **words)


def test_a_default_out_of_bounds_does_not_pass():
    class Wrong(Parameters):
        depth: float = parameter(-1.0, "depth", unit="m", source="assumption", low=0)

    with pytest.raises(UserError, match="depth = -1"):
        Wrong()


def test_a_subclass_adds_to_what_it_inherits():
    class Allotment(Garden):
        rent: float = parameter(3.0, "rent", unit="euro", source="assumption", low=0)

    assert list(Allotment.declarations()) == [*Garden.declarations(), "rent"]
    assert "rent" not in Garden.declarations()


def test_the_table_has_a_row_a_parameter_and_no_blank():
    rows = list(Garden.table())
    assert [row["name"] for row in rows] == list(Garden.model_fields)
    assert all(value.strip() for row in rows for key, value in row.items() if key != "symbol")
    rain = rows[1]
    assert (rain["default"], rain["allowed"], rain["symbol"]) == ("0.5", "above 0 to below 1", "r")
    assert rows[0]["allowed"] == "a whole number from 1"
    assert rows[4]["allowed"] == "any number"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("gardeners", " 4 ", 4),
        ("rain", "0.25", 0.25),
        ("rain", "1e-3", 0.001),
        ("speed", "1.5", 1.5),
        ("speed", "1, 2.5", (1.0, 2.5)),
        ("crop", "peas", "peas"),
        ("fence", "true", True),
        ("height", "-3", -3.0),
    ],
)
def test_words_of_the_command_line_become_values(name, text, value):
    parsed = getattr(Garden(**{name: Garden.parse(name, text)}), name)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("name", "text"), [("gardeners", "two"), ("gardeners", "1,2"), ("rain", ""), ("speed", "1,"), ("crop", "Peas")]
)
def test_words_that_are_no_value_are_refused(name, text):
    with pytest.raises(UserError, match=name):
        Garden(**{name: Garden.parse(name, text)})


def test_a_misspelt_name_on_the_command_line_is_refused():
    with pytest.raises(UserError, match="did you mean 'speed'"):
        Garden.parse("sped", "1")


@settings(deadline=None, max_examples=60)
@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_any_value_survives_the_command_line(value):
    assert Garden(rain=Garden.parse("rain", repr(value))).rain == value


def test_sets_of_one_shape_share_a_key_whatever_their_numbers():
    one, other = Garden(rain=0.1), Garden(rain=0.9, speed=(1.0, 2.0), height=3.0)
    assert one.shape_key == other.shape_key


@pytest.mark.parametrize("change", [{"gardeners": 3}, {"spacing": 0.5}, {"crop": "peas"}, {"fence": True}])
def test_what_fixes_shapes_or_is_no_number_makes_another_key(change):
    assert Garden().shape_key != Garden(**change).shape_key


def test_what_all_runs_share_stays_a_plain_value():
    p = stack([Garden(), Garden(rain=0.2)], 2)
    assert (p.gardeners, p.speed, p.crop) == (2, 1.0, "beans")


def test_what_differs_between_runs_becomes_a_column():
    p = stack([Garden(rain=0.1), Garden(rain=0.2), Garden(rain=0.1)], 2)
    assert p.rain.shape == (3, 1)
    assert p.rain.ravel().tolist() == [0.1, 0.2, 0.1]


def test_what_differs_between_agents_broadcasts_against_runs_and_agents():
    p = stack([Garden(speed=(1.0, 2.0))] * 3, 2)
    assert np.broadcast_to(p.speed, (3, 2)).tolist() == [[1.0, 2.0]] * 3


def test_what_differs_between_runs_and_agents_is_a_full_table():
    p = stack([Garden(speed=(1.0, 2.0)), Garden(speed=3.0)], 2)
    assert p.speed.tolist() == [[1.0, 2.0], [3.0, 3.0]]


@pytest.mark.parametrize("speed", [(1.0,), (1.0, 2.0, 3.0), ()])
def test_a_tuple_must_have_one_value_for_each_agent(speed):
    with pytest.raises(UserError, match=f"speed has {len(speed)} values for 2 agents"):
        stack([Garden(), Garden(speed=speed)], 2)


@pytest.mark.parametrize("name", WORLDS)
def test_a_few_key_parameters_are_marked_to_be_tried_first(name):
    kind = story(name).Parameters
    assert len(kind.keys()) in ({4} if name in STORIES else {3, 4})
    assert kind.keys() == tuple(row["name"] for row in kind.table() if row["key"] == "yes")


def test_a_heading_holds_until_the_next():
    class Headed(Parameters):
        first: int = parameter(1, "first", unit="1")
        second: int = parameter(1, "second", unit="1", group="learning")
        third: int = parameter(1, "third", unit="1")

    groups = [declaration.group for declaration in Headed.declarations().values()]
    assert groups == ["environment", "learning", "learning"]


def test_a_value_without_a_source_is_an_assumption():
    assert parameter(1.0, "what", unit="1").json_schema_extra["declaration"].source == "assumption"
