"""What a run or an audit leaves as files."""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
