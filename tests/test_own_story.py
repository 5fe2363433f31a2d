"""A story in a file of one's own works wherever the name of a shipped one does."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from contract import everyone_at_work
from test_cli import refused

from specialisation_sim import Scenario, UserError, ensemble, load_scenario, measure, story
from specialisation_sim.model.parameters import Parameters
from specialisation_sim.model.practice import PracticeWorld
from specialisation_sim.model.world import World
from specialisation_sim.registry import OWN, WORLDS, name_of, names, register

FILE = Path(__file__).parent.parent / "notebooks" / "law_firm.py"
SCENARIO = """
from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import final

scenario = Scenario(
    title="Stayers", question="What if nobody leaves?", passage="who stays narrows", story=LawFirm,
    variants={"as told": {}, "nobody leaves": {"leave": 0.0}}, steps=60, replicates=20, every=12,
    claims=[Claim("Who stays is narrower", lambda runs, series: runs["specialisation"], of="nobody leaves",
                  versus="as told", above=0.0)],
)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the law firm in it, where one works, and a registry that is put back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("specialisation_sim.registry.OWN", OWN)
    before = dict(OWN)
    OWN.clear()
    shutil.copy(FILE, tmp_path / "law_firm.py")
    yield tmp_path
    OWN.clear()
    OWN.update(before)


def test_a_file_is_a_story_and_its_class_gives_it_a_name(folder):
    firm = story("law_firm.py")
    assert issubclass(firm, PracticeWorld)
    assert name_of(firm) == "law-firm"
    assert story("law-firm") is firm
    assert story(firm) is firm
    assert "law-firm" in names()


def test_a_changed_file_is_read_again(folder):
    old = story("law_firm.py")
    (folder / "law_firm.py").write_text(
        FILE.read_text().replace('clock = "lawyers", "month"', 'clock = "lawyers", "year"')
    )
    assert story("law_firm.py").clock == "year"
    assert story("law-firm").clock == "year"
    assert old.clock == "month"


def test_shipped_stories_keep_their_names():
    assert [name_of(story(name)) for name in WORLDS] == list(WORLDS)


def test_helpers_run_it_to_the_same_bits(folder):
    firm = story("law_firm.py")
    one, two = (
        ensemble(firm, firm.Parameters(cycle=0.2), 8, 24, workers=workers, block=20, begin=begin, progress=False)
        for workers, begin in ((1, None), (2, everyone_at_work(at_work(folder), 2)))
    )
    assert len(list(at_work(folder).iterdir())) == 2
    pd.testing.assert_frame_equal(one.series, two.series, check_exact=True)


def at_work(folder):
    """Where each process leaves its mark."""
    place = folder / "hands"
    place.mkdir(exist_ok=True)
    return place


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("describe law_firm.py", "up or out"),
        ("run law_firm.py --replicates 2 --set leave=0", "Results are in results/law-firm/"),
        ("map law_firm.py --shares 3 --runs 4", "files in results/map-law-firm/"),
        ("measure law_firm.py --runs 4", "disputes"),
        ("sweep law_firm.py --vary leave=0,0.1 --replicates 3 --observable billings", "2 points x 3 runs x 120 months"),
    ],
)
def test_commands_take_the_file(folder, specialise, words, said, undrawn):
    done = specialise(*words.split())
    assert done.returncode == 0, done.stderr
    assert said in done.stdout


def test_measures_tell_a_story_by_the_name_it_is_called_by(folder):
    for firm in (story("law_firm.py"), "law-firm"):
        assert set(measure(firm, runs=4, progress=False)["story"]) == {"law-firm"}


@pytest.mark.long("processes of their own")
def test_a_sweep_of_it_is_gone_on_with_in_another_process_unless_the_file_changed(folder, specialise):
    words = ["sweep", "law_firm.py", "--vary", "leave=0,0.1", "--replicates", "3", "--observable", "billings"]
    assert specialise(*words).returncode == 0
    (block,) = (folder / "results").rglob("blocks/*")
    made = block.stat().st_mtime_ns
    assert specialise(*words).returncode == 0
    assert block.stat().st_mtime_ns == made
    changed = FILE.read_text().replace("1 - boom, 1 + boom", "1 + boom, 1 - boom")
    (folder / "law_firm.py").write_text(changed)
    assert "the story was edited" in refused(specialise(*words))


