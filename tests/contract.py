"""What every world keeps to: `WorldContract`, which the test class of each story, chain and published model inherits.

Stories of practice inherit `PracticeContract` instead, and worlds that take a user's rule of choice `RuleContract`.

A test class names its `story`, a lively set of its `parameters` (everything switched on, some agents failing) and, in
`bites`, for each parameter a changed value, the observable that it moves and the way it moves it. It may name, in
`accounts`, what no step makes more or less of: functions of the world, such as a stock and all that was taken of it;
in `along`, for a parameter, what must change with it; in `undefined` the observables that the lively set of parameters
does not define; and that a world is not `by_luck`, whose runs are all alike.
"""

import copy
import os
import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import UserError, ensemble, laws
from specialisation_sim.model.parameters import Parameters
from specialisation_sim.model.practice import PracticeWorld
from specialisation_sim.model.streams import Streams
from specialisation_sim.model.world import World
from specialisation_sim.runs.invariance import differences
from specialisation_sim.runs.probe import Probe


@dataclass(frozen=True)
class Bite:
    """What a parameter does to an observable.

    Attributes
    ----------
    value
        Changed value of the parameter.
    observable : str
        What it moves, read at the end.
    way : int
        1 if it rises, -1 if it falls.
    but : dict
        Other parameters, over the story's defaults.
    steps, runs : int
        How long and how often, with and without the change, with the same seeds.
    size : float, optional
        By how much it rises in the mean, negative if it falls, where a formula tells.
    long : bool
        Whether this takes so long that only long tests ask.
    """

    value: Any
    observable: str
    way: int
    but: dict[str, Any] = field(default_factory=dict)
    steps: int = 60
    runs: int = 30
    size: float | None = None
    long: bool = False


def random_rule(decision):
    """Any task, whatever it is expected to bring."""
    number = len(decision.expected)
    return np.minimum((decision.draw * number).astype(int), number - 1)


BAD_RULES = {
    "too large": lambda decision: np.full(decision.slack.shape, len(decision.expected)),
    "negative": lambda decision: np.full(decision.slack.shape, -1),
    "not whole": lambda decision: np.zeros(decision.slack.shape),
    "yes or no": lambda decision: decision.expected[0] > 0,
    "one task for each task": lambda decision: np.zeros(decision.expected.shape, dtype=int),
    "one number": lambda decision: 0,
    "nothing": lambda decision: None,
}


class Recorder(Streams):
    """Streams that keep a copy of all they gave, in `given`."""

    def __init__(self, seeds):
        super().__init__(seeds)
        self.given = {}

    def _next(self, distribution, name, shape):
        draws = super()._next(distribution, name, shape)
        self.given.setdefault(name, []).append(draws.copy())
        return draws


def everyone_at_work(folder, hands):
    """A `begin` at which each process waits until all of them have come, so that each does a part of the work."""

    def begin(world, rows):
        (folder / str(os.getpid())).touch()
        patience = time.monotonic() + 60
        while len(list(folder.iterdir())) < hands and time.monotonic() < patience:
            time.sleep(0.02)

    return begin


def read(world):
    """All observables of all runs, ``(observables, runs)``."""
    return np.array([getattr(world, name) for name in world.observed])


def lived(world, steps):
    """All observables of a world from now on, ``(steps + 1, observables, runs)``."""
    seen = [read(world)]
    for _ in range(steps):
        world.step()
        seen.append(read(world))
    return np.array(seen)


def of_run(series, run):
    """Observables of one run, ``(times, observables)``, with the times as index."""
    return series[series["run"] == run].set_index("time").drop(columns=["run", "seed"])


def same_frames(one, other):
    pd.testing.assert_frame_equal(one, other, check_exact=True)


