"""Figures: a tidy frame in, a matplotlib Figure out. Nothing here runs a model."""

from .bands import bands, small_multiples
from .maps import claim_map, cobweb
from .phase import phase_plane
from .survival import survival_curves

__all__ = ["bands", "claim_map", "cobweb", "phase_plane", "small_multiples", "survival_curves"]
