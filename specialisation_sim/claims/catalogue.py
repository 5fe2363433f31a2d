"""The scenarios that are shipped, and scripts of one's own, by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

from ..base.errors import UserError, unknown
from ..base.scripts import is_script, load_script
from ..base.shipped_files import shipped_folder
from .record_scenario import AuditScenario
from .scenario import Scenario


def scenario_names() -> list[str]:
    """Names of the shipped scenarios, in alphabetical order."""
    return sorted(path.stem.replace("_", "-") for path in shipped_folder("scenarios").glob("[!_]*.py"))


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
    if not is_script(name):
        known = scenario_names()
        wanted = name.replace("_", "-")
        if wanted not in known:
            raise unknown("scenario", name, known)
        name = str(shipped_folder("scenarios") / f"{wanted.replace('-', '_')}.py")
    return scenario_of(load_script(name))


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
