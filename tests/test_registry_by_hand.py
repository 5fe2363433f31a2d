"""What a word stands for: names of every group, files, and words that stand for nothing or for something else."""

from pathlib import Path

import pytest

from specialisation_sim import Island, UserError
from specialisation_sim.output.outlines import outline
from specialisation_sim.registry import OWN, entries, name_of, register, resolve, scenario_names, story

EACH = {
    "stories": ("island", "island"),
    "chains": ("flow_reflow", "flow-reflow"),
    "published": ("march_1991", "march-1991"),
    "scenarios": ("island_slack", "island-slack"),
}
"""A word and the name that it is, for each group; hyphens may be written as underscores."""


@pytest.mark.parametrize("group", EACH)
def test_a_name_of_each_group_is_found_in_it_and_in_all(group):
    word, name = EACH[group]
    if name not in entries((group,)):
        word = name = sorted(entries((group,)))[0]
    assert resolve(word) == resolve(word, (group,)) == entries((group,))[name]
    assert resolve(word).group == group


def test_only_the_groups_that_are_asked_for_are_there():
    assert set(entries(("stories",))) == {"island", "foundation", "labour", "band", "species", "generator"}
    assert not set(entries(("stories",))) & set(entries(("chains",)))


@pytest.mark.parametrize(
    ("word", "groups", "called", "message"),
    [
        ("ilsand", ("stories",), "", "unknown story 'ilsand'; did you mean 'island'?"),
        ("ilsand", ("stories", "chains"), "", "unknown story or chain 'ilsand'; did you mean 'island'?"),
        ("ilsand", ("stories", "own"), "", "unknown story 'ilsand'; did you mean 'island'?"),
        ("ilsand", ("stories",), "model", "unknown model 'ilsand'; did you mean 'island'?"),
        ("island", ("scenarios",), "", "island is a story and no scenario; specialise list names them all"),
        (
            "island-slack",
            ("stories",),
            "model",
            "island-slack is a scenario and no model; specialise list names them all",
        ),
        ("nowhere.py", ("stories",), "", "no script at nowhere.py"),
    ],
)
def test_what_a_word_does_not_stand_for_is_said_whole(word, groups, called, message):
    with pytest.raises(UserError) as refused:
        resolve(word, groups, called)
    assert str(refused.value) == message


def test_a_file_that_is_there_stands_for_itself(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text("x = 1\n")
    found = resolve(Path("mine.py"))
    assert (found.name, found.group, found.module) == ("mine.py", "file", "mine.py")


def test_scenarios_are_in_alphabetical_order_and_are_those_of_the_folder():
    folder = Path(__file__).parent.parent / "scenarios"
    assert scenario_names() == sorted(path.stem.replace("_", "-") for path in folder.glob("*.py"))


def test_a_story_is_its_class_and_a_class_its_name():
    assert story("island") is story(Island) is Island
    assert name_of(Island) == name_of(outline("island")) == "island"
    assert name_of(outline("march-1991")) == "march-1991"
    assert name_of(type("LawFirm", (Island,), {"__module__": "somebody"})) == "law-firm"


def test_a_story_of_ones_own_is_listed_with_where_it_is():
    class Hermit(Island):
        pass

    register(Hermit)
    try:
        assert resolve("hermit") == ("hermit", "own", __name__, "Hermit")
    finally:
        OWN.pop("hermit")


@pytest.mark.parametrize(("name", "allowed"), [("tasks", "a tuple of names"), ("clock", "a name")])
def test_what_is_no_name_is_refused_in_words(name, allowed):
    kind = type("Wrong", (Island,), {name: 3})
    with pytest.raises(UserError, match=f"Wrong.{name} = 3 is not valid; allowed: {allowed}"):
        register(kind)
