"""A kept sweep is refused after an edit of any file that makes its numbers."""

import shutil

import pytest
from long_tests import but_first

from specialisation_sim import UserError, grid, story, sweep
from specialisation_sim.runs import fingerprint

FOLDERS = ("laws", "measures", "model", "stories", "chains", "published", "runs")


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package."""
    there = tmp_path_factory.mktemp("copy") / "specialisation_sim"
    shutil.copytree(fingerprint.PACKAGE, there, ignore=shutil.ignore_patterns("__pycache__", "_shipped", "ui"))
    return there


@pytest.mark.parametrize("folder", but_first("edits in every file of other folders", FOLDERS))
def test_an_edit_in_any_file_that_makes_numbers_changes_the_rules(folder, package):
    usual = fingerprint.rules_of(package)
    assert usual == fingerprint.engine()["rules"]
    files = sorted((package / folder).rglob("*.py"))
    assert len(files) > 1
    for file in files:
        source = file.read_bytes()
        file.write_bytes(source + b"\nPLANTED = 1\n")
        assert fingerprint.rules_of(package) != usual, file
        file.write_bytes(source)
    assert fingerprint.rules_of(package) == usual


def test_a_new_file_and_one_that_is_gone_change_the_rules(package):
    usual = fingerprint.rules_of(package)
    planted = package / "laws" / "planted.py"
    planted.write_text("LAW = 1\n")
    assert fingerprint.rules_of(package) != usual
    planted.unlink()
    assert fingerprint.rules_of(package) == usual


def test_a_kept_sweep_is_refused_after_an_edit(package, tmp_path, monkeypatch):
    def again():
        fingerprint.engine.cache_clear()
        return sweep(story("island"), grid(need=[0.1, 0.2]), 2, 3, out=tmp_path / "kept", workers=1, progress=False)

    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    try:
        again()
        again()
        niche = package / "model" / "niche.py"
        niche.write_text(niche.read_text() + "\nPLANTED = 1\n")
        with pytest.raises(UserError, match="rules"):
            again()
    finally:
        fingerprint.engine.cache_clear()


OWN = """
import helper
from specialisation_sim.model.parameters import Parameters, parameter
from specialisation_sim.model.world import World, observable

class CoinParameters(Parameters):
    coins: int = parameter(1, "coins", unit="coins", low=1, fixes_shape=True)

class Coin(World):
    Parameters = CoinParameters
    population, clock, phases = "coins", "toss", ("toss",)

    def begin(self):
        self.toss()

    def toss(self):
        self.heads = self.streams.uniform("coin", self.size) <= helper.CHANCE

    @observable("share of coins", "heads")
    def share_of_heads(self):
        return self.heads.mean(axis=-1)
"""


@pytest.mark.parametrize("edited", ["coin.py", "helper.py"])
def test_an_edit_of_a_story_of_ones_own_or_of_a_file_beside_it_is_refused(edited, tmp_path):
    (tmp_path / "coin.py").write_text(OWN)
    (tmp_path / "helper.py").write_text("CHANCE = 0.5\n")

    def again():
        kind = story(tmp_path / "coin.py")
        return sweep(kind, grid(coins=[1, 2]), 2, 3, out=tmp_path / "kept", workers=1, progress=False)

    again()
    again()
    file = tmp_path / edited
    file.write_text(file.read_text().replace("CHANCE", "ODDS").replace("0.5", "0.25").replace("helper.ODDS", "0.25"))
    with pytest.raises(UserError, match="story was edited"):
        again()


def test_files_beside_a_script_are_read_anew_and_go_to_other_processes(tmp_path):
    from specialisation_sim import ensemble

    means = []
    for folder, chance in (("fair", 0.5), ("bent", 1.0)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "coin.py").write_text(OWN)
        (tmp_path / folder / "helper.py").write_text(f"CHANCE = {chance}\n")
        kind = story(tmp_path / folder / "coin.py")
        runs, _ = ensemble(kind, seeds=60, steps=2, workers=2, block=1, progress=False)
        means.append(runs["share_of_heads"].mean())
    assert 0.2 < means[0] < 0.8
    assert means[1] == 1.0
