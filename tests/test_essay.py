"""The page of the essay: a row for each sentence, and no answer that its verdicts contradict."""

import json
import tomllib
from pathlib import Path

import pytest
from deciders import flips

from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.model.settings import NAMES, PublishedRange, ranges_of
from specialisation_sim.output.outlines import world_outline
from specialisation_sim.registry import resolve, scenario_names

DOCS = Path(__file__).parent.parent / "docs"
ROWS = tomllib.loads((DOCS / "essay.toml").read_text(encoding="utf-8"))["row"]
FOUND = json.loads((DOCS / "claims.json").read_text(encoding="utf-8"))
MARKS = (
    [f"O{k}" for k in range(1, 5)]
    + [f"G{k}" for k in range(1, 6)]
    + ["F1", "F2"]
    + [f"B{k}" for k in range(1, 5)]
    + [f"L{k}" for k in range(1, 8)]
    + [f"S{k}" for k in range(1, 7)]
    + ["E1", "E2"]
    + [f"N{k}" for k in range(1, 6)]
)
STORIES = {"O1": "foundation", "O2": "band", "O3": "labour", "O4": "generator", "L": "labour", "S": "island"}
ISLAND, BAND = {"L4", "L5", "L6", "L7"}, {"S6"}


def story_of(mark):
    if mark in ISLAND | BAND:
        return "island" if mark in ISLAND else "band"
    letters = {"G": "generator", "N": "generator", "F": "foundation", "B": "band", "E": "species"}
    return STORIES.get(mark) or STORIES.get(mark[0]) or letters[mark[0]]


def claims_on(mark, setting=""):
    """Verdicts of the claims that answer a sentence in the settings."""
    return [
        FOUND[name]["claims"][claim.sentence]["verdict"]
        for name in scenario_names()
        if name.startswith("essay-")
        for claim in load_scenario(name).claims
        if claim.answers == mark and claim.sentence.endswith(f"{setting})")
    ]


def test_every_sentence_has_a_row_in_order():
    assert [row["mark"] for row in ROWS] == MARKS


def test_every_claim_answers_a_sentence_that_is_there():
    claims = [claim for name in scenario_names() for claim in load_scenario(name).claims]
    assert {claim.answers for claim in claims if claim.answers} <= set(MARKS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["mark"])
def test_a_row_says_what_its_verdicts_say(row):
    at_its_word = claims_on(row["mark"], "essay")
    everywhere = claims_on(row["mark"])
    if row["answer"] == "not asked":
        assert not at_its_word
    elif row["answer"] == "holds as said":
        assert set(at_its_word) <= {"HOLDS"}
    elif row["answer"] == "does not hold":
        assert "FAILS" in at_its_word
    else:  # where, only if: something decides it, and is named
        assert row["answer"] in ("holds where", "holds only if")
        assert row["decides"]
        assert not everywhere or set(everywhere) != {"HOLDS"} or row["mark"] in {"N3"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["mark"])
def test_a_row_names_at_most_three_parameters_of_its_story_and_a_scenario(row):
    known = world_outline(story_of(row["mark"])).Parameters.model_fields
    assert len(row.get("decides", [])) <= 3
    assert set(row.get("decides", [])) <= set(known)
    if row["check"]:
        resolve(row["check"], ("scenarios",))


SLOW = "essay-island"


@pytest.mark.long("verdicts of the essay beside other settings")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.weekly("verdicts of the essay beside other settings")] * (name == SLOW))
        for name in scenario_names()
        if name.startswith("essay-")
    ],
)
def test_no_verdict_flips_under_a_published_parameter_that_its_row_does_not_name(name):
    scenario = load_scenario(name)
    named = {row["mark"]: set(row.get("decides", [])) for row in ROWS}
    found = flips(scenario, ranges_of(scenario.story), of="essay", replicates=40)
    decided = [flip for flip in found if flip.claim.expected != Verdict.UNDECIDED]
    assert [flip for flip in decided if not named[flip.claim.answers] & set(flip.changes)] == []


@pytest.mark.long("verdicts of the essay beside other settings")
def test_what_decides_a_claim_is_found():
    scenario = load_scenario("essay-generator")
    ranges = {"evidence": PublishedRange((1.5, 100.0), "test"), "classes": PublishedRange((2,), "test")}
    found = flips(scenario, ranges, of="essay", replicates=2, at_once=1)
    assert {flip.claim.answers for flip in found} >= {"G4", "G5", "N4"}
    assert {tuple(flip.changes) for flip in found} <= {("evidence",), ("classes",)}
    assert ("G4", {"evidence": 100.0}) in [(flip.claim.answers, dict(flip.changes)) for flip in found]


def test_every_sentence_in_the_settings_is_asked_in_all_three():
    for name in scenario_names():
        if name.startswith("essay-"):
            said = [claim.sentence.rpartition(" (")[2].rstrip(")") for claim in load_scenario(name).claims]
            assert said == [*NAMES] * (len(said) // 3)
