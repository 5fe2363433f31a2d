"""Nearly valid command lines, drawn at random from the real commands, options and arguments and what is close to them.

Whatever they say, the answer is clean output or one line; the exit code says whose it is to put right; no file is left
half written. A run that would take long is stopped as by Ctrl-C, which must be as clean.
"""

import contextlib
import io
import json
import os
import random
import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import typer

from specialisation_sim import cli
from specialisation_sim.model.workload import Workload
from specialisation_sim.model.world import World
from specialisation_sim.optimum.forager import InformedForager
from specialisation_sim.output.outlines import world_outline
from specialisation_sim.registry import WORLDS, scenario_names
from specialisation_sim.runs import workers

PLAIN, LONG, WHOLE, GROUP = 20, 300, 3000, 20
"""Command lines of the plain run, of the long test, and of the whole one; and how many a folder."""
MORE = WHOLE if os.environ.get("SPECIALISE_WHOLE_FUZZ") else LONG
BUDGET = 30_000
"""Steps of agents after which a command is stopped as by Ctrl-C."""

COMMANDS = typer.main.get_command(cli.app).commands
NUMBERS = ["0", "1", "2", "3", "5", "-1", "0.5", "1.5", "1e-300", "1e308", "nan", "inf", "-inf", "1e9", "1000000000"]
COUNTS = ["1", "2", "3", "4", "8"]
NUMBERS += ["9" * 30, "0x10", "1_000", "", " ", "two", "½", "٣", "1,5", "--"]
TEXTS = [
    "",
    " ",
    "island",
    "date",
    "kind",
    "amount",
    "no such",
    "ü",
    "日本",
    "a" * 300,
    "[b]x[/b]",
    "\n",
    "a/b",
    "%s",
    "{}",
]
FILES = ["record.csv", "empty.csv", "latin.csv", "folder", "nosuch.csv", "a" * 300, "", ".", "study.toml", "story.py"]
CODES = {0, 1, 2, 130}


def close(word, dice):
    """A word, or one that is nearly it."""
    if not word or dice.random() < 0.95:
        return word
    at = dice.randrange(len(word))
    return dice.choice([word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word.upper(), word.replace("-", "_")])


def pair(world, dice):
    """A change of a parameter, near its bounds or out of them."""
    parameters = world_outline(world).Parameters
    name = dice.choice(list(parameters.model_fields))
    declaration = parameters.declarations()[name]
    values = [
        *NUMBERS,
        str(declaration.low),
        str(declaration.high),
        str(getattr(parameters(), name)),
        "power,saturating",
    ]
    return f"{close(name, dice)}{dice.choice(['=', '=', '=', '=', '', '==', ' = '])}{dice.choice(values)}"


def axis(world, dice):
    """What varies, in a sweep."""
    parameters = world_outline(world).Parameters
    name = dice.choice(list(parameters.model_fields))
    default = str(getattr(parameters(), name))
    low, high = (dice.choice([default, default, dice.choice(COUNTS), dice.choice(NUMBERS)]) for _ in range(2))
    values = [f"{low}:{high}:{dice.choice(COUNTS)}", f"{low}:{high}", f"{low},{high}", low, f"{low}:{high}:{high}"]
    return f"{close(name, dice)}={dice.choice(values)}"


def value_of(option, world, dice):
    """A word for an option or argument."""
    name = option.name
    if name in {"changes"}:
        return pair(world, dice)
    if name == "vary":
        return axis(world, dice)
    if name in {"out", "docs", "report"}:
        return dice.choice(["out", "out", "out", "deep/er", "out.csv", "record.csv", "", "b" * 300, "/dev/null/x"])
    if option.type_descriptor.annotation in {int, float}:
        return dice.choice(COUNTS) if dice.random() < 0.8 else dice.choice(NUMBERS)
    if name in {"file", "peer", "mapping", "weather", "stories"}:
        return dice.choice(FILES)
    if name in {"what", "when", "weight", "group", "count"} and dice.random() < 0.9:
        return dice.choice(["kind", "date", "amount"])
    if name == "observable":
        return close(dice.choice(list(world_outline(world).observed)), dice)
    if name == "sample":
        return close(dice.choice(["lhs", "saltelli", "morris", "oat", "grid"]), dice)
    if name == "lever":
        return close(dice.choice(list(world_outline(world).Parameters.model_fields)), dice)
    if name == "cluster":
        return dice.choice(["", "nonsense", "tcp://nowhere"])
    return dice.choice(TEXTS)


