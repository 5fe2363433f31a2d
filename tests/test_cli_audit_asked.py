"""What `specialise audit` shows where more is asked: --group, --peer, --ahead and --report, and what it refuses."""

import re

import numpy as np
import pytest

BASE = ["--when", "Date", "--what", "Area"]


def record(path, years=8, each=40, areas="abcd", officers="xy", start=2010, tilt=0.0):
    """A record of grants by officers; with a tilt the first area grows."""
    random = np.random.default_rng(len(areas))
    rows = ["Date,Area,Officer,Amount"]
    for year in range(years):
        share = np.exp(-tilt * year * np.arange(len(areas)))
        chosen = random.choice(list(areas), each, p=share / share.sum())
        rows += [
            f"{start + year}-{1 + n % 12:02d}-03,{area},{officers[n % len(officers)] if officers else ''},{5 + n}"
            for n, area in enumerate(chosen)
        ]
    path.write_text("\n".join(rows))
    return path


@pytest.fixture
def mine(tmp_path):
    return record(tmp_path / "mine.csv", years=6)


def audited(specialise, file, *words):
    done = specialise("audit", file, *BASE, *words)
    return done.returncode, " ".join(done.stdout.split()), done.stderr


@pytest.mark.long("commands at their full size")
def test_all_that_is_asked_is_in_the_summary_the_folder_and_the_report(specialise, mine, tmp_path):
    other = record(tmp_path / "other.csv", areas="abcdefgh", officers="")
    words = [
        "--group",
        "officer",
        "--peer",
        other,
        "--ahead",
        2,
        "--report",
        tmp_path / "board.html",
        "--out",
        tmp_path / "x",
    ]
    code, printed, errors = audited(specialise, mine, *words, "--csv")
    assert code == 0, errors
    assert "Who narrowed: within and between 'Officer'" in printed
    assert "Within groups that are there in both halves it changed by" in printed
    assert "Beside other" in printed
    assert re.search(r"mine showed [34]\.\d categories in effect in 2010 .* other [67]\.\d", printed)
    assert "Back-test (CRPS" in printed
    files = {path.name for path in (tmp_path / "x").iterdir()}
    assert {
        "within_between.csv",
        "groups.csv",
        "peer.csv",
        "peer.png",
        "forecast.csv",
        "back_test.csv",
        "forecast.png",
    } <= files
    page = (tmp_path / "board.html").read_text()
    assert page.count("data:image/png;base64,") == 3
    assert not re.search(r"(src|href)=['\"]http", page)
    assert page.count("<li>") >= 10


@pytest.mark.parametrize(
    ("peer", "words", "message"),
    [
        ({"start": 1990}, (), "mine and other have 0 periods in common that count in both; needed: 2"),
        ({"each": 5}, (), "0 periods in common"),
        ({}, ("--ahead", 11), "ahead = 11 is out of bounds; allowed: from 1 to 10"),
        ({}, ("--ahead", 0), "ahead = 0 is out of bounds"),
        ({}, ("--group", "Ofcer"), "unknown column 'Ofcer'; did you mean 'Officer'"),
        ({}, ("--report", "."), "it is a folder"),
        ({}, ("--report", "none/board.html"), "cannot write to none/board.html"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_written(specialise, mine, tmp_path, peer, words, message):
    other = record(tmp_path / "other.csv", **peer)
    code, _, errors = audited(specialise, mine, "--peer", other, *words)
    assert (code, errors.count("\n")) == (2, 1)
    assert message in errors
    assert {path.name for path in tmp_path.iterdir()} <= {"mine.csv", "other.csv", "results"}
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_peer_of_other_columns_is_refused_by_its_name(specialise, mine, tmp_path):
    (tmp_path / "other.csv").write_text("Day,Area\n2020,a\n2021,b\n")
    code, _, errors = audited(specialise, mine, "--peer", tmp_path / "other.csv")
    assert (code, errors.count("\n")) == (2, 1)
    assert re.search(r"other\.csv: unknown column 'Date'", errors)


def test_a_short_record_is_not_forecast(specialise, tmp_path):
    code, _, errors = audited(specialise, record(tmp_path / "mine.csv", years=4), "--ahead", 1)
    assert (code, errors.count("\n")) == (2, 1)
    assert "--ahead needs 6 periods that count" in errors
