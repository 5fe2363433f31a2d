"""Rules that ship, with a setting of one's own: what may be set, and how far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from ...base.errors import UserError, checked_number, unknown
from . import RULES, Rule
from .always import always
from .believe import WEIGHT, believing
from .bored import variety
from .epsilon import epsilon
from .floor import floor
from .index import FORESIGHT, look_ahead
from .insurance import insurance
from .luce import luce
from .train import train


class RuleSetting(NamedTuple):
    """What may be set of a rule.

    Attributes
    ----------
    words : str
        What it is.
    low, high, usual : float
        From where to where, and what it is if nobody says.
    make : callable
        The rule with a value.
    """

    words: str
    low: float
    high: float
    usual: float
    make: Callable[[float], Rule]


def _always(task: float) -> Rule:
    return partial(always, task=int(task))


SETTINGS: Mapping[str, RuleSetting] = MappingProxyType(
    {
        "variety": RuleSetting(
            "taste for what was not done lately", 0.0, 20.0, 6.0, lambda v: partial(variety, taste=v)
        ),
        "epsilon": RuleSetting("share of steps left to chance", 0.001, 1.0, 0.1, lambda v: partial(epsilon, chance=v)),
        "logit": RuleSetting("spread of choice", 0.01, 20.0, 0.5, lambda v: partial(luce, temperature=v)),
        "beliefs": RuleSetting("weight of the newest catch", 0.01, 1.0, WEIGHT, believing),
        "floor": RuleSetting("part of the store kept in reserve", 0.0, 1.0, 0.5, lambda v: partial(floor, reserve=v)),
        "train": RuleSetting("part of the store kept in reserve", 0.0, 1.0, 0.5, lambda v: partial(train, reserve=v)),
        "insurance": RuleSetting("part of the best given up", 0.0, 1.0, 0.5, lambda v: partial(insurance, premium=v)),
        "index": RuleSetting(
            "weight of tomorrow against today", 0.0, 0.9999, FORESIGHT, lambda v: partial(look_ahead, foresight=v)
        ),
        "always": RuleSetting("the task: 0 or 1", 0.0, 1.0, 0.0, _always),
    }
)
"""Rules that have a setting."""


def adjusted(name: str, value: float | None = None) -> Rule:
    """A rule that ships, with its setting at a value.

    Parameters
    ----------
    name : str
        One of `RULES`.
    value : float, optional
        Of its setting; as usual if left out.

    Returns
    -------
    Rule

    Raises
    ------
    UserError
        For an unknown rule, a setting that it does not have, or a value out of bounds.
    """
    if name not in RULES:
        raise unknown("rule of choice", name, RULES)
    if value is None:
        return RULES[name]
    if name not in SETTINGS:
        raise UserError(f"the rule {name!r} has nothing to set; those that have: {', '.join(SETTINGS)}")
    setting = SETTINGS[name]
    number = checked_number(setting.words, value)
    if not setting.low <= number <= setting.high:
        raise UserError(f"{setting.words} = {number:g} is out of bounds; allowed: {setting.low:g} to {setting.high:g}")
    return setting.make(number)
