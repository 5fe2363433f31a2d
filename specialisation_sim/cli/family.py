"""What ``specialise optimum`` prints of stories without an optimum: the best of a stated family of policies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..output.folder import result_folder, write_all
from ..output.terminal import show_table


def write_family(name: str, changes: dict[str, Any], runs: int, seed: int, out: Path, csv: bool) -> None:
    """Weigh all policies of a story's cases, print what the best would bring and what levers cost, and write it.

    Raises
    ------
    UserError
        If the story has no policies, or a number is out of bounds.
    """
    from ..base.errors import check_count, checked_seeds
    from ..figures import levers
    from ..studies.cases import cases_of
    from ..studies.price import prices, weigh

    cases = cases_of(name)
    check_count("runs", runs, least=4)
    checked_seeds([seed, seed + runs - 1])
    folder = result_folder(out)
    tables = {label: weigh(case, changes=changes, runs=runs, seed=seed) for label, case in cases.items()}
    priced = [row for label, case in cases.items() for row in prices(label, case, tables[label])]
    show_table(
        "The price of narrowing: what the best of the stated policies would bring (95 %)",
        ("case", "who", "best policy", "gains", "diversity"),
        [(row["case"], row["who"], row["policy"], percent(row, "price"), between(row, "wider")) for row in priced],
    )
    for label, case in cases.items():
        rows = tables[label].to_dict("records")
        show_table(
            f"{label}: {case.about}. Quality is {case.goods}, diversity {case.kinds} (95 %)",
            ("policy", "lever", "quality", "gain in quality", "gain in diversity"),
            [
                (row["policy"], row["lever"], f"{row['quality']:.3g}", percent(row, "gain"), between(row, "wider"))
                for row in rows
            ],
        )
    import pandas as pd

    whole = pd.concat([table.assign(case=label) for label, table in tables.items()], ignore_index=True)
    settings = {"story": name, "changes": changes, "runs": runs, "seed": seed}
    frames = {"prices": pd.DataFrame(priced), "policies": whole}
    figures = {"levers": levers(tables, title=f"{name.capitalize()}: what levers keep, and what they cost")}
    files = write_all(folder, frames, figures, settings, "csv" if csv else "parquet")
    print(f"{len(files)} files in {folder}/", flush=True)


def percent(row: Any, name: str) -> str:
    """A share with its interval, in per cent."""
    return f"{100 * row[name]:+.1f} % ({100 * row[name + '_low']:+.1f} to {100 * row[name + '_high']:+.1f})"


def between(row: Any, name: str) -> str:
    """A number with its interval."""
    return f"{row[name]:+.2f} ({row[name + '_low']:+.2f} to {row[name + '_high']:+.2f})"
