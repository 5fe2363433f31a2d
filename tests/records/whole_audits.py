"""Whole audits of small records, as text: all that is said, every table behind it, and the page for a board."""

import json
from functools import cache

import pandas as pd

from specialisation_sim.output.record_audit import trend_numbers
from specialisation_sim.output.record_report import report
from specialisation_sim.records import audit, fit_foundation, tidy
from specialisation_sim.records.page import audit_page


def grants(years, sizes, spread, start=2000):
    """Grants over some years, of which later ones take fewer areas; made by a rule, so that nothing is drawn."""
    rows = []
    for year in range(years):
        for at in range(sizes[year % len(sizes)]):
            area = (at * at + 3 * at + year * (at % 5)) % max(spread - year // 3, 2)
            month = 1 + (7 * at + year) % (12 if year < years - 1 else 5)
            rows.append((f"{start + year}-{month:02d}-{1 + at % 27:02d}", f"area {area}", "xyz"[at % (3 - year % 2)]))
    table = pd.DataFrame(rows, columns=["Day", "Area", "Officer"])
    return table.assign(Paid=[1.0 + (13 * at) % 37 if at % 11 else None for at in range(len(table))])


@cache
def long_record():
    """Thirteen years by number, with officers and a peer."""
    own = tidy(grants(13, (60, 45, 80), 9), when="Day", what="Area", group="Officer", name="ours")
    peer = tidy(grants(9, (50, 70), 5, start=2003), when="Day", what="Area", name="theirs")
    audited = audit(own, draws=100)
    fit = fit_foundation(audited, selectivity=0.3)
    return audited, fit, audit_page(audited, fit, slope=0.04, peer=peer)


@cache
def years_ahead():
    """Seven years, and two more that are forecast."""
    own = tidy(grants(8, (40, 31), 6), when="Day", what="Area", name="ahead")
    audited = audit(own, draws=100, seed=1)
    fit = fit_foundation(audited)
    return audited, fit, audit_page(audited, fit, ahead=2)


@cache
def short_record():
    """Four years by number and by amount, with a part of a year that is kept."""
    own = tidy(grants(4, (40, 31), 7), when="Day", what="Area", weight="Paid", name="short")
    audited = audit(own, draws=100, seed=3, keep_partial=True, confidence=0.8)
    fit = fit_foundation(audited)
    return audited, fit, audit_page(audited, fit)


@cache
def quarters():
    """A record by quarter, of one main area and rare ones."""
    table = grants(3, (90, 100), 4)
    table["Area"] = ["main" if at % 3 else area for at, area in enumerate(table["Area"])]
    audited = audit(tidy(table, when="Day", what="Area", period="quarter", name="quarters"), draws=100)
    fit = fit_foundation(audited, domain="main", mix=0.5, precision=2.0, confidence=0.9)
    return audited, fit, audit_page(audited, fit)


RECORDS = (long_record, years_ahead, short_record, quarters)


def written(record):
    """Everything that an audit of it writes."""
    audited, fit, page = record()
    parts = [page.text]
    frames = {"audit": audited.table, "categories": audited.categories, "pairs": fit.pairs, "curve": fit.curve}
    for name, frame in {**frames, **page.frames}.items():
        shown = frame if len(frame) <= 40 else frame.iloc[:: len(frame) // 20]
        parts.append(f"{name}, {len(frame)} rows\n{shown.to_csv(index=False, float_format='%.4g')}")
    for by, trend in audited.trends.items():
        numbers = json.loads(json.dumps(trend_numbers(trend)), parse_float=lambda text: float(f"{float(text):.4g}"))
        parts.append(f"trend by {by}\n{json.dumps(numbers, indent=0)}\n")
    parts.append(report(audited, page, {}).replace("><", ">\n<"))
    return "\n".join(parts)
