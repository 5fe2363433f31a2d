"""The tour: the essay's six stories and slack, each with one number and one figure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.files import write_whole
from ..base.provenance import made_by
from ..claims.catalogue import load_scenario
from ..claims.claim import Finding
from ..output.folder import clear

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..claims import Result


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
        The essay's sentence, in our words, and in brackets what was asked where that is weaker.
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
        words="70 of 100 training images show dogs, 30 cats. The generator gives more of its capacity to dogs, since "
        "it is asked for them more often; it then draws them better, and in doubt it draws a dog.",
        essay="it errs on the side of the common class (asked: it draws more than 71 of 100 dogs)",
        scenario="generator-seventy-thirty",
        claim="The output passes 70:30",
        number="Of what the first generator draws, {value} are dogs, and the next one learns from that.",
        figure="bands",
        shown=("output_share",),
        options={"clock": "generation", "title": "Each generation learns from the drawings of the one before"},
        axis="dogs among all drawings (share)",
        caption="Share of dogs by generation; clear evidence slows the loss of cats and does not stop it.",
        variants={"as told": "as in the essay", "clear evidence": "evidence that seldom misleads"},
        runs=10,
        again="specialise run generator-retrained   (how much original data stops it)",
    ),
    Stop(
        story="foundation",
        title="The grant-makers",
        words="70 of 100 proposals come from a large field, and the staff see that field a little more sharply. They "
        "prefer nothing, but more of what they see clearly stands out; new staff are trained on what was funded.",
        essay="from a 70:30 mix of proposals, awards go 75:25 (asked: between 72.5 and 77.5)",
        scenario="foundation-seventy-thirty",
        claim="With the first call 70:30 becomes 75:25",
        number="Of the first year's awards, {value} go to the large field.",
        figure="bands",
        shown=("award_share",),
        options={
            "clock": "year",
            "smooth": {"award_share": 3},
            "title": "Nobody prefers the large field, and it grows",
        },
        axis="awards that go to the large field\n(share, mean of three years)",
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
        essay="they give up on rock by the third album (asked: one track or none, in most bands)",
        scenario="band-third-album",
        claim="In the median the third album has one track of prog or none",
        number="On the third album {value} of bands have one track of the smaller genre left, or none.",
        figure="bands",
        shown=("prog_tracks",),
        options={"clock": "album", "title": "The smaller genre fades, unless nothing is learnt"},
        axis="tracks of the smaller genre (of twelve)",
        caption="Tracks of the smaller genre on each album: median, middle half and 95 % of bands.",
        variants={"greedy": "practice makes better", "nothing is learnt": "nothing is learnt"},
        runs=1500,
        again="specialise run band-fifth-album   (boredom and money bring a new genre)",
    ),
    Stop(
        story="labour",
        title="The worker",
        words="Accounting and training pay the same. A worker takes the job that promises more each week; practice "
        "makes that job promise more the next week.",
        essay="paid alike for either work, one ends in one of them (asked: nine workers in ten)",
        scenario="labour-equal-pay",
        claim="With equal pay a worker drifts into one occupation (nine tenths of her last years' work or more)",
        number="After forty years {value} of workers do one job on nine days of ten or more.",
        figure="bands",
        shown=("specialisation",),
        options={"clock": "week", "smooth": {"specialisation": 5}, "title": "Paid alike, workers settle in one job"},
        axis="how narrow a worker's recent work is\n(0: half and half, 1: one job only; mean of five points)",
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
        essay="she eventually hunts every day (asked: more than nine days in ten, where learning is steep)",
        scenario="island-every-day",
        claim="With steep learning she hunts more than nine days in ten by the third year",
        number="With steep learning {value} of foragers hunt on more than nine days of ten in year three.",
        figure="bands",
        shown=("threshold",),
        options={"title": "The cloud at which she stops hunting creeps up"},
        axis="cloud cover at which she turns to fishing\n(share of the sky)",
        caption="The cloud threshold over three years: median, middle half and 95 % of foragers.",
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
        words="After two good years the game crashes. Whoever likes variety has kept up her fishing, but only stored "
        "food buys the time to live by it.",
        essay="one can fight it by liking variety, with slack (asked: four in five live)",
        scenario="island-slack",
        claim="One with variety and slack lives through the crash",
        number="Of foragers with a taste for variety and with stores, {value} live through the crash.",
        figure="survival_curves",
        shown=("living",),
        options={"title": "Who lives through the crash of the game", "marks": {"crash_day": "the game crashes"}},
        axis="foragers still alive (share)",
        caption="Foragers alive by day: variety helps those who can afford it.",
        variants={
            "greedy": "no taste for variety",
            "variety with slack": "variety, and stores",
            "variety without slack": "variety, no stores",
        },
        runs=100,
        again="specialise run island-slack --set crash_loss=0.5   (a milder crash: who needs slack then?)",
    ),
    Stop(
        story="species",
        title="The species",
        words="In a calm world lineages adapt to one host each, and do well. Then the host fails for a few years: who "
        "lived on it alone has nowhere to go.",
        essay="specialists die out when their host sneezes (asked: more than half of those on it)",
        scenario="species-sneeze",
        claim="Of those that live on the host that sneezes most die out",
        number="Of the lineages that lived on the failing host, {value} survive.",
        figure="bands",
        shown=("living",),
        options={"clock": "year", "title": "The sneeze takes those whom the calm has narrowed"},
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


@dataclass(frozen=True)
class Visit:
    """A stop with what was found: its number, the verdict on its claim, and the figure's file."""

    stop: Stop
    finding: Finding
    file: Path

    @property
    def value(self) -> str:
        """The number with its 95 % interval."""
        each = [
            f"{self.stop.scale * part:.1f}" for part in (self.finding.estimate, self.finding.low, self.finding.high)
        ]
        interval = "exact" if each[1] == each[2] else f"95 %: {each[1]} to {each[2]}"
        return f"{each[0]}{self.stop.unit} ({interval})"

    @property
    def sentence(self) -> str:
        """The number in its sentence."""
        return self.stop.number.format(value=self.value)


