"""A visitor's way through each page, without a browser: all that it shows, and what every button and field changes.

Where a page shows something else, ``UPDATE_WRITTEN=1 pytest tests/ui/test_visits.py`` writes the texts anew, to be
looked at. Work that the server leaves to a process beside it is done in this one.
"""

import base64
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from as_written import same_as_written
from visited import AtOnce, Diary, InPlace, Visited

from specialisation_sim import registry
from specialisation_sim.ui import board as boards
from specialisation_sim.ui import work
from specialisation_sim.ui.app import Layout
from specialisation_sim.ui.pages import compare, explore, gallery, maps, plan, records, tournament
from specialisation_sim.ui.pages.record_report import Report

WRITTEN = Path(__file__).parent / "written"


@pytest.fixture
def queue(monkeypatch):
    one = InPlace()
    for module, name in ((compare, "QUICK"), (maps, "LONG"), (tournament, "LONG"), (records, "FILES")):
        monkeypatch.setattr(module, name, one)
        monkeypatch.setattr(module, "Thread", AtOnce)
    return one


@pytest.fixture
def visit(request, monkeypatch):
    """Open a page; what was seen there is compared in the end."""
    monkeypatch.setattr(registry, "OWN", {})  # other tests bring stories of their own
    opened = []

    def begin(element, search=""):
        page = Visited(element, search)
        opened.append((page, Diary(page)))
        return opened[-1]

    yield begin
    for page, _ in opened:
        page.context.close()
    text = "\n".join(diary.text() for _, diary in opened)
    same_as_written(WRITTEN / f"visit_{request.node.originalname.removeprefix('test_')}.txt", text)


def coded(text):
    return base64.b64encode(text.encode()).decode()


def grants(days):
    return coded(
        "\n".join(["Date,Area,Sum,Who", *(f"{2010 + k % 4}-03-01,{'ABC'[k % 3]},{k + 1},x" for k in range(days))])
    )


def found_by_hand():
    """What an audit of three years, of which the second cannot bear it, could have found."""
    rows = [
        ("decisions", "2010", True),
        ("decisions", "2011", False),
        ("decisions", "2012", True),
        ("Sum", "2012", True),
    ]
    table = pd.DataFrame(rows, columns=["by", "period", "used"])
    for k, (name, end) in enumerate(product(("hill_1", "modal_share"), ("", "_low", "_high"))):
        table[f"{name}{end}"] = [k + 0.125, k + 0.25, k + 0.5, k + 0.75]
    path = pd.DataFrame({"period": ["2010", "2012"], "number": [2.0, 3.0]})
    drift = {"drift_low": [np.nan, 1.5], "drift_middle": [np.nan, 2.0], "drift_high": [np.nan, 2.5]}
    alone = dict.fromkeys(drift, np.nan)
    peer = pd.DataFrame({"period": ["2010", "2012"], "own": [2.0, 3.0], "peer": [4.0, np.nan]})
    ahead = {"period": ["2012", "+1"], "seen": [3.0, np.nan], "low": [np.nan, 1.0], "middle": [np.nan, 2.0]}
    return {
        "summary": "# Head\n\n## It narrows\n\n- **Two** of <b>\n- three\n\nThe **end**.\n",
        "by": ["decisions", "Sum"],
        "table": table,
        "period": "year",
        "paths": {"decisions": path.assign(**drift), "Sum": path.assign(**alone)},
        "peer": peer,
        "forecast": pd.DataFrame(ahead | {"high": [np.nan, 4.0]}),
        "report": "<html>all of it</html>",
    }


def test_records_are_opened_and_audited(visit, queue, monkeypatch):
    asked = []

    def audited(*given):
        asked.append(given)
        return found_by_hand()

    monkeypatch.setattr(work, "audited", audited)
    page, diary = visit(records.Records)
    page.send("Upload", "file", ["mine.csv", grants(9)])
    diary.note("a file was opened")
    page.send("Who decided", "change", "Who")
    page.send("Period", "change", "quarter")
    diary.note("who and quarters were chosen")
    page.send("Upload", "file", ["other.csv", grants(2)], place=1)
    diary.note("another file was put beside it")
    page.press("Audit")
    diary.note("audited")
    [(name, _, most, options, peer)] = asked
    assert (name, most, peer) == ("mine.csv", 5_000_000, ("other.csv", grants(2)))
    assert {key: value for key, value in options.items() if value} == {
        **{"when": "Date", "what": "Area", "group": "Who", "period": "quarter"},
    }
    page.send("Save", "ask", "csv")
    diary.note("the table was saved")
    page.send("Save", "ask", "report")
    diary.note("the report was saved")
    page.send("Upload", "file", ["mine.csv", coded("nothing")])
    diary.note("a file without a table was opened")


