"""What may be set of an agent, at its own edges, and what hangs on it; what a rule of choice may return."""

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import Island, IslandParameters, UserError, ensemble


@pytest.fixture
def world():
    return Island(Island.Parameters(foragers=2), seeds=[1])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("slack", 1.5),
        ("slack", 0.0),
        ("task", 1),
        ("task", -1),
        ("alive", 0),
        ("alive", True),
        ("habit", [0.0, 1.0]),
        ("record", [0, 2.5]),
        ("experience", [0.0, 3.5]),
        ("experience", 2),
    ],
)
def test_what_may_be_set_is_set_for_this_agent_alone(world, name, value):
    before = getattr(world, name).copy()
    setattr(world.agents[1], name, value)
    np.testing.assert_array_equal(getattr(world, name)[..., 0, 1], value)
    np.testing.assert_array_equal(getattr(world, name)[..., 0, 0], before[..., 0, 0])


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("slack", -3.0, "is out of bounds; allowed: from 0 to 10$"),
        ("slack", np.inf, "is not a finite number"),
        ("slack", np.nan, "is not a finite number"),
        ("slack", [1.0, 2.0], "does not fit; give a number"),
        ("slack", "much", "does not fit"),
        ("task", 0.5, "is not a whole number"),
        ("task", -2, "is out of bounds; allowed: from -1"),
        ("alive", 2, "is out of bounds; allowed: from 0 to 1"),
        ("habit", [0.5, 1.1], "is out of bounds; allowed: from 0 to 1"),
        ("habit", [-0.1, 0.5], "is out of bounds"),
        ("habit", [0.5, 0.25, 0.25], "give a number for each of 2 tasks"),
        ("experience", [-1.0, 5.0], "is out of bounds; allowed: from 0$"),
        ("experience", [1.0, np.inf], "is not a finite number"),
    ],
)
def test_what_may_not_be_set_is_refused_and_nothing_changes(world, name, value, message):
    before = getattr(world, name).copy()
    with pytest.raises(UserError, match=message):
        setattr(world.agents[1], name, value)
    np.testing.assert_array_equal(getattr(world, name), before)


def test_skill_follows_experience_and_experience_skill(world):
    world.agents[1].experience = [40.0, 0.0]
    np.testing.assert_array_equal(world.skill, world.skill_of(world.experience))
    assert world.skill[0, 0, 1] > world.skill[0, 0, 0]
    with pytest.raises(ValueError, match="read-only"):
        world.agents[1].experience[0] = 3.0
    skill = world.agents[1].skill.copy()
    world.agents[0].skill = skill
    np.testing.assert_allclose(world.experience[:, 0, 0], [40.0, 0.0], atol=1e-9)


@pytest.mark.parametrize("skill", [[-1.0, 1.0], [np.inf, 1.0], [1.5, 0.5]])
@pytest.mark.parametrize("learning", ["power", "saturating"])
def test_a_skill_that_no_experience_gives_is_refused(skill, learning):
    world = Island(Island.Parameters(foragers=2, learning=learning), seeds=[1])
    before = world.experience.copy()
    with pytest.raises(UserError, match="cannot be learned"):
        world.agents[0].skill = np.array(skill)
    np.testing.assert_array_equal(world.experience, before)


@pytest.mark.parametrize("tasks", [[[0, 0]], [[1, 1]], [[0, 1]]])
def test_a_rule_may_return_any_task(tasks):
    world = Island(Island.Parameters(foragers=2), seeds=[1], choose=lambda decision: np.array(tasks))
    world.step()
    assert world.task.tolist() == tasks


@pytest.mark.parametrize("tasks", [[[0, 2]], [[-1, 0]], [[0.0, 1.0]], [[True, False]], [0, 1], [[0, 1]] * 2, 0])
def test_a_rule_may_return_nothing_else(tasks):
    world = Island(Island.Parameters(foragers=2), seeds=[1], choose=lambda decision: np.array(tasks))
    with pytest.raises(UserError, match=r"whole numbers from 0 to 1 of shape \(1, 2\)"):
        world.step()


