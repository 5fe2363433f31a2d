"""Figures: a tidy frame in, a matplotlib Figure out. Nothing here runs a model."""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
