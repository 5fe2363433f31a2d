"""Experiments: many runs of a story, in blocks on all cores, as tidy frames."""

from .design import Design, grid, latin_hypercube, morris, one_at_a_time, saltelli
from .ensembles import Ensemble, ensemble
from .return_maps import ReturnMap, return_map
from .sweeps import Stopped, Sweep, read_sweep, sweep

__all__ = [
    "Design",
    "Ensemble",
    "ReturnMap",
    "Stopped",
    "Sweep",
    "ensemble",
    "grid",
    "latin_hypercube",
    "morris",
    "one_at_a_time",
    "read_sweep",
    "return_map",
    "saltelli",
    "sweep",
]
