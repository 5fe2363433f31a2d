"""Families of policies of each story: what agents could do in place of what they do, and what pushes back.

`price` says what the best of a family would bring and what its levers cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..claims.readings import Outcome
from ..laws import afford_then_prefer
from ..laws.arrays import Array
from ..laws.rules import RULES, Rule, about
from ..model.asking import Cast

if TYPE_CHECKING:
    import pandas as pd

    from ..claims.claim import Statistic

AS_IT_IS = "as it is"
"""The policy that others are compared with."""


@dataclass(frozen=True)
class Policy:
    """What might be done.

    Attributes
    ----------
    about : str
        What it is.
    lever : str
        Which kind of lever it is, blank for none: see `LEVERS`.
    changes : mapping
        Parameters that it sets.
    rules : tuple of rules
        Rule of choice of those who follow it, none for the story's own; of several, each is that of as many agents.
    options : mapping
        What else the world is given.
    """

    about: str
    lever: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A setting of a story, and the policies that are open in it.

    Attributes
    ----------
    story, about : str
        Which story, and what its setting is.
    base : mapping
        Its parameters.
    steps : int
        How long.
    policies : mapping
        By name.
    quality, diversity : statistic
        What policies are judged by, and what they keep, one number a run.
    goods, kinds : str
        What these are, in words.
    people : int
        Agents that follow rules; none where policies are parameters alone.
    meet : bool
        Whether what one does changes what others earn, so that one alone and all together are two questions.
    common : statistic or None
        What others gain by a policy, where that is another number.
    commons : str
        What that is, in words.
    """

    story: str
    about: str
    base: Mapping[str, Any]
    steps: int
    policies: Mapping[str, Policy]
    quality: Statistic
    diversity: Statistic
    goods: str
    kinds: str
    people: int = 0
    meet: bool = False
    common: Statistic | None = None
    commons: str = ""

    def options(self, policy: Policy, lone: bool = False) -> dict[str, Any]:
        """What a world is given for all agents, or one lone one, to follow a policy."""
        if not self.people:
            return dict(policy.options)
        rules = policy.rules or (afford_then_prefer,)
        if not lone:
            return {**policy.options, "choose": Cast(rules, np.arange(self.people) % len(rules))}
        return {
            **policy.options,
            "choose": Cast((rules[0], afford_then_prefer), (np.arange(self.people) > 0).astype(int)),
        }


LEVERS = {
    "ring fence": "a share of the money or time is set apart for what would otherwise be given up",
    "lottery": "a share of the choices is left to chance",
    "rotation": "people or tasks change places",
    "outside data": "people or models also learn from data that are not their own",
    "slack": "a reserve, spent on what would otherwise be too costly",
    "foresight": "today's choice counts what its practice will be worth later",
}
"""Kinds of levers."""

LEVER_OF = {
    "insurance": "ring fence",
    "epsilon": "lottery",
    "logit": "lottery",
    "round-robin": "rotation",
    "train": "slack",
    "floor": "slack",
    "index": "foresight",
}
"""Rules of choice that are levers."""


def by_rule(*left_out: str) -> dict[str, Policy]:
    """All rules that ship but some, beside what is done as it is."""
    rules = {
        name: Policy(about(rule), LEVER_OF.get(name, ""), rules=(rule,))
        for name, rule in RULES.items()
        if name not in left_out and name != "best"
    }
    return {AS_IT_IS: Policy("do what promises most today"), **rules}


def earned(runs: pd.DataFrame, series: pd.DataFrame) -> Array:
    """What a step brought to an agent, mean of all steps and of all who follow a policy."""
    mean: Array = runs.filter(regex=r"^reward_of_rule_\d+$").mean(axis=1).to_numpy()
    return mean


LONE = Outcome("reward_of_rule_1")
"""What a step brought to one who alone follows a policy."""
