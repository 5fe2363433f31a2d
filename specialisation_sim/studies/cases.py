"""The cases of `price`: settings of all stories, each with its family of policies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ..base.errors import unknown
from ..claims.readings import average, final
from ..laws.arrays import Array
from ..laws.rules import RULES
from ..laws.rules.always import always
from .arenas import COMMONS, SETTLED
from .stated import AS_IT_IS, Case, Policy, by_rule, earned

if TYPE_CHECKING:
    import pandas as pd

ONE_EACH = Policy(
    "half keep to the one occupation and half to the other",
    rules=(always, partial(always, task=1)),
)
"""What those who share a market could agree on."""

DAYS, WEEKS, YEARS, ALBUMS, GENERATIONS = 1095, 520, 30, 20, 20
AT_WORK = ("train", "floor", "win-stay", "satisficer")
"""Rules that go by a need or a reserve, of which workers have none."""


def breadth(runs: pd.DataFrame, series: pd.DataFrame) -> Array:
    """How unlike the parts of a worker's time are at the end: 0, one occupation; 1, all alike."""
    return 1.0 - final("specialisation")(runs, series)


def island(about_it: str, base: Mapping[str, Any], meet: bool = False, days: int = DAYS) -> Case:
    """Foragers."""
    people = 10 if meet else 1
    return Case(
        "island",
        about_it,
        {**base, "foragers": people},
        days,
        by_rule(),
        earned,
        average("effective_tasks", days - 365, days),
        "meals a day",
        "tasks in effect",
        people,
        meet,
    )


def labour(about_it: str, base: Mapping[str, Any], meet: bool) -> Case:
    """Workers."""
    return Case(
        "labour",
        about_it,
        base,
        WEEKS,
        {**by_rule(*AT_WORK), "keep to one each": ONE_EACH},
        earned,
        breadth,
        "income a week",
        "breadth of a worker's time, 0 to 1",
        20,
        meet,
    )


def foundation(share: float) -> Case:
    """A foundation, and those in the small domain who apply to it."""
    last = (YEARS - 9, YEARS)
    return Case(
        "foundation",
        f"a foundation that funds {share:.0%} of proposals",
        {"selectivity": share},
        YEARS,
        {
            AS_IT_IS: Policy("fund what looks best"),
            **{
                f"ring fence {part:.0%}": Policy("set awards apart for each domain", "ring fence", {"ring_fence": part})
                for part in (0.5, 1.0)
            },
            **{
                f"lottery {part:.0%}": Policy("draw awards from all proposals", "lottery", {"lottery": part})
                for part in (0.1, 0.4)
            },
            "half the staff new each year": Policy("readers leave and others come", "rotation", {"turnover": 0.5}),
            **{
                f"outside data {part:.0%}": Policy(
                    "train on the first call's mix too", "outside data", {"outside": part}
                )
                for part in (0.1, 0.3, 1.0)
            },
        },
        average("quality_funded", *last),
        average("effective_domains", *last),
        "quality funded, s.d.",
        "domains in effect",
        common=lambda runs, series: -average("missed_small", *last)(runs, series),
        commons="good proposals of the small domain that are not missed",
    )


def band(about_it: str, base: Mapping[str, Any]) -> Case:
    """Bands and their taste for variety."""
    return Case(
        "band",
        about_it,
        base,
        ALBUMS,
        {
            AS_IT_IS: Policy("record what appeals"),
            **{
                f"variety {taste:g}": Policy("be bored by what one does all the time", changes={"variety": taste})
                for taste in (0.25, 0.5, 1.0, 2.0)
            },
            "variety 0.5, savings": Policy(
                "be bored, and have savings for lessons", "slack", {"variety": 0.5, "slack_cap": 60.0}
            ),
            "picks by chance": Policy("pick drafts with less regard to skill", "lottery", {"noise": 0.3}),
            "each genre in turn, savings": Policy(
                "turn to the genres one after the other, with savings",
                "rotation",
                {"slack_cap": 60.0},
                (RULES["round-robin"],),
            ),
        },
        earned,
        average("effective_genres", ALBUMS - 5, ALBUMS),
        "pay of a tour, months of living",
        "genres in effect",
        1,
    )


CASES: Mapping[str, Case] = {
    "forager": island(
        "one forager who learns as fast as manufacturers do (exponent 0.32); no crash", {"exponent": 0.32}
    ),
    "steep learner": island(
        "one forager whose learning is steep (exponent 1); the game does not crash", {"exponent": 1.0}
    ),
    "forager in danger": island(
        "a settled hunter who needs 1.2 meals a day, with one crash of the game in three years",
        {**SETTLED, "need": 1.2, "crash_rate": 0.001, "crash_loss": 0.95},
    ),
    "commons": island("ten foragers on one stock of game that runs down", COMMONS, meet=True, days=1000),
    "worker": labour("twenty workers, with equal pay for any work", {}, meet=False),
    "trade": labour(
        "twenty workers who trade two goods, of which everyone needs both",
        {"market": "trade", "substitution": 0.5},
        meet=True,
    ),
    "foundation": foundation(0.2),
    "selective foundation": foundation(0.1),
    "band": band("a band that can save next to nothing", {"slack_cap": 3.0}),
    "species": Case(
        "species",
        "one of six hosts fails after 150 calm years",
        {"sneeze_year": 150},
        200,
        {
            AS_IT_IS: Policy("niches evolve"),
            "niches held": Policy("niches stay as they began", options={"without": "evolve"}),
        },
        final("total_abundance"),
        final("effective_hosts"),
        "abundance",
        "hosts in effect",
        common=final("living"),
        commons="lineages alive",
    ),
    "generator": Case(
        "generator",
        "a generator that starts from 70:30 and is trained on its own images",
        {},
        GENERATIONS,
        {
            AS_IT_IS: Policy("train on one's own images"),
            **{
                f"outside data {part:.0%}": Policy("train on the original data too", "outside data", {"outside": part})
                for part in (0.1, 0.3, 0.5)
            },
            "whims": Policy("let chance have a part in what is drawn", "lottery", {"temperature": 0.5}),
        },
        final("worth_original"),
        final("effective_classes"),
        "worth of a drawing, 0 to 1",
        "classes in effect",
    ),
}
"""Cases by name."""


def cases_of(story: str) -> dict[str, Case]:
    """Cases of a story.

    Raises
    ------
    UserError
        If it has none.
    """
    cases = {name: case for name, case in CASES.items() if case.story == story}
    if not cases:
        raise unknown("story with policies", story, dict.fromkeys(case.story for case in CASES.values()))
    return cases
