"""How much work a run is: one answer, which ensembles, sweeps and the browser share."""

from types import SimpleNamespace

import pytest

from specialisation_sim import ensemble, grid, story, sweep
from specialisation_sim.model.workload import WORTH_SHARING, Workload
from specialisation_sim.runs import ensembles
from specialisation_sim.sweeps import engines


@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("island", {"foragers": 7}, (7, 7, 7)),
        ("foundation", {"proposals": 300, "staff": 4}, (4, 300, 300)),
    ],
)
def test_a_run_is_worth_what_its_story_says(name, changes, expected):
    kind = story(name)
    assert kind.workload(kind.Parameters(**changes)) == Workload(*expected)


def test_a_trained_chain_says_how_much_training_is():
    kind = story("autoencoder")
    work = kind.workload(kind.Parameters())
    assert work.agents == 1
    assert work.effort > 10 * work.width > 10


def test_blocks_hold_one_run_at_least():
    assert Workload(1, 50_000, 1).side_by_side(20_000) == 1
    assert Workload(1, 10, 1).side_by_side(20_000) == 2000


def test_helpers_start_where_the_effort_is_worth_it():
    assert Workload(1, 1, WORTH_SHARING // 100).worth_sharing(runs=10, steps=10)
    assert not Workload(1, 1, WORTH_SHARING // 101).worth_sharing(runs=10, steps=10)


class _StoppedError(Exception):
    pass


@pytest.mark.parametrize("module", [ensembles, engines])
@pytest.mark.parametrize(("updates", "workers"), [(2000, None), (1, 1)])
def test_ensembles_and_sweeps_share_the_training_of_a_chain(module, updates, workers, monkeypatch, tmp_path):
    seen = SimpleNamespace(workers="never asked")

    def look(here, there, blocks, number, done):
        seen.workers = number
        raise _StoppedError

    monkeypatch.setattr(module, "do_all", look)
    kind = story("autoencoder")
    base = kind.Parameters(updates=updates, samples=20)
    ask = {
        ensembles: lambda: ensemble(kind, base, seeds=12, steps=20, progress=False),
        engines: lambda: sweep(kind, grid(beta=[0.1, 0.2]), 6, 20, parameters=base, out=tmp_path, progress=False),
    }
    with pytest.raises(_StoppedError):
        ask[module]()
    assert seen.workers == workers
