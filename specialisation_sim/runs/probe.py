"""Runs that are to come out the same whatever is changed, and how far apart two outcomes are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..model.parameters import Parameters
from .ensembles import Ensemble, ensemble

if TYPE_CHECKING:
    from ..model.world import World


@dataclass(frozen=True)
class Probe:
    """Runs that are to come out the same.

    Attributes
    ----------
    story : type of World
        The story.
    sets, seeds : tuple
        Parameters and seed of each run.
    steps, every : int
        Horizon, and steps between two recorded times.
    options : mapping
        What the story takes besides.
    """

    story: type[World]
    sets: tuple[Parameters, ...]
    seeds: tuple[int, ...]
    steps: int
    every: int = 1
    options: Mapping[str, Any] = field(default_factory=dict)

    def run(self, **how: Any) -> Ensemble:
        """Run them, in this process unless told otherwise."""
        return ensemble(
            self.story,
            self.sets,
            self.seeds,
            self.steps,
            **{"every": self.every, "workers": 1, "progress": False, **how, **self.options},
        )

    @property
    def bulk(self) -> int:
        """Length of the longest array of a run."""
        return max(self.story.workload(parameters).width for parameters in self.sets)


class Difference(NamedTuple):
    """What a change did.

    Attributes
    ----------
    change : str
        Name of the change.
    size : float
        Greatest relative difference of any number; infinite where one is undefined or a word differs; NaN if not tried.
    allowed : float
        Difference that is allowed.
    why_not : str
        Why it was not tried.
    """

    change: str
    size: float
    allowed: float = 0.0
    why_not: str = ""

    @property
    def broken(self) -> bool:
        """Whether the change mattered."""
        return self.size > self.allowed


def apart(first: Ensemble, second: Ensemble, parameter_class: type[Parameters]) -> float:
    """Greatest relative difference between the frames of two ensembles, besides parameters."""
    sizes = [0.0]
    for left, right in zip(first, second, strict=True):
        if len(left) != len(right):
            return np.inf
        for name in left.columns.difference(list(parameter_class.model_fields)):
            sizes.append(column_apart(left[name].to_numpy(), right[name].to_numpy()))
    return max(sizes)


def column_apart(left: Any, right: Any) -> float:
    """Greatest relative difference between two columns."""
    if left.dtype.kind not in "fiub":
        return np.inf if (left != right).any() else 0.0
    left, right = left.astype(float), right.astype(float)
    present = ~np.isnan(left)
    if (present == np.isnan(right)).any():
        return np.inf
    # What is equal is no distance apart, infinities too; one infinity against anything else is infinitely far.
    unequal = present & (left != right)
    left, right = left[unequal], right[unequal]
    if not (np.isfinite(left) & np.isfinite(right)).all():
        return np.inf
    return float((np.abs(left - right) / np.maximum(1.0, np.abs(right))).max(initial=0.0))
