"""A page for a seminar on each story: a handout of one sheet, five slides, five questions with bound numbers."""

import json
import os
import re
import shutil

import pytest

from specialisation_sim import UserError
from specialisation_sim.cli import completion
from specialisation_sim.output import published_numbers
from specialisation_sim.output.published_numbers import BOUND, claim_of, estimate_and_interval, written
from specialisation_sim.registry import STORIES
from specialisation_sim.studies import tour
from specialisation_sim.studies.teaching import FILE, NAMES, material
from specialisation_sim.studies.teaching_page import PARTS, page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000100000000908000000001e41f3ee"
    "0000000c49444154789c636018a4000000990001443b224b0000000049454e44ae426082"
)
"""A picture of sixteen by nine."""
ISLAND = """
[island]
essay = ["L6"]
"""
QUESTION = """
[[island.question]]
ask = "How many?"
claim = ["island-slack", "A greedy forager"]
verdict = "HOLDS"
answer = "{value}."
reason = "So."
"""


def test_the_six_stories_and_slack_are_taught():
    assert set(NAMES) == {*STORIES, "slack"}


@pytest.mark.parametrize("name", NAMES)
def test_a_story_has_five_questions_whose_answers_have_a_number_an_interval_and_a_reason(name):
    taught = material(name)
    assert len(taught.questions) == 5
    for each in taught.questions:
        assert each.ask.count("?") >= 1
        assert re.search(r"\d", each.answer)
        assert re.search(r"^(95.% interval \S+.* to \S+.*, [\d,]+ runs|exact: all runs are alike)$", each.interval)
        assert len(each.reason.split()) > 8
        assert not BOUND.search(each.ask + each.answer + each.reason)
    assert taught.essay


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_those_of_the_published_claims(name):
    for each in material(name).questions:
        _, found = claim_of(each.scenario, each.claim)
        assert each.verdict == found["verdict"]
        forms = {f"{scale * abs(found['estimate']):.3g}" for scale in (1, 100)}
        assert forms & set(re.findall(r"\d[\d.]*\d|\d", each.answer)), each.answer


def test_a_new_result_is_a_new_number(tmp_path, monkeypatch):
    text = (published_numbers.shipped_folder("docs") / "claims.json").read_text(encoding="utf-8")
    monkeypatch.setattr(published_numbers, "shipped_folder", lambda kind: tmp_path)
    data = json.loads(text)
    (greedy,) = (claim for sentence, claim in data["island-slack"]["claims"].items() if sentence.startswith("A greedy"))
    greedy["estimate"] = 0.123
    (tmp_path / "claims.json").write_text(json.dumps(data), encoding="utf-8")
    assert written("{{claim island-slack 'A greedy forager'}}") == "12.3\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("bound", "says"),
    [
        ("{{claim island-slak 'A greedy'}}", "did you mean 'island-slack'"),
        ("{{claim island-slack 'A gredy forager starves after the crash'}}", "did you mean 'A greedy forager starves"),
        ("{{claim island-slack 'A forager'}}", "4 claims of island-slack begin with 'A forager'"),
        ("{{claim island-slack 'A greedy' percnt}}", "did you mean 'percent'"),
        ("{{clam island-slack 'A greedy'}}", "did you mean 'claim'"),
        ("{{claim island-slack}}", "too little or too much"),
        ("{{claim island-slack 'A greedy}}", "cannot be read"),
        ("{{in_setting essay-island 'Eventually' essai}}", "did you mean 'essay'"),
        ("{{parameter island suny}}", "did you mean 'sunny'"),
        ("{{parameter island learning}}", "'power' is a word and no number"),
        ("{{variant island-slack gredy need}}", "did you mean 'greedy'"),
        ("{{variant island-slack greedy ned}}", "did you mean 'need'"),
        ("{{steps island-slak}}", "did you mean 'island-slack'"),
    ],
)
def test_what_is_bound_to_nothing_is_refused_with_the_nearest(bound, says):
    with pytest.raises(UserError, match=re.escape(says)):
        written(bound)


@pytest.mark.parametrize(
    ("bound", "said"),
    [
        ("{{parameter island sunny percent}}", "75 %"),
        ("{{variant island-slack greedy slack_cap}}", "20"),
        ("{{variant island-slack greedy sunny}}", "0.75"),
        ("{{steps island-slack}}", "1,460"),
    ],
)
def test_parameters_are_those_of_the_code(bound, said):
    assert written(bound).replace("\N{NO-BREAK SPACE}", " ") == said


