"""All that an audit has to say: the summary, what was asked besides, and the tables behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from .auditing import Audit, audit
from .drivers import drivers
from .fit import Fit
from .groups import by_group
from .guarantee import guarantee_sentence, guarantees
from .peers import beside, peer_sentences
from .read import Record
from .similar import similarities
from .summary import summarise


@dataclass(frozen=True, eq=False)
class Page:
    """Text and tables of an audit; `peer` is the audit of another organisation beside it."""

    text: str
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    peer: Audit | None = None


def audit_page(
    audited: Audit, fit: Fit, *, slope: float = 0.05, peer: Record | None = None, ahead: int | None = None
) -> Page:
    """Put an audit's answers together.

    Parameters
    ----------
    audited : Audit
        The audit.
    fit : Fit
        The foundation fitted to it.
    slope : float
        Narrowing in a year that one cares about.
    peer : Record, optional
        Another organisation.
    ahead : int, optional
        Periods to forecast.
    """
    text = summarise(audited, fit, slope)
    frames = {f"drivers_by_{by}": drivers(audited, by) for by in audited.by}
    frames["similarity"] = similarities(audited)
    categories = audited.categories["what"].nunique()
    if categories > 1:
        frames["guarantees"] = guarantees(categories)
        text += f"\n## What a rule would guarantee\n\n{guarantee_sentence(categories)}\n"
    if "group" in audited.record.frame:
        divided = by_group(audited)
        frames |= {"within_between": divided.parts, "groups": divided.groups}
    other = None
    if peer is not None:
        other = audit(peer, draws=audited.draws, seed=audited.seed, keep_partial=audited.keep_partial)
        frames["peer"] = beside(audited, other)
        text += f"\n## Beside {peer.name}\n\n" + "".join(
            f"- {words}\n" for words in peer_sentences(audited, other, frames["peer"])
        )
    if ahead is not None:
        from .forecast import forecast, forecast_sentences

        forecasts = forecast(audited, fit, ahead)
        frames |= {"forecast": forecasts.ahead, "back_test": forecasts.scores}
        text += "\n## Ahead\n\n" + "".join(f"- {words}\n" for words in forecast_sentences(forecasts, audited))
    return Page(text, frames, other)
