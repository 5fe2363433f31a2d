"""What an audit says, in plain language: every number is taken from the tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..model.streams import generator
from .answers import BY, SHORT, needed_sentence, path_sentence, tendency_sentence
from .auditing import Audit
from .caveats import notes_of
from .drivers import drivers
from .fit import Fit
from .intervals import EXPONENTS
from .needed import gentlest_by_length
from .verdicts import THIN
from .words import many


def summarise(audited: Audit, fit: Fit | None = None, slope: float = 0.05) -> str:
    """A page of Markdown on an audit.

    Parameters
    ----------
    audited : Audit
        The audit.
    fit : Fit, optional
        The foundation fitted to it.
    slope : float
        Narrowing in a year that one cares about; for short records it is said how long they would have to be.

    Returns
    -------
    str
        Paragraphs and lists.
    """
    record = audited.record
    names = audited.categories["what"].nunique()
    decisions = round(float(record.frame["count"].sum()))
    lines = [
        f"# Audit of {record.name}",
        "",
        f"{decisions:,} {'totals' if record.totals else 'records'} in {many(names, 'categor')}, "
        f"{record.periods[0]} to {record.periods[-1]}, "
        f"by {record.period}.",
        "",
        "## Does it narrow?",
        "",
    ]
    for by, trend in audited.trends.items():
        lines += [
            f"- **By {BY[by]}: {trend.path}.** {path_sentence(trend, record.period, by)}",
            f"- **By {BY[by]}, does it tend to narrow? {trend.verdict}.** {tendency_sentence(trend, by)}",
            *(f"- {words}" for words in needed_words(audited, by, slope)),
        ]
    if len(audited.trends) == 2 and len({trend.path for trend in audited.trends.values()}) == 2:
        lines += ["- The two ways of weighing do not say the same; neither is the right one."]
    lines += [
        "",
        "Drift is a cause of narrowing, not its absence: a category that is lost by chance does not come "
        "back by chance.",
        "",
    ]
    lines += ["## Which categories drove it", ""]
    for by in audited.by:
        lines += about_drivers(audited, by)
    if "group" in record.frame:
        lines += ["", f"## Who narrowed: within and between {record.columns['group']!r}", "", *about_groups(audited)]
    lines += ["", "## What it does", ""]
    for by in audited.by:
        lines += about_mix(audited.rows(by), by)
    if fit is not None:
        lines += ["", "## Does success breed attention? The foundation fitted to the record", "", about_fit(fit)]
    lines += ["", "## What to know before believing it", ""]
    lines += [f"- {note}" for note in notes_of(audited)]
    return "\n".join(lines) + "\n"


def needed_words(audited: Audit, by: str, slope: float) -> list[str]:
    """How long the record would have to be, where it is short."""
    trend = audited.trends[by]
    if trend.worst is None or len(trend.periods) >= SHORT or trend.verdict.startswith("TENDS"):
        return []
    counts = audited.categories.pivot_table(index="period", columns="what", values=by, sort=True).loc[
        list(trend.periods)
    ]
    totals = counts.sum(axis=0).to_numpy(dtype=float)
    share = (totals[totals > 0] / totals.sum() + 1e-9) / (1 + 1e-9 * (totals > 0).sum())
    gentlest = gentlest_by_length(
        trend.worst, share, trend.variance, trend.size, generator(audited.seed, f"audit {by} needed"), trend.confidence
    )
    return [needed_sentence(trend, gentlest, slope)]


def about_drivers(audited: Audit, by: str) -> list[str]:
    """Bullets on the categories that narrowed and widened the mix most."""
    table = drivers(audited, by)
    if table.empty:
        return [f"- By {BY[by]}: fewer than two periods count."]
    lines = []
    for word, part in (("narrower", table[table["effect"] < 0]), ("wider", table[table["effect"] > 0])):
        some = [
            f"{row.what} ({row.first:.0%} to {row.last:.0%} of the mix: {row.effect:+.3f})"
            for row in part.head(3).itertuples()
        ]
        if some:
            lines.append(f"- By {BY[by]}, what made it {word} most: {'; '.join(some)}.")
    return lines + [
        "  Effects are in log points of the effective number, from the first third of the periods to the last."
    ] * (by == audited.by[-1])


def about_groups(audited: Audit) -> list[str]:
    """Bullets on the change within groups, by who decides, and between groups."""
    from .groups import by_group, group_sentences

    return [f"- {words}" for words in group_sentences(by_group(audited))]


def about_mix(rows: pd.DataFrame, by: str) -> list[str]:
    """Bullets on the mix at both ends and what changed most."""
    solid = rows[rows["solid"]]
    if solid.empty:
        return [f"- By {BY[by]}: no period has {THIN} records of even enough weight."]
    first, last = solid.iloc[0], solid.iloc[-1]
    lines = []
    for row in [first, last] if len(solid) > 1 else [last]:
        interval = f" ({row['hill_1_low']:.1f} to {row['hill_1_high']:.1f})" if np.isfinite(row["hill_1_low"]) else ""
        level = row["hill_1_corrected"] if np.isfinite(row["hill_1_corrected"]) else row["hill_1"]
        covered = f" (they cover {row['coverage']:.0%} of the mix)" if np.isfinite(row["coverage"]) else ""
        lines.append(
            f"- {row['period']}, by {BY[by]}: as many as {level:.1f}{interval} equally common "
            "categories, of "
            f"{row['hill_0']:.0f} met{covered}; the mode is {row['mode']} with {row['modal_share']:.0%}"
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
        fitted = getattr(fit, field)
        if field in fit.given:
            parts.append(f"{name} was given as {fitted.value:.2f}")
        else:
            parts.append(
                f"{name} {fitted.low:.2f} to {fitted.high:.2f}"
                + ("" if fitted.identified else ", which leaves it open")
            )
    text = f"**{fit.verdict}.** {slope} Fitted to {len(fit.pairs)} pairs of periods: {'; '.join(parts)}."
    if fit.verdict == "NOT IDENTIFIED":
        text += (
            " Steep learning with mild selection makes the same map as mild learning with steep selection, so that "
            "b and f can only be estimated together, if at all; the share of proposals that was funded must be known "
            "from elsewhere."
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
