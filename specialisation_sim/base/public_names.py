"""Public names of a folder, from the one list in its ``__init__.pyi``: each loads when it is first used."""

from __future__ import annotations

import copyreg
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import lazy_loader


def public_names(package: str, file: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """`__getattr__`, `__dir__` and `__all__` of a package, whose ``__name__`` and ``__file__`` are given."""
    functions: tuple[Callable[[str], Any], Callable[[], list[str]], list[str]] = lazy_loader.attach_stub(package, file)
    # lazy_loader gives packages a class of its own, which stories that are sent to worker processes must find by name.
    copyreg.pickle(type(sys.modules[package]), lambda module: (import_module, (module.__name__,)))
    return functions
