"""A real foundation: 2,364 grants of Open Philanthropy, 2012 to 2024. Did it narrow, and does it tend to?

The first years have few grants, 2012 and 2024 are parts of a year, and one grant can be most of a year's money: so the
trend takes the years that can bear it. Whether it narrowed is a matter of the grants alone; whether it tends to narrow
is asked against drift, which narrows too. Its areas are its own names: Criminal Justice Reform, the largest by number,
all but ends with 2021, faster than learning could tell.
"""

from specialisation_sim import AuditClaim, AuditScenario
from specialisation_sim.records.statements import beyond_drift, map_slope, mode_gain, path

scenario = AuditScenario(
    title="Open Philanthropy",
    question="Does a real foundation narrow to what it funds most?",
    passage="Every step tilts a little towards the mode; every next step learns from the tilted record.",
    data="open_philanthropy_grants.csv",
    columns={"when": "Date", "what": "Focus Area", "weight": "Amount"},
    claims=[
        AuditClaim(
            "By number of grants the mix of the last years was narrower than that of the first",
            path("count"),
            of="count",
            below=0.0,
            kind="consequence",
            expected="FAILS",
        ),
        AuditClaim(
            "By amount the mix of the last years was narrower than that of the first",
            path("amount"),
            of="amount",
            below=0.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        AuditClaim(
            "By number of grants the foundation narrows more than drift that favours nothing would",
            beyond_drift("count"),
            of="count",
            below=0.0,
            kind="consequence",
            expected="FAILS",
        ),
        AuditClaim(
            "By number of grants it moves by less than a tenth of its effective areas a year, either way",
            path("count"),
            of="count",
            above=-0.1,
            below=0.1,
            kind="consequence",
        ),
        AuditClaim(
            "What had most grants the year before last gains on the rest from last year to this",
            mode_gain("count"),
            of="count",
            above=0.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        AuditClaim(
            "What had most money the year before last gains on the rest from last year to this",
            mode_gain("amount"),
            of="amount",
            above=0.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
        AuditClaim(
            "The more of its grants went to its largest area, the more go there next year",
            map_slope,
            of="count",
            above=0.0,
            kind="consequence",
            expected="UNDECIDED",
        ),
    ],
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
