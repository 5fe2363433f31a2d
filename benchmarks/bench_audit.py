"""How often the audit is wrong, and how often it finds what is there: records made by known laws, audited.

    uv run python benchmarks/bench_audit.py --records 300 --kept results/bench_audit.jsonl

Each cell is a law and a shape (periods x categories x decisions a period). What is checked: the second question ("does
it tend to narrow?") raises a false alarm in at most 5 % of all records in which nothing tends, and in no cell
significantly more often than in 7 %; the interval of the first question ("was it narrower at the end?") covers the
slope of the true mixes not significantly less often than in 93 % (one-sided binomial tests, Holm's correction over
cells). Power is printed beside it. Records that are done are kept and not done again, so that a run that was stopped
goes on; `--shapes`, `--laws` and `--records` make a smaller grid.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from measuring import SMALLEST, options, sized
from scipy import optimize, stats

from specialisation_sim.records.drift import pulls
from specialisation_sim.records.equal_size import expected_entropy
from specialisation_sim.records.trend import trend_of

SHAPES = {"5x5x60": (5, 5, 60), "8x12x60": (8, 12, 60), "10x12x200": (10, 12, 200), "15x40x120": (15, 40, 120)}
OWN_SHAPE = {"growing, 115 categories": 115, "growing, 300 categories": 300}
LEVEL = (
    "same mix",
    "overdispersed years",
    "AR(1) 0.7, sd 0.5",
    "random walk 0.25",
    "Wright-Fisher, 60 copies",
    "growing 32 to 600",
    "two replaced a year",
    *OWN_SHAPE,
)
TENDING = ("-3 % a year", "-5 % a year", "-5 % a year + AR(1)", "-5 % a year + random walk")
FRESH = 20_260_726
"""Seed of this table: none of its records was looked at while the method was made."""


def zipf(categories, exponent):
    share = np.arange(1, categories + 1.0) ** -exponent
    return share / share.sum()


def shares(logs):
    high = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return high / high.sum(axis=-1, keepdims=True)


def entropy(share):
    return -(share * np.log(share)).sum()


def tilted(share, goal):
    """The mix raised to the power at which its entropy is the goal."""
    power = optimize.brentq(lambda power: entropy(shares(power * np.log(share))) - goal, 1e-6, 30)
    return power * np.log(share)


def wander(law, periods, categories, random):
    """Deviations of the logarithms of shares."""
    noise = random.standard_normal((periods, categories))
    if "random walk" in law:
        return np.cumsum(0.25 * noise, axis=0)
    if "AR(1)" in law:
        path = [0.5 * noise[0]]
        for step in noise[1:]:
            path.append(0.7 * path[-1] + np.sqrt(1 - 0.7**2) * 0.5 * step)
        return np.array(path)
    return 0.3 * noise if "overdispersed" in law else np.zeros((periods, categories))


def made(law, shape, random):
    """A record of a law: counts of decisions, and the mixes behind them."""
    if law in OWN_SHAPE:
        periods, categories, size = 10, OWN_SHAPE[law], 0
        base = zipf(categories, 1.0)
    else:
        periods, categories, size = SHAPES[shape]
        base = zipf(categories, 0.8)
    sizes = np.full(periods, size)
    if law.startswith("growing"):
        sizes = np.round(np.geomspace(32, 600, periods)).astype(int)
    if law == "two replaced a year":
        own = np.arange(categories)
        mixes = np.zeros((periods, categories + 2 * (periods - 1)))
        for period in range(periods):
            if period:
                own[random.choice(categories, 2, replace=False)] = categories + 2 * period - np.array([2, 1])
            mixes[period, own] = base
    elif law.startswith("Wright-Fisher"):
        path = [base]
        for _ in range(periods - 1):
            path.append(random.multinomial(60, path[-1]) / 60)
        mixes = np.array(path)
    else:
        yearly = float(law.split(" %")[0]) / 100 if law in TENDING else 0.0
        logs = np.array([tilted(base, entropy(base) + yearly * period) for period in range(periods)])
        mixes = shares(logs + wander(law, periods, categories, random))
    return np.array([random.multinomial(n, mix) for n, mix in zip(sizes, mixes, strict=True)]), mixes


def audited(law, shape, number):
    """One record, and what the audit says of it."""
    place = (*LEVEL, *TENDING).index(law), [*SHAPES, ""].index(shape)
    counts, mixes = made(law, shape, np.random.default_rng([FRESH, *place, number]))
    periods = [str(2000 + year) for year in range(len(counts))]

    def stream(name):
        return np.random.default_rng([FRESH, *place, number, *name.encode()])

    trend = trend_of(counts, counts.sum(axis=1), periods, stream)
    times = np.arange(len(counts), dtype=float)
    truth = float(pulls(times) @ expected_entropy(np.log(np.maximum(mixes, 1e-30)), trend.size))
    return {
        "law": law,
        "shape": shape,
        "number": number,
        "verdict": trend.verdict,
        "path": trend.path,
        "covers": bool(trend.low <= truth <= trend.high),
        "held": trend.held,
        "least": trend.least,
    }


def cells(laws, chosen):
    for law in laws:
        for shape in [""] if law in OWN_SHAPE else chosen:
            yield law, shape


def holm(chances):
    """Chances after Holm's correction."""
    order = np.argsort(chances)
    raised = np.maximum.accumulate(np.array(chances)[order] * np.arange(len(chances), 0, -1))
    result = np.empty(len(chances))
    result[order] = np.minimum(raised, 1)
    return result


