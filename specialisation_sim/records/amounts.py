"""Amounts of money in a column, which is read as a whole.

``3.000`` is three or three thousand, and another cell may tell. Where none does the reader asks, and does not guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..base.errors import UserError
from ..laws.arrays import Array
from .cells import BLANK, Where, plain
from .weather import said

ENGLISH = {"USD", "GBP", "AUD", "CAD", "INR"}
"""Currencies whose amounts are written with a comma between thousands."""

SIGNS = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "R$": "BRL",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
}
MULTIPLES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}
AMOUNT = re.compile(
    r"(?P<minus>-?)(?P<before>[A-Za-z]{0,3}[$£€¥₹]|[A-Z]{3})?(?P<minus2>-?)(?P<digits>\d[\d.,' ]*|[.,]\d+)"
    r"(?P<multiple>[A-Za-z]*?)(?P<after>[$£€¥₹]|[A-Z]{3})?"
)


class Written(NamedTuple):
    """An amount before it is known which mark is the decimal one."""

    digits: str
    factor: float
    currency: str
    says: str  # the decimal mark that the cell itself gives away, "?" if it is ambiguous, "" if it has no mark


def amounts(cells: Sequence[Any], where: Where, *, decimal: str | None = None, comma_parts: bool = True) -> Array:
    """Amounts of a column.

    Parameters
    ----------
    cells : sequence
        Numbers, or text such as ``$484,000``, ``1.2m``, ``EUR 3.000,50``.
    where : callable
        Names a cell in messages.
    decimal : {".", ","}, optional
        Decimal mark, where the cells do not tell.
    comma_parts : bool
        Whether commas part the cells of the file, so that 3,000 is three thousand: who writes decimal commas parts
        cells by semicolons.

    Returns
    -------
    array
        Amounts; NaN where a cell is blank.

    Raises
    ------
    UserError
        For a cell that is no amount, is negative or ambiguous, or is in another currency than those before.
    """
    cache: dict[str, Written] = {}
    read: list[Written | None] = []
    marks: dict[str, int] = {}
    doubtful = currency_at = None
    for place, cell in enumerate(cells):
        text = plain(cell)
        if text.lower() in BLANK:
            read.append(None)
            continue
        number = isinstance(cell, (int, float, np.number)) and not isinstance(cell, bool)
        if text not in cache:
            cache[text] = Written(repr(float(cell)), 1.0, "", "") if number else written(text, where, place)
        one = cache[text]
        if number and not (np.isfinite(float(cell)) and float(cell) >= 0):
            raise UserError(f"{where(place)} is {said(text)}; allowed: a number from 0")
        if one.currency:
            currency_at = place if currency_at is None else currency_at
            first = read[currency_at].currency if currency_at < place else one.currency  # type: ignore[union-attr]
            if one.currency != first:
                raise UserError(
                    f"{where(place)} is {said(text)}, in {one.currency}, but {where(currency_at)} is in {first}; "
                    "allowed: one currency; convert the amounts first"
                )
        if one.says == "?":
            doubtful = place if doubtful is None else doubtful
        elif one.says:
            marks.setdefault(one.says, place)
        read.append(one)
    if decimal is None and len(marks) == 2:
        one_at, other_at = sorted(marks.values())
        raise UserError(
            f"{where(other_at)} is {said(plain(cells[other_at]))} and {where(one_at)} is "
            f"{said(plain(cells[one_at]))}: their "
            "decimal marks differ; allowed: one of them in a column"
        )
    mark = decimal or next(iter(marks), "")
    if not mark and doubtful is not None:
        text = plain(cells[doubtful])
        unclear = read[doubtful]
        assert unclear is not None
        if not ("," in unclear.digits and (comma_parts or unclear.currency in ENGLISH)):
            raise UserError(
                f"{where(doubtful)} is {said(text)}, which is {unclear.digits.replace(',', '.')} or "
                f"{re.sub('[.,]', '', unclear.digits)}, and no cell of the column tells; say which mark is the "
                "decimal one (--decimal . or --decimal ,)"
            )
    values = {id(one): value_of(one, mark or ".") for one in cache.values()}
    result = np.array([np.nan if one is None else values[id(one)] for one in read], dtype=float)
    for wrong in np.flatnonzero(np.isinf(result) | (result < 0)).tolist():
        raise UserError(f"{where(wrong)} is {said(plain(cells[wrong]))}; allowed: a number from 0 that says one thing")
    return result


def written(text: str, where: Where, place: int) -> Written:
    """Take an amount apart."""
    fault = UserError(f"{where(place)} is {said(text)}; allowed: an amount from 0, such as 484000, $484,000 or 1.2m")
    if re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d{1,2}", text):
        return Written(repr(float(text)), 1.0, "", "")
    bracketed = text.startswith("(") and text.endswith(")")
    found = AMOUNT.fullmatch(re.sub(r"(?<=\D) | (?=\D)", "", text.strip("()") if bracketed else text))
    if found is None:
        raise fault
    if bracketed or found["minus"] or found["minus2"]:
        raise UserError(f"{where(place)} is {said(text)}; allowed: an amount from 0, none that is negative")
    before, after, multiple = found["before"] or "", found["after"] or "", found["multiple"].lower()
    if (multiple and multiple not in MULTIPLES) or after.lower() in MULTIPLES:
        raise fault
    if before and after and SIGNS.get(before, before) != SIGNS.get(after, after):
        raise fault
    digits = re.sub("[' ]", "", found["digits"])
    says = decimal_mark(digits)
    if says is None or not re.fullmatch(r"\d+|\d{1,3}([' ]\d{3})+", re.split("[.,]", found["digits"])[0] or "0"):
        raise fault
    return Written(digits, MULTIPLES.get(multiple, 1.0), SIGNS.get(before or after, before or after), says)


def decimal_mark(digits: str) -> str | None:
    """Decimal mark that digits give away; "?" if they are ambiguous, "" without a mark, None if they are no number."""
    marks = set(re.sub(r"\d", "", digits))
    if not marks:
        return ""
    last = max(digits.rfind("."), digits.rfind(","))
    mark, other = digits[last], "," if digits[last] == "." else "."
    head, tail = digits[:last], digits[last + 1 :]
    grouped = re.compile(r"\d{1,3}(?:\%s\d{3})+")
    if len(marks) == 2:
        return mark if re.fullmatch(grouped.pattern % other, head) and mark not in head else None
    if digits.count(mark) > 1:
        return other if re.fullmatch(grouped.pattern % mark, digits) else None
    if re.fullmatch(r"[1-9]\d{0,2}", head) and len(tail) == 3:
        return "?"
    return mark


def value_of(one: Written, mark: str) -> float:
    """The number; infinite where it does not fit the column's decimal mark."""
    if one.says in {".", ","} and one.says != mark:
        return np.inf
    if one.says == "":
        return float(one.digits) * one.factor
    grouping = "," if mark == "." else "."
    return float(one.digits.replace(grouping, "").replace(mark, ".")) * one.factor
