"""Names that the shell completes: ``specialise --install-completion`` switches it on. Loads nothing that takes long."""

from __future__ import annotations

from collections.abc import Iterable

from ..registry import names, scenario_names


def stories(incomplete: str) -> list[str]:
    """Stories, chains and published models that begin like this."""
    return _beginning(names(), incomplete)


def scenarios(incomplete: str) -> list[str]:
    """Scenarios that begin like this."""
    return _beginning(scenario_names(), incomplete)


def runnable(incomplete: str) -> list[str]:
    """What can be run or described: scenarios, stories, chains and published models."""
    return _beginning((*names(), *scenario_names()), incomplete)


def reproductions(incomplete: str) -> list[str]:
    """Reproductions that begin like this."""
    from ..studies.listed import listed

    return _beginning(listed(), incomplete)


def taught(incomplete: str) -> list[str]:
    """Stories to teach, and slack."""
    from ..studies.teaching import NAMES

    return _beginning(NAMES, incomplete)


def rules(incomplete: str) -> list[str]:
    """Rules of choice by name."""
    from ..laws.rules import RULES

    return _beginning(RULES, incomplete)


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete.replace("_", "-"))]
