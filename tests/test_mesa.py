"""A story with one seed is an ordinary Mesa model: what users of Mesa and pydantic do works, or says what to do."""

import copy
import pickle
import sys

import mesa
import numpy as np
import pytest

from specialisation_sim import (
    Forager,
    Foundation,
    FoundationParameters,
    Generator,
    Island,
    IslandParameters,
    Labour,
    LabourParameters,
    Species,
    UserError,
    ensemble,
    grid,
    story,
    sweep,
)
from specialisation_sim.registry import CHAINS, WORLDS


def refused(act, message):
    with pytest.raises(UserError, match=message):
        act()


def read(world):
    return np.array([getattr(world, name) for name in world.observed])


# Made as Mesa makes models.


@pytest.mark.parametrize("kind", [Island, Foundation, Labour, Species, Generator])
def test_mesas_words_for_the_seed_and_parameters_as_keywords(kind):
    count = {kind.population: 3}
    one = kind(kind.Parameters(**count), seeds=[5])
    for other in (kind(**count, rng=5), kind(count, rng=np.int64(5)), kind(**count, seed=5)):
        assert other.seeds == (5,)
        assert other.sets == one.sets
    assert kind().seeds == (0,)
    assert kind(rng=None).seeds != kind(rng=None).seeds
    assert kind(rng=np.random.default_rng(1)).seeds == kind(rng=np.random.default_rng(1)).seeds


def test_batch_run_gives_the_runs_that_seeds_and_parameters_give():
    rows = mesa.batch_run(Island, {"exponent": [0.1, 0.9]}, rng=[1, 2], max_steps=5, display_progress=False)
    for row in rows:
        alone = Island(exponent=row["exponent"], seeds=[row["rng"]])
        alone.run_for(5)
        assert row["threshold"] == alone.threshold[0]
    assert len(rows) == 4


def test_what_solara_does_on_reset():
    scenario = mesa.experimental.scenarios.Scenario()
    assert Island(exponent=0.5, scenario=scenario).sets[0].exponent == 0.5


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: Island(exponnt=1), "did you mean 'exponent'"),
        (lambda: Island(rng=1, seeds=[2]), "rng and seeds are given"),
        (lambda: Island(rng=1.5), "rng = 1.5 is not valid"),
        (lambda: Island({"nead": 1}), "did you mean 'need'"),
        (lambda: Island(collect=0.5), "collect = 0.5 is not valid"),
        (lambda: Island(columns="skil"), "did you mean 'skill'"),
        (lambda: IslandParameters().model_copy(update={"exponent": -5}), "exponent = -5 is out of bounds"),
        (lambda: IslandParameters().model_copy(update={"exponnent": 9}), "did you mean 'exponent'"),
        (lambda: IslandParameters.model_validate({"need": -1}), "need = -1 is out of bounds"),
        (lambda: IslandParameters.model_validate(3), "IslandParameters cannot be made of 3"),
        (lambda: IslandParameters.model_validate_json('{"nead": 1}'), "did you mean 'need'"),
        (lambda: IslandParameters.model_construct(need=-1), "need = -1 is out of bounds"),
        (lambda: setattr(IslandParameters(), "need", 1), "need cannot be changed in place"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(act, message):
    refused(act, message)


def test_names_and_dictionaries_are_taken_where_stories_and_parameters_are():
    by_name = ensemble("island", {"exponent": 0.5}, seeds=2, steps=3, progress=False).runs
    by_class = ensemble(Island, IslandParameters(exponent=0.5), seeds=2, steps=3, progress=False).runs
    assert by_name.equals(by_class)
    assert len(sweep("island", grid(exponent=[0.1]), 2, 3, parameters={"need": 0.1}, progress=False).runs) == 2


# What is set.


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("skill", 1.0, "skill cannot be set for all at once"),
        ("slakc", 1.0, "did you mean 'slack'"),
        ("exponent", 1.0, "exponent is a parameter, fixed when a world is made"),
        ("threshold", 1.0, "threshold is read off the world"),
        ("slack", np.zeros(3), "an array of \\(3,\\) does not fit"),
        ("slack", -np.ones((1, 4)), "slack = .* is out of bounds; allowed: from 0"),
    ],
)
def test_a_worlds_attribute_that_would_be_ignored_is_refused(name, value, message):
    refused(lambda: setattr(Island(foragers=4), name, value), message)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("slak", 3, "did you mean 'slack'"),
        ("slack", -1, "slack = -1.0 is out of bounds; allowed: from 0"),
        ("task", 7, "allowed: from -1 to 1"),
        ("task", 0.5, "is not a whole number"),
        ("habit", [0.2, 0.2], "sums to 0.4"),
    ],
)
def test_an_agents_attribute_that_cannot_be_is_refused(name, value, message):
    refused(lambda: setattr(Island().agents[0], name, value), message)


