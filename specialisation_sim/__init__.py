"""Mode collapse in people, organisations and markets: simulate it, measure it, and test every sentence about it.

Names load when first used, so that importing the package is quick: Mesa alone takes a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import UserError

if TYPE_CHECKING:
    from .audit_scenario import AuditClaim, AuditScenario
    from .catalogue import load_scenario
    from .claims import Claim, Plane, Verdict
    from .experiments import Bifurcation, Ensemble, ReturnMap, bifurcation, ensemble, measure, return_map
    from .records.audit import Audit, audit
    from .records.fit import fit_foundation
    from .records.read import read_record
    from .records.weather import read_weather, shipped_weather
    from .scenario import MapOf, Result, Scenario
    from .stories.island import Forager, Island, IslandParameters

__version__ = "0.1.0"

_HOMES = {
    "Audit": "records.audit",
    "AuditClaim": "audit_scenario",
    "AuditScenario": "audit_scenario",
    "Band": "stories.band",
    "BandParameters": "stories.band",
    "Bifurcation": "experiments",
    "Claim": "claims",
    "Ensemble": "experiments",
    "Forager": "stories.island",
    "Foundation": "stories.foundation",
    "FoundationParameters": "stories.foundation",
    "Generator": "stories.generator",
    "GeneratorParameters": "stories.generator",
    "Island": "stories.island",
    "IslandParameters": "stories.island",
    "Labour": "stories.labour",
    "LabourParameters": "stories.labour",
    "MapOf": "scenario",
    "Plane": "claims",
    "Result": "scenario",
    "ReturnMap": "experiments",
    "Scenario": "scenario",
    "Species": "stories.species",
    "SpeciesParameters": "stories.species",
    "Verdict": "claims",
    "audit": "records.audit",
    "bifurcation": "experiments",
    "ensemble": "experiments",
    "fit_foundation": "records.fit",
    "load_scenario": "catalogue",
    "measure": "experiments",
    "read_record": "records.read",
    "read_weather": "records.weather",
    "return_map": "experiments",
    "shipped_weather": "records.weather",
}

__all__ = [
    "Audit",
    "AuditClaim",
    "AuditScenario",
    "Bifurcation",
    "Claim",
    "Ensemble",
    "Forager",
    "Island",
    "IslandParameters",
    "MapOf",
    "Plane",
    "Result",
    "ReturnMap",
    "Scenario",
    "UserError",
    "Verdict",
    "__version__",
    "audit",
    "bifurcation",
    "ensemble",
    "fit_foundation",
    "load_scenario",
    "measure",
    "read_record",
    "read_weather",
    "return_map",
    "shipped_weather",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
