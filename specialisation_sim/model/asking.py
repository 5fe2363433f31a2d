"""Rules of choice as a world asks them: shown what agents know, checked, and refused in words where they are mistaken.

A rule answers for many runs at once, and must answer for one alone in the same way: else a run's numbers would depend
on what runs beside it. So it is asked the first step's question again, of the first run alone, at once and now and then
later; a rule that keeps something from one call to the next, draws numbers of its own or mixes runs then gives itself
away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from ..base.errors import UserError, unknown
from ..laws.arrays import Array, Indices
from ..laws.decision import Decision, locked, of_runs
from ..laws.funding import Pile, checked_score
from ..laws.remembering import Remembering, did_something
from ..measures import mean_of

CHANGED = "the rule of choice changes what it is shown; it must make a copy"


@contextmanager
def refusing_mistakes() -> Iterator[None]:
    """Say in words that a rule writes to what it may only look at, or asks for what nobody knows, such as tomorrow.

    Raises
    ------
    UserError
        In place of NumPy's error, or Python's.
    """
    try:
        yield
    except AttributeError as error:
        fields = getattr(type(error.obj), "_fields", None)
        if fields is None or error.name is None:
            raise
        raise UserError(f"the rule of choice: {unknown('thing to know', error.name, fields)}") from error
    except ValueError as error:
        if "read-only" not in str(error):
            raise
        raise UserError(f"{CHANGED} ({error})") from error


def scored(rule: Callable[[Pile], Any], pile: Pile) -> Array:
    """Scores that a user's rule gives a pile of proposals, checked; see `checked_score`."""
    # A copy: behind the draws of a step are those of the steps to come.
    shown: Pile = locked(pile._replace(draw=pile.draw.copy()))
    with refusing_mistakes():
        return checked_score(rule(shown), pile.merit.shape)


class Cast(NamedTuple):
    """Several rules of choice, and which of them each agent follows.

    Attributes
    ----------
    rules : sequence of rules
        Functions, `Remembering` rules, or names.
    who : array of int, shape (agents,) or (runs, agents)
        Number of each agent's rule; of one row, the same in all runs.
    """

    rules: Sequence[Any]
    who: Indices


def rule_of(given: Any, named: Mapping[str, Any]) -> Any:
    """A rule of choice, or a cast of several, with names replaced by what they name.

    Parameters
    ----------
    given : callable, Remembering, str, Cast or None
        What a user gave.
    named : mapping
        The rules that have a name here.

    Raises
    ------
    UserError
        For a name that there is not, or what is no rule.
    """
    if given is None:
        return None
    if isinstance(given, str):
        if given not in named:
            raise unknown("rule of choice", given, named)
        return named[given]
    if isinstance(given, Cast):
        return Cast([rule_of(rule, named) for rule in given.rules], np.asarray(given.who))
    if isinstance(given, Remembering) or callable(given):
        return given
    raise UserError(
        f"choose = {given!r} is no rule of choice; give a function or a name, one of {', '.join(named) or 'none'}"
    )


class Asked:
    """One rule of choice and what it remembers.

    Parameters
    ----------
    rule : callable or Remembering
        The rule.
    """

    def __init__(self, rule: Callable[[Decision], Any] | Remembering) -> None:
        self.rule = rule
        self.memory: Any = None
        self.times = 0
        self._first: tuple[Decision, Decision, Indices] | None = None

    def __call__(self, decision: Decision) -> Indices:
        """Tasks that agents choose, ``(runs, agents)``.

        Raises
        ------
        UserError
            If the rule returns anything but a task number for each agent, changes what it is shown, or answers one
            question in two ways.
        """
        runs = decision.slack.shape[0]
        self.times += 1
        watched = self.times & (self.times - 1) == 0
        if self._first is None:
            alone, untouched = (_copied(decision, runs) for _ in range(2))
        with refusing_mistakes():
            tasks, self.memory = self._ask(decision, self.memory)
            if self._first is None:
                self._first = alone, untouched, tasks[:1].copy()
                if not _same(_copied(decision, runs), untouched):
                    raise UserError(CHANGED)
            if watched:
                self._ask_again()
        return tasks

    def _ask(self, decision: Decision, memory: Any) -> tuple[Indices, Any]:
        if not isinstance(self.rule, Remembering):
            return _checked(self.rule(decision), decision), memory
        agents = decision.slack.shape
        if memory is None:
            memory = self._begun(decision)
        else:
            before, memory = memory, self.rule.learn(decision, locked(memory))
            if np.shape(memory) != before.shape:
                raise UserError(
                    f"the rule of choice must remember an array of the shape it began with, {before.shape}; "
                    f"it returned one of {np.shape(memory)}"
                )
            new = decision.alive & ~did_something(decision)
            if new.any():
                memory = np.where(new, self._begun(decision), memory)
        if np.ndim(memory) < 2 or np.shape(memory)[-2:] != agents or np.isnan(memory).any():
            raise UserError(
                f"the rule of choice must remember numbers of shape (things, runs, agents), the last two {agents}; "
                f"it returned {'NaN' if np.shape(memory)[-2:] == agents else f'an array of {np.shape(memory)}'}"
            )
        return _checked(self.rule.choose(decision, locked(memory)), decision), memory

    def _begun(self, decision: Decision) -> Any:
        assert isinstance(self.rule, Remembering)
        return np.asarray(self.rule.begin(decision), dtype=float)

    def _ask_again(self) -> None:
        """Ask the first step's question again, of the first run alone."""
        assert self._first is not None
        alone, untouched, answer = self._first
        again, _ = self._ask(alone, None)
        if not _same(alone, untouched):
            raise UserError(CHANGED)
        if not np.array_equal(again, answer):
            raise UserError(
                f"the rule of choice answers one question in two ways: asked on step {self.times} again about the "
                "first step of one run, it chose other tasks. It keeps something from call to call (a Remembering rule "
                "may), draws numbers of its own (there is decision.draw for that), or mixes runs"
            )


