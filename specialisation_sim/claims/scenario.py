"""A question, put to variants of a story, with the claims that answer it.

A scenario is a short Python script in ``scenarios/`` whose name `scenario` is a `Scenario`. It runs by itself and by
name (``specialise run NAME``). Naming its story by a word keeps listing scenarios quick: the story loads when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError, unknown
from ..model.settings import setting_of
from ..runs.options import check_options, combined, defaults_with, made, unused_with
from .claim import Claim, checked_replicates
from .planes import map_claims
from .result import NOTHING, Result

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from ..maps.return_maps import ReturnMap
    from ..model.parameters import Parameters
    from ..model.world import World
    from ..runs.progress import Progress


KEPT = 2_000_000_000
"""First of the seeds that are kept for verdicts that are published: no setting is chosen by looking at their runs.

Who writes a scenario tries settings on other seeds, ``run(seed=0)``, and runs it on these when it is done.
"""


@dataclass(frozen=True)
class MapOf:
    """A return map that a scenario wants drawn.

    Attributes
    ----------
    variant : str
        Variant whose parameters it takes.
    options : mapping
        What `return_map` takes besides: shares, runs, steps, seasoned.
    """

    variant: str
    options: Mapping[str, Any] = NOTHING


@dataclass(frozen=True)
class Scenario:
    """A question, variants, claims and figures.

    Attributes
    ----------
    title, question : str
        What it is called and what it asks.
    passage : str
        The sentence of the argument that it tests.
    story : str or type of World
        Name of the story; or the class of one's own, which is known by its name from then on.
    variants : mapping
        For each variant its parameters that differ from the story's defaults.
    steps : int
        Horizon of each run.
    claims : sequence of Claim
        What is tested.
    figures : mapping
        For each figure a function of the `Result`.
    maps : mapping
        Return maps that figures want.
    replicates : int
        Runs of each variant.
    every : int
        Steps between two recorded times.
    options : mapping
        What the story takes besides parameters, in all variants: a rule of choice (``choose``), a network, a record,
        phases left out (``without``). One that is to be read from a file is a `WhenRun`.
    variant_options : mapping
        For each variant its own options, which go before those of all; phases are left out if either says so.
    setting : str
        Named setting of the story that all variants begin from; the parameters' defaults if left out.
    seed : int
        First of the seeds whose verdicts are published.
    """

    title: str
    question: str
    passage: str
    story: Any  # a class that is given is replaced by its name
    variants: Mapping[str, Mapping[str, Any]]
    steps: int
    claims: Sequence[Claim] = ()
    figures: Mapping[str, Callable[[Result], Figure]] = field(default_factory=dict)
    maps: Mapping[str, MapOf] = field(default_factory=dict)
    replicates: int = 200
    every: int = 1
    options: Mapping[str, Any] = NOTHING
    variant_options: Mapping[str, Mapping[str, Any]] = NOTHING
    setting: str = ""
    seed: int = KEPT
    name: str = ""

    def __post_init__(self) -> None:
        if not self.variants:
            raise UserError(f"scenario {self.title!r} needs at least one variant")
        for variant in self.variant_options:
            if variant not in self.variants:
                raise unknown("variant", variant, self.variants)
        if not isinstance(self.story, str):
            from ..registry import register

            object.__setattr__(self, "story", register(self.story))

    def run(
        self,
        *,
        replicates: int | None = None,
        seed: int | None = None,
        changes: Mapping[str, Any] = NOTHING,
        options: Mapping[str, Any] = NOTHING,
        mapped: bool = True,
        progress: Progress = None,
    ) -> Result:
        """Run all variants on common random numbers and weigh the claims.

        Parameters
        ----------
        replicates : int, optional
            Runs of each variant; the scenario's own number if left out.
        seed : int
            Seed of the first run, the others follow; the scenario's own if left out.
        changes : mapping
            Parameters to change in all variants.
        options : mapping
            Options of the story in all variants, in place of the scenario's own.
        mapped : bool
            Whether to map claims over their planes and estimate return maps.
        progress : bool, None or callable
            See `ensemble`.

        Returns
        -------
        Result
            Frames, findings and maps.

        Raises
        ------
        UserError
            For parameters and options that do not exist or are out of bounds, or a number of replicates below one.
        """
        from ..maps.return_maps import return_map
        from ..registry import story
        from ..runs.ensembles import ensemble

        runs = checked_replicates(self.replicates if replicates is None else replicates)
        seed = self.seed if seed is None else seed
        kind = story(self.story)
        besides = self.made_options(options)
        sets = self._sets(kind, besides, changes)
        seeds = range(seed, seed + runs)
        outcomes = {
            name: ensemble(kind, parameters, seeds, self.steps, every=self.every, progress=progress, **besides[name])
            for name, parameters in sets.items()
        }
        findings = [claim.judge(outcomes) for claim in self.claims]
        planes: dict[str, pd.DataFrame] = {}
        maps: dict[str, ReturnMap] = {}
        if mapped:
            asked = [
                claim
                for claim in self.claims
                if claim.where and not {claim.where.x, claim.where.y} & set(unused_with(kind, besides[claim.of]))
            ]
            planes = map_claims(kind, asked, sets, self.steps, self.every, seed, besides, progress)
            findings = [
                finding._replace(holds_in=float(planes[finding.claim.sentence]["holds"].mean()))
                if finding.claim.sentence in planes
                else finding
                for finding in findings
            ]
            maps = {
                name: return_map(
                    kind,
                    sets[parameters.variant],
                    progress=progress,
                    **combined(besides[parameters.variant], parameters.options),
                )
                for name, parameters in self.maps.items()
            }
        return Result(self, sets, tuple(seeds), outcomes, tuple(findings), planes, maps, changes, besides)

    def at_place(self, place: str) -> Scenario:
        """The scenario of a place at another one: title, question and claims name that in place of its title."""
        if "weather" not in self.options:
            return self
        own = self.title
        claims = [replace(claim, sentence=claim.sentence.replace(own, place)) for claim in self.claims]
        title, question = (text.replace(own, place) for text in (self.title, self.question))
        return replace(self, title=title, question=question, claims=claims)

    def options_of(self, variant: str) -> dict[str, Any]:
        """Options of one variant; what is read from a file is not read yet.

        Raises
        ------
        UserError
            If there is no such variant.
        """
        if variant not in self.variants:
            raise unknown("variant", variant, self.variants)
        return combined(self.options, self.variant_options.get(variant, NOTHING))

    def parameters_of(self, variant: str) -> dict[str, Any]:
        """Parameters of one variant that differ from the story's defaults, those that go with its options too.

        Raises
        ------
        UserError
            If there is no such variant.
        """
        from ..registry import story

        kind = story(self.story)
        return {**defaults_with(kind, self.options_of(variant)), **self._base(kind), **self.variants[variant]}

    def _base(self, kind: type[World]) -> Mapping[str, Any]:
        """What all variants begin from: the named setting, if there is one.

        Raises
        ------
        UserError
            If the story has no such setting.
        """
        return setting_of(kind.settings, self.setting, str(self.story)) if self.setting else NOTHING

    def made_options(self, given: Mapping[str, Any] = NOTHING) -> dict[str, dict[str, Any]]:
        """Options of each variant with those of a moment, ready to run; what is read from a file is read once."""
        shared, moment = made(self.options), made(given)
        return {name: combined(shared, made(self.variant_options.get(name, NOTHING)), moment) for name in self.variants}

    def _sets(
        self, kind: type[World], options: Mapping[str, Mapping[str, Any]], changes: Mapping[str, Any]
    ) -> dict[str, Parameters]:
        """Parameters of each variant, checked together with its options before anything runs.

        Raises
        ------
        UserError
            For what does not exist, is out of bounds, or has no effect.
        """
        base = self._base(kind)
        for variant_options in options.values():
            check_options(kind, variant_options)
        idle = [unused_with(kind, variant_options) for variant_options in options.values()]
        for name in changes:
            if all(name in each for each in idle):
                besides = next(option for option in options[next(iter(options))] if name in unused_with(kind, [option]))
                raise UserError(f"{name} has no effect with the option {besides}: {idle[0][name]}")
        sets = {
            name: kind.Parameters(**{**defaults_with(kind, options[name]), **base, **overrides, **changes})
            for name, overrides in self.variants.items()
        }
        for name, parameters in sets.items():
            if options[name]:
                kind(parameters, seeds=(0,), collect=False, **options[name])  # refuses what it cannot take
        return sets
