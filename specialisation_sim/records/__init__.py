"""Records of the real world: weather that stories live through, and decisions of organisations that are audited."""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
