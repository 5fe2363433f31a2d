"""Experiments: many runs of a story, in blocks on all cores, as tidy frames."""

from .bifurcations import Bifurcation, bifurcation
from .design import Design, grid, latin_hypercube, morris, one_at_a_time, saltelli
from .ensembles import Ensemble, ensemble
from .measuring import maps_of_all, measure
from .observed_maps import observed_map
from .operator import Operation, operate
from .return_maps import ReturnMap, return_map
from .sweeps import Stopped, Sweep, read_sweep, sweep

__all__ = [
    "Bifurcation",
    "Design",
    "Ensemble",
    "Operation",
    "ReturnMap",
    "Stopped",
    "Sweep",
    "bifurcation",
    "ensemble",
    "grid",
    "latin_hypercube",
    "maps_of_all",
    "measure",
    "morris",
    "observed_map",
    "one_at_a_time",
    "operate",
    "read_sweep",
    "return_map",
    "saltelli",
    "sweep",
]
