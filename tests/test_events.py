"""A world tells of what happens: when, where, to whom, and the numbers that go with it."""

import numpy as np
import pytest

from specialisation_sim import load_scenario, story
from specialisation_sim.cli.running import what_happened
from specialisation_sim.model.events import Event, in_words
from specialisation_sim.runs.happened import happened
from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.watch.tape import tape_of

UNSAID = {"album", "change of occupation"}
"""Kinds that come every step or so: nothing is said of them."""

LIVELY = {
    "island": {"foragers": 4, "need": 1.2, "slack_start": 3.0, "crash_rate": 0.1, "game_depletion": 0.01},
    "band": {"bands": 3, "variety": 6.0, "tour": 8.0, "slack_start": 14.0},
    "foundation": {"turnover": 0.3, "proposals": 60, "watch": 0.95, "back": 0.98, "raised": 0.3},
    "species": {"sneeze_rate": 0.1, "coupling": 0.5},
    "labour": {},
    "generator": {},
}
KINDS = {
    "island": {"crash", "death"},
    "band": {"album", "lessons", "break-up"},
    "foundation": {"hire", "departure", "alarm"},
    "species": {"sneeze", "extinction"},
    "labour": {"change of occupation"},
    "generator": {"class gone"},
}


def watched(name, steps=40, seeds=(1, 2)):
    """Events of a lively world, and the world."""
    kind, seen = story(name), []
    world = kind(kind.Parameters(**LIVELY[name]), seeds=seeds, collect=False)
    world.on_event(seen.append)
    for _ in range(steps):
        world.step()
    return seen, world


@pytest.mark.parametrize("name", LIVELY)
def test_every_kind_of_event_is_told_with_its_place(name):
    seen, world = watched(name)
    assert {event.kind for event in seen} >= KINDS[name]
    assert all(1 <= event.step <= 40 and event.run in (0, 1) for event in seen)
    assert all(event.agent is None or 0 <= event.agent < world.size for event in seen)
    assert [event.step for event in seen] == sorted(event.step for event in seen)


@pytest.mark.parametrize("name", LIVELY)
def test_listening_changes_no_number(name):
    _, heard = watched(name)
    kind = story(name)
    alone = kind(kind.Parameters(**LIVELY[name]), seeds=(1, 2), collect=False)
    for _ in range(40):
        alone.step()
    for each in kind.observed:
        np.testing.assert_array_equal(getattr(heard, each), getattr(alone, each), err_msg=each)


def test_deaths_are_those_who_no_longer_live_and_when_they_failed():
    seen, world = watched("island")
    deaths = {(event.run, event.agent): event.step for event in seen if event.kind == "death"}
    assert set(deaths) == set(zip(*map(list, np.nonzero(~world.alive))))
    assert all(world.failed_at[place] == step for place, step in deaths.items())
    assert all(event.numbers["slack"] < 0 for event in seen if event.kind == "death")


def test_an_album_has_its_tracks():
    seen, world = watched("band")
    albums = [event for event in seen if event.kind == "album"]
    assert all(sum(event.numbers.values()) == world.p.tracks for event in albums)
    assert len(albums) > 40


def test_extinctions_are_those_lineages_that_are_gone():
    seen, world = watched("species")
    gone = {(event.run, event.agent) for event in seen if event.kind == "extinction"}
    assert gone >= set(zip(*map(list, np.nonzero(~world.alive & world.before))))


def test_who_leaves_a_desk_was_hired_for_it_or_founded():
    seen, _ = watched("foundation")
    hired = {(event.run, event.numbers["person"]) for event in seen if event.kind == "hire"}
    left = {(event.run, event.numbers["person"]) for event in seen if event.kind == "departure"}
    founders = {(run, float(person)) for run in (0, 1) for person in range(2)}
    assert left
    assert left <= hired | founders


@pytest.mark.parametrize("name", LIVELY)
def test_what_happens_is_said_of_every_kind_but_what_comes_all_the_time(name):
    seen, world = watched(name)
    kinds = {event.kind for event in seen}
    assert kinds - set(type(world).event_words) <= UNSAID
    for step, words in in_words([event for event in seen if event.run == 0], type(world).event_words, world.tasks):
        assert 1 <= step <= 40
        assert words
        assert not set("{}_") & set(words)


def test_events_of_one_step_and_kind_are_said_together():
    island = story("island")
    events = [Event(3, "crash", 0, None, {}), *(Event(4, "death", 0, agent, {}) for agent in range(3))]
    assert in_words(events, island.event_words) == [(3, "the game crashes"), (4, "3 foragers starve")]
    assert in_words([Event(4, "death", 0, 1, {})], island.event_words) == [(4, "a forager starves")]
    species = story("species")
    ill = [Event(5, "sneeze", 0, None, {"task": 1.0}), Event(5, "sneeze", 0, None, {"task": 0.0})]
    assert in_words(ill, species.event_words, ("host_1", "host_2")) == [(5, "host 2 sneezes"), (5, "host 1 sneezes")]


@pytest.mark.long("more of the browser")
def test_explore_watch_and_the_command_line_read_one_list():
    slack = load_scenario("island-slack")
    kind, name = story("island"), "variety without slack"
    parameters = kind.Parameters(**slack.parameters_of(name))
    lines = happened(kind, parameters, 0, 740)
    assert lines == [(730, "the game crashes"), (731, "a forager starves")]
    assert list(Runner(kind, parameters, seed=0).step(740).events) == lines
    tape = tape_of("island", "island-slack", name, 0, 740)
    assert in_words(tape.events, kind.event_words) == lines


def test_what_happened_is_printed_of_the_first_run():
    result = load_scenario("foundation-seventy-thirty").run(replicates=1, seed=0, mapped=False, progress=False)
    title, (_, clock, _), rows = what_happened(result)
    assert title.endswith("seed 0")
    assert clock == "year"
    assert ("as told", "2", "2 grant-makers are hired") in rows
    assert {variant for variant, _, _ in rows} == set(result.sets)


def test_a_host_recovers_when_its_sneeze_is_over():
    species = story("species")
    parameters = species.Parameters(sneeze_year=3, sneeze_length=4, sneeze_host=2)
    assert happened(species, parameters, 0, 10)[:2] == [(3, "host 2 sneezes"), (7, "host 2 feeds again")]


def test_who_listens_to_some_kinds_hears_no_others():
    island, seen = story("island"), []
    world = island(island.Parameters(crash_day=3, need=1.5), collect=False)
    world.on_event(seen.append, {"crash"})
    for _ in range(60):
        world.step()
    assert [event.kind for event in seen] == ["crash"]
    assert not world.alive.any()
