"""What an audit says, in plain language: every number is taken from the tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .auditing import Audit
from .fit import Fit
from .intervals import EXPONENTS
from .trend import FEWEST, THIN, UNEVEN, Trend

BY = {"count": "number of records", "amount": "amount"}


def summarise(audited: Audit, fit: Fit | None = None) -> str:
    """A page of Markdown on an audit.

    Parameters
    ----------
    audited : Audit
        The audit.
    fit : Fit, optional
        The foundation fitted to it.

    Returns
    -------
    str
        Paragraphs and lists.
    """
    record = audited.record
    names = audited.categories["what"].nunique()
    lines = [
        f"# Audit of {record.name}",
        "",
        f"{len(record.frame):,} records in {many(names, 'categor')}, {record.periods[0]} to {record.periods[-1]}, "
        f"by {record.period}.",
        "",
        "## Does it narrow?",
        "",
    ]
    for by, trend in audited.trends.items():
        lines += [f"- **By {BY[by]}: {trend.verdict}.** {about_trend(trend, record.period, by)}"]
    if len(audited.trends) == 2 and len({trend.verdict for trend in audited.trends.values()}) == 2:
        lines += ["- The two ways of weighing do not say the same; neither is the right one."]
    lines += ["", "## What it does", ""]
    for by in audited.by:
        lines += about_mix(audited.rows(by), by)
    if fit is not None:
        lines += ["", "## Does success breed attention? The foundation fitted to the record", "", about_fit(fit)]
    lines += ["", "## What to know before believing it", ""]
    lines += [f"- {note}" for note in notes_of(audited)]
    return "\n".join(lines) + "\n"


def about_trend(trend: Trend, period: str, by: str) -> str:
    """Sentences on a trend."""
    if not np.isfinite(trend.slope):
        number = many(len(trend.periods), "period")
        return f"{number} with {THIN} records or more of even enough weight; a trend needs {FEWEST}."
    low, high = (percent(end) for end in trend.outer)
    text = (
        f"From {trend.periods[0]} to {trend.periods[-1]} ({len(trend.periods)} periods) the effective number of "
        "categories went "
        f"from about {trend.first:.1f} to {trend.last:.1f} on a straight line, {percent(trend.slope)} a {period} "
        f"(95 % interval {low} to {high})."
    )
    if trend.verdict != "UNDECIDED":
        return text + " Neither chance in the records nor the periods' scatter about the line explains that."
    parts = []
    for name, one, other in (
        ("drawing the records again", trend.low, trend.high),
        ("the periods' scatter about the line", trend.low_periods, trend.high_periods),
    ):
        covers = one <= 0 <= other
        parts.append(
            f"{name} gives {percent(one)} to {percent(other)}, which {'covers' if covers else 'leaves out'} zero"
        )
    return f"{text} The record does not tell whether it narrows or widens: {'; '.join(parts)}."


def about_mix(rows: pd.DataFrame, by: str) -> list[str]:
    """Bullets on the mix at both ends and what changed most."""
    solid = rows[rows["solid"]]
    if solid.empty:
        return [f"- By {BY[by]}: no period has {THIN} records of even enough weight."]
    first, last = solid.iloc[0], solid.iloc[-1]
    lines = []
    for row in [first, last] if len(solid) > 1 else [last]:
        interval = f" ({row['hill_1_low']:.1f} to {row['hill_1_high']:.1f})" if np.isfinite(row["hill_1_low"]) else ""
        lines.append(
            f"- {row['period']}, by {BY[by]}: as many as {row['hill_1_corrected']:.1f}{interval} equally common "
            "categories, of "
            f"{row['hill_0']:.0f} met; the mode is {row['mode']} with {row['modal_share']:.0%}"
            + (
                f", though it is the mode in only {row['mode_again']:.0%} of resamples."
                if row["mode_again"] < 0.9
                else "."
            )
        )
    gains = solid.dropna(subset=["amplification_low"])
    up, down = (gains["amplification_low"] > 0).sum(), (gains["amplification_high"] < 0).sum()
    if len(gains):
        lines.append(
            f"- By {BY[by]}, what was the mode gained in log-odds in the next period in {up} of {len(gains)} "
            "periods and lost in "
            f"{down}, beyond chance; a category picked because it was large tends to be smaller next."
        )
    return lines


def about_fit(fit: Fit) -> str:
    """Sentences on the fitted foundation."""
    if fit.verdict == "TOO SHORT":
        return (
            f"**TOO SHORT.** The record cannot tell the learning exponent and the selectivity of {fit.domain!r}: "
            f"{fit.reason}."
        )
    slope = (
        f"A share of {fit.domain!r} one point higher is followed by one {fit.slope.value:.2f} points higher "
        f"({fit.slope.low:.2f} to {fit.slope.high:.2f}); above 1, deviations grow."
    )
    parts = []
    for name, field in (("learning exponent b", "exponent"), ("selectivity f", "selectivity")):
        one = getattr(fit, field)
        if field in fit.given:
            parts.append(f"{name} was given as {one.value:.2f}")
        else:
            parts.append(f"{name} {one.low:.2f} to {one.high:.2f}" + ("" if one.told else ", which leaves it open"))
    text = f"**{fit.verdict}.** {slope} Fitted to {len(fit.pairs)} pairs of periods: {'; '.join(parts)}."
    if fit.verdict == "NOT TOLD":
        text += (
            " Steep learning with mild selection makes the same map as mild learning with steep selection, so that "
            "b and f are "
            "told only together, if at all; the share of proposals that was funded must be known from elsewhere."
        )
    if fit.exponent.high >= EXPONENTS[1]:
        text += f" The interval of b reaches the largest value tried, {EXPONENTS[1]:g}."
    if fit.dispersion > 2:
        text += (
            f" The periods scatter {fit.dispersion:.0f} times more widely (in variance) than this model's chance "
            "allows: decisions "
            "moved the share that the model knows nothing of."
        )
    return text + " A map that rises need not come of learning: whatever lasts for years makes one too."


def notes_of(audited: Audit) -> list[str]:
    """Caveats: what was left out, and what the method takes for granted."""
    record = audited.record
    notes = [
        f"{label} is a part of a {record.period}: {why}; it is "
        f"{'used all the same' if audited.keep_partial else 'left out of what is measured'}."
        for label, why in record.partial.items()
    ]
    notes += record.notes
    rows = audited.rows("count")
    thin = rows[rows["records"] < THIN]["period"].tolist()
    if thin:
        notes.append(f"Fewer than {THIN} records in {listed(thin)}: shown, but not used for the trend and the fit.")
    if "amount" in audited.by:
        amounts = audited.rows("amount")
        uneven = amounts[(amounts["effective_records"] < UNEVEN) & (amounts["records"] >= THIN)]
        top = amounts.iloc[int(amounts["largest"].argmax())] if len(amounts) else None
        if top is not None:
            notes.append(
                f"Amounts are uneven: in {top['period']} one record is {top['largest']:.0%} of the amount. "
                "Intervals by amount are wide "
                "for that reason and may still be too narrow, for no resampling knows of an amount larger than any "
                "seen."
            )
        if len(uneven):
            notes.append(
                f"By amount, {listed(uneven['period'].tolist())} weighs like fewer than {UNEVEN} equal records: not "
                "used for the trend."
            )
    notes += [
        "Intervals treat the records of a period as draws from one mix, independent of each other. Records decided "
        "together, such "
        "as a batch of grants to one programme, make them too narrow.",
        "An effective number is biased down in a small period; the estimates are freed of that by the jackknife. "
        "Categories never "
        "met cannot be: the number met (order 0) is a floor.",
        "Categories are the organisation's own names. A programme that is split, merged or renamed changes the "
        "numbers without a "
        "change in what is done; `--map` puts names together.",
    ]
    return notes


def many(number: int, word: str) -> str:
    """A number with its noun."""
    ending = ("y" if number == 1 else "ies") if word == "categor" else ("" if number == 1 else "s")
    return f"{number:,} {word}{ending}"


def percent(growth: float) -> str:
    """Growth of a logarithm as a percentage with its sign."""
    return f"{np.expm1(growth):+.1%}".replace("%", " %")


def listed(names: Sequence[str]) -> str:
    """Names in a row."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def show_rows(audited: Audit, by: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Columns and rows of the table that is printed; parts of periods have a star, what is not used brackets."""
    columns = ("period", "records", "in effect, 95 %", "met", "mode", "its share", "moved (chance)", "amplification")
    rows: list[tuple[str, ...]] = []
    for _, row in audited.rows(by, used=False).iterrows():
        label = f"{row['period']}{'*' if row['partial'] else ''}"
        number = row["hill_1_corrected"] if np.isfinite(row["hill_1_corrected"]) else row["hill_1"]
        interval = f" ({row['hill_1_low']:.1f} to {row['hill_1_high']:.1f})" if np.isfinite(row["hill_1_low"]) else ""
        rows.append(
            (
                label if row["used"] else f"({label})",
                f"{row['records']:,}",
                f"{number:.1f}{interval}" if np.isfinite(number) else "",
                f"{row['hill_0']:.0f}" if row["records"] else "",
                row["mode"] if len(row["mode"]) <= 23 else row["mode"][:22].rstrip() + "…",
                f"{row['modal_share']:.0%}" if row["records"] else "",
                f"{row['replaced']:.0%} ({row['by_chance']:.0%})" if np.isfinite(row["replaced"]) else "",
                f"{row['amplification']:+.2f}" if np.isfinite(row["amplification"]) else "",
            )
        )
    return columns, rows
