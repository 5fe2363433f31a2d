"""The simulated records that are shipped: what the script gives, and what the audit says of them."""

import runpy
import sys
from pathlib import Path

import pytest

from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.records import audit, read_record

SCRIPT = Path(__file__).parents[2] / "data" / "make_narrowing_record.py"


def test_the_records_are_what_the_script_gives(monkeypatch):
    monkeypatch.setattr(sys, "argv", [SCRIPT.name, "--check"])
    assert runpy.run_path(str(SCRIPT))["main"]() == 0


@pytest.mark.parametrize(("name", "verdict"), [("narrowing", "TENDS TO NARROW"), ("drifting", "NO MORE THAN DRIFT")])
def test_a_tendency_is_found_and_drift_is_not(name, verdict):
    found = audit(read_record(shipped_folder("data") / f"{name}_record.csv", when="Date", what="Area"), draws=100)
    assert found.trends["count"].path == "NARROWER"
    assert found.trends["count"].verdict == verdict
