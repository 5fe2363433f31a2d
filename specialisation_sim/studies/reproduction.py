"""What a reproduction is made of: the source's facts beside what is read of ours, and pictures that mirror its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})

MACHINE = (
    "two cores of an AMD EPYC server that was also doing six times as much other work; a quiet machine is several "
    "times as fast"
)
"""Where `seconds` were measured."""


@dataclass(frozen=True)
class Fact:
    """A sentence of a source, and what of ours it is compared with.

    Attributes
    ----------
    says, value : str
        What the source says, and its value as it prints it.
    of, reads : str
        Variant and observable that ours is read from.
    near, within : float
        Ours agrees where it lies within a part of this value, to both sides.
    above, below : float, optional
        Or between these.
    at, since : int, optional
        Generation at which it is read, the last if left out; and one since which its growth is read.
    share : float, optional
        Share of runs for which it must hold; the mean must hold if left out.
    versus : str, optional
        Variant it is compared with: the difference is then read.
    why : str
        Why it is not reproduced, where it is not.
    """

    says: str
    value: str
    of: str
    reads: str
    near: float | None = None
    within: float = 0.0
    above: float | None = None
    below: float | None = None
    at: int | None = None
    since: int | None = None
    share: float | None = None
    versus: str | None = None
    why: str = ""

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Above and below what ours agrees."""
        if self.near is None:
            return self.above, self.below
        reach = self.within * abs(self.near)
        return self.near - reach, self.near + reach


@dataclass(frozen=True)
class SourceFigure:
    """A figure that mirrors the source's.

    Attributes
    ----------
    kind : str
        Name of a function in `drawing`, such as ``"against"``, or else in `figures`.
    shown : tuple
        What it takes first: observables, mostly.
    options : mapping
        What else it takes, such as ``title``.
    logarithmic : bool
        Whether its vertical axes are.
    """

    kind: str
    shown: tuple[Any, ...]
    options: Mapping[str, Any] = NOTHING
    logarithmic: bool = False


@dataclass(frozen=True)
class Reproduction:
    """One figure of a source.

    Attributes
    ----------
    source, figure : str
        Where it is.
    scenario : str
        The shipped scenario that asks the same on a smaller scale.
    story : str
        The chain.
    variants : mapping
        For each variant its parameters at the source's size.
    steps, replicates : int
        Generations and runs.
    every : int
        Generations between two that are recorded.
    facts : tuple of Fact
        What the source says.
    pictures : mapping
        Its figures, by name.
    seconds : float
        What it takes on `MACHINE`, roughly; the page of the docs has the time of the run that it shows.
    """

    source: str
    figure: str
    scenario: str
    story: str
    variants: Mapping[str, Mapping[str, Any]]
    steps: int
    replicates: int
    every: int = 1
    facts: tuple[Fact, ...] = ()
    pictures: Mapping[str, SourceFigure] = NOTHING
    seconds: float = 0.0


def duration(seconds: float) -> str:
    """Seconds in words."""
    if not seconds:
        return "not measured"
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
