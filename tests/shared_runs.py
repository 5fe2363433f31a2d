"""Every shipped scenario is run once on its published seeds, for all tests that ask for it.

What its simulations gave is kept in pytest's cache until the package, the scenario, the data or an installed package
changes, so that a second run of the tests does not simulate it again. `Scenario.run` does the rest each time: claims
are judged, and figures drawn, by the code as it is.
"""

import shutil
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest

from specialisation_sim import AuditScenario, load_scenario
from specialisation_sim.base.files import write_whole
from specialisation_sim.base.provenance import simd
from specialisation_sim.registry import scenario_names
from specialisation_sim.runs.ensembles import Ensemble

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "specialisation_sim"
APART = {"cli", "figures", "output", "ui"}
"""Folders of the package that no simulation depends on."""

SHORT = {
    *("island-game-runs-out", "foundation-seventy-thirty", "generator-easy-cats", "band-fifth-album", "essay-species"),
    *("chain-linear-autoencoder", "chain-verification"),
}
"""Scenarios of the plain run: one of each story that has a quick one, and chains that take less than a second.

The models of all others have contract tests and golden files there.
"""


MIDDLE = {
    *("essay-foundation", "essay-generator", "essay-band", "foundation-selectivity", "foundation-ring-fence"),
    *("generator-seventy-thirty", "band-third-album", "species-sneeze", "chain-gaussian-pool"),
    *("chain-adversarial-cycle", "audit-open-philanthropy", "chain-estimator", "chain-discrete-tails"),
    *("chain-flow-reflow", "chain-accumulate-regression"),
}
"""Scenarios of the long tests, which CI runs; the others, minutes in all, are run once a week."""


def of_scenario(name):
    """A scenario as a parameter: its tests run one after another in one process, and not in the plain run if long."""
    kind = pytest.mark.long if name in MIDDLE else pytest.mark.weekly
    marks = [] if name in SHORT else [kind("tests of the other scenarios")]
    return pytest.param(name, marks=[pytest.mark.xdist_group(name), *marks])


each_scenario = pytest.mark.parametrize("name", [of_scenario(name) for name in scenario_names()])
"""For tests of every scenario."""


def run_once(name, cache_folder):
    """Result of a scenario at its own size and seeds, without maps of its claims."""
    scenario = load_scenario(name)
    if isinstance(scenario, AuditScenario):
        return scenario.run(progress=False)
    kept = from_cache(name, cache_folder)
    if kept is None:
        result = scenario.run(mapped=False, progress=False)
        keep(result, folder_of(name, cache_folder))
        return result
    outcomes = iter(frames(kept, scenario.variants))
    with patch("specialisation_sim.runs.ensembles.ensemble", lambda *_, **__: next(outcomes)):
        return scenario.run(mapped=False, progress=False)


def frames(folder, variants):
    """Runs and series of each variant, as `keep` writes them."""
    runs, series = (pd.read_parquet(folder / f"{name}.parquet") for name in Ensemble._fields)
    for name in variants:
        yield Ensemble(*(frame[frame["variant"] == name].drop(columns="variant") for frame in (runs, series)))


def from_cache(name, cache_folder):
    folder = folder_of(name, cache_folder)
    return folder if (folder / "series.parquet").is_file() else None


def keep(result, folder):
    """Write frames, the series last, and remove those of earlier code."""
    for earlier in folder.parent.parent.iterdir() if folder.parent.parent.is_dir() else ():
        if earlier != folder.parent:
            shutil.rmtree(earlier, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name in Ensemble._fields:
        write_whole(folder / f"{name}.parquet", getattr(result, name).to_parquet)


def folder_of(name, cache_folder):
    script = (ROOT / "scenarios" / f"{name.replace('-', '_')}.py").read_bytes()
    return cache_folder / code_and_packages() / f"{name}-{sha256(script).hexdigest()[:16]}"


@cache
def code_and_packages():
    """Checksum of all that frames depend on, besides the scenario."""
    code = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in APART]
    content = sha256()
    for path in sorted([*code, *(path for path in (ROOT / "data").rglob("*") if path.is_file())]):
        content.update(f"{path.relative_to(ROOT)} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    installed = sorted(f"{one.name} {one.version}" for one in distributions())
    content.update("\n".join([*installed, *simd()]).encode())
    return content.hexdigest()[:16]
