"""Two simulated records for students: one that tends to narrow, and one that only drifts.

    python data/make_narrowing_record.py            # writes narrowing_record.csv and drifting_record.csv
    python data/make_narrowing_record.py --check    # fails if a file is not what the script gives

Nothing in them happened. In the narrowing record each category's share grows with its share of the year before, as in a
return map with a slope of 1.12: what was done a little more is done more again. In the drifting record nobody prefers
anything: each year copies 150 decisions of the last by chance. Both have 14 years of 400 decisions in ten areas.
"""

import csv
import io
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
AREAS = ("Arts", "Climate", "Education", "Health", "Housing", "Justice", "Migration", "Parks", "Science", "Youth")
YEARS, DECISIONS, SLOPE, COPIED = range(2010, 2024), 400, 1.12, 150
START = np.array([15, 13, 12, 11, 10, 9, 9, 8, 7, 6]) / 100


def narrowing(mix, random):
    """Next year's mix: log-odds grow by the slope of the map."""
    grown = mix**SLOPE
    return grown / grown.sum()


def drifting(mix, random):
    """Next year's mix: a sample of this year's."""
    return random.multinomial(COPIED, mix) / COPIED


def table(step, seed):
    """The record as the text of a CSV file."""
    random = np.random.default_rng(seed)
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["Date", "Area", "Amount"])
    mix = START
    for year in YEARS:
        areas = random.choice(len(AREAS), DECISIONS, p=mix)
        days = np.sort(random.integers(0, 365, DECISIONS))
        amounts = np.round(np.exp(random.normal(10.5, 0.8, DECISIONS)), -2).astype(int)
        for area, day, amount in zip(areas, days, amounts, strict=True):
            rows.writerow([np.datetime64(f"{year}-01-01") + np.timedelta64(int(day), "D"), AREAS[area], amount])
        mix = step(mix, random)
    return file.getvalue()


def main():
    """Write the records, or compare them."""
    texts = {"narrowing_record.csv": table(narrowing, 1), "drifting_record.csv": table(drifting, 2)}
    if "--check" not in sys.argv:
        for name, text in texts.items():
            (HERE / name).write_text(text)
        return 0
    wrong = [name for name, text in texts.items() if (HERE / name).read_text() != text]
    for name in wrong:
        print(f"{name}: not what the script gives")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
