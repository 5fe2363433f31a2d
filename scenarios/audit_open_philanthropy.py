"""A real foundation: 2,364 grants of Open Philanthropy, 2012 to 2024. Did it narrow, and does it tend to?

The first years have few grants, 2012 and 2024 are incomplete, and a single grant can be most of a year's money. So the
trend leaves out years with too few grants. Two questions differ: whether the mix of grants narrowed, and whether it
narrowed more than chance alone would make it. Areas are named as the foundation names them. Criminal Justice Reform,
the largest by number of grants, nearly ends in 2021, faster than learning could explain.
"""

from specialisation_sim import AuditClaim, AuditScenario
from specialisation_sim.records.statements import beyond_drift, map_slope, mode_gain, path

scenario = AuditScenario(
    title="Open Philanthropy",
    question="Do the grants of a real foundation narrow over the years to the areas that it funds most?",
    passage="The essay, on the image generator (G5): each step shifts the distribution slightly towards the mode; "
    "each next step locks the shift in and compounds it.",
    data="open_philanthropy_grants.csv",
    columns={"when": "Date", "what": "Focus Area", "weight": "Amount"},
    claims=[
        AuditClaim(
            "By number of grants the mix of the last years was narrower than that of the first",
            path("count"),
            of="count",
            below=0.0,
            kind="consequence",
            quantity="log of the effective number of areas, growth a year",
            expected="FAILS",
        ),
        AuditClaim(
            "By amount the mix of the last years was narrower than that of the first",
            path("amount"),
            of="amount",
            below=0.0,
            kind="consequence",
            quantity="log of the effective number of areas, growth a year",
            expected="UNDECIDED",
        ),
        AuditClaim(
            "By number of grants the foundation narrows more than chance alone would make it",
            beyond_drift("count"),
            of="count",
            below=0.0,
            kind="consequence",
            quantity="log of the effective number of areas, growth a year beyond that of chance",
            expected="FAILS",
        ),
        AuditClaim(
            "By number of grants, the effective number of areas changes by less than a tenth a year, up or down",
            path("count"),
            of="count",
            above=-0.1,
            below=0.1,
            kind="consequence",
            quantity="log of the effective number of areas, growth a year",
        ),
        AuditClaim(
            "The area with most grants two years ago gains share from last year to this year",
            mode_gain("count"),
            of="count",
            above=0.0,
            kind="consequence",
            quantity="log odds of the area's share, growth from last year to this year",
            expected="UNDECIDED",
        ),
        AuditClaim(
            "The area with most money two years ago gains share from last year to this year",
            mode_gain("amount"),
            of="amount",
            above=0.0,
            kind="consequence",
            quantity="log odds of the area's share, growth from last year to this year",
            expected="UNDECIDED",
        ),
        AuditClaim(
            "The larger the share of grants of its largest area, the more that share grows the next year",
            map_slope,
            of="count",
            above=0.0,
            kind="consequence",
            quantity="slope of next year's share over this year's, in log odds",
            expected="UNDECIDED",
        ),
    ],
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
