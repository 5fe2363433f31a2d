"""The command on records of real organisations: audit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..output.terminal import show_table
from .scenarios import CSV

app = typer.Typer()


@app.command(
    epilog='Example: `specialise audit grants.csv --when Date --what "Focus Area" --weight Amount` · '
    "`specialise audit shipments.csv --when shipped --what region --period quarter --day-first --map regions.csv "
    "--out results/regions`"
)
def audit(
    file: Annotated[Path, typer.Argument(help="CSV file with a header and one row a decision.")],
    when: Annotated[str, typer.Option(metavar="COLUMN", help="Column of dates: 2024-10-31, October 2024, 2024, ...")],
    what: Annotated[str, typer.Option(metavar="COLUMN", help="Column of categories.")],
    weight: Annotated[str | None, typer.Option(metavar="COLUMN", help="Column of amounts: $484,000, 1.2m, ...")] = None,
    period: Annotated[str, typer.Option(help="year, quarter or month.")] = "year",
    mapping: Annotated[
        Path | None, typer.Option("--map", help="CSV file with columns `from` and `to`: new names of categories.")
    ] = None,
    domain: Annotated[
        str | None, typer.Option(help="Category whose return map is fitted; that with most records if left out.")
    ] = None,
    keep_partial: Annotated[bool, typer.Option("--keep-partial", help="Use parts of periods at the ends too.")] = False,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="Which comes first in 1/2/2024, if no cell tells.")
    ] = None,
    decimal: Annotated[str | None, typer.Option(help="Decimal mark of amounts, . or , if no cell tells.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the resampling.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder for results; results/audit-FILE if left out.")] = None,
    csv: CSV = False,
) -> None:
    """Audit the record of an organisation: does it narrow? Prints tables and a summary, writes both with figures."""
    from ..output.folder import result_folder
    from ..output.record_audit import write_audit
    from ..records import audit as audited_record
    from ..records import fit_foundation, read_record
    from ..records.summary import show_rows, summarise

    options = {"period": period, "mapping": mapping, "day_first": day_first, "decimal": decimal}
    record = read_record(file, when=when, what=what, weight=weight, **options)
    folder = result_folder(out or Path("results") / f"audit-{file.stem}")
    audited = audited_record(record, keep_partial=keep_partial, seed=seed, progress=None)
    fit = fit_foundation(audited, domain=domain)
    files = write_audit(audited, fit, folder, "csv" if csv else "parquet")
    for by in audited.by:
        show_table(f"By {by}", *show_rows(audited, by))
    print(summarise(audited, fit))
    print(f"{len(files)} files in {folder}/")
