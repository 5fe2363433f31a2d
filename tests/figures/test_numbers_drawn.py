"""Every figure draws the numbers and words that it drew of a small table made by hand."""

import inspect
from pathlib import Path

import pytest
import small_figures
from as_written import same_as_written
from what_is_drawn import what_is_drawn

from specialisation_sim import figures

DRAWN = Path(__file__).parent / "written"


@pytest.mark.parametrize("kind", small_figures.KINDS, ids=lambda kind: kind.__name__)
def test_a_figure_shows_these_numbers(kind):
    same_as_written(DRAWN / f"{kind.__name__}.txt", "\n".join(what_is_drawn(figure) for figure in kind()))


def test_every_figure_is_among_them():
    source = inspect.getsource(small_figures)
    assert [name for name in figures.__all__ if f"figures.{name}(" not in source] == []
    assert {path.stem for path in DRAWN.iterdir()} == {kind.__name__ for kind in small_figures.KINDS}
