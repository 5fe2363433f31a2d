"""The command `specialise audit` and the audit as a scenario."""

import json

import matplotlib.image
import pandas as pd
import pytest

from specialisation_sim import AuditClaim, UserError
from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.claims.claim import Verdict

GRANTS = shipped_folder("data") / "open_philanthropy_grants.csv"
NAME = "audit-open-philanthropy"


@pytest.fixture
def small(tmp_path):
    """A small record of ten years."""
    rows = ["Date;Area;Paid"]
    rows += [f"0{1 + n % 9}/{2010 + year};{'ab'[n % 3 == 0]};€ {n},50" for year in range(10) for n in range(1, 41)]
    (tmp_path / "small.csv").write_text("\n".join(rows))
    return tmp_path / "small.csv"


def test_help_shows_an_example(specialise):
    assert 'specialise audit grants.csv --when Date --what "Focus Area"' in " ".join(
        specialise("audit", "--help").stdout.split()
    )


@pytest.mark.long("commands at their full size")
def test_audit_writes_tables_figures_summary_and_manifest(specialise, small, tmp_path):
    words = ["--when", "date", "--what", "area", "--weight", "paid", "--csv", "--seed", 3, "--out", tmp_path / "x"]
    done = specialise("audit", small, *words)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "x"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == {path.name for path in folder.iterdir()} - {"manifest.json"}
    assert manifest["seed"] == 3
    assert manifest["columns"] == {"when": "Date", "what": "Area", "weight": "Paid"}
    assert set(pd.read_csv(folder / "audit.csv")["by"]) == {"count", "amount"}
    assert (folder / "summary.md").read_text() in done.stdout
    for figure in ("effective_number_by_count", "shares_by_amount", "return_map"):
        assert matplotlib.image.imread(folder / f"{figure}.png").std() > 0.05
        assert (folder / f"{figure}.svg").is_file()


@pytest.mark.long("commands at their full size")
def test_audit_writes_the_same_twice(specialise, small, tmp_path, undrawn):
    for name in ("one", "two"):
        specialise("audit", small, "--when", "Date", "--what", "Area", "--out", tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_parts_and_mappings_are_options(specialise, small, tmp_path, undrawn):
    (tmp_path / "map.csv").write_text("from,to\na,A\n")
    words = ["--when", "Date", "--what", "Area", "--map", tmp_path / "map.csv", "--keep-partial", "--period", "quarter"]
    done = specialise("audit", small, *words)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "audit-small" / "summary.md").is_file()
    assert "by quarter" in done.stdout
    assert "given another category by the mapping of 1 names" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["none.csv", "--when", "Date", "--what", "Area"], "none.csv: there is no such file"),
        (["small.csv", "--when", "Dat", "--what", "Area"], "small.csv: unknown column 'Dat'; did you mean 'Date'?"),
        (["small.csv", "--when", "Area", "--what", "Area"], "row 2, column 'Area' is"),
        (["small.csv", "--when", "Date", "--what", "Area", "--weight", "Area"], "allowed: an amount such as"),
        (
            ["small.csv", "--when", "Date", "--what", "Area", "--period", "yaer"],
            "unknown period 'yaer'; did you mean 'year'",
        ),
        (["small.csv", "--when", "Date", "--what", "Area", "--map", "no.csv"], "no.csv: there is no such file"),
        (["small.csv", "--when", "Date", "--what", "Area", "--domain", "c"], "unknown category 'c'"),
        (["small.csv", "--when", "Date", "--what", "Area", "--seed", "-1"], "seed = -1 is not valid"),
        (["small.csv", "--when", "Date", "--what", "Area", "--seed", 10**30], "a whole number from 0 to below 2**63"),
        (["small.csv", "--when", "Date", "--what", "Area", "--decimal", ";"], "decimal = ';' is not valid"),
        (["small.csv", "--when", "Date", "--what", "Area", "--out", "small.csv/x"], "cannot write to"),
    ],
)
def test_bad_input_is_one_clear_message(specialise, small, words, message, tmp_path):
    done = specialise("audit", *words)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.rglob("*.png"))


@pytest.mark.weekly("the shipped record by command")
def test_what_the_sample_says(specialise, tmp_path):
    words = ["--when", "Date", "--what", "Focus Area", "--weight", "Amount", "--out", tmp_path / "x"]
    printed = specialise("audit", GRANTS, *words).stdout
    assert "By number of records: WIDER." in printed
    assert "By number of records, does it tend to narrow? TOO SHORT TO TELL." in printed
    assert "By amount: UNDECIDED." in printed
    assert "By amount, does it tend to narrow? TOO THIN." in printed
    assert "HHI: Herfindahl-Hirschman index" in " ".join(printed.split())
    assert "2024 is a part of a year: the record ends in November 2024" in printed


@pytest.mark.long("commands at their full size")
def test_the_scenario_is_listed_described_and_checked(specialise, undrawn):
    assert NAME in specialise("list").stdout
    assert "open_philanthropy_grants.csv" in specialise("describe", NAME).stdout
    printed = specialise("check", NAME).stdout
    assert "7 claims" in printed


@pytest.mark.long("the shipped record by command")
def test_the_scenario_runs_by_name_and_writes_its_findings(specialise, tmp_path):
    done = specialise("run", NAME, "--csv", "--out", tmp_path / "x")
    assert done.returncode == 0, done.stderr
    assert len(pd.read_csv(tmp_path / "x" / "findings.csv")) == 7
    assert "narrows more than" in " ".join(done.stdout.split())


@pytest.mark.parametrize("words", [["--set", "b=1"], ["--replicates", "3"]])
def test_a_real_record_takes_no_parameters(specialise, words):
    done = specialise("run", NAME, *words)
    assert done.returncode == 2
    assert "audits a real record: it takes no --set" in done.stderr


@pytest.mark.parametrize(
    ("interval", "verdict"),
    [((0.1, 0.2), Verdict.HOLDS), ((-0.1, 0.2), Verdict.UNDECIDED), ((-0.2, -0.1), Verdict.FAILS)],
)
def test_a_claim_on_a_record_weighs_its_interval(interval, verdict):
    claim = AuditClaim("it widens", lambda audited, fit: (0.0, *interval, 9), of="count", above=0.0)
    assert claim.weigh(None, None).verdict is verdict
    assert claim.demand == "above 0"


def test_an_interval_that_is_not_known_decides_nothing():
    claim = AuditClaim("it widens", lambda audited, fit: (float("nan"),) * 3 + (0,), of="count", above=0.0)
    assert claim.weigh(None, None).verdict is Verdict.UNDECIDED


def test_a_claim_needs_a_bound():
    with pytest.raises(UserError, match="needs a bound"):
        AuditClaim("it widens", lambda audited, fit: (0.0, 0.0, 0.0, 0), of="count")


def test_a_seed_beyond_bounds_is_refused_before_the_scenario_runs(specialise):
    done = specialise("run", "audit-open-philanthropy", "--seed", 10**24)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "allowed: a whole number from 0 to below 2**63" in done.stderr