class WorldContract:
    """Tests that hold for every world: stories, chains and published models."""

    story: ClassVar[type[World]]
    parameters: ClassVar[Parameters]
    bites: ClassVar[dict[str, Bite]]
    steps: ClassVar[int] = 15
    along: ClassVar[dict[str, dict[str, Any]]] = {}
    undefined: ClassVar[set[str]] = set()
    by_luck: ClassVar[bool] = True
    accounts: ClassVar[dict[str, Callable[[Any], Any]]] = {}
    # Processes take seconds to start; the island and one chain show in the plain run that workers change nothing.
    workers: ClassVar[tuple[Any, ...]] = tuple(
        pytest.param(number, marks=pytest.mark.long("runs in worker processes")) for number in (2, 4)
    )
    seeds: ClassVar[tuple[int, ...]] = (0, 3, 8, 2**40)

    def pytest_generate_tests(self, metafunc):
        if "parameter" in metafunc.fixturenames:
            long = [name for name, bite in self.bites.items() if bite.long]
            mark = pytest.mark.long("where a parameter leads that takes long to show")
            names = self.story.Parameters.model_fields
            metafunc.parametrize(
                "parameter", [pytest.param(name, marks=[mark] if name in long else []) for name in names]
            )
        if "bad_rule" in metafunc.fixturenames:
            metafunc.parametrize("bad_rule", self.bad_rules)
        if "workers" in metafunc.fixturenames:
            metafunc.parametrize("workers", self.workers)

    def world(self, parameters=None, seeds=(3,), **options) -> World:
        return self.story(self.parameters if parameters is None else parameters, seeds=seeds, **options)

    def ensemble(self, parameters=None, seeds=None, workers=1, **options):
        return ensemble(
            self.story,
            self.parameters if parameters is None else parameters,
            self.seeds if seeds is None else seeds,
            options.pop("steps", self.steps),
            workers=workers,
            progress=False,
            **options,
        )

    def variants(self):
        """The lively set, and with one parameter changed, as far as they are alike in shape."""
        declared = self.parameters.declarations()
        return [self.parameters, *(self.changed(name) for name in self.bites if not declared[name].fixes_shape)]

    def changed(self, name):
        """The lively set with one parameter changed."""
        value = self.bites[name].value
        if value == getattr(self.parameters, name):
            value = getattr(type(self.parameters)(), name)
        return self.parameters.but(**self.along.get(name, {}), **{name: value})

    # A run depends on its seed and its parameters alone.

    def test_the_same_seed_gives_the_same_bits(self):
        np.testing.assert_array_equal(lived(self.world(), self.steps), lived(self.world(), self.steps))

    def test_other_seeds_give_other_runs_where_anything_is_left_to_luck(self):
        end = lived(self.world(seeds=self.seeds), self.steps)[-1]
        assert any(len(np.unique(values)) > 1 for values in end) == self.by_luck

    def test_a_run_is_the_same_alone_and_in_any_block(self):
        alone = [lived(self.world(seeds=[seed]), self.steps)[:, :, 0] for seed in self.seeds]
        agents = self.story.workload(self.parameters).agents
        for block in (1, 7, 2 * agents, 3 * agents, 8000):
            series = self.ensemble(block=block).series
            for row in range(len(self.seeds)):
                np.testing.assert_array_equal(of_run(series, row), alone[row], err_msg=f"block of {block}")

    def test_runs_are_the_same_on_any_number_of_workers(self, workers, tmp_path):
        one = self.ensemble()
        more = self.ensemble(workers=workers, block=1, begin=everyone_at_work(tmp_path, workers))
        assert len(list(tmp_path.iterdir())) == workers
        same_frames(more.series, one.series)
        same_frames(more.runs, one.runs)

    def test_runs_of_other_parameters_side_by_side_do_not_touch_each_other(self):
        sets = self.variants()
        seeds = [self.seeds[number % 3] for number in range(len(sets))]
        series = self.ensemble(sets, seeds, block=10**6).series
        for row, (one, seed) in enumerate(zip(sets, seeds, strict=True)):
            alone = lived(self.world(one, [seed]), self.steps)[:, :, 0]
            np.testing.assert_array_equal(of_run(series, row), alone, err_msg=str(one))

    def test_what_must_not_matter_does_not(self):
        sets = tuple(self.variants()[:8])
        probe = Probe(self.story, sets, tuple(range(len(sets))), self.steps, every=5)
        found = differences(probe, leave_out=("two workers",))
        assert not [difference for difference in found if difference.broken]

    # A world of one run is a Mesa model.

    def test_a_world_stepped_by_hand_is_its_row_of_an_ensemble(self):
        frames = self.ensemble()
        for row, seed in enumerate(self.seeds):
            world = self.world(seeds=[seed])
            lived(world, self.steps)
            series = of_run(frames.series, row)
            collected = world.datacollector.get_model_vars_dataframe()
            np.testing.assert_array_equal(collected[series.columns], series)
            end = frames.runs.loc[row, list(self.story.observed)].to_numpy(dtype=float)
            np.testing.assert_array_equal(end, read(world)[:, 0])
            outcome = world.outcome()
            assert [*outcome["status"], *outcome["reason"]] == list(frames.runs.loc[row, ["status", "reason"]])

    def test_mesas_run_for_is_so_many_steps(self):
        walked, driven = self.world(), self.world()
        lived(walked, self.steps)
        driven.run_for(self.steps)
        same_frames(driven.datacollector.get_model_vars_dataframe(), walked.datacollector.get_model_vars_dataframe())
        same_frames(driven.datacollector.get_agent_vars_dataframe(), walked.datacollector.get_agent_vars_dataframe())

    def test_the_data_collector_records_what_agents_are(self):
        world = self.world()
        lived(world, 5)
        frame = world.datacollector.get_agent_vars_dataframe()
        assert frame.index.get_level_values(0).unique().tolist() == [*range(6)]
        last = frame.loc[5]
        for name in self.story.Person.reported:
            state = np.array([np.atleast_1d(getattr(agent, name)) for agent in world.agents])
            columns = [name] if state.shape[1] == 1 else [f"{name}_{task}" for task in world.tasks]
            np.testing.assert_array_equal(last[columns].to_numpy(), state)

    def test_time_zero_is_the_start_and_step_t_ends_at_time_t(self):
        world = self.world()
        assert world.time == 0
        for step in range(1, 4):
            world.step()
            assert world.time == step
        assert self.ensemble(steps=7, every=3).series["time"].unique().tolist() == [0, 3, 6, 7]

    def test_agents_are_there_in_a_world_of_one_run_only(self):
        world = self.world()
        assert len(world.agents) == world.size
        assert [agent.slot for agent in world.agents] == list(range(world.size))
        assert all(isinstance(agent, self.story.Person) for agent in world.agents)
        many = self.world(seeds=[1, 2])
        assert len(many.agents) == 0
        with pytest.raises(UserError, match="2 runs, and a data collector is of one"):
            many.datacollector.get_model_vars_dataframe()

    @pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda world: pickle.loads(pickle.dumps(world))])
    def test_a_copy_of_a_running_world_goes_on_like_the_first_and_apart_from_it(self, duplicate):
        world = self.world()
        lived(world, 10)
        twin = duplicate(world)
        ahead = lived(twin, self.steps)
        assert world.time == 10
        np.testing.assert_array_equal(lived(world, self.steps), ahead)
        same_frames(twin.datacollector.get_model_vars_dataframe(), world.datacollector.get_model_vars_dataframe())
        same_frames(twin.datacollector.get_agent_vars_dataframe(), world.datacollector.get_agent_vars_dataframe())
        assert all(agent.model is twin for agent in twin.agents)

    # What can be seen.

    def test_every_observable_says_its_unit_and_meaning(self):
        assert self.story.observed
        for name, observable in self.story.observed.items():
            assert observable.unit.strip(), name
            assert observable.meaning.strip(), name

    def test_a_share_is_a_share(self):
        share = getattr(self.story, "share", None)
        assert (share is not None) >= (self.story.generation is not None)
        assert share is None or self.story.observed[share].unit.startswith("share of")
        world = self.world(seeds=self.seeds)
        values = lived(world, self.steps)[:, [name == share for name in self.story.observed]]
        assert not (values < -1e-9).any()
        assert not (values > 1 + 1e-9).any()

    def test_columns_of_the_frames_do_not_clash(self):
        columns = [
            *("run", "seed", "time"),
            *self.story.Parameters.model_fields,
            *self.story.observed,
            *self.world().outcome(),
        ]
        assert len(columns) == len(set(columns))

    def test_observables_are_one_number_a_run_finite_or_nan(self):
        world = self.world(seeds=self.seeds)
        values = lived(world, self.steps)
        assert values.shape == (self.steps + 1, len(self.story.observed), len(self.seeds))
        assert not np.isinf(values).any()
        undefined = np.isnan(values[-1]).all(axis=-1)
        assert set(np.array(list(self.story.observed))[undefined]) == self.undefined

    def test_no_step_makes_more_or_less_of_what_is_conserved(self):
        world = self.world(seeds=self.seeds)
        begun = {name: np.copy(account(world)) for name, account in self.accounts.items()}
        for _ in range(self.steps):
            world.step()
            for name, account in self.accounts.items():
                np.testing.assert_allclose(account(world), begun[name], rtol=1e-12, atol=1e-12, err_msg=name)

    def test_every_parameter_has_a_meaning_a_unit_and_a_source(self):
        for row in self.story.Parameters.table():
            assert all(row[column].strip() for column in ("meaning", "unit", "source", "allowed", "default")), row

    # What a user can put right.

    def test_a_misspelt_phase_is_refused_with_the_nearest(self):
        phase = self.story.phases[-1]
        with pytest.raises(UserError, match=f"did you mean '{phase}'"):
            self.world(without=[phase + "e"])

    @pytest.mark.parametrize("seeds", [[], [-1], [1.5], ["1"], [True], [None], 5])
    def test_wrong_seeds_are_refused(self, seeds):
        with pytest.raises(UserError, match="seed"):
            self.world(seeds=seeds)

    def test_parameters_of_another_kind_are_refused(self):
        for wrong in (Parameters(), "variety", [self.parameters, Parameters()]):
            with pytest.raises(UserError, match=self.story.Parameters.__name__):
                self.world(wrong, seeds=[1, 2])
            with pytest.raises(UserError, match=self.story.Parameters.__name__):
                self.ensemble(wrong, seeds=[1, 2])

    def test_as_many_sets_as_seeds_are_wanted(self):
        for make in (self.world, self.ensemble):
            with pytest.raises(UserError, match="3 parameter sets for 2 seeds"):
                make([self.parameters] * 3, seeds=[1, 2])

    def test_sets_of_unlike_shape_cannot_share_arrays(self):
        changed = [self.changed(name) for name in self.bites]
        unlike = [other for other in changed if other.shape_key != self.parameters.shape_key]
        fixed = [
            name
            for name, declared in self.parameters.declarations().items()
            if declared.fixes_shape or type(getattr(self.parameters, name)) not in {int, float, tuple}
        ]
        assert bool(unlike) == bool(fixed)
        for other in unlike:
            with pytest.raises(UserError, match="shape"):
                self.world([self.parameters, other], seeds=[1, 2])

    # Every parameter does something.

    def test_every_parameter_bites(self, parameter):
        bite = self.bites.get(parameter)
        assert bite, f"bites names no value, observable and way for {parameter}"
        calm = self.story.Parameters(**bite.but)
        changed = calm.but(**{parameter: bite.value})
        assert getattr(changed, parameter) != getattr(calm, parameter), "the value is not a change"
        ends = [
            ensemble(
                self.story,
                one,
                bite.runs,
                bite.steps,
                every=bite.steps,
                record=[bite.observable],
                workers=1,
                progress=False,
            ).runs[bite.observable]
            for one in (calm, changed)
        ]
        gain = bite.way * (ends[1] - ends[0]).dropna()
        assert len(gain) > bite.runs / 2, f"{bite.observable} is mostly undefined"
        assert gain.mean() > 4 * gain.sem(), f"{bite.observable} moved by {bite.way * gain.mean():g}"
        if bite.size is not None:
            allowed = 4 * gain.sem() + 1e-9 * abs(bite.size)
            assert bite.way * gain.mean() == pytest.approx(bite.size, rel=0, abs=allowed)


