"""What is read off: diversity, amplification, collapse, survival, division of labour. Pure array functions.

Where a measure has no meaning (the mix of nobody, the logit of nothing) it is NaN, never a sentinel.
"""

from .amplification import amplification, logit_share, tilt_and_lock_in
from .collapse import collapse_time, survival
from .diversity import entropy, hill_number, modal_share, shares, support_lost, tail_mass
from .division import division_of_labour, specialisation
from .fixed_points import FixedPoint, fixed_points, local_fit, share_grid, stability
from .host_network import Links, host_network, links_of
from .intervals import (
    checked_confidence,
    mean_interval,
    mean_of,
    normal_quantile,
    share_interval,
    students_t,
)
from .lineage import Enrolment, lineage_of
from .similarity import similarity

__all__ = [
    "Enrolment",
    "FixedPoint",
    "Links",
    "amplification",
    "checked_confidence",
    "collapse_time",
    "division_of_labour",
    "entropy",
    "fixed_points",
    "hill_number",
    "host_network",
    "lineage_of",
    "links_of",
    "local_fit",
    "logit_share",
    "mean_interval",
    "mean_of",
    "modal_share",
    "normal_quantile",
    "share_grid",
    "share_interval",
    "shares",
    "similarity",
    "specialisation",
    "stability",
    "students_t",
    "support_lost",
    "survival",
    "tail_mass",
    "tilt_and_lock_in",
]