def visits(folder: Path, seed: int = 0, stops: Sequence[Stop] = STOPS) -> Iterator[Visit]:
    """Run one stop after the other; each is there as soon as its figure is written.

    Parameters
    ----------
    folder : Path
        Where figures are written, one PNG a stop, 1280 by 720.
    seed : int
        Seed of the first run.
    stops : sequence of Stop
        The stops.

    Yields
    ------
    Visit
        What was found.
    """
    clear(folder)
    for index, stop in enumerate(stops, start=1):
        result = run_stop(stop, seed)
        file = folder / f"{index}-{stop.title.lower().removeprefix('the ').replace(' ', '-')}.png"
        write_png(draw_stop(stop, result), file)
        yield Visit(stop, result.findings[0], file)


def run_stop(stop: Stop, seed: int) -> Result:
    """Run the stop's part of its scenario: its variants, and the one claim."""
    scenario: Any = load_scenario(stop.scenario)
    (claim,) = (each for each in scenario.claims if each.sentence == stop.claim)
    variants = {words: scenario.variants[name] for name, words in stop.variants.items()}
    asked = replace(claim, of=stop.variants[claim.of])
    part = replace(scenario, variants=variants, claims=[asked], figures={}, maps={})
    result: Result = part.run(replicates=stop.runs, seed=seed, mapped=False, progress=False)
    return result


def draw_stop(stop: Stop, result: Result) -> Figure:
    """The stop's figure at the size of a projector."""
    shown: Any = list(stop.shown) if stop.figure == "bands" else stop.shown[0]
    figure = result.draw(stop.figure, shown, **stop.options)
    figure.set_size_inches(12.8, 7.2)
    figure.axes[0].set_ylabel(stop.axis)
    note = "median, middle half and 95 %" if stop.figure == "bands" else "share, with its 95 % interval"
    figure.text(0.99, 0.012, f"{note} of {stop.runs:,} runs", ha="right", fontsize=11, color="#777777")
    return figure


def write_png(figure: Figure, file: Path) -> None:
    """Write a figure as a PNG of 1280 by 720 pixels."""
    from ..figures.style import house_style

    with house_style():
        write_whole(file, lambda part: figure.savefig(part, dpi=100, bbox_inches=None))


def write_manifest(folder: Path, seen: Sequence[Visit], page: Path, seed: int) -> None:
    """Say what made the figures and the page, so that the next tour may replace them."""
    numbers = {each.stop.title: each.sentence for each in seen}
    content = {"tour": numbers, "seed": seed, **made_by([each.file.name for each in seen])}
    text = json.dumps({**content, "page": page.name}, indent=2, allow_nan=False)
    write_whole(folder / "manifest.json", lambda part: part.write_text(text + "\n", encoding="utf-8"))
