"""The price of narrowing: its numbers by hand, its families, its command and its pages."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from specialisation_sim import Foundation, Labour, UserError
from specialisation_sim.laws.rules import RULES
from specialisation_sim.model.asking import Cast
from specialisation_sim.studies.cases import CASES, ONE_EACH, cases_of
from specialisation_sim.studies.price import _ratio, best_of, prices, weigh
from specialisation_sim.studies.stated import AS_IT_IS, LEVERS, Case, Policy, earned

SMALL = {"proposals": 50}
RUNS, YEARS = 6, 3


def two_policies(**more):
    from specialisation_sim.claims.readings import final

    policies = {AS_IT_IS: Policy("as it is"), "all fenced": Policy("", "ring fence", {"ring_fence": 1.0})}
    read = final("quality_funded"), final("effective_domains")
    return Case("foundation", "", SMALL, YEARS, policies, *read, "quality", "domains", **more)


def test_gains_are_paired_by_seed_and_reported_on_the_second_half():
    table = weigh(two_policies(), runs=RUNS, progress=False).set_index("policy")
    quality, domains = np.zeros((2, RUNS)), np.zeros((2, RUNS))
    for k, fence in enumerate((0.0, 1.0)):
        world = Foundation({**SMALL, "ring_fence": fence}, seeds=range(RUNS), collect=False)
        world.run_for(YEARS)
        quality[k], domains[k] = world.quality_funded, world.effective_domains
    late = slice(RUNS // 2, None)
    apart = (quality[1] - quality[0])[late]
    gain = apart.mean() / quality[0, late].mean()
    row = table.loc["all fenced"]
    assert row["gain"] == pytest.approx(gain)
    left = apart - gain * quality[0, late]
    half = 4.302653 * left.std(ddof=1) / np.sqrt(3) / quality[0, late].mean()  # Student's t of two degrees of freedom
    assert (row["gain_low"], row["gain_high"]) == pytest.approx((gain - half, gain + half))
    assert row["wider"] == pytest.approx((domains[1] - domains[0])[late].mean())
    assert row["gain_first"] == pytest.approx((quality[1] - quality[0])[:3].mean() / quality[0, :3].mean())
    assert table.loc[AS_IT_IS, ["gain", "gain_low", "gain_high", "wider"]].tolist() == [0, 0, 0, 0]


def test_the_best_is_chosen_on_other_seeds_than_it_is_reported_on():
    table = pd.DataFrame({"policy": ["a", "b"], "gain": [0.5, 0.1], "gain_first": [0.1, 0.5]})
    assert best_of(table, "gain")["policy"] == "b"


def test_one_alone_and_all_together_are_two_questions():
    policies = {AS_IT_IS: Policy(""), "variety": Policy("", rules=(RULES["variety"],))}
    base = {"workers": 4, "market": "trade", "substitution": 0.5}
    case = Case("labour", "", base, 30, policies, earned, lambda runs, series: np.zeros(len(runs)), "", "", 4, True)
    table = weigh(case, runs=4, progress=False).set_index("policy")
    means = {}
    for name, who in {"as it is": [1] * 4, "all": [0] * 4, "lone": [0, 1, 1, 1]}.items():
        cast = Cast([RULES["variety"], RULES["best"]], np.array(who))
        world = Labour(base, seeds=range(4), choose=cast, collect=False)
        income = np.zeros((4, 4))
        for _ in range(30):
            world.step()
            income += world.income
        means[name] = income[2:].mean(axis=0)
    row = table.loc["variety"]
    assert row["gain"] == pytest.approx(means["all"].mean() / means["as it is"].mean() - 1)
    assert row["own"] == pytest.approx(means["lone"][0] / means["as it is"][0] - 1)
    assert [found["who"] for found in prices("x", case, table.reset_index())] == ["each alone", "all together"]


def test_half_and_half_keep_to_one_occupation_each():
    options = CASES["trade"].options(ONE_EACH)
    world = Labour({"market": "trade", "workers": 20}, seeds=[1], collect=False, **options)
    world.run_for(3)
    assert world.record[0, 0].tolist() == [3.0, 0.0] * 10


def test_families_have_what_is_done_as_it_is_and_levers_that_are_named():
    for case in CASES.values():
        assert next(iter(case.policies)) == AS_IT_IS
        assert {policy.lever for policy in case.policies.values()} <= {"", *LEVERS}
    assert {policy.lever for case in CASES.values() for policy in case.policies.values()} == {"", *LEVERS}


def test_every_story_has_a_case():
    from specialisation_sim.stories import STORIES

    assert {case.story for case in CASES.values()} == set(STORIES)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: weigh(two_policies(), runs=3), "runs = 3 is not valid; allowed: a whole number from 4"),
        (lambda: weigh(two_policies(), changes={"propsals": 3}, runs=4), "proposals"),
        (lambda: cases_of("discrete"), "unknown story with policies 'discrete'"),
    ],
)
def test_bad_input_is_refused(call, said):
    with pytest.raises(UserError, match=said):
        call()


@pytest.mark.long("commands at their full size")
def test_the_command_prints_prices_and_levers_and_writes_them(specialise, tmp_path):
    done = specialise(*["optimum", "generator", "--runs", "4", "--out", "x", "--csv"])
    assert done.returncode == 0, done.stderr
    assert "outside data 50%" in done.stdout
    found = pd.read_csv(tmp_path / "x" / "policies.csv")
    assert list(found["policy"]) == list(CASES["generator"].policies)
    assert (tmp_path / "x" / "levers.png").is_file()


# The pages.


def test_the_pages_tables_are_of_todays_cases_and_what_they_say():
    import price_regions

    kept = price_regions.weighed()
    assert {name: [row["policy"] for row in rows] for name, rows in kept["policies"].items()} == {
        name: list(case.policies) for name, case in CASES.items()
    }
    again = weigh(CASES["generator"], runs=4, progress=False)  # nothing is left to luck
    for row, now in zip(kept["policies"]["generator"], again.to_dict("records"), strict=True):
        assert row["gain"] == pytest.approx(now["gain"], abs=1e-5)
        assert row["wider"] == pytest.approx(now["wider"], abs=1e-5)


def test_a_ratio_leaves_out_runs_without_a_value_on_either_side():
    values, usual = np.array([[2.0, 3.0, 5.0, 7.0, np.nan, 4.0, 3.0, 1.0], [1.0, 2.0, 2.0, 4.0, 3.0, np.nan, 2.0, 1.5]])
    (gain, low, high), early = _ratio(values, usual)
    kept = [0, 1, 2, 3, 6, 7]  # the first half, and what is there of the second
    assert early == pytest.approx((17 - 9) / 9)
    apart = values[kept][4:] - usual[kept][4:]
    assert gain == pytest.approx(apart.mean() / 1.75)
    error = (apart - gain * usual[kept][4:]).std(ddof=1) / 1.75 / np.sqrt(2)
    assert (high - gain) / error == pytest.approx(stats.t.ppf(0.975, 1))
    assert low == pytest.approx(2 * gain - high)
