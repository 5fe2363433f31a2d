"""What a story takes besides parameters can be the subject of a claim: in scenarios, planes, maps and audits alike."""

import json
from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from specialisation_sim import Claim, Island, Plane, Scenario, UserError, compare, laws, load_scenario, return_map
from specialisation_sim.claims.audit import audit_claims, probes_of
from specialisation_sim.claims.readings import final
from specialisation_sim.output import write_result
from specialisation_sim.runs.ensembles import Ensemble
from specialisation_sim.runs.options import WhenRun, combined, in_words, option_names
from specialisation_sim.ui import comparing
from specialisation_sim.ui.links import View
from specialisation_sim.ui.pages.question import Question

HUNTED = final("hunting_record")


def fishing(decision):
    """Always the second task."""
    return np.ones(decision.slack.shape, dtype=int)


SMALL = Scenario(
    title="Small",
    question="Is it so?",
    passage="it is so",
    story="island",
    steps=40,
    replicates=40,
    every=5,
    variants={"usual": {"exponent": 1.0}, "own": {"exponent": 1.0}, "dull": {"exponent": 1.0}},
    variant_options={"own": {"choose": fishing}, "dull": {"without": "practise"}},
    claims=[
        Claim(
            "who always fishes hunts less",
            HUNTED,
            of="own",
            versus="usual",
            below=-0.2,
            where=Plane("exponent", (0.0, 1.0), "need", (0.2, 0.4), replicates=2),
        ),
        Claim("without practice skill stays", final("hunting_skill"), of="dull", above=0.99, below=1.01),
    ],
)


def test_each_variant_has_its_own_rule_and_phases():
    result = SMALL.run(progress=False)
    assert [str(finding.verdict) for finding in result.findings] == ["HOLDS", "HOLDS"]
    assert result.mean(HUNTED, "own") == 0
    assert result.planes["who always fishes hunts less"]["holds"].all()


def test_the_same_options_by_hand_give_the_same_bits():
    result = SMALL.run(progress=False, mapped=False)
    by_hand = Island(result.sets["dull"], seeds=result.seeds, without="practise")
    by_hand.run_for(40)
    np.testing.assert_array_equal(result.outcomes["dull"].runs["hunting_record"], by_hand.hunting_record)


def test_options_of_all_variants_and_of_one_go_together():
    both = replace(SMALL, options={"without": ["regrow"]}).run(progress=False, mapped=False, replicates=1)
    assert both.options["dull"] == {"without": ("regrow", "practise")}
    assert both.options["own"] == {"without": ("regrow",), "choose": fishing}
    assert combined({"choose": 1}, {"choose": 2}) == {"choose": 2}


def test_a_network_of_hosts_and_related_occupations_can_be_compared():
    graph = nx.Graph([("oak", "jay"), ("elm", "jay"), ("ash", "tit"), ("elm", "tit")])
    nx.set_node_attributes(graph, {name: int(name in {"jay", "tit"}) for name in graph}, "bipartite")
    for story, values, option in (
        ("species", {"hosts": 3, "lineages": 2}, {"network": graph}),
        ("labour", {"occupations": 3, "relatedness": 0.5}, {"related": nx.path_graph(3)}),
    ):
        found = compare(
            story,
            {"given": values, "usual": values},
            30,
            replicates=2,
            variant_options={"given": option},
            progress=False,
        )
        assert not found.outcomes["given"].runs.equals(found.outcomes["usual"].runs)


@pytest.mark.long("audits and figures of a whole scenario")
def test_an_audit_moves_parameters_around_each_variants_options():
    audit = audit_claims(SMALL, points=3, progress=False)
    assert audit.claims[0].holds == 3
    assert not audit.broken
    assert len(probes_of(SMALL.run(progress=False, mapped=False))) == 3


