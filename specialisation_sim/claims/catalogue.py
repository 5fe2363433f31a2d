"""The scenarios that are shipped, and scripts of one's own, by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

from ..base.errors import UserError
from ..base.scripts import load_script
from ..registry import resolve
from .record_scenario import AuditScenario
from .scenario import Scenario


def load_scenario(name: str) -> Scenario | AuditScenario:
    """A scenario by its name, or by the path of a script.

    Parameters
    ----------
    name : str
        Such as ``"island-slack"`` or ``"my/scenario.py"``.

    Returns
    -------
    Scenario or AuditScenario
        The script's `scenario`, with its name.

    Raises
    ------
    UserError
        If there is no such scenario, or the script does not define one.
    """
    return scenario_of(load_script(resolve(name, ("scenarios",)).module))


def scenario_of(module: ModuleType) -> Scenario | AuditScenario:
    """The `scenario` that a script defines.

    Raises
    ------
    UserError
        If it defines none.
    """
    scenario = getattr(module, "scenario", None)
    if not isinstance(scenario, Scenario | AuditScenario):
        raise UserError(f"{module.__file__} defines no `scenario`")
    return replace(scenario, name=Path(str(module.__file__)).stem.replace("_", "-"))
