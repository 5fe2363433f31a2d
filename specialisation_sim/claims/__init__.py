"""Questions to stories and to records: their variants, their claims, and what came of them."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
