"""Mode collapse in people, organisations and markets: simulate it, measure it, and test every sentence about it.

Names load when first used, so that importing the package is quick: Mesa alone takes a second. They are listed once,
in ``__init__.pyi``.
"""

import lazy_loader

from .base.version import __version__ as __version__

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
