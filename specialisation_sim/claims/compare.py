"""Variants of a story side by side, without a script: for notebooks and the prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .claim import Claim
from .result import NOTHING, Result
from .scenario import Scenario

if TYPE_CHECKING:
    from ..model.world import World
    from ..runs.progress import Progress


def compare(
    story: str | type[World],
    variants: Mapping[str, Mapping[str, Any]],
    steps: int,
    *,
    replicates: int = 200,
    every: int = 1,
    claims: Sequence[Claim] = (),
    options: Mapping[str, Any] = NOTHING,
    variant_options: Mapping[str, Mapping[str, Any]] = NOTHING,
    seed: int = 0,
    changes: Mapping[str, Any] = NOTHING,
    progress: Progress = None,
) -> Result:
    """Run variants of a story on common random numbers: a scenario of a moment.

    Parameters
    ----------
    story : str or type of World
        Name of a story or a chain, such as ``"island"``; or a class of one's own.
    variants : mapping
        For each variant its parameters that differ from the story's defaults.
    steps : int
        Horizon of each run.
    replicates : int
        Runs of each variant; the first ones of all variants have one seed, and so on.
    every : int
        Steps between two recorded times.
    claims : sequence of Claim
        Sentences to test.
    options, variant_options : mapping
        What the story takes besides parameters, in all variants and in each: see `Scenario`.
    seed, changes, progress
        See `Scenario.run`.

    Returns
    -------
    Result
        Frames and findings; `Result.summary`, `Result.mean` and `Result.draw` read and draw them.

    Raises
    ------
    UserError
        For an unknown story, parameters or options that do not exist or are out of bounds, or a number below one.

    Examples
    --------
    >>> from specialisation_sim import compare
    >>> from specialisation_sim.claims.readings import final
    >>> result = compare("island", {"flat": {"exponent": 0}, "steep": {"exponent": 1}}, 365, replicates=20)
    >>> result.mean(final("hunting_record"), "flat") < result.mean(final("hunting_record"), "steep")
    True

    Phases left out, or a rule of one's own, can be a variant too:

    >>> options = {"no practice": {"without": "practise"}}
    >>> variants = {"practice": {"exponent": 1}, "no practice": {"exponent": 1}}
    >>> result = compare("island", variants, 365, replicates=20, variant_options=options, progress=False)
    >>> result.mean(final("hunting_record"), "no practice") < result.mean(final("hunting_record"), "practice")
    True
    """
    asked = Scenario(
        title=f"{story if isinstance(story, str) else story.__name__}: {', '.join(variants)}",
        question="What differs?",
        passage="",
        story=story,
        variants=variants,
        steps=steps,
        claims=claims,
        replicates=replicates,
        every=every,
        options=options,
        variant_options=variant_options,
    )
    return asked.run(seed=seed, changes=changes, progress=progress)