def share_of(rows, test):
    return sum(test(row) for row in rows) / len(rows)


def table(rows):
    """Print the table; say whether what must hold holds."""
    groups = {}
    for row in rows:
        groups.setdefault((row["law"], row["shape"]), []).append(row)
    level = {cell: part for cell, part in groups.items() if cell[0] in LEVEL}
    alarms = {cell: sum(row["verdict"].startswith("TENDS") for row in part) for cell, part in level.items()}
    covered = {cell: sum(row["covers"] for row in part) for cell, part in groups.items()}
    raised = holm([stats.binom.sf(alarms[cell] - 1, len(part), 0.07) for cell, part in level.items()])
    missed = holm([stats.binom.cdf(covered[cell], len(part), 0.93) for cell, part in groups.items()])
    print(
        "| law | shape | records | tends to narrow/widen, % | undecided (tie), % | too short, % | too thin, % "
        "| path narrower/wider, % | path's interval covers, % |"
    )
    print("|" + " --- |" * 9)
    for (law, shape), part in groups.items():
        said = [
            100 * share_of(part, lambda row, word=word: row["verdict"] == word)
            for word in ("TENDS TO NARROW", "TENDS TO WIDEN", "UNDECIDED", "TOO SHORT TO TELL", "TOO THIN")
        ]
        path = [100 * share_of(part, lambda row, word=word: row["path"] == word) for word in ("NARROWER", "WIDER")]
        cover = 100 * covered[law, shape] / len(part)
        print(
            f"| {law} | {shape or '10 x 32 to 600'} | {len(part)} | {said[0]:.1f}/{said[1]:.1f} | "
            f"{said[2]:.1f} | {said[3]:.0f} "
            f"| {said[4]:.0f} | {path[0]:.0f}/{path[1]:.0f} | {cover:.1f} |"
        )
    total = sum(map(len, level.values()))
    pooled = sum(alarms.values()) / total if total else np.nan
    print()
    for law in dict.fromkeys(law for law, _ in groups):
        own = [row for row in rows if row["law"] == law]
        print(
            f"{law}: a tendency either way in "
            f"{share_of(own, lambda row: row['verdict'].startswith('TENDS')):.1%} of {len(own)}"
        )
    checks = [
        (f"false alarms pooled {pooled:.2%} of {total}, at most 5 %", pooled <= 0.05),
        (
            f"no cell of drift significantly above 7 % (smallest corrected chance {raised.min(initial=1):.2g})",
            raised.min(initial=1) > 0.05,
        ),
        (
            f"no interval covers significantly below 93 % (smallest corrected chance {missed.min(initial=1):.2g})",
            missed.min(initial=1) > 0.05,
        ),
    ]
    for words, holds in checks:
        print("HOLDS" if holds else "FAILS", words)
    return all(holds for _, holds in checks)


def main():
    parser = options(__doc__)
    parser.add_argument("--records", type=int, default=sized(300, 1), help="records a cell")
    parser.add_argument("--kept", type=Path, help="file of records that are done")
    parser.add_argument("--shapes", nargs="*", choices=SHAPES, default=sized(list(SHAPES), ["5x5x60"]))
    parser.add_argument("--laws", nargs="*", choices=[*LEVEL, *TENDING], default=[*LEVEL, *TENDING])
    given = parser.parse_args()
    done = {}
    if given.kept and given.kept.exists():
        for line in given.kept.read_text().splitlines():
            row = json.loads(line)
            done[row["law"], row["shape"], row["number"]] = row
    wanted = [(law, shape, number) for number in range(given.records) for law, shape in cells(given.laws, given.shapes)]
    start = time.process_time()
    for number, key in enumerate(wanted):
        if key in done:
            continue
        done[key] = audited(*key)
        if given.kept:
            given.kept.parent.mkdir(parents=True, exist_ok=True)
            with given.kept.open("a") as file:
                file.write(json.dumps(done[key]) + "\n")
        if number % 500 == 0:
            print(f"{number} of {len(wanted)}, {time.process_time() - start:.0f} s of processor time", file=sys.stderr)
    kept = table([done[key] for key in sorted(wanted, key=lambda key: (*LEVEL, *TENDING).index(key[0]))])
    return 0 if kept or SMALLEST else 1


if __name__ == "__main__":
    sys.exit(main())
