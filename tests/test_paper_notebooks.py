"""Short notebooks, one for each published model: outputs are stored, and what they call is there."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

from specialisation_sim.published import DOCKED

FOLDER = Path(__file__).parent.parent / "notebooks" / "papers"
NOTEBOOKS = {path.stem: nbformat.read(path, 4) for path in sorted(FOLDER.glob("*.ipynb"))}


def test_every_published_model_has_one():
    assert set(NOTEBOOKS) == {name.replace("-", "_") for name in DOCKED}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_takes_twenty_minutes_and_stores_what_it_shows(name):
    cells = NOTEBOOKS[name].cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert sum(map(int, re.findall(r"\((\d+) minutes\)$", text, flags=re.MULTILINE))) == 20
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert not [output for output in outputs if output.output_type in {"error", "stream"}]


@pytest.mark.weekly("notebooks of published models")
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_its_code_runs(name):
    known: dict = {}
    for cell in NOTEBOOKS[name].cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)
            exec(cell.source, known)
