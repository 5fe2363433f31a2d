"""Which column of a weather file is the cloud cover, in which unit, and which cells say that nothing was observed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Array
from .faults import said, shown

OVERCAST = {"share": 1.0, "percent": 100.0, "oktas": 8.0, "tenths": 10.0}
"""What stands for an overcast sky in each unit."""

SUNSHINE = {"seconds": 3600.0, "minutes": 60.0, "hours": 1.0}
"""Units of sunshine in an hour."""

OWN = {"cloud": "share", "cloud_percent": "percent", "cloud_oktas": "oktas"}
"""Our own names, whose unit is told by the name."""

KNOWN = {
    "cloud_cover": "",
    "cloudcover": "",
    "cloudiness": "",
    "clouds": "",
    "clouds_all": "percent",
    "total_cloud_cover": "",
    "cloud_amt": "percent",
    "cldcvr": "",
    "cloud_cover_mean": "percent",
    "cloudcover_mean": "percent",
    "tcc": "",
    "clt": "",
    "cc": "oktas",
    "nm": "oktas",
    "v_n": "oktas",
    "n": "oktas",
    "oktas": "oktas",
    "okta": "oktas",
    "total_cloud": "",
    "acmh": "percent",
    "acsh": "percent",
    "acmc": "percent",
    "nebulosity": "",
    "skyc": "",
}
"""Names of common services (Open-Meteo, ERA5, NASA POWER, OpenWeather, DWD, ECA&D, GHCN), with units where fixed."""

SUN = {
    "sunshine_duration": "",
    "sunshine": "",
    "sunshine_hours": "hours",
    "sun_hours": "hours",
    "sdk": "hours",
    "sd_so": "minutes",
    "tsun": "minutes",
    "sunshinehours": "hours",
    "ss": "tenths of an hour",
    "sun": "",
}
UNITS = {
    "%": "percent",
    "percent": "percent",
    "pct": "percent",
    "oktas": "oktas",
    "okta": "oktas",
    "eighths": "oktas",
    "1/8": "oktas",
    "0-1": "share",
    "fraction": "share",
    "share": "share",
    "tenths": "tenths",
    "1/10": "tenths",
    "s": "seconds",
    "sec": "seconds",
    "seconds": "seconds",
    "min": "minutes",
    "minutes": "minutes",
    "h": "hours",
    "hours": "hours",
    "hrs": "hours",
    "0.1 h": "tenths of an hour",
}
MISSING = {"", "na", "n/a", "nan", "null", "none", "-", "--", "m", "x", "."}
CODES = {-9.0, -99.0, -99.9, -999.0, -999.9, -9999.0, 99.0, 999.0, 9999.0, -32767.0, -1.0}
"""Numbers that services write where nothing was observed; they count as such only where they are out of bounds."""


class Cloudy(NamedTuple):
    """The column of the sky: its place, name, and unit; whether it is sunshine, of which cloud is derived."""

    place: int
    name: str
    unit: str
    sunshine: bool


def parted(name: str) -> tuple[str, str]:
    """Name and unit of a column such as ``cloud_cover (%)`` or ``Cloud Cover [oktas]``."""
    match = re.fullmatch(r"\s*(.*?)\s*[(\[]\s*([^)\]]*)\s*[)\]]\s*", name)
    text, unit = (match[1], match[2]) if match else (name.strip(), "")
    return re.sub(r"[\s\-.]+", "_", text.strip().lower()), UNITS.get(unit.strip().lower(), "")


def sky_column(names: Sequence[str], source: str, wanted: str | None = None) -> Cloudy:
    """The one column that says how cloudy it was.

    Raises
    ------
    UserError
        If there is none, or more than one.
    """
    read = [parted(name) for name in names]
    if wanted is not None:
        same = [
            index
            for index, name in enumerate(names)
            if wanted.strip().lower() in {name.strip().lower(), read[index][0]}
        ]
        if len(same) != 1:
            near = get_close_matches(wanted, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"columns found: {shown(', '.join(names))}"
            raise UserError(f"{source} has {len(same) or 'no'} column {wanted!r}; {hint}")
        index = same[0]
        name, unit = read[index]
        return Cloudy(index, names[index], unit or OWN.get(name) or KNOWN.get(name) or SUN.get(name, ""), name in SUN)
    for table, sunshine in ((OWN, False), (KNOWN, False), (SUN, True)):
        held = [index for index, (name, _) in enumerate(read) if name in table]
        if len(held) > 1:
            both = " and ".join(repr(names[index].strip().lower() if table is OWN else names[index]) for index in held)
            raise UserError(f"{source} has the columns {both}; allowed: one of them (--weather-column)")
        if held:
            name, unit = read[held[0]]
            shown_name = name if table is OWN else names[held[0]]
            return Cloudy(held[0], shown_name, unit or table[name], sunshine)
    near_ones = [(name, meant) for name, _ in read for meant in get_close_matches(name, OWN, n=1)]
    raise UserError(
        f"{source} has no column {' or '.join(map(repr, OWN))}, and none of a common service; columns found: "
        f"{shown(', '.join(name.strip().lower() for name in names)) or 'none'}"
        + (f"; did you mean {near_ones[0][1]!r} by {near_ones[0][0]!r}?" if near_ones else "")
    )


def numbers_of(cells: Sequence[str], where: Sequence[str], most: float) -> Array:
    """Numbers of a column; NaN where nothing was observed.

    Raises
    ------
    UserError
        For a cell that is no number within bounds, and no known mark of a missing one.
    """
    values = np.full(len(cells), np.nan)
    for index, cell in enumerate(cells):
        text = str(cell).strip()
        if text.lower() in MISSING:
            continue
        try:
            value = float(text if "," not in text else text.replace(",", ".", 1))
        except ValueError:
            value = np.inf
        if value in CODES and not 0 <= value <= most:
            continue
        if not 0 <= value <= most:
            hint = (
                ("; percent go in a column 'cloud_percent', eighths in 'cloud_oktas'")
                if most == 1 < value < np.inf
                else ""
            )
            raise UserError(f"{where[index]} is {said(text)}; allowed: a number from 0 to {most:g}{hint}")
        values[index] = value
    return values


def guessed_unit(cells: Sequence[str]) -> str:
    """Unit of a cloud cover that nothing tells but its numbers: a share, oktas, or percent."""
    numbers = []
    for cell in cells:
        try:
            numbers.append(float(str(cell).replace(",", ".")))
        except ValueError:
            continue
    plain_numbers = np.array([value for value in numbers if value not in CODES and value >= 0] or [0.0])
    if plain_numbers.max() <= 1:
        return "share"
    return "oktas" if plain_numbers.max() <= 9 and (plain_numbers == np.round(plain_numbers)).all() else "percent"


def day_length(latitude: float, day_of_year: Array) -> Array:
    """Hours between sunrise and sunset.

    References
    ----------
    Forsythe, W. C. et al. (1995). A model comparison for daylength as a function of latitude and day of year. Ecol.
    Modelling 80(1); the CBM model, with the sun's upper edge on the horizon.
    """
    turned = 0.2163108 + 2 * np.arctan(0.9671396 * np.tan(0.00860 * (day_of_year - 186)))
    tilt = np.arcsin(0.39795 * np.cos(turned))
    at = np.radians(latitude)
    angle = (np.sin(np.radians(0.8333)) + np.sin(at) * np.sin(tilt)) / (np.cos(at) * np.cos(tilt))
    return np.asarray(24 - 24 / np.pi * np.arccos(np.clip(angle, -1, 1)))
