"""Records: the record of a real organisation, read, measured and told of. Nothing of it is kept."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from html import escape
from threading import Thread
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

import solara

from ...base.shipped_files import shipped_folder
from .. import charts, work
from ..history import numbers
from ..job import Job
from ..jobs import FILES
from ..limits import limits
from ..links import table
from ..visitors import visitor
from ..widgets import Address, Chart, Save, Upload
from .record_columns import ColumnChoices, Preview, chosen_at_first, fits
from .shared import moves

NOTHING: Mapping[str, str] = MappingProxyType({})
SAMPLE = "open_philanthropy_grants.csv"
SHOWN = (
    ("hill_1", "Effective number of categories", ""),
    ("modal_share", "Share of the largest category", "share"),
)
"""Columns of the table of an audit that are drawn, with title and unit."""
EXAMPLE = (
    ("Date", "Focus Area", "Amount"),
    ("2016-05-01", "Criminal Justice Reform", "100000"),
    ("2016-06-01", "Global Health", "2500000"),
    ("2017-01-15", "Farm Animal Welfare", "350000"),
)


@solara.component
def Records() -> None:
    """The page."""
    search = solara.use_router().search or ""
    file: solara.Reactive[tuple[str, str] | None] = solara.use_reactive(None)
    heads: solara.Reactive[list[str]] = solara.use_reactive([])
    seen: solara.Reactive[dict[str, Any] | None] = solara.use_reactive(None)
    columns: solara.Reactive[dict[str, str]] = solara.use_reactive({})
    report: solara.Reactive[dict[str, Any] | None] = solara.use_reactive(None)
    message, busy = solara.use_reactive(""), solara.use_reactive("")
    latest = solara.use_ref(None)
    asked = dict(parse_qsl(search))

    def run(job: Job, words: str, then: Any) -> None:
        if latest.current is not None:
            latest.current.cancel()
        latest.current = job
        busy.set(words)
        message.set("")
        FILES.add(job)

        def wait() -> None:
            with job.news:
                job.news.wait_for(lambda: job.over)
            if latest.current is job:
                busy.set("")
                message.set(job.error)
                if job.state == "done":
                    then(job.results[0])

        Thread(target=wait, daemon=True).start()

    def take(given: list[str], then: Any = lambda: None, fields: Mapping[str, str] = NOTHING) -> None:
        name, coded = str(given[0]), str(given[1])
        file.set((name, coded))
        heads.set([])
        seen.set(None)
        report.set(None)

        def show(headed: dict[str, Any]) -> None:
            chosen = chosen_at_first(headed)
            names = headed["heads"]
            columns.set(
                chosen | {key: value for key, value in fields.items() if key in chosen and fits(key, value, names)}
            )
            seen.set(headed)
            heads.set(names)
            then()

        run(Job([(work.headed, (name, coded, limits().upload))], visitor()), f"Reading {name} ...", show)

    def audit() -> None:
        assert file.value is not None
        chosen = columns.value
        options = {
            "when": None if chosen["shape"] == "wide" else chosen["when"],
            "what": chosen["what"],
            "weight": None if chosen["shape"] == "wide" else chosen["weight"] or None,
            "group": chosen["group"] or None,
            "split": chosen["split"] or None,
            "skip_bad": chosen["bad"] == "leave out",
            "wide": chosen["shape"] == "wide",
            "ahead": 3 if chosen["ahead"] == "3 periods" else None,
            "period": chosen["period"],
        }
        run(Job([(work.audited, (*file.value, limits().upload, options))], visitor()), "Measuring ...", report.set)

    def sample() -> None:
        path = shipped_folder("data") / SAMPLE
        take([SAMPLE, base64.b64encode(path.read_bytes()).decode()], audit, asked)

    def first() -> Any:
        if "sample" in asked:
            sample()
        return lambda: latest.current and latest.current.cancel()

    solara.use_effect(first, [])
    with solara.Div(classes=["page", "twofold"]):
        with solara.Div(classes=["sidebar"]):
            shipped = file.value is not None and file.value[0] == SAMPLE
            query = urlencode({"sample": 1, **(columns.value if heads.value else {})}) if shipped else ""
            Address(query=query, title="Records", silent=not shipped)
            Upload(
                label="Open a CSV, Excel or JSON file, one row a decision",
                accept=".csv,text/csv,.txt,.tsv,.xlsx,.json",
                most=limits().upload,
                event_file=take,
            )
            solara.Button("Use the sample record", on_click=sample, classes=["plain"], small=True, text=True)
            if heads.value:
                with solara.Div(classes=["card", "columns"]):
                    ColumnChoices(heads.value, columns)
                    solara.Button("Audit", on_click=audit, classes=["main"], small=True, disabled=bool(busy.value))
            solara.HTML(
                "p",
                classes=["note"],
                unsafe_innerHTML="The file is measured and forgotten: nothing is kept on the server.",
            )
        with solara.Div(classes=["stage"]):
            if busy.value:
                solara.Div(classes=["soft"], children=[busy.value], attributes={"aria-live": "polite"})
            if message.value:
                solara.Div(classes=["message"], children=[message.value], attributes={"role": "alert"})
            if report.value is not None:
                Report(report.value, file.value[0] if file.value else "")
            elif seen.value is not None and not busy.value:
                Preview(seen.value, columns.value)
            elif not busy.value and not heads.value:
                Welcome(sample)


@solara.component
def Welcome(sample: Any) -> None:
    """What the page is for, and a record to begin with."""
    head, *rows = (
        "".join(f"<t{'d' if k else 'h'}>{cell}</t{'d' if k else 'h'}>" for cell in row) for k, row in enumerate(EXAMPLE)
    )
    with solara.Div(classes=["hints"]):
        solara.HTML(
            "div",
            classes=["card"],
            unsafe_innerHTML="<h2>Does a real organisation narrow?</h2><p>Bring the record of its decisions, "
            "such as grants with their date, focus area and amount, and choose the columns. You get the effective "
            "number of "
            "categories, the share of the largest one, how they moved, and how sure one can be.</p>"
            f"<table class='data'><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>",
        )
        with solara.Div(classes=["card"]):
            solara.HTML(
                "div",
                unsafe_innerHTML="<h2>A record to begin with</h2><p>2,364 grants of Open Philanthropy, 2012 to "
                "2024, in 32 focus "
                "areas. It is shipped with the app, so that a class can begin at once.</p>",
            )
            solara.Button("Open the sample record", on_click=sample, classes=["main"], small=True)
            solara.HTML("p", classes=["note"], unsafe_innerHTML="Then change a column or the period, and audit again.")


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
            title = f"Breadth at an equal number of decisions, and drift, by {by}"
            times, bands = drift_bands(path)
            with solara.Div(classes=["card"]):
                Chart(
                    option=charts.bands(times, bands, title=title, clock=report["period"]),
                    name=title,
                    words=charts.sentence({name: band["middle"] for name, band in bands.items()}, ""),
                    height="240px",
                    dark=dark,
                )
        for column, title, unit in SHOWN:
            times, bands = bands_of(report, column)
            with solara.Div(classes=["card"]):
                Chart(
                    option=charts.bands(times, bands, title=title, clock=report["period"], unit=unit),
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
