"""Arthur (1989), asked again: which of two technologies wins, how soon, and what would keep both."""

from specialisation_sim import Claim, Scenario
from specialisation_sim.claims.readings import Reading, final
from specialisation_sim.claims.scenario_figures import figure


def heads(up, down, r_share=0.5):
    """A walk in which S takes A once A leads by `up`, and R takes B once B leads by `down`."""
    return {
        "model": "walk",
        "r_returns": 1.0,
        "s_returns": 1.0,
        "r_likes_a": down - 0.5,
        "r_likes_b": 0.0,
        "s_likes_a": 0.0,
        "s_likes_b": up - 0.5,
        "r_share": r_share,
    }


UNEVEN, EVEN, FAR = "ahead by 10 or behind by 5", "10 either way", "20 either way"
FAVOURED = "A favoured, 5 either way"
URN = {"exponent": 2.0}
POLYA, STEEP = "in proportion (g = 1)", "more than in proportion (g = 2)"
RANDOM_THIRD, RANDOM_HALF = "g = 2, one in three at random", "g = 2, one in two at random"


def squared_distance(values, _times):
    """How far the final share is from one half, squared: 1/12 in the mean if any share is as likely."""
    return (values[:, -1] - 0.5) ** 2


scenario = Scenario(
    title="Competing technologies",
    question="Two technologies improve with adoption: which takes the market, how soon, and what keeps both in use?",
    passage="Under increasing returns the market locks in, to which technology is decided by small events, "
    "and it may be "
    "the worse one (Arthur 1989).",
    story="arthur-1989",
    variants={
        UNEVEN: heads(10, 5),
        EVEN: heads(10, 10),
        FAR: heads(20, 20),
        FAVOURED: heads(5, 5, 0.55),
        POLYA: {"exponent": 1.0},
        STEEP: URN,
        RANDOM_THIRD: URN | {"floor": 1 / 3},
        RANDOM_HALF: URN | {"floor": 1 / 2},
    },
    steps=2000,
    replicates=2000,
    every=100,
    claims=[
        Claim(
            "Technology A wins in a third of histories, as the formula D / (U + D) says",
            Reading("lead", lambda values, times: values[:, -1] > 0),
            of=UNEVEN,
            above=1 / 3 - 0.04,
            below=1 / 3 + 0.04,
            kind="source",
            quantity="whether A leads at the end (1 or 0)",
        ),
        Claim(
            "The technology that fewer prefer wins in more than a quarter of histories",
            Reading("lead", lambda values, times: values[:, -1] < 0),
            of=FAVOURED,
            above=0.5,
            share=0.23,
            kind="source",
            quantity="whether B leads at the end (1 or 0)",
        ),
        Claim(
            "Where a head start of ten decides, lock-in takes a hundred adoptions",
            final("lock_in_time"),
            of=EVEN,
            above=90,
            below=110,
            kind="source",
        ),
        Claim(
            "Where a head start of twenty decides, lock-in takes four times as long",
            final("lock_in_time"),
            of=FAR,
            above=370,
            below=430,
            kind="source",
        ),
        Claim(
            "If people choose in proportion to market shares, shares end spread evenly from none to all: a mean "
            "squared distance of 1/12 from one half",
            Reading("share_a", squared_distance),
            of=POLYA,
            above=0.0625,
            below=0.1,
            kind="source",
        ),
        Claim(
            "If people choose more than in proportion to market shares, one technology has nearly the whole market",
            final("modal_share"),
            of=STEEP,
            above=0.99,
            share=0.9,
            kind="source",
        ),
        Claim(
            "If a third of people choose at random, one technology still has more than 65 % of the market",
            final("modal_share"),
            of=RANDOM_THIRD,
            above=0.65,
            kind="consequence",
        ),
        # At g = 2 and one in two at random the return map touches the diagonal at one half: its slope there is
        # (1 - 1/2) * 2 = 1. Histories come back, and slower than any share of the way at each adoption.
        Claim(
            "If half of people choose at random, the two technologies stay about level",
            final("modal_share"),
            of=RANDOM_HALF,
            below=0.6,
            kind="consequence",
            expected="FAILS",
        ),
    ],
    figures={
        "shares": figure(
            "bands",
            ["share_a", "modal_share"],
            clock="adoption",
            title="Increasing returns: one technology takes the market",
        ),
    },
)

if __name__ == "__main__":
    from specialisation_sim.cli import run_script

    run_script(__file__)
