"""Rules of choice that ship, one a file; ``Island(choose="floor")`` takes them by name.

Each is a pure function of a `Decision`, or, if it remembers, a `Remembering` of three.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ..decision import Decision
from ..remembering import Remembering
from .always import always
from .believe import believe, ucb
from .best_now import best_now
from .bored import variety
from .epsilon import epsilon
from .floor import floor
from .imitate import imitate
from .index import index
from .insurance import insurance
from .luce import luce
from .round_robin import round_robin
from .satisficer import satisficer
from .train import train
from .win_stay import win_stay

type Rule = Callable[[Decision], Any] | Remembering
"""What a world may be given as a rule of choice."""

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "best": best_now,
        "variety": variety,
        "epsilon": epsilon,
        "logit": luce,
        "round-robin": round_robin,
        "satisficer": satisficer,
        "win-stay": win_stay,
        "imitate": imitate,
        "beliefs": believe,
        "ucb": ucb,
        "floor": floor,
        "train": train,
        "index": index,
        "insurance": insurance,
        "always": always,
    }
)
"""The rules by name."""


def about(rule: Rule) -> str:
    """What a rule does, in the first sentence of what it says of itself."""
    first = (rule.about if isinstance(rule, Remembering) else rule.__doc__ or "").strip().partition("\n\n")[0]
    return " ".join(first.split())
