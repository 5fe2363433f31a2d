"""Imports between folders point down only, and no module is too long to read."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import specialisation_sim
from specialisation_sim.stories import STORIES

pytestmark = pytest.mark.xdist_group("layout")
PACKAGE = Path(specialisation_sim.__file__).parent
NAME = "specialisation_sim"
LONGEST = 280

LEVELS = {
    "base": 0,
    "laws": 0,
    "measures": 0,
    "model": 2,
    "stories": 3,
    "chains": 3,
    "published": 3,
    "registry": 4,
    "figures": 4,
    "runs": 5,
    "maps": 6,
    "optimum": 4,
    "sweeps": 6,
    "records": 7,
    "claims": 8,
    "output": 9,
    "studies": 10,
    "ui": 11,
    "cli": 12,
    "__main__": 13,
    "__init__": 13,
}
"""Level of each folder, and of the modules beside them: imports point to lower levels only."""

OPEN_TO_ALL = {"base", "laws.arrays", "__version__"}
"""What every module may import."""

BESIDE = set()
"""Imports between two folders of one level."""

FIGURES_SEE = {"base", "laws", "measures", "figures"}
MESA_FOLDERS = {"model", "ui"}
PURE_FOLDERS = {"laws", "measures"}
IMPURE = {"pandas", "random", "numpy.random", "scipy.stats"}
SEVERAL_STORIES = {"stories.__init__"}
"""Where stories are looked up by name."""


parsed = cache(ast.parse)


@cache
@cache
def imports(source, module):
    """Absolute names that a module imports, wherever in it; ``module`` is its own, such as ``"laws.choice"``."""
    found = set()
    for node in ast.walk(parsed(source)):
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
        for node in ast.walk(parsed(source))
    )


def lines_of_parameters(source):
    """Lines of declared parameters beyond one each: they are a table, to be looked up."""
    fields = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.AnnAssign)]
    tables = [field for field in fields if getattr(getattr(field.value, "func", None), "id", "") == "parameter"]
    return sum(field.end_lineno - field.lineno for field in tables)


def folder_of(name):
    return name.split(".")[0]


def within(name):
    """Name inside the package of an absolute one, such as ``"laws.arrays.Array"``; None of a name from elsewhere."""
    if name != NAME and not name.startswith(NAME + "."):
        return None
    inner = name.removeprefix(NAME).removeprefix(".")
    # What is in no folder is a name of the package itself, such as ``specialisation_sim.Island``.
    return inner if folder_of(inner) in LEVELS or inner in OPEN_TO_ALL else "__init__"


def forbidden(module, source):
    """What a module must not import but does, with the reason."""
    own, wrong = folder_of(module), []
    if own not in LEVELS:
        return [f"{module} is in no folder of the table"]
    for name in sorted(imports(source, module)):
        inner = within(name)
        if inner is None:
            if folder_of(name) == "mesa" and own not in MESA_FOLDERS:
                wrong.append(f"{module} imports Mesa")
            if own in PURE_FOLDERS and any((name + ".").startswith(each + ".") for each in IMPURE):
                wrong.append(f"{module} imports {name}")
            continue
        other = folder_of(inner)
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
    if own in PURE_FOLDERS and uses_generators(source):
        wrong.append(f"{module} uses random numbers")
    return wrong


MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "_shipped" not in path.parts
}


def test_arrows_point_down_only():
    found = {module: forbidden(module, path.read_text(encoding="utf-8")) for module, path in MODULES.items()}
    assert {module: names for module, names in found.items() if names} == {}


def test_no_module_is_too_long_to_read():
    sources = {module: path.read_text(encoding="utf-8") for module, path in MODULES.items()}
    lines = {module: len(source.splitlines()) - lines_of_parameters(source) for module, source in sources.items()}
    assert {module: number for module, number in lines.items() if number > LONGEST} == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("laws.choice", "from ..model.world import World"),
        ("laws.choice", "from ..model import parameters"),
        ("laws.choice", "import specialisation_sim.measures"),
        ("laws.choice", "def f():\n    from ..runs.workers import do_all"),
        ("laws.weather", "import pandas as pd"),
        ("laws.weather", "from numpy.random import default_rng"),
        ("laws.weather", "import numpy as np\nnp.random.default_rng()"),
        ("laws.__init__", "from ..model.practice import PracticeWorld"),
        ("measures.diversity", "import mesa"),
        ("measures.diversity", "from ..laws.choice import best"),
        ("base.files", "from ..model.world import World"),
        ("model.streams", "from specialisation_sim.runs.ensembles import ensemble"),
        ("model.streams", "from .. import Island"),
        ("model.world", "from ..stories import island"),
        ("stories.band", "from .island import Island"),
        ("stories.band", "from . import island"),
        ("stories.band", "import mesa"),
        ("stories.band", "from ..chains import loops"),
        ("stories.band", "if TYPE_CHECKING:\n    from ..claims.claim import Claim"),
        ("figures.bands", "from ..runs.ensembles import ensemble"),
        ("figures.bands", "from ..stories.island import Island"),
        ("figures.bands", "from ..model.world import World"),
        ("runs.ensembles", "from ..records import weather"),
        ("runs.ensembles", "from ..claims import bands"),
        ("runs.ensembles", "import mesa.time"),
        ("claims.claim", "from ..cli import main"),
        ("cellar", "import numpy"),
    ],
)
def test_a_planted_forbidden_import_is_caught(module, source):
    assert len(forbidden(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("laws.choice", "from .slack import appeal\nfrom ..base.errors import UserError\nimport numpy as np"),
        ("measures.diversity", "from ..laws.arrays import Array\nfrom .division import shares"),
        ("model.practice", "from .. import laws\nfrom .world import World"),
        (
            "stories.band",
            "import numpy as np\nfrom .. import laws, measures\nfrom ..model.practice import PracticeWorld",
        ),
        ("runs.ensembles", "import pandas as pd\nfrom ..model.world import World"),
        ("ui.app", "import mesa\nfrom ..figures import bands"),
        ("output.folder", "from .. import __version__"),
    ],
)
def test_imports_that_point_down_pass(module, source):
    assert forbidden(module, source) == []


def test_formatter_and_linter_are_switched_on_everywhere():
    root = PACKAGE.parent
    scripts = [path for path in root.rglob("*.py") if not {".venv", "node_modules"} & set(path.parts)]
    pragma = "# " + "fmt:"
    assert [path.name for path in scripts if pragma in path.read_text(encoding="utf-8")] == []
    assert "E501" not in (root / "pyproject.toml").read_text(encoding="utf-8")


def imported_at_load(source, module):
    """Names that are imported as soon as a module loads: not within functions, and not for types alone."""
    tree = ast.parse(source)  # of its own, for it is cut
    for node in ast.walk(tree):
        late = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if late or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            node.body = [ast.Pass()]
    return imports(ast.unparse(tree), module)


def circles(sources):
    """Modules that take part in a circle of imports; ``sources`` has each module's text."""
    of = {name: set() for name in sources}
    for name, source in sources.items():
        for each in filter(None, map(within, imported_at_load(source, name))):
            target = each if each in sources else each.rpartition(".")[0]
            target = target if target in sources else f"{target}.__init__"
            if target in sources and target != name and not target.endswith("__init__"):
                of[name].add(target)
    while leaves := {name for name, targets in of.items() if not targets & of.keys()}:
        of = {name: targets for name, targets in of.items() if name not in leaves}
    return sorted(of)


