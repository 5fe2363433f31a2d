"""Questions to stories and to records: their variants, their claims, and what came of them."""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
