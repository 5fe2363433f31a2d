from typing import ClassVar

import networkx as nx
import numpy as np
import pytest
from closed_forms import exchange as closed
from contract import Bite, PracticeContract, lived, of_run
from scipy import stats

from specialisation_sim import UserError, ensemble, laws
from specialisation_sim.stories.labour import Labour, LabourParameters, Worker

LIVELY = LabourParameters(
    exponent=0.6,
    half=20.0,
    relatedness=0.1,
    retention=0.995,
    variety=0.4,
    memory=0.1,
    temperature=0.05,
    workers=12,
    occupations=3,
    market="trade",
    substitution=1.7,
    taste=1.3,
    adjustment=0.2,
    luck=0.3,
    talent=tuple(np.linspace(0.8, 1.2, 12).tolist()),
    schooling=4.0,
)
TRADE, ALONE = {"market": "trade"}, {"market": "autarky"}
MARKETS = ("equal pay", "trade", "autarky")


class TestLabour(PracticeContract):
    story = Labour
    parameters = LIVELY
    bites: ClassVar = {
        "learning": Bite("saturating", "total_output", -1, {"schooling": 10.0}),
        "exponent": Bite(1.0, "specialisation", +1),
        "half": Bite(10.0, "total_output", +1),
        "relatedness": Bite(0.8, "specialisation", -1, {"exponent": 1.0}),
        "retention": Bite(0.9, "total_output", -1),
        "variety": Bite(2.0, "specialisation", -1, {"exponent": 1.0}),
        "memory": Bite(1.0, "specialisation", +1),
        "temperature": Bite(1.0, "total_output", -1),
        "foresight": Bite(0.99, "specialisation", +1),
        "workers": Bite(40, "gain_from_trade", +1, TRADE | {"workers": 3, "substitution": 0.5}),
        "occupations": Bite(4, "accounting_record", -1),
        "market": Bite("trade", "gain_from_trade", +1),
        "substitution": Bite(20.0, "specialisation", +1, ALONE | {"exponent": 1.0}),
        "taste": Bite(3.0, "accounting_record", +1, TRADE),
        "adjustment": Bite(0.9, "welfare", -1, TRADE | {"luck": 0.05, "substitution": 0.7}, runs=60),
        "luck": Bite(1.0, "total_output", -1),
        "talent": Bite(1.5, "accounting_record", +1),
        "schooling": Bite(30.0, "total_output", +1),
    }


def after(weeks, seeds=range(50), **changes):
    """A world after so many weeks."""
    world = Labour(LabourParameters(**changes), seeds=seeds, collect=False)
    for _ in range(weeks):
        world.step()
    return world


def each_week(weeks, seeds=range(20), **changes):
    """The world after each of so many weeks."""
    world = Labour(LabourParameters(**changes), seeds=seeds, collect=False)
    for _ in range(weeks):
        world.step()
        yield world


# Who becomes what.


@pytest.mark.parametrize("market", ["equal pay", "autarky"])
def test_of_two_identical_workers_each_becomes_an_accountant_with_even_odds_and_whatever_the_other_is(market):
    close = {"substitution": 30.0, "luck": 0.1, "exponent": 0.6}
    world = after(400, range(600), workers=2, market=market, **close)
    first, second = (world.record[0] > world.record[1]).T
    for accountants in (first.sum(), second.sum(), (first == second).sum()):
        assert stats.binomtest(int(accountants), 600).pvalue > 1e-3


def test_with_trade_of_two_identical_workers_one_becomes_the_accountant_and_which_is_even_odds():
    world = after(1000, range(400), workers=2, market="trade", luck=0.1)
    accountant = world.record[0] > world.record[1]
    assert (accountant.sum(axis=-1) == 1).mean() > 0.99
    assert stats.binomtest(int(accountant[:, 0].sum()), 400).pvalue > 1e-3


