"""The sources' figures, reproduced: the table of sources, the runner, the command and the page."""

import json
from dataclasses import replace

import pytest
from test_cli import refused

from specialisation_sim import UserError
from specialisation_sim.claims.claim import Verdict
from specialisation_sim.output import draw
from specialisation_sim.registry import story as chain
from specialisation_sim.studies import as_scenario, reproduce
from specialisation_sim.studies.reproduction import Fact, duration
from specialisation_sim.studies.reproductions_page import read_written, rows, write_page
from specialisation_sim.studies.sources import REPRODUCTIONS

SMALL = {
    "mixture": {"samples": 40},
    "text": {"blocks": 12, "vocabulary": 60},
    "autoencoder": {"samples": 100, "hidden": 8, "updates": 10},
    "ring-flow": {"samples": 100, "hidden": 8, "updates": 10, "batch": 32},
    "gan": {"hidden": 8, "updates": 5, "batch": 32},
}
"""Parameters that make a run short and change none of its pictures' kinds."""


@pytest.mark.parametrize("name", REPRODUCTIONS)
def test_facts_read_what_there_is(name):
    one = REPRODUCTIONS[name]
    recorded = {*range(0, one.steps + 1, one.every), one.steps}
    assert one.facts
    assert one.pictures
    assert one.seconds > 0
    for fact in one.facts:
        assert {fact.of, fact.versus or fact.of} <= set(one.variants)
        assert fact.reads in chain(one.story).observed
        assert {fact.at or 0, fact.since or 0} <= recorded
        assert fact.value
        assert any(bound is not None for bound in fact.bounds)


@pytest.mark.parametrize("name", REPRODUCTIONS)
def test_pictures_are_drawn(name):
    scenario = replace(as_scenario(name), claims=(), every=1)
    steps = 20 if scenario.story in {"discrete", "mixture"} else 3
    changes = SMALL.get(scenario.story, {})
    drawn = draw(replace(scenario, steps=min(steps, scenario.steps)).run(replicates=2, changes=changes, progress=False))
    assert set(drawn) == set(REPRODUCTIONS[name].pictures)
    assert all(any(axis.has_data() for axis in figure.axes) for figure in drawn.values())


def test_bounds_are_around_a_value_of_either_sign():
    assert Fact("x", "2", "a", "b", near=2.0, within=0.1).bounds == pytest.approx((1.8, 2.2))
    assert Fact("x", "-2", "a", "b", near=-2.0, within=0.1).bounds == pytest.approx((-2.2, -1.8))
    assert Fact("x", "many", "a", "b", above=3.0).bounds == (3.0, None)


@pytest.fixture(scope="module")
def estimator(tmp_path_factory):
    """A twentieth of the runs of figure 12, and where they are."""
    folder = tmp_path_factory.mktemp("reproduced") / "reproduce-figure-12"
    seen = []
    return reproduce("figure-12", folder, scale=0.05, progress=lambda *all_of_it: seen.append(all_of_it)), folder, seen


@pytest.mark.long("commands at their full size")
def test_what_the_source_says_stands_beside_what_came_out(estimator):
    done, folder, _ = estimator
    one, two, three = done.result.findings
    assert one.verdict is Verdict.FAILS
    assert Verdict.FAILS not in {two.verdict, three.verdict}
    assert two.low < 0.00024899 < two.high
    told = rows(read_written(folder).findings)
    assert [row[1] for row in told] == ["0.00024899", "0.00024899", "0.0798"]
    assert "E8" in told[0][4]
    assert told[2][4] == ""


def test_the_manifest_tells_size_and_time(estimator):
    done, folder, _ = estimator
    told = json.loads((folder / "manifest.json").read_text())
    assert (told["reproduction"], told["scale"], told["seeds"]["number"]) == ("figure-12", 0.05, 500)
    assert told["seconds"] == pytest.approx(done.seconds, abs=0.1)
    assert {*told["files"], "manifest.json"} == {path.name for path in folder.iterdir()}
    assert {"findings.parquet", "error.png", "error.svg", "runs.parquet", "series.parquet"} <= set(told["files"])


def test_one_bar_goes_over_all_variants(estimator):
    _, _, seen = estimator
    amounts = [done for done, _ in seen]
    assert amounts == sorted(amounts)
    assert seen[-1] == (6 * 500, 6 * 500)


def test_the_page_shows_every_row(estimator, tmp_path):
    written = read_written(estimator[1])
    write_page([written], tmp_path / "page.md")
    page = (tmp_path / "page.md").read_text()
    assert page.count("| **FAILS** |") == 1
    assert "of which 500 runs (`--scale 0.05`)" in page
    assert "| Mean that is estimated from ten million data | 0.00024899 |" in page
    with pytest.raises(UserError, match="no reproduction to write about"):
        write_page([], tmp_path / "page.md")


@pytest.mark.long("audits and figures of a whole scenario")
def test_frames_of_either_format_are_read(tmp_path):
    for form in ("csv", "parquet"):
        reproduce("reflow", tmp_path / form, scale=0.02, form=form, progress=False)
    one, other = (rows(read_written(tmp_path / form).findings) for form in ("csv", "parquet"))
    assert one == other


@pytest.mark.parametrize("seconds", [(0, "not measured"), (8.2, "8 s"), (99, "99 s"), (150, "2 min"), (2400, "40 min")])
def test_durations(seconds):
    assert duration(seconds[0]) == seconds[1]


def test_reproductions_are_listed(specialise):
    done = specialise("reproduce")
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in REPRODUCTIONS)
    assert "takes about" in done.stdout
    whole = duration(sum(one.seconds for one in REPRODUCTIONS.values()))
    assert f"All together take about {whole}. Times are rough" in " ".join(done.stdout.split())


@pytest.mark.long("commands at their full size")
def test_a_reproduction_is_run_and_put_on_the_page(specialise, tmp_path):
    done = specialise("reproduce", "reflow", "--scale", 0.02, "--csv", "--docs", "page.md")
    assert done.returncode == 0, done.stderr
    assert "0.514" in done.stdout
    assert (tmp_path / "results" / "reproduce-reflow" / "findings.csv").is_file()
    assert "## reflow" in (tmp_path / "page.md").read_text()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["figure-77"], "unknown reproduction 'figure-77'; did you mean 'figure-7'?"),
        (["figure-12", "--scale", "0"], "scale = 0 is out of bounds; allowed: above 0 to 1"),
        (["figure-12", "--scale", "nan"], "scale = nan is out of bounds"),
        (["figure-12", "--seed", "-1"], "seed = -1 is not valid"),
        (["figure-12", "--all"], "give a name or --all"),
        (["--out", "x"], "--out is the folder of one reproduction"),
        (["--scale", "0.5"], "--scale needs the name of a reproduction, or --all"),
        (["--docs", "page.md", "--seed", "1"], "--seed needs the name of a reproduction"),
        (["--csv"], "--csv needs the name of a reproduction"),
        (["--docs", "page.md"], "no reproduction to write about"),
    ],
)
def test_bad_input_is_one_clear_message(specialise, words, message, tmp_path):
    assert message in refused(specialise("reproduce", *words))
    assert not list(tmp_path.iterdir())


def test_a_folder_of_something_else_is_no_reproduction(tmp_path):
    with pytest.raises(UserError, match="holds no reproduction that can be read"):
        read_written(tmp_path)
