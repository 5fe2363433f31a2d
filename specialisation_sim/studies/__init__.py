"""Full reproductions of the sources' figures: run, written, and shown beside what the sources say."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
