"""The stops of the tour: what each says, and the claim, the number and the figure that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Stop:
    """A stop of the tour.

    Attributes
    ----------
    story, title : str
        The story, and its heading.
    words : str
        What happens, in two or three sentences.
    essay : str
        The essay's sentence, in our words, and in brackets what was tested.
    scenario, claim : str
        Which claim of which scenario the number is of.
    number : str
        The number in words; ``{value}`` stands for it, with its interval.
    figure : str
        A function of `figures`.
    shown : tuple of str
        The observables in the figure.
    options : mapping
        What else the function takes.
    axis : str
        Words for the vertical axis, with the unit; the function's own if empty.
    caption : str
        What the figure shows.
    variants : mapping
        The scenario's variants that are run, and what they are called here.
    runs : int
        Runs of each.
    again : str
        A command to try next, with what it shows.
    scale : float
        What the number is multiplied by: 100 for a share.
    unit : str
        What stands behind the number.
    """

    story: str
    title: str
    words: str
    essay: str
    scenario: str
    claim: str
    number: str
    figure: str
    shown: tuple[str, ...]
    axis: str
    caption: str
    variants: Mapping[str, str]
    runs: int
    again: str
    options: Mapping[str, Any] = field(default_factory=dict)
    scale: float = 100.0
    unit: str = " %"


STOPS = (
    Stop(
        story="generator",
        title="The image generator",
        words="70 of 100 training images show dogs, 30 cats. The generator gives more of its capacity to "
        "dogs, since it is asked for them more often. So it draws dogs better, and in doubt it draws a dog.",
        essay="it errs towards the common class (tested: it draws more than 71 of 100 dogs)",
        scenario="generator-seventy-thirty",
        claim="Trained on a 70:30 mix, the generator draws the common class in more than 71 % of cases",
        number="Of what the first generator draws, {value} are dogs, and the next one learns from that.",
        figure="bands",
        shown=("output_share",),
        options={"clock": "generation", "title": "Trained on its own drawings, it draws more and more dogs"},
        axis="dogs among all drawings (share)",
        caption="Share of dogs by generation; clear evidence slows the loss of cats but does not stop it.",
        variants={"as told": "as in the essay", "clear evidence": "evidence that seldom misleads"},
        runs=10,
        again="specialise run generator-retrained   (how much original data stops it)",
    ),
    Stop(
        story="foundation",
        title="The grant-makers",
        words="70 of 100 proposals come from a large field, and the staff judge that field more "
        "precisely. They prefer neither field, but good proposals stand out more where they are "
        "judged precisely. New staff are trained on what was funded.",
        essay="from a 70:30 mix of proposals, awards go 75:25 (tested: between 72.5 and 77.5)",
        scenario="foundation-seventy-thirty",
        claim="With the first call, proposals at 70:30 become awards at 75:25",
        number="Of the first year's awards, {value} go to the large field.",
        figure="bands",
        shown=("award_share",),
        options={
            "clock": "year",
            "smooth": {"award_share": 3},
            "title": "Nobody prefers the large field, yet it gets more and more",
        },
        axis="awards that go to the large field\n(share, moving mean of 3 years)",
        caption="Awards to the large field by year, with and without learning from past awards.",
        variants={
            "as told": "as in the essay",
            "no learning": "nobody learns from past awards",
            "applicants follow": "applicants go where the money is",
        },
        runs=60,
        again="specialise run foundation-outside-data   (what keeps the small field alive)",
    ),
    Stop(
        story="band",
        title="The band",
        words="A band writes seven pop songs and five of another genre. It gets better at what it writes, and picks "
        "its best drafts for the next album.",
        essay="the band gives up on rock by the third album (tested: one track or none, in most bands)",
        scenario="band-third-album",
        claim="Weaker than the essay has it: most third albums have one track of prog or none",
        number="On the third album {value} of bands have one track of the smaller genre left, or none.",
        figure="bands",
        shown=("prog_tracks",),
        options={"clock": "album", "title": "With practice, the smaller genre disappears"},
        axis="tracks of the smaller genre (of twelve)",
        caption="Tracks of the smaller genre on each album: median, middle half and nine in ten of the bands.",
        variants={"greedy": "practice makes better", "nothing is learnt": "nothing is learnt"},
        runs=1500,
        again="specialise run band-fifth-album   (boredom and money bring a new genre)",
    ),
    Stop(
        story="labour",
        title="The worker",
        words="Accounting and training pay the same. A worker takes the job that promises more each week; practice "
        "makes that job promise more the next week.",
        essay="paid alike for two jobs, a worker ends up in one of them (tested: nine workers in ten)",
        scenario="labour-equal-pay",
        claim="With equal pay a worker drifts into one occupation: nine tenths of her last years' work or more",
        number="After forty years {value} of workers do one job on nine days of ten or more.",
        figure="bands",
        shown=("specialisation",),
        options={
            "clock": "week",
            "smooth": {"specialisation": 5},
            "title": "Paid the same in both jobs, workers settle in one",
        },
        axis="how narrow a worker's recent work is\n(0: half and half, 1: one job only;\nmoving mean of 130 weeks)",
        caption="Narrowness of a worker's recent weeks, with and without learning by doing.",
        variants={"80 % progress ratio (b = 0.32)": "practice makes better", "no learning": "nothing is learnt"},
        runs=150,
        again="specialise run labour-trade   (what trade adds)",
    ),
    Stop(
        story="island",
        title="The island",
        words="A forager hunts when it is sunny and fishes when it is cloudy; three days in four are sunny. Each hunt "
        "makes her a better hunter, so she goes on hunting under darker skies.",
        essay="she eventually hunts every day (tested: over nine days in ten, if learning is steep)",
        scenario="island-every-day",
        claim="With steep learning she hunts more than nine days in ten by the third year",
        number="With steep learning {value} of foragers hunt on more than nine days of ten in year three.",
        figure="bands",
        shown=("threshold",),
        options={"title": "The better she hunts, the more cloud it takes to stop her"},
        axis="cloud cover at which she turns to fishing\n(share of the sky)",
        caption="The cloud threshold over three years: median, middle half and nine in ten of the foragers.",
        variants={
            "steep learning (b = 1)": "steep learning",
            "80 % progress ratio (b = 0.32)": "learning as fast as in industry",
            "no learning": "nothing is learnt",
        },
        runs=100,
        again="specialise run island-seattle   (the weather of a city where most days are cloudy)",
    ),
    Stop(
        story="island",
        title="Slack",
        words="After two good years the game runs out. A forager who likes variety has kept up her "
        "fishing, but only stored food gives her the time to get better at it.",
        essay="one can fight it by liking variety, with slack (tested: four in five live)",
        scenario="island-slack",
        claim="A forager with a taste for variety and slack lives through the crash",
        number="Of foragers with a taste for variety and stored food, {value} survive.",
        figure="survival_curves",
        shown=("living",),
        options={"title": "Who survives when the game runs out", "marks": {"crash_day": "game runs out"}},
        axis="foragers still alive (share)",
        caption="Foragers alive by day: variety helps those who can afford it.",
        variants={
            "greedy": "no taste for variety",
            "variety with slack": "variety, and stores",
            "variety without slack": "variety, no stores",
        },
        runs=100,
        again="specialise run island-slack --set crash_loss=0.5   (if half the game is left, is slack still needed?)",
    ),
    Stop(
        story="species",
        title="The species",
        words="In a calm world lineages adapt to one host each, and do well. Then one host fails for a "
        "few years, and lineages that lived on it alone have nowhere to go.",
        essay="specialists die out when their host sneezes (tested: more than half of those on it)",
        scenario="species-sneeze",
        claim="Of the lineages that live on the host that sneezes, most die out",
        number="Of the lineages that lived on the failing host, {value} survive.",
        figure="bands",
        shown=("living",),
        options={"clock": "year", "title": "The longer the calm, the more a failing host takes with it"},
        axis="lineages alive (of 24)",
        caption="Lineages alive by year; the host fails after a short calm, or after a long one.",
        variants={
            "30 calm years": "the host fails after 30 years",
            "150 calm years": "the host fails after 150 years",
            "150, generalists do better": "after 150 years, where generalists do better",
        },
        runs=12,
        again="specialise run species-cascade   (when hosts depend on those who live on them)",
    ),
)
"""In the order of the essay."""