def test_states_set_for_all_bring_what_follows_from_them():
    world = Island(foragers=3)
    before = world.skill.copy()
    world.experience = world.experience + 50
    assert (world.skill > before).all()


class Moody(Forager):
    def __init__(self, model, slot):
        super().__init__(model, slot)
        self.mood = 0


class MoodyIsland(Island):
    Person = Moody

    def __init__(self, exponent=0.3, **options):
        super().__init__(exponent=exponent, **options)
        self.exponent = exponent


def test_attributes_of_a_users_own_classes_are_theirs():
    world = MoodyIsland(exponent=0.5, rng=1)
    world.agents[0].mood = world.history = 3
    world.step()
    assert world.exponent == world.sets[0].exponent == 0.5


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda world: world.agents.do("step"), "call step\\(\\) of the model"),
        (lambda world: world.agents.shuffle_do("forage"), "forage is what all agents do at once"),
        (lambda world: Forager.create_agents(world, 2), "agent.alive = 0; start with more"),
        (lambda world: Forager(world, 0), "not added by hand"),
        (lambda world: Forager(world, 99), "not added by hand"),
        (mesa.Agent, "not added by hand"),
        (lambda world: world.join(), "no place is left"),
        (lambda world: Species().agents[0].remove(), "set agent.alive = 0; start with more"),
        (lambda world: Generator().agents[0].remove(), "start with more"),
    ],
)
def test_what_the_arrays_could_not_follow_says_what_to_do(act, message):
    refused(lambda: act(Island(foragers=4)), message)


def test_agents_taken_out_of_the_set_by_hand_are_noticed():
    world = Island(foragers=3)
    world.agents.remove(world.agents[0])
    refused(world.step, "changed by hand")


# Who leaves and who joins.


def test_a_removed_agent_acts_no_more_and_what_she_did_counts():
    world = Island(foragers=4, rng=3)
    world.run_for(3)
    world.agents[1].remove()
    world.run_for(3)
    assert world.record.sum(axis=(0, 1)).tolist() == [6, 3, 6, 6]
    assert (len(world.agents), world.living[0], world.outcome()["reason"]) == (3, 1.0, ["1 left"])
    world.remove_all_agents()
    world.step()
    assert not world.running


MARKETS = ({"market": "trade"}, {"market": "autarky", "substitution": 0.5}, {"market": "equal pay"})
PEOPLED = [
    (Island, IslandParameters(foragers=3, game_depletion=0.01, retention=0.99)),
    (Foundation, FoundationParameters(proposals=100)),
    *((Labour, LabourParameters(workers=4, **market)) for market in MARKETS),
]


def peopled(kind, parameters, seeds):
    world = kind(parameters, seeds=seeds, capacity=getattr(parameters, kind.population) + 2, collect=False)
    seen = []
    for step in range(12):
        if step == 4:
            world.join()
        if step == 7:
            world.leave(np.broadcast_to(np.arange(world.size) == 1, (world.runs, world.size)))
        world.step()
        seen.append(read(world))
    return world, np.array(seen)