def test_the_chance_of_the_job_one_is_worse_at_is_the_closed_form():
    # Skill in training is 1.25 ** -1 of that in accounting, and nothing is learned.
    world = after(1, range(2000), workers=10, talent=1.25, luck=0.4, exponent=0.0)
    chance = 0.8 ** (1 / 0.4) / 2
    assert world.done[1].mean() == pytest.approx(chance, abs=4 * np.sqrt(chance * (1 - chance) / 20_000))


FORMS = pytest.mark.long("closed forms, by many runs")
FAR = [pytest.param(*one, marks=FORMS) for one in [(0.1, True), (4.0, False)]]


@pytest.mark.parametrize(("luck", "narrow"), [(0.6, True), (2.0, False), *FAR])
def test_even_odds_tip_where_twice_the_exponent_exceeds_luck(luck, narrow):
    # Long practised in both alike, a tenth more in one: the gap closes or widens as theory says.
    world = Labour(LabourParameters(workers=1, exponent=0.5, luck=luck, half=1.0), seeds=range(400), collect=False)
    world.set_experience(np.broadcast_to([[[110.0]], [[90.0]]], world.experience.shape).copy())
    for _ in range(2000):
        world.step()
    total = world.experience.sum(axis=0)
    assert (np.mean(world.experience[0] / total) > 0.55) == narrow


@pytest.mark.parametrize(("sigma", "widens"), [(0.5, False), (1.0, False), (2.5, False), (3.5, True), (6.0, True)])
def test_alone_the_week_tips_where_the_exponent_times_sigma_less_one_exceeds_one(sigma, widens):
    p = LabourParameters(workers=1, exponent=0.5, luck=0.0, half=1.0, market="autarky", substitution=sigma)
    world = Labour(p, seeds=[0], collect=False)
    world.set_experience(np.array([[[110.0]], [[90.0]]]))
    for _ in range(500):
        world.step()
    assert (world.experience[0].item() / world.experience.sum() > 0.55) == widens


def test_without_learning_nobody_specialises():
    for market in MARKETS:
        assert (after(300, market=market, exponent=0.0).specialisation < 0.2).all()


def test_jobs_are_the_same_in_every_market():
    jobs = [[world.opportunity.copy() for world in each_week(20, market=market)] for market in MARKETS]
    np.testing.assert_array_equal(jobs[0], jobs[1])
    np.testing.assert_array_equal(jobs[0], jobs[2])


def test_one_more_occupation_leaves_the_jobs_of_the_others_as_they_were():
    two, three = (after(9, occupations=number).opportunity for number in (2, 3))
    np.testing.assert_array_equal(three[:2], two)


def test_equal_pay_is_trade_in_goods_that_serve_the_same_need():
    paid, traded = (after(200, market=market, substitution=100.0) for market in ("equal pay", "trade"))
    assert np.mean(paid.specialisation - traded.specialisation) == pytest.approx(0, abs=0.03)
    np.testing.assert_allclose(traded.price[~np.isnan(traded.price)], 1, atol=0.03)


# Accounts that balance every week.

