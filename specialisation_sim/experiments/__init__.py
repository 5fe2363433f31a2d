"""Experiments: many runs of a story, in blocks on all cores, as tidy frames."""

from .bifurcations import Bifurcation, bifurcation
from .ensembles import Ensemble, ensemble
from .measuring import maps_of_all, measure
from .return_maps import ReturnMap, return_map

__all__ = ["Bifurcation", "Ensemble", "ReturnMap", "bifurcation", "ensemble", "maps_of_all", "measure", "return_map"]
