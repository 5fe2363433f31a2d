"""What a seminar needs for each story: what happens, what was found, five questions with their answers.

All of it is read: what the story's file says of itself, the tour's stop, the essay's sentences, the published claims.
What is written nowhere else stands in ``quiz.toml``, without a number; see `output.published_numbers`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..base.errors import UserError, unknown
from ..model.settings import ranges_of, settings_of
from ..output.outlines import head, world_outline
from ..output.published_numbers import BOUND, claim_of, essay_rows, estimate_and_interval, written
from .tour_stops import STOPS, Stop

FILE = Path(__file__).with_name("quiz.toml")
QUESTIONS = 5
SLACK = "slack"
"""What is taught besides the stories: inside of the island."""

NAMES = tuple(SLACK if stop.title == "Slack" else stop.story for stop in STOPS)
"""What can be taught, in the order of the essay."""


@dataclass(frozen=True)
class QuizQuestion:
    """A question that asks for a prediction, and its answer.

    Attributes
    ----------
    ask, answer, reason : str
        The question; the answer with its number; and why it is so.
    interval : str
        The number's interval and how many runs it is from.
    verdict, claim, scenario : str
        The claim that it is about, and what became of it.
    """

    ask: str
    answer: str
    reason: str
    interval: str
    verdict: str
    claim: str
    scenario: str


@dataclass(frozen=True)
class Material:
    """What is taught of a story.

    Attributes
    ----------
    name : str
        The story, or slack.
    question : str
        What is asked of it.
    happens, notice, sources : str
        What its file says of itself.
    tries : tuple of str
        What to try, as it says.
    found : str
        The tour's number in its sentence, as published.
    stop : Stop
        The tour's stop, of which the figure is.
    essay : tuple of mapping
        Rows of the essay's table.
    values : tuple of (str, str, str)
        Parameters with their published values, and whose they are.
    questions : tuple of Question
        The quiz.
    """

    name: str
    question: str
    happens: str
    notice: str
    sources: str
    tries: tuple[str, ...]
    found: str
    stop: Stop
    essay: tuple[Mapping[str, Any], ...]
    values: tuple[tuple[str, str, str], ...]
    questions: tuple[QuizQuestion, ...]


def material(name: str, file: Path = FILE) -> Material:
    """What is taught of a story, or of slack.

    Raises
    ------
    UserError
        If there is no such story, or the words on it are bound to what is not there.
    """
    if name not in NAMES:
        raise unknown("story to teach", name, NAMES)
    stop = STOPS[NAMES.index(name)]
    try:
        words = _words(file)[name]
        says = paragraphs(world_outline(stop.story).about)
        sentence, _ = claim_of(stop.scenario, stop.claim)
        value, interval = estimate_and_interval(stop.scenario, sentence, "percent")
        return Material(
            name=name,
            question=head(stop.scenario).question,
            happens=written(words.get("happens", says["What happens"])),
            notice=written(words.get("notice", says["Notice"])),
            sources=says["Sources"],
            tries=tuple(_tries(says["Try"])),
            found=stop.number.format(value=f"{value} ({interval})"),
            stop=stop,
            essay=tuple(_row(mark) for mark in words["essay"]),
            values=tuple(_values(stop.story)),
            questions=tuple(_question(each, at) for at, each in enumerate(words["question"], start=1)),
        )
    except KeyError as error:
        raise UserError(f"{file.name}, {name}: {error} is missing") from None
    except UserError as error:
        raise UserError(f"{file.name}, {name}: {error}") from None


def paragraphs(about: str) -> dict[str, str]:
    """The parts of what a story's file says of itself, by their headings."""
    parts = (" ".join(part.split()).partition(": ") for part in about.split("\n\n"))
    return {heading: rest[0].upper() + rest[1:] for heading, _, rest in parts if rest}


def _tries(text: str) -> list[str]:
    """What to try, without what takes a program of one's own."""
    parts = re.split(r"; (?![^()]*\))", text.rstrip("."))
    return [part[0].upper() + part[1:] for part in parts if "``" not in part]


def _question(words: Mapping[str, Any], at: int) -> QuizQuestion:
    try:
        typed = re.search(r"\d", BOUND.sub("", "".join(words[part] for part in ("ask", "answer", "reason"))))
        if typed:
            raise UserError(f"{typed[0]!r} is typed; a number is bound to a claim or a parameter")
        if "{value}" not in BOUND.sub("", words["answer"]):
            raise UserError("the answer has no {value}")
        scenario, begin = words["claim"]
        sentence, found = claim_of(scenario, begin)
        if words["verdict"] != found["verdict"]:
            raise UserError(f"its reason cites a claim that {words['verdict']}, and {sentence!r} {found['verdict']}")
        value, interval = estimate_and_interval(scenario, sentence, words.get("style", ""))
        answer = written(words["answer"].replace("{value}", value))
        return QuizQuestion(
            written(words["ask"]), answer, written(words["reason"]), interval, found["verdict"], sentence, scenario
        )
    except UserError as error:
        raise UserError(f"question {at}: {error}") from None


def _row(mark: str) -> Mapping[str, Any]:
    rows = {row["mark"]: row for row in essay_rows()}
    if mark not in rows:
        raise unknown("sentence of the essay", mark, rows)
    return rows[mark]


def _values(story: str) -> list[tuple[str, str, str]]:
    """Parameters that somebody has measured, and the others that the setting of published values names."""
    meanings = {row["name"]: row["meaning"] for row in world_outline(story).rows}
    rows = {
        name: (
            meanings[name],
            " to ".join(dict.fromkeys(_said(end) for end in (known.ends[0], known.ends[-1]))),
            known.source,
        )
        for name, known in ranges_of(story).items()
    }
    setting = settings_of(story)["literature"]
    for name, value in setting.items():
        rows.setdefault(name, (meanings[name], _said(value), setting.sources[name]))
    return list(rows.values())


def _said(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


@cache
def _words(file: Path) -> dict[str, Any]:
    """The file of words; every story has its questions in it.

    Raises
    ------
    UserError
        If it is of something else than the stories, or has another number of questions of one.
    """
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    for name in words:
        if name not in NAMES:
            raise unknown("story to teach", name, NAMES)
    for name in words:
        if (asked := len(words[name].get("question", []))) != QUESTIONS:
            raise UserError(f"{asked} questions; a quiz has {QUESTIONS}")
    return words
