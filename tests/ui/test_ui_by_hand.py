"""Parts of the app with known answers: charts and diagrams, queues, logs, cards, uploads, and plain scenes."""

import base64
import json
import logging
import re
import time
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from as_written import same_as_written
from visited import Visited, known_by, rounded, shortened
from what_is_drawn import what_is_drawn

from specialisation_sim import Claim, Scenario
from specialisation_sim.base.errors import UserError
from specialisation_sim.claims.readings import final
from specialisation_sim.figures import style
from specialisation_sim.ui import charts, diagrams, ensemble_charts, gallery_data, jobs, one_line, pictures, work
from specialisation_sim.ui.frames import FrameCheck
from specialisation_sim.ui.job import Job
from specialisation_sim.ui.links import View
from specialisation_sim.ui.pages import below
from specialisation_sim.ui.pages import desk as desks
from specialisation_sim.ui.pages.desk import Desk
from specialisation_sim.ui.pages.shared import saved_figure
from specialisation_sim.ui.pictures import chain_pictures, generic, learned, svg
from specialisation_sim.ui.runner import Runner
from specialisation_sim.ui.stories import find, scenarios_of
from specialisation_sim.ui.turns import NotHeldError
from specialisation_sim.ui.visitors import Visitor
from specialisation_sim.ui.watch import once
from specialisation_sim.ui.watch import plain_scenes as plain
from specialisation_sim.ui.watch.moments import step_of
from specialisation_sim.ui.watch.plain_scenes import plain_scenes
from specialisation_sim.ui.watch.plan import plan

WRITTEN = Path(__file__).parent / "written"

LINES = {
    "one": ([0, 1, 2], {"a_b": [0.5, None, 0.25]}, {"units": {"a_b": "share of days"}}),
    "two": (
        list(range(0, 40, 2)),
        {"a": list(range(20)), "b": [k / 20 for k in range(20)]},
        {"units": {"a": "meals", "b": "share"}, "marks": [(3, "x"), (3, "x"), (4, "y"), (99, "end")]},
    ),
    "ghosts": ([0, 1], {"a": [2.0, 2.0]}, {"ghosts": {"a": [2.0, 9.0]}, "colours": {"a": "#123456"}, "clock": "day"}),
    "flat": ([0], {"a": [3.0]}, {"title": "A"}),
    "long": ([0, 1], {"one": [1, 2], "another": [2, 3]}, {"title": "x" * 60, "units": {"one": "m", "another": "m"}}),
    "nothing": ([], {}, {}),
}


def test_curves_over_time_are_drawn_so():
    lines = []
    for name, (times, curves, more) in LINES.items():
        lines.append(f"{name}: {shortened(charts.lines(times, curves, **more))}")
    for length in range(20, 60, 2):
        option = charts.lines([0, 1], {"a": [1.0, 2.0]}, title="x" * length, units={"a": "meals"}, clock="day")
        lines.append(f"{length}: {option['title']['text'].strip('x')} {option['legend']}")
        option = charts.lines([0, 1], {"a": [1.0], "bcd": [2.0]}, title="x" * length, units={"a": "m", "bcd": "m"})
        lines.append(f"{length}: {option['title']['text'].strip('x')} {option['legend']}")
    for some in ([0, 0.2], [0.3, 0.6], [0.5, 0.5], [0.2, 0.9], [0.85, 0.95], [0.6, 0.9], [0.24, 0.71], [-0.1, 1], []):
        lines.append(f"{some}: {charts.share_ends(some)}")
    for count in (3, 8, 9, 16, 17, 33):
        for stride in (1, 4, 7, 13, 30):
            lines.append(f"{count} x {stride}: {charts.every(list(range(0, count * stride, stride)))}")
        lines.append(f"{count} words: {charts.every(['a'] * count)}")
    same_as_written(WRITTEN / "options_lines.txt", rounded("\n".join(map(str, lines))) + "\n")


