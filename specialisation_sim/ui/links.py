"""A view as a link, and parameters as a file: data only, both ways."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from ..base.errors import UserError, unknown
from ..base.toml import read_toml
from ..model.parameters import Parameters
from ..model.settings import SHOWN, setting_of
from .stories import fields_of, find, names, scenarios_of

ENTRIES = ("story", "scenario", "variant", "setting", "seed", "parameters")
"""What a file says."""
MOST_CHANGES = 50
"""Changes on the way that a link holds."""
LONGEST_FILE = 50_000
"""Characters of a file of parameters."""


@dataclass(frozen=True)
class View:
    """What is looked at: all that a link holds.

    Attributes
    ----------
    story : str
        The story.
    parameters : Parameters
        Its parameters.
    scenario, variant : str
        The scenario whose values they started from, if any; without one `variant` is a named setting of the story,
        blank for the one that it is shown in.
    seed : int
        Seed of the run.
    time : int
        Time of the run.
    later : tuple of (int, str, value)
        Parameters that changed on the way: from which time on, which, and to what.
    """

    story: str
    parameters: Parameters
    scenario: str = ""
    variant: str = ""
    seed: int = 0
    time: int = 0
    later: tuple[tuple[int, str, Any], ...] = ()

    @classmethod
    def begin(cls, story: str, scenario: str = "", variant: str = "", seed: int = 0) -> Self:
        """The view of a story, or of a variant of one of its scenarios, before anything was changed."""
        changed = base(story, scenario, variant)
        if not scenario and variant == SHOWN:
            variant = ""
        if scenario and not variant:
            variant = next(iter(scenarios_of(story)[scenario].variants))
        return cls(story, find(story).Parameters(**changed), scenario, variant, seed)

    @classmethod
    def read(cls, query: str | None) -> Self:
        """The view that a link restores.

        Raises
        ------
        UserError
            If a name does not exist, or a value is not allowed.
        """
        given = dict(parse_qsl(query or "", keep_blank_values=True))
        if "story" not in given and "scenario" not in given:
            given["story"] = names()[0]
        scenario, variant = given.pop("scenario", ""), given.pop("setting", "") or given.pop("variant", "")
        story = given.pop("story", "") or _story_of(scenario)
        seed, time = (whole(given.pop(key, "0"), key) for key in ("seed", "t"))
        later = [change for change in given.pop("later", "").split(";") if change]
        if len(later) > MOST_CHANGES:
            raise UserError(f"later has {len(later)} changes; allowed: to {MOST_CHANGES}")
        view = replace(cls.begin(story, scenario, variant, seed).but(given), time=time)
        for change in later:
            when, _, words = change.partition(":")
            name, _, value = words.partition("=")
            view = view.from_then_on({name: value}, whole(when, "time of a later change"))
        return view

    def but(self, changes: Mapping[str, Any]) -> Self:
        """The same view with other parameters, all of them checked."""
        fields = {field.name: field for field in fields_of(find(self.story))}
        for name in changes:
            if name not in fields:
                raise unknown("parameter", name, fields)
        read = {name: fields[name].read(value) for name, value in changes.items()}
        return replace(self, parameters=self.parameters.but(**read))

    def from_then_on(self, changes: Mapping[str, Any], time: int) -> Self:
        """The same view with other parameters from a time on; what was changed after that time is dropped."""
        before = self.until(time)
        checked = before.holding().but(changes)
        kept = [each for each in before.later if not (each[0] == time and each[1] in changes)]
        new = [(time, name, getattr(checked.parameters, name)) for name in changes]
        return replace(before, later=(*kept, *new))

    def until(self, time: int) -> Self:
        """The view with what was changed up to a time."""
        return replace(self, later=tuple(each for each in self.later if each[0] <= time))

    def holding(self) -> Self:
        """The view of a run that has the parameters in the end from its start on."""
        changes = {name: value for _, name, value in self.later}
        return replace(self, parameters=self.parameters.but(**changes), later=())

    def stages(self) -> list[tuple[int, Parameters]]:
        """Parameters from each time on at which some changed."""
        times = sorted({time for time, _, _ in self.later})
        return [(time, self.until(time).holding().parameters) for time in times]

    def changed(self) -> dict[str, Any]:
        """Parameters that differ from where the view began."""
        return changes_of(self.parameters, type(self).begin(self.story, self.scenario, self.variant).parameters)

    def query(self) -> str:
        """The view as the query of a link."""
        given: dict[str, Any] = {"story": self.story}
        if self.scenario:
            given |= {"scenario": self.scenario, "variant": self.variant}
        elif self.variant:
            given["setting"] = self.variant
        given |= {name: _word(value) for name, value in self.changed().items()}
        given |= {key: value for key, value in (("seed", self.seed), ("t", self.time)) if value}
        if self.later:
            given["later"] = ";".join(f"{time}:{name}={_word(value)}" for time, name, value in self.later)
        return urlencode(given)

    def toml(self) -> str:
        """The view as a file."""
        lines = ["# Parameters of specialisation_sim; read by `specialise ui`.", f'story = "{self.story}"']
        if self.scenario:
            lines += [f'scenario = "{self.scenario}"', f'variant = "{self.variant}"']
        elif self.variant:
            lines.append(f'setting = "{self.variant}"')
        lines += [f"seed = {self.seed}", "", "[parameters]"]
        lines += [f"{name} = {_toml(value)}" for name, value in self.holding().parameters.model_dump().items()]
        return "\n".join(lines) + "\n"

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """The view that a file describes; nothing in it is run.

        Raises
        ------
        UserError
            If it is too long, not TOML, or holds what does not exist or is not allowed.
        """
        if len(text) > LONGEST_FILE:
            raise UserError(f"the file has {len(text):,} characters; allowed: to {LONGEST_FILE:,}")
        data = read_toml(text, "the file")
        for key in data:
            if key not in ENTRIES:
                raise unknown("entry", key, ENTRIES)
        parameters = data.get("parameters", {})
        if not isinstance(parameters, dict) or "story" not in data:
            raise UserError('the file needs a line such as story = "island" and a table [parameters]')
        scenario = str(data.get("scenario", ""))
        variant = str(data.get("setting", "") or data.get("variant", ""))
        begun = cls.begin(str(data["story"]), scenario, variant, whole(data.get("seed", 0), "seed"))
        return replace(
            begun,
            parameters=begun.parameters.but(
                **{key: tuple(value) if isinstance(value, list) else value for key, value in parameters.items()}
            ),
        )


def base(story: str, scenario: str, variant: str) -> dict[str, Any]:
    """Parameters of a variant that differ from the story's defaults; without a scenario those of a named setting."""
    if not scenario:
        return dict(setting_of(find(story).settings, variant or None, story))
    own_scenarios = scenarios_of(story)
    if scenario not in own_scenarios:
        raise unknown("scenario", scenario, own_scenarios)
    variants = own_scenarios[scenario].variants
    if variant and variant not in variants:
        raise unknown("variant", variant, variants)
    return own_scenarios[scenario].parameters_of(variant or next(iter(variants)))


def changes_of(now: Parameters, before: Parameters) -> dict[str, Any]:
    """Values of one set that differ from another's."""
    return {name: getattr(now, name) for name in type(now).model_fields if getattr(now, name) != getattr(before, name)}


def whole(text: Any, name: str, most: int = 2**31) -> int:
    """A whole number, not negative.

    Raises
    ------
    UserError
        If it is none.
    """
    try:
        number = int(str(text).strip())
    except ValueError:
        number = -1
    if not 0 <= number <= most:
        raise UserError(f"{name} = {text!r} is not valid; allowed: a whole number from 0 to {most}")
    return number


def table(columns: Mapping[str, Iterable[Any]]) -> str:
    """Columns as CSV."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue()


def _story_of(scenario: str) -> str:
    for name in names():
        if scenario in scenarios_of(name):
            return name
    raise unknown("scenario", scenario, [key for name in names() for key in scenarios_of(name)])


def _word(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "[" + ", ".join(map(_toml, value)) + "]" if isinstance(value, tuple) else repr(value)
