"""A world tells of what happens: when, where, to whom, and the numbers that go with it."""

import numpy as np
import pytest

from specialisation_sim import story

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
