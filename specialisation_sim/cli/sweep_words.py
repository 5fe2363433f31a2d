"""What a sweep is asked for in words: what varies, and what is read off; refused before anything is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..base.errors import UserError, unknown
from ..sweeps import design as designs
from ..sweeps.points import check_points

if TYPE_CHECKING:
    from ..model.outline import Outline
    from ..model.parameters import Parameters
    from ..model.world import World
    from ..sweeps.points import Design

POINTS = {"lhs": 100, "saltelli": 64, "morris": 20}
"""Size of a sample where none is given."""

NARROW = 1.25
"""Effective number of tasks below which a run has collapsed, unless told otherwise: about 19 days of 20 on one task."""


PREFERRED = ("specialisation", "division_of_labour")
"""What is shown of stories that have no effective number."""


class SweepReading(NamedTuple):
    """What is read off a sweep: an observable, and the bound beyond which a run has collapsed."""

    observable: str
    below: float | None = None
    above: float | None = None

    @property
    def collapse(self) -> str:
        """When a run has collapsed, in words."""
        name = self.observable.replace("_", " ")
        return f"{name} below {self.below:g}" if self.below is not None else f"{name} above {self.above:g}"


def checked_reading(
    story: type[World] | Outline, observable: str | None, below: float | None, above: float | None, phase: bool
) -> SweepReading:
    """What to read off a sweep; an effective number if nothing is said.

    Raises
    ------
    UserError
        If there is no such observable, or a phase diagram has no bound of collapse or two.
    """
    counts = [name for name in story.observed if name.startswith("effective")]
    name = observable or next(
        iter([*counts, *(preferred for preferred in PREFERRED if preferred in story.observed), *story.observed])
    )
    if name not in story.observed:
        raise unknown("observable", name, story.observed)
    if below is not None and above is not None:
        raise UserError("--collapse-below and --collapse-above exclude each other; give one")
    if below is None and above is None and name in counts:
        below = NARROW
    if phase and below is None and above is None:
        raise UserError(f"when has a run collapsed? Give --collapse-below or --collapse-above a value of {name}")
    return SweepReading(name, below, above)


def parse_design(
    kind: type[Parameters], vary: Sequence[str], sample: str | None, points: int | None, seed: int
) -> Design:
    """A design from words such as ``need=0.2:0.6:5``, ``need=0.2:0.6`` or ``learning=power,saturating``.

    Raises
    ------
    UserError
        For a word that is none of these, a parameter that does not exist, or a kind of sample that does not.
    """
    if sample is not None and sample not in {*designs.SIZES, "oat", "grid"}:
        raise unknown("sample", sample, [*designs.SIZES, "oat", "grid"])
    sampled = sample in designs.SIZES
    if points is not None and not sampled:
        raise UserError("--points is the size of a sample; on a grid each --vary says how many: need=0.2:0.6:5")
    axes: dict[str, Any] = {}
    for word in vary:
        name, equals, text = (part.strip() for part in word.partition("="))
        if not (equals and text):
            raise UserError(f"--vary {word!r} is not NAME=VALUES; examples: need=0.2:0.6:5, learning=power,saturating")
        if name not in kind.model_fields:
            raise unknown("parameter", name, kind.model_fields)
        if name in axes:
            raise UserError(f"--vary names {name} twice")
        axes[name] = _axis(name, text, sampled)
    if not axes:
        raise UserError("nothing varies; give --vary, such as --vary need=0.2:0.6:5")
    if not sampled:
        return designs.MAKERS[sample or "grid"](**axes)
    assert sample is not None
    return designs.MAKERS[sample](POINTS[sample] if points is None else points, seed=seed, **axes)


def _axis(name: str, text: str, sampled: bool) -> Any:
    """Values or range of one axis."""
    if ":" not in text:
        return [part.strip() for part in text.split(",")]
    parts = text.split(":")
    try:
        low, high = float(parts[0]), float(parts[1])
        count = int(parts[2]) if len(parts) == 3 else 0
    except ValueError:
        raise UserError(f"--vary {name}={text} is not valid; give numbers, such as {name}=0:1:5") from None
    if len(parts) != (2 if sampled else 3):
        given = f"{name}=LOW:HIGH, and --points for how many" if sampled else f"{name}=LOW:HIGH:NUMBER"
        raise UserError(f"--vary {name}={text} is not valid; give {given}")
    if sampled:
        return (low, high)
    if count < 1 or not np.isfinite([low, high]).all():
        raise UserError(f"--vary {name}={text} is not valid; allowed: finite numbers, and a number of values from 1")
    check_points(count)
    return np.linspace(low, high, count)


def is_phase(design: Design) -> bool:
    """Whether a design makes a phase diagram: a grid over two parameters."""
    return design.kind == "grid" and len(design.axes) == 2
