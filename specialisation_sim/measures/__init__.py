"""What is read off: diversity, amplification, collapse, survival, division of labour. Pure array functions.

Where a measure has no meaning (the mix of nobody, the logit of nothing) it is NaN, never a sentinel.
"""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
