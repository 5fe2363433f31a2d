"""That every option of every command reaches what it is for: the call behind each, with the arguments it is given.

Each command is stopped at that call. Where a command asks for something else than before, ``UPDATE_WRITTEN=1 pytest
tests/test_cli_asked.py`` writes the calls anew, to be looked at.
"""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from as_written import same_as_written

from specialisation_sim.base.errors import UserError
from specialisation_sim.claims import Scenario
from specialisation_sim.model.parameters import Parameters
from specialisation_sim.model.world import World

WRITTEN = Path(__file__).parent / "written"
RECORD = "Date,Area,Sum,Who,Number\n" + "".join(
    f"{2010 + k % 5}-0{1 + k % 9}-01,{'abc'[k % 3]},{k + 1},{'xy'[k % 2]},2\n" for k in range(60)
)
WEATHER = "date,sun,cloud\n" + "".join(f"{date(2020, 1, 1) + timedelta(k)},5,{k % 10 / 10}\n" for k in range(400))

CALLS = {
    "run": (
        "claims.scenario:Scenario.run",
        [
            "run island-slack",
            "run island-slack --set need=0.4 --replicates 7 --seed 11 --out there --csv --choose floor",
            "run island-slack --weather weather.csv --weather-column cloud",
            "run island --setting neutral --seed 3",
            "run labour --replicates 1 --set workers=3",
            "run tilt",
            "run march-1991",
        ],
    ),
    "audited": (
        "claims.record_scenario:AuditScenario.run",
        [
            "run audit-open-philanthropy --seed 4",
            "run audit-open-philanthropy",
        ],
    ),
    "check": (
        "claims.scenario:Scenario.run",
        [
            "check island-slack",
            "check island-slack --replicates 5 --seed 8 --strict",
        ],
    ),
    "audit_claims": (
        "output.claims_page:report_claims",
        [
            "audit-claims",
            "audit-claims island-slack band-fifth-album --points 11 --width 0.3 --replicates 120 --seed 5 "
            "--out there/t.csv --docs there/d.md",
        ],
    ),
    "run_all": ("cli.everything:all_scenarios", ["run-all", "run-all --seed 5 --out there"]),
    "map": (
        "maps.return_maps:return_map",
        [
            "map foundation",
            "map foundation --setting neutral --set outside=0.25 --shares 9 --runs 12 --seed 4",
        ],
    ),
    "map_lever": (
        "maps.bifurcations:bifurcation",
        [
            "map foundation --lever selectivity",
            "map foundation --lever selectivity --values 0.1,0.3 --shares 7 --runs 5 --seed 2 --set exponent=0.5",
        ],
    ),
    "map_all": ("maps.tilt_and_lock_in:maps_of_all", ["map --all", "map --all --shares 6 --runs 5 --seed 3"]),
    "measure": (
        "maps.tilt_and_lock_in:measure",
        [
            "measure",
            "measure island labour --share 0.4 --runs 6 --seed 2 --setting neutral",
        ],
    ),
    "operate": (
        "studies.outside_data:operate",
        [
            "operate discrete",
            "operate discrete --tolerance 0.3 --steps 40 --runs 9 --raised 0.5 --seed 7 --set samples=30",
        ],
    ),
    "optimum": (
        "optimum.without_store:without_store",
        [
            "optimum island --set need=0 --set exponent=0.5",
            "optimum island --set need=0 --set exponent=0.5 --discount 0.9 --days 7 --hazard 0.01",
        ],
    ),
    "optimum_with_store": (
        "optimum.with_store:with_store",
        [
            "optimum island --set need=0.5",
            "optimum island --settled --set need=0.5 --hazard 0.1 --discount 0.5 --objective survival --days 9",
            "optimum island --settled --set need=0.5 --set regrowth=0.01 --hazard 0.1",
        ],
    ),
    "optimum_family": (
        "cli.family:write_family",
        [
            "optimum labour",
            "optimum island --family --set need=0.5 --runs 8 --seed 3 --out there --csv",
        ],
    ),
    "family": ("studies.price:weigh", ["optimum foundation --runs 5 --seed 6 --set outside=0.2"]),
    "collapse": ("studies.collapse_curve:one_curve", ["collapse", "collapse discrete gaussian --runs 7 --seed 4"]),
    "tournament": (
        "studies.tournament:tournament",
        [
            "tournament",
            "tournament --rules rules.py --on wages --on market --runs 3 --days 21 --seed 2",
            "tournament --on call",
        ],
    ),
    "sweep": (
        "sweeps.sweeps:sweep",
        [
            "sweep island --vary need=0.2:0.4:3",
            "sweep foundation --setting neutral --set outside=0.1 --vary exponent=0:1 --sample saltelli --points 4 "
            "--replicates 3 --steps 5 --seed 9 --workers 1 --part 2/3 --out there",
            "sweep band --vary variety=0,1",
        ],
    ),
    "merge": ("sweeps.merge:merge", ["merge a b", "merge a b --out c"]),
    "study": ("cli.study:run_study", ["sweep --file study.toml", "sweep --file study.toml --out there --workers 2"]),
    "audit": (
        "records.read:read_record",
        [
            "audit mine.csv --when Date --what Area",
            "audit mine.csv --when Date --what Area --weight Sum --period quarter --map map.csv --group Who "
            "--day-first --year-starts July --split ; --shared --skip-bad --count Number --decimal , --currency EUR "
            "--negative net",
            "audit wide.csv --what Area --wide --cells counts --month-first --whole",
        ],
    ),
    "audit_audit": ("records:audit", ["audit mine.csv --when Date --what Area --keep-partial --seed 3"]),
    "audit_fit": ("records:fit_foundation", ["audit mine.csv --when Date --what Area --domain b"]),
    "audit_page": (
        "records.page:audit_page",
        [
            "audit mine.csv --when Date --what Area",
            "audit mine.csv --when Date --what Area --slope 2.5 --ahead 4 --peer peer.csv",
        ],
    ),
    "audit_write": (
        "output.record_audit:write_audit",
        [
            "audit mine.csv --when Date --what Area",
            "audit mine.csv --when Date --what Area --csv --report r.html --out there",
        ],
    ),
    "tour": ("studies.tour:visits", ["tour", "tour --out there --seed 6"]),
    "teach": ("studies.tour:run_stop", ["teach band --seed 4"]),
    "reproduce": ("studies:reproduce", ["reproduce figure-3", "reproduce figure-3 --scale 0.2 --seed 5 --csv"]),
    "ui": ("ui.launch:serve", ["ui", "ui --host 0.0.0.0 --port 9000 --class --no-browser"]),
}
"""For each call the commands that end in it; what stands before the colon is a module."""


