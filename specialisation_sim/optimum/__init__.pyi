# The public names, and the only list of them: each loads when it is first used.
from .with_store import WithStore as WithStore
from .with_store import with_store as with_store
from .without_store import WithoutStore as WithoutStore
from .without_store import without_store as without_store
