import gc
import io
import os
import time
import tracemalloc

import numpy as np
import pytest
from contract import everyone_at_work, lived, of_run

from specialisation_sim import Island, IslandParameters, UserError, ensemble


def run(*args, workers=1, **options):
    return ensemble(Island, *args, workers=workers, progress=False, **options)


# Frames.


def test_runs_has_one_row_a_run_and_series_one_a_run_and_time():
    runs, series = run(None, 4, 10)
    assert runs["run"].tolist() == [0, 1, 2, 3]
    assert runs["seed"].tolist() == [0, 1, 2, 3]
    assert series["run"].tolist() == np.repeat(range(4), 11).tolist()
    assert series["time"].tolist() == [*range(11)] * 4
    assert list(series) == ["run", "seed", "time", *Island.observed]
    assert {"status", "reason", *Island.observed} <= set(runs)
    assert not series.duplicated(["run", "time"]).any()


def test_the_last_row_of_a_run_in_series_is_its_row_in_runs():
    runs, series = run(IslandParameters(foragers=3, game_depletion=0.1), 4, 10)
    last = series.groupby("run").last(skipna=False)
    for name in Island.observed:
        np.testing.assert_array_equal(last[name], runs[name], err_msg=name)


@pytest.mark.parametrize(
    ("every", "times"), [(1, [*range(11)]), (5, [0, 5, 10]), (4, [0, 4, 8, 10]), (10, [0, 10]), (99, [0, 10])]
)
def test_start_and_end_and_every_so_many_steps_are_recorded(every, times):
    full, some = run(None, 3, 10).series, run(None, 3, 10, every=every).series
    assert of_run(some, 1).index.tolist() == times
    expected = full[full["time"].isin(times)].reset_index(drop=True)
    np.testing.assert_array_equal(some[list(Island.observed)], expected[list(Island.observed)])


def test_what_is_recorded_can_be_chosen_and_keeps_its_order():
    runs, series = run(None, 3, 10, record=["game", "threshold"])
    assert list(series) == ["run", "seed", "time", "game", "threshold"]
    assert set(Island.observed) <= set(runs)
    np.testing.assert_array_equal(series["threshold"], run(None, 3, 10).series["threshold"])


def test_parameters_that_differ_stand_in_runs_and_others_do_not():
    sets = [IslandParameters(exponent=exponent) for exponent in (0.1, 0.5, 1.0)]
    runs, _ = run(sets, 3, 10)
    assert runs["exponent"].tolist() == [0.1, 0.5, 1.0]
    assert "need" not in runs


def test_sets_of_unlike_shape_are_sorted_into_blocks_and_come_back_in_order():
    sets = [
        IslandParameters(foragers=foragers, game_depletion=0.05, learning=learning, crash_day=crash_day)
        for foragers, learning, crash_day in [(3, "power", 0), (1, "saturating", 0), (3, "power", 4), (1, "power", 0)]
        * 2
    ]
    seeds = [11, 5, 7, 5, 3, 2, 11, 1]
    runs, series = run(sets, seeds, 10)
    assert runs["run"].tolist() == [*range(8)]
    assert runs["seed"].tolist() == seeds
    assert runs["foragers"].tolist() == [one.foragers for one in sets]
    for number, (one, seed) in enumerate(zip(sets, seeds, strict=True)):
        alone = lived(Island(one, seeds=[seed]), 10)[:, :, 0]
        np.testing.assert_array_equal(of_run(series, number), alone)


# Seeds.


@pytest.mark.parametrize("seeds", [3, range(3), [0, 1, 2], (0, 1, 2), np.arange(3), iter([0, 1, 2]), np.int64(3)])
def test_seeds_may_be_a_number_or_a_row_of_numbers(seeds):
    assert run(None, seeds, 2).runs["seed"].tolist() == [0, 1, 2]


def test_the_same_seed_twice_gives_the_same_run_twice():
    _, series = run(None, [5, 6, 5], 20)
    one, other, again = (of_run(series, row)["threshold"] for row in range(3))
    np.testing.assert_array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("seeds", [0, -1, [], [1, -2], [1.5], ["a"], 2.5, None])
def test_wrong_seeds_are_refused(seeds):
    with pytest.raises(UserError, match="seed"):
        run(None, seeds, 2)


# State at the start.


