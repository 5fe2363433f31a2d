"""The README and the tables of claims say what the code says; test_docs_code.py runs their code."""

import re
from pathlib import Path

from shared_runs import each_scenario

from specialisation_sim import AuditScenario, Scenario
from specialisation_sim.chains import CHAINS
from specialisation_sim.chains.learners.nets import OneThread
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import scenario_names, story

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
CLAIMS = (ROOT / "docs" / "verdicts.md").read_text()


def rows():
    """Scenario, claim and verdict of each row of the table of claims."""
    return re.findall(r"^\| ([\w-]+) \| (.+?) \| \*\*(\w+)\*\* \|", CLAIMS, flags=re.MULTILINE)


def test_table_lists_every_claim_of_every_scenario():
    claims = [(name, claim.sentence) for name in scenario_names() for claim in load_scenario(name).claims]
    assert [row[:2] for row in rows()] == claims


def agree(written, found, trained):
    """Whether a verdict is the published one; of networks it may step to or from undecided on another processor."""
    return written == found or (trained and Verdict.UNDECIDED in (written, found))


@each_scenario
def test_verdicts_are_those_of_a_run(name, shared_run):
    found = [str(finding.verdict) for finding in shared_run(name).findings]
    written = [row[2] for row in rows() if row[0] == name]
    scenario = load_scenario(name)
    trained = isinstance(scenario, Scenario) and issubclass(story(scenario.story), OneThread)
    assert len(written) == len(found)
    assert all(agree(*pair, trained) for pair in zip(written, found, strict=True)), (written, found)


def test_only_networks_may_step_to_undecided():
    assert agree("HOLDS", "UNDECIDED", trained=True)
    assert not agree("HOLDS", "FAILS", trained=True)
    assert not agree("HOLDS", "UNDECIDED", trained=False)


def test_the_page_counts_the_verdicts_of_every_scenario():
    for name in scenario_names():
        verdicts = [verdict for scenario, _, verdict in rows() if scenario == name]
        counts = " | ".join(
            str(verdicts.count(verdict) or "") for verdict in (Verdict.HOLDS, Verdict.FAILS, Verdict.UNDECIDED)
        )
        assert f"| {name} | {load_scenario(name).question} | {counts} |" in CLAIMS


def test_failed_claims_are_published():
    assert {verdict for _, _, verdict in rows()} >= {Verdict.HOLDS, Verdict.FAILS}


def test_the_readme_is_read_in_a_few_minutes():
    assert len(README.splitlines()) <= 120


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
        why_not = f"- {name}: not audited;" in page
        assert all(told) or isinstance(scenario, AuditScenario) or why_not, name
