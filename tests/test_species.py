from typing import ClassVar

import networkx as nx
import numpy as np
import pytest
from contract import Bite, RuleContract, lived

from specialisation_sim import Species, SpeciesParameters, UserError, ensemble, laws, measures

LIVELY = SpeciesParameters(
    lineages=10,
    hosts=5,
    connectance=0.4,
    spread=0.7,
    first_host=1.5,
    trade_off=1.2,
    mutation=30.0,
    step=0.2,
    births=2.2,
    mortality=0.45,
    self_limit=0.3,
    least=0.02,
    narrow=1.9,
    speciation=0.1,
    sneeze_year=10,
    sneeze_host=2,
    sneeze_length=6,
    sneeze_rate=0.02,
    coupling=0.3,
    accustom=0.1,
    regrowth=0.08,
    host_least=0.1,
)
SNEEZE = {"sneeze_year": 10, "sneeze_length": 12}
COUPLED = SNEEZE | {"coupling": 0.4, "trade_off": 1.0}


def years(world, number):
    """The world after each of so many years."""
    for _ in range(number):
        world.step()
        yield world


class TestSpecies(RuleContract):
    story = Species
    parameters = LIVELY
    rule = staticmethod(lambda mutant: (mutant.draw < 0.3).astype(float))
    bad_rules: ClassVar = {
        "one number": lambda mutant: 0.5,
        "nothing": lambda mutant: None,
        "yes or no": lambda mutant: mutant.food_of_mutant > mutant.food,
        "a chance a run": lambda mutant: mutant.draw[:, 0],
        "above one": lambda mutant: 1.0 + mutant.draw,
        "not a number": lambda mutant: np.full(mutant.draw.shape, np.nan),
    }
    bites: ClassVar = {
        "lineages": Bite(36, "living", +1, steps=5),
        "hosts": Bite(9, "effective_hosts", +1, steps=5),
        "connectance": Bite(1.0, "breadth", +1, steps=5),
        "spread": Bite(2.0, "breadth", -1, steps=5),
        "first_host": Bite(4.0, "first_host_share", +1, steps=5),
        "trade_off": Bite(0.8, "breadth", +1, steps=30),
        "mutation": Bite(1.0, "breadth", +1, steps=30),
        "step": Bite(0.01, "breadth", +1, steps=30),
        "births": Bite(4.0, "total_abundance", +1, steps=5),
        "mortality": Bite(0.8, "total_abundance", -1, steps=5),
        "self_limit": Bite(2.0, "total_abundance", -1, steps=5),
        "least": Bite(0.2, "living", -1, steps=30),
        "narrow": Bite(3.5, "specialists", +1, steps=5),
        "speciation": Bite(0.2, "living", +1, SNEEZE | {"connectance": 0.2}),
        "sneeze_year": Bite(20, "living", -1, {"sneeze_length": 12, "connectance": 0.2}),
        "sneeze_host": Bite(2, "first_host_share", +1, {"sneeze_year": 58}),
        "sneeze_length": Bite(20, "living", -1, {"sneeze_year": 10, "connectance": 0.2}),
        "sneeze_rate": Bite(0.02, "living", -1),
        "coupling": Bite(0.6, "host_stock", -1, SNEEZE),
        "accustom": Bite(0.5, "host_stock", +1, COUPLED | {"sneeze_length": 4}, steps=20),
        "regrowth": Bite(0.4, "host_stock", +1, COUPLED | {"sneeze_length": 4}, steps=20),
        "host_least": Bite(0.6, "hosts_left", -1, COUPLED | {"sneeze_length": 4, "coupling": 0.2}),
    }

    # What the contract asks of learners with skills and habits, asked of lineages with niches.

    def test_habit_and_record_are_shares_and_days(self):
        for world in years(self.world(seeds=self.seeds), self.steps):
            np.testing.assert_allclose(world.allocation.sum(axis=0), 1, rtol=1e-12)
            assert (world.allocation >= 0).all()

    def test_the_usual_rule_given_by_hand_changes_nothing(self):
        usual = lived(self.world(), self.steps)
        np.testing.assert_array_equal(lived(self.world(choose=laws.takeover_chance), self.steps), usual)

    def test_a_rule_of_wrong_numbers_is_refused(self, bad_rule):
        world = self.world(choose=self.bad_rules[bad_rule])
        with pytest.raises(UserError, match="the rule of choice must return a chance from 0 to 1 for each lineage"):
            world.step()

    def test_agents_read_and_write_the_worlds_arrays(self):
        world = self.world()
        world.step()
        agent = world.agents[3]
        assert agent.abundance == world.abundance[0, 3]
        assert agent.alive is True
        assert agent.breadth == pytest.approx(measures.hill_number(world.allocation[:, 0, 3]))
        np.testing.assert_array_equal(agent.allocation, world.allocation[:, 0, 3])
        niche = world.links[:, 0, 3] / world.links[:, 0, 3].sum()
        agent.allocation = niche
        np.testing.assert_array_equal(world.allocation[:, 0, 3], niche)
        np.testing.assert_allclose(world.performance[:, 0, 3], laws.performance(niche, 1.2))
        agent.abundance = 2.5
        assert world.abundance[0, 3] == 2.5
        with pytest.raises(ValueError, match="read-only"):
            agent.allocation[0] = 1.0
        with pytest.raises(UserError, match="abundance"):
            agent.abundance = -1

    @pytest.mark.parametrize("wrong", [1.0, [1.0], [0.5] * 5, [2.0, -1.0, 0, 0, 0], "abcde", [np.nan] * 5, None])
    def test_a_niche_that_is_none_is_refused(self, wrong):
        world = self.world()
        with pytest.raises(UserError, match=r"allocation = .* does not fit"):
            world.agents[0].allocation = wrong

    def test_a_niche_on_a_host_without_a_link_is_refused(self):
        world = self.world()
        slot = int(world.degree[0].argmin())
        with pytest.raises(UserError, match="none to a host that this lineage cannot use; it can use host_"):
            world.agents[slot].allocation = ~world.links[:, 0, slot] / (~world.links[:, 0, slot]).sum()


