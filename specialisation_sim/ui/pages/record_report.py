"""What an audit found, on the page of records: curves with intervals, and what they say in words."""

from __future__ import annotations

from html import escape
from typing import Any

import solara

from .. import charts, ensemble_charts
from ..history import numbers
from ..links import table
from ..widgets import Chart, Save
from .shared import moves

SHOWN = (
    ("hill_1", "Effective number of categories", ""),
    ("modal_share", "Share of the largest category", "share"),
)
"""Columns of the table of an audit that are drawn, with title and unit."""


@solara.component
def Report(report: dict[str, Any], name: str) -> None:
    """Curves with intervals, and what they say in words."""
    dark = solara.lab.use_dark_effective()
    file, keep = solara.use_state(None)

    def save(kind: str) -> None:
        if kind == "report":
            keep({"name": "audit.html", "text": report["report"], "kind": "text/html", "number": moves()})
            return
        frame = report["table"]
        columns = {head: frame[head].tolist() for head in frame.columns}
        keep({"name": "audit.csv", "text": table(columns), "kind": "text/csv", "number": moves()})

    with solara.Div(classes=["column"]):
        with solara.Div(classes=["line", "between"]):
            solara.HTML("h1", unsafe_innerHTML=escape(name))
            Save(items=[("csv", "Table as CSV"), ("report", "Report as a page")], file=file, event_ask=save)
        solara.HTML("div", classes=["soft"], unsafe_innerHTML=charts.key([f"by {by}" for by in report["by"]]))
        Curves(report, dark)
        solara.HTML("div", classes=["card", "summary"], unsafe_innerHTML=summary_html(report["summary"]))


@solara.component
def Curves(report: dict[str, Any], dark: bool) -> None:
    """Breadth against drift, effective number and largest share over periods."""
    with solara.Div(classes=["grid"]):
        for by, path in report["paths"].items():
            times, bands = drift_bands(path)
            title = f"Breadth{' and drift' if len(bands) > 1 else ''}, by {by}"
            with solara.Div(classes=["card"]):
                solara.HTML("div", classes=["soft"], unsafe_innerHTML=charts.key(list(bands)))
                Chart(
                    option=ensemble_charts.bands(times, bands, title=title, clock=report["period"]),
                    name=title,
                    words=charts.sentence({name: band["middle"] for name, band in bands.items()}, ""),
                    height="240px",
                    dark=dark,
                )
        for title, (times, bands) in further_bands(report).items():
            with solara.Div(classes=["card"]):
                solara.HTML("div", classes=["soft"], unsafe_innerHTML=charts.key(list(bands)))
                Chart(
                    option=ensemble_charts.bands(times, bands, title=title, clock=report["period"]),
                    name=title,
                    words=charts.sentence({name: band["middle"] for name, band in bands.items()}, ""),
                    height="240px",
                    dark=dark,
                )
        for column, title, unit in SHOWN:
            times, bands = bands_of(report, column)
            with solara.Div(classes=["card"]):
                Chart(
                    option=ensemble_charts.bands(times, bands, title=title, clock=report["period"], unit=unit),
                    name=title,
                    words=charts.sentence({by: band["middle"] for by, band in bands.items()}, ""),
                    height="240px",
                    dark=dark,
                )


def bands_of(report: dict[str, Any], column: str) -> tuple[list[Any], dict[str, Any]]:
    """Periods, and for each way of weighing a column with its interval."""
    frame = report["table"]
    frame = frame[frame["used"]]
    periods = list(dict.fromkeys(frame["period"].tolist()))
    bands = {}
    for by in report["by"]:
        rows = frame[frame["by"] == by].set_index("period").reindex(periods)
        low, middle, high = (numbers(rows[f"{column}{end}"].to_numpy(dtype=float)) for end in ("_low", "", "_high"))
        bands[f"by {by}"] = {"low": low, "middle": middle, "high": high}
    return periods, bands


def drift_bands(path: Any) -> tuple[list[Any], dict[str, Any]]:
    """The record, and the band that drift alone would make."""
    hill, low, middle, high = (
        numbers(path[name].to_numpy(dtype=float)) for name in ("number", "drift_low", "drift_middle", "drift_high")
    )
    bands = {"the record": {"low": hill, "middle": hill, "high": hill}}
    if path["drift_low"].notna().any():
        bands["drift alone"] = {"low": low, "middle": middle, "high": high}
    return path["period"].tolist(), bands


def further_bands(report: dict[str, Any]) -> dict[str, tuple[list[Any], dict[str, Any]]]:
    """Another organisation beside this one, and the forecast, where they were asked for: periods and bands by title."""
    drawn = {}
    peer, ahead = report["peer"], report["forecast"]
    if peer is not None:
        lines = {}
        for name, words in (("own", "this organisation"), ("peer", "the other")):
            line = numbers(peer[name].to_numpy(dtype=float))
            lines[words] = {"low": line, "middle": line, "high": line}
        drawn["Breadth beside another organisation"] = peer["period"].tolist(), lines
    if ahead is not None:
        seen, low, middle, high = (
            numbers(ahead[name].to_numpy(dtype=float)) for name in ("seen", "low", "middle", "high")
        )
        lines = {
            "the record": {"low": seen, "middle": seen, "high": seen},
            "forecast, 90 of 100": {"low": low, "middle": middle, "high": high},
        }
        drawn["Breadth ahead"] = ahead["period"].tolist(), lines
    return drawn


def summary_html(text: str) -> str:
    """A summary in plain Markdown as HTML: headings, lists and bold, and nothing that a file could smuggle in."""
    parts: list[str] = []
    for line in escape(text).splitlines():
        words = "".join(f"<b>{part}</b>" if k % 2 else part for k, part in enumerate(line.split("**")))
        if words.startswith("#"):
            parts.append("" if words.startswith("# ") else f"<h2>{words.lstrip('# ')}</h2>")
        elif words.startswith("- "):
            parts.append(f"<ul><li>{words[2:]}</li></ul>")
        elif words.strip():
            parts.append(f"<p>{words}</p>")
    return "".join(parts).replace("</ul><ul>", "")
