"""Questions to stories and to records: their variants, their claims, and what came of them."""

from .story_scenario import MapOf, Result, Scenario

__all__ = ["MapOf", "Result", "Scenario"]