SETTINGS = [
    {},
    {"substitution": 0.5},
    {"substitution": 1.0, "taste": 3.0},
    {"occupations": 5, "substitution": 4.0, "workers": 40},
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_in_trade_what_is_made_is_bought_and_what_is_earned_is_spent(setting):
    sure = 0
    for world in each_week(60, market="trade", **setting):
        sigma, income = world.p.substitution, world.income.sum(axis=-1, keepdims=True)
        everyone = closed.demand(world.price, world.income, world.weights, sigma)
        worthless = income == 0
        made = np.where(worthless, np.nan, world.output)
        bought = everyone.sum(axis=-1, keepdims=True)
        np.testing.assert_allclose(bought, made, rtol=1e-9)
        spent = laws.worth(everyone, world.price)
        np.testing.assert_allclose(spent, np.where(worthless, np.nan, world.income), rtol=1e-9)
        np.testing.assert_allclose(income, laws.utility(world.output, world.weights, sigma), rtol=1e-9)
        sure += (~worthless).sum()
    assert sure > 1000


def test_at_equal_pay_income_is_output():
    for world in each_week(60):
        np.testing.assert_allclose(world.income, world.made.sum(axis=0), rtol=1e-12)


@pytest.mark.parametrize("sigma", [0.5, 1.0, 5.0])
def test_alone_a_week_is_divided_whole_and_what_is_made_is_consumed(sigma):
    for world in each_week(60, market="autarky", substitution=sigma):
        np.testing.assert_allclose(world.done.sum(axis=0), 1, rtol=1e-12)
        np.testing.assert_allclose(world.income, laws.utility(world.made, world.weights, sigma), rtol=1e-12)
        best = laws.autarky_utility(world.ability, world.weights, sigma)
        np.testing.assert_allclose(world.income, best, rtol=1e-9)


@pytest.mark.parametrize("market", MARKETS)
def test_gains_sum_to_welfare_over_that_of_the_unskilled_alone(market):
    for world in each_week(40, market=market):
        total = world.gain_from_practice + world.gain_from_trade
        unskilled = world.opportunity * world.born
        if market == "equal pay":
            raw = (unskilled * world.done).sum(axis=0).mean(axis=-1)
        else:
            raw = laws.autarky_utility(unskilled, world.weights, world.p.substitution).mean(axis=-1)
        np.testing.assert_allclose(total, world.welfare - raw, rtol=1e-9, atol=1e-12)
        if market != "trade":
            assert (world.gain_from_trade == 0).all()


def test_without_learning_all_gain_is_from_trade():
    world = after(100, market="trade", exponent=0.0, substitution=1.0, luck=0.5)
    np.testing.assert_allclose(world.gain_from_practice, 0, atol=1e-12)
    assert np.mean(world.gain_from_trade) > 0


def test_talents_are_worth_trading():
    alike, unlike = (
        after(100, market="trade", exponent=0.0, substitution=0.7, talent=talent, luck=0.1).gain_from_trade.mean()
        for talent in (1.0, (0.25,) * 10 + (4.0,) * 10)
    )
    assert unlike > alike + 0.1


@pytest.mark.long("closed forms, by many runs")
def test_a_good_that_nobody_offers_has_no_price_and_workers_come_back_to_it():
    p = LabourParameters(workers=3, market="trade", substitution=2.0)
    world = Labour(p, seeds=range(5), choose=lambda decision: np.zeros(decision.slack.shape, dtype=int))
    world.run_for(3000)
    assert np.isnan(world.training_price).all()
    assert (world.welfare > 0).all()
    world.choose_rule = None
    world.step()
    assert (world.done[1].sum(axis=-1) == 3).all()


# Occupations that teach each other.


def test_a_graph_of_all_occupations_is_one_relatedness():
    usual = ensemble(Labour, LIVELY, 4, 30, workers=1, progress=False).series
    woven = ensemble(Labour, LIVELY, 4, 30, workers=1, progress=False, related=nx.complete_graph(3)).series
    np.testing.assert_allclose(woven, usual, rtol=1e-9)


def test_who_practises_one_occupation_learns_its_neighbours_by_the_weight_of_the_edge():
    graph = nx.Graph()
    graph.add_edge("accountant", "occupation 3", weight=0.4)
    graph.add_edge("accountant", "personal trainer")
    graph.add_node(3)
    p = LabourParameters(occupations=4, relatedness=0.1, workers=1)
    world = Labour(p, related=graph, choose=lambda decision: np.zeros(decision.slack.shape, dtype=int))
    lived(world, 100)
    np.testing.assert_allclose(world.skill[:, 0, 0], (1 + np.array([100, 10, 40, 0]) / p.half) ** p.exponent)


def test_a_directed_edge_teaches_one_way():
    graph = nx.DiGraph([(0, 1, {"weight": 0.5})])
    for task, skilled in ((0, [1, 1]), (1, [0, 1])):
        world = Labour(related=graph, choose=lambda decision, k=task: np.full(decision.slack.shape, k))
        world.step()
        assert (world.skill[:, 0, 0] > 1).tolist() == [bool(one) for one in skilled]


def test_a_skill_taught_by_neighbours_is_read_back():
    world = Labour(LabourParameters(occupations=4, relatedness=0.3, workers=3), related=nx.path_graph(4))
    lived(world, 50)
    worker = world.agents[1]
    before = worker.experience.copy()
    worker.skill = worker.skill.copy()
    np.testing.assert_allclose(worker.experience, before, rtol=1e-9, atol=1e-9)


def test_a_graph_works_alone_and_in_an_ensemble_alike():
    sets = [LIVELY.but(relatedness=share) for share in (0.0, 0.1, 0.5)]
    graph = nx.path_graph(3)
    _, series = ensemble(Labour, sets, range(3), 30, related=graph, workers=1, progress=False)
    for row, one in enumerate(sets):
        alone = lived(Labour(one, seeds=[row], related=graph), 30)[:, :, 0]
        np.testing.assert_array_equal(of_run(series, row), alone)


# Markets of other sizes.


@pytest.mark.parametrize("market", MARKETS)
def test_many_occupations_and_one_worker_are_the_same_alone_and_in_an_ensemble(market):
    p = LabourParameters(occupations=9, workers=1, market=market)
    world = Labour(p, seeds=range(6), collect=False)
    for _ in range(20):
        world.step()
    for seed in range(6):
        alone = after(20, [seed], **p.model_dump())
        for state in ("experience", "income", "price"):
            np.testing.assert_array_equal(getattr(alone, state)[..., 0, :], getattr(world, state)[..., seed, :])


def test_workers_are_mesa_agents_with_occupations_of_their_own():
    world = Labour(LabourParameters(workers=3, occupations=4))
    world.run_for(5)
    assert world.tasks == ("accountant", "personal trainer", "occupation 3", "occupation 4")
    assert all(isinstance(worker, Worker) and worker.income > 0 for worker in world.agents)
    table = world.datacollector.get_agent_vars_dataframe()
    assert {"skill_accountant", "skill_occupation 4", "task", "income"} <= set(table.columns)
    assert Labour.tasks == ("accountant", "personal trainer")


# What a user can put right.


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"workers": 0}, "workers = 0"),
        ({"occupations": 1}, "occupations = 1 is out of bounds; allowed: a whole number from 2"),
        ({"substitution": 0.0}, "substitution = 0 is out of bounds; allowed: above 0"),
        ({"substitution": float("inf")}, "substitution = inf"),
        ({"market": "barter"}, "market = 'barter' is not valid; allowed: 'equal pay' or 'trade' or 'autarky'"),
        ({"adjustment": 1.0}, "adjustment = 1"),
        ({"luck": -0.1}, "luck = -0.1"),
        ({"taste": 0.0}, "taste = 0"),
        ({"talent": -1.0}, "talent = -1"),
        ({"sigma": 2.0}, "sigma"),
        ({"subsitution": 2.0}, "did you mean 'substitution'"),
    ],
)
def test_wrong_parameters_are_refused(values, message):
    with pytest.raises(UserError, match=message):
        LabourParameters(**values)


def test_workers_of_the_saturating_law_need_schooling():
    with pytest.raises(UserError, match="schooling = 0 leaves workers"):
        Labour(LabourParameters(learning="saturating"))


@pytest.mark.parametrize(
    ("edges", "message"),
    [
        ([("acountant", "personal trainer", {})], "did you mean 'accountant'"),
        ([(0, 2, {})], "2"),
        ([(0, 0, {})], "allowed: edges between two tasks"),
        ([(0, 1, {"weight": 1.0})], "weights from 0 to below 1"),
        ([(0, 1, {"weight": -0.1})], "weights from 0 to below 1"),
        ([(0, 1, {"weight": "close"})], "weights from 0 to below 1"),
        ([(0, 1, {"weight": float("nan")})], "weights from 0 to below 1"),
    ],
)
def test_wrong_graphs_are_refused(edges, message):
    with pytest.raises(UserError, match=message):
        Labour(related=nx.Graph(edges))
