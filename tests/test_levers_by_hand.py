"""Which parameters can be moved as a lever, and through which values."""

import numpy as np
import pytest

from specialisation_sim import Band, Foundation, Generator, Island, Labour, Species, UserError
from specialisation_sim.maps.bifurcations import VALUES, lever_values, levers_of


@pytest.mark.parametrize("story", [Island, Band, Labour, Species, Foundation, Generator])
def test_levers_are_the_parameters_that_are_numbers(story):
    fields = story.Parameters.model_fields
    numbers = [
        name
        for name, field in fields.items()
        if isinstance(field.default, (int, float)) and not isinstance(field.default, bool)
    ]
    assert levers_of(story) == numbers


def test_values_are_in_order_once_each_and_whole_where_the_parameter_is():
    assert lever_values(Island, "exponent", [0.5, 0.1 + 0.2, 0.5, 0]) == [0.0, 0.3, 0.5]
    assert [str(one) for one in lever_values(Island, "foragers", [3, 1.0, 2.5])] == ["1", "2.5", "3"]
    assert [str(one) for one in lever_values(Island, "need", [1])] == ["1.0"]


def test_without_values_a_lever_goes_through_its_range_in_even_steps():
    low, high = Island.generation.levers["exponent"]
    expected = [float(f"{one:.12g}") for one in np.linspace(low, high, VALUES)]
    assert lever_values(Island, "exponent") == expected
    assert lever_values(Island, "relatedness") == pytest.approx(np.linspace(0, 1, VALUES)[:-1])  # below one
    assert lever_values(Island, "foresight") == pytest.approx(np.linspace(0, 1, VALUES)[:-1])
    with pytest.raises(UserError, match="there is no usual range of slack_cap"):
        lever_values(Band, "slack_cap")
    with pytest.raises(UserError, match="there is no usual range of foragers"):
        lever_values(Island, "foragers")
    with pytest.raises(UserError, match="no values of need given; give at least one"):
        lever_values(Island, "need", [])
