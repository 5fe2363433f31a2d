"""Every figure draws the numbers and words that it drew of a small table made by hand."""

import inspect
from pathlib import Path

import pytest
import small_figures
from as_written import same_as_written
from axes_say import unsaid
from what_is_drawn import what_is_drawn

from specialisation_sim import figures
from specialisation_sim.figures.labels import of_parameter

DRAWN = Path(__file__).parent / "written"


@pytest.mark.parametrize("kind", small_figures.KINDS, ids=lambda kind: kind.__name__)
def test_a_figure_shows_these_numbers(kind):
    figures_drawn = list(kind())
    same_as_written(DRAWN / f"{kind.__name__}.txt", "\n".join(map(what_is_drawn, figures_drawn)))
    assert [fault for figure in figures_drawn for fault in unsaid(figure)] == []


@pytest.mark.parametrize(
    ("label", "fault"),
    [("food_left (meals)", "'food_left (meals)' of y is no word"), ("", "nothing says what y is")],
)
def test_an_axis_without_words_is_found(label, fault):
    figure = figures.bands(small_figures.ONE, ["food"], units=small_figures.UNITS)
    assert list(unsaid(figure)) == []
    figure.axes[0].set_ylabel(label)
    assert list(unsaid(figure)) == [fault]


@pytest.mark.parametrize(
    ("unit", "words"),
    [("1", "growth of skill (exponent b, no unit)"), ("1 per day", "growth of skill (exponent b, per day)")],
)
def test_a_parameter_s_axis_says_what_it_means(unit, words):
    assert of_parameter("exponent_b", unit, "growth of skill (unused in rain): how fast; or slow") == words


def test_a_moving_mean_says_over_how_long():
    figure = figures.bands(small_figures.ONE, ["food"], units=small_figures.UNITS, smooth={"food": 2}, clock="week")
    assert figure.axes[0].get_ylabel() == "food\n(meals)\nmoving mean of 20 weeks, 2 values"


def test_every_figure_is_among_them():
    source = inspect.getsource(small_figures)
    assert [name for name in figures.__all__ if f"figures.{name}(" not in source] == []
    assert {path.stem for path in DRAWN.iterdir()} == {kind.__name__ for kind in small_figures.KINDS}