def test_an_interval_without_signs_begins_with_the_smaller_end():
    value, interval = estimate_and_interval(
        "island-slack", "A forager with a taste for variety and slack fishes", "apart"
    )
    low, high = map(float, re.findall(r"interval (\S+) to (\S+) points", interval)[0])
    assert low <= float(value.removesuffix(" points")) <= high


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('ask = "How many?"', 'ask = "How many of 9?"', "question 1: '9' is typed"),
        ('reason = "So."', 'reason = "Up to 50 %."', "question 1: '5' is typed"),
        ("{value}.", "Many.", "question 1: the answer has no {value}"),
        ('"HOLDS"', '"FAILS"', "question 1: its reason cites a claim that FAILS, and 'A greedy forager"),
        ("A greedy", "A gredy forager starves after", "question 1: unknown claim of island-slack"),
        ("[[island.question]]", "[[islnd.question]]", "did you mean 'island'"),
        ('essay = ["L6"]', 'essay = ["Z9"]', "unknown sentence of the essay 'Z9'"),
        ('essay = ["L6"]', "", "'essay' is missing"),
        ('reason = "So."', "", "'reason' is missing"),
    ],
)
def test_a_quiz_with_a_fault_is_refused_and_says_where(tmp_path, before, after, says):
    file = tmp_path / "quiz.toml"
    file.write_text((ISLAND + 5 * QUESTION).replace(before, after), encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(says)):
        material("island", file)


def test_a_quiz_has_five_questions(tmp_path):
    file = tmp_path / "quiz.toml"
    file.write_text(ISLAND + 4 * QUESTION, encoding="utf-8")
    with pytest.raises(UserError, match="4 questions; a quiz has 5"):
        material("island", file)


def test_the_words_name_no_number_but_bound_ones():
    text = re.sub(r"^(#.*|essay = .*|claim = .*|)$", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert re.findall(r".{20}\d.{10}", BOUND.sub("", text)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_needs_nothing_else_and_has_all_parts(name):
    text = page(material(name), DOT)
    assert not re.search(r"https?://|<script|<link|\bnan\b|\{value\}|\{\{[^ ]|None", text)
    parts = ("handout", "slides slide", "quiz", "answers")
    assert [text.count(f"<section class='{part}'") for part in parts] == [1, 5, 1, 1]
    quiz = text.partition("<section class='quiz'>")[2].partition("</section>")[0]
    assert quiz.count("<li>") == 5
    assert not any(each.reason[:30] in quiz for each in material(name).questions)


@pytest.fixture
def nothing_runs(monkeypatch):
    """Figures show nothing, and no story runs."""
    from matplotlib.figure import Figure

    monkeypatch.setattr(tour, "run_stop", lambda stop, seed: None)
    monkeypatch.setattr(tour, "draw_stop", lambda stop, result: Figure(figsize=(1, 1)))


@pytest.mark.long("commands at their full size")
def test_the_command_writes_the_pages_that_are_named(specialise, nothing_runs, tmp_path):
    done = specialise("teach", "slack", "band", "slack", "--out", tmp_path / "x")
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == ["band.html", "slack.html"]
    assert str(tmp_path / "x" / "slack.html") in done.stdout
    assert specialise("teach", "--out", tmp_path / "y").returncode == 0
    assert {path.stem for path in (tmp_path / "y").iterdir()} == set(NAMES)


def test_a_story_that_is_not_taught_is_refused_before_anything_is_written(specialise, tmp_path):
    done = specialise("teach", "band", "speceis", "--out", tmp_path / "x")
    assert done.returncode == 2
    assert "unknown story to teach 'speceis'; did you mean 'species'?" in done.stderr
    assert not (tmp_path / "x").exists()


def test_the_shell_completes_what_is_taught():
    assert completion.taught("s") == ["slack", "species"]


@pytest.fixture(scope="module")
def sheet():
    """A page of a browser."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page()
        browser.close()


FULLEST = "foundation"
"""The story whose handout leaves least of its sheet."""
OTHERS = [pytest.param(name, marks=pytest.mark.weekly("print of other stories")) for name in NAMES if name != FULLEST]


@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("name", [pytest.param(FULLEST, marks=pytest.mark.long("print of a story")), *OTHERS])
def test_a_page_prints_on_eight_sheets_of_a4_and_of_letter(sheet, tmp_path, name):
    (tmp_path / "page.html").write_text(page(material(name), DOT), encoding="utf-8")
    sheet.goto((tmp_path / "page.html").as_uri())
    for paper, sides in (("A4", (595.9, 842.9)), ("Letter", (612.0, 792.0))):
        printed = sheet.pdf(format=paper, prefer_css_page_size=True)
        sizes = [tuple(map(float, box.split()[2:])) for box in re.findall(rb"/MediaBox \[(.+?)\]", printed)]
        upright, across = pytest.approx(sides, abs=1), pytest.approx(sides[::-1], abs=1)
        assert sizes == [upright, *[across] * 5, upright, upright], paper
    for part in PARTS:
        sheet.check(f"#{part}")
        shown = [each for each in sheet.query_selector_all("section") if each.is_visible()]
        assert len(shown) == {"all": 8, "slides": 5}.get(part, 1)
