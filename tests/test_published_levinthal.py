"""Levinthal's landscapes in plain loops: every phase and every number of a small world, from the same draws."""

import numpy as np
import pytest

from specialisation_sim import UserError
from specialisation_sim.published.levinthal_1997 import Rugged, RuggedParameters

RUNS = range(3)


@pytest.fixture(params=["adjacent", "random"])
def world(request):
    """Five organisations on landscapes of four attributes, each contribution depending on two others."""
    given = RuggedParameters(
        organisations=5,
        attributes=4,
        interdependence=2,
        neighbours=request.param,
        jumps=0.6,
        selection=0.9,
        turbulence=0.3,
    )
    return Rugged(given, seeds=[4, 5, 6], collect=False)


@pytest.fixture
def draws(world, monkeypatch):
    """The draws of each step as they are made, by the name of their stream."""
    seen, uniform = {}, world.streams.uniform

    def drawn(name, *shape):
        seen[name] = uniform(name, *shape)
        return seen[name]

    monkeypatch.setattr(world.streams, "uniform", drawn)
    return seen


def digits(form):
    return [(form >> place) & 1 for place in range(4)]


def fitness(world, run, form):
    """Mean of the contributions of all attributes, each looked up by its own digit and those it depends on."""
    total = 0.0
    for attribute in range(4):
        depends = world.depends[attribute, run]
        place = sum(digits(form)[other] * 2**power for power, other in enumerate(depends))
        total += world.table[attribute, run, place]
    return total / 4


def peaks(world, run):
    """Forms than which none is better that differs in one attribute."""
    value = [fitness(world, run, form) for form in range(16)]
    return [form for form in range(16) if all(value[form ^ 2**place] <= value[form] for place in range(4))]


def test_each_attribute_depends_on_itself_and_on_others(world):
    for run in RUNS:
        for attribute in range(4):
            first, *others = world.depends[attribute, run].tolist()
            assert first == attribute
            assert len(set(others) - {attribute}) == 2
            if world.p.neighbours == "adjacent":
                assert others == [(attribute + 1) % 4, (attribute + 2) % 4]
    if world.p.neighbours == "random":
        assert len({str(world.depends[:, run]) for run in RUNS}) == 3


def test_fitness_and_peaks_of_all_forms(world):
    for run in RUNS:
        value = [fitness(world, run, form) for form in range(16)]
        np.testing.assert_allclose(world.fitness[run], value)
        assert world.top[run] == int(np.argmax(value))
        assert np.flatnonzero(world.peaks()[run]).tolist() == peaks(world, run)
    assert world.highest_fitness.tolist() == world.fitness.max(axis=1).tolist()
    assert world.peak_count.tolist() == [len(peaks(world, run)) for run in RUNS]


def test_a_step_is_the_plain_one(world, draws):
    changed = 0
    for _ in range(12):
        table, forms = world.table.copy(), world.form.copy()
        world.step()
        for run in RUNS:
            for attribute in range(4):
                chance, *new = draws["turbulence"][attribute, run]
                if chance <= 0.3:
                    table[attribute, run] = new
                    changed += 1
            np.testing.assert_array_equal(world.table[:, run], table[:, run])
            value = [fitness(world, run, form) for form in range(16)]
            form = forms[run].tolist()
            which, tries, far = draws["search"][:, run]
            for one in range(5):
                near = form[one] ^ 2 ** min(int(4 * which[one]), 3)
                if value[near] > value[form[one]]:
                    form[one] = near
                elif tries[one] <= 0.6 and value[min(int(16 * far[one]), 15)] > value[form[one]]:
                    form[one] = min(int(16 * far[one]), 15)
            dies, whom = draws["selection"][:, run]
            own = [value[one] for one in form]
            edge, after = np.cumsum(own), list(form)
            for one in range(5):
                if dies[one] <= 0.9 * (1 - own[one] / max(own)):
                    after[one] = form[min(int((edge < whom[one] * edge[-1]).sum()), 4)]
            assert world.form[run].tolist() == after
            np.testing.assert_allclose(world.fitness_now[run], [value[one] for one in after])
    assert changed > 20


def test_what_is_seen_of_them(world):
    world.run_for(3)
    world.form = np.array([[3, 3, 5, 3, 0], [1, 2, 3, 4, 5], [7, 7, 7, 7, 7]])
    world.founding = np.array([[3, 2, 5, 0, 15], [1, 2, 3, 4, 5], [7, 7, 7, 7, 0]])
    world.settle()
    world.top = np.array([3, 9, 7])
    assert world.on_top.tolist() == [3 / 5, 0, 1]
    assert world.forms_left.tolist() == [3, 5, 1]
    assert world.modal_share.tolist() == [3 / 5, 1 / 5, 1]
    np.testing.assert_allclose(world.founding_kept, [1 - 7 / 20, 1, 1 - 3 / 20])
    np.testing.assert_allclose(
        world.mean_fitness, [np.mean([fitness(world, run, form) for form in world.form[run]]) for run in RUNS]
    )


def test_some_start_on_the_highest_peak_and_the_others_on_lower_ones(world):
    for share in (0.0, 0.6, 1.0):
        world.start_at(np.full((3, 1), share), 0.0)
        for run in RUNS:
            top, others = int(world.top[run]), set(peaks(world, run)) - {int(world.top[run])}
            here = (world.form[run] == top).sum()
            assert here == (5 if not others else round(5 * share))
            assert set(world.form[run].tolist()) <= others | {top}
            assert world.form[run, :here].tolist() == [top] * here
    if len(peaks(world, 0)) > 2:
        world.start_at(np.zeros((3, 1)), 0.0)
        assert len(set(world.form[0].tolist())) > 1


def test_an_attribute_depends_on_fewer_than_there_are():
    Rugged(RuggedParameters(attributes=3, interdependence=2), seeds=[0], collect=False)
    with pytest.raises(UserError, match="interdependence = 3 is out of bounds; allowed: from 0 to 2"):
        Rugged(RuggedParameters(attributes=3, interdependence=3), seeds=[0], collect=False)
    assert RuggedParameters(attributes=3, organisations=100).forms == 100
    assert RuggedParameters(attributes=10, organisations=100).forms == 10240
