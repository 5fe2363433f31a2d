"""Worlds whose agents get better at what they practise: what the stories of people share.

State, ``(tasks, runs, agents)``: `experience` (fades by retention), `skill` (the learning law of experience), `record`
(how often each task was done), `habit`. State, ``(runs, agents)``: `task` (chosen last, -1 for none), `slack`, `alive`,
`failed_at`.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np

from .. import laws, measures
from ..base.errors import UserError
from ..laws.arrays import Array, Flags, Indices, Number
from .deciding import DecidingWorld
from .parameters import Parameters, parameter
from .world import Idle, Person, State

NEWELL = "Newell & Rosenbloom 1981"
WRIGHT = "Wright 1936: 80 % progress ratio"
ARGOTE = "Argote, Beckman & Epple 1990; 1: nothing is forgotten"
VARIETY = "essay: a taste for variety"
LUCE = "Luce 1959"

ALL = slice(None)
"""All tasks."""


class PracticeParameters(Parameters):
    """Learning by doing, a taste for variety and slack."""

    learning: Literal["power", "saturating"] = parameter(
        "power", "skill grows without bound, or towards one", unit="law", source=NEWELL, group="learning"
    )
    exponent: float = parameter(
        0.32,
        "growth of skill with experience, under the power law",
        unit="1",
        symbol="b",
        source=WRIGHT,
        low=0,
        high=2,
        key=True,
    )
    half: float = parameter(
        30.0,
        "experience that counts as much as inborn ability",
        unit="repetitions",
        symbol="h",
        source="assumption: a month",
        low=0.001,
        high=1_000_000,
    )
    relatedness: float = parameter(
        0.0,
        "how much practice of one task also counts as practice of others",
        unit="share of a repetition",
        symbol="w",
        low=0,
        below=1,
    )
    retention: float = parameter(
        1.0, "experience kept from step to step", unit="share per step", symbol="rho", source=ARGOTE, low=0, high=1
    )
    variety: float = parameter(
        0.0,
        "added appeal of a task not done lately (taste for variety)",
        unit="1",
        symbol="v",
        source=VARIETY,
        low=0,
        high=20,
        group="pressure",
        key=True,
    )
    memory: float = parameter(
        0.05,
        "weight of the newest step in habit",
        unit="share per step",
        symbol="mu",
        source="assumption: about three weeks",
        above=0,
        high=1,
    )
    temperature: float = parameter(
        0.0,
        "how much chance there is in choices (0: always the best task)",
        unit="reward",
        symbol="T",
        source=LUCE,
        low=0,
        high=1000,
    )


class Practitioner(Person):
    """An agent with skills: its states are its places in the world's arrays."""

    model: PracticeWorld
    reported: ClassVar[tuple[str, ...]] = ("skill", "experience", "habit", "slack", "task", "alive")
    experience = State(renew="renew_skill", low=0)
    skill = State(put="set_skill")
    habit = State(low=0, high=1, total=1)
    record = State(low=0)
    slack = State(low=0)
    task = State(low=-1, high=lambda world: len(world.tasks) - 1)
    alive = State(low=0, high=1)


