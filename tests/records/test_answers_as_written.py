"""Every sentence in which an audit answers, for each verdict and both directions."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from as_written import same_as_written
from test_trend import asked, tilted

from specialisation_sim.records.answers import path_sentence, tendency_sentence
from specialisation_sim.records.forecast import Forecast, forecast_sentences

VERDICTS = ("TENDS TO NARROW", "TENDS TO WIDEN", "NO MORE THAN DRIFT", "UNDECIDED", "TOO SHORT TO TELL", "TOO THIN")


def test_each_verdict_has_its_sentence():
    lines = []
    for trend in (asked(tilted(0.08, periods=6)), asked(tilted(-0.08, periods=6))):
        for verdict in VERDICTS:
            for held in (False, True):
                told = replace(trend, verdict=verdict, reason="the reason is this", held=held)
                lines += [f"{verdict} {'held' * held}: {tendency_sentence(told, 'count')}"]
        for path in ("NARROWER", "WIDER", "UNDECIDED"):
            told = replace(trend, path=path, path_reason="the reason is that")
            lines += [f"{path} by {by}: {path_sentence(told, 'year', by)}" for by in ("count", "amount")]
    same_as_written(Path(__file__).parent / "written" / "answers.txt", "\n".join(lines))


@pytest.mark.parametrize(
    ("own", "what_if", "said"),
    [
        (0.3, np.nan, "loses to wander and to 'as last year' on this record"),
        (0.2, np.nan, "loses to wander and to 'as last year' on this record"),
        (0.1, np.nan, "loses to wander on this record"),
        (0.1, 3.04, "half as selective, 3.0 categories would be in effect"),
    ],
)
def test_a_forecast_says_what_the_fitted_foundation_loses_to(own, what_if, said):
    ahead = pd.DataFrame({"period": ["+3"], "seen": [np.nan], "middle": [4.0], "low": [3.0], "high": [5.0]})
    scores = pd.DataFrame({"rival": ["as last year", "fitted foundation"], "crps": [0.2, own], "forecasts": [7, 7]})
    audited = SimpleNamespace(trends={"count": SimpleNamespace(size=1200, periods=("2001", "2002"))})
    first, second, third = forecast_sentences(Forecast(ahead, scores, "as last year", what_if), audited)
    assert first.startswith(
        "In 3 periods from 2002, 1,200 decisions would show 4.0 categories in effect (90 of 100: 3.0"
    )
    assert "7 overlapping forecasts" in second
    assert f"as last year 0.200; fitted foundation {own:.3f}" in second
    assert said in third


def test_a_drift_is_said_by_its_memory_and_what_it_would_do_on_average():
    trend = asked(tilted(0.08, periods=6))
    worst = trend.worst
    still = replace(trend, nulls=(replace(worst, kind="wander", memory=1.0, spread=0.25),), verdict="UNDECIDED")
    lines = [tendency_sentence(still, "count")]
    assert "shares wander as much as these do (25% a period)" in lines[0]
    rising = replace(trend, nulls=(replace(worst, slopes=np.linspace(-0.01, 0.05, len(worst.slopes))),))
    assert "would change its breadth by +2.0 % a year on average" in tendency_sentence(rising, "count")
    assert "of the amount were those of" in path_sentence(
        replace(trend, path="NARROWER", high=trend.low), "year", "amount"
    )
