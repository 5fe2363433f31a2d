"""Scenario scripts: each loads, runs, draws, and says what it tests."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import matplotlib.image
import pandas as pd
import pytest
from axes_say import unsaid
from shared_runs import each_scenario

from specialisation_sim import Claim, Plane, Scenario, UserError, load_scenario
from specialisation_sim.claims.readings import Reading, average, final
from specialisation_sim.output import draw, write_result
from specialisation_sim.registry import scenario_names

NAMES = scenario_names()


@pytest.fixture(scope="module")
def small():
    """A quick scenario with a mapped claim."""
    return Scenario(
        title="Small",
        question="Does it narrow?",
        passage="it narrows",
        story="island",
        name="small",
        variants={"steep": {"exponent": 1.0}, "flat": {"exponent": 0.0}},
        steps=60,
        replicates=12,
        every=5,
        claims=[
            Claim(
                "steep learners hunt more",
                average("hunting_share", 31, 60),
                of="steep",
                versus="flat",
                above=0.0,
                where=Plane("sunny", (0.6, 0.9), "exponent", (0.0, 1.0), both=False, replicates=6),
            ),
        ],
    )


def test_the_promised_scenarios_are_there():
    promised = {"every-day", "game-runs-out", "slack", "many-foragers", "seattle"}
    assert {f"island-{name}" for name in promised} <= set(NAMES)


@each_scenario
def test_scenario_runs_and_draws(name, at_seed_0):
    result = at_seed_0(name)
    scenario = result.scenario
    assert len(result.findings) == len(scenario.claims) > 0
    assert len(result.runs) == getattr(scenario, "replicates", 0) * len(scenario.variants)
    if scenario.maps:  # they take no part in a claim, and are small with few runs
        result = replace(result, maps=replace(scenario, claims=()).run(replicates=3, progress=False).maps)
    for figure in draw(result).values():
        figure.canvas.draw()
        assert any(axis.lines or axis.collections or axis.images for axis in figure.axes)
        assert list(unsaid(figure)) == []


@pytest.mark.parametrize("name", NAMES)
def test_scenario_says_what_it_asks_and_tests(name):
    scenario = load_scenario(name)
    assert scenario.question.endswith("?")
    assert len(scenario.passage) > 30
    assert all(not claim.sentence.startswith(".") and len(claim.sentence) > 10 for claim in scenario.claims)
    sentences = [claim.sentence for claim in scenario.claims]
    assert len(set(sentences)) == len(sentences)


def test_variants_share_their_luck(small):
    same = Scenario(**{**vars(small), "variants": {"one": {}, "two": {}}, "claims": []}).run(progress=False)
    one, two = (same.outcomes[name].series for name in ("one", "two"))
    pd.testing.assert_frame_equal(one, two)


def test_plane_at_the_scenarios_own_point_repeats_its_estimate(small):
    result = small.run(replicates=6, progress=False)
    (plane,) = result.planes.values()
    base = {**small.variants["steep"], "sunny": 0.9, "exponent": 1.0}
    alone = Scenario(**{**vars(small), "variants": {"steep": base, "flat": small.variants["flat"]}})
    expected = alone.run(replicates=6, mapped=False, progress=False).findings[0].estimate
    point = plane[(plane.sunny == 0.9) & (plane.exponent == 1.0)]
    assert point["estimate"].item() == pytest.approx(expected)
    assert result.findings[0].holds_in == plane["holds"].mean()


def test_a_plane_without_effect_holds_nowhere(small):
    (plane,) = small.run(progress=False).planes.values()
    flat = plane[plane.exponent == 0.0]
    assert flat[flat.sunny == 0.6]["holds"].tolist() == [False]


def test_changes_apply_to_all_variants_and_are_checked(small):
    result = small.run(replicates=2, changes={"sunny": 0.9}, mapped=False, progress=False)
    assert {one.sunny for one in result.sets.values()} == {0.9}
    with pytest.raises(UserError, match="did you mean 'sunny'"):
        small.run(changes={"suny": 0.9})
    with pytest.raises(UserError, match="replicates = 0"):
        small.run(replicates=0)


def test_a_weather_record_is_refused_by_other_stories(small):
    with pytest.raises(UserError, match="unknown option of Foundation"):
        Scenario(**{**vars(small), "story": "foundation", "variants": {"usual": {}}}).run(options={"weather": [0.5]})


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_result_is_written_whole(small, tmp_path, form):
    result = small.run(replicates=4, progress=False)
    files = write_result(result, tmp_path / "out", form)
    assert {path.name for path in files} == {path.name for path in (tmp_path / "out").iterdir()}
    read = pd.read_parquet if form == "parquet" else pd.read_csv
    pd.testing.assert_frame_equal(read(tmp_path / "out" / f"series.{form}"), result.series, check_dtype=False)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["parameters"]["steep"]["exponent"] == 1.0
    assert manifest["seeds"] == {"first": 0, "number": 4}
    assert set(manifest["files"]) == {path.name for path in files} - {"manifest.json"}
    picture = matplotlib.image.imread(tmp_path / "out" / "where_1.png")
    assert picture.std() > 0.05


@pytest.mark.long("audits and figures of a whole scenario")
def test_same_result_same_figure_bytes(small, tmp_path):
    for name in ("one", "two"):
        write_result(small.run(replicates=4, progress=False), tmp_path / name)
    for ending in ("png", "svg"):
        assert (tmp_path / "one" / f"where_1.{ending}").read_bytes() == (
            tmp_path / "two" / f"where_1.{ending}"
        ).read_bytes()


def test_unknown_scenario_and_bad_script(tmp_path):
    with pytest.raises(UserError, match="did you mean 'island-slack'"):
        load_scenario("island-slak")
    with pytest.raises(UserError, match="no script at"):
        load_scenario(str(tmp_path / "none.py"))
    (tmp_path / "empty.py").write_text("x = 1\n")
    with pytest.raises(UserError, match="defines no `scenario`"):
        load_scenario(str(tmp_path / "empty.py"))


@pytest.mark.long("processes of their own")
def test_script_runs_by_itself(tmp_path):
    script = Path(__file__).parent.parent / "scenarios" / "chain_verification.py"
    command = [sys.executable, str(script), "--replicates", "2", "--out", str(tmp_path), "--set", "samples=50"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Without a verifier a" in done.stdout
    assert (tmp_path / "manifest.json").is_file()


def test_readings_name_their_observable():
    assert isinstance(final("living"), Reading)
    assert final("living").observable == "living"


@pytest.mark.weekly("claims at other seeds")
@each_scenario
def test_verdicts_do_not_hang_on_the_seeds(name, at_seed_0):
    """A quarter as many runs at other seeds give no opposite verdict: none that held fails, none that failed holds."""
    scenario, first = load_scenario(name), at_seed_0(name).findings
    fewer = max(10, getattr(scenario, "replicates", 0) // 4)
    second = scenario.run(replicates=fewer, seed=10_000, mapped=False, progress=False).findings
    for one, other in zip(first, second, strict=True):
        assert {one.verdict, other.verdict} != {"HOLDS", "FAILS"}, one.claim.sentence
