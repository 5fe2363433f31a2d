"""The theory: pure array functions, one law a file.

No Mesa, no pandas, no generators: draws are arguments. State is shaped ``(tasks, runs, agents)``.
"""

from ..base.public_names import public_names

__getattr__, __dir__, __all__ = public_names(__name__, __file__)