@pytest.mark.parametrize(("kind", "parameters"), PEOPLED)
def test_those_who_come_and_go_have_the_same_bits_alone_and_in_a_block(kind, parameters):
    _, many = peopled(kind, parameters, [1, 2, 3])
    for run, seed in enumerate([1, 2, 3]):
        world, alone = peopled(kind, parameters, [seed])
        np.testing.assert_array_equal(alone[:, :, 0], many[:, :, run])
        assert len(world.agents) == world.members.sum() == getattr(parameters, kind.population)


def test_game_is_neither_made_nor_lost_by_those_who_come_and_go():
    world = Island(foragers=3, game_depletion=0.02, regrowth=0.0, rng=1, capacity=5)
    taken = 0.0
    for step in range(30):
        if step in {5, 9}:
            world.join()
        if step == 12:
            world.agents[0].remove()
        world.step()
        taken += world.harvest[0, 0, 0]
        assert abs(world.game[0] + taken - 1) < 1e-12
    refused(world.join, "no place is left: all 5 were taken once")


def test_a_newcomer_begins_as_all_began():
    world = Island(foragers=2, rng=1, capacity=3, hunt_practice=7.0, retention=0.9)
    world.run_for(20)
    newcomer = world.join()
    assert newcomer.experience.tolist() == [7.0, 0.0]
    world.step()
    assert newcomer.record.sum() == 1


def test_the_last_grant_maker_cannot_leave():
    world = Foundation()
    refused(world.remove_all_agents, "the last grant-maker cannot leave")


# Stop, collect, save.


def test_a_world_and_each_run_of_an_ensemble_stop_at_a_condition():
    def reached(world):
        return world.threshold > 0.55

    found = ensemble(Island, seeds=8, steps=300, until=reached, block=3, progress=False)
    for seed, stopped in enumerate(found.runs["stopped"]):
        world = Island(rng=seed)
        world.run_for(300, until=reached)
        assert world.time == (300 if np.isnan(stopped) else stopped)
        assert world.threshold[0] == found.runs["threshold"][seed]
        assert found.series.query("run == @seed")["time"].max() == world.time


def test_data_are_collected_every_so_often_and_in_chosen_columns():
    world = Island(foragers=2, rng=2, collect=2, columns=["threshold", "skill_hunt", "task"])
    world.run_for(5)
    assert list(world.datacollector.get_model_vars_dataframe()) == ["threshold"]
    agents = world.datacollector.get_agent_vars_dataframe()
    assert list(agents) == ["skill_hunt", "task"]
    assert agents.index.get_level_values("Step").unique().tolist() == [0, 2, 4]


@pytest.mark.parametrize(("make", "why"), [({"seeds": [1, 2]}, "2 runs"), ({"collect": False}, "collect=False")])
def test_a_missing_data_collector_says_why(make, why):
    world = Island(**make)
    refused(lambda: world.datacollector.get_model_vars_dataframe(), why)  # noqa: PLW0108


@pytest.mark.parametrize("twin_of", [copy.deepcopy, lambda world: pickle.loads(pickle.dumps(world))])
def test_a_saved_world_goes_on_and_branches(twin_of):
    world = Island(foragers=3, rng=1, capacity=4)
    world.run_for(5)
    world.agents[0].remove()
    twin = twin_of(world)
    for each in (world, twin):
        each.join()
        each.run_for(5)
    np.testing.assert_array_equal(read(world), read(twin))
    twin.agents[0].slack = 9
    assert world.agents[0].slack != 9


@pytest.mark.parametrize("name", sorted(set(WORLDS) - set(CHAINS)))
def test_collecting_makes_no_call_for_each_agent(name):
    kind = story(name)
    if kind.population not in kind.Parameters.model_fields:
        assert kind.workload(kind.Parameters()).agents <= 2, "it has no parameter that says how many agents there are"
        return

    def calls(number):
        world = kind(kind.Parameters(**{kind.population: number}), seeds=[0])
        made = []
        sys.setprofile(lambda frame, event, arg: made.append(event) if "call" in event else None)
        try:
            world.datacollector.collect(world)
        finally:
            sys.setprofile(None)
        return len(made)

    assert calls(90) <= calls(30) + 10