def test_a_scenario_in_the_same_file_has_the_story_by_its_class(folder, specialise):
    (folder / "law_firm.py").write_text(FILE.read_text() + SCENARIO)
    scenario = load_scenario("law_firm.py")
    assert scenario.story == "law-firm"
    result = scenario.run(progress=False)
    assert len(result.runs) == 40
    assert result.units()["billings"].startswith("matters")
    assert "Who stays is narrower" in specialise("run", "law_firm.py").stdout
    assert "Phases: intake" not in specialise("describe", "law_firm.py").stdout
    assert specialise("map", "law_firm.py", "--shares", 3, "--runs", 4).returncode == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", "defines no story"),
        ("from specialisation_sim import Island\n", "defines no story"),
        ("1 / 0\n", "does not load: line 1: ZeroDivisionError"),
        ("def :\n", "does not load: SyntaxError"),
        ("import nowhere_to_be_found\n", "No module named"),
        ("raise SystemExit(0)\n", "does not load: line 1: SystemExit: 0"),
        ("class Odd(BaseException): ...\n\n\nraise Odd\n", "does not load: line 4: Odd"),
        ("class Odd(Exception):\n    __str__ = None\n\n\nraise Odd\n", "does not load: line 5: Odd"),
        (FILE.read_text().replace("    Parameters = ", "    Parameters = 3  # "), "Parameters = 3 is not valid"),
        (FILE.read_text().replace('"lawyers", "month"', '"lawyers", 3'), "clock = 3 is not valid"),
        (FILE.read_text() + "\n\nclass Other(LawFirm):\n    pass\n", "several stories, LawFirm, Other"),
        (FILE.read_text().replace("class LawFirm(", "class Island("), "another story called island"),
        (FILE.read_text().replace('"up_or_out")', '"up_or_aut")'), "no method for its phase 'up_or_aut'"),
        (FILE.read_text().replace('clock = "lawyers"', 'clock = "lawyer"'), "did you mean 'lawyers'"),
        (FILE.read_text().replace('"disputes_record"', '"record"'), "did you mean 'disputes_record'"),
        ("from specialisation_sim.model.world import World\n\n\nclass Bare(World): ...\n", "Bare does not say its"),
    ],
)
def test_a_file_that_is_no_story_says_why(folder, text, message):
    (folder / "mine.py").write_text(text)
    with pytest.raises(UserError, match=message):
        story("mine.py")
    assert OWN == {}


def test_of_several_the_one_that_is_named_counts(folder):
    (folder / "mine.py").write_text(FILE.read_text() + "\n\nclass Other(LawFirm):\n    pass\n\n\nstory = Other\n")
    assert story("mine.py").__name__ == "Other"


def test_a_missing_file_is_one_line(folder, specialise):
    assert "no script at nowhere.py" in refused(specialise("run", "nowhere.py"))
    assert "no script at nowhere.py" in refused(specialise("map", "nowhere.py"))


def test_two_files_cannot_have_one_name(folder):
    shutil.copy(FILE, folder / "second.py")
    story("law_firm.py")
    with pytest.raises(UserError, match="another story called law-firm"):
        story("second.py")


def test_a_class_of_a_session_is_a_story_too(folder):
    class Toss(World):
        Parameters, population, clock, phases, tasks = Coin, "coins", "toss", ("toss",), ("toss",)

        def begin(self):
            self.heads = np.zeros(self.runs)

        def toss(self):
            self.heads = (self.streams.uniform("coin", 1) <= 0.5)[:, 0]

    scenario = Scenario(title="Toss", question="Which?", passage="", story=Toss, variants={"a": {}}, steps=3)
    assert scenario.story == "toss"
    assert len(scenario.run(replicates=5, progress=False).runs) == 5
    with pytest.raises(UserError, match="not a story"):
        register(Coin)


class Coin(Parameters):
    """One coin."""

    @property
    def coins(self):
        return 1


@pytest.mark.long("a story of one's own in the app")
def test_the_app_shows_it_and_its_helper_runs_it_but_no_link_loads_a_file(folder):
    pytest.importorskip("solara")
    from specialisation_sim.ui import comparing, stories
    from specialisation_sim.ui.job import Job
    from specialisation_sim.ui.jobs import Queue
    from specialisation_sim.ui.links import View

    with pytest.raises(UserError, match="unknown story"):
        stories.find("law_firm.py")
    firm = story("law_firm.py")
    assert "law-firm" in stories.names()
    assert {field.name for field in stories.fields_of(firm)} >= {"leave", "exponent"}
    view = View.read("story=law-firm&leave=0.1")
    assert view.parameters.leave == 0.1
    with pytest.raises(UserError, match="unknown story"):
        View.read("story=law_firm.py")
    queue = Queue()
    given = ("law-firm", {"as told": view.parameters}, 4, 12, 1, ["billings"], "")
    job = queue.add(Job([(comparing.compared, given)]))
    try:
        while not job.over:
            with job.news:
                job.news.wait(1.0)
        assert job.state == "done", job.error
        assert job.results[0]["times"][-1] == 12
    finally:
        queue.close()


def test_the_first_story_of_the_guide_is_at_most_25_lines_and_has_sliders_and_an_ensemble(folder):
    page = (FILE.parent.parent / "docs" / "howto" / "own_story.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    assert len([line for line in code.splitlines() if line.strip()]) <= 25
    (folder / "small_group.py").write_text(code, encoding="utf-8")
    group = story("small_group.py")
    assert set(group.Parameters.declarations()) > {"people", "exponent"}
    world = group(group.Parameters(exponent=1.0), seeds=range(5), collect=False)
    world.run_for(60)
    assert world.experiments.shape == (5,)
    assert group.share in group.observed
