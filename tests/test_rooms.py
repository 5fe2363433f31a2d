"""Arrows between rooms point down only, and no module is too long to read."""

import ast
from pathlib import Path

import pytest

import specialisation_sim

PACKAGE = Path(specialisation_sim.__file__).parent
NAME = "specialisation_sim"
LONGEST = 280

LEVELS = {
    "errors": 0,
    "generation": 0,
    "late": 0,
    "laws": 0,
    "measures": 0,
    "files": 1,
    "origin": 1,
    "parameters": 1,
    "scripts": 1,
    "seeding": 1,
    "shipped": 1,
    "streams": 1,
    "symmetry": 1,
    "world": 2,
    "monitor": 2,
    "niche": 2,
    "practice": 2,
    "stories": 3,
    "chains": 3,
    "docking": 3,
    "experiments": 4,
    "worlds": 4,
    "records": 4,
    "figures": 4,
    "readings": 5,
    "claims": 6,
    "scenario": 7,
    "tables": 7,
    "drawing": 8,
    "teaching": 8,
    "results": 9,
    "claim_audit": 9,
    "reproductions": 10,
    "ui": 10,
    "cli": 11,
    "__main__": 14,
    "__init__": 14,
}
"""Level of each room: a room of several files, or a module beside them."""

OPEN_TO_ALL = {"errors", "laws.arrays", "__version__"}
"""What every module may import."""

BESIDE = {
    ("experiments", "worlds"),
    ("monitor", "world"),
    ("niche", "world"),
    ("practice", "world"),
    ("records", "experiments"),
    ("streams", "seeding"),
}
"""Imports between two rooms of one level."""

FIGURES_SEE = {"errors", "laws", "measures", "files", "figures"}
MESA_ROOMS = {"world", "practice", "ui"}
PURE_ROOMS = {"laws", "measures"}
IMPURE = {"pandas", "random", "numpy.random", "scipy.stats"}
SEVERAL_STORIES = {"stories.__init__"}
"""Where stories are looked up by name."""


def imports(source, module):
    """Absolute names that a module imports, wherever in it; ``module`` is its own, such as ``"laws.choice"``."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # A package's __init__ counts as a module of it, so one dot is the folder in which the file is.
            folder = [NAME, *module.split(".")][: -node.level] if node.level else []
            base = ".".join([*folder, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


def uses_generators(source):
    """Whether a module reaches for ``np.random``."""
    return any(
        isinstance(node, ast.Attribute) and node.attr == "random" and getattr(node.value, "id", "") in {"np", "numpy"}
        for node in ast.walk(ast.parse(source))
    )


def room(name):
    return name.split(".")[0]


def within(name):
    """Name inside the package of an absolute one, such as ``"laws.arrays.Array"``; None of a name from elsewhere."""
    if name != NAME and not name.startswith(NAME + "."):
        return None
    inner = name.removeprefix(NAME).removeprefix(".")
    # What is in no room is a name of the package itself, such as ``specialisation_sim.Island``.
    return inner if room(inner) in LEVELS or inner in OPEN_TO_ALL else "__init__"


def forbidden(module, source):
    """What a module must not import but does, with the reason."""
    own, wrong = room(module), []
    if own not in LEVELS:
        return [f"{module} has no place in the table of rooms"]
    for name in sorted(imports(source, module)):
        inner = within(name)
        if inner is None:
            if room(name) == "mesa" and own not in MESA_ROOMS:
                wrong.append(f"{module} imports Mesa")
            if own in PURE_ROOMS and any((name + ".").startswith(each + ".") for each in IMPURE):
                wrong.append(f"{module} imports {name}")
            continue
        other = room(inner)
        if own == "stories" and other == "stories" and module not in SEVERAL_STORIES:
            wrong.append(f"{module} imports {inner}: stories do not know each other")
        if other == own or any((inner + ".").startswith(each + ".") for each in OPEN_TO_ALL):
            continue
        if own == "figures" and other not in FIGURES_SEE:
            wrong.append(f"{module} imports {inner}: a figure takes a frame")
        elif LEVELS[other] > LEVELS[own]:
            wrong.append(f"{module} imports {inner}: upward")
        elif LEVELS[other] == LEVELS[own] and (own, other) not in BESIDE:
            wrong.append(f"{module} imports {inner}: sideways")
    if own in PURE_ROOMS and uses_generators(source):
        wrong.append(f"{module} uses random numbers")
    return wrong


MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_shipped" not in path.parts
}


@pytest.mark.parametrize("module", MODULES)
def test_arrows_point_down_only(module):
    assert forbidden(module, MODULES[module].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_too_long_to_read(module):
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("laws.choice", "from ..world import World"),
        ("laws.choice", "from .. import parameters"),
        ("laws.choice", "import specialisation_sim.measures"),
        ("laws.choice", "def f():\n    from ..experiments.workers import do_all"),
        ("laws.weather", "import pandas as pd"),
        ("laws.weather", "from numpy.random import default_rng"),
        ("laws.weather", "import numpy as np\nnp.random.default_rng()"),
        ("laws.__init__", "from ..practice import PracticeWorld"),
        ("measures.diversity", "import mesa"),
        ("measures.diversity", "from ..laws.choice import best"),
        ("parameters", "from .world import World"),
        ("streams", "from specialisation_sim.experiments import ensemble"),
        ("streams", "from . import Island"),
        ("world", "from .stories import island"),
        ("world", "from .practice import PracticeWorld"),
        ("stories.band", "from .island import Island"),
        ("stories.band", "from . import island"),
        ("stories.band", "import mesa"),
        ("stories.band", "from ..chains import loops"),
        ("stories.band", "if TYPE_CHECKING:\n    from ..claims import Claim"),
        ("figures.bands", "from ..experiments import ensemble"),
        ("figures.bands", "from ..stories.island import Island"),
        ("figures.bands", "from ..world import World"),
        ("experiments.ensembles", "from ..records import weather"),
        ("experiments.ensembles", "from ..figures import bands"),
        ("experiments.ensembles", "import mesa.time"),
        ("claims", "from .cli import main"),
        ("cellar", "import numpy"),
    ],
)
def test_a_planted_forbidden_import_is_caught(module, source):
    assert len(forbidden(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("laws.choice", "from .slack import appeal\nfrom ..errors import UserError\nimport numpy as np"),
        ("measures.diversity", "from ..laws.arrays import Array\nfrom .division import shares"),
        ("practice", "from . import laws\nfrom .world import World"),
        ("stories.band", "import numpy as np\nfrom .. import laws, measures\nfrom ..practice import PracticeWorld"),
        ("experiments.ensembles", "import pandas as pd\nfrom ..world import World"),
        ("ui.app", "import mesa\nfrom ..figures import bands"),
        ("results", "from . import __version__"),
    ],
)
def test_imports_that_point_down_pass(module, source):
    assert forbidden(module, source) == []