@pytest.fixture
def world():
    """Lively runs side by side."""
    return Species(LIVELY, seeds=range(30))


# Accounts that balance every year.


def test_what_lineages_eat_is_what_hosts_give_and_never_more_than_they_have(world):
    for _ in range(40):
        abundance, performance = world.abundance, world.performance.copy()
        world.sneeze()
        world.feed()
        given = (world.yields * world.load * world.worth)[..., 0]
        np.testing.assert_allclose((world.food * abundance).sum(axis=-1), given.sum(axis=0), rtol=1e-12)
        np.testing.assert_allclose(world.load[..., 0] * world.worth[..., 0], (performance * abundance).sum(axis=-1))
        assert (given <= (world.stock * world.worth)[..., 0]).all()
        assert (given[world.failing[..., 0]] == 0).all()
        world.step()


def test_niches_keep_to_links_and_performance_is_the_law_of_them(world):
    for _ in years(world, 60):
        assert (world.allocation[~world.links] == 0).all()
        np.testing.assert_allclose(world.allocation.sum(axis=0), 1, rtol=1e-12)
        np.testing.assert_array_equal(world.performance, laws.performance(world.allocation, 1.2))
        np.testing.assert_array_equal(world.links.sum(axis=0), world.degree)


def test_the_living_are_not_fewer_than_can_live_and_the_dead_are_none(world):
    for _ in range(60):
        for phase in ("sneeze", "feed", "evolve", "breed", "perish"):
            getattr(world, phase)()
        assert (world.abundance[world.alive] >= 0.02).all()
        assert (world.abundance[~world.alive] == 0).all()
        world.speciate()
        world.serve()


def test_daughters_share_what_their_mother_had(world):
    founded = 0
    for _ in range(60):
        for phase in ("sneeze", "feed", "evolve", "breed", "perish"):
            getattr(world, phase)()
        before, living = world.total_abundance, world.living
        world.speciate()
        founded += (world.living - living).sum()
        np.testing.assert_allclose(world.total_abundance, before, rtol=1e-12)
        world.serve()
    assert founded > 30


