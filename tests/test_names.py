"""The names of the package, listed once in ``__init__.pyi``: each loads, and `*` gives them all."""

import pytest

import specialisation_sim as package


@pytest.mark.parametrize("name", package.__all__)
def test_every_name_loads(name):
    assert getattr(package, name) is not None


def test_a_star_brings_them_all():
    names = {}
    exec("from specialisation_sim import *", names)
    assert {name for name in package.__all__ if not name.startswith("__")} <= set(names)
