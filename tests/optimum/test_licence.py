"""What slack buys beside a buffer: days on which to train, if all have the same store when the crash comes.

Foragers who look ahead live 730 days without a crash, with much room to store or little. Then each is given 20 meals,
and the game crashes: whether they live says what they have become good at, and nothing about what they had in store.
"""

from importlib import import_module

import pytest

from specialisation_sim import Island, UserError
from specialisation_sim.optimum import licence

# Found by another program, with 4,000 foragers a row.
TABLE = [
    # need, room, looks ahead, days fished, alive, of those alive through the crash
    (1.2, 1, True, 0.65, 1.00, 1.000),
    (1.2, 20, False, 0.08, 1.00, 0.112),
    (1.2, 0, True, 0.15, 0.733, 0.686),
    (1.2, 3, True, 0.93, 1.00, 1.000),
    (1.2, 20, True, 0.99, 1.00, 1.000),
    (1.2, 1, False, 0.08, 1.00, 0.112),
    (1.1, 0, True, 0.24, 1.00, 0.994),
    (1.1, 0, False, 0.08, 0.965, 0.554),
    (1.0, 0, True, 0.31, 1.00, 1.000),
    (1.3, 1, True, 0.60, 1.00, 0.998),
    (1.3, 1, False, 0.08, 1.00, 0.010),
]
FEW, LONG = (kind("a table of needs and stores") for kind in (pytest.mark.long, pytest.mark.weekly))


@pytest.mark.parametrize(
    ("need", "cap", "ahead", "fished", "alive", "lives"),
    [pytest.param(*row, marks=FEW if place == 0 else LONG) for place, row in enumerate(TABLE)],
)
def test_one_meal_of_room_turns_who_cannot_train_into_one_who_can(need, cap, ahead, fished, alive, lives):
    found = licence(need, cap, ahead=ahead)
    assert found[0] == pytest.approx(fished, abs=0.03)
    assert found[1] == pytest.approx(alive, abs=0.08)
    assert found[2] == pytest.approx(lives, abs=0.08)


def test_one_meal_of_room_lets_her_train_in_a_few_runs_too():
    need, room, ahead, fished, *_ = TABLE[0]
    found = licence(need, room, ahead=ahead, runs=20)
    assert found.fished == pytest.approx(fished, abs=0.03)
    assert found.alive == 1
    assert 0.99 < found.lives <= 1


def test_none_are_refused():
    with pytest.raises(UserError, match="runs = 0 is not valid"):
        licence(1.2, 1, runs=0)


@pytest.mark.long("a table of needs and stores")
def test_a_grid_that_cannot_tell_her_chances_is_refused():
    with pytest.raises(UserError, match="a grid of 31 shares and 12 stores cannot tell the chance to live here"):
        licence(1.3, 3)


def test_a_licence_is_of_so_many_runs(monkeypatch):
    seeds = []

    class Noted(Island):
        def __init__(self, *given, **options):
            seeds.append(list(options["seeds"]))
            super().__init__(*given, **options)

    monkeypatch.setattr(import_module("specialisation_sim.optimum.licences"), "Island", Noted)
    licence(0.3, 1, ahead=False, runs=3)
    assert seeds == [[0, 1, 2]]
