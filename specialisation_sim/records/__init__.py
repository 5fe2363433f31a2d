"""Records of the real world: weather that stories live through, and decisions of organisations that are audited."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
