"""The scenarios that are shipped, and scripts of one's own, by name."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

from ..errors import UserError, unknown
from ..shipped import shipped_folder
from .audit_scenario import AuditScenario
from .story_scenario import Scenario


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
    if name.endswith(".py"):
        path = Path(name)
        if not path.is_file():
            raise UserError(f"no scenario script at {name}")
    else:
        known = scenario_names()
        wanted = name.replace("_", "-")
        if wanted not in known:
            raise unknown("scenario", name, known)
        path = shipped_folder("scenarios") / f"{wanted.replace('-', '_')}.py"
    spec = importlib.util.spec_from_file_location(f"specialisation_sim_scenario_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except UserError:
        raise
    except Exception as error:  # whatever a user's script raises is the user's to put right
        raise UserError(f"{path} does not load: {type(error).__name__}: {error}") from error
    scenario = getattr(module, "scenario", None)
    if not isinstance(scenario, Scenario | AuditScenario):
        raise UserError(f"{path} defines no `scenario`")
    return replace(scenario, name=path.stem.replace("_", "-"))
