# The public names, and the only list of them: each loads when it is first used.
from .reproduce import Reproduced as Reproduced
from .reproduce import as_scenario as as_scenario
from .reproduce import reproduce as reproduce
