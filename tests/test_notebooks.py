"""Lessons run from top to bottom, keep what they showed, and have what a seminar needs."""

import ast
import copy
import os
import re
import subprocess
import sys
from importlib import util
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
LESSONS = {path.stem: nbformat.read(path, as_version=4) for path in sorted(FOLDER.glob("*.ipynb"))}
QUICKEST = "08_write_your_own_story"
SECOND = "01_the_island"
OTHERS = [
    pytest.param(name, marks=pytest.mark.long("a lesson") if name == SECOND else pytest.mark.weekly("lessons"))
    for name in LESSONS
    if name != QUICKEST
]
"""A plain run executes the quickest lesson, which has what all have: predictions, solutions, figures."""
HEADINGS = ("The question", "Predict first", "Exercises", "Reading")


pytestmark = pytest.mark.xdist_group("lessons")  # in one process: they share a kernel


@pytest.fixture(scope="module")
def run():
    """The script that executes lessons."""
    spec = util.spec_from_file_location("run_lessons", FOLDER / "run.py")
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=LESSONS)
def lesson(request):
    return LESSONS[request.param]


def prose(lesson):
    """Markdown without code, settings, formulas, addresses and what run.py wrote, and without the reading list."""
    text = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown").split("\n## Reading")[0]
    text = re.sub(r"<!-- outcome.*?<!-- end of outcome -->", "", text, flags=re.DOTALL)
    setting = r"`\w+`(?: be| of| at)? [\d.]+(?:(?:,| and) [\d.]+)*"
    return re.sub(rf"```.*?```|{setting}|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\]\([^)]*\)", "", text, flags=re.DOTALL)


def sections(lesson):
    """Second-level headings."""
    return re.findall(
        r"^## (.+)$", "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown"), re.M
    )


def code(lesson, run):
    """All Python of a lesson, that of solutions included; a cell that writes a file is a text and not code."""
    cells = [cell.source for cell in run.with_solutions(lesson).cells if cell.cell_type == "code"]
    return [source for source in cells if not source.startswith("%%writefile")]


@pytest.fixture(scope="module")
def kernel(run):
    """Where lessons run, with a tenth of their runs."""
    with pytest.MonkeyPatch.context() as patch, run.one_kernel() as kernel:
        patch.setenv("SPECIALISE_QUICK", "1")
        yield kernel


@pytest.mark.parametrize("name", [QUICKEST, *OTHERS])
def test_lesson_runs_from_top_to_bottom(name, run, kernel):
    run.execute(copy.deepcopy(LESSONS[name]), kernel)


def test_a_lesson_finds_a_kernel_without_names(run, kernel):
    run.execute(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("left = 1")]), kernel)
    with pytest.raises(SystemExit, match="NameError"):
        run.execute(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("left")]), kernel)


@pytest.mark.long("a lesson")
def test_the_script_runs_a_lesson_and_stores_nothing():
    before = {path: path.read_bytes() for path in FOLDER.glob("*.ipynb")}
    command = [
        sys.executable,
        "-W",
        "ignore",
        str(FOLDER / "run.py"),
        QUICKEST,
        "--check",
    ]
    quick = {**os.environ, "SPECIALISE_QUICK": "1"}
    done = subprocess.run(command, env=quick, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert before == {path: path.read_bytes() for path in FOLDER.glob("*.ipynb")}


def test_outputs_are_stored_and_of_the_code_that_is_there(lesson, run):
    assert lesson.metadata["specialise"]["executed"] == run.said(lesson)
    numbers = [cell.execution_count for cell in lesson.cells if cell.cell_type == "code"]
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_output_is_an_error_or_a_warning(lesson):
    outputs = [output for cell in lesson.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [one for one in outputs if one.output_type == "error" or one.get("name") == "stderr"]
    assert any("image/png" in one.get("data", {}) for one in outputs)


def test_headings_tell_minutes_that_add_up(lesson):
    head, told = lesson.cells[0].source, sections(lesson)
    minutes = [int(re.search(r"\((\d+) minutes\)$", heading)[1]) for heading in told]
    (total,) = re.findall(r"seminar of (\d+) minutes", head)
    assert sum(minutes) == int(total)
    assert 45 <= int(total) <= 60
    names = [heading.split(" (")[0] for heading in told]
    assert [name for name in names if name in HEADINGS] == list(HEADINGS)


def test_a_prediction_is_asked_for_and_met(lesson):
    cells = "\n".join(cell.source for cell in lesson.cells)
    assert (
        cells.index("predicted = {") < cells.index("score(\n")
        if "score(\n" in cells
        else cells.index("score(predicted")
    )


def test_every_exercise_hides_its_solution(lesson, run):
    cells = lesson.cells
    exercises = [number for number, cell in enumerate(cells) if cell.source.startswith("### ")]
    assert len(exercises) >= 4
    assert cells[exercises[0]].source.startswith("### Easy")
    assert cells[exercises[-1]].source.startswith("### Open")
    for start, end in zip(exercises, [*exercises[1:], len(cells)]):
        (solution,) = [cell for cell in cells[start:end] if run.has_solution(cell)]
        assert re.match(r"<details>\n<summary>[^<]+</summary>\n\n", solution.source)
        assert solution.source.endswith("</details>")
        # An open question may have a hint in words.
        if start != exercises[-1]:
            assert run.CODE.search(solution.source)
        assert bool(run.CODE.search(solution.source)) == bool(run.OUTCOME.search(solution.source))


def test_the_package_does_the_work(lesson, run):
    lines = 0
    for source in code(lesson, run):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                lines += node.end_lineno - node.lineno + 1
    assert lines <= 5


def test_no_result_is_typed_by_hand(lesson):
    assert re.findall(r"[^\n]*(?:\d\.\d|\d ?%|\d per cent)[^\n]*", prose(lesson)) == []


def test_lessons_are_small_enough_to_keep():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.ipynb")) < 4_000_000


def test_readme_lists_every_lesson():
    told = re.findall(r"\]\((\w+)\.ipynb\)", (FOLDER / "README.md").read_text())
    assert told == list(LESSONS)


@pytest.mark.long("a lesson")
def test_quick_outcomes_are_never_stored():
    command = [sys.executable, str(FOLDER / "run.py"), next(iter(LESSONS))]
    quick = {**os.environ, "SPECIALISE_QUICK": "1"}
    done = subprocess.run(command, env=quick, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "not worth keeping" in done.stderr


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [("1 / 0", "ZeroDivisionError"), ("import warnings; warnings.warn('old')", "a cell warns")],
)
def test_a_lesson_that_fails_or_warns_is_refused(run, kernel, cell, complaint):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    with pytest.raises(SystemExit, match=complaint):
        run.execute(notebook, kernel)


HIDDEN = """<details>
<summary>Solution</summary>

Two.

```python
from IPython.display import Markdown

Markdown(f"It is {1 + 1}.")
```
</details>"""


@pytest.mark.long("lessons")
def test_what_a_solution_shows_is_kept_beneath_it(run, kernel):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(HIDDEN)])
    for _ in range(2):  # the second time it replaces what it wrote
        run.execute(notebook, kernel)
    (cell,) = notebook.cells
    assert cell.source.count("It is 2.") == 1
    assert run.OUTCOME.sub("", cell.source) == HIDDEN
