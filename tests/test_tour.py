"""The tour tells seven stops in sixty lines and writes a page that needs nothing else; all scenarios can be resumed."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.claim import Finding, Verdict
from specialisation_sim.cli import everything
from specialisation_sim.registry import STORIES, scenario_names
from specialisation_sim.studies import tour

SMALL = tuple(replace(stop, runs=4) for stop in tour.STOPS if stop.story == "band")
NUMBER = re.compile(r"\d+\.\d %? ?\((exact|95 %: \d+\.\d to \d+\.\d)\)")


@pytest.fixture
def nothing_runs(monkeypatch):
    """Every claim is found to be half true, and no figure shows anything."""
    from matplotlib.figure import Figure

    class Found:
        def __init__(self, stop, seed):
            claims = load_scenario(stop.scenario).claims
            (claim,) = (each for each in claims if each.sentence == stop.claim)
            self.findings = [Finding(claim, 0.5, 0.4, 0.6, Verdict.HOLDS, stop.runs, None)]

    monkeypatch.setattr(tour, "run_stop", Found)
    monkeypatch.setattr(tour, "draw_stop", lambda stop, result: Figure(figsize=(1, 1)))


def test_the_tour_is_the_six_stories_and_slack_in_the_essay_s_order():
    assert [stop.story for stop in tour.STOPS if stop.title != "Slack"] == [
        "generator",
        "foundation",
        "band",
        "labour",
        "island",
        "species",
    ]
    assert {stop.story for stop in tour.STOPS} == set(STORIES)


@pytest.mark.parametrize("stop", tour.STOPS, ids=lambda stop: stop.scenario)
def test_a_stop_is_of_a_claim_in_variants_that_its_scenario_has(stop):
    scenario = load_scenario(stop.scenario)
    (claim,) = (each for each in scenario.claims if each.sentence == stop.claim)
    assert claim.of in stop.variants
    assert not claim.versus or claim.versus in stop.variants
    assert set(stop.variants) <= set(scenario.variants)
    assert 2 <= len(re.findall(r"[.!?](?: |$)", stop.words)) <= 3
    assert stop.again.split()[:2] == ["specialise", "run"]
    assert stop.again.split()[2] in scenario_names()


def test_the_tour_fits_sixty_lines_and_names_each_figure_and_the_page(specialise, nothing_runs, tmp_path):
    done = specialise("tour", "--out", tmp_path / "x")
    lines = done.stdout.splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= max(110, len(str(tmp_path)) + 60)
    assert len(re.findall(r"^\d/7 ", done.stdout, flags=re.MULTILINE)) == len(tour.STOPS)
    assert len(NUMBER.findall(" ".join(done.stdout.split()))) == len(tour.STOPS)
    assert str(tmp_path / "x" / "tour.html") in done.stdout
    for stop, figure in zip(tour.STOPS, re.findall(r"Figure: (.+)", done.stdout), strict=True):
        assert (tmp_path / "x" / "tour" / figure.rpartition("/")[2]).is_file(), stop.title


def test_the_page_holds_its_figures_and_asks_nothing_of_a_network(specialise, nothing_runs, tmp_path):
    specialise("tour", "--out", tmp_path)
    page = (tmp_path / "tour.html").read_text()
    assert page.count("data:image/png;base64,") == len(tour.STOPS)
    assert not re.search(r"https?://|<script|<link", page)
    assert all(f"<h2>{stop.title}</h2>" in page for stop in tour.STOPS)


def test_a_second_tour_replaces_the_first(specialise, nothing_runs, tmp_path):
    specialise("tour", "--out", tmp_path)
    first = sorted(path.name for path in (tmp_path / "tour").iterdir())
    assert specialise("tour", "--out", tmp_path).returncode == 0
    assert sorted(path.name for path in (tmp_path / "tour").iterdir()) == first
    assert json.loads((tmp_path / "tour" / "manifest.json").read_text())["seed"] == 0


def test_stops_run_and_are_drawn_at_the_size_of_a_projector(tmp_path, monkeypatch):
    from PIL import Image

    drawn, draw = [], tour.draw_stop
    monkeypatch.setattr(tour, "draw_stop", lambda *given: drawn.append(draw(*given)) or drawn[-1])
    for visit in tour.visits(tmp_path, stops=SMALL):
        with Image.open(visit.file) as picture:
            assert picture.size == (1280, 720)
        assert NUMBER.search(visit.value)
        assert visit.finding.replicates == 4
    notes = {"bands": "(line: median; shades: half and nine in ten of 4 runs)"}
    for stop, figure in zip(SMALL, drawn, strict=True):
        said = figure.axes[-1].get_xlabel()
        assert said.endswith(notes.get(stop.figure, "(shades: 95 % interval of 4 runs)"))
        assert figure.axes[0].get_ylabel() == stop.axis


@pytest.fixture
def one_by_one(monkeypatch):
    """Scenarios of four runs, done here; a list of those that ran."""
    ran = []

    def do_all(here, there, jobs, workers, done):
        for index, job in enumerate(jobs):
            ran.append(job[0])
            done(index, here(job, None), False)

    whole = load_scenario("band-third-album")
    claims = [replace(claim, where=None) for claim in whole.claims]
    small = {whole.name: replace(whole, replicates=4, maps={}, figures={}, claims=claims)}
    monkeypatch.setattr(everything, "do_all", do_all)
    monkeypatch.setattr(everything, "load_scenario", small.__getitem__)
    return ran


def test_all_scenarios_go_on_where_they_were_stopped(one_by_one, tmp_path, monkeypatch, capsys):
    first = everything.all_scenarios(["band-third-album"], tmp_path, 0)
    again = everything.all_scenarios(["band-third-album"], tmp_path, 0)
    assert one_by_one == ["band-third-album"]
    assert "1 of 1 were there" in capsys.readouterr().out
    assert [tuple(map(str, finding[1:6])) for finding in again] == [tuple(map(str, finding[1:6])) for finding in first]
    everything.all_scenarios(["band-third-album"], tmp_path, 1)  # another seed
    monkeypatch.setattr(everything, "code_of", lambda name: "other code")
    everything.all_scenarios(["band-third-album"], tmp_path, 1)
    (tmp_path / "band-third-album" / "series.parquet").unlink()
    everything.all_scenarios(["band-third-album"], tmp_path, 1)
    assert one_by_one == ["band-third-album"] * 4


@pytest.mark.parametrize(
    ("low", "high", "method", "said"),
    [
        (0.5, 0.5, "exact", "50.0"),
        (0.4, 0.6, "Hall", "95 %: 40.0 to 60.0"),
        (np.nan, np.nan, "none", "no interval: too few runs"),
    ],
)
def test_a_number_says_how_sure_it_is(low, high, method, said):
    stop = next(each for each in tour.STOPS if each.scale == 100)
    finding = Finding(None, 0.5, low, high, Verdict.UNDECIDED, 10, None, method=method)
    value = tour.Visit(stop, finding, Path("x.png")).value
    assert said in value
    assert ("exact" in value) == (method == "exact")
