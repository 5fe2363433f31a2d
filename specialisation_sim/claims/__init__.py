"""Questions to stories and to records: their variants, their claims, and what came of them."""

from .compare import compare
from .result import Result
from .scenario import MapOf, Scenario

__all__ = ["MapOf", "Result", "Scenario", "compare"]