def test_a_link_opens_the_sample_record_and_audits_it_as_it_says(visit, queue, monkeypatch):
    asked = []
    sheets = {"heads": ["Day", "Field"], "rows": 2, "first": [], "notes": [], "sheets": ["a", "b"], "wide": False}
    guess = {"when": "Day", "what": "", "weight": ""}

    def headed(name, text, most, sheet):
        asked.append((name, len(text), most, sheet))
        return sheets | {"guess": guess, "sheet": sheet}

    def audited(*given):
        asked.append((given[0], *given[2:]))
        return found_by_hand() | {"peer": None, "forecast": None, "paths": {}}

    monkeypatch.setattr(work, "headed", headed)
    monkeypatch.setattr(work, "audited", audited)
    page, diary = visit(records.Records, "sample=1&what=Day&period=month&split=%3B&bad=no&sheet=b&weight=")
    diary.lines += [str(one) for one in asked]
    page.send("Sheet", "change", "a")
    diary.note("another sheet was chosen")
    diary.lines += [str(one) for one in asked[2:]]
    again, _ = visit(records.Records)
    again.press("Open the sample record")
    assert [one[0] for one in asked[3:]] == [records.SAMPLE] * 2
    again.press("Use the sample record")
    assert len(asked) == 7


def test_variants_are_compared(visit, queue):
    page, diary = visit(compare.Compare, "scenario=foundation-selectivity&runs=2&steps=3")
    page.send("Runs", "change", "1")
    assert queue.asked[-1].units[0][1][2] == 2  # the least
    page.send("Steps", "change", "6")
    diary.note("six steps")
    page.send("Runs", "change", "many")
    diary.note("a wrong number of runs")
    page.send("Form", "change", ["exponent", "7"])
    diary.note("a value that is not allowed")
    page.send("Form", "change", ["exponent", "0.5"])
    diary.note("another value in all variants")
    page.send("Sliders apply to", "change", "1")
    diary.note("one of my own")
    page.send("Mine starts from", "change", "f = 0.2")
    diary.note("mine starts from another")
    page.send("Show", "change", "missed_large")
    diary.note("one chart is shown")
    page.send("Save", "ask", "csv")
    diary.note("bands were saved")
    page.send("Save", "ask", "toml")
    diary.note("parameters were saved")
    page.send("Compare", "change", "band|band-fifth-album")
    diary.note("another question")
    page.send("Compare", "change", "band|")
    diary.note("a story alone")


def test_a_story_is_compared_with_ones_own(visit, queue):
    page, diary = visit(compare.Compare, "story=band&runs=3&steps=8&setting=neutral")
    page.send("Steps", "change", "200")
    assert queue.asked[-1].units[0][1][4] == 2  # of two hundred steps every second is drawn
    page.send("Form", "change", ["variety", "9"])
    diary.note("more variety")
    compared = [job.units[0][1] for job in queue.asked]
    assert [(list(one[1]), one[2], one[3]) for one in compared] == [
        (["neutral"], 3, 8),
        (["neutral"], 3, 200),
        (["neutral", "yours"], 3, 200),
    ]
    broken, _ = visit(compare.Compare, "story=bnad")
    assert not broken.shows("Chart")


