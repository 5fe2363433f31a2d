"""The software paper: its numbers are written by the program, its sources are known, and it is as long as asked for."""

import json
import re
from pathlib import Path

import canon_regions
import paper_bibliography
import pytest
import regions

import specialisation_sim

ROOT = Path(__file__).parent.parent


PAPER = paper_bibliography.PAPER.read_text(encoding="utf-8")
BODY = PAPER.split("---", 2)[2]
SETTINGS = {"80", "0.1", "60"}
"""Numbers in the paper that are settings and no results."""


def typed(text):
    """Numbers of a text outside of what is written by the program and of keys of sources."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"\[@[^\]]+\]", "", regions.REGION.sub("", text))))


def test_every_number_in_the_paper_is_written_by_the_program():
    assert regions.rendered(PAPER) == PAPER
    assert typed(BODY) <= SETTINGS
    assert typed("A result of 0.25") == {"0.25"}


def test_the_papers_sources_are_those_of_the_bibliography():
    assert paper_bibliography.WRITTEN.read_text(encoding="utf-8") == paper_bibliography.bibliography(PAPER)
    assert {"march1991", "arthur1989"} < paper_bibliography.cited(PAPER)
    with pytest.raises(KeyError, match="nobody1900"):
        paper_bibliography.bibliography("[@nobody1900]")


def test_the_paper_has_the_parts_and_the_length_that_journals_ask_for():
    headings = re.findall(r"^# (.+)$", BODY, flags=re.MULTILINE)
    assert headings[:3] == ["Summary", "Statement of need", "State of the field"]
    assert headings[-1] == "References"
    assert 700 < len(regions.REGION.sub("", BODY).split()) < 1750


def test_codemeta_names_this_version_and_licence():
    meta = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    assert meta["version"] == specialisation_sim.__version__
    assert f"license: {meta['license'].rpartition('/')[2]}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_the_table_of_the_canon_has_every_story_and_model_in_order_of_lock_in():
    parts = canon_regions.kept()["parts"]
    assert len(parts) == len(specialisation_sim.stories.STORIES) + len(specialisation_sim.published.DOCKED)
    order = [row["lock_in_part"] for row in parts]
    assert order == sorted(order)


def test_at_proportional_reinforcement_the_map_carries_its_note():
    [urn] = [row for row in canon_regions.kept()["parts"] if row["story"] == "arthur-1989"]
    assert urn["note"].startswith("At g = 1 the mean map is the diagonal")
    assert urn["note"] in regions.rendered("<!-- write: canon_narrowing -->\n\n<!-- end -->")
