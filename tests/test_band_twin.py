"""The band and its plain-Python twin agree to the last bit, album by album, on the draws that the streams give."""

from __future__ import annotations

import numpy as np
import pytest
from reference.band_twin import Album, band

from specialisation_sim.model.streams import generator
from specialisation_sim.stories.band import Band, BandParameters

ALBUMS = 40
SEEDS = (3, 14, 15)
OWN = ("pop_practice", "prog_practice", "tour", "study", "deadline", "slack_start", "noise", "pop_ideas", "focus")

SETTINGS = {
    "defaults": BandParameters(),
    "bored": BandParameters(variety=0.5),
    "very bored": BandParameters(variety=3.0, memory=0.6, bands=3, focus=0.4),
    "related genres": BandParameters(relatedness=0.3, variety=1.0, retention=0.9, bands=2),
    "power law": BandParameters(learning="power", exponent=0.5, half=10.0, variety=1.0),
    "breaking up": BandParameters(tour=6.5, slack_start=2.0, retention=0.8, bands=3),
    "whims": BandParameters(temperature=2.0, slack_start=20.0, bands=3),
    "no noise": BandParameters(noise=0.0, tracks=5, drafts=9, pop_ideas=0.4),
    "six months": BandParameters(variety=0.5, deadline=4.0, slack_cap=15.0),
    "unlike bands": BandParameters(
        bands=2,
        variety=1.0,
        pop_practice=(10.0, 30.0),
        prog_practice=(20.0, 5.0),
        tour=(12.0, 15.0),
        study=(3.0, 12.0),
        deadline=(24.0, 9.0),
        slack_start=(3.0, 9.0),
        noise=(0.02, 0.1),
        pop_ideas=(0.5, 0.7),
        focus=(0.5, 0.9),
        slack_cap=1000.0,
    ),
}


def one_band(p: BandParameters, slot: int) -> BandParameters:
    """The parameters of one of unlike bands."""
    own = {name: getattr(p, name) for name in OWN}
    return p.but(**{name: value[slot] for name, value in own.items() if isinstance(value, tuple)}, bands=1)


def twins(p: BandParameters, seed: int) -> list[list[Album]]:
    """The albums of each band of a run, on draws straight from its generators."""
    shapes = {"choice": (p.bands,), "drafts": (p.bands,), "picks": (p.tracks, p.bands)}
    draws = {name: 1.0 - generator(seed, name).random((ALBUMS, *shape)) for name, shape in shapes.items()}
    return [
        band(one_band(p, slot), {name: each[..., slot].tolist() for name, each in draws.items()})
        for slot in range(p.bands)
    ]


def lived(world: Band) -> list[list[list[Album]]]:
    """The albums of each band of each run of the story."""
    albums = [[[] for _ in range(world.size)] for _ in range(world.runs)]
    for _ in range(ALBUMS):
        world.step()
        for run, bands in enumerate(albums):
            for slot, band_albums in enumerate(bands):
                mixes = (each[:, run, slot].tolist() for each in (world.album, world.experience, world.habit))
                rest = (each[run, slot].item() for each in (world.slack, world.learnt, world.alive))
                band_albums.append(Album(*mixes, *rest))
    return albums


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_run_alone(setting):
    p = SETTINGS[setting]
    assert lived(Band(p, seeds=SEEDS[:1], collect=False)) == [twins(p, SEEDS[0])]


@pytest.mark.parametrize("setting", SETTINGS)
def test_unlike_runs_side_by_side(setting):
    p = SETTINGS[setting]
    sets = [p, p.but(variety=0.7, half=15.0, retention=0.85, memory=0.2, recording=4.0), p.but(slack_cap=7.0)]
    assert lived(Band(sets, seeds=SEEDS, collect=False)) == [twins(each, seed) for each, seed in zip(sets, SEEDS)]


def test_settings_show_what_they_are_for():
    """Bands break up, learn, and stay as they are."""
    ends = {name: [one[-1] for seed in SEEDS for one in twins(p, seed)] for name, p in SETTINGS.items()}
    assert len({end.alive for end in ends["breaking up"]}) == 2
    for name in ("bored", "very bored", "related genres", "whims"):
        assert any(end.learnt for end in ends[name]), name
    assert not any(end.learnt for end in ends["defaults"] + ends["six months"])
    assert np.ptp([end.slack for end in ends["unlike bands"]]) > 1