class PracticeWorld(DecidingWorld):
    """Base of stories whose agents practise tasks. A story adds its own phases around `choose` and `practise`."""

    Person = Practitioner
    p: PracticeParameters
    lets_go = True
    idle: ClassVar[Idle] = {"exponent": (lambda p: p.learning == "saturating", "the saturating law has none")}
    failure: ClassVar[str] = "death"
    """What it is called when an agent's slack falls below zero."""

    def begin_practice(self, ease: list[Number], practice: list[Number], slack: Number) -> None:
        """Set agents to their experience, even habit and some slack at time 0.

        Parameters
        ----------
        ease : list of float or array
            Ease of each task.
        practice : list of float or array
            Repetitions of each task before the story begins.
        slack : float or array
            Slack at the start.
        """
        agents, tasks = (self.runs, self.size), len(self.tasks)
        shape = np.broadcast_shapes(*(np.shape(each) for each in ease), (1, 1))
        self.ease = np.stack([np.broadcast_to(np.asarray(each, dtype=float), shape) for each in ease])
        self.record = np.zeros((tasks, *agents))
        self.habit = np.full((tasks, *agents), 1 / tasks)
        self.task: Indices = np.full(agents, -1, dtype=np.int16)
        self.done = np.zeros((tasks, *agents))
        self.begin_deciding()
        self._numbers = np.arange(tasks, dtype=np.int16).reshape(-1, 1, 1)
        self.slack = np.broadcast_to(np.asarray(slack, dtype=float), agents).copy()
        self.alive = self.members.copy()
        self.failed_at = np.full(agents, np.nan)
        self.set_experience(np.stack([np.broadcast_to(np.asarray(each, dtype=float), agents) for each in practice]))
        # What a newcomer begins with, kept only where there is room for one.
        self._fresh = None if self.full else (self.experience.copy(), self.habit.copy(), self.slack.copy())

    def part_with(self, gone: Flags) -> None:
        """Who leaves acts no more, and has not failed."""
        self.alive = self.alive & ~gone
        self.task = np.where(gone, -1, self.task).astype(self.task.dtype)

    def welcome(self, new: Flags) -> None:
        """Newcomers begin as all began."""
        assert self._fresh is not None
        experience, habit, slack = self._fresh
        self.alive = self.alive | new
        self.habit, self.slack = np.where(new, habit, self.habit), np.where(new, slack, self.slack)
        self.set_experience(np.where(new, experience, self.experience))

    def anyone_left(self) -> bool:
        """Whether anybody lives in any run."""
        return bool(self.alive[0, 0] or self.alive.any())

    def set_experience(self, experience: Array) -> None:
        """Give all agents an experience, ``(tasks, runs, agents)``, and the skill that goes with it."""
        self.experience = experience
        self.renew_skill()

    def start_at(self, share: Array, seasoned: float) -> None:
        """Begin with `seasoned` repetitions, a `share` (one value a run) of them in the first task, and that habit."""
        mix = self.mix_of(np.reshape(share, (self.runs, 1)))
        self.set_experience(np.broadcast_to(seasoned * mix, self.experience.shape).copy())
        self.habit = np.broadcast_to(mix, self.habit.shape).copy()

    def mix_of(self, share: Array) -> Array:
        """A mix, ``(tasks, runs, 1)``: the first task's share, ``(runs, 1)``, and the others, which divide the rest."""
        others = len(self.tasks) - 1
        return np.stack([share, *[(1.0 - share) / others] * others])

    def renew_skill(self) -> None:
        """Make skill what the learning law says of experience."""
        # Past the guard: setting skill from outside would be undone by the next practice.
        self.__dict__["skill"] = self.skill_of(self.experience)

    def skill_of(self, experience: Array, tasks: slice = ALL) -> Array:
        """Skill that the learning law makes of experience, ``(tasks, runs, agents)``; of some tasks, if named."""
        effective, ease = self.relate(experience)[tasks], self.ease[tasks]
        if self.p.learning == "power":
            return laws.power_skill(effective, ease, self.p.half, self.p.exponent)
        return laws.saturating_skill(effective, ease, self.p.half)

    def relate(self, experience: Array) -> Array:
        """Effective experience; a story whose tasks are related unevenly says how, here and in `unrelate`."""
        return laws.related_experience(experience, self.p.relatedness)

    def unrelate(self, effective: Array) -> Array:
        """One agent's own experience behind an effective one, ``(tasks,)``: the inverse of `relate`."""
        return laws.unrelated_experience(effective, self.p.relatedness)

    def set_skill(self, slot: int, skill: Array) -> None:
        """Give one agent of a single run a skill, through the experience behind it.

        Raises
        ------
        UserError
            If no experience gives this skill.
        """
        ease = np.broadcast_to(self.ease, self.experience.shape)[:, 0, slot]
        with np.errstate(all="ignore"):
            if self.p.learning == "power":
                effective = laws.power_experience(skill, ease, self.p.half, self.p.exponent)
            else:
                effective = laws.saturating_experience(skill, ease, self.p.half)
            experience = self.unrelate(effective)
            # Rounding may leave a little less than none.
            slip = 1e-12 * (1.0 + np.abs(experience).max() + float(np.max(self.p.half)))
            experience = np.where((experience < 0) & (experience > -slip), 0.0, experience)
        if not (np.isfinite(experience).all() and (experience >= 0).all()):
            raise UserError(
                f"skill = {skill.tolist()} cannot be learned by the {self.p.learning} law from ease {ease.tolist()}"
            )
        self.experience[:, 0, slot] = experience
        self.renew_skill()

    def practise(self) -> None:
        """Learn from what was done."""
        self.set_experience(laws.practise(self.experience, self.done, self.p.retention))

    def do(self, task: Indices) -> None:
        """Note the task that each living agent does in this step, and the habit it makes."""
        everyone = bool(self.alive.all())
        self.task = self._of_living(task, -1, everyone)
        # As doubles, not truth values: every sum and product with them is then four times as fast.
        self._note((self.task == self._numbers).astype(float), everyone)

    def divide(self, time: Array) -> None:
        """Note shares of this step's time, ``(tasks, runs, agents)``; `task` is the one that gets most of it."""
        everyone = bool(self.alive.all())
        self.task = self._of_living(laws.best(time), -1, everyone)
        self._note(self._of_living(time, 0.0, everyone), everyone)

    def _note(self, done: Array, everyone: bool) -> None:
        """Remember what was done in this step, whole tasks or shares of time; the dead keep their habit."""
        self.done = done
        self.record += done
        self.habit = self._of_living(laws.update_habit(self.habit, done, self.p.memory), self.habit, everyone)

    def settle(self, reward: Array, need: Number, cap: Number) -> None:
        """Add what a step brought to slack, minus its cost; an agent whose slack falls below zero fails."""
        self.slack = self._of_living(laws.update_slack(self.slack, reward, need, cap), self.slack)
        below = self.slack < 0
        if below.any():
            failed = self.alive & below
            self.alive = self.alive & ~failed
            self.failed_at[failed] = self.time
            self.emit(self.failure, failed, slack=self.slack)

    def _of_living(self, now: Any, before: Any, everyone: bool | None = None) -> Any:
        """What becomes of the living, while the dead keep what they had; `everyone` says that all live, if known."""
        whole = self.alive.all() if everyone is None else everyone
        return now if whole else np.where(self.alive, now, before)

    def mean_of_living(self, values: Array) -> Array:
        """Mean over living agents, ``(runs,)``; NaN in runs where none lives."""
        return measures.mean_of(values, self.alive)

    def outcome(self) -> dict[str, Any]:
        """How each run ended: whether agents failed, how many and when first, and what each of several rules earned."""
        failed = (self.members & ~self.alive).sum(axis=-1)
        arrivals, left = self.arrived.sum(axis=-1), (self.arrived & ~self.members).sum(axis=-1)
        first = np.where(np.isnan(self.failed_at), np.inf, self.failed_at).min(axis=-1)
        first = np.where(np.isfinite(first), first, np.nan)
        names = np.array(["all alive", "some failed", "all failed"])
        when = [f", the first on {self.clock} {time:.0f}" if np.isfinite(time) else "" for time in first]
        reasons = [
            f"{lost} of {came} failed{day}" if lost else ""
            for lost, came, day in zip(failed, arrivals, when, strict=True)
        ]
        if left.any():
            went = [f"{gone} left" if gone else "" for gone in left]
            reasons = ["; ".join(filter(None, both)) for both in zip(reasons, went, strict=True)]
        return {
            "status": names[(failed > 0).astype(int) + (failed == arrivals)],
            "reason": reasons,
            "failed": failed / arrivals,
            "first_failure": first,
            **self.reward_by_rule(),
        }