class AskedCast:
    """Several rules, each asked about the runs in which somebody follows it.

    Parameters
    ----------
    cast : Cast
        Rules and who follows which.
    shape : tuple of int
        Runs and agents.

    Raises
    ------
    UserError
        If `who` is of another shape, or names a rule that is not there.
    """

    def __init__(self, cast: Cast, shape: tuple[int, int]) -> None:
        who = cast.who
        if who.dtype.kind not in "iu" or who.shape not in (shape, shape[1:]):
            raise UserError(
                f"a cast says by whole numbers who follows which rule, of shape {shape} or {shape[1:]}; "
                f"it has {who.dtype} of shape {who.shape}"
            )
        if who.min() < 0 or who.max() >= len(cast.rules):
            raise UserError(f"a cast of {len(cast.rules)} rules has numbers from 0 to {len(cast.rules) - 1}")
        self.who = np.broadcast_to(who, shape)
        self.earned = np.zeros(shape)
        self.parts = [
            (number, rows, Asked(rule))
            for number, rule in enumerate(cast.rules)
            if len(rows := np.flatnonzero((self.who == number).any(axis=1)))
        ]

    def __call__(self, decision: Decision) -> Indices:
        """Tasks that agents choose, each by her rule."""
        tasks = np.zeros(self.who.shape, dtype=np.int16)
        self.earned = self.earned + decision.last.reward
        for number, rows, asked in self.parts:
            whole = slice(int(rows[0]), int(rows[-1]) + 1)
            some = whole if whole.stop - whole.start == len(rows) else rows
            own = asked(of_runs(decision, some, len(self.who)))
            tasks[some] = np.where(self.who[some] == number, own, tasks[some])
        return tasks

    def reward_by_rule(self, last: Array, steps: int) -> dict[str, Array]:
        """What a step brought, mean of all steps and of who follows a rule, ``(runs,)`` for each rule.

        Parameters
        ----------
        last : array, shape (runs, agents)
            What the last step brought, of which no decision was told yet.
        steps : int
            Steps so far.
        """
        mean = (self.earned + last) / max(steps, 1)
        return {f"reward_of_rule_{number + 1}": mean_of(mean, self.who == number) for number, _, _ in self.parts}


def _checked(given: Any, decision: Decision) -> Indices:
    """Tasks as whole numbers, if they are."""
    tasks, agents, most = np.asarray(given), decision.slack.shape, len(decision.expected) - 1
    if tasks.shape == agents and tasks.dtype.kind in "iu" and tasks.min() >= 0 and tasks.max() <= most:
        # A copy, of the type that -1 for nobody fits into.
        return tasks.astype(np.int16)
    what = f"{tasks.dtype} of shape {tasks.shape}"
    if tasks.dtype.kind == "f" and np.isnan(tasks).any():
        what += " with NaN in it"
    elif tasks.dtype.kind in "iu" and tasks.size:
        what += f" from {tasks.min()} to {tasks.max()}"
    raise UserError(
        f"the rule of choice must return whole numbers from 0 to {most} of shape {agents} (runs, agents); "
        f"it returned {what}"
    )


def _copied(decision: Decision, runs: int) -> Decision:
    """A copy of what is known in the first run."""
    first: Decision = locked(_deep(of_runs(decision, slice(0, 1), runs)))
    return first


def _deep(value: Any) -> Any:
    if isinstance(value, tuple):
        return type(value)(*map(_deep, value))
    return value.copy() if isinstance(value, np.ndarray) else value


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple):
        return all(map(_same, one, other))
    return np.array_equal(one, other, equal_nan=True) if isinstance(one, np.ndarray) and one.dtype.kind == "f" else True