def test_no_modules_import_each_other_in_a_circle():
    assert circles({name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}) == []


def test_a_planted_circle_is_caught_and_one_for_types_alone_is_none():
    one, other = "from .b import x", "from .a import y"
    assert circles({"runs.a": one, "runs.b": other}) == ["runs.a", "runs.b"]
    late = "if TYPE_CHECKING:\n    from .a import y\ndef f():\n    from .a import y"
    assert circles({"runs.a": one, "runs.b": late}) == []


GENERIC = ("base", "laws", "measures", "model", "figures", "runs", "maps", "sweeps", "claims", "output")


@pytest.mark.parametrize("folder", GENERIC)
def test_no_generic_folder_imports_or_asks_for_a_story_by_name(folder):
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        names = set(filter(None, map(within, imports(source, module))))
        assert not {each for each in names for story in STORIES if each.startswith(f"stories.{story}")}, module
        compared = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Compare)]
        words = {node.value for each in compared for node in ast.walk(each) if isinstance(node, ast.Constant)}
        assert not words & set(STORIES), module


def test_the_import_picture_of_contributing_is_today_s(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGE.parent / "docs"))
    import import_picture

    assert import_picture.picture() in (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


def imported_for_a_side_effect(source):
    """Names that a module imports and does not use, and modules that it loads by name and drops."""
    tree = parsed(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    listed = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    names = [node.names for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    bound = {
        (each.asname or each.name).partition(".")[0] for some in names for each in some if each.name != "annotations"
    }
    dropped = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and "import_module" in ast.unparse(node.value.func)
    ]
    return sorted(bound - used - listed) + dropped


LOAD_AHEAD = {"ui.worker", "runs.workers"}
"""Modules that load others ahead of time, so that the first page or the first run of a process does not wait."""


def test_nobody_imports_a_module_for_a_side_effect():
    own = {name: path for name, path in MODULES.items() if not name.endswith("__init__")}  # others import from those
    dropped = {name: imported_for_a_side_effect(path.read_text(encoding="utf-8")) for name, path in own.items()}
    assert {name for name, imported in dropped.items() if imported} == LOAD_AHEAD


@pytest.mark.parametrize("source", ["import solara", "from .. import stories", "import_module('a.b')"])
def test_a_planted_import_for_a_side_effect_is_caught(source):
    assert len(imported_for_a_side_effect(source)) == 1


def test_no_two_classes_share_a_name():
    places = {}
    for module, path in MODULES.items():
        for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.TypeAlias):
                places.setdefault(getattr(node.name, "id", node.name), []).append(module)
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


VAGUE = {"told"}
"""Names that say nothing of what they stand for."""


def test_no_name_says_nothing():
    for module, path in MODULES.items():
        for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
            names = {getattr(node, part, None) for part in ("id", "arg", "name", "attr")}
            assert not names & VAGUE, (module, node.lineno)


FORMER = {"claim_audit", "docking", "experiments", "reproductions", "scenario"}
"""Folders of earlier versions, which pages and docstrings must not name any more."""
DATA = {"json", "parquet", "pyi"}
NAMED = re.compile(r"`(?:specialisation_sim[./])?([a-z_]+)[./](\w+)[\w./]*(?:\(\))?`")


def named_but_gone(text):
    """Modules and names of folders that a text has in backticks and that are not there."""
    for folder, name in NAMED.findall(text):
        if name in DATA:
            continue
        if folder in FORMER:
            yield f"{folder}.{name}"
        if folder in LEVELS and not {f"{folder}.{name}", f"{folder}.{name}.__init__"} & set(MODULES):
            lists = (path.read_text(encoding="utf-8") for path in (PACKAGE / folder).glob("__init__.py*"))
            if not any(re.search(rf"\b{name}\b", listed) for listed in lists):
                yield f"{folder}.{name}"


@pytest.mark.parametrize(
    ("text", "gone"), [("see `runs.workers`", 0), ("`experiments.x`", 1), ("`runs/nothing.py`", 1)]
)
def test_a_planted_name_of_a_module_that_is_gone_is_caught(text, gone):
    assert len(list(named_but_gone(text))) == gone


def test_modules_that_pages_and_docstrings_name_are_there():
    pages = [path for path in (PACKAGE.parent / "docs").rglob("*.md") if path.name != "migration.md"]
    texts = {str(path): path.read_text(encoding="utf-8") for path in [*MODULES.values(), *pages]}
    assert {name: gone for name, text in texts.items() if (gone := list(named_but_gone(text)))} == {}
