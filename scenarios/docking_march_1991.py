"""March (1991) once more: does the organisation that learns slowly from its own code know more in the end?

The findings of "Exploration and exploitation in organizational learning", asked as comparisons of two versions of the
model: as the paper's text describes it, and as those describe it who rebuilt the original program.
`docs/docking_march_1991.md` has both.
"""

from dataclasses import replace
from math import isnan

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import at, change, final

RATES = (0.1, 0.3, 0.5, 0.7, 0.9)
FAST, SLOW = 0.9, 0.1
END, EARLY = 150, 20
PEOPLE = 50
READINGS = ("paper", "program")


def alike(reading, p1, p2=0.5, p3=0.0):
    """Name of a variant in which all learn from the code at one rate."""
    return f"{reading}: p1 {p1:g}, p2 {p2:g}" + (f", p3 {p3:g}" if p3 else "")


def mixed(reading, slow):
    """Name of a variant in which so many of the fifty learn slowly, and the others fast."""
    return f"{reading}: {slow} slow, {PEOPLE - slow} fast"


def variants(reading):
    """What Figures 1, 2, 4 and 5 compare, all under one reading of the model."""
    found = {alike(reading, p1, p2): {"socialisation": p1, "learning": p2} for p2 in (0.1, 0.5, 0.9) for p1 in RATES}
    for slow in (15, 25, 35):
        found[mixed(reading, slow)] = {"socialisation": (SLOW,) * slow + (FAST,) * (PEOPLE - slow)}
    for p1 in (SLOW, FAST):
        for p3 in (0.05, 0.1, 0.3, 0.8):
            found[alike(reading, p1, p3=p3)] = {"socialisation": p1, "turnover": p3}
    for p3 in (0.0, 0.1):
        found[f"{reading}: turbulence, p3 {p3:g}"] = {"turbulence": 0.02, "turnover": p3}
    return {name: {**changes, "reading": reading} for name, changes in found.items()}


def fast_less_slow(runs, series):
    """Statistic: by how much the fast learners of a mix know more than the slow ones at period 20."""
    return at("fast_knowledge", EARLY)(runs, series) - at("slow_knowledge", EARLY)(runs, series)


def fast_people(runs, series):
    """Statistic: what fast learners know at period 20, whether they are all or among slow ones."""
    among = at("fast_knowledge", EARLY)(runs, series)
    everyone = at("mean_knowledge", EARLY)(runs, series)
    return [mean if isnan(own) else own for own, mean in zip(among, everyone)]


EXPECTED = {
    "Where socialisation is fast, an organisation that learns slowly ends with more knowledge (paper)": "FAILS",
    "Where socialisation is slow, moderate turnover lowers knowledge (paper)": "UNDECIDED",
    "Where socialisation is fast, very high turnover leaves less knowledge than moderate turnover (paper)": "UNDECIDED",
}
"""Sentences that these runs refute, or do not decide; the others hold."""


def claims(reading):
    """What the paper finds, as sentences that can fail under a reading."""
    slow_fast_code, fast_fast_code = alike(reading, SLOW, 0.9), alike(reading, FAST, 0.9)
    knows, early, tag = final("code_knowledge"), at("code_knowledge", EARLY), f" ({reading})"
    still, turning = f"{reading}: turbulence, p3 0", f"{reading}: turbulence, p3 0.1"
    return [
        Claim(
            "All members come to believe the same" + tag,
            final("dissent"),
            of=slow_fast_code,
            below=0.005,
            kind="source",
        ),
        Claim(
            "Where the organisation learns fast from its members, slow socialisation of members preserves "
            "knowledge" + tag,
            knows,
            of=slow_fast_code,
            versus=fast_fast_code,
            above=0.05,
            kind="source",
        ),
        Claim(
            "Where the organisation learns slowly from its members, slow socialisation of members preserves "
            "knowledge" + tag,
            knows,
            of=alike(reading, SLOW, 0.1),
            versus=alike(reading, FAST, 0.1),
            above=0.01,
            kind="source",
        ),
        Claim(
            "Where socialisation is slow, an organisation that learns fast ends with more knowledge" + tag,
            knows,
            of=slow_fast_code,
            versus=alike(reading, SLOW, 0.1),
            above=0.01,
            kind="source",
        ),
        Claim(
            "Where socialisation is fast, an organisation that learns slowly ends with more knowledge" + tag,
            knows,
            of=alike(reading, FAST, 0.1),
            versus=fast_fast_code,
            above=0.01,
            kind="source",
        ),
        Claim(
            "Slow and fast learners together end with more knowledge than people who all learn at their mean "
            "rate" + tag,
            knows,
            of=mixed(reading, 25),
            versus=alike(reading, 0.5),
            above=0.01,
            kind="source",
        ),
        Claim(
            "Where slow and fast learners are mixed, the fast ones know more by period 20" + tag,
            fast_less_slow,
            of=mixed(reading, 25),
            above=0.01,
            kind="source",
        ),
        Claim(
            "Fast learners know more among slow learners than among other fast learners" + tag,
            fast_people,
            of=mixed(reading, 25),
            versus=alike(reading, FAST),
            above=0.01,
            kind="source",
        ),
        Claim(
            "Where socialisation is fast, moderate turnover raises knowledge" + tag,
            early,
            of=alike(reading, FAST, p3=0.1),
            versus=alike(reading, FAST),
            above=0.01,
            kind="source",
        ),
        Claim(
            "Where socialisation is slow, moderate turnover lowers knowledge" + tag,
            early,
            of=alike(reading, SLOW, p3=0.1),
            versus=alike(reading, SLOW),
            below=-0.01,
            kind="source",
        ),
        Claim(
            "Where socialisation is fast, very high turnover leaves less knowledge than moderate turnover" + tag,
            early,
            of=alike(reading, FAST, p3=0.8),
            versus=alike(reading, FAST, p3=0.3),
            below=-0.01,
            kind="source",
        ),
        Claim(
            "In a changing world an organisation without turnover loses what it knew" + tag,
            change("code_knowledge", EARLY, 100),
            of=still,
            below=-0.05,
            kind="source",
        ),
        Claim(
            "In a changing world turnover keeps knowledge up" + tag,
            at("code_knowledge", 100),
            of=turning,
            versus=still,
            above=0.05,
            kind="source",
        ),
    ]