class PairedContract(WorldContract):
    """Tests that hold for every world that draws from its named streams alone.

    A chain also draws counts, from chances that differ between variants: its variants share seeds, not every draw.
    """

    def test_variants_of_one_seed_see_the_same_draws(self, monkeypatch):
        monkeypatch.setattr("specialisation_sim.model.world.Streams", Recorder)

        def draws(parameters):
            world = self.world(parameters, collect=False)
            lived(world, self.steps)
            return world.streams.given

        usual = draws(self.parameters)
        assert usual
        for one in self.variants():
            given = draws(one)
            for name in given.keys() & usual.keys():
                np.testing.assert_array_equal(given[name], usual[name], err_msg=f"{name} with {one}")


class RuleContract(PairedContract):
    """Tests that hold where a user may give a rule of choice."""

    rule: ClassVar[Any] = staticmethod(random_rule)
    bad_rules: ClassVar[dict[str, Any]] = BAD_RULES

    def test_a_users_rule_works_alone_and_in_an_ensemble_alike(self):
        series = self.ensemble(choose=self.rule).series
        for row, seed in enumerate(self.seeds):
            alone = lived(self.world(seeds=[seed], choose=self.rule), self.steps)
            np.testing.assert_array_equal(of_run(series, row), alone[:, :, 0])
        assert not np.array_equal(alone, lived(self.world(seeds=[seed]), self.steps), equal_nan=True)

    def test_a_rule_of_wrong_numbers_is_refused(self, bad_rule):
        world = self.world(choose=self.bad_rules[bad_rule])
        with pytest.raises(UserError, match="the rule of choice must return whole numbers from 0 to"):
            world.step()


