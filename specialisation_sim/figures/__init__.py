"""Figures: a tidy frame in, a matplotlib Figure out. Nothing here runs a model."""

from .against import against
from .albums import album_counts, albums
from .bands import bands, small_multiples
from .breadth import breadth_and_drift, forecast_fan, guarantee_curves, two_records
from .chances import chances
from .classes import class_bars
from .clouds import clouds, contact_sheets
from .curves import curves
from .hosts import cascades, host_networks, niches
from .lineage import lineage
from .maps import claim_map, cobweb
from .mixtures import densities
from .occupations import fates, frontier_map, gains, workers_by_occupation
from .one_curve import one_curve
from .operating import operating
from .phase import phase_plane
from .record import category_shares, effective_numbers, record_map
from .return_maps import bifurcation_diagram, one_map, same_picture
from .runs import single_runs
from .sensitivity import morris_bars, sobol_bars
from .survival import survival_curves
from .sweeps import effects, end_states, phase_diagram

__all__ = [
    "against",
    "album_counts",
    "albums",
    "bands",
    "bifurcation_diagram",
    "breadth_and_drift",
    "cascades",
    "category_shares",
    "chances",
    "claim_map",
    "class_bars",
    "clouds",
    "cobweb",
    "contact_sheets",
    "curves",
    "densities",
    "effective_numbers",
    "effects",
    "end_states",
    "fates",
    "forecast_fan",
    "frontier_map",
    "gains",
    "guarantee_curves",
    "host_networks",
    "lineage",
    "morris_bars",
    "niches",
    "one_curve",
    "one_map",
    "operating",
    "phase_diagram",
    "phase_plane",
    "record_map",
    "same_picture",
    "single_runs",
    "small_multiples",
    "sobol_bars",
    "survival_curves",
    "two_records",
    "workers_by_occupation",
]