def test_diagrams_and_bands_are_drawn_so():
    grid = diagrams.heat([0.1, 0.2, 0.3], [1.0, 2.0], [[1.0, None, 3.0], [2.0, 2.5, 9.0]], x="a_b", y="c", unit="m")
    here = diagrams.heat([0.1, 0.2], [1.0, 2.0], [[None, None], [5.0, 5.0]], x="a", y="b", unit="m", here=(0.16, 1.4))
    empty = diagrams.heat([0.1], [1.0], [[None]], x="a", y="b", unit="m")
    shares = [k / 4 for k in range(5)]
    mapped = {"share": shares, "next": [0.0, 0.1, 0.5, None, 1.0], "low": [0.0] * 5, "high": [0.1, None, 1, 1, 1]}
    mapped["points"] = [{"share": 0.5, "stability": name} for name in ("stable", "unstable", "undecided")]
    web = diagrams.cobweb({"as set": mapped, "other": {**mapped, "points": []}}, start=0.4, of="awards")
    bands = {
        "a": {"low": [0.0, 0.1], "middle": [0.2, 0.3], "high": [0.4, None], "left": [4, 1], "of": 4},
        "yours": {"low": [0.1, 0.1], "middle": [0.2, 0.9], "high": [0.3, 1.0], "left": [4, 2], "of": 4},
    }
    drawn = ensemble_charts.bands([0, 1], bands, title="T", clock="day", unit="share", runs=4)
    meals = ensemble_charts.bands([0, 1], {"a": {"low": [1, 1], "middle": [2, 2], "high": [3, 3]}}, unit="meals")
    options = [grid, here, empty, web, drawn, meals]
    text = "\n".join(json.dumps(one, indent=0) for one in options)
    same_as_written(WRITTEN / "options_diagrams.txt", rounded(text.replace("\n", " ").replace("} {", "}\n{")) + "\n")


def test_a_path_in_a_return_map_climbs_to_where_it_rests():
    pairs = [[0.0, 0.0], [0.5, 0.75], [1.0, 1.0]]
    path = diagrams._stairs(pairs, 0.25)
    assert path[:4] == [[0.25, 0.0], [0.25, 0.375], [0.375, 0.375], [0.375, 0.5625]]
    assert path[-1] == pytest.approx([1.0, 1.0], abs=1e-3)
    assert diagrams._between(pairs, 2.0) == 1.0
    assert diagrams._between(pairs[1:], 0.2) == 0.75
    assert diagrams._between([], 0.2) == 0.2
    assert diagrams._between([[0.5, 0.1], [0.5, 0.3]], 0.5) == 0.1


def test_bars_of_what_is_learned(monkeypatch):
    few = learned.bars([0.5, 0.0, 0.5], [0.25, 0.5, 0.0], of="states", words="chance")
    many = learned.bars([k / 500 for k in range(200)], [0.1] * 200, of="words", colours=["#111"] * 3)
    same_as_written(WRITTEN / "picture_bars.txt", f"{few}\n{len(many)} {known_by([many])}\n".replace("><", ">\n<"))
    shares = np.linspace(0.0, 1.0, 300)
    monkeypatch.setattr(chain_pictures, "_column", list)
    monkeypatch.setattr(chain_pictures.learned, "bars", lambda *given, **more: (*given, more["of"]))
    world = SimpleNamespace(
        source=SimpleNamespace(shares=shares), reference=shares[::-1], p=SimpleNamespace(law="zipf")
    )
    now, truth, of = chain_pictures.discrete_picture(world, None)
    assert (len(now), len(truth), of) == (learned.BARS, learned.BARS, f"the first {learned.BARS} of 300 states")
    assert (now[0], truth[0]) == (0.0, 1.0)
    world.p.law = "other"
    now, _, of = chain_pictures.discrete_picture(world, None)
    assert (len(now), of) == (300, "states of a datum")