def test_maps_are_planned_and_drawn(visit, queue):
    page, diary = visit(maps.Maps, "story=foundation&proposals=20&map.cells=3&map.runs=2&map.steps=2")
    page.press("Draw the map")
    diary.note("the map was drawn")
    page.send("Chart", "click", {"value": [2, 1, 0.3]})
    page.send("Save", "ask", "csv")
    diary.note("a cell was clicked, and cells saved")
    page.send("Across", "change", "outside")
    diary.note("the same parameter twice")
    page.press("Draw the map")
    diary.note("which is refused")
    page.send("Upward", "change", "exponent")
    page.send("from", "change", "0.1")
    page.send("to", "change", "0.3")
    page.send("from", "change", "0.2", place=1)
    page.send("to", "change", "0.4", place=1)
    page.send("Read at the end", "change", "intact")
    page.send("Cells", "change", "1")
    page.send("Runs", "change", "0")
    page.send("Years", "change", "3")
    diary.note("another plan")
    page.send("to", "change", "much")
    diary.note("no number")
    page.send("Cells", "change", "few")
    diary.note("no whole number")
    page.press("Draw the map")
    diary.note("the other map was drawn")
    page.send("Save", "ask", "toml")
    diary.note("parameters were saved")
    page.send("Story", "change", "island|island-slack")
    page.send("Story", "change", "band|")
    diary.note("other stories were chosen")


def test_a_return_map_is_drawn_and_a_path_in_it(visit, queue, monkeypatch):
    monkeypatch.setattr(plan, "LEAST_RUNS", 4)
    page, diary = visit(maps.Maps, "story=band&map.cells=3&map.runs=2&map.steps=2&map.go=return")
    page.send("Path from a share of", "change", "0.25")
    diary.note("a path from a quarter")
    page.send("Save", "ask", "csv")
    diary.note("maps were saved")


def test_a_story_without_a_generation_has_no_return_map(visit, queue):
    visit(maps.Maps, "story=march-1991&map.go=other")
    visit(maps.Maps, "story=march-1991&map.x=none")


def test_a_job_is_seen_to_work_and_can_be_cancelled(visit, queue, monkeypatch):
    def half(job):
        job.units = job.units * 4
        job.results.append([0.1] * 3)
        job.begun = 1.0
        job.tell("running", 0.5)
        return job

    monkeypatch.setattr(queue, "add", half)
    monkeypatch.setattr(maps, "Thread", lambda target, daemon: AtOnce(lambda: None))
    monkeypatch.setattr("specialisation_sim.ui.job.time.monotonic", lambda: 11.0)
    page, diary = visit(maps.Maps, "story=foundation&proposals=20&map.cells=3&map.runs=2&map.steps=2&map.go=phase")
    page.press("Cancel")
    diary.note("cancelled")


def test_rules_are_put_on_the_board_and_play(visit, queue, monkeypatch):
    monkeypatch.setattr(tournament, "Event", lambda: SimpleNamespace(wait=lambda seconds: True, set=lambda: None))
    monkeypatch.setitem(boards.STEPS, "island", 6)
    board = boards.Board()
    board.submit("Bo", "train", 0.5, "b")
    page, diary = visit(lambda: tournament.Contest(board))
    page.send("Your name", "change", "Ada")
    page.press("Put it on the board")
    diary.note("a rule was put on the board")
    page.send("Part of the store kept in reserve", "change", "much")
    page.press("Put it on the board")
    diary.note("a setting that is none")
    page.send("Part of the store kept in reserve", "change", "0.25")
    page.press("Put it on the board")
    diary.note("a setting")
    page.send("Rule", "change", "best")
    diary.note("a rule with nothing to set")
    page.press("Put it on the board")
    page.press("Put it on the board")
    diary.note("twice")
    page.press("Take away")
    diary.note("one was taken away")
    page.press("Play")
    diary.note("they played")


