# The public names, and the only list of them: each loads when it is first used.
from .folder import write_figure as write_figure
from .scenario_result import draw as draw
from .scenario_result import write_result as write_result
