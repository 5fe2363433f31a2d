"""The foundation and its plain-Python twin agree to the last bit, year by year, on the draws that the streams give."""

from __future__ import annotations

import numpy as np
import pytest
from reference.foundation_twin import Year, foundation

from specialisation_sim import Foundation, FoundationParameters
from specialisation_sim.model.streams import generator

YEARS = 25
SEEDS = (3, 14)

SETTINGS = {
    "defaults": FoundationParameters(proposals=200),
    "few proposals, many leave": FoundationParameters(proposals=15, staff=3, founders=1, turnover=0.6, memory=0.4),
    "five domains": FoundationParameters(proposals=90, domains=5, large_share=0.4, tail=0.6, exponent=0.5),
    "held back": FoundationParameters(
        proposals=120, domains=3, selectivity=0.15, ring_fence=0.4, lottery=0.2, outside=0.2, handed_down=0.5
    ),
    "applicants follow": FoundationParameters(proposals=100, follow=0.3, hire_year=(0, 0, 5, 9), handed_down=1.0),
    "most are funded": FoundationParameters(proposals=60, selectivity=0.8, precision=0.3, exponent=2.5, memory=0.7),
    "outside data every third year": FoundationParameters(proposals=60, selectivity=0.1, outside=0.5, outside_every=3),
    "watched": FoundationParameters(
        proposals=150, selectivity=0.1, handed_down=0.2, turnover=0.5, watch=0.9, back=0.97, raised=0.6
    ),
    "amount read": FoundationParameters(proposals=60, attention="amount", exponent=0.7, turnover=0.3, memory=0.5),
    "training makes no difference": FoundationParameters(proposals=40, exponent=0.0, selectivity=0.1),
}


def draws(seed: int, p: FoundationParameters) -> dict:
    """What the streams of one run give, straight from its generators."""

    def uniform(name, *shape):
        return (1.0 - generator(seed, name).random((YEARS, *shape))).tolist()

    def normal(name):
        return generator(seed, name).standard_normal((YEARS, p.proposals)).tolist()

    return {
        "staff": uniform("staff", 2, p.staff),
        "domain": uniform("domain", p.proposals),
        "lottery": uniform("lottery", p.proposals),
        "quality": normal("quality"),
        "noise": normal("noise"),
    }


def lived(world: Foundation) -> list[list[Year]]:
    """The years of each run of the story."""
    runs = [[] for _ in range(world.runs)]
    for _ in range(YEARS):
        world.step()
        for run, years in enumerate(runs):
            parts = (
                world.funded[run],
                world.awards[:, run],
                world.record[:, run],
                world.mix[:, run, 0],
                world.number[run],
                world.real_weight[run],
            )
            years.append(Year(*(part.tolist() for part in parts)))
    return runs


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_run_alone(setting):
    p = SETTINGS[setting]
    assert lived(Foundation(p, seeds=SEEDS[:1], collect=False)) == [foundation(p, draws(SEEDS[0], p))]


@pytest.mark.parametrize("setting", SETTINGS)
def test_unlike_runs_side_by_side(setting):
    p = SETTINGS[setting]
    sets = [
        p,
        p.but(large_share=0.6, selectivity=0.3, exponent=1.5, memory=0.5, outside=0.1, handed_down=0.3, lottery=0.1),
    ]
    twins = [foundation(each, draws(seed, each)) for each, seed in zip(sets, SEEDS)]
    assert lived(Foundation(sets, seeds=SEEDS, collect=False)) == twins


def test_settings_show_what_they_are_for():
    """People leave, some desks go without awards, a domain is lost and not seen again, applicants move."""
    years = {name: foundation(p, draws(SEEDS[0], p)) for name, p in SETTINGS.items()}
    assert max(years["few proposals, many leave"][-1].number) > 20
    last = years["few proposals, many leave"]
    assert any(not any(desk) for year in last for desk in np.transpose(year.awards))
    assert any(0.0 in row for year in last for row in year.record)
    assert years["applicants follow"][-1].mix[0] > 0.8
    assert years["applicants follow"][3].number.count(-1) == 2
    assert {year.real for year in years["watched"]} == {0.0, 0.6}
