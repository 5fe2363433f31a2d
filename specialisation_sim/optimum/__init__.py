"""The optimum: what a forager who looks ahead would do, and what the one who does not loses by it.

`without_store` is exact: the weather is integrated in closed form and one number is the state. `with_store` has a grid
over experience and the store, and says how far a grid twice as coarse is from it.
"""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
