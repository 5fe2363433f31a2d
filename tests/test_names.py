"""The names of the package: what loads when first used is also what `*` gives and what type checkers see."""

import ast
from pathlib import Path

import pytest

import specialisation_sim as package


def seen_by_type_checkers():
    """Names imported where only a type checker looks, with the module of each."""
    tree = ast.parse(Path(package.__file__).read_text(encoding="utf-8"))
    (checked,) = [one for one in tree.body if isinstance(one, ast.If)]
    return {alias.name: line.module for line in checked.body for alias in line.names}


def test_every_name_is_public_and_typed():
    assert set(package.__all__) == {*package._HOMES, "UserError", "__version__"}
    assert seen_by_type_checkers() == package._HOMES


@pytest.mark.parametrize("name", package.__all__)
def test_every_name_loads(name):
    assert getattr(package, name) is not None


def test_a_star_brings_them_all():
    names = {}
    exec("from specialisation_sim import *", names)
    assert set(package.__all__) <= set(names)
