"""The path that a run would have taken without the last change, beside the one that it took: on one axis of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .runner import Snapshot

type Curves = Mapping[str, Sequence[float | None]]


def beside(now: Snapshot, ghost: tuple[int, Snapshot] | None, names: Sequence[str]) -> tuple[list[int], Curves, Curves]:
    """Times, the curves of a run, and those of the path that it left, which has no values before it did.

    Parameters
    ----------
    now : Snapshot
        The run.
    ghost : tuple of (int, Snapshot), optional
        From when on the other path is another, and that path.
    names : sequence of str
        Which curves.

    Returns
    -------
    tuple of (list of int, mapping, mapping)
        The times reach as far as the longer of the two.
    """
    live = {name: now.series[name] for name in names if name in now.series}
    if ghost is None:
        return list(now.times), live, {}
    parted, other = ghost
    times = list(other.times if other.times[-1] > now.times[-1] else now.times)
    return (
        times,
        {name: at_times(now.times, values, times) for name, values in live.items()},
        {name: at_times(other.times, other.series[name], times, parted) for name in live},
    )


def at_times(
    known: Sequence[int], values: Sequence[float | None], times: Sequence[int], first: int = 0
) -> list[float | None]:
    """The latest value that is known at each time; none before the first time and after the last known."""
    return [
        values[bisect_right(known, time) - 1] if max(first, known[0]) <= time <= known[-1] else None for time in times
    ]
