"""Frames of sweeps as files can hold them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def storable(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame that Parquet can hold: where some values are one for each agent, the column is one of words."""
    objects = [str(name) for name, column in frame.items() if column.dtype == object]
    mixed = [name for name in objects if any(isinstance(value, tuple) for value in frame[name])]
    return frame.assign(**{name: [in_words(value) for value in frame[name]] for name in mixed})


def in_words(value: Any) -> str:
    """A value as the command line takes it."""
    return ",".join(map(repr, value)) if isinstance(value, tuple) else repr(value)
