"""Chains and stories that are set on the axes of one collapse curve, and what each is run with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..laws.arrays import Array
from .resampling import even, ideas, ranks, seventy_thirty, tokens

if TYPE_CHECKING:
    pass

REGIMES = ("replace", "accumulate", "a tenth real")
"""What a generation learns from: the last one's output, all output so far, or a tenth of real data besides."""


@dataclass(frozen=True)
class System:
    """A system on the common axes.

    Attributes
    ----------
    story : str
        Name of the story or chain.
    label, counts : str
        What figures call it, and what its variety is of.
    observable : str
        Its effective number, or its spread.
    last_one : float
        What is taken off: 1 of an effective number, 0 of a spread.
    free : float
        Kinds less one.
    data : float
        Data of a generation.
    data_are : str
        The same in words.
    steps, runs : int
        Generations, and runs at most.
    settings : mapping
        For each regime that it has, its parameters.
    law : callable, optional
        Chances of its kinds at the start, for what resamples alone; left out for a normal law.
    drawn : bool
        Whether what is seen first is a sample of them already.
    """

    story: str
    label: str
    counts: str
    observable: str
    last_one: float
    free: float
    data: float
    data_are: str
    steps: int
    runs: int
    settings: Mapping[str, Mapping[str, Any]]
    law: Callable[[], Array] | None = None
    drawn: bool = False


def _regimes(common: Mapping[str, Any], *own: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    return {regime: {**common, **changes} for regime, changes in zip(REGIMES, own, strict=True) if changes is not None}


ACCUMULATE, TENTH = {"regime": "accumulate"}, {"outside": 0.1}
MIXED = TENTH | {"regime": "mix"}

SYSTEMS = (
    System(
        "discrete",
        "table of ten",
        "effective number of states",
        "effective_states",
        1,
        9,
        100,
        "draws",
        60,
        500,
        _regimes({"samples": 100, "states": 10}, {}, ACCUMULATE, MIXED),
        ranks,
    ),
    System(
        "gaussian",
        "normal law",
        "standard deviation of the newest model",
        "spread",
        0,
        1,
        30,
        "draws",
        150,
        1000,
        _regimes({"samples": 30}, {}, ACCUMULATE, MIXED),
    ),
    System(
        "autoencoder",
        "digits",
        "effective number of digits in images",
        "effective_numerals",
        1,
        9,
        1500,
        "images",
        20,
        8,
        _regimes({}, {}, ACCUMULATE, TENTH),
        even,
    ),
    System(
        "text",
        "words",
        "effective number of tokens",
        "effective_vocabulary",
        1,
        1999,
        16_000,
        "tokens",
        15,
        8,
        _regimes({"blocks": 250}, {}, ACCUMULATE, TENTH),
        tokens,
        True,
    ),
    System(
        "foundation",
        "foundation",
        "effective number of domains in awards",
        "effective_domains",
        1,
        1,
        20,
        "awards",
        60,
        200,
        _regimes({"proposals": 200, "selectivity": 0.1}, {}, None, TENTH),
        seventy_thirty,
    ),
    System(
        "band",
        "band",
        "effective number of genres on an album",
        "effective_genres",
        1,
        1,
        12,
        "tracks",
        40,
        200,
        _regimes({}, {"retention": 0.0}, {"retention": 1.0}, None),
        ideas,
        True,
    ),
)
"""The systems; those that are not in the registry are passed over."""
