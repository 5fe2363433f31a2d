"""The theory: pure array functions, one law a file.

No Mesa, no pandas, no generators: draws are arguments. State is shaped ``(tasks, runs, agents)``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
