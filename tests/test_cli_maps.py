"""The commands map and measure: what they print and write, and how they refuse."""

import json

import pandas as pd
import pytest
from test_cli import refused

from specialisation_sim import figures
from specialisation_sim.maps.tilt_and_lock_in import maps_of_all

FEW = ("--shares", 7, "--runs", 4)


def manifest(folder):
    """The manifest, whose files are those that are there."""
    told = json.loads((folder / "manifest.json").read_text())
    assert {*told["files"], "manifest.json"} == {path.name for path in folder.iterdir()}
    return told


def test_a_map_is_printed_and_written(specialise, tmp_path):
    done = specialise("map", "island", *FEW, "--set", "exponent=0.5", "--csv")
    assert done.returncode == 0, done.stderr
    assert "Fixed points of the share of hunting, after a year" in done.stdout
    folder = tmp_path / "results" / "map-island"
    assert manifest(folder)["parameters"]["exponent"] == 0.5
    assert len(pd.read_csv(folder / "return_map.csv")) == 7
    assert (folder / "return_map.svg").is_file()


def test_a_lever_is_moved(specialise, tmp_path):
    words = "--lever selectivity --values 0.1:0.5:3 --out x"
    done = specialise("map", "foundation", *FEW, *words.split())
    assert done.returncode == 0, done.stderr
    told = manifest(tmp_path / "x")
    assert "Starting shares, of 7, at which we cannot tell growth from decline:" in " ".join(done.stdout.split())
    assert (told["lever"], told["values"]) == ("selectivity", [0.1, 0.3, 0.5])
    maps = pd.read_parquet(tmp_path / "x" / "return_maps.parquet")
    assert maps["selectivity"].nunique() == 3
    assert "selectivity" in pd.read_parquet(tmp_path / "x" / "bifurcation.parquet")


@pytest.mark.long("commands at their full size")
def test_the_poster_shows_every_story(specialise, tmp_path):
    done = specialise("map", "--all", *FEW, "--out", "x")
    assert done.returncode == 0, done.stderr
    told, points = manifest(tmp_path / "x"), pd.read_parquet(tmp_path / "x" / "return_maps.parquet")
    assert list(told["parameters"]) == list(points["story"].unique())
    assert (points.groupby("story")["setting"].nunique() == 2).all()
    assert (tmp_path / "x" / "same_picture.png").is_file()


def test_measure_prints_one_table(specialise, tmp_path):
    done = specialise("measure", "island", "foundation", "--runs", 5, "--share", 0.6, "--out", "x")
    assert done.returncode == 0, done.stderr
    assert "starts from 60%" in done.stdout
    assert manifest(tmp_path / "x")["stories"] == ["island", "foundation"]


def test_measure_says_how_many_generations_are_lived(specialise, tmp_path):
    specialise("measure", "island", "foundation", "--runs", 2, "--out", "x")
    table = pd.read_parquet(tmp_path / "x" / "measure.parquet")
    assert table.groupby("story")["generations"].unique().map(list).to_dict() == {"island": [1], "foundation": [2]}


@pytest.mark.long("commands at their full size")
def test_runs_without_a_share_at_the_end_are_told(specialise):
    words = (
        "map species --shares 5 --runs 12 --set hosts=2 --set connectance=1 --set sneeze_year=5 --set sneeze_length=8"
    )
    assert "% of runs had no share at the end and are left out" in specialise(*words.split()).stdout
    assert "had no share" not in specialise("map", "foundation", *FEW).stdout


