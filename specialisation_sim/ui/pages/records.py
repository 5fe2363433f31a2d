"""Records: the record of a real organisation, read, measured and told of. Nothing of it is kept."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from threading import Thread
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlencode

import solara

from ...base.shipped_files import shipped_folder
from .. import work
from ..job import Job
from ..jobs import FILES
from ..limits import limits
from ..visitors import visitor
from ..widgets import Address, Upload
from .record_columns import ColumnChoices, Preview, asked_of, chosen_at_first, fits
from .record_report import Report
from .shared import page_heading

NOTHING: Mapping[str, str] = MappingProxyType({})
SAMPLE = "open_philanthropy_grants.csv"
FORMS = ".csv,text/csv,.txt,.tsv,.xlsx,.json"
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
    peer: solara.Reactive[tuple[str, str] | None] = solara.use_reactive(None)
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
        peer.set(None)
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

        run(
            Job([(work.headed, (name, coded, limits().upload, fields.get("sheet", "")))], visitor()),
            f"Reading {name} ...",
            show,
        )

    def audit() -> None:
        assert file.value is not None
        chosen = columns.value
        options = asked_of(chosen)
        run(
            Job([(work.audited, (*file.value, limits().upload, options, peer.value))], visitor()),
            "Measuring ...",
            report.set,
        )

    def sample() -> None:
        path = shipped_folder("data") / SAMPLE
        take([SAMPLE, base64.b64encode(path.read_bytes()).decode()], audit, asked)

    def first() -> Any:
        if "sample" in asked:
            sample()
        return lambda: latest.current and latest.current.cancel()

    def another_sheet() -> None:
        chosen = columns.value.get("sheet", "")
        if file.value is not None and seen.value is not None and chosen != seen.value["sheet"]:
            take(list(file.value), fields={"sheet": chosen})

    solara.use_effect(first, [])
    solara.use_effect(another_sheet, [columns.value.get("sheet", "")])
    with solara.Div(classes=["page", "twofold"]):
        if report.value is None:
            page_heading("Audit the record of an organisation")
        with solara.Div(classes=["sidebar"]):
            shipped = file.value is not None and file.value[0] == SAMPLE
            query = urlencode({"sample": 1, **(columns.value if heads.value else {})}) if shipped else ""
            Address(query=query, title="Records", silent=not shipped)
            Upload(
                label="Open a CSV, Excel or JSON file, one row a decision",
                accept=FORMS,
                most=limits().upload,
                event_file=take,
            )
            if heads.value:  # before, the page itself offers it
                solara.Button("Use the sample record", on_click=sample, classes=["plain"], small=True, text=True)
            if heads.value:
                with solara.Div(classes=["card", "columns"]):
                    ColumnChoices(seen.value or {}, columns)
                    Upload(
                        label=f"Beside it: {peer.value[0]}" if peer.value else "Another organisation's file beside it",
                        accept=FORMS,
                        most=limits().upload,
                        event_file=lambda given: peer.set((str(given[0]), str(given[1]))),
                    )
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
