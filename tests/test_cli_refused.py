"""What commands refuse, in their own words, and what they take just at a bound; and what they say of a thing.

Where a command says something else, ``UPDATE_WRITTEN=1 pytest tests/test_cli_refused.py`` writes the texts anew, to be
looked at.
"""

import io
import os
import re
import sys
from pathlib import Path

import pytest
from as_written import same_as_written
from test_cli_as_written import SCENARIO
from typer.testing import CliRunner

from specialisation_sim import cli
from specialisation_sim.cli import completion, everything, foresight, running, streams
from specialisation_sim.cli import maps as map_commands
from specialisation_sim.output.claims_data import read_claims, write_claims

WRITTEN = Path(__file__).parent / "written"

REFUSED = """
optimum iland
optimum tilt
optimum labour --settled
optimum labour --hazard 0.1
optimum island --family --settled
optimum island --days 0
optimum island --days 6001
optimum island --hazard 0.1 --set crash_rate=0.1
optimum island --hazard 2
optimum island --discount 1
optimum island --discount -0.1
optimum island --objective fame
optimum island --set need
optimum island --set nead=1
optimum labour --runs 3
sweep
sweep island
sweep island --vary need=
sweep island --vary =0.1
sweep island --vary need
sweep island --vary nead=0:1
sweep island --vary need=0.2,0.3 --set need=0.1
sweep island --vary need=0.2,0.3 --precision 0
sweep island --vary need=0.2,0.3 --replicates 0
sweep island --vary need=0.2,0.3 --steps 0
sweep island --vary need=0.2,0.3 --workers 0
sweep island --vary need=0.2,0.3 --part 1
sweep island --vary need=0.2,0.3 --part a/2
sweep island --vary need=0.2,0.3 --part 1/b
sweep island --vary need=0.2,0.3 --part 3/2
sweep island --vary need=0.2,0.3 --sample hammer
sweep island --vary need=0.2,0.3 --seed -1
sweep island --vary need=0.2:0.3 --sample morris --points 0
sweep island --vary need=0.2,0.3 --points 3
sweep island --vary need=0.2,0.3 --observable stor
sweep island --vary need=0.2,0.3 --collapse-below 1 --collapse-above 2
sweep island --vary need=0.2,0.3 --setting nowhere
sweep --file none.toml
sweep island --file own.py
sweep --file own.py --replicates 3
sweep --file own.py --csv
sweeps nowhere
merge nowhere
run iland
run island --setting nowhere
run island --choose flor
run own.py --set need
run own.py --set nead=1
run own.py --replicates 0
run own.py --seed -1
run own.py --weather none.csv
run audit-open-philanthropy --replicates 3
run audit-open-philanthropy --set need=1
run audit-open-philanthropy --choose floor
run audit-open-philanthropy --setting essay
check iland-slack
audit-claims iland-slack
check island-slack --replicates 0
describe iland
describe island-slack --setting essay
describe island --setting nowhere
map
map iland
map --all island
map --all --lever need
map --all --values 0:1:3
map --all --set need=0
map --all --setting essay
map island --values 0:1:3
map foundation --lever selectivity --values 0:1
map foundation --lever selectivity --values 0.1:0.2:0
map foundation --lever selectivity --values 0.1:0.2:1001
map foundation --lever selectivity --values a,b
map foundation --lever selectivty
map foundation --lever selectivity --values 0,0.5
map island --shares 1
map island --runs 0
map island --seed -1
map gan
measure --share 0
measure --share 1
measure iland
measure gan
measure island --setting nowhere
measure --runs 1
operate island
operate discret
operate discrete --tolerance 0
operate discrete --tolerance 1
operate discrete --steps 0
operate discrete --runs 0
operate discrete --raised -0.1
operate discrete --raised 1.1
operate discrete --seed -1
operate discrete --set outside=0.5
collapse discret
collapse discrete --runs 0
collapse discrete --seed -1
tournament --runs 1
tournament --days 0
tournament --on clam
tournament --on calm --on wages
tournament --seed -1
tournament --rules none.py
tournament --rules own.py
audit none.csv --what Area
audit mine.csv --what Aera --when Date
audit mine.csv --what Area
audit mine.csv --what Area --when Date --slope 0
audit mine.csv --what Area --when Date --slope 100
audit mine.csv --what Area --when Date --ahead 0
audit mine.csv --what Area --when Date --ahead 11
audit mine.csv --what Area --when Date --seed -1
audit mine.csv --what Area --when Date --period week
audit mine.csv --what Area --when Date --negative add
audit mine.csv --what Area --when Date --cells sums
audit mine.csv --what Area --when Date --decimal ;
audit mine.csv --what Area --when Date --year-starts Juli
audit mine.csv --what Area --when Date --group Whom
audit mine.csv --what Area --when Date --peer none.csv
audit mine.csv --what Area --when Date --map none.csv
audit mine.csv --what Area --when Date --sheet a
tour --seed -1
run-all --seed -1
teach iland
teach --seed -1
reproduce figure-33
reproduce figure-3 --scale 0
reproduce figure-3 --scale 1.5
ui --port 65536
ui none.py
watch
"""


