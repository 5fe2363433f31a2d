"""What to know before believing an audit: what was left out, and what the method takes for granted."""

from __future__ import annotations

from .auditing import Audit
from .trend import UNEVEN
from .verdicts import COVERED, THIN
from .words import listed


def notes_of(audited: Audit) -> list[str]:
    """Caveats: what was left out, and what the method takes for granted."""
    record = audited.record
    notes = [
        f"{label} is a part of a {record.period}: {why}; it is "
        f"{'used all the same' if audited.keep_partial else 'left out of what is measured'}."
        for label, why in record.partial.items()
    ]
    notes += record.notes
    rows = audited.rows("count" if "count" in audited.by else "amount")
    thin = [] if record.totals else rows[rows["records"] < THIN]["period"].tolist()
    if thin:
        notes.append(f"Fewer than {THIN} records in {listed(thin)}: shown, but not used for the trend and the fit.")
    if "amount" in audited.by and not record.totals:
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
    if "count" in audited.by:
        low = rows[(rows["coverage"] < COVERED) & (rows["records"] >= THIN)]["period"].tolist()
        if low:
            notes.append(
                f"The categories seen cover less than {COVERED:.0%} of the mix in {listed(low)}: we cannot "
                "say how broad it is there."
            )
    notes += [
        "Periods are compared at the number of decisions of the smallest, so that growth of the record "
        "does not look like "
        "widening; rare categories count less for it. One small period costs all others: leave it out if "
        "it is an odd one.",
        "Intervals treat the records of a period as draws from one mix, independent of each other. Records decided "
        "together, such as a batch of grants to one programme, make them too narrow.",
        "Effective numbers of single periods are freed of the bias of small samples (by count: "
        "Chao, Wang & Jost 2013), and "
        "none is above the number of categories of the record.",
        "Categories are the organisation's own names. A programme that is split, merged or renamed changes the "
        "numbers without a change in what is done; `--map` puts names together.",
    ]
    return notes
