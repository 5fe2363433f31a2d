"""Tables of maps and studies at a small size: their index, columns and types, and some of their rows.

Where a table is another, ``UPDATE_WRITTEN=1 pytest tests/test_tables_as_written.py`` writes the texts anew, to be
looked at.
"""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from as_written import same_as_written

from specialisation_sim import bifurcation, ensemble, measure, observed_map, return_map, story
from specialisation_sim.base.errors import UserError
from specialisation_sim.maps import bifurcations, tilt_and_lock_in
from specialisation_sim.maps.tilt_and_lock_in import maps_of_all
from specialisation_sim.studies import listed, price, reproductions_page, resampling
from specialisation_sim.studies.cases import cases_of
from specialisation_sim.studies.closed_drift import closed_form, path_of, resampling_weight, smallest_weight
from specialisation_sim.studies.price import prices, weigh

WRITTEN = Path(__file__).parent / "written"


def same(name, text):
    same_as_written(WRITTEN / f"tables_{name}.txt", text + "\n")


def told(name, frame):
    """A table in some lines."""
    some = frame.iloc[sorted({0, len(frame) // 3, 2 * len(frame) // 3, len(frame) - 1})] if len(frame) else frame
    index = (
        "0, 1, ..." if isinstance(frame.index, pd.RangeIndex) else f"{type(frame.index).__name__} {frame.index.name}"
    )
    numbers = frame.select_dtypes("number").mean().map("{:.5g}".format)
    return "\n".join(
        [
            f"== {name}: {len(frame)} rows, index {index}",
            ", ".join(f"{column} {kind if kind.kind in 'bifc' else 'words'}" for column, kind in frame.dtypes.items()),
            some.to_csv(index=False, float_format="%.5g").strip(),
            "means " + ", ".join(f"{column} {mean}" for column, mean in numbers.items()),
        ]
    )


def test_maps_are_tables_like_these():
    mapped = return_map("foundation", {"outside": 0.2}, 7, runs=5, seed=3, confidence=0.9, progress=False)
    moved = bifurcation("foundation", lever="selectivity", values=[0.3, 0.1], shares=5, runs=4, seed=2, progress=False)
    band = bifurcation("band", lever="variety", shares=[0.2, 0.8], runs=3, steps=1, progress=False)
    measured = measure("band", "foundation", share=0.6, runs=5, seed=1, confidence=0.9, progress=False)
    set_so = measure("foundation", setting="literature", runs=4, progress=False)
    maps, points = maps_of_all("band", "foundation", shares=5, runs=4, seed=2, progress=False)
    series = ensemble(story("foundation"), None, 3, 9, every=2, progress=False).series
    seen = observed_map(series, "award_share", lag=2, cells=4, confidence=0.9)
    frames = {
        "return map": mapped.table,
        "its points": mapped.points,
        "bifurcation": moved.points,
        "its maps": moved.maps,
    }
    frames |= {"usual values": band.maps, "measure": measured, "in a setting": set_so, "all maps": maps}
    work = return_map("labour", {"workers": 4}, [0.3, 0.6], runs=4, seed=3, steps=20, progress=False)
    frames |= {"map of labour": work.table, "all points": points, "observed": seen}
    lines = [told(name, frame) for name, frame in frames.items()]
    same("maps", "\n".join([*lines, str(moved.turns()), str(moved.undecided()), str(moved[2:])]))


@pytest.mark.parametrize("name", ["foundation", "band", "species"])
def test_policies_are_weighed_in_tables_like_these(name):
    lines = []
    for label, case in cases_of(name).items():
        short = replace(case, steps=min(case.steps, 30), policies=dict(list(case.policies.items())[:3]))
        weighed = weigh(short, runs=4, seed=2, progress=False)
        lines += [told(label, weighed), told("prices", pd.DataFrame(prices(label, short, weighed)))]
        lines += [f"{case.about}; {case.goods}; {case.kinds}; {case.steps} steps; {dict(case.base)}"]
        for policy, made in case.policies.items():
            rules = [getattr(rule, "__name__", type(rule).__name__) for rule in made.rules]
            lines.append(f"{policy}: {made.about} [{made.lever}] {dict(made.changes)} {rules} {list(made.options)}")
    same(f"policies_{name}", "\n".join(lines))


def test_closed_forms_of_drift():
    lines = []
    for name, changes, asked in (
        ("discrete", {"samples": 50}, ((1, None), (3, 9))),
        ("gaussian", {"samples": 50}, ((2, 9),)),
        ("flow", {}, ((1, 9),)),
        ("foundation", {}, ((1, 9),)),
        ("island", {}, ()),
    ):
        kind = story(name)
        form = closed_form(name, kind.Parameters(**changes))
        if form is None:
            lines.append(f"{name}: none")
            continue
        weights = [smallest_weight(form, 0.2, every=every, steps=steps) for every, steps in asked]
        path = path_of(form, np.array([0.0, 0.5 * form.most]), 4, 2)
        lines.append(f"{name}: {form.name} {form.limit} {form.most:.5g} {[f'{each:.5g}' for each in weights]}")
        lines.append("  " + " ".join(f"{each:.5g}" for each in np.ravel(path)))
    lines += [f"{resampling_weight(tolerance, 50, every):.6g}" for tolerance in (0.01, 0.2) for every in (1, 2, 5)]
    same("drift", "\n".join(lines))


def test_resampling_alone(monkeypatch):
    monkeypatch.setattr(resampling, "RUNS", 30)
    lines = []
    for law, drawn, data, free in (
        (resampling.even, False, 40, 9),
        (resampling.ranks, True, 30, 9),
        (resampling.seventy_thirty, False, 20, 1),
        (resampling.ideas, True, 12, 1),
        (None, False, 9, 1),
    ):
        values = resampling.resampled("x", law, drawn, data, free, seed=5)
        named = law.__name__ if law else "normal"
        lines.append(told(f"{named} {values.shape}", resampling.relative(values, free, data)))
    shares = resampling.tokens()
    assert shares.sum() == pytest.approx(1.0)
    lines.append(f"tokens {shares.shape} {shares.max():.5g} {(shares > 0).sum()}")
    same("resampling", "\n".join(lines))


def test_reproductions_are_listed_as_their_sources_say(tmp_path):
    rows = listed.made_anew()["rows"]
    assert rows == listed.listed()
    listed.write_list(tmp_path / "table.json")
    assert json.loads((tmp_path / "table.json").read_text(encoding="utf-8"))["rows"] == rows


def test_a_share_next_is_the_mean_of_runs_that_have_one(monkeypatch):
    shares = [np.array([[[0.5, np.nan, 0.75]], [[np.nan] * 3]]), np.full((2, 1, 3), 0.6)] * 2
    monkeypatch.setattr(tilt_and_lock_in, "following_shares", lambda *given, **more: shares.pop(0))
    table = measure("foundation", story("foundation"), runs=3, progress=False)
    assert table["next"].tolist() == pytest.approx([0.625, np.nan] * 2, nan_ok=True)
    assert table["story"].tolist() == ["foundation"] * 4
    assert table["generations"].tolist() == [2] * 4


def test_levers_have_even_values_that_they_may_take():
    assert bifurcations.lever_values(story("foundation"), "selectivity", [0.3, 0.1, 0.3]) == [0.1, 0.3]
    usual = bifurcations.lever_values(story("foundation"), "selectivity")
    low, high = story("foundation").generation.levers["selectivity"]
    assert (usual[0], usual[-1]) == (low, high)
    assert usual == sorted(usual)


def test_a_gain_compares_runs_that_have_a_value_on_both_sides():
    usual = np.array([2.0, np.nan, 4.0, 1.0, 3.0, 2.0])
    values = np.array([3.0, 9.0, np.nan, 2.0, 3.0, np.nan])
    (gain, low, high), early = price._ratio(values, usual)
    assert early == 0.5
    assert gain == pytest.approx(0.25)
    assert low < gain < high
    difference, first = price._difference(values, usual)
    assert first == 1.0
    assert difference[0] == pytest.approx(0.5)
    assert np.isnan(price._difference(np.full(4, np.nan), np.ones(4))[1])


def test_a_page_of_reproductions_says_where_they_are_smaller(tmp_path):
    name = next(iter(listed.listed()))
    findings = pd.DataFrame({"says": []})
    results = [
        SimpleNamespace(name=name, scale=scale, runs=1234, seconds=90.0, findings=findings) for scale in (1, 0.25)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reproductions_page, "rows", lambda findings: [("s", "1", "2", "HOLDS", "why")])
        reproductions_page.write_page(results, tmp_path / "page.md")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert text.count(", of which 1,234 runs (`--scale 0.25`); ") == 1
    assert text.count("`--scale") == 1
    assert text.count("| s | 1 | 2 | **HOLDS** | why |") == 2
    with pytest.raises(UserError, match="no reproduction to write about"):
        reproductions_page.write_page([], tmp_path / "other.md")
