"""Verdicts and firmness stand in one data file; pages are written from it, and a new verdict keeps its audit."""

import json
from pathlib import Path

import pytest

from specialisation_sim import Claim, UserError
from specialisation_sim.claims.claim import Finding, Verdict
from specialisation_sim.claims.readings import final
from specialisation_sim.output import claims_page
from specialisation_sim.output.claims_data import firmness_of_claims, read_claims, with_findings, write_claims

DOCS = Path(__file__).parent.parent / "docs"


def finding(sentence, estimate=0.51234):
    claim = Claim(sentence, final("x"), of="a", above=0)
    return Finding(claim, estimate, 0.4, 0.6, Verdict.HOLDS, 100, None)


def test_the_page_of_the_audit_is_the_one_that_the_data_give():
    assert (DOCS / "claims.md").read_text(encoding="utf-8") == claims_page.page(read_claims(DOCS / "claims.json"))


def test_a_new_verdict_keeps_the_audit_and_what_is_known_of_other_scenarios():
    audited = {"firmness": "ROBUST"}
    before = {
        "a": {"claims": {"it is so": {"verdict": "FAILS", "audit": audited}, "it was so": {}}},
        "b": {"claims": {}},
    }
    after = with_findings(before, "a", [finding("it is so"), finding("it is new")])
    assert list(after["a"]["claims"]) == ["it is so", "it is new"]
    assert after["a"]["claims"]["it is so"]["audit"] == audited
    assert after["a"]["claims"]["it is so"]["verdict"] == "HOLDS"
    assert after["a"]["claims"]["it is new"]["estimate"] == 0.512
    assert after["b"] == before["b"]
    assert firmness_of_claims(after) == {("a", "it is so"): "ROBUST"}


def test_what_has_no_number_is_written_as_none(tmp_path):
    write_claims(with_findings({}, "a", [finding("it is so", float("nan"))]), tmp_path / "claims.json")
    claim = json.loads((tmp_path / "claims.json").read_text())["a"]["claims"]["it is so"]
    assert claim["estimate"] is claim["holds_in"] is None


@pytest.mark.parametrize(
    "text", ["[1, 2]", '{"a": 1}', "not JSON", '{"a": {"claims": 3}}', '{"a": {"claims": {}}, "b": {"claims": 3}}']
)
def test_another_kind_of_file_is_refused_and_left_as_it_is(text, tmp_path):
    file = tmp_path / "claims.json"
    file.write_text(text)
    with pytest.raises(UserError, match="does not hold verdicts of claims"):
        read_claims(file)
    assert file.read_text() == text
