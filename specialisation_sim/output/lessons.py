"""What lessons need besides the simulator: a switch for quick runs, predictions that are met, verdicts on a page."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..base.errors import UserError, unknown
from ..claims.claim import checked_replicates
from ..claims.quantities import quantity_of
from .numbers_in_words import in_words

if TYPE_CHECKING:
    from ..claims import Result

QUICK = "SPECIALISE_QUICK"
"""Environment variable that makes lessons quick: a tenth of the replicates, to see that all runs."""


class LessonText(str):
    """Markdown that a notebook shows as such where it is the value of a cell."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


def replicates(number: int) -> int:
    """How many runs a lesson takes: `number`, or a tenth of it where ``SPECIALISE_QUICK=1`` is set.

    Parameters
    ----------
    number : int
        Runs at which the lesson's numbers are firm.

    Returns
    -------
    int
        At least twenty, or `number` if that is less: with fewer, fixed points and verdicts are not to be told.

    Raises
    ------
    UserError
        If the number is below one.
    """
    checked_replicates(number)
    quick = os.environ.get(QUICK, "0") not in {"", "0"}
    return min(number, max(20, number // 10)) if quick else number


def score(
    predicted: Mapping[str, float | None], answers: Mapping[str, float], *, says: str = "the simulation says"
) -> LessonText:
    """What was predicted beside what was found.

    Parameters
    ----------
    predicted : mapping
        For each question the number that was written down, or None.
    answers : mapping
        For some of the questions, the number that came out.
    says : str
        Head of the column of what was found: who says it, a simulation or a record.

    Returns
    -------
    LessonText
        A table: a row a question, with the distance between the two.

    Raises
    ------
    UserError
        For a question that was not asked, or a prediction that is no number.
    """
    rows = []
    for question, answer in answers.items():
        if question not in predicted:
            raise unknown("question", question, predicted)
        guess = predicted[question]
        if guess is not None and (isinstance(guess, bool) or not isinstance(guess, (int, float))):
            raise UserError(f"prediction {guess!r} is not a number; write one, such as 0.75, or None")
        wrote = ("nothing", "") if guess is None else (f"{guess:.3g}", f"{abs(guess - answer):.2g}")
        rows.append((question, wrote[0], f"**{round(answer, 3):.3g}**", wrote[1]))
    return _table(("question", "you wrote", says, "apart"), rows)


def verdicts(result: Result) -> LessonText:
    """What became of a result's claims, those that failed included.

    Parameters
    ----------
    result : Result
        What `Scenario.run` or `compare` gave.

    Returns
    -------
    LessonText
        A table: a row a claim, with its estimate, 95 % interval and verdict.
    """
    story = result.scenario.story
    rows = []
    for finding in result.findings:
        claim, is_number = finding.claim, math.isfinite(finding.low)
        interval = f" ({finding.low:.3g} to {finding.high:.3g})" if is_number else ""
        of = f"{claim.of} minus {claim.versus}" if claim.versus else claim.of
        rows.append(
            (
                claim.sentence,
                f"{of}: {', '.join(filter(None, (quantity_of(claim, story), claim.demand)))}",
                f"{in_words(finding.estimate)}{interval}",
                f"**{finding.verdict}**",
            )
        )
    return _table(("claim", "must be", "estimate (95 % interval)", "verdict"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> LessonText:
    """Rows as a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return LessonText("\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines))
