"""All code in the README and the docs runs, with fewer runs where a command counts them, or a page says why not."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from specialisation_sim.cli import touring
from specialisation_sim.cli.study import read_study

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```\n(?:<!-- not run: (.+?) -->)?", flags=re.DOTALL | re.MULTILINE)
SMALLER = {
    "run": {"--replicates": "2"},
    "check": {"--replicates": "2"},
    "map": {"--runs": "4", "--shares": "5"},
    "measure": {"--runs": "8"},
    "sweep": {"--replicates": "2", "--steps": "20"},
    "audit-claims": {"--points": "10", "--replicates": "4"},
    "operate": {"--runs": "8", "--steps": "10"},
    "reproduce": {"--scale": "0.01"},
}
"""How commands are asked for less than they do by themselves."""


QUICK = "chain-verification"
"""A scenario that takes a moment."""
WHOLE = [["specialise", "tour"]]
"""What CI runs as it stands."""
MAIN = "__main__"
"""What stands in code that is a script: it starts processes."""
FILE = re.compile(r"# (\w+\.py)\n")
"""How code begins that readers are told to save as a file."""


class Block(NamedTuple):
    """Code on a page, and why it is not run if it is not."""

    language: str
    code: str
    reason: str


def blocks(page):
    return [Block(*found) for found in BLOCK.findall(page.read_text(encoding="utf-8"))]


def files(page):
    """Files that a page tells its readers to write, by name."""
    return {found[1]: one.code for one in blocks(page) if (found := FILE.match(one.code))}


def pages_with(*languages):
    """Pages with code to run, each named by its place."""
    kept = [page for page in PAGES if any(one.language in languages and not one.reason for one in blocks(page))]
    return [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in kept]


def commands(page):
    """Words of each command on a page, without what stands before ``specialise`` or ``python``."""
    for block in blocks(page):
        if block.language in {"sh", "console"} and not block.reason:
            for line in block.code.replace("\\\n", " ").splitlines():
                words = shlex.split(line.removeprefix("$ "), comments=True)
                if words:
                    first = next(at for at, word in enumerate(words) if word in {"specialise", "python"})
                    assert words[:first] in ([], ["uv", "run"], ["uv", "run", "--extra", "ui"]), line
                    yield words[first:]


def smaller(words):
    """The same command with fewer runs, points and values, and audits of a scenario that takes a moment."""
    wanted = SMALLER.get(words[0], {})
    words = [QUICK if words[0] == "audit-claims" and word == "island-slack" else word for word in words]
    kept = [word for at, word in enumerate(words) if not {word, words[at - 1]} & set(wanted)]
    fewer = [re.sub(r"^((?:\w+=)?[\d.]+:[\d.]+):\d+$", r"\1:3", word) for word in kept]
    return fewer + [word for option in wanted.items() for word in option]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder that looks like a checkout, in which results may be written."""
    for name in ("data", "scenarios"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "mine.csv").write_text("date,cloud\n2024-01-01,0.2\n2024-01-02,0.9\n2024-01-03,0.4\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def one_for_all(monkeypatch):
    """One scenario in place of all."""
    monkeypatch.setattr(touring, "scenario_names", lambda: [QUICK])


def of_earlier_pages(page):
    """Commands that an earlier page has too."""
    return [words for earlier in PAGES[: PAGES.index(page)] for words in commands(earlier)]


SHORT = {"docs/index.md", "docs/howto/own_story.md", "docs/howto/sweeps.md"}
"""Pages whose commands and Python the plain run tries; those of all others are tried by the long tests."""


def in_turn(pages):
    """Pages as parameters, those that are not `SHORT` in long tests."""
    kinds = {
        True: pytest.mark.weekly("commands and Python of the pages of stories"),
        False: pytest.mark.long("commands and Python of the other pages of the docs"),
    }
    return [
        page if page.id in SHORT else pytest.param(*page.values, id=page.id, marks=kinds["/stories/" in page.id])
        for page in pages
    ]


@pytest.mark.parametrize("doc", in_turn(pages_with("sh", "console")))
def test_commands_run(doc, checkout, unmapped, undrawn, one_for_all, specialise):
    write_files(doc, checkout)
    earlier = of_earlier_pages(doc)
    for program, *words in commands(doc):
        if [program, *words] in [*earlier, *WHOLE]:
            continue
        asked = words if program == "specialise" else ["run", Path(words[0]).stem.replace("_", "-"), *words[1:]]
        ended = specialise(*smaller(asked))
        # `check` says by its exit code that a claim failed.
        assert ended.returncode == 0 or (words[0] == "check" and ended.returncode == 1), (asked, ended.stderr)


def test_ci_runs_what_is_left_out_here():
    script = (ROOT / ".ci" / "run").read_text()
    assert all(f"uv run {' '.join(command)} " in script for command in WHOLE)


@pytest.mark.parametrize("doc", in_turn(pages_with("python")))
def test_python_runs(doc, checkout):
    scope = {"__name__": "docs"}
    write_files(doc, checkout)
    for block in blocks(doc):
        if block.language == "python" and not block.reason and not FILE.match(block.code) and MAIN not in block.code:
            exec(compile(block.code, doc.name, "exec"), scope)


@pytest.mark.weekly("scripts of the docs that start processes of their own")
def test_scripts_run(checkout):
    scripts = [block.code for page in PAGES for block in blocks(page) if MAIN in block.code and not block.reason]
    assert scripts
    for script in scripts:
        run_as_script(script, checkout)


def write_files(page, folder):
    for name, code in files(page).items():
        (folder / name).write_text(code)


def run_as_script(code, folder):
    (folder / "script.py").write_text(code)
    ended = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_code_has_a_language_that_is_run_or_is_none():
    assert {block.language for page in PAGES for block in blocks(page)} <= {"python", "sh", "console", "toml", "math"}


@pytest.mark.parametrize("doc", pages_with("toml"))
def test_studies_can_be_run(doc, tmp_path):
    for block in blocks(doc):
        if block.language == "toml" and "[[scene" not in block.code:
            (tmp_path / "study.toml").write_text(block.code)
            assert read_study(tmp_path / "study.toml")


def test_scripts_of_the_docs_are_there():
    named = {word for page in PAGES for words in commands(page) for word in words if word.endswith(".py")}
    assert named
    assert all((ROOT / name).is_file() for name in named - {name for page in PAGES for name in files(page)})
