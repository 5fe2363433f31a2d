"""What is worked out in parts is the same, to the last bit, as what is worked out at once: every buffer and chunk."""

import ast
import importlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import specialisation_sim
from specialisation_sim import Island, ensemble, grid, laws, sweep
from specialisation_sim.chains.learners import beam
from specialisation_sim.chains.learners.corpus import blocks
from specialisation_sim.chains.learners.trigram import Trigram
from specialisation_sim.model.streams import Streams, generator
from specialisation_sim.records import audit

SEEDS = (3, 0, 7, 3, 2**40, 9, 5, 0)


def drawn():
    """Two streams of runs, some of which share a seed, over more steps than a first buffer holds."""
    streams = Streams(SEEDS)
    steps = [(streams.uniform("sky", 3).copy(), streams.normal("taste").copy()) for _ in range(150)]
    return [np.array(each) for each in zip(*steps, strict=True)]


def capacities(classes):
    """The best capacity for more settings than one, each met twice."""
    rng = np.random.default_rng(1)
    mix = rng.dirichlet(np.ones(classes), 7).T
    spill = np.broadcast_to(0.9 * np.eye(classes)[..., None] + 0.1 / classes, (classes, classes, 7))
    ease = rng.uniform(1.0, 8.0, (classes, 7))
    twice = [np.concatenate([part, part], axis=-1) for part in (mix, ease, spill, rng.uniform(0.5, 3.0, 7))]
    return [laws.best_capacity(*twice)]


def searched():
    """Continuations by beam search, in which many contexts are met for the first time at once."""
    corpus = blocks(50)[:30]
    return [beam.searched(Trigram.fit(corpus, 50, 0.75), corpus[:8, :2], 5, 1.5)]


def audited():
    """An audit of two years, by number and by amount."""
    rng = np.random.default_rng(2)
    rows = {"when": [2000] * 41 + [2001] * 57, "what": rng.choice(list("abcdefg"), 98), "weight": rng.pareto(2, 98) + 1}
    found = audit(pd.DataFrame(rows), weight="weight", draws=103)
    return [found.table.drop(columns=["by", "period", "mode"]).to_numpy(dtype=float)]


def answered():
    """Both answers of an audit of six years: the path's interval, and how far drift goes."""
    rng = np.random.default_rng(3)
    rows = {"when": np.repeat(np.arange(2000, 2006), 30), "what": rng.choice(list("abcde"), 180)}
    return [np.array([repr(each) for each in audit(pd.DataFrame(rows), draws=103).trends.values()])]


PARTS = [
    ("model.streams", {"BUFFER": 1, "CALL": 1, "BEGIN": 1}, drawn),
    ("model.streams", {"BUFFER": 700, "BEGIN": 5}, drawn),
    ("model.streams", {"GROUP": 1}, drawn),
    ("model.streams", {"GROUP": 4}, drawn),
    ("laws.capacity", {"PART": 1}, lambda: capacities(2)),
    ("laws.capacity", {"PART": 3}, lambda: capacities(2)),
    ("laws.capacity", {"PART": 4}, lambda: capacities(3)),
    ("chains.learners.beam", {"AT_ONCE": 1}, searched),
    ("chains.learners.beam", {"AT_ONCE": 7}, searched),
    ("records.bootstrap", {"CHUNK": 300}, audited),
    ("records.bootstrap", {"CHUNK": 1000}, audited),
    ("records.path_taken", {"CHUNK": 60}, answered),
    ("records.drift", {"CHUNK": 600}, answered),
    ("records.equal_size", {"ROWS": 1}, answered),
]
"""Module, sizes of its parts, and what is worked out."""

OTHERWISE = {
    "model.streams": "above",
    "laws.capacity": "above",
    "chains.learners.beam": "above",
    "records.bootstrap": "above",
    "records.path_taken": "above",
    "records.drift": "above",
    "records.equal_size": "above",
    "runs.ensembles": "below",
    "sweeps.plan": "below",
    "studies.closed_drift": "its steps are the pauses between outside data, not parts",
}
"""Modules in which a loop goes in steps of a variable size, and where their parts are tested."""


@pytest.mark.parametrize(("module", "sizes", "work"), PARTS, ids=[f"{one[0]} {one[1]}" for one in PARTS])
def test_in_parts_is_the_same_as_at_once(module, sizes, work, monkeypatch):
    at_once = work()
    where = importlib.import_module(f"specialisation_sim.{module}")
    for name, size in sizes.items():
        assert getattr(where, name) > size
        monkeypatch.setattr(where, name, size)
    for part, whole in zip(work(), at_once, strict=True):
        np.testing.assert_array_equal(part, whole)


def test_streams_are_the_numbers_of_their_generators_in_order():
    uniform, normal = drawn()
    for run, seed in enumerate(SEEDS):
        np.testing.assert_array_equal(uniform[:, run], 1 - generator(seed, "sky").random((150, 3)))
        np.testing.assert_array_equal(normal[:, run], generator(seed, "taste").standard_normal(150))


@pytest.mark.parametrize("block", [1, 3, 17])
def test_runs_and_sweeps_in_blocks_are_the_same_as_in_one(block, tmp_path):
    options = {"workers": 1, "progress": False}
    axes = grid(exponent=[0.0, 0.5], foragers=[1, 3])
    one, whole = (
        ensemble(Island, Island.Parameters(foragers=3), SEEDS, 20, block=size, **options).runs
        for size in (block, 10**6)
    )
    pd.testing.assert_frame_equal(one, whole, check_exact=True)
    one, whole = (
        sweep(Island, axes, replicates=5, steps=20, out=tmp_path / str(size), block=size, **options).runs
        for size in (block, 10**6)
    )
    pd.testing.assert_frame_equal(one, whole, check_exact=True)


def test_no_loop_in_parts_is_left_out():
    package = Path(specialisation_sim.__file__).parent
    found = set()
    for path in package.rglob("*.py"):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            ranges = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"
            if ranges and len(node.args) == 3 and not isinstance(node.args[2], (ast.Constant, ast.UnaryOp)):
                found.add(module)
    assert {module for module in found if not module.startswith("ui.")} == set(OTHERWISE)
