"""What is taught of a story as one page: a handout, five slides, a quiz and its answers; it needs nothing else.

The page chooses no paper: it prints on A4 and on letter, handout, quiz and answers on a sheet each, and each slide
on a sheet across. Buttons at its head show one part alone, so that the quiz can be printed without its answers.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path

from ..base.files import write_whole
from .teaching import Material, QuizQuestion
from .tour_page import to_try

PARTS = {"all": "All", "handout": "Handout", "slides": "Slides", "quiz": "Quiz", "answers": "Answers"}
"""What can be shown alone, and what its button says."""

STYLE = """
@page { size: portrait; margin: 12mm } @page slide { size: landscape; margin: 12mm }
body { font: 10.5pt/1.4 Georgia, 'Times New Roman', serif; color: #222;
  max-width: 47em; margin: 1em auto; padding: 0 1em }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 .2em } h2 { font-size: 11.5pt; margin: .8em 0 .2em; color: #0072B2 }
p { margin: .3em 0 } ul, ol { margin: .3em 0; padding-left: 1.3em } code { font-size: .9em } .soft { color: #555 }
.found { border-left: .3em solid #0072B2; padding: .1em 0 .1em .7em } img { width: 100% }
figure { float: right; width: 52%; margin: 0 0 .4em 1em } figcaption { font-size: 8.5pt; color: #555 }
table { border-collapse: collapse; width: 100%; font: 8.5pt/1.3 Arial, sans-serif }
td, th { padding: .2em .4em; text-align: left; vertical-align: top } tr { border-bottom: 1px solid #ddd }
.verdict { white-space: nowrap; font-weight: bold } .lines { height: 5.4em; border-bottom: 1px solid #999 }
.handout > ul { columns: 2; column-gap: 2em } .quiz { font-size: 1.25em } .quiz li { margin-bottom: .8em }
.slide { aspect-ratio: 3 / 2; box-sizing: border-box; border: 1px solid #ccc; margin: 1em 0; padding: 3% 5%;
  container-type: inline-size; display: flex; flex-direction: column; justify-content: center; overflow: hidden }
.slide > div { font-size: 2.6cqw } .slide h1 { font-size: 1.6em } .slide h2 { font-size: 1.3em; margin: 0 0 .5em }
.slide table { font-size: .75em } .slide li { margin: .4em 0 } .slide figcaption { display: none }
.slide figure { float: none; width: 92%; margin: 0 auto }
.ask { font-size: 1.15em; border-left: .2em solid #D55E00; padding-left: .7em }
nav { font-family: Arial, sans-serif; font-size: 10pt } nav label { margin-right: 1em }
body:has(#slides:checked) { max-width: min(96vw, 140vh) }
@media print { nav, input { display: none } body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt }
  section { break-after: page } section:last-child { break-after: auto }
  body:has(#slides:checked) { max-width: none }
  .slide { page: slide; aspect-ratio: auto; height: 180mm; margin: 0; padding: 0; border: 0 } }
"""


def write_page(taught: Material, figure: bytes, path: Path) -> None:
    """Write the page."""
    text = page(taught, figure)
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))


def page(taught: Material, figure: bytes) -> str:
    """The page, with the story's figure as PNG."""
    hide = "".join(
        f"body:has(#{part}:checked) section:not(.{part}) {{ display: none }} " for part in PARTS if part != "all"
    )
    buttons = "".join(
        f"<label><input type='radio' name='part' id='{part}'{' checked' * (part == 'all')}> {words}</label>"
        for part, words in PARTS.items()
    )
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>{escape(taught.stop.title)}: for a seminar</title><meta name='viewport' content='width=device-width'>"
        f"<style>{STYLE}{hide}</style></head><body><nav>Show and print: {buttons}</nav>"
        f"{handout(taught, figure)}{slides(taught, figure)}{quiz(taught)}{answers(taught)}</body></html>\n"
    )


def handout(taught: Material, figure: bytes) -> str:
    """What to take home, on one sheet."""
    values = "".join(f"<tr>{''.join(f'<td>{with_code(cell)}</td>' for cell in row)}</tr>" for row in taught.values)
    return (
        f"<section class='handout'><h1>{escape(taught.stop.title)}</h1><p><i>{escape(taught.question)}</i></p>"
        f"{picture(taught, figure)}<h2>What happens</h2><p>{with_code(taught.happens)}</p>"
        f"<h2>What to notice</h2><p>{with_code(taught.notice)}</p><p class='found'>{escape(taught.found)}</p>"
        f"<h2>The essay, in our words, and what became of it</h2>{essay(taught)}"
        f"<h2>Where the numbers come from</h2><table><tr><th>parameter</th><th>value</th><th>by whom</th></tr>{values}"
        f"</table><h2>What to try</h2><ul>{''.join(f'<li>{with_code(each)}</li>' for each in taught.tries)}"
        f"<li>{to_try(taught.stop.again)}</li></ul>"
        f"<p class='soft'>Sources: {escape(taught.sources)}</p></section>"
    )


def slides(taught: Material, figure: bytes) -> str:
    """Five slides: what is asked, what happens, what came out, the essay's sentences, and what to discuss."""
    first, *_, last = taught.questions
    happens = "".join(f"<li>{with_code(each)}</li>" for each in sentences(f"{taught.stop.words} {taught.notice}"))
    tries = "".join(f"<li>{with_code(each)}</li>" for each in taught.tries[:4])
    shown = (
        f"<h1>{escape(taught.stop.title)}</h1><p>{escape(taught.question)}</p>"
        f"<p class='ask'>Write down your guess: {escape(first.ask)}</p>",
        f"<h2>What happens, and what to notice</h2><ul>{happens}</ul>",
        f"{picture(taught, figure)}<p>{answer(first)}</p>",
        f"<h2>The essay, and what became of it</h2>{essay(taught)}",
        f"<h2>What to discuss</h2><p class='ask'>{escape(last.ask)}</p><p>What to try:</p><ul>{tries}</ul>"
        f"<p>{to_try(taught.stop.again)}</p>",
    )
    return "".join(f"<section class='slides slide'><div>{each}</div></section>" for each in shown)


def quiz(taught: Material) -> str:
    """Five questions with room to write."""
    asked = "".join(f"<li>{escape(each.ask)}<div class='lines'></div></li>" for each in taught.questions)
    return (
        f"<section class='quiz'><h1>{escape(taught.stop.title)}: what do you expect?</h1>"
        f"<p>Write down a number and a reason, before anything is run.</p><ol>{asked}</ol></section>"
    )


def answers(taught: Material) -> str:
    """The answers, each with its number, interval, reason, and how to see it again."""
    said = "".join(
        f"<li><i>{escape(each.ask)}</i><p>{answer(each)}</p>"
        f"<p class='soft'>The claim &ldquo;{escape(each.claim)}"
        f"&rdquo; {escape(each.verdict)}. To see it again: "
        f"<code>specialise check {escape(each.scenario)}</code></p></li>"
        for each in taught.questions
    )
    return f"<section class='answers'><h1>{escape(taught.stop.title)}: answers</h1><ol>{said}</ol></section>"


def answer(question: QuizQuestion) -> str:
    """A question's answer with its interval and reason."""
    return f"<b>{escape(question.answer)}</b> ({escape(question.interval)}) {escape(question.reason)}"


def essay(taught: Material) -> str:
    """The essay's sentences on the story."""
    rows = "".join(
        f"<tr><td>{emphasised(row['words'])}</td><td class='verdict'>{escape(row['answer'])}</td>"
        f"<td>{with_code(row['says'])}</td></tr>"
        for row in taught.essay
    )
    return f"<table>{rows}</table>"


def picture(taught: Material, png: bytes) -> str:
    """The figure, with words for those who cannot see it."""
    stop = taught.stop
    return (
        f"<figure><img alt='{escape(stop.caption, quote=True)}' src='data:image/png;base64,"
        f"{b64encode(png).decode('ascii')}'><figcaption>{escape(stop.caption)} {stop.runs:,} runs of each setting."
        "</figcaption></figure>"
    )


def sentences(text: str) -> list[str]:
    """A text in its sentences."""
    parts = text.split(". ")
    return [part if part.endswith((".", "?", "!")) else f"{part}." for part in parts]


def with_code(text: str) -> str:
    """A text in HTML, what stands between backticks as code."""
    return "".join(f"<code>{part}</code>" if k % 2 else part for k, part in enumerate(escape(text).split("`")))


def emphasised(text: str) -> str:
    """A text in HTML, what stands between asterisks in italics."""
    return "".join(f"<i>{part}</i>" if k % 2 else part for k, part in enumerate(escape(text).split("*")))
