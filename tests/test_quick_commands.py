"""What prints static text, refuses, or reads the head of a file is there at once: it loads no heavy library.

Times depend on the machine, so that the test asks which modules were loaded.
"""

import json
import os
import subprocess
import sys

import pytest

from specialisation_sim.output import outlines
from specialisation_sim.registry import WORLDS, entries, scenario_names, story
from specialisation_sim.studies import listed

HEAVY = ("mesa", "pandas", "scipy.special", "scipy.stats", "matplotlib", "networkx", "pyarrow", "loky", "solara")

COMMANDS = {
    "": 2,
    "--help": 0,
    "--version": 0,
    "run --help": 0,
    "list": 0,
    "describe nosuch": 2,
    "run nosuch": 2,
    "run nosuch.py": 2,
    "run island --set foragers=x": 2,
    "run island --set exponent=-1": 2,
    "run island --set nosuch": 2,
    "run island-slack --set foo=1": 2,
    "run island-slack --replicates 0": 2,
    "run island-slack --seed -1": 2,
    "run island-slack --out {file}": 2,
    "run island-slack --weather nosuch.csv": 2,
    "run audit-open-philanthropy --set foo=1": 2,
    "check nosuch": 2,
    "check island": 2,
    "check island-slack --replicates 0": 2,
    "audit-claims nosuch": 2,
    "audit-claims island": 2,
    "audit nosuch.csv --what cloud": 2,
    "audit {file} --when nosuch --what cloud": 2,
    "audit {file} --when cloud --what cloud --weight nosuch": 2,
    "audit {file} --when cloud --what cloud --group nosuch": 2,
    "audit {file} --when cloud --what cloud --period nosuch": 2,
    "audit {file} --when cloud --what cloud --year-starts nosuch": 2,
    "audit {file} --when cloud --what cloud --peer nosuch.csv": 2,
    "audit {file} --when cloud --what cloud --map nosuch.csv": 2,
    "audit {file} --when cloud --what cloud --sheet x": 2,
    "audit {file} --when cloud --what cloud --report nosuch/x.html": 2,
    "audit {file} --when cloud --what cloud --ahead 99": 2,
    "tour --out {file}": 2,
    "teach nosuch": 2,
    "teach island nosuch": 2,
    "teach island --out {file}": 2,
    "teach island --seed -1": 2,
    "run-all --out {file}": 2,
    "map": 2,
    "map nosuch": 2,
    "map gaussian": 2,
    "map island --shares 1": 2,
    "map island --set exponent=-1": 2,
    "map island --lever nosuch": 2,
    "map island --lever learning": 2,
    "map island --lever exponent --values x": 2,
    "map island --lever exponent --values 0:9:3": 2,
    "map --all --lever exponent": 2,
    "measure nosuch": 2,
    "measure gaussian": 2,
    "measure --share 2": 2,
    "sweep nosuch": 2,
    "sweep island": 2,
    "sweep island --vary nosuch=0:1:3": 2,
    "sweep island --vary need=0:1": 2,
    "sweep island --vary need=0:1:3 --set foo=1": 2,
    "sweep island --vary need=0:1:3 --observable nosuch": 2,
    "sweep island --vary need=0:1:3 --part 4": 2,
    "operate nosuch": 2,
    "operate island": 2,
    "operate discrete --tolerance 3": 2,
    "operate discrete --set samples=0": 2,
    "optimum nosuch": 2,
    "optimum band --set nosuch=1": 2,
    "optimum island --set need=-1": 2,
    "optimum island --set nosuch=1": 2,
    "collapse nosuch": 2,
    "collapse discrete --runs 0": 2,
    "reproduce": 0,
    "reproduce nosuch": 2,
    "reproduce --csv": 2,
    "ui nosuch.py": 2,
    **{f"describe {name}": 0 for name in (*WORLDS, *scenario_names())[::6]},
}
"""Commands that are there at once, and their exit codes."""

