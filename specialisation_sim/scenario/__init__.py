"""Questions to stories and to records: their variants, their claims, and what came of them."""

from .result import Result
from .side_by_side import compare
from .story_scenario import MapOf, Scenario

__all__ = ["MapOf", "Result", "Scenario", "compare"]
