"""Experiments: many runs of a story, in blocks on all cores, as tidy frames."""

from .ensemble import Ensemble, ensemble
from .return_map import ReturnMap, return_map

__all__ = ["Ensemble", "ReturnMap", "ensemble", "return_map"]
