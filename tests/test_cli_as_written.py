"""Commands at a small size: all that they print, their manifests, and the heads of their tables.

Where the package prints or writes something else than before, ``UPDATE_WRITTEN=1 pytest tests/test_cli_as_written.py``
writes the texts anew, to be looked at.
"""

import json
import re
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from as_written import same_as_written

from specialisation_sim.optimum.grid import Size

SCENARIO = '''
"""A small question."""

from specialisation_sim import Claim, Plane, Scenario
from specialisation_sim.claims.readings import final
from specialisation_sim.claims.scenario_figures import figure

scenario = Scenario(
    title="Steep and flat",
    question="Do steep learners hunt more?",
    passage="steep learners",
    story="island",
    steps=60,
    every=20,
    replicates=12,
    variants={"steep": {"exponent": 1.0}, "flat": {"exponent": 0.0}},
    claims=(
        Claim(
            "Steep ones narrow",
            final("effective_tasks"),
            of="steep",
            versus="flat",
            above=0.0,
            where=Plane("need", (0.1, 0.3), "sunny", (0.5, 0.9), replicates=2),
        ),
        Claim("Flat ones only hunt", final("hunting_record"), of="flat", above=0.99),
    ),
    figures={"bands": figure("bands", ["threshold"], title="Thresholds")},
)
'''

COMMANDS = {
    "run": "run own.py --set need=0.2 --out out --csv",
    "run_as_it_is": "run own.py --replicates 4 --seed 9 --out out",
    "run_story": "run gaussian --replicates 3 --set samples=20 --out out --csv",
    "check": "check own.py --seed 3",
    "map": "map island --shares 5 --runs 3 --seed 3 --out out --csv",
    "map_lever": "map foundation --lever selectivity --values 0.1:0.5:3 --shares 5 --runs 3 --seed 2 --out out --csv",
    "measure": "measure island labour --runs 3 --share 0.6 --seed 5 --out out --csv",
    "measure_set": "measure foundation --runs 3 --seed 1 --setting literature --out out --csv",
    "tournament": "tournament --on crash --on settled --runs 2 --days 20 --seed 1 --out out --csv",
    "tournament_of_calls": "tournament --on call --runs 2 --days 4 --seed 5 --out out --csv",
    "sweep": "sweep island --vary need=0.2:0.4:2 --vary exponent=0,1 --replicates 3 --steps 20 --observable store "
    "--collapse-below 1.5 --precision 0.1 --out out --csv",
    "sweep_morris": "sweep island --vary need=0.2:0.4 --vary exponent=0:1 --sample morris --points 3 --replicates 2 "
    "--steps 20 --out out --csv",
    "sweep_one_at_a_time": "sweep island --vary need=0.2:0.4:3 --vary learning=power,saturating --sample oat "
    "--replicates 2 --steps 20 --seed 4 --out out --csv",
    "optimum": "optimum island --set need=0 --set exponent=0.5 --discount 0.9 --days 3 --out out --csv",
    "optimum_with_store": "optimum island --settled --set need=1.2 --hazard 0.1 --discount 0.5 --days 2 "
    "--out out --csv",
    "optimum_for_survival": "optimum island --settled --set need=0.6 --hazard 0.05 --objective survival --days 20 "
    "--out out --csv",
    "optimum_of_a_family": "optimum foundation --runs 4 --seed 3 --out out --csv",
    "operate": "operate discrete --tolerance 0.2 --steps 12 --runs 8 --seed 2 --set samples=50 --out out --csv",
    "collapse": "collapse discrete gaussian --runs 3 --seed 4 --out out --csv",
    "audit_claims": "audit-claims own.py --points 10 --width 0.3 --replicates 110 --seed 6 --out out/claims.csv",
    "sweeps": "sweeps .",
    "reproduce": "reproduce",
}

OWN = {"made_by", "version", "packages", "python", "platform", "commit", "when", "code", "simd", "format"}
OWN |= {"rules", "story_rules", "points", "keys", "layers"}
"""What a manifest says of the machine, the version and the code."""


def shortened(value):
    """Numbers with five digits, and long lists by their ends."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items() if name not in OWN}
    if isinstance(value, list):
        return [shortened(each) for each in (value if len(value) < 9 else [*value[:4], "...", *value[-2:]])]
    return value


def left_behind(folder):
    """Manifests and tables of a folder, as text."""
    for path in sorted(folder.rglob("*")):
        name = re.sub(r"-[0-9a-f]{16}", "", path.relative_to(folder).as_posix())
        if path.suffix == ".json":
            yield f"{name}\n{json.dumps(shortened(json.loads(path.read_text(encoding='utf-8'))), indent=1)}"
        elif path.suffix == ".csv" and path.stat().st_size > 1:
            frame = pd.read_csv(path)
            some = frame.iloc[sorted({0, len(frame) // 2, len(frame) - 1})]
            yield f"{name}, {len(frame)} rows\n{some.to_csv(index=False, float_format='%.5g')}"
        elif path.is_file():
            yield f"{name}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_and_writes_what_it_did(name, specialise, undrawn, monkeypatch, tmp_path):
    monkeypatch.setattr(
        import_module("specialisation_sim.optimum.with_store"), "size_of", lambda forager: Size(9, 7, 6)
    )
    (tmp_path / "own.py").write_text(SCENARIO, encoding="utf-8")
    done = specialise(*COMMANDS[name].split())
    printed = re.sub(r"\d+(\.\d+)? (s|seconds|minutes)\b", "so many s", done.stdout)
    text = f"{done.returncode}\n{printed}\n{done.stderr}\n" + "\n".join(left_behind(tmp_path / "out"))
    same_as_written(Path(__file__).parent / "written" / f"{name}.txt", text)
