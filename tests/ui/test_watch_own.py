"""A story of one's own in Watch: a table of scenes, or none, and a plain stage either way."""

import json
import re
import shutil
from pathlib import Path

import pytest

from specialisation_sim import UserError
from specialisation_sim.registry import OWN, story
from specialisation_sim.ui.watch.moments import tape_for
from specialisation_sim.ui.watch.plain_scenes import plain_scenes
from specialisation_sim.ui.watch.plan import plan
from specialisation_sim.ui.watch.scenes import read

HOWTO = Path(__file__).parents[2] / "docs" / "howto" / "watch.md"
FILE = Path(__file__).parents[2] / "notebooks" / "law_firm.py"
TABLE = re.search(r"```toml\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.S)[1]
"""The table of the docs."""


@pytest.fixture
def firm(tmp_path, monkeypatch):
    """A folder with the law firm and its table in it, where one works, and a registry that is put back."""
    monkeypatch.chdir(tmp_path)
    before = dict(OWN)
    shutil.copy(FILE, tmp_path / "law_firm.py")
    (tmp_path / "law_firm.toml").write_text(TABLE, encoding="utf-8")
    story("law_firm.py")
    yield tmp_path
    OWN.clear()
    OWN.update(before)


def test_the_table_of_the_docs_is_a_story_with_a_guess_two_runs_and_a_lever(firm):
    table = read(TABLE)
    drawn = plan(table)
    scenes = {scene["id"]: scene for scene in drawn["scenes"]}
    assert scenes["question"]["ask"]
    assert [len(scene["runs"]) for scene in drawn["scenes"]][:3] == [1, 1, 2]
    left = [sum(end < 0 for end in ends) for ends in scenes["hundred"]["lever"]["ends"].values()]
    assert len(set(left)) > 1
    stop = scenes["years"]["stop"][0]
    value = tape_for(table, "usual").columns["specialisation"][stop["at"]]
    assert f"{value:.0%}".replace("%", " %") in stop["title"]
    for scene in drawn["scenes"]:
        for layout in ("wide", "narrow"):
            for bind in scene[layout]["bind"]:
                assert "id" not in bind or f'id="{bind["id"]}"' in scene[layout]["svg"]


def test_a_story_without_a_table_has_a_guess_and_its_run(firm):
    drawn = plan(plain_scenes("law-firm", 24))
    assert [bool(scene["ask"]) for scene in drawn["scenes"]] == [True, False]
    assert all(part["last"] == 0 for part in drawn["scenes"][0]["tape"].values())
    assert not re.search(r"[{}]|nan", drawn["scenes"][1]["stop"][0]["title"])


@pytest.mark.parametrize("name", ["march-1991", "tilt"])
def test_models_and_chains_have_a_plain_stage_too(name):
    drawn = plan(plain_scenes(name, 20))
    assert drawn["scenes"][1]["tape"]


def test_parameters_of_a_run_are_those_of_its_table(firm):
    table = read(TABLE)
    assert tape_for(table, "nobody").parameters.leave == 0.0
    assert tape_for(table, "usual").parameters.leave == story("law-firm").Parameters().leave


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("leave = 0.0", "leaf = 0.0", "did you mean 'leave'"),
        ("leave = 0.0", "leave = 7", "leave"),
        ('shows = ["specialisation"]', 'shows = ["specialization"]', "did you mean 'usual.specialisation'"),
        ('stage = "plain"', 'stage = "plane"', "did you mean 'plain'"),
        ('story = "law-firm"', 'story = "law-frm"', "did you mean 'law-firm'"),
        ('story = "law-firm"', 'story = "law_firm.py"', "unknown story"),
        ("{specialisation:.0%}", "{specialisation.real}", "unknown name in braces"),
        ("{specialisation:.0%}", "{specialisation:>99}", "format"),
        ('name = "year"', 'name = ""', "clock"),
        ("steps = 12", "steps = 0", "steps"),
    ],
)
def test_a_wrong_entry_of_one_s_own_table_is_refused_by_name(firm, old, new, said):
    assert old in TABLE
    with pytest.raises(UserError) as refused:
        plan(read(TABLE.replace(old, new, 1)))
    assert said in str(refused.value)


def test_a_table_runs_no_file(firm):
    (firm / "trap.py").write_text("raise SystemExit('it ran')")
    with pytest.raises(UserError, match=r"unknown story 'trap\.py'"):
        read(TABLE.replace('story = "law-firm"', 'story = "trap.py"'))


@pytest.mark.long("commands at their full size")
def test_the_command_writes_one_s_own_story(firm, specialise):
    done = specialise("watch", "law_firm.py", "--scenes", "law_firm.toml", "--out", "mine.html")
    assert done.returncode == 0, done.stderr
    page = (firm / "mine.html").read_text(encoding="utf-8")
    given = json.loads(re.search(r'id="stories">(.*?)</script>', page, re.S)[1])
    assert list(given["stories"]) == ["law-firm"]
    assert given["stories"]["law-firm"]["title"] in page
    missing = specialise("watch", "law_firm.py", "--scenes", "none.toml", "--out", "other.html")
    assert missing.returncode == 2
    assert "none.toml cannot be read" in missing.stderr
    assert not (firm / "other.html").exists()
