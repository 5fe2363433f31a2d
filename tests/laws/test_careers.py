"""Workers who look ahead: their index against quadrature by hand, and against exact dynamic programming."""

import numpy as np
import pytest
from long_tests import but_first

from specialisation_sim import Labour, UserError, laws
from specialisation_sim.laws.rules.careers import taken, value_of_practice

HALF = 50.0


def test_shares_and_qualities_are_those_of_many_jobs():
    worth, extra, luck = np.array([1.0, 1.1, 0.8]), np.array([0.1, 0.0, 0.2]), 0.4
    jobs = np.random.default_rng(1).random((3, 200_000)) ** luck
    best = (jobs * worth[:, None] + extra[:, None]).argmax(axis=0)
    share, quality = taken(worth[:, None, None], extra[:, None, None], luck)
    for task in range(3):
        mine = best == task
        assert share[task].item() == pytest.approx(mine.mean(), abs=0.01)
        assert quality[task].item() == pytest.approx((jobs[task] * mine).mean(), abs=0.01)


def test_two_equal_occupations_are_worth_the_same_and_the_practised_one_more():
    learning, jobs = laws.Learning("power", 1.0, HALF, 0.5), laws.Jobs(0.25)
    even = np.full((2, 1, 1), 20.0)
    value = value_of_practice(even, (1 + even / HALF) ** 0.5, 0.99, learning, jobs)
    assert value[0].item() == pytest.approx(value[1].item())
    lean = np.array([[[25.0]], [[20.0]]])
    value = value_of_practice(lean, (1 + lean / HALF) ** 0.5, 0.99, learning, jobs)
    assert value[0] > value[1]


def test_an_occupation_that_brings_nothing_is_never_taken_and_no_number_is_too_large():
    worth, extra = np.array([1e3, 0.0]), np.array([1e20, 0.0])
    share, _ = taken(worth[:, None, None], extra[:, None, None], 0.4)
    assert share.ravel().tolist() == pytest.approx([1.0, 0.0])


def test_what_pays_more_is_worth_more_practice():
    learning, even = laws.Learning("power", 1.0, HALF, 0.5), np.full((2, 1, 1), 20.0)
    pay = np.array([1.0, 1.3]).reshape(2, 1, 1)
    value = value_of_practice(even, (1 + even / HALF) ** 0.5, 0.99, learning, laws.Jobs(0.25, pay))
    assert value[1] > value[0]


def recovered(exponent, luck, foresight=0.98, weeks=200, points=40):
    """Share of the price of myopia that the index saves a worker at equal pay, by exact dynamic programming.

    The state after t weeks is the number n spent in the first occupation. Jobs are integrated over draws of the first
    one at many nodes; the second one's are in closed form.
    """
    nodes, weights = np.polynomial.legendre.leggauss(points)
    job, weights = ((nodes + 1) / 2) ** luck, weights / 2
    mean = 1 / (1 + luck)

    def day(skill, lead, future):
        """Worth of a week in which the first is taken where job s_0 + lead >= other job s_1."""
        limit = np.clip((job[:, None] * skill[0] + lead) / skill[1], 0, 1)
        first = limit ** (1 / luck)  # chance that the other job is no better
        other = mean * (1 - limit ** (1 / luck + 1))
        today = weights @ (job[:, None] * skill[0] * first + skill[1] * other)
        share = weights @ first
        return today, today + share * future[1] + (1 - share) * future[0]

    def value(kind):
        to_come = None
        for week in range(weeks, -1, -1):
            n = np.arange(week + 1.0)
            experience = np.stack([n, week - n])[:, None]
            skill = (1 + experience / HALF) ** exponent
            if to_come is None:  # for ever after as in this week
                to_come = day(skill[:, 0], np.zeros_like(n), (0 * n, 0 * n))[0] / (1 - foresight)
                continue
            future = foresight * to_come[:-1], foresight * to_come[1:]
            lead = np.zeros_like(n)
            if kind == "index":
                learning = laws.Learning("power", 1.0, HALF, exponent)
                worth = value_of_practice(experience, skill, foresight, learning, laws.Jobs(luck))[:, 0]
                lead = worth[0] - worth[1]
            elif kind == "best":
                lead = future[1] - future[0]
            to_come = day(skill[:, 0], lead, future)[1]
        return to_come[0]

    best, index, myopic = value("best"), value("index"), value("myopic")
    assert best > myopic
    return (index - myopic) / (best - myopic)


@pytest.mark.parametrize(
    ("exponent", "luck", "least"), but_first("exponents and hazards", [(0.32, 0.25, 0.7), (1.0, 0.5, 0.9)])
)
def test_the_index_recovers_most_of_a_worker_s_price_of_myopia(exponent, luck, least):
    # From an even start it cannot see to which side luck will take her: it counts on doing half of each.
    assert least <= recovered(exponent, luck) <= 1 + 1e-9


def test_who_looks_ahead_at_work_narrows_more():
    narrow = []
    for foresight in (0.0, 0.99):
        world = Labour({"foresight": foresight}, seeds=range(20), collect=False)
        world.run_for(100)
        narrow.append(world.specialisation.mean())
    assert narrow[1] > narrow[0] + 0.05


def test_the_index_by_name_is_that_of_foresight():
    worlds = [
        Labour({"market": "trade", "foresight": 0.997}, seeds=range(3), choose=rule, collect=False)
        for rule in (None, "index")
    ]
    for world in worlds:
        world.run_for(30)
    np.testing.assert_array_equal(worlds[0].record, worlds[1].record)


def test_who_knows_nothing_of_what_is_to_come_cannot_look_ahead():
    from specialisation_sim import Band

    with pytest.raises(UserError, match="island and labour"):
        Band(choose="index").step()
