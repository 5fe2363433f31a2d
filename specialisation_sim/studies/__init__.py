"""Full reproductions of the sources' figures: run, written, and shown beside what the sources say."""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
