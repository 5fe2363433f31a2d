# The public names, and the only list of them: each loads when it is first used.
from .compare import compare as compare
from .result import Result as Result
from .scenario import MapOf as MapOf
from .scenario import Scenario as Scenario
