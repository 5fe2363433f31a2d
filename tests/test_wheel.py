"""Installed from a wheel, scenarios and data are found too."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_scenarios_weather_and_what_is_taught_are_found(installed, tmp_path):
    code = (
        "import specialisation_sim as s, specialisation_sim.claims.catalogue as sc, specialisation_sim.registry as r\n"
        "print(s.__file__); print(r.scenario_names())\n"
        "print(len(sc.load_scenario('island-seattle').claims), s.shipped_weather('seattle').cloud.size)\n"
        "import specialisation_sim.studies.teaching as t; print(len(t.material('band').questions))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    place, names, counts, questions = done.stdout.splitlines()
    assert Path(place).is_relative_to(installed)
    assert "island-slack" in names
    assert counts == "5 1461"
    assert questions == "5"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("BSD-3-Clause", "Redistributions in binary form must reproduce"),
        ("OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1"),
        ("Apache-2.0", "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"),
        ("MIT", "Permission is hereby granted, free of charge"),
    ],
)
def test_licence_texts_of_all_that_is_shipped_are_in_the_wheel(installed, name, words):
    (text,) = installed.glob(f"*.dist-info/licenses/licenses/{name}.txt")
    assert words in text.read_text(encoding="utf-8")
    notices = (installed / "specialisation_sim" / "ui" / "assets" / "NOTICES.md").read_text(encoding="utf-8")
    assert name in notices
