"""The page Tournament: a board for a class, a contest in units, and a league as it comes."""

import pytest
import solara
from test_components import Look, until

from specialisation_sim.base.errors import UserError
from specialisation_sim.laws.rules.adjusted import SETTINGS, adjusted
from specialisation_sim.studies.tournament import tournament
from specialisation_sim.ui import board as boards
from specialisation_sim.ui import contest_work
from specialisation_sim.ui.board import Board, contest
from specialisation_sim.ui.jobs import Queue
from specialisation_sim.ui.limits import CLASS, Limits
from specialisation_sim.ui.pages.tournament import Contest, league_table

THREE = [("best", None), ("floor", 0.2), ("round-robin", None)]


@pytest.fixture
def board():
    return Board()


@pytest.fixture
def sheet(board):
    box, context = solara.render(Contest(board), handle_error=False)
    yield Look(box)
    context.close()


def submitted(board):
    return [entry.words for entry in board.standing()]


def test_rules_are_put_on_the_board_with_their_setting_and_taken_away_by_their_owner_alone(board):
    board.submit("Ada  L.", "floor", 0.2, "a")
    board.submit("Bo", "round-robin", 3.0, "b")  # it has nothing to set
    assert submitted(board) == ["the house: best", "Ada L.: floor 0.2", "Bo: round-robin"]
    board.withdraw("Bo: round-robin", "a")
    assert len(submitted(board)) == 3
    board.withdraw("Bo: round-robin", "b")
    assert submitted(board) == ["the house: best", "Ada L.: floor 0.2"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("", "floor", None), "a name has 1 to 24 letters"),
        (("x" * 25, "floor", None), "a name has 1 to 24 letters; this one has 25"),
        (("Ada", "flor", None), "did you mean 'floor'"),
        (("Ada", "floor", 2.0), "is out of bounds; allowed: 0 to 1"),
        (("Ada", "floor", float("nan")), "nan"),
        (("Bo", "train", None), "is on the board already"),
        (("the house", "floor", None), "is on the board already"),
    ],
)
def test_what_is_not_valid_is_refused_and_nothing_changes(board, given, words):
    board.submit("Bo", "train", 0.5, "b")
    with pytest.raises(UserError, match=words):
        board.submit(*given, "a")
    assert len(submitted(board)) == 2


def test_a_visitor_and_a_board_have_so_many_rules(board):
    for k in range(boards.EACH):
        board.submit(f"Ada {k}", "floor", None, "a")
    with pytest.raises(UserError, match="take one away first"):
        board.submit("Ada", "floor", None, "a")
    for k in range(boards.MOST - boards.EACH):
        board.submit(f"B {k}", "floor", None, f"b {k}")
    with pytest.raises(UserError, match="the board is full"):
        board.submit("Z", "floor", None, "z")
    contest(board.standing(), "island", CLASS)  # a full board may be played in class


def test_a_contest_needs_two_rules_and_keeps_within_the_limits(board):
    with pytest.raises(UserError, match="needs two rules"):
        contest(board.standing(), "island", Limits())
    board.submit("Ada", "floor", None, "a")
    with pytest.raises(UserError, match="allowed here"):
        contest(board.standing(), "island", Limits(work=10))
    names, job = contest(board.standing(), "labour", Limits())
    assert names == ["wages", "market"]
    assert len(job.units) == 3


def test_the_league_is_that_of_the_command():
    made = {f"by: {name}" if value is None else f"by: {name} {value:g}": adjusted(name, value) for name, value in THREE}
    played = tournament(made, ["calm", "dwindle"], runs=2, days=20, progress=False)
    results = [contest_work.alike(THREE, "island", name, 2, 20) for name in ("calm", "dwindle")]
    results.append(contest_work.together(THREE, "island", 2, 20))
    entries = [boards.Submitted("by", *each) for each in THREE]
    html = league_table(entries, ["calm", "dwindle"], results)
    order = [html.index(str(rule)) for rule in played.league["rule"]]
    assert order == sorted(order)
    for row in played.league.itertuples():
        assert f'<td class="n">{row.survival:.0%}</td><td class="n">{row.meals:.2f}</td>' in html
    for row in played.mixed.itertuples():
        assert f'<td class="n">{row.meals:.2f}</td></tr>' in html
    assert "After 1 of 2 environments: calm" in league_table(entries, ["calm", "dwindle"], results[:1])
    assert "comes with the first" in league_table(entries, ["calm", "dwindle"], [])


def test_names_are_told_without_their_markup():
    entries = [boards.Submitted("<b>x</b>", "best"), boards.Submitted("y", "floor", 0.5)]
    result = contest_work.alike([("best", None), ("floor", 0.5)], "island", "calm", 2, 3)
    assert "<b>x" not in league_table(entries, ["calm"], [result])


def test_a_page_puts_a_rule_on_the_board_and_says_what_is_wrong(sheet, board):
    sheet.press("Put it on the board")
    assert "a name has 1 to 24 letters" in sheet.words()
    fields = {one.label: one for one in sheet.all() if hasattr(one, "label")}
    fields["Your name"].vue_change("Ada")
    sheet.press("Put it on the board")
    assert submitted(board) == ["the house: best", "Ada: floor 0.5"]
    assert "Ada: floor 0.5" in sheet.words()
    sheet.press("Take away")
    assert submitted(board) == ["the house: best"]
    sheet.press("Play")
    assert "needs two rules" in sheet.words()


def test_the_contest_of_a_page_that_is_closed_is_cancelled(board, monkeypatch):
    asked = []
    monkeypatch.setattr(Queue, "add", lambda self, job: asked.append(job) or job)
    board.submit("Ada", "floor", None, "a")
    box, context = solara.render(Contest(board), handle_error=False)
    Look(box).press("Play")
    until(lambda: asked)
    assert [job.state for job in asked] == ["waiting"]
    context.close()
    assert [job.state for job in asked] == ["cancelled"]


def test_a_page_sees_what_others_put_on_the_board(sheet, board):
    board.submit("Bo", "train", None, "b")
    until(lambda: "Bo: train 0.5" in sheet.words())


def test_a_rule_with_a_setting_is_the_rule_that_ships_at_its_usual_value():
    from specialisation_sim import Island

    for name, setting in SETTINGS.items():
        tasks = []
        for value in (None, setting.usual):
            world = Island({"foragers": 3}, seeds=[1, 2], choose=adjusted(name, value), collect=False)
            world.run_for(10)
            tasks.append(world.record.tolist())
        assert tasks[0] == tasks[1], name
    with pytest.raises(UserError, match="has nothing to set"):
        adjusted("best", 1.0)
