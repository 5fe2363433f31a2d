"""What a run or an audit leaves as files."""

from .folder import write_figure
from .scenario_result import draw, write_result

__all__ = ["draw", "write_figure", "write_result"]