MOST = 300
"""Letters of an argument."""


class Reached(UserError):
    """The call was reached."""


def said(value):
    """An argument in a line: of parameters what differs from the usual, of a scenario its name."""
    if isinstance(value, Parameters):
        usual = type(value)()
        changed = {name: each for name, each in value.model_dump().items() if each != getattr(usual, name)}
        return f"{type(value).__name__}({', '.join(f'{name}={each}' for name, each in changed.items())})"
    if isinstance(value, type) and issubclass(value, World):
        return value.__name__
    if isinstance(value, Scenario):
        size = f"{value.steps} steps, every {value.every}, {value.replicates} runs"
        return f"{value.name} setting={value.setting!r} variants={len(value.variants)} {size}"
    if isinstance(value, np.ndarray):
        return f"array{value.shape} {value.flat[0]:.4g} ... {value.flat[-1]:.4g}, sum {value.sum():.4g}"
    if isinstance(value, Path):
        return value.as_posix()
    if is_dataclass(value):
        value = {"": type(value).__name__} | {each.name: getattr(value, each.name) for each in fields(value)}
    if hasattr(value, "_asdict"):
        value = {"": type(value).__name__} | value._asdict()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {said(each)}" for name, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(said, value)) + "]"
    if value is None or isinstance(value, (bool, int, str)):
        return repr(value)
    return f"{value:.6g}" if isinstance(value, float) else type(value).__name__


@pytest.mark.parametrize("name", CALLS)
def test_every_option_reaches_the_call_that_it_is_for(name, specialise, monkeypatch, tmp_path):
    for file, text in (
        ("mine.csv", RECORD),
        ("peer.csv", RECORD.replace("abc", "abd")),
        ("wide.csv", "Area,2010,2011\na,1,2\nb,2,3\n"),
        ("map.csv", "from,to\na,z\n"),
        ("weather.csv", WEATHER),
        ("rules.py", "def mine(decision):\n    return decision.payoffs.argmax(axis=0)\n"),
        ("study.toml", '[[sweep]]\nstory = "band"\nreplicates = 3\nsteps = 4\n[sweep.vary]\nvariety = [0, 1]\n'),
    ):
        (tmp_path / file).write_text(text, encoding="utf-8")
    place, commands = CALLS[name]
    module, _, called = place.partition(":")
    owner = import_module(f"specialisation_sim.{module}")
    *within, function = called.split(".")
    for each in within:
        owner = getattr(owner, each)
    calls = []

    def reached(*given, **named):
        calls.append((given, named))
        raise Reached("reached")

    monkeypatch.setattr(owner, function, reached)
    lines = []
    for command in commands:
        done = specialise(*command.split())
        lines.append(f"specialise {command}")
        assert calls, done.stderr
        given, named = calls.pop()
        lines += [f"    {said(each)[:MOST]}" for each in given]
        lines += [f"    {key}={said(each)[:MOST]}" for key, each in named.items()]
    lines += [
        f"    folder: {path.name}"
        for path in sorted(tmp_path.rglob("*"))
        if path.is_dir() and "pycache" not in path.name
    ]
    same_as_written(WRITTEN / f"asked_{name}.txt", "\n".join(lines).replace(str(tmp_path), "HERE") + "\n")
