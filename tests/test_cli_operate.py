"""The commands operate and collapse: what they print and write, and how they refuse."""

import pandas as pd
import pytest
from test_cli import refused
from test_cli_maps import manifest


@pytest.mark.long("commands at their full size")
def test_policies_are_printed_and_written(specialise, tmp_path):
    done = specialise("operate", "discrete", "--steps", 20, "--runs", 20, "--set", "samples=50", "--csv")
    assert done.returncode == 0, done.stderr
    printed = " ".join(done.stdout.split())
    assert (
        "Exactly, by the recursion of F, the smallest constant share that holds for ever is 0.07943, 3.971 of 50 data"
        in printed
    )
    folder = tmp_path / "results" / "operate-discrete"
    told = manifest(folder)
    assert (told["instrument"], told["parameters"]["samples"], told["closed_form"]) == (
        "heterozygosity",
        50,
        "the recursion of F",
    )
    assert {"none", "constant"} <= set(pd.read_csv(folder / "policies.csv")["policy"])
    assert (folder / "operate.png").is_file()


@pytest.mark.long("commands at their full size")
def test_the_foundation_is_operated_by_the_same_monitor(specialise, tmp_path):
    words = "operate foundation --steps 10 --runs 6 --set proposals=100 --tolerance 0.1 --out x"
    done = specialise(*words.split())
    assert done.returncode == 0, done.stderr
    assert "in the limit of a large sample" in " ".join(done.stdout.split()).lower()
    assert manifest(tmp_path / "x")["instrument"] == "award diversity"


@pytest.mark.long("commands at their full size")
def test_collapse_prints_when_half_is_gone(specialise, tmp_path):
    done = specialise("collapse", "discrete", "foundation", "--runs", 20, "--out", "x")
    assert done.returncode == 0, done.stderr
    assert "Half of the variety is gone as soon as sampling alone would have it" in " ".join(done.stdout.split())
    assert manifest(tmp_path / "x")["systems"] == ["discrete", "foundation"]
    assert (tmp_path / "x" / "collapse.png").is_file()


def test_help_shows_examples(specialise):
    assert "specialise operate discrete --tolerance" in " ".join(specialise("operate", "--help").stdout.split())
    assert "specialise collapse discrete gaussian" in " ".join(specialise("collapse", "--help").stdout.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("operate discreet", "did you mean 'discrete'"),
        ("operate fundation", "unknown story 'fundation'; did you mean 'foundation'"),
        ("operate nonsense", "valid names: foundation, discrete, gaussian, mixture, flow"),
        ("operate noisy", "noisy has no monitor"),
        ("operate island", "island has no monitor"),
        ("operate discrete --steps 0", "steps = 0 is not valid; allowed: a whole number from 5"),
        ("operate discrete --runs 0", "runs = 0 is not valid; allowed: a whole number from 2"),
        ("operate discrete --tolerance 2", "tolerance = 2 is out of bounds"),
        ("operate discrete --runs 1", "runs = 1 is not valid"),
        ("operate discrete --raised 2", "raised = 2 is out of bounds"),
        ("operate discrete --set outside=0.1", "outside is what is looked for"),
        ("run discrete --set outside=0.1", "outside needs regime = 'mix' or 'counts'; it is 'replace'"),
        ("operate discrete --seed -1", "seed = -1 is not valid"),
        ("collapse discrte", "did you mean 'discrete'"),
        ("collapse --runs 0", "runs = 0 is not valid"),
        ("collapse --seed -1", "seed = -1 is not valid"),
    ],
)
def test_bad_input_is_one_clear_message_and_nothing_is_written(specialise, words, message, tmp_path):
    assert message in refused(specialise(*words.split())).replace("raised = 2.0", "raised = 2")
    assert not list(tmp_path.iterdir())
