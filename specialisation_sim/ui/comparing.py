"""Variants as ensembles on the same draws: bands over time, who is left, what happens, and what claims come to.

This is done in the process beside the server. Data in, data out.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..claims.readings import Reading
from ..model.events import Event, in_words
from ..model.parameters import Parameters
from .history import numbers
from .stories import LIVING, find, options_of, scenarios
from .turns import breathe, progress
from .work import block_of

TIMES = 100
"""Times at which bands are drawn."""
LISTED = 12
"""Kinds of events that are listed of a variant."""
NOTHING: Mapping[str, Any] = {}
_KNOWN: OrderedDict[Any, Any] = OrderedDict()


def compared(
    story: str,
    sets: Mapping[str, Parameters],
    runs: int,
    steps: int,
    every: int,
    names: Sequence[str],
    scenario: str,
    own: str = "",
) -> dict[str, Any]:
    """Variants as ensembles on common random numbers, and what they say of a scenario's claims.

    Parameters
    ----------
    story : str
        The story.
    sets : mapping
        Parameters of each variant.
    runs, steps, every : int
        Runs of each variant, steps of each run, steps between two recorded times.
    names : sequence of str
        Observables whose bands are drawn.
    scenario : str
        The scenario whose claims are weighed; blank for none.
    own : str
        The variant whose options one has that the scenario does not know.

    Returns
    -------
    dict
        `times`; `bands` (observable, variant, then low, middle and high, and `left` of how many where not all are
        left); `left` (variant, then how many live in the end, of how many); `events` (variant, then what happens:
        words, in how many runs, and when first at the median); `findings` (rows) and `waiting` (claims that are not
        judged, and how many steps they need).
    """
    if not scenario:
        parts = {
            name: bands_of(story, parameters, runs, steps, every, tuple(names), progress(k, len(sets)))
            for k, (name, parameters) in enumerate(sets.items())
        }
        return answer(parts, names)
    kind = find(story)
    claims = scenarios()[scenario].claims
    statistics = [claim.statistic for claim in claims]
    record = None
    if all(isinstance(parameters, Reading) for parameters in statistics):
        read = [parameters.observable for parameters in statistics if isinstance(parameters, Reading)]
        record = list(dict.fromkeys([*names, *read]))
    parts, outcomes = {}, {}
    for k, (name, parameters) in enumerate(sets.items()):
        options = options_of(scenario, name if name in scenarios()[scenario].variants else own)
        report = progress(k, len(sets))
        outcomes[name], heard = listened(kind, parameters, runs, steps, every, record, report, options)
        parts[name] = part_of(kind, parameters, outcomes[name].series, runs, names, heard)
    found = answer(parts, names)
    for claim in claims:
        breathe(1.0)
        if {claim.of, claim.versus or claim.of} <= set(outcomes):
            need = steps_needed(claim.statistic, scenarios()[scenario].steps, steps)
            if need:
                found["waiting"].append(
                    {"claim": claim.sentence, "of": claim.of, "versus": claim.versus, "steps": need}
                )
            else:
                found["findings"].append(claim.judge(outcomes).row())
    return found


def steps_needed(statistic: Any, end: int, steps: int) -> int:
    """Steps that a claim needs and a comparison does not have; 0 where it can be judged.

    What reads runs at their end is about the scenario's end, and neither an earlier nor a later one.
    """
    until = statistic.until if isinstance(statistic, Reading) else None
    if until is None:
        return end if steps != end else 0
    return 0 if steps >= until else int(until)


def listened(
    kind: Any,
    parameters: Any,
    runs: int,
    steps: int,
    every: int,
    record: Sequence[str] | None,
    report: Callable[[int, int], None],
    options: Mapping[str, Any] = NOTHING,
) -> tuple[Any, Heard]:
    """One variant as an ensemble, and what its worlds reported."""
    from ..runs.ensembles import ensemble

    heard = Heard()
    outcome = ensemble(
        kind,
        parameters,
        runs,
        steps,
        every=every,
        record=record,
        begin=heard.listen,
        workers=1,
        block=block_of(kind, parameters),
        progress=report,
        **options,
    )
    return outcome, heard


def bands_of(
    story: str,
    parameters: Any,
    runs: int,
    steps: int,
    every: int,
    names: tuple[str, ...],
    report: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """One variant; what was asked before, such as the defaults beside a moving slider, is known."""
    key = (story, parameters, runs, steps, every, names)
    if key in _KNOWN:
        _KNOWN.move_to_end(key)
        return _KNOWN[key]
    kind = find(story)
    outcome, heard = listened(kind, parameters, runs, steps, every, names, report)
    _KNOWN[key] = part_of(kind, parameters, outcome.series, runs, names, heard)
    while len(_KNOWN) > 16:
        _KNOWN.popitem(last=False)
    return _KNOWN[key]


def answer(parts: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> dict[str, Any]:
    """What is known of each variant, by observable."""
    return {
        "times": next(iter(parts.values()))["times"],
        "bands": {name: {variant: part["bands"][name] for variant, part in parts.items()} for name in names},
        "left": {variant: part["left"] for variant, part in parts.items() if part["left"]},
        "events": {variant: part["events"] for variant, part in parts.items()},
        "findings": [],
        "waiting": [],
    }


def part_of(kind: Any, parameters: Any, series: Any, runs: int, names: Sequence[str], heard: Heard) -> dict[str, Any]:
    """Bands of one variant, how many live in the end, and what happens."""
    times = series["time"].unique()
    shown = spread(len(times))
    bands: dict[str, dict[str, Any]] = {}
    left, members = None, kind.workload(parameters).agents
    for name in names:
        values = series[name].to_numpy().reshape(runs, len(times))[:, shown]
        with np.errstate(all="ignore"):
            low, middle, high = _quantiles(values)
        if name == LIVING:  # of those who live in all runs a share is drawn: in most runs it is nought or one
            low = middle = high = values.mean(axis=0)
            left = [round(float(values[:, -1].sum()) * members), runs * members]
        bands[name] = {"low": numbers(low), "middle": numbers(middle), "high": numbers(high)}
        there, of = np.isfinite(values).sum(axis=0), runs
        if name == LIVING:
            there, of = np.rint(values.sum(axis=0) * members).astype(int), runs * members
        if there[-1] < there.max():
            bands[name] |= {"left": there.tolist(), "of": of}
    return {
        "times": times[shown].tolist(),
        "bands": bands,
        "left": left,
        "events": heard.counted(kind),
    }


class Heard:
    """What the worlds of an ensemble report: of each kind of event the first in each run."""

    def __init__(self) -> None:
        self.firsts: dict[tuple[str, int], dict[int, Event]] = {}
        self.tasks: tuple[str, ...] = ()

    def listen(self, world: Any, rows: Any) -> None:
        """Listen to a block of runs with these numbers."""
        self.tasks = tuple(getattr(world, "tasks", ()))

        def hear(event: Event) -> None:
            key = (event.kind, int(event.numbers.get("task", -1)))
            self.firsts.setdefault(key, {}).setdefault(int(rows[event.run]), event)

        world.on_event(hear, world.event_words)

    def counted(self, kind: Any) -> list[list[Any]]:
        """What happens, in how many runs, and when first at the median over these; in order of time."""
        lines: list[list[Any]] = []
        for first in self.firsts.values():
            one = next(iter(first.values()))
            [(_, words)] = in_words([one], kind.event_words, self.tasks)
            lines.append([words, len(first), float(np.median([event.step for event in first.values()]))])
        return sorted(lines, key=lambda line: line[2])[:LISTED]


def spread(count: int) -> Any:
    """Places of at most `TIMES` or so points, evenly spread from the first, and the last."""
    return np.unique([*range(0, count, -(-count // TIMES)), count - 1])


def _quantiles(values: Any) -> Any:
    """Tenth, middle and ninetieth percentile over runs, where any is known."""
    quantiles = np.full((3, values.shape[1]), np.nan)
    present = np.isfinite(values)
    # the same numbers either way; where nothing is missing NumPy takes all times at once instead of one by one
    whole, part = present.all(axis=0), present.any(axis=0) & ~present.all(axis=0)
    if whole.any():
        quantiles[:, whole] = np.quantile(values[:, whole], (0.1, 0.5, 0.9), axis=0)
    if part.any():
        quantiles[:, part] = np.nanquantile(values[:, part], (0.1, 0.5, 0.9), axis=0)
    return quantiles