@pytest.fixture
def there(tmp_path):
    """A folder with a scenario and a record."""
    (tmp_path / "own.py").write_text(SCENARIO, encoding="utf-8")
    rows = [f"{2010 + k % 5}-01-01,{'abc'[k % 3]},x" for k in range(40)]
    (tmp_path / "mine.csv").write_text("\n".join(["Date,Area,Who", *rows]), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("word", sorted({command.split()[0] for command in REFUSED.strip().splitlines()}))
def test_what_is_wrong_is_refused_in_these_words(word, specialise, there, monkeypatch):
    def at_work(*given, **more):
        raise SystemExit(9)

    for module in ("runs.ensembles", "sweeps.engines"):
        monkeypatch.setattr(f"specialisation_sim.{module}.do_all", at_work, raising=False)
    lines = []
    for command in (each for each in REFUSED.strip().splitlines() if each.split()[0] == word):
        done = specialise(*command.split())
        lines.append(f"{command}\n    {done.returncode} {done.stderr.strip()[:260]}")
    assert sorted(path.name for path in there.iterdir() if "cache" not in path.name) == ["mine.csv", "own.py"]
    assert [line for line in lines if "\n    2 " not in line] == []
    same_as_written(WRITTEN / f"refused_{word}.txt", "\n".join(lines).replace(str(there), "HERE") + "\n")


STUDIES = {
    "no story": "[[sweep]]\n[sweep.vary]\nneed = [0, 1]",
    "nothing varies": '[[sweep]]\nstory = "island"',
    "a word that varies": '[[sweep]]\nstory = "island"\nvary = "need"',
    "no sweep": 'story = "island"',
    "an unknown word": '[[sweep]]\nstory = "island"\nstep = 3\n[sweep.vary]\nneed = [0, 1]',
    "an unknown parameter": '[[sweep]]\nstory = "island"\n[sweep.vary]\nnead = [0, 1]',
    "a wrong value": '[[sweep]]\nstory = "island"\n[sweep.vary]\nneed = [0, -1]',
    "two of one name": '[[sweep]]\nname = "a"\nstory = "band"\n[sweep.vary]\nvariety = [0]\n' * 2,
    "no steps": '[[sweep]]\nstory = "band"\nsteps = 0\n[sweep.vary]\nvariety = [0]',
    "a wrong sample": '[[sweep]]\nstory = "band"\nsample = "lhs"\n[sweep.vary]\nvariety = [0]',
}


def test_a_file_of_sweeps_is_refused_in_these_words(specialise, tmp_path):
    lines = []
    for name, text in STUDIES.items():
        (tmp_path / "study.toml").write_text(text, encoding="utf-8")
        done = specialise("sweep", "--file", "study.toml")
        lines.append(f"{name}\n    {done.returncode} {done.stderr.strip()}")
    assert not (tmp_path / "results").exists()
    same_as_written(WRITTEN / "refused_studies.txt", "\n".join(lines) + "\n")


def test_what_happens_in_a_run_is_told_and_no_more_than_so_much(specialise, there, undrawn, monkeypatch):
    events = [(step, f"thing {step}") for step in range(running.EVENTS + 2)]
    told = iter((events[: running.EVENTS], events, []))
    asked = []

    def happened(kind, parameters, seed, steps, options):
        asked.append((kind.__name__, parameters.exponent, seed, steps, dict(options)))
        return next(told)

    monkeypatch.setattr("specialisation_sim.runs.happened.happened", happened)
    text = (there / "own.py").read_text(encoding="utf-8")
    (there / "own.py").write_text(text.replace('"flat":', '"even": {"exponent": 0.5}, "flat":'), encoding="utf-8")
    done = specialise("run", "own.py", "--replicates", "3", "--seed", "4", "--events", "--out", "out")
    shown = done.stdout.partition("What happens in the run with seed 4")[2]
    assert asked == [("Island", exponent, 4, 60, {}) for exponent in (1.0, 0.5, 0.0)]
    assert shown.count(f"thing {running.EVENTS - 1}") == 2
    assert f"thing {running.EVENTS}" not in shown
    assert re.findall(r"and (\d+) more", shown) == ["2"]
    assert shown.count("nothing of note") == 1
    refused = specialise("run", "audit-open-philanthropy", "--events", "--out", "there", "--set", "a=1")
    assert refused.returncode == 2


def test_an_audit_prints_tables_and_a_summary(specialise, there, undrawn):
    rows = [f"20{10 + k % 8}-01-01,{'abcde'[(k * (1 + k % 3)) % 5]},{100 + k}" for k in range(160)]
    (there / "mine.csv").write_text("\n".join(["Date,Area,Sum", *rows]), encoding="utf-8")
    done = specialise(
        "audit", "mine.csv", "--when", "Date", "--what", "Area", "--weight", "Sum", "--out", "out", "--csv"
    )
    same_as_written(
        WRITTEN / "audit.txt", done.stdout + "\n".join(sorted(path.name for path in (there / "out").iterdir()))
    )


def test_a_scenario_is_described(specialise, there):
    done = specialise("describe", "own.py")
    same_as_written(WRITTEN / "described.txt", done.stdout)
    assert done.returncode == 0
    story = specialise("describe", "island").stdout
    whole = specialise("describe", "island", "--all").stdout
    assert "Parameters to try first" in story
    assert re.search(r"\d+ more: specialise describe island --all", story)
    assert "Parameters to try first" not in whole
    assert "more: specialise" not in whole
    assert len(whole) > len(story) + 1000
    in_setting = specialise("describe", "island", "--setting", "neutral").stdout
    assert [f"Setting {name}" in in_setting for name in ("neutral", "essay", "literature")] == [True, False, False]
    assert all(f"Setting {name}" in story for name in ("neutral", "essay", "literature"))
    assert "A step is a day. Phases: " in story
    audited = specialise("describe", "audit-open-philanthropy").stdout
    assert "It audits " in audited
    assert "Variants of" not in audited


def test_all_there_is_is_listed(specialise):
    text = specialise("list").stdout
    assert "\nPUBLISHED MODELS\n\n" in text
    assert "\nisland: " in text
    assert "    island-slack " in text.partition("\nfoundation: ")[0]
    assert "    audit-open-philanthropy " in text.partition("REAL RECORDS")[2]
    assert text.rstrip().endswith("specialise run NAME runs it.")


def test_claims_that_hold_as_expected_are_no_news(specialise, there):
    for words, code in (((), 0), (("--strict",), 0)):
        done = specialise("check", "own.py", "--replicates", "4", *words)
        assert done.returncode in {code, 1}, done.stderr
        assert "2 claims: " in done.stdout
    shown = specialise("check", "own.py", "--replicates", "4", "--seed", "2").stdout
    assert shown.count("Steep ones narrow") >= 1


def test_a_strict_check_ends_with_one_where_any_claim_fails(specialise, there):
    text = (there / "own.py").read_text(encoding="utf-8").replace("above=0.99", "above=0.1")
    text = text.replace("above=0.0,", 'above=0.0, expected="FAILS",')
    (there / "own.py").write_text(text, encoding="utf-8")
    codes = [specialise("check", "own.py", "--replicates", "40", *words).returncode for words in ((), ("--strict",))]
    assert codes == [0, 1]


def test_findings_of_all_scenarios_come_in_the_order_of_their_names(tmp_path, monkeypatch):
    monkeypatch.setattr(everything, "first_seed", lambda name, seed: 0)
    monkeypatch.setattr(everything, "earlier_findings", lambda name, folder, seed: [f"{name} 1", f"{name} 2"])
    monkeypatch.setattr(everything, "do_all", lambda here, there, jobs, workers, done: None)
    assert everything.all_scenarios(["b", "a"], tmp_path, 0) == ["b 1", "b 2", "a 1", "a 2"]


def test_widths_that_are_none_are_forgotten_and_others_kept_in_bounds(monkeypatch):
    for given, kept in (
        ("80", "80"),
        ("1", str(streams.NARROWEST)),
        ("999999999", str(streams.WIDEST)),
        ("1000000000", None),
        ("0", None),
        ("", None),
        ("x", None),
        ("²", None),
        ("-5", None),
    ):
        for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
            monkeypatch.setenv(name, given)
        streams.sane_width()
        assert [os.environ.get(name) for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH")] == [kept] * 3, given


class Pipe(io.TextIOWrapper):
    """A stream of the program's own that no terminal reads."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8")


def test_standard_streams_are_taken_over_where_they_are_the_programs_own(monkeypatch):
    out, err = Pipe(), Pipe()
    made = []
    monkeypatch.setattr(
        streams, "_forgiving", lambda stream, number: (made.append((stream, number)), (Pipe(), number))[1]
    )
    for name, stream in (("stdout", out), ("stderr", err)):
        monkeypatch.setattr(sys, name, stream)
        monkeypatch.setattr(sys, f"__{name}__", stream)
    taken = streams.TerminalStreams()
    assert taken.open()
    assert made == [(out, 1), (err, 2)]
    assert isinstance(sys.stderr, Pipe)
    assert sys.stdout is not out
    assert sys.stderr is not err
    assert taken._out == 1
    again = streams.TerminalStreams()
    assert not again.open()  # a notebook has put its own there
    assert len(made) == 2
    assert again.close() is None


def test_a_stream_loses_nothing_and_a_closed_one_remembers_it():
    kept, file = streams._forgiving(None, 1)
    kept.write("x")
    kept.close()
    assert isinstance(file, streams.Closed)
    assert str(file.problem) == "it is closed"
    screen = Pipe()
    screen.isatty = lambda: True
    assert streams._forgiving(screen, 1) == (screen, None)
    assert screen.errors == "replace"


def test_the_version_and_completions():
    done = CliRunner().invoke(cli.app, ["--version"])
    assert (done.exit_code, done.stdout.split()[0]) == (0, "specialisation_sim")
    assert completion.rules("fl") == ["floor"]
    assert completion.taught("sl") == ["slack"]
    assert "island" in completion.stories("isl")


def test_numbers_are_said_so(capsys):
    row = {"a": 0.5, "a_low": 0.4, "a_high": 0.75, "b": -0.5, "b_high": float("nan"), "c": float("nan")}
    assert map_commands._give_or_take(row, "a") == "+0.50 ± 0.25"
    assert map_commands._give_or_take(row, "b") == "-0.50"
    assert map_commands._give_or_take(row, "c") == "off the scale"
    foresight._say_price(0.0625, 0.001, "a reason")
    foresight._say_price(float("nan"), 0.1, "a reason")
    assert capsys.readouterr().out.splitlines() == [
        "Price of myopia: 6.25 % of the optimum, give or take 0.1 (a reason).",
        "Price of myopia: nobody lives, whatever she does.",
    ]


@pytest.mark.parametrize("traced", [False, True])
def test_whatever_goes_wrong_is_one_line(monkeypatch, capsys, traced):
    def wrong(**more):
        raise ValueError("two\nlines")

    monkeypatch.setattr(cli, "command", lambda: wrong)
    code = cli._run(traced)
    said = capsys.readouterr().err
    assert ("Traceback" in said) == traced
    assert said.splitlines()[-1].startswith("specialise: ")
    assert "two" in said.splitlines()[-1]
    assert code != 0
    for error, expected, words in (
        (KeyboardInterrupt(), 130, "stopped\n"),
        (SystemExit(None), 0, ""),
        (SystemExit(3), 3, ""),
    ):

        def leave(error=error, **more):
            raise error

        monkeypatch.setattr(cli, "command", lambda leave=leave: leave)
        assert cli._run(False) == expected
        assert capsys.readouterr().err == words
    for given, expected in ((None, 0), (5, 5), (130, 130), ("x", 1)):
        monkeypatch.setattr(cli, "command", lambda given=given: lambda **more: given)
        assert cli._run(False) == expected
    monkeypatch.setattr(sys, "argv", ["specialise", "run", "--traceback", "--", "--traceback"])
    assert cli._take("--traceback")
    assert sys.argv == ["specialise", "run", "--", "--traceback"]
    assert not cli._take("--traceback")
    cli._say("")
    assert capsys.readouterr().err[-1:] in {"", "\n"}


def test_verdicts_are_written_as_they_are_said(tmp_path):
    data = {"one": {"claims": {"Half a meal, ½, is enough": {"verdict": "HOLDS"}}}}
    write_claims(data, tmp_path / "claims.json")
    assert "½" in (tmp_path / "claims.json").read_text(encoding="utf-8")
    assert read_claims(tmp_path / "claims.json") == data
    with pytest.raises(ValueError, match="Out of range"):
        write_claims({"one": {"claims": {"x": float("nan")}}}, tmp_path / "claims.json")


def test_the_poster_is_of_all_stories_with_generations(specialise, undrawn, monkeypatch):
    from specialisation_sim.maps import tilt_and_lock_in

    monkeypatch.setattr(tilt_and_lock_in, "with_generations", lambda: ["band", "foundation"])
    done = specialise("map", "--all", "--shares", "5", "--runs", "4", "--seed", "2", "--out", "out", "--csv")
    assert done.returncode == 0, done.stderr
    text = f"{done.stdout}{Path('out/manifest.json').read_text(encoding='utf-8').partition('"parameters"')[2][:1500]}"
    same_as_written(WRITTEN / "poster.txt", text)
    listed = specialise("reproduce").stdout
    assert "figure-3" in listed
    assert "--scale 0.1 a tenth of its runs." in listed
