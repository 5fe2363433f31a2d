"""Even: what stands out among what is seen as sharply."""

from __future__ import annotations

import numpy as np

from ..arrays import Array
from ..funding import Pile


def even(pile: Pile) -> Array:
    """Fund what stands out most among proposals that are judged equally precisely: merit divided by its spread.

    The same part of what is seen dimly is then funded as of what is seen sharply: the share of awards of each domain is
    that of its proposals.

    References
    ----------
    Aigner, D. J. & Cain, G. G. (1977). Statistical theories of discrimination in labor markets. ILR Review 30(2).
    """
    spread = np.sqrt(pile.precision / (1.0 + pile.precision))
    # Where nothing is seen, all are believed alike, and nothing stands out.
    return np.divide(pile.merit, spread, out=np.zeros_like(pile.merit), where=spread > 0)
