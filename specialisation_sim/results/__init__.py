"""What a run or an audit leaves as files."""

from .outputs import write_figure
from .story_results import draw, write_result

__all__ = ["draw", "write_figure", "write_result"]
