"""The type checker finds a parameter that a world misspells."""

import ast
import importlib
from pathlib import Path

import pytest

import specialisation_sim
from specialisation_sim.model.world import World
from specialisation_sim.registry import RUNNABLE, entries, ours, story

PACKAGE = Path(specialisation_sim.__file__).parent

WORLD = """
from specialisation_sim.stories.island import Island

class Longer(Island):
    def faster(self) -> float:
        return self.p.exponnet + self.p.exponent
"""


SHIPPED = sorted(name for name in entries(RUNNABLE) if ours(story(name)))
"""Stories that ship: other tests of the same process may have registered theirs."""


@pytest.mark.parametrize("name", SHIPPED)
def test_every_world_says_of_what_class_its_parameters_are(name):
    kind = story(name)
    own = next(each for each in kind.__mro__ if "p" in vars(each).get("__annotations__", {}))
    assert vars(own)["__annotations__"]["p"] == kind.Parameters.__name__


@pytest.mark.weekly("the type checker reads the whole package where nothing is kept from an earlier time")
def test_mypy_finds_a_misspelt_parameter(tmp_path):
    api = importlib.import_module("mypy.api")
    (tmp_path / "longer.py").write_text(WORLD, encoding="utf-8")
    said, _, status = api.run(
        [
            "--config-file",
            str(PACKAGE.parent / "pyproject.toml"),
            "--follow-imports",
            "silent",
            str(tmp_path / "longer.py"),
        ]
    )
    assert status == 1
    assert said.count(": error:") == 1
    assert '"IslandParameters" has no attribute "exponnet"' in said


def test_parameters_of_a_world_are_read_by_names_that_they_have():
    """What mypy sees of ``self.p``, asked of the shipped worlds here: every name after it is a field or property."""
    for name in SHIPPED:
        kind = story(name)
        source = Path(importlib.import_module(kind.__module__).__file__).read_text(encoding="utf-8")
        own = next(
            node
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.ClassDef) and node.name == kind.__name__
        )
        names = {
            node.attr
            for node in ast.walk(own)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self.p"
        }
        assert issubclass(kind, World)
        assert {
            each for each in names if not hasattr(kind.Parameters, each) and each not in kind.Parameters.model_fields
        } == set()
