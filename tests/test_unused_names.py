"""No name of the package is kept for tests alone: what only they ask is theirs, such as `tests/closed_forms`."""

import ast
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import specialisation_sim

pytestmark = pytest.mark.xdist_group("layout")
PACKAGE = Path(specialisation_sim.__file__).parent
ROOT = PACKAGE.parent
NAME = PACKAGE.name
WORD = re.compile(r"[A-Za-z_]\w*")

LEAVES_IT_TO_OTHERS = {"property", "cached_property", "staticmethod", "classmethod", "cache", "contextmanager"}
LEAVES_IT_TO_OTHERS |= {"dataclass", "override", "overload", "runtime_checkable"}
"""Decorators that leave it to others to use a name; any other, such as a command's or an observable's, uses it."""

CALLED_BY_OTHERS = {
    "_record_agents": "Mesa",
    "register_agent": "Mesa",
    "get_agent_vars_dataframe": "Mesa",
    "generate_state": "NumPy",
    "_repr_markdown_": "Jupyter",
    "_repr_png_": "Jupyter",
    "model_config": "pydantic",
    "model_construct": "pydantic",
    "model_validate": "pydantic",
    "model_validate_json": "pydantic",
    "model_validate_strings": "pydantic",
    "connection_made": "uvicorn",
    "handle_exit": "uvicorn",
    "handle_websocket_upgrade": "uvicorn",
    "handle_close": "wsproto",
    "keepalive_timeout": "websockets",
    "routes": "Solara",
    "convert_field": "string.Formatter",
    "format_field": "string.Formatter",
    "get_field": "string.Formatter",
}
"""Names of ours that another package calls, and which."""


@cache
def nodes(tree):
    return tuple(ast.walk(tree))


def words_of(tree):
    """How often code says each word: names, attributes, keywords, and words of its strings that are no docstrings."""
    words = Counter()
    for node in nodes(tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.keyword(arg=str(word)):
                words[word] += 1
            case ast.alias(name=path):
                words.update(path.split("."))
            case ast.Constant(value=str(text)):
                words.update(WORD.findall(text))
            case ast.Expr(value=ast.Constant(value=str(text))):
                words.subtract(WORD.findall(text))
            case ast.MatchClass(kwd_attrs=attributes):
                words.update(attributes)
    return words


def definitions(body):
    """Functions, classes and constants of a module or a class, each with its code."""
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                by = {ast.unparse(each).partition("(")[0].rpartition(".")[-1] for each in node.decorator_list}
                if by <= LEAVES_IT_TO_OTHERS:
                    yield node.name, node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name, node


def dotted(node):
    """Parts of ``a.b.c``; none of what is not made of names alone."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return [*before, node.attr] if before else []
    return [node.id] if isinstance(node, ast.Name) else []


def used_by(module, tree):
    """Names that a file takes from modules of the package, such as ``laws.habit.update_habit``."""
    folder, bound, used = [NAME, *module.split(".")], {}, set()
    for node in nodes(tree):
        if isinstance(node, ast.ImportFrom):
            base = [*(folder[: -node.level] if node.level else []), *([node.module] if node.module else [])]
            for alias in node.names:
                bound[alias.asname or alias.name] = whole = ".".join([*base, alias.name])
                used.add(whole)
    if module.endswith("__init__"):  # which may import names only to hand them on
        said = {node.id for node in nodes(tree) if isinstance(node, ast.Name)}
        used = {whole for name, whole in bound.items() if name in said}
    for node in nodes(tree):
        if isinstance(node, ast.Attribute) and (parts := dotted(node)):
            used.add(".".join([bound.get(parts[0], parts[0]), *parts[1:]]))
    return {name.removeprefix(f"{NAME}.") for name in used if name.startswith(f"{NAME}.")}


def handed_on(trees):
    """Names that a folder hands on from its modules: ``laws.update_habit`` is ``laws.habit.update_habit``."""
    return {
        f"{folder}.{alias.asname or alias.name}": f"{folder}.{node.module}.{alias.name}"
        for folder, tree in ((name.removesuffix(".__init__"), tree) for name, tree in trees.items())
        if f"{folder}.__init__" in trees
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module
        for alias in node.names
    }


LOADED_BY_NAME = ("figures", "laws.rules", "laws.scores", "studies.sources", "ui.pictures", "ui.watch.stages")
"""Folders whose modules are loaded, or whose functions are called, by a name in a string."""


OFTEN = 20
"""A word that is said so often is said outside of its definition too."""


def unused(trees, stubs, used, words):
    """Names that nothing uses; of functions, classes and constants by their place, of what classes have by its word.

    Parameters
    ----------
    trees, stubs : mapping
        Code of each module of the package, and of each ``__init__`` that lists names for others.
    used, words : set
        What code outside the package and its tests takes from it, and says.
    """
    of = {module: words_of(tree) for module, tree in trees.items()}
    said = Counter()
    for here in of.values():
        said.update(here)
    used = used.union(*(used_by(module, tree) for module, tree in trees.items()))
    on = handed_on(trees | stubs)
    used |= {on[name] for name in used if name in on}
    for module, tree in trees.items():
        for name, node in definitions(tree.body):
            place = f"{module.removesuffix('.__init__')}.{name}"
            by_string = isinstance(node, ast.ClassDef) or module.startswith(LOADED_BY_NAME)
            elsewhere = place in used or name.startswith("__") or (by_string and name in words)
            if not elsewhere and (said if by_string else of[module])[name] <= words_of(node)[name]:
                yield place
            for part, code in definitions(node.body) if isinstance(node, ast.ClassDef) else ():
                rare = not part.startswith("__") and part not in words and said[part] < OFTEN
                if rare and said[part] <= words_of(code)[part]:
                    yield f"{place}.{part}"


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def code_of_a_page(path):
    """What a page's blocks and regions run, and a lesson's cells; what does not parse is a command line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        pieces = ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    else:
        pieces = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
        pieces += re.findall(r'<!-- write: computed "(.*?)"', text)
    for piece in pieces:
        try:
            yield ast.parse(piece)
        except SyntaxError:
            continue


def outside():
    """Code that is neither the package nor a test: scenarios, benchmarks, the docs and what writes them, lessons."""
    for folder in ("scenarios", "benchmarks", "docs", "notebooks", "paper"):
        yield from map(parsed, (ROOT / folder).rglob("*.py"))
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]:
        yield from code_of_a_page(path)
    yield parsed(PACKAGE / "__init__.pyi")