def at_time(result, time, wanted):
    """Code knowledge at a time, a row a run, of the variants wanted, with what was set in them."""
    import pandas as pd

    frames = []
    for name in filter(wanted, result.sets):
        one, series = result.sets[name], result.outcomes[name].series
        rates = one.socialisation if isinstance(one.socialisation, tuple) else (one.socialisation,)
        own = "all alike" if len(rates) == 1 else "a mix of 0.1 and 0.9"
        frame = series.loc[series["time"] == time, ["code_knowledge"]]
        frames.append(
            frame.assign(
                p1=sum(rates) / len(rates), p2=one.learning, p3=one.turnover, people=own, reading=f"the {one.reading}"
            )
        )
    return pd.concat(frames)


def equilibrium(result):
    """March's Figure 1."""
    from specialisation_sim.figures import curves

    frame = at_time(result, END, lambda name: "p2" in name and "p3" not in name)
    return curves(
        frame.assign(code="p2 = " + frame["p2"].astype(str)),
        "p1",
        "code_knowledge",
        by="code",
        panel="reading",
        labels=("socialisation p1", "knowledge at equilibrium (share)"),
        title="Who agrees soon knows little",
    )


def heterogeneity(result):
    """March's Figure 2."""
    from specialisation_sim.figures import curves

    frame = at_time(result, END, lambda name: "slow" in name or ("p2 0.5" in name and "p3" not in name))
    return curves(
        frame,
        "p1",
        "code_knowledge",
        by="people",
        panel="reading",
        labels=("mean socialisation p1", "knowledge at equilibrium (share)"),
        title="A mix of slow and fast learners against all alike (p2 = 0.5)",
    )


def turnover(result):
    """March's Figure 4."""
    from specialisation_sim.figures import curves

    frame = at_time(result, EARLY, lambda name: any(f"p1 {p1:g}, p2 0.5" in name for p1 in (SLOW, FAST)))
    return curves(
        frame.assign(people="p1 = " + frame["p1"].astype(str)),
        "p3",
        "code_knowledge",
        by="people",
        panel="reading",
        labels=("turnover p3", "code knowledge at period 20 (share)"),
        title="Newcomers help where people are socialised fast (p2 = 0.5)",
    )


def turbulence(result):
    """March's Figure 5."""
    from specialisation_sim.figures import curves

    series = result.series[result.series["variant"].str.contains("turbulence") & (result.series["time"] <= 100)]
    reading, _, setting = (series["variant"].str.partition(": ")[column] for column in (0, 1, 2))
    return curves(
        series.assign(reading="the " + reading, people=setting.str.replace("turbulence, p3 ", "turnover p3 = ")),
        "time",
        "code_knowledge",
        by="people",
        panel="reading",
        labels=("period", "code knowledge (share)"),
        title="A reality that changes, p4 = 0.02",
    )


scenario = Scenario(
    title="Docking March (1991)",
    question="Does an organisation know more in the end if its members learn slowly from it?",
    passage="Slow socialisation preserves knowledge, and moderate turnover helps (March 1991).",
    story="march-1991",
    variants={name: changes for reading in READINGS for name, changes in variants(reading).items()},
    steps=END,
    replicates=100,
    every=5,
    claims=[
        replace(claim, expected=EXPECTED.get(claim.sentence, "HOLDS"))
        for reading in READINGS
        for claim in claims(reading)
    ],
    figures={
        "figure_1_equilibrium": equilibrium,
        "figure_2_heterogeneity": heterogeneity,
        "figure_4_turnover": turnover,
        "figure_5_turbulence": turbulence,
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
