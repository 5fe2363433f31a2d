"""Cloud cover of Seattle, 2012 to 2015, from the daily range of temperature and from rain.

The record of vega-datasets has no cloud cover. But a clear day warms more and a clear night cools more than a dull one,
so the range of temperature tells how much of a clear sky's sunshine came through, and that tells the cloud cover.

Usage: ``python data/make_seattle_weather.py [CSV] [--check]``. CSV is ``seattle-weather.csv`` of vega-datasets; left
out, it is looked for in the installed package, and failing that the columns kept in our own file are used again. Writes
``seattle_weather.csv`` and the tables in ``README.md``, both beside this file; with ``--check`` it writes nothing and
fails if either is not what it would write.

Sources: Bristow & Campbell (1984), Agricultural and Forest Meteorology 31:159-166; Kasten & Czeplak (1980), Solar
Energy 24:177-189.
"""

from __future__ import annotations

import argparse
import sys
from calendar import month_abbr
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
RECORD = HERE / "seattle_weather.csv"
README = HERE / "README.md"
BEGIN, END = "<!-- tables: made by make_seattle_weather.py -->\n", "<!-- end of tables -->\n"
MEASURED = ["precipitation", "temp_max", "temp_min"]
CATEGORIES = ["sun", "drizzle", "fog", "rain", "snow"]


def temperature_range(days: pd.DataFrame) -> pd.Series:
    """Daily temperature range after Bristow & Campbell: maximum less the mean of the minima before and after it.

    Parameters
    ----------
    days : DataFrame
        One row a day without gaps: `temp_max` and `temp_min` in degrees Celsius.

    Returns
    -------
    Series
        Range in degrees. The last day has no minimum after it and uses its own.
    """
    after = days.temp_min.shift(-1).fillna(days.temp_min)
    return (days.temp_max - (days.temp_min + after) / 2).clip(lower=0)


def dull(days: pd.DataFrame) -> pd.Series:
    """Days whose range Bristow & Campbell reduce: rainy ones, and the day before rain if its range fell by over 2 °C.

    Parameters
    ----------
    days : DataFrame
        One row a day without gaps: `precipitation` in mm, and what `temperature_range` needs.

    Returns
    -------
    Series of bool
    """
    rainy, span = days.precipitation > 0, temperature_range(days)
    return rainy | (rainy.shift(-1, fill_value=False) & (span.shift(1) - span > 2))


def clear_sky_index(days: pd.DataFrame) -> pd.Series:
    """Sunshine as a share of a clear day's: ``K = 1 - exp(-B dT ** 2.4)``, ``B = 0.036 exp(-0.154 mean dT)``.

    Bristow & Campbell (1984), equations 4 and 5, divided by their A, the transmittance of a clear sky. The mean is of
    the month, since dry air and dry ground make for a wide range under any sky; dull days count with 0.75 dT.

    Parameters
    ----------
    days : DataFrame
        `date`, `precipitation`, `temp_max` and `temp_min` of days without gaps.

    Returns
    -------
    Series
        K, from 0 to 1.
    """
    span = temperature_range(days)
    b = 0.036 * np.exp(-0.154 * span.groupby(days.date.dt.to_period("M")).transform("mean"))
    return 1 - np.exp(-b * span.mask(dull(days), 0.75 * span) ** 2.4)


def cloud_cover(index: pd.Series) -> pd.Series:
    """Cloud cover n of a clear-sky index: ``K = 1 - 0.75 n ** 3.4`` (Kasten & Czeplak 1980) solved for n.

    Parameters
    ----------
    index : Series
        K, from 0 to 1; below 0.25 it is darker than the law's overcast sky, and n is 1.

    Returns
    -------
    Series
        n, from 0 to 1.
    """
    return ((1 - index) / 0.75).clip(0, 1) ** (1 / 3.4)


def derived(source: Path) -> pd.DataFrame:
    """Record with cloud cover, rounded as we keep it: `date`, `cloud`, what was measured and the category."""
    days = pd.read_csv(source, parse_dates=["date"])
    days["cloud"] = cloud_cover(clear_sky_index(days)).round(3)
    return days[["date", "cloud", *MEASURED, "weather"]]


