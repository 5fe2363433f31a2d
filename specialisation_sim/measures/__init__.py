"""What is read off: diversity, amplification, collapse, survival, division of labour. Pure array functions.

Where a measure has no meaning (the mix of nobody, the logit of nothing) it is NaN, never a sentinel.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
