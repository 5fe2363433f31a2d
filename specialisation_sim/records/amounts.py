"""Amounts of money in a column, which is read as a whole.

``3.000`` is three or three thousand, and another cell may tell. Where none does the reader asks, and does not guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..base.errors import UserError, unknown
from ..laws.arrays import Array
from .cells import BLANK, Where, first_places, plain
from .faults import said

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


PLAIN = re.compile(r"\d+(?:\.(?:\d{1,2}|\d{4,}))?")
"""Amounts that say one thing however they are read: three figures after a mark might be thousands."""


class WrittenAmount(NamedTuple):
    """An amount before it is known which mark is the decimal one."""

    digits: str
    factor: float
    currency: str
    says: str  # the decimal mark that the cell itself gives away, "?" if it is ambiguous, "" if it has no mark


class Amounts(NamedTuple):
    """A column of amounts: NaN where a cell is blank, bad or in another currency; negative ones as they are."""

    values: Array
    faults: list[tuple[int, str]]
    currencies: dict[str, int]
    """Cells by currency, of those that name one."""
    other: int
    """Cells left out because they are in another currency."""


def amounts(cells: Sequence[Any], where: Where, *, decimal: str | None = None, comma_parts: bool = True) -> Array:
    """Amounts of a column without faults; see `read_amounts`.

    Raises
    ------
    UserError
        For a cell that is no amount or ambiguous, or is in another currency than those before.
    """
    read = read_amounts(cells, where, decimal=decimal, comma_parts=comma_parts)
    if read.faults:
        raise UserError(read.faults[0][1])
    return read.values


def read_amounts(
    cells: Sequence[Any],
    where: Where,
    *,
    decimal: str | None = None,
    comma_parts: bool = True,
    currency: str | None = None,
) -> Amounts:
    """Amounts of a column.

    Parameters
    ----------
    cells : sequence
        Numbers, or text such as ``$484,000``, ``1.2m``, ``EUR 3.000,50``, ``(35)``.
    where : callable
        Names a cell in messages.
    decimal : {".", ","}, optional
        Decimal mark, where the cells do not tell.
    comma_parts : bool
        Whether commas part the cells of the file, so that 3,000 is three thousand: who writes decimal commas parts
        cells by semicolons.
    currency : str, optional
        The currency to take, where cells name several.

    Returns
    -------
    Amounts

    Raises
    ------
    UserError
        If cells are in several currencies and none is asked for, or their decimal mark cannot be told.
    """
    keys = [cell if type(cell) is str else number_or_text(cell) for cell in cells]
    first = first_places(keys)
    kinds = list(first)
    sure = [key for key in kinds if type(key) is str and PLAIN.fullmatch(key)]
    # Of amounts that say one thing however they are read, one with a decimal point speaks for all.
    spoken = [next((key for key in sure if "." in key), sure[0])] if sure else []
    read: dict[Any, WrittenAmount | None] = {}
    wrong: dict[Any, str] = {}
    for key in [*spoken, *others(kinds, sure)]:
        text = plain(key)
        if text.lower() in BLANK:
            read[key] = None
        elif isinstance(key, float):
            read[key] = WrittenAmount(repr(key), 1.0, "", "")
            if not np.isfinite(key):
                wrong[key] = f"{said(text)}; allowed: a number"
        else:
            parsed = written(text)
            read[key] = parsed
            if parsed is None:
                wrong[key] = f"{said(text)}; allowed: an amount such as 484000, $484,000 or 1.2m"
    one_currency(read, first, where, currency)
    mark = decimal or common_mark(read, first, where, comma_parts)
    values: dict[Any, float] = {key: float(key) for key in sure}
    read |= {key: written(key) for key in sure if mark == "," or values[key] == np.inf}
    for key, amount in read.items():
        value = np.nan if amount is None or key in wrong else value_of(amount, mark or ".")
        if np.isinf(value):
            wrong[key] = f"{said(plain(key))}; allowed: a number that says one thing"
            value = np.nan
        if amount is not None and currency is not None and amount.currency not in {"", currency}:
            value = np.nan
        values[key] = value
    currencies: dict[str, int] = {}
    other = 0
    named = {key: amount.currency for key, amount in read.items() if amount is not None and amount.currency}
    for key in keys if named else ():
        if key in named:
            currencies[named[key]] = currencies.get(named[key], 0) + 1
            other += currency is not None and named[key] != currency
    faults = (
        [(index, f"{where(index)} is {wrong[key]}") for index, key in enumerate(keys) if key in wrong] if wrong else []
    )
    return Amounts(np.array(list(map(values.__getitem__, keys)), dtype=float), faults, currencies, other)


def others(kinds: Sequence[Any], sure: Sequence[Any]) -> list[Any]:
    """Those of some kinds that are not among the sure ones, in their order."""
    settled = set(sure)
    return [key for key in kinds if key not in settled]


def number_or_text(cell: Any) -> Any:
    """A cell as a number if it is one, else as text."""
    if isinstance(cell, (int, float, np.number)) and not isinstance(cell, bool):
        return "" if np.isnan(float(cell)) else float(cell)
    return plain(cell)


def one_currency(
    read: dict[Any, WrittenAmount | None], first: dict[Any, int], where: Where, currency: str | None
) -> None:
    """Refuse several currencies where none is asked for, and one that is not there."""
    spots: dict[str, Any] = {}
    for key, amount in read.items():
        if amount is not None and amount.currency:
            spots.setdefault(amount.currency, key)
    if currency is not None and spots and currency not in spots:
        raise UserError(
            f"{where(first[next(iter(spots.values()))])} and the like: {unknown('currency', currency, spots)}"
        )
    if currency is None and len(spots) > 1:
        (early, one_key), (late, other_key) = sorted(spots.items(), key=lambda item: first[item[1]])[:2]
        raise UserError(
            f"{where(first[other_key])} is {said(plain(other_key))}, in {late}, but "
            f"{where(first[one_key])} is in {early}; "
            f"allowed: one currency; convert the amounts first, or take one of them (--currency {early})"
        )


def common_mark(read: dict[Any, WrittenAmount | None], first: dict[Any, int], where: Where, comma_parts: bool) -> str:
    """Decimal mark that the cells give away; a point if none has a mark."""
    marks: dict[str, Any] = {}
    doubtful = None
    for key, amount in read.items():
        if amount is None or not amount.says:
            continue
        if amount.says == "?":
            doubtful = key if doubtful is None else doubtful
        else:
            marks.setdefault(amount.says, key)
    if len(marks) == 2:
        early, late = sorted(marks.values(), key=lambda key: first[key])
        raise UserError(
            f"{where(first[late])} is {said(plain(late))} and {where(first[early])} is {said(plain(early))}: their "
            "decimal marks differ; allowed: one of them in a column"
        )
    mark = next(iter(marks), "")
    if not mark and doubtful is not None:
        unclear = read[doubtful]
        assert unclear is not None
        if not ("," in unclear.digits and (comma_parts or unclear.currency in ENGLISH)):
            raise UserError(
                f"{where(first[doubtful])} is {said(plain(doubtful))}, which is {unclear.digits.replace(',', '.')} or "
                f"{re.sub('[.,]', '', unclear.digits)}, and no cell of the column shows which; say which mark is the "
                "decimal one (--decimal . or --decimal ,)"
            )
    return mark or "."


def written(text: str) -> WrittenAmount | None:
    """Take an amount apart; None if it is none."""
    if PLAIN.fullmatch(text):
        return WrittenAmount(text, 1.0, "", "." if "." in text else "")
    if re.fullmatch(r"-?\d+(\.\d+)?[eE]\+?\d{1,2}", text):
        return WrittenAmount(repr(float(text)), 1.0, "", "")
    bracketed = text.startswith("(") and text.endswith(")")
    match = AMOUNT.fullmatch(re.sub(r"(?<=\D) | (?=\D)", "", text.strip("()") if bracketed else text))
    if match is None:
        return None
    sign = -1.0 if bracketed or match["minus"] or match["minus2"] else 1.0
    before, after, multiple = match["before"] or "", match["after"] or "", match["multiple"].lower()
    if (multiple and multiple not in MULTIPLES) or after.lower() in MULTIPLES:
        return None
    if before and after and SIGNS.get(before, before) != SIGNS.get(after, after):
        return None
    digits = re.sub("[' ]", "", match["digits"])
    says = decimal_mark(digits)
    if says is None or not re.fullmatch(r"\d+|\d{1,3}([' ]\d{3})+", re.split("[.,]", match["digits"])[0] or "0"):
        return None
    return WrittenAmount(digits, sign * MULTIPLES.get(multiple, 1.0), SIGNS.get(before or after, before or after), says)


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


def value_of(amount: WrittenAmount, mark: str) -> float:
    """The number; infinite where it does not fit the column's decimal mark."""
    if amount.says in {".", ","} and amount.says != mark:
        return np.inf
    if amount.says == "":
        return float(amount.digits) * amount.factor
    grouping = "," if mark == "." else "."
    return float(amount.digits.replace(grouping, "").replace(mark, ".")) * amount.factor
