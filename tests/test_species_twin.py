"""The species and their plain-Python twin agree to the last bit, year by year, on the draws that the streams give."""

from __future__ import annotations

import pytest
from reference.species_twin import Year, species

from specialisation_sim import Species, SpeciesParameters
from specialisation_sim.model.streams import generator
from specialisation_sim.stories.species import SETTLING

YEARS = 60
SEEDS = (3, 14)

SETTINGS = {
    "defaults": SpeciesParameters(lineages=7, hosts=4),
    "a sneeze": SpeciesParameters(
        lineages=7, hosts=3, connectance=0.1, sneeze_year=30, sneeze_host=2, sneeze_length=15
    ),
    "daughters": SpeciesParameters(lineages=6, hosts=5, sneeze_rate=0.05, sneeze_length=10, speciation=0.2, least=0.05),
    "coupled": SpeciesParameters(
        lineages=7, hosts=4, trade_off=1.0, sneeze_year=5, coupling=0.6, accustom=0.2, regrowth=0.05, host_least=0.2
    ),
    "generalists": SpeciesParameters(lineages=5, hosts=6, trade_off=0.7, connectance=0.9, spread=2.0, first_host=3.0),
    "two of each": SpeciesParameters(lineages=2, hosts=2, mutation=200.0, step=0.4, self_limit=0.0, connectance=1.0),
}


def draws(seed: int, p: SpeciesParameters) -> dict:
    """What the streams of one run give, straight from its generators."""

    def uniform(name, *shape):
        return (1.0 - generator(seed, name).random((YEARS, *shape))).tolist()

    return {
        "links": uniform("links", p.hosts, p.lineages)[0],
        "niche": generator(seed, "niche").standard_normal((p.hosts, p.lineages)).tolist(),
        "sneeze": [[host for (host,) in year] for year in uniform("sneeze", p.hosts, 1)],
        "mutants": uniform("mutants", 3, p.lineages),
        "speciation": uniform("speciation", 2, p.lineages),
    }


def lived(world: Species) -> list[list[Year]]:
    """The years of each run of the story."""
    runs = [[] for _ in range(world.runs)]
    for _ in range(YEARS):
        world.step()
        for run, years in enumerate(runs):
            parts = (world.allocation[:, run], world.abundance[run], world.stock[:, run, 0], world.kept[run])
            years.append(Year(*(part.tolist() for part in parts)))
    return runs


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_run_alone(setting):
    p = SETTINGS[setting]
    assert lived(Species(p, seeds=SEEDS[:1], collect=False)) == [species(p, draws(SEEDS[0], p), SETTLING)]


@pytest.mark.parametrize("setting", SETTINGS)
def test_unlike_runs_side_by_side(setting):
    p = SETTINGS[setting]
    other = p.but(trade_off=1.5, mutation=50.0, step=0.2, coupling=0.3, sneeze_rate=0.03, speciation=0.1, births=3.0)
    twins = [species(each, draws(seed, each), SETTLING) for each, seed in zip((p, other), SEEDS)]
    assert lived(Species([p, other], seeds=SEEDS, collect=False)) == twins


def test_settings_show_what_they_are_for():
    """Niches change, lineages die out and daughters take their places, hosts are lost."""
    years = {name: species(p, draws(SEEDS[0], p), SETTLING) for name, p in SETTINGS.items()}
    assert all(lives[0].allocation != lives[-1].allocation for lives in years.values())
    assert 0.0 in years["a sneeze"][-1].abundance
    assert any(
        before.abundance[i] == 0 < after.abundance[i]
        for before, after in zip(years["daughters"], years["daughters"][1:])
        for i in range(6)
    )
    assert 0.0 in years["coupled"][-1].stock
