"""Which parameters decide a verdict: each claim again with other words, other numbers of agents, and published values.

Changes are made in all variants at once: of a word the others that it may be, of a switch the other side, of a number
of agents a fifth fewer and more; and, for a parameter that somebody has measured (`model.settings`), the ends of what
was published. They are made one at a time, and two at a time but for two numbers of agents. What differs between a
scenario's variants is what it asks about, and is not changed. A change decides a claim if its estimate then lies on the
other side of the bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin

from ..base.errors import UserError
from ..model.settings import SHOWN, ranges_of
from .around import around
from .claim import Claim
from .result import Result
from .scenario import Scenario

if TYPE_CHECKING:
    from ..runs.progress import Progress

MOST_PUBLISHED = 40
"""Greatest number of runs at the ends of what was published."""

type Ends = Mapping[str, tuple[Any, ...]]
"""For each parameter the values that it is changed to."""


class Flip(NamedTuple):
    """A claim that comes out otherwise with some parameters changed.

    Attributes
    ----------
    claim : Claim
        The claim.
    changes : mapping
        The parameters, one or two, and their values.
    estimate : float
        What came out there.
    holds : bool
        Whether it holds there, by its estimate, and so does not where it is asked.
    """

    claim: Claim
    changes: Mapping[str, Any]
    estimate: float
    holds: bool


class Decided(NamedTuple):
    """What was tried on a scenario, and what changed a claim.

    Attributes
    ----------
    tried : int
        Changes that were tried; those that a story refuses are not among them.
    flips : tuple of Flip
        Of a claim those changes of which no part does it alone.
    """

    tried: int
    flips: tuple[Flip, ...]

    def of(self, claim: Claim) -> tuple[Flip, ...]:
        """What decides one claim."""
        return tuple(flip for flip in self.flips if flip.claim is claim)


def all_changes(ends: Ends, at_once: int = 2, alone: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """Every parameter at each of its values, and every so many of them at once, but for two of those to go alone."""
    for number in range(1, at_once + 1):
        for names in combinations(ends, number):
            if len(set(names) & set(alone)) < 2:
                for values in product(*(ends[name] for name in names)):
                    yield dict(zip(names, values, strict=True))


def switches_of(scenario: Scenario, width: float = 0.2) -> dict[str, tuple[Any, ...]]:
    """Words, switches and numbers of agents of a scenario, each with the values that it has not.

    Parameters
    ----------
    scenario : Scenario
        The scenario; what differs between its variants is left out.
    width : float
        How far a number of agents moves, as a part of itself; by one at least.
    """
    from ..registry import story

    kind = story(scenario.story).Parameters
    sets = [kind(**scenario.parameters_of(name)) for name in scenario.variants]
    ends: dict[str, tuple[Any, ...]] = {}
    for name, field in kind.model_fields.items():
        value = getattr(sets[0], name)
        declared = kind.declarations()[name]
        if any(getattr(one, name) != value for one in sets):
            continue
        if get_origin(field.annotation) is Literal:
            ends[name] = tuple(word for word in get_args(field.annotation) if word != value)
        elif field.annotation is bool:
            ends[name] = (not value,)
        elif field.annotation is int and declared.fixes_shape and value > 1:
            step = max(round(width * value), 1)
            ends[name] = tuple(each for each in (value - step, value + step) if declared.allows(each))
    return {name: values for name, values in ends.items() if values}


def decided(
    result: Result, ends: Ends, *, of: str = "", replicates: int = 10, at_once: int = 2, progress: Progress = None
) -> Decided:
    """Claims of a scenario that come out otherwise with some parameters changed.

    Parameters
    ----------
    result : Result
        The scenario as it is, of as many runs or more.
    ends : mapping
        For each parameter the values that it is changed to.
    of : str
        Ask claims on variants whose names begin so; on all if left out.
    replicates : int
        Runs of each variant.
    at_once : int
        How many parameters are changed at once, at most.
    progress : bool, None or callable
        See `ensemble`.

    Returns
    -------
    Decided
        In the order of the changes. By estimates, whatever their intervals.
    """
    claims = [claim for claim in result.scenario.claims if claim.of.startswith(of)]
    kind = type(next(iter(result.sets.values())))
    numbers = [name for name in ends if kind.model_fields[name].annotation is int]
    tried = [changes for changes in all_changes(ends, at_once, numbers) if _goes(result, changes)] if claims else []
    if not tried:
        return Decided(0, ())
    wanted = {name for claim in claims for name in (claim.of, claim.versus) if name is not None}
    sets = {name: [result.sets[name].but(**changes) for changes in ({}, *tried)] for name in wanted}
    outcomes = around(result, sets, claims, replicates, progress)
    flips: list[Flip] = []
    for claim in claims:
        estimates, holds = claim.at_points(claim.values(outcomes).reshape(len(tried) + 1, -1))
        own: list[Flip] = []
        for changes, estimate, here in zip(tried, estimates[1:], holds[1:], strict=True):
            if here != holds[0] and not any(flip.changes.items() <= changes.items() for flip in own):
                own.append(Flip(claim, changes, float(estimate), bool(here)))
        flips += own
    return Decided(len(tried), tuple(flips))


def _goes(result: Result, changes: Mapping[str, Any]) -> bool:
    """Whether some values go together, in all variants and with their options."""
    from ..registry import story

    kind = story(result.scenario.story)
    try:
        for name, parameters in result.sets.items():
            kind(parameters.but(**changes), seeds=(0,), collect=False, **result.options[name])
    except UserError:
        return False
    return True


def decided_by_published(result: Result, progress: Progress = None) -> Decided:
    """Claims on the essay's sentences that hold at its word, and fail at the ends of what was published.

    Of a scenario that does not ask the settings of a story nothing is tried. `MOST_PUBLISHED` runs are taken at most.
    """
    scenario = result.scenario
    if not any(claim.answers for claim in scenario.claims) or SHOWN not in scenario.variants:
        return Decided(0, ())
    ends = {name: known.ends for name, known in ranges_of(scenario.story).items()}
    runs = min(len(result.seeds), MOST_PUBLISHED)
    found = decided(result, ends, of=SHOWN, replicates=runs, progress=progress)
    return found._replace(flips=tuple(flip for flip in found.flips if not flip.holds))


def changes_said(changes: Mapping[str, Any]) -> str:
    """Changes in words, such as ``"market = trade and workers = 16"``."""
    values = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in changes.items()}
    return " and ".join(f"{name} = {value}" for name, value in values.items())