def as_csv(days: pd.DataFrame) -> str:
    """Text of the record: ISO days, cloud cover with three decimals, measurements with one."""
    text = days.assign(
        cloud=days.cloud.map("{:.3f}".format), **{name: days[name].map("{:.1f}".format) for name in MEASURED}
    )
    return text.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")


def as_markdown(table: pd.DataFrame, corner: str) -> str:
    """Table in Markdown; what is missing is left blank."""
    rows = [[corner, *table.columns], ["---"] + ["---:"] * table.shape[1]]
    for name, row in table.iterrows():
        rows.append([name, *("" if pd.isna(cell) else f"{cell:.2f}" if cell % 1 else f"{cell:.0f}" for cell in row)])
    return "".join("| " + " | ".join(map(str, row)) + " |\n" for row in rows)


def tables(days: pd.DataFrame) -> str:
    """Judge the record: cloud by month and category, categories by year, and days by the weather service's classes."""
    days = days.assign(year=days.date.dt.year, month=days.date.dt.month, rainy=days.precipitation > 0)

    by_month = days.pivot_table("cloud", "month", "weather")[CATEGORIES].assign(
        **{"all days": days.groupby("month").cloud.mean()}
    )
    by_month.index = pd.Index(month_abbr[1:])
    by_month.loc["year"] = [*days.groupby("weather").cloud.mean()[CATEGORIES], days.cloud.mean()]

    by_label, alone = days.groupby("weather"), cloud_cover(clear_sky_index(days.assign(precipitation=0)))
    labels = pd.crosstab(days.weather, days.year).assign(
        **{
            "with rain": by_label.rainy.sum(),
            "mean cloud": by_label.cloud.mean(),
            "from the range alone": days.assign(alone=alone).groupby("weather").alone.mean(),
            "mean cloud if dry": days[~days.rainy].groupby("weather").cloud.mean(),
        }
    )

    tenths = days.cloud.mul(10).round()
    classes = pd.DataFrame(
        {
            "clear (0 to 3 tenths)": tenths <= 3,
            "partly cloudy (4 to 7)": tenths.between(4, 7),
            "cloudy (8 to 10)": tenths >= 8,
            "less than half cloud": days.cloud < 0.5,
        }
    )
    classes = classes.groupby(days.year).sum().assign(**{"mean cloud": days.groupby("year").cloud.mean()})
    classes = pd.concat([classes, classes.mean().to_frame("mean").T])

    return "\n".join(
        [
            "Mean cloud cover by month and category:\n",
            as_markdown(by_month, "month"),
            "Days of each category by year, how many had rain, and mean cloud cover:\n",
            as_markdown(labels.loc[CATEGORIES], "category"),
            "Days by cloud cover:\n",
            as_markdown(classes, "year"),
        ]
    )


def installed() -> Path:
    """Record of vega-datasets if it is installed, else our own, whose columns give the same cloud again."""
    package = find_spec("vega_datasets")
    return Path(package.origin).parent / "_data" / "seattle-weather.csv" if package and package.origin else RECORD


def main() -> int:
    """Write or check both files.

    Returns
    -------
    int
        1 if the check failed, else 0.
    """
    command = argparse.ArgumentParser(description="Cloud cover of Seattle from temperature range and rain.")
    command.add_argument("source", type=Path, nargs="?", default=installed(), metavar="CSV")
    command.add_argument("--check", action="store_true", help="write nothing; fail if a file is not what it should be")
    given = command.parse_args()
    days = derived(given.source)
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    wanted = {RECORD: as_csv(days), README: before + BEGIN + "\n" + tables(days) + "\n" + END + rest.partition(END)[2]}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if not given.check:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        print(f"{path.name}: {'not what the script gives' if given.check else 'written'}")
    print(f"{len(days)} days from {given.source}")
    return 1 if stale and given.check else 0


if __name__ == "__main__":
    sys.exit(main())
