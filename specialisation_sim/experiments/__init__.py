"""Experiments: many runs of a story, in blocks on all cores, as tidy frames."""

from .ensembles import Ensemble, ensemble
from .return_maps import ReturnMap, return_map

__all__ = ["Ensemble", "ReturnMap", "ensemble", "return_map"]