def modules(pattern):
    paths = [path for path in sorted(PACKAGE.rglob(pattern)) if "_shipped" not in path.parts]
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): parsed(path) for path in paths}


@pytest.mark.long("reads of the whole package")
def test_no_name_is_kept_for_tests_alone():
    others = list(outside())
    used = set().union(*(used_by("outside", tree) for tree in others))
    words = {word for tree in others for word in words_of(tree)} | set(CALLED_BY_OTHERS)
    found = unused(modules("*.py"), modules("__init__.pyi"), used, words)
    assert [name for name in found if name.rpartition(".")[2] not in CALLED_BY_OTHERS] == []


LAW = "def grown(x):\n    return x\n"


@pytest.mark.parametrize(
    ("planted", "other"),
    [
        (LAW, "def f(plant):\n    return plant.grown"),  # another name of that spelling
        ("LIMIT = 3\n", ""),
        (LAW, "from ..laws import *\n"),
        ("class Grown:\n    def ever(self):\n        return self.ever()\n", "from ..laws.growth import Grown\nGrown()"),
    ],
)
def test_a_planted_name_that_nothing_uses_is_found(planted, other):
    trees = {"laws.growth": ast.parse(planted), "model.other": ast.parse(other)}
    assert len([name for name in unused(trees, {}, set(), {"f"}) if name.startswith("laws")]) == 1


@pytest.mark.parametrize(
    "other",
    [
        "from ..laws.growth import grown\n",
        "from .. import laws\nlaws.grown(1)\n",
        "from .. import laws\nlaws.growth.grown(1)\n",
        "from ..laws import growth as of\nof.grown(1)\n",
    ],
)
def test_a_name_that_another_module_uses_passes(other):
    stubs = {"laws.__init__": ast.parse("from .growth import grown as grown")}
    trees = {"laws.growth": ast.parse(LAW), "model.other": ast.parse(other)}
    assert list(unused(trees, stubs, set(), set())) == []


def test_what_a_lesson_or_a_scenario_uses_passes():
    used = used_by("outside", ast.parse("from specialisation_sim import laws\nlaws.grown(2)"))
    stubs = {"laws.__init__": ast.parse("from .growth import grown as grown")}
    assert list(unused({"laws.growth": ast.parse(LAW)}, stubs, used, set())) == []
