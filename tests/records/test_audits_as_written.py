"""Whole audits of small records: all that is said, every table, the trends, the page for a board, and the folder."""

import json
from pathlib import Path

import pandas as pd
import pytest
import whole_audits
from as_written import same_as_written
from what_is_drawn import what_is_drawn

from specialisation_sim.output.record_audit import draw_audit, trend_numbers, without_nan, write_audit


def in_turn(record):
    """A record as a parameter, long where its audit looks ahead or has many years."""
    slow = record.__name__ in {"years_ahead", "long_record"}
    return pytest.param(record, id=record.__name__, marks=[pytest.mark.long("whole audits")] if slow else [])


@pytest.mark.parametrize("record", [in_turn(record) for record in whole_audits.RECORDS])
def test_an_audit_is_as_it_was(record):
    same_as_written(Path(__file__).parent / "written" / f"{record.__name__}.txt", whole_audits.written(record))


def headlines(figures):
    return {name: figure.get_suptitle() or figure.axes[0].get_title("left") for name, figure in figures.items()}


@pytest.mark.long("whole audits")
def test_an_audit_is_drawn_from_every_side_that_it_has():
    audited, fit, page = whole_audits.long_record()
    found = headlines(draw_audit(audited, fit, page))
    trend = audited.trends["count"]
    assert found == {
        "effective_number_by_count": "How many things in effect: ours",
        "breadth_by_count": f"{trend.path.capitalize()}; does it tend to narrow? {trend.verdict.capitalize()}",
        "shares_by_count": "What it does, by count: ours",
        "peer": "ours beside theirs",
        "guarantees": "The least diversity that a rule guarantees",
        "return_map": f"What follows on a share: {fit.verdict.lower()}",
    }
    assert list(headlines(draw_audit(audited, fit))) == [name for name in found if name not in {"peer", "guarantees"}]
    audited, fit, page = whole_audits.years_ahead()
    assert headlines(draw_audit(audited, fit, page))["forecast"] == "Ahead: ahead"
    audited, fit, page = whole_audits.quarters()
    assert len(audited.trends["count"].periods) == 1
    assert "breadth_by_count" not in draw_audit(audited, fit, page)


@pytest.mark.parametrize("record", [whole_audits.short_record, whole_audits.quarters])
def test_the_figures_of_an_audit_show_these_numbers(record):
    text = "\n".join(f"{name}\n{what_is_drawn(figure)}" for name, figure in draw_audit(*record()).items())
    same_as_written(Path(__file__).parent / "written" / f"figures_of_{record.__name__}.txt", text)


def test_the_folder_of_an_audit_says_what_made_it(tmp_path, undrawn, monkeypatch):
    monkeypatch.setattr("specialisation_sim.output.record_report.picture", lambda figure, words: f"<p>{words}</p>")
    audited, fit, page = whole_audits.short_record()
    claims = pd.DataFrame({"claim": ["it is so"]})
    options = {"page": page, "report": tmp_path / "board.html"}
    files = write_audit(audited, fit, tmp_path / "x", "csv", claims, **options)
    folder = tmp_path / "x"
    assert {file.name for file in files} == {file.name for file in folder.iterdir()}
    assert files[-1] == folder / "manifest.json"
    assert (folder / "summary.md").read_text(encoding="utf-8") == page.text
    assert pd.read_csv(folder / "findings.csv").equals(claims)
    for name, frame in (("audit", audited.table), ("categories", audited.categories), ("record", audited.record.frame)):
        assert len(pd.read_csv(folder / f"{name}.csv")) == len(frame)
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert text == json.dumps(told, indent=2) + "\n"
    assert told["files"] == [file.name for file in files[:-1]]
    assert {name: told[name] for name in ("audit", "period", "keep_partial", "seed", "draws")} == {
        "audit": "short",
        "period": "year",
        "keep_partial": True,
        "seed": 3,
        "draws": 100,
    }
    assert told["columns"] == {"when": "Day", "what": "Area", "weight": "Paid"}
    assert told["notes"] == list(audited.record.notes)
    assert told["partial"] == dict(audited.record.partial)
    assert told["trends"] == json.loads(json.dumps({by: trend_numbers(trend) for by, trend in audited.trends.items()}))
    assert told["fit"]["verdict"] == fit.verdict
    assert told["fit"]["exponent"] == json.loads(json.dumps(without_nan(fit.exponent._asdict())))
    board = (tmp_path / "board.html").read_text(encoding="utf-8")
    captions = ("<p>Effective number of categories", "<p>Breadth at", "<p>Which categories")
    assert sorted(captions, key=board.index) == list(captions)
    assert without_nan({"a": float("nan"), "b": float("inf"), "c": 1.5, "d": "x", "e": 3}) == {
        **{"a": None, "b": None},
        **{"c": 1.5, "d": "x", "e": 3},
    }
