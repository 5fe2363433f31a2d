"""Each story has three settings whose values say their sources; words choose among them everywhere."""

import re

import pytest

from specialisation_sim import Island, UserError
from specialisation_sim.cli.checking import parameters_of
from specialisation_sim.cli.study import read_study
from specialisation_sim.model.settings import NAMES, file_of, ranges_of, setting_of, settings_of
from specialisation_sim.output.outlines import world_outline
from specialisation_sim.stories import STORIES
from specialisation_sim.ui.links import View

each_story = pytest.mark.parametrize("name", STORIES)


@each_story
def test_a_story_has_the_three_settings_and_its_parameters_take_them(name):
    known = world_outline(name)
    assert tuple(known.settings) == NAMES
    for setting in known.settings.values():
        known.Parameters(**setting)
        assert setting.about.endswith(".")


@each_story
def test_each_value_names_the_essay_a_publication_a_control_or_an_assumption(name):
    for setting in settings_of(name).values():
        for key, source in setting.sources.items():
            assert re.search(r"essay|assumption|control|\d{4}|that estimate", source), (name, key, source)


@each_story
def test_ranges_are_of_parameters_and_hold_the_published_values(name):
    known = world_outline(name)
    for key, found in ranges_of(name).items():
        for end in found.ends:
            known.Parameters(**{key: end})
        assert min(found.ends) <= settings_of(name)["literature"].get(key, found.ends[0]) <= max(found.ends)


def test_neutral_differs_from_the_essay_in_the_mechanism_alone():
    for name in STORIES:
        essay, neutral = settings_of(name)["essay"], settings_of(name)["neutral"]
        differ = [key for key in neutral if neutral[key] != essay.get(key)]
        assert 1 <= len(differ) <= 2
        assert all(neutral.sources[key].startswith("control") for key in differ)


def test_a_world_takes_a_setting_and_changes_over_it():
    world = Island(Island.settings["literature"], wrong_weather=0.25)
    assert (world.p.exponent, world.p.half, world.p.wrong_weather) == (0.32, 3.0, 0.25)


def test_a_story_is_shown_as_the_essay_has_it_and_what_has_no_settings_at_its_defaults():
    island, discrete = world_outline("island"), world_outline("discrete")
    assert parameters_of(island, "island", None, {}).exponent == 1.0
    assert parameters_of(island, "island", "neutral", {"half": 7}).model_dump()["half"] == 7
    assert parameters_of(discrete, "discrete", None, {}) == discrete.Parameters()


@pytest.mark.parametrize(
    ("settings", "word", "said"), [("island", "literatur", "did you mean"), ("", "essay", "no set")]
)
def test_a_setting_that_is_not_there_is_refused(settings, word, said):
    with pytest.raises(UserError, match=said):
        setting_of(settings_of(settings), word, "it")


def test_a_study_may_name_a_setting(tmp_path):
    file = tmp_path / "study.toml"
    text = '[[sweep]]\nstory = "island"\nsetting = "{}"\nset = {{half = 9}}\nvary = {{need = [0.3, 0.4]}}\n'
    file.write_text(text.format("literature"))
    (queued,) = read_study(file, tmp_path / "out")
    assert (queued.base.exponent, queued.base.half) == (0.32, 9)
    file.write_text(text.format("litrature"))
    with pytest.raises(UserError, match="did you mean 'literature'"):
        read_study(file, tmp_path / "out")


def test_a_link_names_the_setting_that_it_starts_from():
    assert View.begin("island").parameters.exponent == 1.0
    assert View.begin("island", variant="essay").query() == "story=island"
    link = View.begin("island", variant="literature").but({"half": 8}).query()
    assert link == "story=island&setting=literature&half=8.0"
    assert View.read(link).parameters.exponent == 0.32
    file = View.read(link).toml()
    assert View.from_toml(file) == View.read(link)


def test_a_setting_has_what_the_essay_has_but_for_what_its_own_table_says():
    import tomllib

    table = tomllib.loads(file_of("island").read_text(encoding="utf-8"))
    for name, setting in settings_of.__wrapped__("island").items():
        own = {key: entry["value"] for key, entry in {**table["essay"], **table[name]}.items() if key != "about"}
        assert dict(setting) == own
        assert setting.about == table[name].get("about", table["essay"]["about"])
