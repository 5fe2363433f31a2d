# The public names, and the only list of them: each loads when it is first used.
from .at_rest import SETTLED as SETTLED
from .licences import licence as licence
from .optimal_rule import OptimalRule as OptimalRule
from .optimal_rule import rule_for_a_path as rule_for_a_path
from .with_store import WithStore as WithStore
from .with_store import best_rule as best_rule
from .with_store import with_store as with_store
from .without_store import WithoutStore as WithoutStore
from .without_store import without_store as without_store