def test_hosts_that_are_gone_stay_gone_and_stocks_are_shares(world):
    gone = world.stock == 0
    for _ in years(world, 80):
        assert (world.stock[gone] == 0).all()
        assert ((world.stock >= 0) & (world.stock <= 1)).all()
        gone = world.stock == 0
    assert gone.any()


def test_survivors_of_a_sneeze_only_become_fewer():
    world = Species(LIVELY.but(sneeze_rate=0.0), seeds=range(20))
    for _ in years(world, 9):
        assert np.isnan(world.survival).all()
        assert np.isnan(world.cascade_length).all()
    kept = np.ones_like(world.alive)
    for _ in years(world, 40):
        assert not (world.kept & ~kept).any()
        assert (world.kept <= world.before).all()
        kept = world.kept
        assert (world.cascade_length <= world.time - 10).all()
    assert ((world.cascade_length > 0) == ((world.survival < 1) | (world.hosts_lost > 0))).all()


# Closed forms and limits.


def test_a_specialist_alone_on_a_host_settles_where_births_meet_deaths():
    p = SpeciesParameters(lineages=2, hosts=2, connectance=0.0, self_limit=0.0)
    world = Species(p)
    np.testing.assert_allclose(world.abundance, p.births / p.mortality - 1, rtol=1e-6)
    limited = Species(p.but(self_limit=0.5))
    n = limited.abundance
    np.testing.assert_allclose(p.births / (1 + n) / (1 + 0.5 * n), p.mortality, rtol=1e-6)


@pytest.mark.parametrize("trade_off", [0.7, 1.0, 1.4])
def test_equal_generalists_settle_by_the_closed_form(trade_off):
    p = SpeciesParameters(lineages=6, hosts=4, connectance=1.0, spread=0.0, self_limit=0.0, trade_off=trade_off)
    world = Species(p)
    # hosts ** (1 - s) / (1 + N hosts ** -s) = mortality / births
    expected = 4 * p.births / p.mortality - 4**trade_off
    assert world.total_abundance.item() == pytest.approx(expected, rel=1e-6)


def test_above_one_niches_end_at_corners_and_below_one_in_the_middle():
    p = SpeciesParameters(lineages=6, hosts=3, connectance=1.0, mutation=1000.0)
    narrow, wide = (Species(p.but(trade_off=s), seeds=range(5)) for s in (1.5, 0.6))
    for _ in range(300):
        narrow.step()
        wide.step()
    assert (narrow.breadth < 1.05).all()
    assert (wide.breadth > 2.95).all()
    np.testing.assert_allclose(wide.allocation, 1 / 3, atol=0.1)


def test_at_one_and_with_hosts_alike_no_mutant_does_better():
    p = SpeciesParameters(trade_off=1.0, connectance=1.0, spread=0.0, self_limit=0.0)
    world = Species(p, seeds=range(5))
    start = world.allocation.copy()
    for _ in years(world, 40):
        np.testing.assert_allclose(world.food, p.mortality / p.births, rtol=1e-6)
    np.testing.assert_allclose(world.allocation, start, atol=0.02)


def test_without_a_trade_off_lineages_spread_so_that_all_hosts_yield_alike():
    world = Species(SpeciesParameters(trade_off=1.0, first_host=3.0), seeds=range(10))
    uneven = world.yields.std(axis=0).mean()
    for _ in range(200):
        world.step()
    assert world.yields.std(axis=0).mean() < 0.2 * uneven
    np.testing.assert_allclose(world.first_host_share, 3 / 8, atol=0.02)


def test_without_mutants_or_evolution_niches_stay():
    for options in ({"parameters": LIVELY.but(mutation=0.0, speciation=0.0)}, {"without": "evolve"}):
        world = Species(options.pop("parameters", LIVELY.but(speciation=0.0)), seeds=range(5), **options)
        start = world.allocation.copy()
        for _ in years(world, 20):
            np.testing.assert_array_equal(world.allocation, start)


