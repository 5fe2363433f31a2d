"""The sources' figures in one table: what a full reproduction of each runs, what the source says, how ours is read.

The shipped scenarios are smaller where that changes time alone; ``specialise reproduce NAME`` runs these.

To add one, add an entry to the `REPRODUCTIONS` of its source's module: where it is in the source, the shipped scenario
that asks the same, the chain, each variant's parameters at the source's size, generations and runs; then `facts`, each
with the value as the source prints it, the variant and the observable to read (at the end, or `at` a generation, or
its growth `since` one) and the bounds between which ours agrees; and `pictures` that mirror the source's figure. A fact
that is not reproduced stays, and `why` says what is wrong with it or with us; it is shown only where it FAILS. Run it
(``specialise reproduce NAME``), put the seconds that it took under `seconds`, and write the page of the docs anew
(``specialise reproduce --docs docs/reproductions.md``).
"""

from __future__ import annotations

from ..reproduction import Reproduction
from . import curse_laws, curse_learned, curse_mixture_and_estimator, flows_and_gans

_BY_SOURCE = (curse_laws, curse_mixture_and_estimator, curse_learned, flows_and_gans)
REPRODUCTIONS: dict[str, Reproduction] = {
    name: reproduction for source in _BY_SOURCE for name, reproduction in source.REPRODUCTIONS.items()
}
"""What each full reproduction runs, by name. Sizes that a source does not state are ours."""
