"""What pages share."""

from __future__ import annotations

import io
from html import escape
from itertools import count
from typing import Any

import solara

from ...model.parameters import Parameters
from .. import charts
from ..links import View
from ..stories import fields_of, find, idle_of, key_names, names, options_of, scenarios_of

_NUMBERS = count(1)


def moves() -> int:
    """A fresh number, so that the same file may be saved twice."""
    return next(_NUMBERS)


def groups_of(view: View) -> list[dict[str, Any]]:
    """The form's fields by heading: the four that matter most first and open, none that does nothing here."""
    kind = find(view.story)
    idle = idle_of(kind, view.parameters, options_of(view.scenario, view.variant))
    fields = {field.name: field._asdict() for field in fields_of(kind) if field.name not in idle}
    keys = key_names(kind, view.scenario, idle)
    groups = [{"name": "first to try", "fields": [fields[name] for name in keys], "open": True}] if keys else []
    for name in ("learning", "pressure", "environment", "population"):
        some = [field for each, field in fields.items() if field["group"] == name and each not in keys]
        if some:
            groups.append({"name": name, "fields": some, "open": not groups})
    return groups


def not_shown(view: View) -> str:
    """Which parameters have no slider in this setting, and why."""
    idle = idle_of(find(view.story), view.parameters, options_of(view.scenario, view.variant))
    return "; ".join(f"{charts.plain(name)}: {why}" for name, why in idle.items())


def questions(bare: str) -> list[tuple[str, str, str]]:
    """All stories and scenarios to choose from, by story; `bare` is the story without a scenario."""
    return [
        (f"{name}|{key}", words, heading)
        for name in names()
        for heading in [charts.plain(name).capitalize()]
        for key, words in (
            ("", f"{heading}: {bare}"),
            *((key, scenario.title) for key, scenario in scenarios_of(name).items()),
        )
    ]


def values_of(parameters: Parameters) -> dict[str, Any]:
    """Parameters as the form takes them; of values that differ between agents, the mean."""
    return {
        name: float(f"{sum(value) / len(value):.6g}") if isinstance(value, tuple) else value
        for name, value in parameters.model_dump().items()
    }


def page_heading(text: str) -> None:
    """The heading of a page whose place on the screen goes to its controls: for those who hear the page."""
    solara.HTML("h1", classes=["unseen"], unsafe_innerHTML=escape(text))


@solara.component
def Problem(text: str) -> None:
    """A link that does not hold."""
    with solara.Div(classes=["page", "narrow", "problem"]):
        solara.HTML("h1", unsafe_innerHTML="This link does not hold")
        solara.Div(classes=["message"], children=[text], attributes={"role": "alert"})
        solara.HTML(
            "p", classes=["soft"], unsafe_innerHTML="Mend the address above, or begin again from a card of the gallery."
        )
        with solara.Link("/"):
            solara.HTML("span", unsafe_innerHTML="Back to the gallery", classes=["go"])


def saved_figure(runner: Any) -> str:
    """The curves of a run as a figure on paper, in SVG."""
    from ...figures.style import PALETTE, canvas, house_style

    snapshot, looks = runner.snapshot, runner.look.charts
    with house_style():
        figure, axes = canvas(1, len(looks), width=5 * len(looks), height=4)
        for axis, (title, some) in zip(axes, looks, strict=True):
            for k, name in enumerate(name for name in some if name in snapshot.series):
                values = [float("nan") if value is None else value for value in snapshot.series[name]]
                axis.plot(snapshot.times, values, color=PALETTE[k], label=charts.plain(name))
            axis.set(title=title, xlabel=runner.kind.clock)
            axis.legend()
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()