def test_uncoupled_hosts_outlive_all_who_served_them():
    p = SpeciesParameters(coupling=0.0, births=0.1)
    world = Species(p, seeds=range(3))
    for _ in years(world, 20):
        np.testing.assert_array_equal(world.stock, 1)
    assert (world.living == 0).all()
    assert np.isnan(world.breadth).all()
    assert np.isnan(world.first_host_share).all()


def test_a_settled_world_without_evolution_or_sneeze_stays_whatever_its_coupling():
    p = SpeciesParameters(coupling=0.2, mutation=0.0, connectance=1.0, spread=0.0)
    world = Species(p, seeds=range(3))
    start = world.abundance.copy()
    for _ in range(50):
        world.step()
    np.testing.assert_allclose(world.abundance, start, rtol=1e-6)
    np.testing.assert_allclose(world.stock, 1, rtol=1e-6)


def test_a_host_fails_for_so_many_years():
    world = Species(SpeciesParameters(sneeze_year=3, sneeze_host=2, sneeze_length=4))
    failed = [(int(one.time), one.failing[:, 0, 0].tolist()) for one in years(world, 10) if one.failing.any()]
    assert [year for year, _ in failed] == [3, 4, 5, 6]
    assert all(which == [False, True, False, False, False, False] for _, which in failed)


def test_a_specialist_on_the_host_that_fails_dies_out_in_the_time_that_decay_takes():
    p = SpeciesParameters(lineages=2, hosts=2, connectance=0.0, self_limit=0.0, sneeze_year=1, sneeze_length=50)
    world = Species(p)
    took = int(np.ceil(np.log(p.least / world.abundance[0, 0]) / np.log(1 - p.mortality)))
    for _ in range(took - 1):
        world.step()
    assert world.alive.all()
    world.step()
    assert world.alive.tolist() == [[False, True]]
    assert world.survival == world.specialist_survival == 0.5
    assert world.dependent_survival == 0
    assert np.isnan(world.generalist_survival)
    assert world.cascade_length == took - 1


# Networks.


def test_a_network_says_who_can_use_whom_and_with_what_niche():
    graph = nx.Graph()
    graph.add_nodes_from(["oak", "elm", "ash"], bipartite=0)
    graph.add_nodes_from([10, 11], bipartite=1)
    graph.add_weighted_edges_from([("oak", 10, 3.0), (10, "elm", 1.0), ("ash", 11, 2.0)])
    world = Species(SpeciesParameters(hosts=3, lineages=2, spread=0.0), network=graph, seeds=[4])
    assert world.tasks == ("oak", "elm", "ash")
    np.testing.assert_allclose(world.allocation[:, 0], [[0.75, 0], [0.25, 0], [0, 1]])
    assert "allocation_oak" in world.datacollector.get_agent_vars_dataframe()
    many = Species(SpeciesParameters(hosts=3, lineages=2), network=graph, seeds=[4, 5])
    np.testing.assert_array_equal(many.links[:, 0], many.links[:, 1])
    runs = ensemble(
        Species, SpeciesParameters(hosts=3, lineages=2), 4, 5, network=graph, workers=1, progress=False
    ).runs
    assert len(runs) == 4


def test_the_network_of_a_world_makes_another_like_it():
    world = Species(LIVELY.but(speciation=0.0))
    graph = world.network()
    assert nx.is_bipartite(graph)
    assert {side for _, side in graph.nodes(data="bipartite")} == {0, 1}
    for lineage in range(10):
        assert graph.degree(lineage, weight="weight") == pytest.approx(1)
    again = Species(LIVELY.but(spread=0.0), network=graph)
    np.testing.assert_array_equal(again.links, world.links)
    np.testing.assert_allclose(again.allocation, world.allocation, rtol=1e-12)


def test_the_network_shows_who_is_left():
    world = Species(LIVELY.but(speciation=0.0), seeds=[5])
    for _ in years(world, 60):
        graph = world.network()
        assert sum(graph.degree(lineage) > 0 for lineage in range(10)) <= world.living.item()
        assert {host for host in world.tasks if graph.nodes[host]["stock"] > 0} >= {
            host for host in world.tasks if graph.degree(host) > 0
        }
    assert world.living.item() < 10


