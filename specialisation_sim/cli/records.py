"""The command on records of real organisations: audit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..base.errors import UserError
from ..output.terminal import show_table
from .scenarios import CSV

app = typer.Typer()

READING, WEIGHING, ASKING, WRITING = "Reading the file", "Amounts and counts", "What is asked", "What is written"


@app.command(
    epilog='Example: `specialise audit grants.csv --when Date --what "Focus Area" --weight Amount` · '
    "`specialise audit shipments.xlsx --when shipped --what region --period quarter --day-first --map regions.csv "
    "--report shipments.html` · `specialise audit budget.csv --wide --what Ministry`"
)
def audit(
    file: Annotated[Path, typer.Argument(help="CSV, Excel or JSON file with a header, and one row for each decision.")],
    what: Annotated[str, typer.Option(metavar="COLUMN", help="Column of categories.")],
    when: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Column of dates: 2024-10-31, October 2024, 2023/24, FY24, ...")
    ] = None,
    weight: Annotated[str | None, typer.Option(metavar="COLUMN", help="Column of amounts: $484,000, 1.2m, ...")] = None,
    period: Annotated[str, typer.Option(help="year, quarter or month.")] = "year",
    mapping: Annotated[
        Path | None, typer.Option("--map", help="CSV file with columns `from` and `to`: new names for categories.")
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option(
            help="Category of which the share in the next period is fitted to that in this one. If left out, the one "
            "with most records."
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Column of who decided: does each person narrow, or does the mix change with who is hired?",
            rich_help_panel=ASKING,
        ),
    ] = None,
    peer: Annotated[
        Path | None,
        typer.Option(
            help="Another organisation's file with the same columns, to compare with.", rich_help_panel=ASKING
        ),
    ] = None,
    ahead: Annotated[
        int | None,
        typer.Option(
            help="Forecast this many periods, and show how well such forecasts would have done before.",
            rich_help_panel=ASKING,
        ),
    ] = None,
    slope: Annotated[
        float,
        typer.Option(
            help="Narrowing in % a year that you want to detect: the summary says how long a record that takes.",
            rich_help_panel=ASKING,
        ),
    ] = 5.0,
    keep_partial: Annotated[
        bool, typer.Option("--keep-partial", help="Also use incomplete periods at both ends.")
    ] = False,
    sheet: Annotated[str | None, typer.Option(help="Sheet of an Excel workbook.", rich_help_panel=READING)] = None,
    day_first: Annotated[
        bool | None,
        typer.Option(
            "--day-first/--month-first",
            help="Whether day or month comes first in 1/2/2024, if no cell shows it.",
            rich_help_panel=READING,
        ),
    ] = None,
    year_starts: Annotated[
        str | None,
        typer.Option(
            metavar="MONTH", help="Month with which a fiscal year begins, such as July.", rich_help_panel=READING
        ),
    ] = None,
    wide: Annotated[
        bool, typer.Option("--wide", help="Each period has a column of its own.", rich_help_panel=READING)
    ] = False,
    cells: Annotated[
        str, typer.Option(help="What the cells of a wide table are: amounts or counts.", rich_help_panel=READING)
    ] = "amounts",
    split: Annotated[
        str | None,
        typer.Option(
            metavar="MARK", help="Mark between several categories in a cell, such as ';'.", rich_help_panel=READING
        ),
    ] = None,
    shared: Annotated[
        bool,
        typer.Option(
            "--shared/--whole",
            help="Whether a decision in several categories is shared among them, or counts whole in each.",
            rich_help_panel=READING,
        ),
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Leave out rows that cannot be read, and say so.", rich_help_panel=READING),
    ] = False,
    count: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Column that says how many decisions a row stands for.", rich_help_panel=WEIGHING
        ),
    ] = None,
    decimal: Annotated[
        str | None,
        typer.Option(help="Decimal mark of amounts, . or , (if no cell shows it).", rich_help_panel=WEIGHING),
    ] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="The currency to take, such as EUR.", rich_help_panel=WEIGHING)
    ] = None,
    negative: Annotated[
        str,
        typer.Option(help="Negative amounts: 'leave out', or 'net' them in their category.", rich_help_panel=WEIGHING),
    ] = "leave out",
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 0,
    report: Annotated[
        Path | None, typer.Option(help="One self-contained page to send to a board (HTML).", rich_help_panel=WRITING)
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for results; results/audit-FILE if left out.", rich_help_panel=WRITING)
    ] = None,
    csv: CSV = False,
) -> None:
    """Audit the record of an organisation: does it narrow? Prints and writes tables, figures and a summary."""
    from ..base.errors import checked_seeds
    from ..base.files import check_file, check_target
    from ..records.head import check_reading

    if not 0 < slope < 100:
        raise UserError(f"slope = {slope:g} is out of bounds; allowed: above 0 to below 100 (% a year)")
    if ahead is not None and not 1 <= ahead <= 10:
        raise UserError(f"ahead = {ahead} is out of bounds; allowed: from 1 to 10 periods")
    checked_seeds([seed])
    named = (when, what, weight, count)
    words: dict[str, Any] = {
        "period": period,
        "negative": negative,
        "cells": cells,
        "decimal": decimal,
        "split": split,
        "year_starts": year_starts,
        "sheet": sheet,
        "wide": wide,
    }
    check_reading(file, (*named, group), **words)
    if peer is not None:
        check_reading(peer, named, **words)
    if mapping is not None:
        check_file(mapping)
    if report is not None:
        check_target(report)

    from ..output.folder import result_folder
    from ..records.read import read_record

    options: dict[str, Any] = words | {
        "when": when,
        "what": what,
        "weight": weight,
        "mapping": mapping,
        "day_first": day_first,
        "group": group,
        "shared": shared,
        "skip_bad": skip_bad,
        "count": count,
        "currency": currency,
    }
    record = read_record(file, **options)
    other = None if peer is None else read_record(peer, **options | {"group": None})
    folder = result_folder(out or Path("results") / f"audit-{file.stem}")

    from ..output.record_audit import write_audit
    from ..records import audit as audited_record
    from ..records import fit_foundation
    from ..records.concentration import DEFINITIONS
    from ..records.page import audit_page
    from ..records.rows import concentration_rows, level_rows

    audited = audited_record(record, keep_partial=keep_partial, seed=seed, progress=None)
    fit = fit_foundation(audited, domain=domain)
    page = audit_page(audited, fit, slope=slope / 100, peer=other, ahead=ahead)
    files = write_audit(audited, fit, folder, "csv" if csv else "parquet", page=page, report=report)
    for by in audited.by:
        show_table(f"By {by}", *level_rows(audited, by))
    print("; ".join(f"{name}: {words}" for name, words in DEFINITIONS.items()) + ".")
    for by in audited.by:
        show_table(f"Figures of concentration, by {by}, as counted", *concentration_rows(audited, by))
    print(page.text)
    print(f"{len(files)} files in {folder}/" + (f", and the report {report}" if report else ""))
