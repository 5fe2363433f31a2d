"""Rules by which a foundation scores proposals, one a file; ``Foundation(choose="even")`` takes them by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ..funding import Pile
from .chance import chance
from .even import even
from .hopeful import hopeful
from .merit import merit
from .rare import rare

SCORES: Mapping[str, Callable[[Pile], Any]] = MappingProxyType(
    {"merit": merit, "even": even, "hopeful": hopeful, "rare": rare, "chance": chance}
)
"""The rules by name."""
