"""The command line: what it prints, what it writes, and how it refuses."""

import json
import re
import subprocess
import sys

import pandas as pd
import pytest
import typer

from specialisation_sim.base.version import __version__
from specialisation_sim.output.outlines import head
from specialisation_sim.registry import STORIES, entries, scenario_names, story
from specialisation_sim.runs.invariance import CHANGES


def refused(done):
    """Exit code 2 and one line without a traceback."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_version(specialise):
    assert specialise("--version").stdout.split()[-1] == __version__


def test_help_shows_examples(specialise):
    assert "specialise run island-slack --set need=0.6" in " ".join(specialise("run", "--help").stdout.split())


def test_list_has_stories_first_each_with_a_sentence_and_its_scenarios(specialise):
    lines = specialise("list").stdout.splitlines()
    heads = {line.partition(": ")[0]: index for index, line in enumerate(lines) if re.match(r"[\w-]+: [A-Z]", line)}
    assert [name for name in heads if name in STORIES] == list(heads)[: len(STORIES)]
    assert set(heads) == set(entries(("stories", "chains", "published")))
    for name in scenario_names():
        (index,) = (index for index, line in enumerate(lines) if line.startswith(f"    {name} "))
        above = max((each for each in heads.values() if each < index), default=0)
        assert head(name).question in lines[index]
        if not name.startswith("audit"):
            assert lines[above].startswith(f"{head(name).story}: ")


def test_describe_story_prints_every_parameter_with_unit_and_source(specialise):
    printed = specialise("describe", "island", "--all").stdout
    for word in ("foragers", "crash_loss", "share of days", "Wright 1936", "threshold", "wake, expect, choose"):
        assert word in printed


def test_describe_story_shows_the_parameters_to_try_first(specialise):
    printed = specialise("describe", "island").stdout
    assert "crash_loss" not in printed
    assert "more: specialise describe island --all" in printed
    declared = story("island").Parameters.declarations()
    assert all(f" {name} " in printed for name, each in declared.items() if each.key)


def test_describe_scenario_prints_variants_and_claims(specialise):
    printed = specialise("describe", "island-slack").stdout
    assert "variety without slack" in printed
    assert "greedy forager starves" in printed


@pytest.mark.long("commands at their full size")
def test_run_writes_results_where_told(specialise, tmp_path, unmapped, undrawn):
    done = specialise(
        "run", "island-slack", "--replicates", 2, "--seed", 5, "--set", "need=1.0", "--csv", "--out", tmp_path / "x"
    )
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "x" / "manifest.json").read_text())
    assert manifest["seeds"] == {"first": 5, "number": 2}
    assert {one["need"] for one in manifest["parameters"].values()} == {1.0}
    assert (tmp_path / "x" / "runs.csv").is_file()


@pytest.mark.long("commands at their full size")
def test_run_of_a_story_prints_each_observable_at_the_start_and_at_the_end(specialise, tmp_path):
    done = specialise("run", "march-1991", "--replicates", 3, "--csv", "--out", tmp_path / "x")
    series = pd.read_csv(tmp_path / "x" / "series.csv")
    for name in story("march-1991").observed:
        row = next(line for line in done.stdout.splitlines() if f" {name.replace('_', ' ')} " in line)
        for time in (series["time"].min(), series["time"].max()):
            values = series.loc[series["time"] == time, name].dropna()
            assert (f" {values.mean():.4g} " if len(values) else " none ") in row


@pytest.mark.long("commands at their full size")
def test_run_takes_a_story_of_ones_own_parameters(specialise, tmp_path, undrawn):
    words = "--set exponent=1 --set foragers=3 --set need=0.3,0.4,0.5 --replicates 3"
    done = specialise("run", "island", *words.split())
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "island" / "series.parquet").is_file()


@pytest.mark.long("a scenario of many years under another sky")
def test_run_takes_ones_own_weather(specialise, tmp_path, unmapped, undrawn):
    (tmp_path / "sky.csv").write_text("cloud\n" + "0.1\n0.9\n" * 20)
    done = specialise(
        "run", "island-seattle", "--weather", tmp_path / "sky.csv", "--replicates", 2, "--out", tmp_path / "x"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["run", "island-slak"], "did you mean 'island-slack'"),
        (["describe", "ilsand"], "did you mean 'island'"),
        (["check", "nowhere"], "unknown scenario 'nowhere'"),
        (["run", "island", "--set", "variaty=1"], "did you mean 'variety'"),
        (["run", "island", "--set", "sunny=1.4"], "sunny = 1.4 is out of bounds; allowed: above 0 to below 1"),
        (["run", "island", "--set", "sunny=nan"], "sunny = nan is out of bounds"),
        (["run", "island", "--set", "sunny=warm"], "sunny = 'warm' is not valid"),
        (["run", "island", "--set", "foragers=0"], "foragers = 0 is out of bounds; allowed: a whole number from 1"),
        (["run", "island", "--set", "need=0.1,0.2"], "need has 2 values for 1 agents"),
        (["run", "island", "--set", "sunny"], "is not KEY=VALUE"),
        (["run", "island", "--replicates", "0"], "replicates = 0 is not valid; allowed: a whole number from 1"),
        (["run", "island", "--weather", "no_such.csv"], "no_such.csv"),
        (["run", "island", "--seed", "-1"], "seed = -1 is not valid"),
        (["run", "no_such.py"], "no script at no_such.py"),
    ],
)
def test_bad_input_is_one_clear_message(specialise, words, message, tmp_path):
    assert message in refused(specialise(*words))
    assert not list(tmp_path.rglob("*.p*"))


def test_unwritable_folder_is_refused_before_anything_runs(specialise, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr("specialisation_sim.runs.ensembles.ensemble", lambda *words, **options: pytest.fail("it ran"))
    assert "cannot write to" in refused(specialise("run", "island-slack", "--out", tmp_path / "file" / "x"))
    assert "cannot write to" in refused(specialise("tour", "--out", "/proc/nowhere"))


def test_errors_leave_no_traceback_in_a_process_of_its_own():
    command = [sys.executable, "-m", "specialisation_sim", "run", "island-slak"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "specialise: unknown scenario or story 'island-slak'; did you mean 'island-slack'?\n"


SURE = """
from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final
lives = Claim("all live", final("living"), of="a", {options})
scenario = Scenario("t", "q?", "p", "island", {{"a": {{}}}}, 5, [lives])
"""


@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        ("above=0.9", [], 0),
        ("above=1.9", [], 1),
        ("above=1.9, expected='FAILS'", [], 0),
        ("above=0.9, expected='FAILS'", [], 1),
        ("above=1.9, expected='FAILS'", ["--strict"], 1),
        ("above=0.9", ["--strict"], 0),
    ],
)
def test_check_exits_with_1_on_an_unexpected_verdict(specialise, tmp_path, options, words, code):
    (tmp_path / "sure.py").write_text(SURE.format(options=options))
    done = specialise("check", "sure.py", "--replicates", 5, *words)
    assert done.returncode == code, done.stderr
    assert ("unexpected: 'all live'" in done.stdout) == (code == 1 and not words)


def test_an_undecided_claim_is_news_at_its_own_size_only(specialise, tmp_path):
    half = SURE.replace('"all live", final("living")', '"half", lambda runs, series: runs["seed"] % 2')
    (tmp_path / "half.py").write_text(half.format(options="above=0.5").replace("5, [lives]", "1, [lives], 4"))
    assert specialise("check", "half.py").returncode == 1
    assert specialise("check", "half.py", "--replicates", 4).returncode == 0


@pytest.mark.parametrize("words", [["--set", "need=2"], ["--weather", "sky.csv"]])
@pytest.mark.long("commands at their full size")
def test_a_story_is_drawn_where_an_observable_never_has_a_value(specialise, tmp_path, words):
    (tmp_path / "sky.csv").write_text("cloud\n0.2\n0.3\n")
    done = specialise("run", "island", "--replicates", 2, "--out", "x", *words)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "x" / "series.png").is_file()


def test_a_result_takes_the_place_of_an_earlier_one(specialise, tmp_path, undrawn):
    specialise("run", "verification", "--replicates", 2, "--out", "x", "--csv")
    specialise("run", "verification", "--replicates", 3, "--out", "x", "--set", "samples=50")
    manifest = json.loads((tmp_path / "x" / "manifest.json").read_text())
    assert manifest["changes"] == {"samples": "50"}
    assert {path.name for path in (tmp_path / "x").iterdir()} == {*manifest["files"], "manifest.json"}


@pytest.mark.long("commands at their full size")
def test_the_manifest_tells_one_weather_from_another(specialise, tmp_path, undrawn):
    told = []
    for sky in ("0.2\n0.3\n", "0.2\n0.4\n"):
        (tmp_path / "sky.csv").write_text("cloud\n" + sky)
        specialise("run", "island", "--replicates", 1, "--out", "x", "--weather", "sky.csv")
        told.append(
            json.loads((tmp_path / "x" / "manifest.json").read_text())["options"]["island"]["weather"]["sha256"]
        )
    assert told[0] != told[1]


def test_sunny_is_refused_with_a_weather_record(specialise):
    assert "sunny has no effect" in refused(specialise("run", "island-seattle", "--set", "sunny=0.3"))


def test_a_script_that_raises_is_told_of(specialise, tmp_path):
    (tmp_path / "bad.py").write_text("raise ValueError('boom')\n")
    assert "bad.py does not load: line 1: ValueError: boom" in refused(specialise("run", "bad.py"))


def test_all_names_are_checked_before_anything_runs(specialise):
    done = specialise("check", "island-slack", "nowhere")
    assert "unknown scenario 'nowhere'" in refused(done)
    assert done.stdout == ""


# The audit of claims.

SMALL_STORY = """
from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final

