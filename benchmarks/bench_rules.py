"""How much slower is the island when foragers choose by a rule, and is what we promise of it true?

The usual rule and every rule that ships, in turns on one core; the median ratio of processor time to the usual rule's.
Plain rules may take twice its time, the investment index five times.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from bench_island import NEW_SEEDS, Row, in_turns, report
from measuring import at_most, sized

from specialisation_sim import IslandParameters, ensemble
from specialisation_sim.laws.rules import RULES

SETTING = {"foragers": 10, "exponent": 1.0, "retention": 0.995, "need": 0.4, "slack_start": 10.0}
PLAIN, INDEX = 2.0, 5.0
"""Times the usual rule's that plain rules and the index may take."""


def lived(rule: str | None, runs: int, days: int) -> None:
    """An ensemble on one core, with new seeds."""
    first = next(NEW_SEEDS)
    seeds, given = range(first, first + runs), IslandParameters(**SETTING)
    options = {} if rule is None else {"choose": rule}
    ensemble("island", given, seeds, days, every=days, workers=1, progress=False, **options)


def rules(repeats: int) -> Iterator[Row]:
    """Each rule against the usual one."""
    runs, days = sized((1000, 1000), (20, 10))
    lived(None, runs, sized(100, 1))  # the first one waits for memory
    works = {name: lambda name=name: lived(name, runs, days) for name in (None, *RULES)}
    times = in_turns(repeats, works)
    usual = times[None]
    yield Row(
        "the usual rule", f"{median(usual) / (runs * days * SETTING['foragers']) * 1e9:.0f}", "ns per agent and step"
    )
    for name in RULES:
        ratio, limit = median(times[name] / usual), INDEX if name == "index" else PLAIN
        yield Row(name, f"{ratio:.2f}", "times the usual", f"{limit:g} or less", at_most(ratio, limit))


if __name__ == "__main__":
    report({"rules": rules}, __doc__)
