"""Pictures, pages and scenes of the app without a browser: all words and numbers that they show.

Where the app shows something else, ``UPDATE_WRITTEN=1 pytest tests/ui/test_ui_as_written.py`` writes the texts anew, to
be looked at: pictures and scenes in a browser.
"""

import base64
import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import solara
from as_written import rounded, same_as_written
from test_components import Look
from test_watch import each_story

from specialisation_sim.ui import work
from specialisation_sim.ui.limits import limits
from specialisation_sim.ui.pages.answer import Answer, Answered
from specialisation_sim.ui.pages.below import numbers_table
from specialisation_sim.ui.pages.drawn import Cobweb, Phase
from specialisation_sim.ui.pages.plan import MapPlan
from specialisation_sim.ui.pages.question import Question
from specialisation_sim.ui.pages.record_columns import Preview
from specialisation_sim.ui.pages.record_report import Report
from specialisation_sim.ui.pages.records import Welcome
from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.stories import find
from specialisation_sim.ui.watch.plan import plan_of

WRITTEN = Path(__file__).parent / "written"
PICTURES = {
    "island": {"foragers": 3},
    "foundation": {},
    "labour": {"workers": 5},
    "band": {},
    "species": {},
    "generator": {},
    "march-1991": {"people": 6},
    "discrete": {},
    "gaussian": {},
    "mixture": {"samples": 50},
    "tilt": {},
    "dirac": {},
    "tabular": {},
    "regression": {},
}
ROWS = [f"{2010 + year},{'ABCD'[year * row % (4 - year // 3)]},{row % 2}" for year in range(7) for row in range(30)]
RECORD = "\n".join(["when,what,officer", *ROWS])
TRAITS = (
    "label",
    "name",
    "words",
    "options",
    "value",
    "items",
    "rows",
    "groups",
    "values",
    "query",
    "title",
    "disabled",
)


def shown(element):
    """Words, numbers and choices of a page, one widget a line."""
    box, context = solara.render(element, handle_error=False)
    lines = []
    for one in reversed(list(Look(box).all())):
        said = [child for child in getattr(one, "children", []) if isinstance(child, str)]
        said += [one.unsafe_innerHTML] if getattr(one, "unsafe_innerHTML", None) else []
        said += [f"{name}={getattr(one, name)}" for name in TRAITS if getattr(one, name, None)]
        said += [curves(json.loads(one.option))] if hasattr(one, "option") else []
        lines += [" | ".join(said)] if said else []
    context.close()
    return rounded("\n".join(lines))


def curves(option):
    """A chart's titles and curves, each by a few of its points."""
    titles = [title.get("text", "") for title in listed(option.get("title"))]
    axes = [axis.get("name", "") for key in ("xAxis", "yAxis") for axis in listed(option.get(key))]
    lines = []
    for line in listed(option.get("series")):
        data = line.get("data", [])
        lines.append(f"{line.get('name', '')} {line.get('type', '')} {len(data)} {data[:: max(len(data) // 3, 1)]}")
    return f"chart {titles} {axes} " + "; ".join(lines)


def listed(value):
    return value if isinstance(value, list) else [value] if value else []


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_these_things(name):
    kind = find(name)
    runner = Runner(kind, kind.Parameters(**PICTURES[name]), 4)
    runner.step(7)
    text = f"{runner.look.draw(runner.snapshot)}\n{numbers_table(runner)}\n{runner.snapshot.events}"
    same_as_written(WRITTEN / f"picture_{name}.txt", rounded(text.replace("><", ">\n<")))


def compared():
    question = Question.read("scenario=foundation-selectivity&runs=3")
    [(call, given)] = question.job().units
    return Answer(Answered(question, call(*given), 0.5))


def audited():
    coded = base64.b64encode(RECORD.encode()).decode()
    options = {"when": "when", "what": "what", "group": "officer", "period": "year"}
    return Report(work.audited("mine.csv", coded, limits().upload, options), "mine.csv")


def previewed():
    seen = {
        "heads": ["Day", "Area"],
        "first": [["2010", "<b>"], ["2011", "x" * 80]],
        "notes": ["read as years"],
        "rows": 1234,
    }
    return Preview(seen, {"when": "Day", "what": "Area"})


PAGES = {"compare": compared, "record": audited, "preview": previewed, "welcome": lambda: Welcome(None)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_these_words_and_numbers(name):
    same_as_written(WRITTEN / f"page_{name}.txt", shown(PAGES[name]()))


@pytest.mark.parametrize("drawing", [Phase, Cobweb], ids=["phase", "cobweb"])
def test_a_map_shows_what_is_known_so_far(drawing):
    plan = MapPlan.read(
        "story=foundation&proposals=20&map.cells=4&map.runs=2&map.steps=3&map.x=selectivity&map.y=outside"
    )
    job = plan.job() if drawing is Phase else plan.return_job()
    results = [call(*given) for call, given in (job.units[:2] if drawing is Phase else job.units)]
    so_far = SimpleNamespace(results=results, part=0.5)
    same_as_written(WRITTEN / f"page_{drawing.__name__}.txt", shown(drawing(plan, so_far, solara.reactive(0))))


@each_story
def test_scenes_are_drawn_and_worded_so(name):
    lines = []
    for scene in plan_of(name)["scenes"]:
        drawn = rounded(json.dumps([scene["wide"], scene["narrow"]], sort_keys=True))
        said = rounded(json.dumps({key: part for key, part in scene.items() if key not in {"wide", "narrow", "tapes"}}))
        lines.append(f"{hashlib.sha256(drawn.encode()).hexdigest()[:16]} {len(drawn)} {said[:3000]}")
    same_as_written(WRITTEN / f"scenes_{name}.txt", "\n".join(lines))
