"""A run that is watched: what it shows is what the story does, in bounded memory."""

import re
import threading

import numpy as np
import pytest
from quick import quick

from specialisation_sim import UserError, ensemble
from specialisation_sim.ui.history import POINTS, History, numbers
from specialisation_sim.ui.limits import CLASS, Limits
from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.stories import find, names


@pytest.mark.parametrize("story", names())
def test_a_run_shows_what_an_ensemble_of_one_computes(story):
    kind = find(story)
    runner = Runner(kind, quick(kind), seed=3)
    snapshot = runner.step(3)
    ends = ensemble(kind, quick(kind), seeds=[3], steps=3, progress=False).series
    assert snapshot.time == 3
    for name in kind.observed:
        shown = [np.nan if value is None else value for value in snapshot.series[name]]
        np.testing.assert_allclose(shown, ends[name], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("story", names())
def test_every_story_has_a_picture_with_its_agents_and_charts_of_its_observables(story):
    kind = find(story)
    runner = Runner(kind, quick(kind), seed=0)
    for snapshot in (runner.snapshot, runner.step(3)):
        picture = runner.look.draw(snapshot)
        assert picture.startswith("<svg")
        assert not re.search(r'="[^"]*\bnan\b', picture)
    assert 'data-agent="0"' in picture
    assert {name for _, some in runner.look.charts for name in some} <= set(kind.observed)


def test_steps_in_one_go_or_one_by_one_are_the_same():
    kind = find("island")
    one, other = (Runner(kind, kind.Parameters(foragers=3), seed=1) for _ in range(2))
    one.step(30)
    for _ in range(30):
        other.step()
    assert one.snapshot == other.snapshot


def test_a_snapshot_stays_as_it_was():
    kind = find("island")
    runner = Runner(kind, kind.Parameters(), seed=1)
    before = runner.step(5)
    curve = list(before.series["threshold"])
    runner.step(50)
    assert list(before.series["threshold"]) == curve
    assert before.time == 5


def test_a_reader_never_meets_a_half_finished_step():
    kind = find("island")
    runner = Runner(kind, kind.Parameters(foragers=5), seed=1)
    wrong = []

    def look():
        while not stop.is_set():
            snapshot = runner.snapshot
            if {len(curve) for curve in snapshot.series.values()} != {len(snapshot.times)}:
                wrong.append(snapshot.time)

    stop = threading.Event()
    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(60):
        runner.step(3)
    stop.set()
    reader.join()
    assert wrong == []


def test_history_is_bounded_even_spread_and_ends_now():
    history = History(1, most=200)
    for time in range(10_000):
        if history.wants(time):
            history.add(time, [time])
    assert history.number <= 200
    assert set(np.diff(history.times)) == {history.stride}
    np.testing.assert_array_equal(history.rows[:, 0], history.times)
    assert len(history.places()) <= POINTS + 1
    assert history.places()[-1] == history.number - 1


@pytest.mark.long("the memory of a long run")
def test_a_long_run_keeps_a_bounded_history():
    kind = find("island")
    runner = Runner(kind, kind.Parameters(foragers=3), seed=0)
    runner.step(2500)
    assert len(runner.snapshot.times) <= POINTS + 1
    assert runner.history.number <= runner.history.most
    assert runner.watched.number <= runner.watched.most


def test_numbers_are_short_and_unknown_ones_are_null():
    assert numbers(np.array([1.23456789, np.nan])) == [1.2346, None]


def test_an_agent_is_changed_and_the_run_goes_on_from_there():
    kind = find("island")
    changed, calm = (Runner(kind, kind.Parameters(foragers=2, exponent=1.0), seed=0) for _ in range(2))
    for runner in (changed, calm):
        runner.step(10)
    changed.change(1, "skill", [9.0, 1.5])
    assert changed.snapshot.agents["skill hunt"][1] == pytest.approx(9.0)
    assert changed.touched
    assert "changed by hand" in changed.snapshot.events[-1][1]
    for runner in (changed, calm):
        runner.step(100)
    assert changed.snapshot.agents["skill fish"][1] < calm.snapshot.agents["skill fish"][1] + 1
    assert changed.snapshot.agents["skill hunt"][0] == calm.snapshot.agents["skill hunt"][0]


@pytest.mark.parametrize(
    ("slot", "name", "values", "message"),
    [
        (0, "skill", [-1.0, 1.0], "cannot be learned"),
        (0, "habit", [2.0, 0.0], "out of bounds"),
        (7, "slack", [1.0], "agent = 7"),
        (0, "model", [1.0], "cannot be changed"),
        (0, "__class__", [1.0], "cannot be changed"),
    ],
)
def test_what_a_page_may_not_change_is_refused(slot, name, values, message):
    kind = find("island")
    runner = Runner(kind, kind.Parameters(), seed=0)
    with pytest.raises(UserError, match=message):
        runner.change(slot, name, values)


def test_deaths_and_crashes_are_marked():
    kind = find("island")
    parameters = kind.Parameters(foragers=4, crash_day=20, crash_loss=0.95, need=1.0, slack_start=10, regrowth=0.001)
    events = Runner(kind, parameters, seed=0).step(80).events
    assert (20, "the game crashes") in events
    assert any("starve" in words for _, words in events)


def test_hires_are_marked():
    kind = find("foundation")
    assert (2, "2 grant-makers are hired") in Runner(kind, kind.Parameters(proposals=50), seed=0).step(4).events


def test_limits_hold_whatever_a_page_asks():
    kind = find("island")
    with pytest.raises(UserError, match="too many to show"):
        Runner(kind, kind.Parameters(foragers=CLASS.agents + 1), seed=0, bounds=CLASS)
    runner = Runner(kind, kind.Parameters(), seed=0, bounds=Limits(steps=10))
    assert runner.step(50).time == 10
    assert runner.step(1).time == 10
    autoencoder = find("autoencoder")
    with pytest.raises(UserError, match="times as much work"):
        Runner(autoencoder, autoencoder.Parameters(updates=100_000), seed=0, bounds=CLASS)
    with pytest.raises(UserError, match="million agent-steps"):
        CLASS.check_work(10**12)


@pytest.mark.parametrize("story", names())
def test_every_story_is_shown_to_a_class(story):
    kind = find(story)
    parameters = kind.Parameters()
    size = getattr(parameters, kind.bulk or kind.population)
    CLASS.check_world(getattr(parameters, kind.population), size)
    CLASS.check_effort(getattr(parameters, kind.effort) if kind.effort else 0)