@pytest.fixture
def idle_queue(monkeypatch):
    monkeypatch.setattr(jobs, "WorkerProcess", lambda niceness, modules: SimpleNamespace(niceness=niceness))
    monkeypatch.setattr(jobs, "Thread", lambda **more: SimpleNamespace(start=lambda: None))
    return jobs.Queue(3)


def by(name, state="waiting", held=False, here=True):
    job = Job([(int, ())], Visitor(name, lambda: here))
    job.state, job.held = state, held
    return job


def test_there_is_room_for_so_many_jobs_and_whoever_had_fewest_turns_is_next(idle_queue):
    queue = idle_queue
    for name in "ab" * (jobs.OPEN // 2):
        queue.add(by(name, "running", held=True))
    fresh = queue.add(by("c"))
    assert queue._turns == {"a": 0, "b": 0, "c": 0}
    queue._turns.update(a=2, b=1)
    assert queue._next().visitor.name == "b"  # nothing more is begun
    queue._jobs[0].held = False
    assert queue._next() is fresh
    assert queue.ahead_of(fresh) == 2
    assert queue.words(fresh) == "waiting, 2 before this"
    late = queue.add(by("d"))
    assert queue._turns["d"] == 0
    assert queue.ahead_of(queue.add(by("d"))) == 4
    assert late.visitor.name == "d"
    assert queue.others(queue._jobs[0]) == jobs.OPEN - 1
    assert queue.words(queue._jobs[0]) == "0% done, in turns with 7 others"
    away = by("e", here=False)
    queue._jobs = [away]
    assert queue._next() is None
    assert queue.ahead_of(away) == 0
    assert queue.words(away) == "about to begin"
    queue._jobs = [by("a", "running"), by("b", "running")]
    assert queue.words(queue._jobs[0]) == "0% done, in turns with 1 other"
    queue._jobs[0].state, queue._jobs[0].seconds = "done", 1.26
    assert queue.words(queue._jobs[0]) == "done in 1.3 s"
    queue._jobs[1].state = "cancelled"
    assert queue.words(queue._jobs[1]) == "cancelled at 0%"


@pytest.mark.parametrize(
    ("error", "said", "ended"),
    [
        (UserError("n = 3 is too many"), "n = 3 is too many", 0),
        (MemoryError(), "this takes more memory than a job may have here; take fewer runs, steps or cells", 0),
        (TimeoutError(), "this did not come to a stop in 60 seconds; ask for less", 1),
        (RuntimeError("x"), "the process that does the work ended (RuntimeError); ask for less, or try again", 1),
        (ValueError("odd"), "ValueError: odd", 0),
        (NotHeldError(), "", 0),
    ],
)
def test_what_goes_wrong_in_a_turn_is_said(idle_queue, error, said, ended):
    def wrong(future, job, most):
        raise error

    queue, done = idle_queue, []
    queue._wait = wrong
    queue._worker = SimpleNamespace(started=True, submit=lambda *given: None, end=lambda: done.append("ended"))
    job, other = queue.add(by("a")), queue.add(by("b", held=True))
    queue._turn(job)
    assert (job.error, job.state) == (said, "failed" if said else "running")
    assert not job.held
    assert (len(done), other.held) == (ended, not ended)


def test_a_job_is_done_unit_by_unit(idle_queue):
    queue, asked = idle_queue, []
    queue._worker = SimpleNamespace(started=True, submit=lambda call, key, left, unit: asked.append(unit))
    answers = [(True, 1.0, "first"), (False, 0.5, None), (True, 1.0, "second")]
    queue._wait = lambda future, job, most: answers.pop(0)
    job = Job([(int, ()), (len, ("ab",))])
    queue._turn(job)
    assert (job.state, job.results, job.held) == ("done", ["first", "second"], False)
    assert asked == [(int, ()), (len, ("ab",)), None]


def test_what_is_held_for_a_page_that_is_away_is_let_go(idle_queue, monkeypatch):
    queue, asked = idle_queue, []
    queue._worker.submit = lambda call, key: asked.append(key)
    queue._wait = lambda future, job, most: asked.append(most)
    there, gone, over = by("a", held=True), by("b", held=True, here=False), by("c", "done", held=True)
    now = gone.here + jobs.AWAY
    monkeypatch.setattr(jobs.time, "monotonic", lambda: now)
    for job in (there, gone, over):
        queue._let_go(job)
    assert asked == [over.key, jobs.LATE]
    assert there.here == now
    now += 0.1
    queue._let_go(gone)
    assert asked[2:] == [gone.key, jobs.LATE]
    assert [job.held for job in (there, gone, over)] == [True, False, False]


def test_the_log_of_the_framework_is_one_short_line_each(monkeypatch):
    names = ("asyncio", "solara", "solara.server.fastapi")
    was = [
        (logging.getLogger(name), *(vars(logging.getLogger(name))[key] for key in ("handlers", "propagate", "level")))
        for name in names
    ]
    try:
        one_line.keep_log_short()
        [handler] = logging.getLogger("solara").handlers
        assert [type(one).__name__ for one in handler.filters] == ["OneLine", "Sparing"]
        assert handler.filters[1].most == 20
        assert not logging.getLogger("asyncio").propagate
        assert logging.getLogger("solara").level == logging.WARNING
        assert logging.getLogger("solara.server.fastapi").level == logging.ERROR
    finally:
        for logger, handlers, propagate, level in was:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
    monkeypatch.setattr(one_line, "monotonic", iter([0.0, 1.0, 2.0, 3.0, 10.0, 10.1, 11.0]).__next__)
    sparing = one_line.Sparing(most=2, seconds=10.0)
    records = [logging.makeLogRecord({"msg": "m%s", "args": (k,)}) for k in range(5)]
    assert [sparing.filter(record) for record in records] == [True, True, False, False, True]
    assert records[4].getMessage() == "m4 (and 2 lines like this)"


def outcome(values):
    rows = [(run, time, value) for run, row in enumerate(values) for time, value in enumerate(row)]
    return SimpleNamespace(series=pd.DataFrame(rows, columns=["run", "time", "hunting_record"]))


def scenario(*variants):
    return Scenario(
        title="Hunting",
        question="Who hunts?",
        passage="who hunts",
        story="island",
        steps=2,
        every=1,
        replicates=3,
        variants={name: {} for name in variants},
        claims=(Claim("She hunts", final("hunting_record"), of=variants[0], above=0.5),),
    )


def test_the_curves_of_a_card_have_few_points_and_gaps_where_nobody_is_left():
    some = outcome([[0.25, np.nan, np.nan], [0.75, 0.5, np.nan], [0.5, 0.5, np.nan]])
    names = [f"v{k}" for k in range(gallery_data.SHOWN + 1)]
    drawn = gallery_data.drawn_runs(SimpleNamespace(scenario=scenario(*names), outcomes=dict.fromkeys(names, some)))
    assert drawn["curves"] == {name: [0.5, 0.5, None] for name in names[:-1]}
    assert gallery_data.shown(3).tolist() == [0, 1, 2]
    places = gallery_data.shown(100).tolist()
    assert (len(places), places[0], places[-1]) == (gallery_data.POINTS, 0, 99)
    findings = [SimpleNamespace(claim=SimpleNamespace(sentence="A"), verdict="HOLDS")]
    card = gallery_data.card_of(SimpleNamespace(scenario=scenario("a"), outcomes={"a": some}, findings=findings))
    assert card["claims"] == [["A", "HOLDS", ""]]


def test_cards_are_written_with_how_firm_claims_are(monkeypatch, tmp_path):
    monkeypatch.setattr(gallery_data, "read_claims", lambda data: data)
    monkeypatch.setattr(gallery_data, "firmness_of_claims", lambda data: {("one", "A"): "FIRM", ("two", "A"): "BROKEN"})
    cards = {"one": {"claims": [["A", "HOLDS", ""], ["B", "FAILS", ""]], "unit": "m²"}}
    gallery_data.write(cards, Path("data"), tmp_path / "g.json")
    text = (tmp_path / "g.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"one": {"claims": [["A", "HOLDS", "FIRM"], ["B", "FAILS", ""]], "unit": "m²"}}
    assert "m²" in text
    ran = []
    quick = SimpleNamespace(run=lambda **more: ran.append(more))
    monkeypatch.setattr(gallery_data, "scenarios", lambda: {"one": quick, "chain-text": quick})
    monkeypatch.setattr(gallery_data, "read_claims", lambda data: {"one": {"claims": {"A": {"verdict": "FAILS"}}}})
    monkeypatch.setattr(gallery_data, "card_of", lambda result: {"claims": [], "unit": "m"})
    assert gallery_data.quick_cards(Path("data")) == {
        "one": {"claims": [["A", "FAILS", ""]], "unit": "m"},
        "chain-text": {"claims": [], "unit": "m"},
    }
    assert [one["replicates"] for one in ran] == [gallery_data.RUNS, 6]
    monkeypatch.setattr(gallery_data, "FILE", tmp_path / "none.json")
    assert gallery_data.shipped.__wrapped__() == {}


def test_an_uploaded_table_shows_columns_with_a_name_and_its_first_rows():
    text = "When,,What\n" + "".join(f"20{10 + k},x,{'ab'[k % 2]}\n" for k in range(7)) + "2017,x,\n"
    seen = work.headed("a.csv", base64.b64encode(text.encode()).decode(), 10_000)
    assert seen["heads"] == ["When", "What"]
    assert seen["first"] == [[f"20{10 + k}", "ab"[k % 2]] for k in range(5)]
    assert seen["rows"] == 8


def test_work_is_done_in_blocks_that_do_not_take_long(monkeypatch):
    from specialisation_sim.runs.ensembles import BLOCK

    def kind(effort, width):
        return SimpleNamespace(workload=lambda parameters: SimpleNamespace(effort=effort * parameters, width=width))

    assert work.block_of(kind(work.STEP // 10, 2), 1, 2) == min(BLOCK, 10)
    assert work.block_of(kind(10 * work.STEP, 3), 1) == 3
    assert work.block_of(kind(1, 1), 1) == BLOCK


def test_only_scenarios_with_runs_belong_to_a_story():
    assert {type(one) for name in ("island", "foundation") for one in scenarios_of(name).values()} == {Scenario}


@pytest.mark.parametrize("name", ["tilt", "gaussian"])
def test_plain_scenes_ask_and_show_the_first_observable(name):
    scenes = plan(plain_scenes(name, 12))["scenes"]
    lines = []
    for scene in scenes:
        lines += [str(shortened({key: scene[key] for key in ("id", "title", "text", "pace", "stop", "ask", "answer")}))]
        for layout in ("wide", "narrow"):
            picture = scene[layout]
            words = re.findall(r">([^<]+)<", picture["svg"])
            lines.append(f"{layout} {picture['view']} {words} {known_by([picture['svg']])}")
            lines.append(str(shortened(picture["bind"])))
    same_as_written(WRITTEN / f"plain_{name}.txt", rounded("\n".join(lines)) + "\n")


def test_an_event_that_never_happens_is_named_with_those_that_do():
    kinds = ["f", "b", "e", "a", "d", "c"]
    tape = SimpleNamespace(events=[SimpleNamespace(kind=kind, step=k) for k, kind in enumerate(kinds * 2)])
    with pytest.raises(UserError, match="a, b, c, d, e, f"):
        step_of(tape, {"event": "none"}, 0)
    assert [step_of(tape, {"event": "b"}, first) for first in (1, 2, 7, 8)] == [1, 7, 7, None]
    assert step_of(tape, {"at": 3}, 9) == 3


def test_a_saved_figure_has_the_curves_of_the_run(monkeypatch):
    made = []

    def canvas(*given, **more):
        made.append(was(*given, **more))
        return made[-1]

    was = style.canvas
    monkeypatch.setattr(style, "canvas", canvas)
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", lambda self, file, **more: file.write(str(more)))
    runner = Runner(find("island"), find("island").Parameters(foragers=2), 3)
    runner.step(2)
    assert saved_figure(runner) == "{'format': 'svg', 'metadata': {'Date': None}}"
    same_as_written(WRITTEN / "saved_figure.txt", what_is_drawn(made[0][0]))


def test_a_desk_plays_pauses_and_goes_back(monkeypatch):
    desk = Desk(View.read("story=island&foragers=3"), 30)
    played = []
    desk.clock.play, desk.clock.pause = (lambda: played.append("play")), (lambda: played.append("pause"))
    assert desk.clock.speed == 2.0
    desk.play()
    assert desk.playing.value
    assert desk.advance(4, 1e18) == 4
    desk.step()
    assert (played, desk.playing.value, desk.moment.value) == (["play", "pause"], False, 5)
    desk.play()
    desk.change({"exponent": "1.5"})  # goes on playing
    assert played == ["play", "pause", "play", "pause", "play"]
    desk.play()
    assert played[-1] == "pause"
    desk.to_end()
    assert desk.moment.value == 30
    assert desk.ending() == "Day 30: here the story ends. Play goes on beyond it."
    desk.play()
    assert desk.end == 60
    desk.stopped("")
    assert not desk.playing.value
    assert desk.message.value == ""
    desk.play()
    desk.look_back("7")
    assert (desk.back.snapshot.time, desk.moment.value, desk.playing.value) == (7, 7, False)
    assert "A look back at day 7. Play and Step go on from day 30" in desk.message.value
    desk.look_back("x")
    desk.look_back("9")
    assert desk.back.snapshot.time == 9
    desk.look_back("4")
    assert desk.back.snapshot.time == 4
    desk.change({"exponent": "0.5"})
    assert (desk.back, desk.runner.snapshot.time, desk.view.later[-1]) == (None, 4, (4, "exponent", 0.5))
    assert desk.ghost[0] == 4
    desk.look_back("3")
    desk.look_back("30")
    assert (desk.back, desk.message.value) == (None, "")
    desk.play()
    desk.reset()
    assert (desk.moment.value, desk.playing.value, desk.ghost, desk.message.value) == (0, False, None, "")
    assert desk.view.parameters.exponent == 0.5
    desk.reseed("5")
    assert (desk.view.seed, desk.moment.value) == (5, 0)
    desk.reseed("x")
    assert desk.refused.value == 1
    desk.change({"exponent": "99"})
    assert desk.refused.value == 2
    desk.step()
    desk.change({"exponent": "99"})
    assert desk.refused.value == 3
    desk.back_to_scenario()
    assert desk.view.parameters == desk.starts
    desk.agent.set(2)
    desk.change({"foragers": "2"})
    assert desk.agent.value == -1
    assert desk.message.value.startswith("The run began anew: ")
    desk.play()
    desk.reseed(7)
    assert played[-1] == "play"
    desk.close()
    assert played[-1] == "pause"


def test_a_desk_says_that_it_is_on_the_way(monkeypatch):
    monkeypatch.setattr(desks.time, "monotonic", lambda: -1e9)  # no time at all
    desk = Desk(View.read("story=island&t=400"), 30)
    assert desk.end == 400
    if desk.runner.snapshot.time < 400:
        assert desk.message.value == "On the way to day 400, as the link asks: Play goes on."


def test_agents_have_the_colour_of_their_task_or_of_where_they_stand():
    def fills(**agents):
        return generic.fills_of(SimpleNamespace(agents=agents, tasks=("a", "b")), len(next(iter(agents.values()))))

    low, high = svg.mixed([0, 1]), svg.mixed([1, 0])
    for values in ([5.0, 6.0, 7.0], [0.0, 1.0, 2.0], [-3.0, 0.0, 3.0]):
        assert fills(x=values) == [low, svg.mixed([0.5, 0.5]), high]
    assert fills(x=[np.nan, 1.0, 2.0]) == [low, low, high]
    assert fills(x=[3.0, 3.0]) == fills(x=[np.nan, np.nan]) == [low, low]
    assert fills(task=[0, 1, 0], alive=[1.0, 1.0, 0.0]) == [svg.colour(0), svg.colour(1), "var(--faint)"]
    seen = SimpleNamespace(agents={"task": [0, 1, -1, 2], "alive": [1, 0, 1, 1]}, tasks=("a", "b"))
    assert [generic.doing(seen, k) for k in range(4)] == [", a", ", failed", "", ""]


def test_a_story_of_ones_own_has_no_picture_of_ours_though_its_file_has_the_name_of_one():
    class Mine(find("march-1991")):
        pass

    Mine.__module__ = "island"
    assert pictures.look_of(Mine).draw is generic.draw
    Mine.__module__ = "specialisation_sim.stories.island"
    assert pictures.look_of(Mine).draw is not generic.draw
    Mine.__module__ = "specialisation_sim.stories.nothing"
    assert pictures.look_of(Mine).draw is generic.draw


def test_what_was_made_by_another_thread_meanwhile_is_what_one_gets():
    begun, go = Event(), Event()

    def slow(key):
        begun.set()
        go.wait(10)
        return key * 2

    make, got = once.once(slow), []
    first = Thread(target=lambda: got.append(make("k")))
    second = Thread(target=lambda: got.append(make("k")))
    first.start()
    begun.wait(10)
    second.start()
    time.sleep(0.05)
    go.set()
    first.join()
    second.join()
    assert got == ["kk", "kk"]
    assert make("k") == "kk"


def test_a_channel_of_a_page_may_be_closed():
    check = FrameCheck(5_000_000)
    frame = {"header": {"msg_type": "comm_close"}, "content": {"comm_id": "x", "data": {"method": "none"}}}
    assert check.flaw(json.dumps(frame | {"channel": "shell"})) == ""
    frame["header"]["msg_type"] = "comm_msg"
    assert check.flaw(json.dumps(frame | {"channel": "shell"})) == "a message that the app does not use"


def test_a_guess_has_room_on_the_side_where_values_are(monkeypatch):
    for values, ends in (
        ([-3.0, 2.0], (-10, 10)),
        ([0.5, 30.0], (0, 100)),
        ([0.0, 1.0], (0, 1)),
        ([-0.5, 0.5], (-1, 1)),
    ):
        tape = SimpleNamespace(columns={"intact": np.array(values)})
        monkeypatch.setattr(plain, "tape_of", lambda *given, tape=tape: tape)
        ask = plain_scenes("gaussian", 4).scenes[0].ask
        assert (ask["low"], ask["high"]) == ends


def test_the_latest_events_are_listed_and_no_more_than_so_many():
    events = [(k, f"thing {k}") for k in range(below.LINES + 3)]
    desk = SimpleNamespace(
        tick=SimpleNamespace(value=0),
        seen=SimpleNamespace(snapshot=SimpleNamespace(events=events)),
        kind=find("island"),
    )
    with Visited(lambda: below.Happened(desk)) as page:
        text = "".join(str(getattr(one, "unsafe_innerHTML", "")) for one in page.all())
    told = [int(number) for number in re.findall(r"thing (\d+)", text)]
    assert told == list(range(below.LINES + 2, 2, -1))