def test_a_network_of_many_runs_is_refused():
    with pytest.raises(UserError, match="one run; this world has 2"):
        Species(seeds=[1, 2]).network()


@pytest.mark.parametrize(
    ("edges", "sides", "message"),
    [
        ([(0, "a")], {0: 0, "a": 1}, r"has 1 hosts and 1 lineages.*give SpeciesParameters\(hosts=1, lineages=1\)"),
        ([(0, "a")], {0: 0, "a": None}, "node 'a' of the network needs bipartite = 0"),
        ([(0, 1)], {0: 0, 1: 0, "a": 1}, "edge 0 to 1 of the network does not join a host and a lineage"),
        ([(0, "a"), (0, "b", {"weight": -1.0})], {0: 0, "a": 1, "b": 1}, "weight -1.0; allowed: from 0"),
        ([(0, "a")], {0: 0, "a": 1, "b": 1}, "lineage 'b' of the network has no host"),
        ([(0, "a"), ("0", "a")], {0: 0, "0": 0, "a": 1}, "two hosts of the network have one name"),
    ],
)
def test_a_network_that_is_none_is_refused(edges, sides, message):
    graph = nx.Graph()
    graph.add_edges_from(edges)
    for node, side in sides.items():
        graph.add_node(node)
        if side is not None:
            graph.nodes[node]["bipartite"] = side
    with pytest.raises(UserError, match=message):
        Species(network=graph)


# What a user can put right, and extremes.


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"lineages": 1}, "lineages = 1 is out of bounds"),
        ({"hosts": 1}, "hosts = 1 is out of bounds"),
        ({"trade_off": 0.0}, "trade_off = 0 is out of bounds; allowed: from 0.1 to 10"),
        ({"sneeze_host": 7}, r"sneeze_host = 7 is out of bounds; allowed: 1 to 6 \(hosts\)"),
        ({"mortality": 1.1}, "mortality = 1.1"),
        ({"coupling": -0.1}, "coupling = -0.1"),
        ({"mutatoin": 3}, "did you mean 'mutation'"),
    ],
)
def test_wrong_parameters_are_refused(values, message):
    with pytest.raises(UserError, match=message):
        SpeciesParameters(**values)


@pytest.mark.parametrize(
    "extreme",
    [
        {"lineages": 2, "hosts": 2, "connectance": 0.0},
        {"hosts": 12, "lineages": 3, "connectance": 1.0, "trade_off": 10.0},
        {"trade_off": 0.1, "spread": 10.0, "mutation": 1e6, "step": 1.0},
        {"births": 1000.0, "mortality": 1.0, "self_limit": 0.0},
        {"births": 0.0, "mortality": 0.0, "least": 0.0},
        {"births": 0.0, "coupling": 1.0, "speciation": 1.0},
        {"coupling": 1.0, "accustom": 1.0, "regrowth": 1.0, "host_least": 0.0, "sneeze_rate": 0.5},
        {"sneeze_rate": 1.0, "speciation": 1.0, "least": 0.0},
        {"least": 1000.0, "speciation": 1.0},
    ],
)
def test_extremes_keep_their_accounts(extreme):
    world = Species(SpeciesParameters(**extreme), seeds=range(3))
    for _ in years(world, 30):
        np.testing.assert_allclose(world.allocation.sum(axis=0), 1, rtol=1e-9)
        assert np.isfinite(world.abundance).all()
        assert ((world.stock >= 0) & (world.stock <= 1)).all()
        assert not any(np.isinf(getattr(world, name)).any() for name in world.observed)


@pytest.mark.parametrize("hosts", [9, 17])
def test_a_run_of_many_hosts_is_the_same_alone_and_beside_others(hosts):
    p = LIVELY.but(hosts=hosts, lineages=2, speciation=0.0)
    beside = lived(Species(p, seeds=range(4)), 40)
    for seed in range(4):
        np.testing.assert_array_equal(lived(Species(p, seeds=[seed]), 40)[..., 0], beside[..., seed])