def test_begin_sets_the_state_of_each_run_by_its_number():
    start = np.array([0.0, 40.0, 10.0, 30.0, 20.0])

    def begin(world, rows):
        experience = np.zeros(world.experience.shape)
        experience[0] = start[rows][:, None]
        world.set_experience(experience)

    _, series = run(None, 5, 3, begin=begin, block=2)
    at_zero = series.query("time == 0")
    np.testing.assert_allclose(at_zero["hunting_skill"], (1 + start / 30) ** 0.32)
    assert (at_zero["fishing_skill"] == 1).all()


# Progress.


@pytest.mark.parametrize("block", [8000, 3])
@pytest.mark.parametrize("steps", [7, 50, 120])
def test_progress_rises_to_the_total(steps, block):
    told = []
    ensemble(Island, None, 5, steps, workers=1, block=block, progress=lambda done, total: told.append((done, total)))
    done, totals = zip(*told, strict=True)
    assert set(totals) == {5 * steps}
    assert list(done) == sorted(done)
    assert done[-1] == 5 * steps


def test_progress_rises_to_the_total_on_two_workers(tmp_path):
    told = []
    ensemble(
        Island,
        None,
        6,
        60,
        workers=2,
        block=1,
        begin=everyone_at_work(tmp_path, 2),
        progress=lambda done, total: told.append((done, total)),
    )
    done = [done for done, _ in told]
    assert done == sorted(done)
    assert told[-1] == (360, 360)


@pytest.mark.parametrize(
    ("progress", "watched", "shown"),
    [(None, True, True), (None, False, False), (False, True, False), (True, True, True)],
)
def test_a_bar_is_shown_where_a_person_watches_unless_told_otherwise(monkeypatch, progress, watched, shown):
    class Screen(io.StringIO):
        def isatty(self):
            return watched

    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    ensemble(Island, None, 2, 5, workers=1, progress=progress)
    assert ("Island" in screen.getvalue()) == shown


# Errors.


@pytest.mark.parametrize("name", ["every", "block", "workers"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True])
def test_a_wrong_number_is_named_with_its_bound(name, value):
    with pytest.raises(UserError, match=f"{name} = {value} is not valid; allowed: a whole number from 1"):
        ensemble(Island, None, 2, 2, progress=False, **{name: value})


@pytest.mark.parametrize("steps", [0, -5, 2.0, "10", None])
def test_wrong_steps_are_named_with_their_bound(steps):
    with pytest.raises(UserError, match=r"steps = .* is not valid; allowed: a whole number from 1"):
        run(None, 2, steps)


def test_a_misspelt_observable_is_refused_with_the_nearest():
    with pytest.raises(UserError, match="unknown observable 'treshold'; did you mean 'threshold'"):
        run(None, 2, 2, record=["treshold"])


class Sulking(Exception):
    """What the rules below raise."""


@pytest.mark.parametrize("block", [1, 8000])
def test_an_error_in_a_rule_comes_out_as_itself(block):
    def rule(decision):
        raise Sulking("not today")

    with pytest.raises(Sulking, match="not today"):
        run(None, 4, 5, choose=rule, block=block)


@pytest.mark.parametrize("culprit", ["here", "helper"])
def test_an_error_in_a_rule_comes_out_as_itself_on_two_workers(culprit, tmp_path):
    here = os.getpid()

    def rule(decision):
        place = "here" if os.getpid() == here else "helper"
        (tmp_path / place).touch()
        patience = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < patience:
            time.sleep(0.02)
        if place == culprit:
            raise Sulking(f"not today, said {culprit}")
        return np.zeros(decision.slack.shape, dtype=int)

    with pytest.raises(Sulking, match=f"not today, said {culprit}"):
        run(None, 30, 5, choose=rule, block=1, workers=2)


def test_after_an_error_the_next_ensemble_works():
    with pytest.raises(UserError, match="rule of choice"):
        run(None, 4, 5, choose=lambda decision: None, block=1, workers=2)
    assert len(run(None, 4, 5, block=1, workers=2).runs) == 4


# Memory.


@pytest.mark.long("the memory of a long run")
def test_memory_grows_with_what_is_recorded_and_not_with_steps():
    def peak(steps):
        gc.collect()
        tracemalloc.start()
        run(None, 20, steps, every=steps, record=["threshold"])
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    # After two thousand steps streams draw for as many at once as they ever do.
    assert peak(4000) < peak(2000) * 1.05 + 100_000
