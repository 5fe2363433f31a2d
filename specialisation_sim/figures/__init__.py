"""Figures: a tidy frame in, a matplotlib Figure out. Nothing here runs a model."""

from .albums import album_counts, albums
from .bands import bands, small_multiples
from .lineage import lineage
from .maps import claim_map, cobweb
from .occupations import fates, frontier_map, gains, workers_by_occupation
from .phase import phase_plane
from .record import category_shares, effective_numbers, record_map
from .sensitivity import morris_bars, sobol_bars
from .survival import survival_curves
from .sweeps import effects, end_states, phase_diagram

__all__ = [
    "album_counts",
    "albums",
    "bands",
    "category_shares",
    "claim_map",
    "cobweb",
    "effective_numbers",
    "effects",
    "end_states",
    "fates",
    "frontier_map",
    "gains",
    "lineage",
    "morris_bars",
    "phase_diagram",
    "phase_plane",
    "record_map",
    "small_multiples",
    "sobol_bars",
    "survival_curves",
    "workers_by_occupation",
]
