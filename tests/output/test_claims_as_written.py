"""What is printed, kept and published of claims and their audit, from verdicts made by hand."""

import math
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from as_written import same_as_written

from specialisation_sim import AuditClaim, Claim, UserError
from specialisation_sim.claims.audit import ClaimAudit, ScenarioAudit
from specialisation_sim.claims.claim import Finding, Verdict
from specialisation_sim.claims.deciders import Decided, Flip
from specialisation_sim.claims.firmness import Firmness
from specialisation_sim.claims.record_scenario import AuditScenario
from specialisation_sim.output import claims_page, lessons
from specialisation_sim.output.claims_data import (
    audit_data,
    finding_data,
    firmness_of_claims,
    read_claims,
    with_audit,
    with_findings,
    with_published,
    write_claims,
)
from specialisation_sim.output.terminal import demand_of, show_findings, show_parameters, show_table, tally
from specialisation_sim.runs.probe import Difference


def claim(sentence, **options):
    return Claim(sentence, lambda runs, series: runs["x"], **{"of": "a", "above": 0.25, **options})


HELD = Finding(claim("It rises"), 0.51234, 0.4567, 0.5678, Verdict.HOLDS, 1200, None, 0.756, "t", 0.01234)
OPEN = Finding(
    claim("It is | more", versus="b", share=0.8), 0.7, 0.6, 0.8, Verdict.UNDECIDED, 40, 2500, math.nan, "exact"
)
LOST = Finding(claim("It falls", above=None, below=-1), math.nan, math.nan, math.nan, Verdict.FAILS, 0, None)
AGAIN = HELD._replace(verdict=Verdict.UNDECIDED, estimate=0.2)
FLIPS = (
    Flip(HELD.claim, {"market": "trade"}, 0.1, False),
    Flip(HELD.claim, {"need": 0.063, "workers": 16}, 0.2, False),
)
AUDITS = (
    ScenarioAudit(
        SimpleNamespace(name="first", question="Is it so?"),
        (
            ClaimAudit(HELD, AGAIN, 0.3, 40, 37, 39, Firmness.ROBUST, "need", (), FLIPS),
            ClaimAudit(OPEN, OPEN, 0.3, 40, 20, 38, Firmness.BROKEN, "", ("places", "names")),
        ),
        (
            Difference("places", 0.0123, 1e-9),
            Difference("order", 1e-12, 1e-9),
            Difference("names", math.nan, 0, "none"),
        ),
        7,
    ),
    ScenarioAudit(
        SimpleNamespace(name="second", question="Why?"),
        (ClaimAudit(LOST, LOST, math.nan, 12, 6, 12, Firmness.SHIFTED, "wage"),),
        (Difference("places", math.nan, 0, "one place"), Difference("order", 0.0), Difference("names", 0.0)),
    ),
)
SIZE = {"points": 40, "width": 0.2, "replicates": None, "seed": 0, "of": "a checksum"}


def written(name, text):
    """Compare a text with the file that holds it."""
    same_as_written(Path(__file__).parent / "written" / f"{name}.txt", text)


def test_findings_are_printed(capsys):
    show_findings([HELD, OPEN, LOST], "Three claims")
    print(tally([HELD, HELD, OPEN, LOST]))
    show_findings([HELD])
    row = {"name": "need", "default": "0.5", "allowed": "0 to 1", "unit": "meals", "meaning": "what", "source": "[1]"}
    show_parameters([row])
    show_table("Plain", ("one", "two"), [("a", "[b]"), ("c" * 130, "d")])
    written("findings", capsys.readouterr().out)


def test_audits_are_printed(capsys):
    for audit in AUDITS:
        claims_page.show_audit(audit)
    print(claims_page.tally(AUDITS))
    print(claims_page.table(AUDITS).T.to_string())
    written("audits", capsys.readouterr().out)


