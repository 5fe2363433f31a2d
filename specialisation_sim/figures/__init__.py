"""Figures: a tidy frame in, a matplotlib Figure out. Nothing here runs a model."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