def test_the_skill_in_some_tasks_is_that_part_of_the_skill_in_all():
    world = Island(Island.Parameters(foragers=2, hunt_ease=2.0, fish_ease=0.5), seeds=[1])
    experience = world.experience + 7.0
    whole = world.skill_of(experience)
    for part in (slice(1, None), slice(0, 1), slice(None)):
        np.testing.assert_array_equal(world.skill_of(experience, part), whole[part])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("world.p = 3", "p of Island cannot be set: its parameters are given when it is made"),
        ("world.p.exponent = 3", r"exponent is fixed when a world is made; make one with exponent=3"),
        ("world.runs = 3", "runs of Island cannot be set: make another world"),
        ("world.phases = ()", "phases of Island cannot be set: it is part of its class"),
        ("world.members = world.members & False", r"members of Island cannot be set: call leave\(agent\) or join\(\)"),
        ("world.stock = 5", r"stock has the shape \(tasks, runs, agents\), here \(2, 1, 1\)"),
        ("del world.skill", "skill of Island cannot be deleted"),
        ("agent.slot = 2", "slot of Forager cannot be set: it is its place in the model"),
        ("agent.unique_id = 2", "unique_id of Forager cannot be set"),
        ("agent.slack = 11", "slack = 11.0 is out of bounds; allowed: from 0 to 10"),
    ],
)
def test_what_a_world_keeps_is_not_set(change, message):
    world = Island(foragers=3)
    with pytest.raises(UserError, match=message):
        exec(change, {"world": world, "agent": world.agents[0]})
    world.step()


def test_an_array_that_is_set_has_the_type_of_the_one_it_replaces_and_is_not_the_users():
    world, given = Island(foragers=3), np.ones((1, 3), dtype=int)
    world.alive, world.slack, world.stock = given * 0, given, np.ones((2, 1, 1), dtype=int)
    assert (world.alive.dtype, world.slack.dtype, world.stock.dtype) == (bool, float, float)
    given[:] = 9
    assert world.slack.tolist() == [[1, 1, 1]]
    world.step()
    assert not world.running


def test_each_agent_may_store_up_to_a_cap_of_its_own():
    few, many = Island(foragers=2, slack_cap=(1.0, 5.0)).agents
    many.slack = 5
    with pytest.raises(UserError, match="allowed: from 0 to 1"):
        few.slack = 5


def test_what_an_agent_shows_of_its_arrays_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        Island().agents[0].habit[0] = 7


def test_a_world_that_all_have_left_stops_at_once():
    world = Island(foragers=3)
    world.remove_all_agents()
    assert not world.running


@pytest.mark.parametrize("until", [3, lambda world: None, lambda world: world.game, lambda world: np.ones(3, bool)])
def test_a_condition_says_true_or_false(until):
    with pytest.raises(UserError, match="until"):
        ensemble("island", seeds=2, steps=3, until=until, progress=False)
    with pytest.raises(UserError, match="until"):
        Island().run_for(3, until=until)


@pytest.mark.parametrize("duration", [-1, 1.5, "x"])
def test_a_world_runs_for_a_number_of_steps(duration):
    with pytest.raises(UserError, match="duration"):
        Island().run_for(duration)


def test_a_row_of_a_frame_is_a_set_of_parameters():
    row = pd.DataFrame({"exponent": [0.5], "foragers": [2.0]}).iloc[0]
    assert Island(row).sets[0] == IslandParameters(exponent=0.5, foragers=2)
    with pytest.raises(UserError, match=r"^exponent = 0 0.5 dtype: float64 is not valid"):
        Island(exponent=pd.Series([0.5]))


def test_true_and_false_are_no_numbers():
    with pytest.raises(UserError, match="exponent = True is not valid; allowed: from 0 to 2"):
        Island(exponent=True)