def command_line(dice):
    """A command with some of its options."""
    name = dice.choice([each for each in COMMANDS if each not in {"tour", "teach", "run-all", "check", "watch"}])
    command, world = COMMANDS[name], dice.choice(WORLDS)
    line = [close(name, dice) if dice.random() < 0.1 else name]
    for option in command.params:
        if option.param_type_name == "argument":
            if option.name in {"file", "folder", "folders", "stories"}:
                words = [dice.choice([FILES[0], FILES[0], *FILES])]
            else:
                names = [world] * 4 if name not in {"audit-claims", "run"} else scenario_names()[1::9]
                words = [close(dice.choice([*names, world, "figure-7", "story.py", "record.csv"]), dice)]
            line += words if option.required or dice.random() < 0.9 else []
        elif option.required or dice.random() < (0.9 if option.name in {"vary", "steps", "replicates"} else 0.15):
            words = [close(dice.choice([*option.opts, *option.secondary_opts]), dice)]
            if not option.is_flag:
                words.append(value_of(option, world, dice))
            line += words
    if dice.random() < 0.05:
        line.append(dice.choice(["--", "-", "--help", "-h", "--nosuch", "", "\t"]))
    return line


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{2000 + n // 4}-0{1 + n % 4}-01,{'abc'[n % 3]},{n * 10}" for n in range(60)]
    Path("record.csv").write_text("date,kind,amount\n" + "\n".join(rows), encoding="utf-8")
    Path("empty.csv").write_text("", encoding="utf-8")
    Path("latin.csv").write_bytes("date,kind\n2001,é\n2002,è\n".encode("latin-1"))
    Path("folder").mkdir()
    Path("study.toml").write_text('[[sweep]]\nstory = "island"\n[sweep.vary]\nneed = [0.1]\n', encoding="utf-8")
    Path("story.py").write_text("raise RuntimeError('a story that breaks')\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def short(monkeypatch):
    """Worlds stop commands after a little work, helpers and servers are never started."""
    left, step, check_load = [BUDGET], World.step, Workload.check

    def spend(load, runs):
        left[0] -= 100 + runs * load.effort
        if left[0] < 0:
            raise KeyboardInterrupt

    def checked_load(load, runs, places):
        check_load(load, runs, places)
        spend(load, runs)

    def few_steps(world):
        spend(world.workload(world.sets[0]), world.runs)
        step(world)

    def few_days(forager, experience):
        left[0] -= 200
        if left[0] < 0:
            raise KeyboardInterrupt
        return skill(forager, experience)

    def here_alone(here, there, jobs, processes, done):
        return do_all(here, there, jobs, 1, done)

    def no_server(*words, **options):
        raise KeyboardInterrupt

    do_all, skill = workers.do_all, InformedForager.skill
    monkeypatch.setattr(InformedForager, "skill", few_days)
    monkeypatch.setattr(World, "step", few_steps)
    monkeypatch.setattr(Workload, "check", checked_load)
    for module in [module for name, module in sys.modules.items() if name.startswith("specialisation_sim.")]:
        if vars(module).get("do_all") is do_all:
            monkeypatch.setattr(module, "do_all", here_alone)
    monkeypatch.setattr("specialisation_sim.runs.invariance.PATIENCE", 0)  # for helpers that never come
    monkeypatch.setattr("specialisation_sim.ui.launch.serve", no_server)
    return left


def run(line):
    """Exit code, output and errors of a command."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["specialise", *line]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            cli.main()
        except SystemExit as leave:
            code = leave.code
    return code, out.getvalue(), err.getvalue()


def check_files(folder):
    """Every file is whole, and none is a part of one."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        assert not path.name.startswith("."), path
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".parquet":
            pd.read_parquet(path)


def check(line, folder, short):
    short[0] = BUDGET
    code, out, err = run(line)
    plt.close("all")
    assert code in CODES, (code, err)
    assert "Traceback" not in out + err
    assert "a defect of this program" not in err, err
    assert "Warning" not in err
    said = [row for row in err.splitlines() if row.startswith("specialise:")]
    assert len(said) == (code in {1, 2} and "unexpected" not in out and "BROKEN" not in out), (code, out, err)
    prose = [row for row in out.splitlines() if "│" not in row and "┃" not in row]
    assert not [row for row in prose if {"nan", "nan%", "nan.", "nan,", "inf"} & set(row.lower().split())], out
    check_files(folder)


def try_commands(number, seed, folder, short):
    dice = random.Random(seed)
    for place in range(number):
        line = command_line(dice)
        try:
            with np.errstate(divide="warn", over="warn", invalid="warn"):
                check(line, folder, short)
        except BaseException as error:
            error.add_note(f"command {place} of seed {seed}: specialise {' '.join(map(repr, line))}")
            raise


@pytest.mark.parametrize("seed", range(PLAIN // GROUP))
def test_any_command_line_is_answered(seed, folder, short):
    try_commands(GROUP, seed, folder, short)


@pytest.mark.long("command lines at random")
@pytest.mark.parametrize(
    "seed", range(100, 100 + (WHOLE if os.environ.get("SPECIALISE_WHOLE_FUZZ") else LONG) // GROUP)
)
def test_more_command_lines_are_answered(seed, folder, short):
    try_commands(GROUP, seed, folder, short)
