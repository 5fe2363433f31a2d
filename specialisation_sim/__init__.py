"""Mode collapse in people, organisations and markets: simulate it, measure it, and test every sentence about it.

Names load when first used, so that importing the package is quick: Mesa alone takes a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import UserError
from .late import late_names

if TYPE_CHECKING:
    from .claims import Claim, Plane, Verdict
    from .experiments import (
        Bifurcation,
        Design,
        Ensemble,
        ReturnMap,
        Sweep,
        bifurcation,
        ensemble,
        grid,
        latin_hypercube,
        measure,
        morris,
        observed_map,
        one_at_a_time,
        read_sweep,
        return_map,
        saltelli,
        sweep,
    )
    from .records.auditing import Audit, audit
    from .records.fit import fit_foundation
    from .records.read import read_record
    from .records.weather import read_weather, shipped_weather
    from .scenario import MapOf, Result, Scenario, compare
    from .scenario.audit_scenario import AuditClaim, AuditScenario
    from .scenario.catalogue import load_scenario
    from .stories.band import Band, BandParameters
    from .stories.foundation import Foundation, FoundationParameters
    from .stories.generator import Generator, GeneratorParameters
    from .stories.island import Forager, Island, IslandParameters
    from .stories.labour import Labour, LabourParameters
    from .stories.species import Species, SpeciesParameters
    from .worlds import story

__version__ = "0.1.0"

_HOMES = {
    "Audit": "records.auditing",
    "AuditClaim": "scenario.audit_scenario",
    "AuditScenario": "scenario.audit_scenario",
    "Band": "stories.band",
    "BandParameters": "stories.band",
    "Bifurcation": "experiments",
    "Claim": "claims",
    "Design": "experiments",
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
    "Sweep": "experiments",
    "Verdict": "claims",
    "audit": "records.auditing",
    "bifurcation": "experiments",
    "compare": "scenario",
    "ensemble": "experiments",
    "fit_foundation": "records.fit",
    "grid": "experiments",
    "latin_hypercube": "experiments",
    "load_scenario": "scenario.catalogue",
    "measure": "experiments",
    "morris": "experiments",
    "observed_map": "experiments",
    "one_at_a_time": "experiments",
    "read_record": "records.read",
    "read_sweep": "experiments",
    "read_weather": "records.weather",
    "return_map": "experiments",
    "saltelli": "experiments",
    "shipped_weather": "records.weather",
    "story": "worlds",
    "sweep": "experiments",
}

# Written out: type checkers take a name for public only if they find it here.
__all__ = [
    "Audit",
    "AuditClaim",
    "AuditScenario",
    "Band",
    "BandParameters",
    "Bifurcation",
    "Claim",
    "Design",
    "Ensemble",
    "Forager",
    "Foundation",
    "FoundationParameters",
    "Generator",
    "GeneratorParameters",
    "Island",
    "IslandParameters",
    "Labour",
    "LabourParameters",
    "MapOf",
    "Plane",
    "Result",
    "ReturnMap",
    "Scenario",
    "Species",
    "SpeciesParameters",
    "Sweep",
    "UserError",
    "Verdict",
    "__version__",
    "audit",
    "bifurcation",
    "compare",
    "ensemble",
    "fit_foundation",
    "grid",
    "latin_hypercube",
    "load_scenario",
    "measure",
    "morris",
    "observed_map",
    "one_at_a_time",
    "read_record",
    "read_sweep",
    "read_weather",
    "return_map",
    "saltelli",
    "shipped_weather",
    "story",
    "sweep",
]


__getattr__, __dir__ = late_names(__name__, _HOMES)
