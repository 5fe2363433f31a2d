"""Random valid parameters over their full bounds, for every story, chain and published model."""

import math
import os
import random
import warnings
from pathlib import Path

import numpy as np
import pytest

from specialisation_sim import UserError
from specialisation_sim.registry import WORLDS, name_of, story

PLAIN, LONG, WHOLE = 3, 30, 300
"""Sets a story of the plain run, of the long test, and of the whole one."""
STEPS, LARGE = 5, 60
"""Steps of a run, and the largest number of anything that makes arrays long."""
PAGE = (Path(__file__).parents[1] / "docs" / "missing_values.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
MISSING = {(row[0], name.strip("` ")) for row in ROWS for name in row[1].split(",")}
"""Observables that the page says may have no value."""


def value(declaration, kind, default, dice):
    """A value within the bounds: often at an end of them, or near, or of another order of magnitude."""
    if isinstance(default, bool):
        return dice.random() < 0.5
    low, high = declaration.low, declaration.high
    if kind is int:
        top = int(min(high, max(LARGE, 2 * default if not declaration.fixes_shape else 0)))
        bottom = int(low) if math.isfinite(low) else -top
        return dice.choice([bottom, top, dice.randint(bottom, max(top, bottom))])
    bottom = low if math.isfinite(low) else -(10.0 ** dice.uniform(-3, 6))
    top = high if math.isfinite(high) else bottom + 10.0 ** dice.uniform(-3, 6)
    tiny = 10.0 ** dice.uniform(-300, -1) * (top - bottom)
    return dice.choice([bottom, top, bottom + tiny, top - tiny, dice.uniform(bottom, top), default])


def any_parameters(kind, dice):
    """A valid set, or none: values are drawn anew until they go together and a run takes no more than a moment."""
    defaults = kind.Parameters()
    small = {
        name: min(getattr(defaults, name), LARGE)
        for name in kind.Parameters.model_fields
        if isinstance(getattr(defaults, name), int) and not isinstance(getattr(defaults, name), bool)
    }
    for share in (1.0, 0.7, 0.4, 0.3, 0.2, 0.1, 0.1, 0.05, 0.05, 0.0):
        changes = dict(small)
        for name, declaration in kind.Parameters.declarations().items():
            field, default = kind.Parameters.model_fields[name], getattr(defaults, name)
            if dice.random() >= share:
                continue
            if isinstance(default, str):
                changes[name] = dice.choice(field.annotation.__args__)
            elif isinstance(default, (int, float)):
                changes[name] = value(declaration, field.annotation, default, dice)
        try:
            found = kind.Parameters(**changes)
        except UserError:
            continue
        if kind.workload(found).effort <= 1_000_000:
            return found
    return None


def check(kind, parameters):
    """Run it: no warning, no number that is infinite or unknown without a word, and what is kept is kept."""
    world = kind(parameters, seeds=(0, 1), collect=False)
    alive = np.copy(world.alive) if hasattr(world, "alive") else None
    joined = 0
    for _ in range(STEPS):
        world.step()
        for name in world.observed:
            values = getattr(world, name)
            assert values.shape == (2,), name
            assert not np.isinf(values).any(), name
            if np.isnan(values).any():
                assert {(name_of(kind), name), ("all with a monitor", name)} & MISSING, f"{name} is NaN without a word"
        if alive is not None:
            new = world.alive & ~alive
            joined += int(new.sum())
            assert not new.any() or hasattr(world, "joined") or "speciation" in kind.Parameters.model_fields, "alive"
            alive = np.copy(world.alive)
        if hasattr(world, "slack") and hasattr(world.p, "slack_cap"):
            assert (world.slack >= 0)[world.alive].all()  # of the dead, below nought is what they lacked
            assert (world.slack <= np.maximum(world.p.slack_cap, world.p.slack_start) + 1e-12).all()
        if hasattr(world, "habit"):
            np.testing.assert_allclose(world.habit.sum(axis=0)[world.alive], 1, rtol=1e-9)
        if all(hasattr(world, name) for name in ("stock", "taken", "grown")):
            account = world.stock + world.taken - world.grown
            begun = getattr(world, "_begun", account)
            world._begun = begun
            np.testing.assert_allclose(account, begun, rtol=1e-9, atol=1e-9)


def run(name, sets, seed):
    kind, dice, ran = story(name), random.Random(f"{name} {seed}"), 0
    for number in range(sets):
        parameters = any_parameters(kind, dice)
        if parameters is None:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                check(kind, parameters)
                ran += 1
            except UserError:
                continue  # what a set alone cannot tell, said in words
            except Exception as error:
                changed = {
                    key: one for key, one in parameters.model_dump().items() if one != getattr(kind.Parameters(), key)
                }
                error.add_note(f"set {number} of {name_of(kind)}: {changed}")
                raise
    assert ran >= sets / 6  # a chain of many conditions refuses most sets


@pytest.mark.parametrize("name", WORLDS)
def test_any_parameters_run(name):
    run(name, PLAIN, 0)


DEAREST = "gan"
"""A model of which thirty sets take a minute."""


MANY = "parameters at random"


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=(pytest.mark.weekly if name == DEAREST else pytest.mark.long)(MANY)) for name in WORLDS],
)
def test_many_parameters_run(name):
    run(name, WHOLE if os.environ.get("SPECIALISE_WHOLE_FUZZ") else LONG, 1)