def test_a_run_is_explored(visit, monkeypatch):
    monkeypatch.setattr(explore, "saved_figure", lambda runner: f"figure of {runner.snapshot.time}")
    monkeypatch.setattr(explore, "horizon", lambda story: 6)
    page, diary = visit(explore.Explore, "story=island&foragers=3")
    for key in ("step", "end", "reset", "step"):
        page.send("Keys", "press", key)
        diary.note(f"the key {key}")
    page.press("Step")
    page.send("Form", "change", ["exponent", "1.5"])
    diary.note("a step, and another exponent from now on")
    page.press("Step")
    diary.note("a step beside the path without the change")
    page.send("Scrub", "look", 1)
    diary.note("a look back")
    page.press("What happened")
    page.send("The first chart shows", "change", "cloud_cover")
    diary.note("what happened, and another chart first")
    page.press("Numbers")
    diary.note("numbers")
    page.send("Picture", "choose", 1)
    diary.note("an agent was chosen")
    page.send("Inspector", "change", ["days", [3, 4]])
    diary.note("and changed by hand")
    page.send("Inspector", "change", ["days", ["x"]])
    diary.note("and wrongly changed by hand")
    page.send("Scrub", "look", 1)
    diary.note("no way back")
    page.send("Inspector", "close", {})
    page.send("Sliders apply", "change", "start")
    page.send("Form", "change", ["foragers", "2"])
    diary.note("fewer from the start")
    page.send("Seed", "change", "7")
    page.send("Seed", "change", "-7")
    diary.note("another seed, and a wrong one")
    page.send("Speed", "change", "100")
    page.press("Reset values")
    diary.note("values as at first")
    for item in ("csv", "toml", "picture", "figure", "none"):
        page.send("Save", "ask", item)
    diary.note("files were saved")
    page.send("Upload", "file", ["a.toml", coded('story = "band"\nseed = 3\n[parameters]\n')])
    page.send("Upload", "file", ["a.toml", coded("story = 3")])
    page.send("Upload", "file", ["b.toml", base64.b64encode(b"\xff\xfe").decode()])
    diary.note("a file, a wrong one, and one that is no text")
    page.send("Story", "change", "band")
    page.send("Start from", "change", "island-slack|variety without slack")
    diary.note("other stories")


def test_a_variant_of_a_scenario_is_explored_to_its_end(visit):
    page, diary = visit(explore.Explore, "scenario=band-fifth-album&seed=4&t=7")
    page.press("Step")
    diary.note("a step")
    page.press("Step")
    diary.note("a step beyond the end")
    page.press("To the end")
    diary.note("to twice the end")
    visit(explore.Explore, "story=tilt&later=2:step=0.4&t=5")
    visit(explore.Explore, "story=labour&workers=4&setting=neutral&t=2")


def test_cards_are_found(visit, monkeypatch):
    few = ("band-fifth-album", "band-time-between", "island-slack", "chain-text", "audit-open-philanthropy")
    known = {name: scenario for name, scenario in gallery.scenarios().items() if name in few}
    cards = {
        name: {
            "claims": [[f"Of {name} <this>", verdict, audit], ["And that", "HOLDS", ""]],
            "observable": "some_number",
        }
        | {"unit": "shares", "clock": "day", "times": [0, 5, 10], "curves": {"a<": [0.0, None, 0.5], "b": [0.25] * 3}}
        for name, verdict, audit in zip(
            few, ("FAILS", "HOLDS", "UNDECIDED", "", "FAILS"), ["FIRM", "BROKEN", "", "FIRM", ""]
        )
    }
    monkeypatch.setattr(gallery, "scenarios", lambda: known)
    monkeypatch.setattr(gallery, "shipped", lambda: {key: card for key, card in cards.items() if key != "chain-text"})
    monkeypatch.setattr(gallery, "figures", lambda: "<g/>")
    page, diary = visit(gallery.Gallery, "show=band&find=ALBUM+band")
    page.send("Find", "change", "zebra")
    diary.note("words that no card has")
    page.send("Find", "change", "")
    page.send("Claims", "change", "FAILS")
    diary.note("cards with a claim that failed")
    page.send("Claims", "change", "UNDECIDED")
    diary.note("cards with a claim that is undecided")
    page.press("All")
    diary.note("of all stories")
    page.press("Records")
    page.send("Claims", "change", "")
    diary.note("records")
    other, _ = visit(gallery.Gallery, "show=none&claims=none&find=zebra")
    other.press("Chains")
    assert other.text().count("Explore") == 0


def test_every_page_has_a_frame(visit):
    visit(lambda: Layout(children=[]))


def test_a_report_of_one_way_of_weighing(visit):
    found = found_by_hand()
    visit(lambda: Report(found | {"by": ["Sum"], "peer": None, "forecast": None}, "a<b>.csv"))
