"""The board of a tournament: rules that visitors of one server submitted, chosen and set from a list.

It is in the server's memory alone, and gone when the server ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from ..base.errors import UserError
from ..laws.rules.adjusted import SETTINGS, adjusted
from ..studies.arenas import ARENAS, FORAGERS, MEETING, STEPS
from . import contest_work
from .job import Job
from .limits import Limits

MOST, EACH, LONGEST = 40, 3, 24
"""Rules on a board, rules of one visitor, and letters of a name."""
RUNS = 4
HOUSE = "the house"


@dataclass(frozen=True)
class Submitted:
    """A rule on the board.

    Attributes
    ----------
    by : str
        Name that its visitor gave.
    rule : str
        One of the rules that ship.
    value : float or None
        Of its setting; None if it has none.
    owner : str
        The visitor, of whom pages know no more.
    """

    by: str
    rule: str
    value: float | None = None
    owner: str = ""

    @property
    def words(self) -> str:
        """What stands in the league."""
        return f"{self.by}: {self.rule}" + ("" if self.value is None else f" {self.value:g}")


@dataclass
class Board:
    """What is submitted; every change counts up `version`."""

    entries: list[Submitted] = field(default_factory=list)
    version: int = 0
    _lock: Any = field(default_factory=Lock)

    def submit(self, by: str, rule: str, value: float | None, owner: str) -> None:
        """Put a rule on the board.

        Raises
        ------
        UserError
            If the name or the setting is not valid, the same stands there already, or there is no room.
        """
        name = " ".join(by.split())
        if not name or len(name) > LONGEST or not name.isprintable():
            raise UserError(f"a name has 1 to {LONGEST} letters; this one has {len(name)}")
        value = None if rule not in SETTINGS else SETTINGS[rule].usual if value is None else value
        adjusted(rule, value)
        fresh = Submitted(name, rule, value, owner)
        with self._lock:
            if any(other.words == fresh.words for other in self.entries) or name == HOUSE:
                raise UserError(f"{fresh.words!r} is on the board already; take another name or setting")
            if len(self.entries) >= MOST:
                raise UserError(f"the board is full; allowed: {MOST} rules")
            if sum(other.owner == owner for other in self.entries) >= EACH:
                raise UserError(f"you have {EACH} rules on the board, which is all there may be; take one away first")
            self.entries.append(fresh)
            self.version += 1

    def withdraw(self, words: str, owner: str) -> None:
        """Take one's own rule off the board; others' stay."""
        with self._lock:
            left = [each for each in self.entries if not (each.words == words and each.owner == owner)]
            if len(left) < len(self.entries):
                self.entries = left
                self.version += 1

    def standing(self) -> list[Submitted]:
        """All rules that compete, the house's first."""
        with self._lock:
            return [Submitted(HOUSE, "best"), *self.entries]


BOARD = Board()
"""That of this server."""


def contest(entries: list[Submitted], story: str, bounds: Limits) -> tuple[list[str], Job]:
    """The environments of a story, and the job that has rules compete in them: a unit for each, and one of the meeting.

    Raises
    ------
    UserError
        If that is too much work, or fewer than two rules are on the board.
    """
    if len(entries) < 2:
        raise UserError("a tournament needs two rules or more; put one on the board")
    rules = [(each.rule, each.value) for each in entries]
    names = list(ARENAS[story])
    units: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (contest_work.alike, (rules, story, name, RUNS, STEPS[story])) for name in names
    ]
    if story in MEETING:
        units.append((contest_work.together, (rules, story, RUNS, STEPS[story])))
    bounds.check_work(len(rules) * RUNS * STEPS[story] * (FORAGERS * len(names) + 1))
    return names, Job(units)