PROGRAM = """
import contextlib, io, json, sys
from specialisation_sim.cli import main
seen = {}
for command in json.loads(sys.argv[1]):
    sys.argv = ["specialise", *command.split()]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
    seen[command] = code, [name for name in HEAVY if name in sys.modules]
    for name in [name for name in sys.modules if name.partition(".")[0] in {one.partition(".")[0] for one in HEAVY}]:
        del sys.modules[name]
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quick")
    file = folder / "file.csv"
    file.write_text("cloud\n0.5\n")
    commands = {command.format(file=file.name): code for command, code in COMMANDS.items()}
    program = f"HEAVY = {HEAVY!r}\n{PROGRAM}"
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(list(commands))],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(path.name for path in folder.iterdir()) == ["file.csv"], "a refusal left something behind"
    return json.loads(done.stdout), commands


def test_commands_that_run_nothing_load_no_heavy_library(seen):
    found, _ = seen
    assert {command: heavy for command, (_, heavy) in found.items() if heavy} == {}


def test_commands_that_run_nothing_leave_with_the_code_they_should(seen):
    found, commands = seen
    assert {command: code for command, (code, _) in found.items()} == commands


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("records", "mesa pandas scipy pyarrow"),
        ("laws", "mesa pandas scipy pyarrow"),
        ("measures", "mesa pandas scipy pyarrow networkx"),
        ("figures", "mesa pandas scipy matplotlib"),
        ("claims.catalogue", "mesa pandas scipy matplotlib pydantic"),
        ("registry", "mesa pandas scipy numpy pydantic"),
        ("records.read", "mesa scipy.stats"),
        ("maps.return_maps", "mesa pandas"),
    ],
)
def test_importing_a_module_loads_nothing_for_its_neighbours(module, heavy):
    program = f"import sys, specialisation_sim.{module}\nprint(*({{*{heavy.split()!r}}} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_table_of_outlines_says_what_the_files_say():
    assert json.loads(outlines.TABLE.read_text(encoding="utf-8")) == json.loads(json.dumps(outlines.made_anew())), (
        "uv run python docs/update.py --text writes it anew"
    )


def test_the_list_of_reproductions_says_what_the_sources_say():
    assert json.loads(listed.TABLE.read_text(encoding="utf-8")) == json.loads(json.dumps(listed.made_anew())), (
        "uv run python docs/update.py --text writes it anew"
    )


@pytest.mark.parametrize("name", WORLDS)
def test_an_outline_refuses_what_the_world_refuses(name):
    known, kind = outlines.world_outline(name), story(name)
    assert known.Parameters().model_dump() == kind.Parameters().model_dump()
    for field, declaration in kind.Parameters.declarations().items():
        for value in (declaration.low - 1, declaration.high + 1, "x", float("nan"), None):
            if value in (float("inf"), float("-inf")):
                continue
            assert refusal(known.Parameters, field, value) == refusal(kind.Parameters, field, value), (field, value)


def refusal(parameters, field, value):
    """What is said to a value; blank if it is taken."""
    try:
        parameters(**{field: value})
    except ValueError as error:
        return str(error)
    return ""


def test_a_list_says_what_the_scenarios_say():
    from specialisation_sim import load_scenario

    for name in scenario_names():
        scenario = load_scenario(name)
        assert outlines.head(name) == (name, scenario.story, scenario.question)


def test_an_outline_whose_file_declares_something_else_is_made_anew(monkeypatch):
    known = outlines.world_outline("flow")
    table = {"worlds": {"flow": {"written": "another", "outline": {**known.as_row(), "clock": "century"}}}}
    monkeypatch.setattr(outlines, "_table", lambda: table)
    assert outlines.world_outline("flow").clock == story("flow").clock


def test_what_functions_do_does_not_make_an_outline_stale(tmp_path):
    source = outlines.file_of(entries()["island"]).read_text()
    file = tmp_path / "island.py"
    file.write_text(source)
    before = outlines.declarations(file)
    file.write_text(source.replace("self.weather = None if", "self.weather  = None if"))
    assert outlines.declarations(file) == before
    file.write_text(source.replace("0.75", "0.76"))
    assert outlines.declarations(file) != before


COMPLETED = {
    "run island-s": ["island-seattle", "island-slack", "island-slack-settled"],
    "describe march": ["march-1991"],
    "sweep lab": ["labour"],
    "measure island foun": ["foundation"],
    "check chain-superl": ["chain-superlinear"],
    "reproduce figure-1": ["figure-12"],
}
COMPLETE = """
import contextlib, io, json, os, sys
from specialisation_sim.cli import main
found = {}
for words in json.loads(sys.argv[1]):
    sys.argv = ["specialise"]
    os.environ.update(COMP_WORDS=f"specialise {words}", COMP_CWORD=str(words.count(" ") + 1))
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit):
        main()
    found[words] = out.getvalue().split()
print(json.dumps([found, [name for name in HEAVY if name in sys.modules]]))
"""


def test_the_shell_completes_names_without_a_heavy_library():
    command = [sys.executable, "-c", f"HEAVY = {HEAVY!r}\n{COMPLETE}", json.dumps(list(COMPLETED))]
    shell = {**os.environ, "_SPECIALISE_COMPLETE": "complete_bash"}
    done = subprocess.run(command, env=shell, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [COMPLETED, []]


@pytest.mark.parametrize("variables", [{}, {"COMP_WORDS": "specialise ru", "COMP_CWORD": "x"}])
def test_a_shell_that_does_not_say_what_to_complete_is_told_so(variables):
    shell = {name: value for name, value in os.environ.items() if not name.startswith("COMP_")}
    shell |= {"_SPECIALISE_COMPLETE": "complete_bash", **variables}
    command = [
        sys.executable,
        "-c",
        "import sys; sys.argv = ['specialise']; from specialisation_sim.cli import main; main()",
    ]
    done = subprocess.run(command, env=shell, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("specialise: cannot complete: _SPECIALISE_COMPLETE is set, but COMP_WORDS")
