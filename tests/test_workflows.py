"""What a host runs and offers: workflows, the form for bugs, hooks before a commit."""

import re
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml")
ROOT = Path(__file__).parent.parent


def read(path):
    return yaml.safe_load((ROOT / path).read_text())


def steps(job):
    return [step["run"] for step in job["steps"] if "run" in step]


def test_every_push_runs_what_ci_runs():
    workflow = read(".github/workflows/tests.yml")
    assert {"push", "pull_request"} <= set(workflow[True])  # YAML takes the word `on` for a truth value
    assert steps(workflow["jobs"]["all"]) == [".ci/run"]


def test_every_week_other_systems_and_pythons_the_oldest_packages_and_planted_faults_are_tried():
    workflow = read(".github/workflows/weekly.yml")
    assert "schedule" in workflow[True]
    jobs = workflow["jobs"]
    tried = {(one["system"].split("-")[0], one["python"]) for one in jobs["systems"]["strategy"]["matrix"]["include"]}
    assert tried == {("ubuntu", "3.13"), ("windows", "3.12"), ("macos", "3.12")}
    assert all(steps(jobs[name])[-1] == "uv run --no-sync pytest" for name in ("systems", "lowest"))
    assert any("--resolution lowest-direct" in step for step in steps(jobs["lowest"]))
    assert any("benchmarks/mutants.py" in step for step in steps(jobs["mutants"]))


def test_scripts_of_the_workflows_are_there():
    text = "".join(path.read_text() for path in (ROOT / ".github" / "workflows").glob("*.yml"))
    named = set(re.findall(r"(?:^|\s)((?:benchmarks|docs|scenarios|notebooks|\.ci)/[\w./]+)", text))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_a_bug_is_told_with_version_command_seed_and_manifest():
    fields = {field["id"]: field for field in read(".github/ISSUE_TEMPLATE/bug.yml")["body"]}
    for name in ("version", "command", "seed", "manifest"):
        assert fields[name]["validations"]["required"]


def test_hooks_before_a_commit_are_what_ci_checks():
    (repository,) = read(".pre-commit-config.yaml")["repos"]
    ci = (ROOT / ".ci" / "run").read_text()
    for hook in repository["hooks"]:
        assert " ".join(hook["entry"].removesuffix(" --fix").split()) in ci