def test_a_return_map_keeps_out_the_phases_it_was_told_to_and_those_of_learning():
    found = return_map(Island, shares=[0.3, 0.7], runs=3, steps=5, progress=False, without="practise")
    pd.testing.assert_series_equal(found.table["next"], found.table["unlearned"], check_names=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"chose": fishing}, "did you mean 'choose'"),
        ({"without": "practice"}, "did you mean 'practise'"),
        ({"exponent": 1.0}, "exponent is a parameter of Island"),
        ({"workers": 2}, "option of Island 'workers'"),
        ({"seeds": [1]}, "option of Island 'seeds'"),
        ({"weather": [0.2, 7.0]}, "7"),
    ],
)
def test_a_wrong_option_is_refused_before_anything_runs(options, message, monkeypatch):
    monkeypatch.setattr("specialisation_sim.runs.ensembles.ensemble", lambda *_, **__: pytest.fail("something ran"))
    with pytest.raises(UserError, match=message):
        replace(SMALL, variant_options={"dull": options}).run(progress=False)
    with pytest.raises(UserError, match=message):
        SMALL.run(options=options, progress=False)


def test_options_of_a_variant_that_does_not_exist_are_refused():
    with pytest.raises(UserError, match="did you mean 'dull'"):
        replace(SMALL, variant_options={"dul": {}})


def test_a_parameter_without_effect_is_refused_and_what_goes_with_an_option_is_set():
    sky = {"weather": [0.2, 0.9]}
    with pytest.raises(UserError, match="sunny has no effect with the option weather"):
        SMALL.run(options=sky, changes={"sunny": 0.5}, progress=False)
    assert {one.common_sky for one in SMALL.run(options=sky, mapped=False, progress=False).sets.values()} == {1.0}


def test_what_is_read_from_a_file_is_read_when_a_scenario_runs():
    read = []

    def sky():
        read.append("once")
        return [0.2, 0.9]

    waiting = replace(SMALL, options={"weather": WhenRun(sky)})
    assert not read
    waiting.run(mapped=False, progress=False)
    assert read == ["once"]


def test_a_manifest_tells_options_apart(tmp_path):
    write_result(SMALL.run(replicates=2, progress=False), tmp_path)
    kept = json.loads((tmp_path / "manifest.json").read_text())["options"]
    assert kept["usual"] == {}
    assert kept["dull"] == {"without": ["practise"]}
    assert kept["own"]["choose"]["name"].endswith(":fishing")
    assert in_words(np.array([1.0, 2.0])) != in_words(np.array([1.0, 2.5]))
    assert in_words(fishing) != in_words(laws.afford_then_prefer)


def test_options_are_those_that_a_story_says_it_takes():
    assert option_names(Island) == ("weather", "choose", "without")


@pytest.mark.weekly("audits and figures of a whole scenario")
def test_the_browser_compares_variants_with_their_options():
    name = "island-what-narrows"
    scenario = load_scenario(name)
    sets = Question.read(f"scenario={name}&runs=2").sets()
    found = comparing.compared("island", sets, 4, 1095, 365, ["hunting_share"], name)
    theirs = replace(scenario, every=365).run(replicates=4, mapped=False, progress=False)
    middle = found["bands"]["hunting_share"]
    assert list(middle) == list(scenario.variants)
    for variant in scenario.variants:
        values = theirs.outcomes[variant].series["hunting_share"].to_numpy().reshape(4, -1)[:, 1:]
        np.testing.assert_allclose(middle[variant]["middle"][1:], np.nanmedian(values, axis=0), rtol=1e-4)
    assert View.begin("island", name).variant == next(iter(scenario.variants))


def test_runs_of_several_variants_at_once_are_parted_and_numbered_from_zero():
    runs = pd.DataFrame({"run": range(6), "food": [1, 2, 3, 4, 5, 6]})
    series = pd.DataFrame({"run": np.repeat(range(6), 2), "time": [0, 1] * 6, "share": np.arange(12.0)})
    first, second, third = Ensemble(runs, series).parts(3)
    assert second.runs.to_dict("list") == {"run": [0, 1], "food": [3, 4]}
    assert second.series.to_dict("list") == {"run": [0, 0, 1, 1], "time": [0, 1, 0, 1], "share": [4.0, 5.0, 6.0, 7.0]}
    assert first.runs["run"].tolist() == third.runs["run"].tolist() == [0, 1]
