"""How long do the published models take? Posen and Levinthal's ten arms over 500 periods, 100,000 runs: below 60 s.

The others are timed at fewer runs, each as its scenario has it, in processor nanoseconds for one agent and step.
"""

from __future__ import annotations

from time import perf_counter, process_time

from measuring import at_most, options, sized

from specialisation_sim import ensemble
from specialisation_sim.published import DOCKED
from specialisation_sim.registry import story

RUNS, EACH, STEPS = sized((100_000, 2000, 200), (200, 20, 5))
GOAL = 60.0
SHOWN = {"march-1991": {}, "levinthal-1997": {}, "music-lab-2006": {"worlds": 8}}
"""Settings of models; the defaults of others."""
FEW = {"levinthal-1997": 20, "march-1991": 10, "music-lab-2006": 8}
"""A part of the runs, one in so many, where a run is large."""


def arms() -> float:
    """Seconds for all runs of the ten arms on two processes."""
    kind = story("posen-levinthal-2012")
    start = perf_counter()
    ensemble(kind, kind.Parameters(), RUNS, 500, every=500, record=["performance"], workers=2, progress=False)
    return perf_counter() - start


def each(name: str) -> tuple[int, float]:
    """Runs of a model, and nanoseconds of the processor for one agent and step."""
    kind, runs = story(name), max(EACH // FEW.get(name, 1), 2)
    parameters = kind.Parameters(**SHOWN.get(name, {}))
    start = process_time()
    ensemble(kind, parameters, runs, STEPS, every=STEPS, record=[kind.share], workers=1, progress=False)
    agents = getattr(parameters, kind.population)
    return runs, 1e9 * (process_time() - start) / (runs * STEPS * agents)


def main() -> None:
    """Measure and print."""
    options(__doc__).parse_args()
    print("| model | runs | ns for an agent and step |\n| --- | --: | --: |")
    for name in DOCKED:
        runs, cost = each(name)
        print(f"| {name} | {runs:,} | {cost:,.0f} |")
    took = arms()
    print(f"{RUNS:,} runs of ten arms over 500 periods took {took:.1f} s on two processes: {at_most(took, GOAL)}")


if __name__ == "__main__":
    main()
