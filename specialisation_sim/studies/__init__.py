"""Full reproductions of the sources' figures: run, written, and shown beside what the sources say."""

from .reproduce import Reproduced, as_scenario, reproduce

__all__ = ["Reproduced", "as_scenario", "reproduce"]
