"""The quantity that a claim bounds, in words and with its unit: "catch of a day (meals), mean of days 366 to 730"."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from functools import cache

from ..model.observables import Observable
from ..registry import story
from .claim import Claim
from .readings import Outcome, Reading

REWARD = re.compile(r"reward_of_rule_(\d+)")


def quantity_of(claim: Claim, world: str = "") -> str:
    """What a claim bounds, with its unit.

    Parameters
    ----------
    claim : Claim
        One of a scenario's.
    world : str
        Name of the scenario's story; blank for a claim on a record.

    Returns
    -------
    str
        What the claim says of it itself; else the meaning and unit of the observable that it reads, and when; else the
        first line of its statistic's docstring; blank if there is none of these.
    """
    statistic = claim.statistic
    if claim.quantity:
        return claim.quantity
    if isinstance(statistic, Outcome):
        return " minus ".join(
            REWARD.sub(r"reward per step of foragers who follow rule \1", name) for name in _columns(statistic)
        )
    if not isinstance(statistic, Reading):
        return _first_line(statistic)
    if not statistic.words:
        return _first_line(statistic.read)
    observed, clock = _observed(world)
    if statistic.observable not in observed:
        return ""
    seen = observed[statistic.observable]
    meaning = seen.meaning.replace(", mean of the living", ", mean of those still alive")
    return f"{meaning} ({seen.unit}), {_when(statistic.words, clock)}"


def _columns(outcome: Outcome) -> list[str]:
    """Columns of runs that an outcome reads."""
    return [name for name in (outcome.column, outcome.less) if name]


@cache
def _observed(world: str) -> tuple[Mapping[str, Observable], str]:
    """Observables of a story, and what a step of it is called."""
    if not world:
        return {}, ""
    kind = story(world)
    return kind.observed, kind.clock


def _when(words: str, clock: str) -> str:
    """When a reading is taken, with the story's own unit of time: "at 12" is "at week 12"."""
    words = re.sub(r"^mean from (\d+) to \1$", r"at \1", words)
    words = re.sub(r"^at (?=\d)", f"at {clock} ", words)
    words = re.sub(r"^change from (?=\d)", f"change from {clock} ", words)
    words = re.sub(r"^(mean|least) from (?=\d)", rf"\1 of {clock.removesuffix('s')}s ", words)
    return re.sub(r"^time of falling below (\S+)$", rf"{clock} from which it stays below \1", words)


def _first_line(statistic: object) -> str:
    """What the docstring of a statistic says first."""
    line = (inspect.getdoc(statistic) or "").split("\n", maxsplit=1)[0].removeprefix("Statistic: ").rstrip(".")
    return line[:1].lower() + line[1:]
