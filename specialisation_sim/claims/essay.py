"""Claims on sentences of the essay, asked in each of a story's three settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.settings import NAMES, SHOWN, settings_of
from .claim import Claim, Statistic, Verdict
from .plane import Plane

CONTROL = "neutral"
"""Setting in which the mechanism is switched off."""


def in_settings(story: str, besides: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """Variants of a scenario: each setting, and each setting with some changes.

    Parameters
    ----------
    story : str
        Name of the story.
    besides : mapping
        Changes under a name: ``{"crash": {...}}`` makes the variants ``"essay, crash"`` and so on.

    Returns
    -------
    dict
        Parameters of each variant.
    """
    settings = settings_of(story)
    variants = {name: dict(settings[name]) for name in NAMES}
    for word, changes in (besides or {}).items():
        variants |= {f"{name}, {word}": {**settings[name], **changes} for name in NAMES}
    return variants


def in_each(
    sentence: str,
    statistic: Statistic,
    answers: str,
    expected: Sequence[str],
    *,
    where: str = "",
    versus: str | None = None,
    plane: Plane | None = None,
    **bounds: Any,
) -> list[Claim]:
    """One sentence as three claims, one a setting; the setting stands in brackets at the sentence's end.

    Parameters
    ----------
    sentence, statistic, answers
        See `Claim`.
    expected : sequence of str
        The verdicts in the order of the settings: essay, literature, neutral.
    where, versus : str
        Changes, named as in `in_settings`, under which it is asked, and against which; blank for the bare setting.
    plane : Plane, optional
        Where to map it, from the essay's setting.
    **bounds
        What else a `Claim` takes.

    Returns
    -------
    list of Claim
        In the order of the settings.
    """

    def variant(setting: str, changes: str) -> str:
        return f"{setting}, {changes}" if changes else setting

    return [
        Claim(
            f"{sentence} ({setting})",
            statistic,
            of=variant(setting, where),
            versus=None if versus is None else variant(setting, versus),
            kind="control" if setting == CONTROL else "essay",
            answers=answers,
            expected=Verdict(verdict),
            where=plane if setting == SHOWN else None,
            **bounds,
        )
        for setting, verdict in zip(NAMES, expected, strict=True)
    ]