def test_help_shows_examples(specialise):
    assert "specialise map --all" in " ".join(specialise("map", "--help").stdout.split())
    assert "specialise measure island foundation" in " ".join(specialise("measure", "--help").stdout.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("map", "name a story, or --all of them; stories: island"),
        ("map ilsand", "did you mean 'island'"),
        ("map island --lever exponnt", "unknown lever 'exponnt'; did you mean 'exponent'"),
        ("map island --lever learning", "learning is not a number"),
        ("map island --lever exponent --values 0:9:4", "exponent = 3 is out of bounds; allowed: from 0 to 2"),
        ("map island --lever exponent --values 0:1", "is not A:B:N"),
        ("map island --lever exponent --values 0:1:0", "is not A:B:N"),
        ("map island --lever exponent --values a,b", "is not A:B:N"),
        ("map island --lever foragers", "there is no usual range of foragers"),
        ("map island --values 0:1:3", "--values are of a lever"),
        ("map island --set variaty=1", "did you mean 'variety'"),
        ("map island --set sunny=2", "sunny = 2.0 is out of bounds"),
        ("map island --shares 0", "shares = 0 is not valid"),
        ("map island --runs 0", "runs = 0 is not valid"),
        ("map island --shares 2", "shares = 2 is not valid; allowed: a whole number from 3"),
        ("map --all --runs 1", "runs = 1 is not valid; allowed: a whole number from 2"),
        (f"map island --seed {2**63 - 1}", "a whole number from 0 to below 2**63"),
        ("map island --seed -1", "seed = -1 is not valid"),
        ("map island --all", "--all draws every story as it is"),
        ("measure ilsand", "did you mean 'island'"),
        ("measure --share 1", "share = 1 is out of bounds; allowed: above 0 to below 1"),
        ("measure --runs -3", "runs = -3 is not valid"),
    ],
)
def test_bad_input_is_one_clear_message_and_nothing_is_written(specialise, words, message, tmp_path):
    assert message in refused(specialise(*words.split())).replace("sunny = 2 ", "sunny = 2.0 ")
    assert not list(tmp_path.iterdir())


def test_an_unwritable_folder_is_refused_before_anything_runs(specialise, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr("specialisation_sim.maps.return_maps.ensemble", lambda *words, **options: pytest.fail("it ran"))
    for words in (["map", "island"], ["map", "--all"], ["map", "island", "--lever", "exponent"], ["measure"]):
        assert "cannot write to" in refused(specialise(*words, "--out", "file/x"))


def test_marks_of_the_poster_are_filled_where_stable_and_open_where_not():
    maps, points = maps_of_all("labour", shares=21, runs=20, progress=False)
    figure = figures.same_picture(maps, points)
    (axis,) = [one for one in figure.axes if one.get_visible()]
    open_marks = [line for line in axis.lines if line.get_markerfacecolor() == "white" and len(line.get_xdata())]
    ((x, y),) = [(line.get_xdata()[0], line.get_ydata()[0]) for line in open_marks]
    assert x == y == pytest.approx(0.5, abs=0.02)


def test_the_poster_names_settings_and_shows_every_mark_at_one_place():
    maps, points = maps_of_all("foundation", shares=9, runs=5, progress=False)
    place = {"share": 0.0, "corner": True}
    points = points.iloc[[0, 0, 0]].assign(
        **place, stability=["stable", "undecided", "unstable"], setting="no countervailing force"
    )
    figure = figures.same_picture(maps, points)
    told = {text.get_text() for text in figure.axes[0].texts}
    assert {"selectivity 0.1", "+ outside 0.3"} <= told
    assert "Grey: these runs cannot tell" in figure.texts[-1].get_text()
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "o" and len(line.get_xdata())]
    marks.sort(key=lambda line: line.get_zorder())
    sizes = [line.get_markersize() for line in marks]
    assert sizes == sorted(set(sizes), reverse=True)
    assert marks[-1].get_markerfacecolor() == "white"


def test_a_map_without_fixed_points_is_drawn_and_told():
    maps, points = maps_of_all("island", shares=21, runs=5, progress=False)
    assert figures.same_picture(maps, points.iloc[:0]).axes
    table = maps[maps["setting"] == "no countervailing force"]
    assert figures.one_map(table, points.iloc[:0], share_of="hunting", generation="a year").axes
    none = points.iloc[:0].assign(exponent=0.5)
    drawn = figures.bifurcation_diagram(
        none, table.assign(exponent=0.5), lever="exponent", unit="1", share_of="hunting", title="t"
    )
    assert drawn.axes
