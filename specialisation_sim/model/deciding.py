"""Worlds whose agents choose a task by a rule that sees what they know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .. import laws
from ..laws.arrays import Array, Flags, Indices, Number, some
from ..laws.decision import LastStep, locked
from ..laws.learning import Learning
from ..laws.rules import RULES
from .asking import Asked, AskedCast, Cast
from .world import World

if TYPE_CHECKING:
    from .practice import PracticeParameters


class DecidingWorld(World):
    """Base of worlds of practice: the usual rule of choice or a user's, and what a rule is shown.

    State that it reads, ``(tasks, runs, agents)``: `experience`, `skill`, `habit`, `done` and `ease`;
    ``(runs, agents)``: `slack`, `alive` and, of the last step, `reward`.
    """

    rules = RULES
    p: PracticeParameters
    experience: Array
    skill: Array
    habit: Array
    done: Array
    ease: Array
    slack: Array
    reward: Array
    alive: Flags

    def begin_deciding(self) -> None:
        """Nothing was asked, and nothing seen; a cast that does not go with these agents is refused."""
        self._asked: Any = self._asked_of(self.choose_rule) if isinstance(self.choose_rule, Cast) else None
        self._opportunity: Array = np.zeros_like(self.done)

    def decide(self, expected: Array, need: Number) -> Indices:
        """Tasks that agents choose by their rule, ``(runs, agents)``.

        Raises
        ------
        UserError
            If a user's rule is mistaken: see `Asked`.
        """
        draw = None
        if self.choose_rule is not None or some(self.p.temperature):
            draw = self.streams.uniform("choice", self.size)
        decision = laws.Decision(expected, self.slack, self.habit, need, self.p.variety, self.p.temperature, draw)
        rule = self.usual_rule() if self.choose_rule is None else self.choose_rule
        if rule is laws.afford_then_prefer and self.choose_rule is None:
            return laws.afford_then_prefer(decision)
        if self._asked is None or self._asked[0] is not rule:
            self._asked = self._asked_of(rule)
        seen = self.seen(expected)
        before = LastStep(self.done, self._opportunity, self.brought())
        informed = decision._replace(
            # A copy: behind the draws of a step are those of the steps to come.
            draw=None if draw is None else draw.copy(),
            skill=self.skill,
            experience=self.experience,
            alive=self.alive,
            time=int(self.time),
            last=before,
            learning=self.learning_law(),
            **seen,
        )
        self._opportunity = informed.opportunity
        # A rule looks at the world; it does not change it.
        return self._asked[1](locked(informed))

    def _asked_of(self, rule: Any) -> tuple[Any, Asked | AskedCast]:
        """A rule, and what asks it."""
        return rule, AskedCast(rule, (self.runs, self.size)) if isinstance(rule, Cast) else Asked(rule)

    def reward_by_rule(self) -> dict[str, Array]:
        """Where agents follow several rules: what a step brought to who follows each; else nothing."""
        asked = self._asked[1] if self._asked else None
        return asked.reward_by_rule(self.brought(), int(self.time)) if isinstance(asked, AskedCast) else {}

    def usual_rule(self) -> Any:
        """The rule that agents follow where no other is given."""
        return laws.afford_then_prefer

    def seen(self, expected: Array) -> dict[str, Any]:
        """What a story's agents see when they choose, as a rule is told: `opportunity`, `usual`, `stock`, and more.

        A story whose expected reward is more than skill times opportunity says so.
        """
        able = self.skill > 0
        opportunity = np.where(able, expected / np.where(able, self.skill, 1.0), 0.0)
        return {"opportunity": opportunity, "usual": opportunity}

    def brought(self) -> Array:
        """What the last step brought each agent, ``(runs, agents)``: the story's `reward`, and NaN if it keeps none."""
        return self.reward if hasattr(self, "reward") else np.full((self.runs, self.size), np.nan)

    def learning_law(self) -> Learning:
        """How practice makes skill."""
        p = self.p
        return Learning(p.learning, self.ease, p.half, p.exponent, p.retention, p.relatedness)