class PracticeContract(RuleContract):
    """Tests that hold for stories of practice: agents with skills, experience, habit and slack."""

    story: ClassVar[type[PracticeWorld]]

    def test_habit_and_record_are_shares_and_days(self):
        world = self.world(seeds=self.seeds)
        for _ in range(self.steps):
            world.step()
            np.testing.assert_allclose(world.habit.sum(axis=0)[world.alive], 1, rtol=1e-12)
            assert (world.habit >= 0).all()
            assert (world.record >= 0).all()

    def test_the_usual_rule_given_by_hand_changes_nothing(self):
        usual = lived(self.world(), self.steps)
        np.testing.assert_array_equal(lived(self.world(choose=laws.afford_then_prefer), self.steps), usual)

    def test_agents_read_and_write_the_worlds_arrays(self):
        world = self.world()
        world.step()
        agent = world.agents[world.size - 1]
        assert agent.slack == world.slack[0, agent.slot]
        assert agent.task == world.task[0, agent.slot]
        np.testing.assert_array_equal(agent.habit, world.habit[:, 0, agent.slot])
        agent.slack = 3.25
        assert world.slack[0, agent.slot] == 3.25
        with pytest.raises(UserError, match="slack"):
            agent.slack = np.nan
        with pytest.raises(ValueError, match="read-only"):
            agent.skill[0] = 1.0

    def test_a_skill_brings_the_experience_that_gives_it(self):
        master = self.world()
        lived(master, self.steps)
        world = self.world(seeds=[8])
        learned, taught = master.agents[0], world.agents[0]
        others = world.experience[:, 0, 1:].copy()
        taught.skill = learned.skill
        np.testing.assert_allclose(taught.skill, learned.skill, rtol=1e-12)
        np.testing.assert_allclose(taught.experience, learned.experience, rtol=1e-7, atol=1e-7)
        np.testing.assert_array_equal(world.experience[:, 0, 1:], others)
        before = taught.experience.copy()
        world.step()
        np.testing.assert_allclose(taught.experience, world.p.retention * before + world.done[:, 0, 0], rtol=1e-12)

    def test_an_experience_brings_the_skill_it_gives(self):
        world = self.world()
        before = world.agents[0].skill.copy()
        world.agents[0].experience = np.full(len(world.tasks), 50.0)
        assert (world.agents[0].skill > before).all()

    def test_a_skill_may_be_set_to_what_it_is(self):
        world = self.world()
        for _ in range(10):
            world.step()
            for agent in world.agents:
                skill = agent.skill.copy()
                agent.skill = skill
                np.testing.assert_allclose(agent.skill, skill, rtol=1e-12)

    def test_a_skill_that_cannot_be_learned_is_refused(self):
        world = self.world()
        before = world.experience.copy()
        for skill in (-1.0, 0.0, np.nan):
            with pytest.raises(UserError, match="cannot be learned"):
                world.agents[0].skill = np.full(len(world.tasks), skill)
        np.testing.assert_array_equal(world.experience, before)
