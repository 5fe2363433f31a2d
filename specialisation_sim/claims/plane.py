"""Part of parameter space over which a claim is mapped."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plane:
    """Part of parameter space over which a claim is mapped.

    Attributes
    ----------
    x, y : str
        Two parameters.
    xs, ys : tuple of float
        Their values.
    both : bool
        Whether the variant that the claim compares with moves over the plane too, or stays where it is.
    replicates : int
        Runs at each point.
    """

    x: str
    xs: tuple[float, ...]
    y: str
    ys: tuple[float, ...]
    both: bool = True
    replicates: int = 20
