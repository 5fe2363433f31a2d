"""Words with numbers in braces. A table may come from anybody, so a word takes plain names and short formats alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from ...base.errors import UserError, unknown

FORMAT = re.compile(r",?(\.\d)?[dfg%]?")
MINUS = "\N{MINUS SIGN}"
LONGEST = 400
"""Characters of a sentence."""


class SafeFormatter(Formatter):
    """Formats names without reaching into what they stand for: no attribute, index, conversion or width."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        """The number of a name."""
        if field_name not in kwargs:
            raise unknown("name in braces", field_name, kwargs)
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        """A number in words, with a true minus sign."""
        if not FORMAT.fullmatch(format_spec):
            raise UserError(f"format {format_spec!r} is not allowed; allowed: such as .0%, .1f, ,.0f or d")
        if format_spec.endswith("d"):
            value = round(value)
        words: str = super().format_field(value, format_spec)
        return words.replace("%", " %").replace("-", MINUS) if format_spec else words

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Leave a value as it is."""
        if conversion:
            raise UserError(f"conversion !{conversion} is not allowed in words")
        return value


def filled(text: str, numbers: Mapping[str, float | str]) -> str:
    """A sentence with its numbers.

    Raises
    ------
    UserError
        If it asks for a number that there is not, or in a way that is not allowed.
    """
    if len(text) > LONGEST:
        raise UserError(f"a sentence has {len(text)} characters; allowed: to {LONGEST}")
    try:
        return SafeFormatter().vformat(text, (), dict(numbers))
    except (ValueError, IndexError) as error:
        raise UserError(f"{text!r} cannot be filled: {error}") from None


def names_in(text: str) -> set[str]:
    """Names in braces."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise UserError(f"{text!r} cannot be read: {error}") from None
