"""The README and the tables of claims say what the code says; test_docs_code.py runs their code."""

import re
from pathlib import Path

from shared_runs import each_scenario

from specialisation_sim import AuditScenario
from specialisation_sim.chains import CHAINS
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import scenario_names

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
CLAIMS = (ROOT / "docs" / "verdicts.md").read_text()


def rows():
    """Scenario, claim and verdict of each row of the table of claims."""
    return re.findall(r"^\| ([\w-]+) \| (.+?) \| \*\*(\w+)\*\* \|", CLAIMS, flags=re.MULTILINE)


def test_table_lists_every_claim_of_every_scenario():
    claims = [(name, claim.sentence) for name in scenario_names() for claim in load_scenario(name).claims]
    assert [row[:2] for row in rows()] == claims


@each_scenario
def test_verdicts_are_those_of_a_run(name, at_seed_0):
    found = at_seed_0(name).findings
    assert [row[2] for row in rows() if row[0] == name] == [str(finding.verdict) for finding in found]


def test_readme_counts_the_verdicts_of_every_scenario():
    for name in scenario_names():
        verdicts = [verdict for scenario, _, verdict in rows() if scenario == name]
        counts = " | ".join(
            str(verdicts.count(verdict) or "") for verdict in (Verdict.HOLDS, Verdict.FAILS, Verdict.UNDECIDED)
        )
        assert f"| {name} | {load_scenario(name).question} | {counts} |" in README


def test_failed_claims_are_published():
    assert {verdict for _, _, verdict in rows()} >= {Verdict.HOLDS, Verdict.FAILS}


def test_two_commands_lead():
    assert re.findall(r"```sh\n(pip install uv && uv run .*)\n```", README) == [
        "pip install uv && uv run --no-dev specialise tour",
        "pip install uv && uv run pytest",
    ]


def test_links_lead_somewhere():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_audit_of_claims_has_all_claims_of_the_stories():
    page = (ROOT / "docs" / "claims.md").read_text()
    for name in scenario_names():
        scenario = load_scenario(name)
        if scenario.story in {*CHAINS, *DOCKED}:
            continue
        told = [f"| {name} | {claim.sentence} |" in page for claim in scenario.claims]
        assert all(told) or isinstance(scenario, AuditScenario), name