def test_audits_are_kept_to_the_digits_that_are_published(tmp_path, monkeypatch):
    before = {
        "first": {"claims": {"It rises": {"verdict": "FAILS", "note": 1}, "old": {}}, "more": 2},
        "other": {"claims": {}},
    }
    data = with_audit(with_audit(before, AUDITS[0], SIZE), AUDITS[1], {**SIZE, "replicates": 30})
    data = with_published(data, "first", Decided(2, FLIPS[1:]))
    data = with_published(data, "second", Decided(4, ()))
    data["skipped"] = {"claims": {}, "audit": {"skipped": "it has no seeds"}}
    write_claims(data, tmp_path / "claims.json")
    assert read_claims(tmp_path / "claims.json") == data
    assert read_claims(tmp_path / "none.json") == {}
    written("claims_data", (tmp_path / "claims.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(claims_page, "_text_of", lambda module: f"({module.__name__})")
    written("claims_page", claims_page.page(data))
    alike = {name: data[name] for name in ("first", "other")}
    sizes = "This table: 40 points within 20%, each scenario's own number of runs, seed 0. 2 claims:"
    assert sizes in claims_page.page(alike)
    assert firmness_of_claims(data) == {
        ("first", "It rises"): "ROBUST",
        ("first", "It is | more"): "BROKEN",
        ("second", "It falls"): "SHIFTED",
    }


def test_terminal_and_page_round_alike():
    for holds in range(41):
        claim = AUDITS[0].claims[0]._replace(holds=holds)
        kept = audit_data(claim)
        page = claims_page._share_said(kept["holds_nearby"], kept["low"], kept["high"])
        assert page == claims_page._nearby(claim)


def test_numbers_that_are_not_there_are_none_and_others_have_their_digits():
    found = finding_data(HELD)
    assert (found["verdict"], found["runs"], found["method"]) == ("HOLDS", 1200, "t")
    numbers = ("estimate", "low", "high", "holds_in", "chance")
    assert [found[name] for name in numbers] == [0.512, 0.457, 0.568, 0.76, 0.012]
    assert finding_data(OPEN)["holds_in"] is finding_data(LOST)["estimate"] is None
    found = audit_data(AUDITS[0].claims[0])
    assert (found["holds_nearby"], found["same_direction_nearby"], found["other_seeds"]) == (0.925, 0.975, "UNDECIDED")
    assert found["flips"] == ["market = trade", "need = 0.063 and workers = 16"]
    assert with_findings({"other": 1}, "new", [HELD])["other"] == 1


@pytest.fixture
def audited(monkeypatch):
    """Scenarios by name, and what audits of them were asked for; the last one audits a record."""
    asked = []
    made = {audit.scenario.name: audit for audit in AUDITS}
    record = AuditScenario.__new__(AuditScenario)
    object.__setattr__(record, "name", "record")
    object.__setattr__(record, "question", "And there?")

    def audit_claims(scenario, **options):
        asked.append((scenario.name, options))
        return made[scenario.name]

    scenarios = {**{name: audit.scenario for name, audit in made.items()}, "record": record}
    monkeypatch.setattr(claims_page, "load_scenario", scenarios.__getitem__)
    monkeypatch.setattr(claims_page, "scenario_names", lambda: list(scenarios))
    monkeypatch.setattr(claims_page, "audit_claims", audit_claims)
    monkeypatch.setattr(claims_page, "fingerprint", lambda word, scenario, size: f"{word} {size['points']}")
    return asked


def test_scenarios_are_audited_one_after_another_and_written_at_the_end(audited, tmp_path, capsys):
    out, docs = tmp_path / "all.csv", tmp_path / "page.md"
    write_claims({"record": {"claims": {"kept": {}}}, "else": {"claims": {}}}, docs.with_suffix(".json"))
    done = claims_page.report_claims([], out, docs, points=10, seed=4)
    assert done == list(AUDITS)
    assert audited == [(audit.scenario.name, {"points": 10, "seed": 4}) for audit in AUDITS]
    printed = capsys.readouterr().out
    assert "1/3 first: Is it so?\n" in printed
    assert f"3/3 record: And there?\nskipped: {claims_page.SKIPPED}\n" in printed
    assert printed.endswith("3 claims: 1 ROBUST, 1 SHIFTED, 0 FRAGILE, 1 BROKEN\n")
    assert pd.read_csv(out)["scenario"].tolist() == ["first", "first", "second"]
    assert out.read_text(encoding="utf-8").startswith("scenario,claim,")
    data = read_claims(docs.with_suffix(".json"))
    assert docs.read_text(encoding="utf-8") == claims_page.page(data)
    assert data["record"] == {"claims": {"kept": {}}, "audit": {"skipped": claims_page.SKIPPED}}
    assert data["else"] == {"claims": {}}
    changes = {"places": {"size": 0.01}, "order": {"size": 1e-12}, "names": {"why_not": "none"}}
    size = {**SIZE, "points": 10, "seed": 4, "of": "first 10", "tried": 7}
    assert data["first"]["audit"] == {**size, "changes": changes}


def test_an_audit_begins_again_where_it_stopped(audited, tmp_path, monkeypatch, capsys):
    """What the page has of this size and this code is kept, though the one after it failed."""
    docs, whole = tmp_path / "page.md", claims_page.audit_claims

    def stops(scenario, **options):
        if scenario.name == "second":
            raise KeyboardInterrupt
        return whole(scenario, **options)

    monkeypatch.setattr(claims_page, "audit_claims", stops)
    with pytest.raises(KeyboardInterrupt):
        claims_page.report_claims([], None, docs, points=10)
    assert list(read_claims(docs.with_suffix(".json"))) == ["first"]
    assert docs.read_text(encoding="utf-8") == claims_page.page(read_claims(docs.with_suffix(".json")))
    monkeypatch.setattr(claims_page, "audit_claims", whole)
    audited.clear()
    assert claims_page.report_claims([], None, docs, points=10) == [AUDITS[1]]
    assert [name for name, _ in audited] == ["second"]
    assert "kept:" in capsys.readouterr().out
    assert len(claims_page.report_claims([], None, docs, points=12)) == 2
    assert len(claims_page.report_claims([], tmp_path / "all.csv", docs, points=12)) == 2


def test_one_scenario_is_audited_where_one_is_named_and_nothing_is_written_unasked(audited, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert claims_page.report_claims(["second"]) == [AUDITS[1]]
    assert audited == [("second", {})]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("out", "docs", "options", "message"),
    [
        (None, None, {"points": 9}, "points = 9 is out of bounds; allowed: from 10"),
        ("x.md", "./x.md", {}, "--out and --docs are both"),
        (".", None, {}, "it is a folder and not a file"),
        (None, ".", {}, "it is a folder and not a file"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_audited(
    audited, tmp_path, monkeypatch, out, docs, options, message
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=message):
        claims_page.report_claims([], out and Path(out), docs and Path(docs), **options)
    assert audited == []


def test_verdicts_are_a_table_in_a_lesson():
    lines = lessons.verdicts(
        SimpleNamespace(findings=(HELD, OPEN, LOST), scenario=SimpleNamespace(story=""))
    ).splitlines()
    assert lines == [
        "| claim | must be | estimate (95 % interval) | verdict |",
        "| --- | --- | --- | --- |",
        "| It rises | a: mean above 0.25 | 0.512 (0.457 to 0.568) | **HOLDS** |",
        "| It is / more | a minus b: above 0.25 in more than 80% of runs | 0.7 (0.6 to 0.8) | **UNDECIDED** |",
        "| It falls | a: mean below -1 | no value | **FAILS** |",
    ]


def test_what_must_hold_names_both_variants():
    assert demand_of(HELD.claim) == "a:\nmean above 0.25"
    assert demand_of(OPEN.claim) == "a minus b:\nabove 0.25 in more than 80% of runs"
    assert isinstance(AuditClaim("it is so", lambda audited, fit: None, of="record", above=0).demand, str)