scenario = Scenario(
    title="Small", question="Does it narrow?", passage="it narrows", story="island",
    variants={"steep": {"exponent": 1.0}}, steps=40, replicates=40, every=5,
    claims=[Claim("she hunts more than she fishes", final("hunting_record"), of="steep", above=0.5)],
)
"""


@pytest.fixture
def small(tmp_path):
    """A quick scenario as a script."""
    (tmp_path / "small.py").write_text(SMALL_STORY)
    return tmp_path / "small.py"


@pytest.mark.long("commands at their full size")
def test_audit_claims_prints_and_writes_verdicts(specialise, small, tmp_path):
    done = specialise(
        "audit-claims", small, "audit-open-philanthropy", "--points", 10, "--out", "claims.csv", "--docs", "claims.md"
    )
    assert done.returncode == 0, done.stderr
    assert "1 claims: 1 ROBUST, 0 SHIFTED, 0 FRAGILE, 0 BROKEN" in done.stdout
    assert "skipped: a real record happened once" in done.stdout
    row = pd.read_csv(tmp_path / "claims.csv").iloc[0]
    assert (row["scenario"], row["audit"], row["points"], row["holds_nearby"]) == ("small", "ROBUST", 10, 1.0)
    page = (tmp_path / "claims.md").read_text()
    assert "| small | she hunts more than she fishes | HOLDS | HOLDS | **ROBUST** | 100% (72% to 100%) |" in page
    assert "agent labels: there is one agent (small)" in page


def test_audit_claims_is_loud_about_a_broken_claim(specialise, small, monkeypatch):
    monkeypatch.setitem(CHANGES, "order of runs", lambda probe, usual: (0.25,))
    done = specialise("audit-claims", small, "--points", 10)
    assert done.returncode == 1
    assert "BROKEN: order of runs changed numbers by 0.25, allowed 0" in done.stdout
    assert "0 ROBUST, 0 SHIFTED, 0 FRAGILE, 1 BROKEN" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["island-slak"], "did you mean 'island-slack'"),
        (["island"], "island is a story and no scenario"),
        (["island-slack", "--points", "0"], "points = 0"),
        (["island-slack", "--points", "9"], "points = 9 is out of bounds; allowed: from 10"),
        (["island-slack", "--out", "x", "--docs", "./x"], "--out and --docs are both x"),
        (["island-slack", "--width", "1"], "width = 1 is out of"),
        (["island-slack", "--replicates", "0"], "replicates = 0"),
        (["island-slack", "--seed", "-1"], "seed = -1"),
        (["island-slack", "--docs", "."], "folder"),
    ],
)
def test_audit_claims_refuses_what_cannot_be(specialise, words, said):
    assert said in refused(specialise("audit-claims", *words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "foundation", "--replicates", "1.5"], "Invalid value for '--replicates'"),
        (["audit", "FILE"], "Missing option '--what'"),
        (["measure", "--foo"], "No such option: --foo"),
        (["run"], "Missing argument 'name'"),
        (["tuor"], "No such command 'tuor'"),
    ],
)
def test_words_that_are_no_command_are_one_line(specialise, words, said):
    printed = refused(specialise(*words))
    assert printed.startswith("specialise: ")
    assert said in printed


def test_no_words_print_the_help(specialise):
    done = specialise()
    assert "Begin with: specialise tour" in " ".join((done.stdout + done.stderr).split())
    assert "specialise: " not in done.stderr


@pytest.mark.parametrize(("stop", "left"), [(KeyboardInterrupt, (130, "stopped\n")), (typer.Abort, (1, ""))])
def test_a_stopped_run_leaves_without_a_traceback(specialise, monkeypatch, stop, left):
    def stopped(*words, **options):
        raise stop

    monkeypatch.setattr("specialisation_sim.cli.running.run_scenario", stopped)
    done = specialise("run", "island-slack")
    assert (done.returncode, done.stderr) == left


def test_help_waits_for_no_heavy_library():
    loaded = "import sys, specialisation_sim.cli; print(*{'mesa', 'pandas', 'scipy', 'matplotlib'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout == "\n"


@pytest.mark.long("processes of their own")
@pytest.mark.parametrize("warn", [("-W", "error")])
def test_a_window_that_is_not_there_stops_no_figure(warn, tmp_path, monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "nosuch")
    words = ["run", "verification", "--replicates", "2", "--out", str(tmp_path / "x")]
    command = [sys.executable, *warn, "-m", "specialisation_sim", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "x").glob("*.png"))
