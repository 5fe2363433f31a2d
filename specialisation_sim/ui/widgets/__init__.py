"""Widgets of our own: plain HTML in small Vue files, so that one widget does what would take dozens.

A form of thirty sliders, a chart or a picture is one widget each; that keeps pages quick and visitors cheap.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import solara

type Handler = Callable[[Any], None] | None


@solara.component_vue("chart.vue")
def ChartWidget(
    option: str = "{}",
    name: str = "",
    words: str = "",
    height: str = "210px",
    dark: bool = False,
    tick: int = 0,
    event_drawn: Handler = None,
    event_click: Handler = None,
) -> None:
    """An ECharts chart: `words` are for those who cannot see it; `drawn` is told the tick once it is on the screen."""


@solara.component_vue("picture.vue")
def Picture(svg: str = "", chosen: int = -1, event_choose: Handler = None) -> None:
    """An SVG whose agents are buttons."""


@solara.component_vue("form.vue")
def FormWidget(
    groups: str = "[]",
    values: str = "{}",
    starts: str = "{}",
    busy: bool = False,
    refused: int = 0,
    event_change: Handler = None,
) -> None:
    """Sliders, numbers and choices; a change comes as name and value. If `refused` rises, the last values return."""


@solara.component_vue("inspector.vue")
def InspectorWidget(
    title: str = "",
    rows: str = "[]",
    event_change: Handler = None,
    event_close: Handler = None,
) -> None:
    """An agent's states, which may be changed; a change comes as name and values."""


@solara.component_vue("address.vue")
def Address(query: str = "", title: str = "", silent: bool = False) -> None:
    """The link to the view, in the address bar and, unless silent, to copy."""


@solara.component_vue("upload.vue")
def Upload(label: str = "", accept: str = "", most: int = 0, event_file: Handler = None) -> None:
    """A file from the visitor's disk, as name and text; one that is too large is refused before it is sent."""


@solara.component_vue("scrub.vue")
def Scrub(moment: int = 0, most: int = 0, clock: str = "step", event_look: Handler = None) -> None:
    """A slider over the time that was played; `look` is told the moment once the slider is let go."""


@solara.component_vue("keys.vue")
def Keys(event_press: Handler = None) -> None:
    """Keys pressed anywhere but in a field."""


@solara.component_vue("document.vue")
def Document() -> None:
    """What the framework leaves out of a page: its language, that it may be enlarged, the name of the last button."""


@solara.component_vue("select.vue")
def ChoiceWidget(label: str = "", value: str = "", options: str = "[]", event_change: Handler = None) -> None:
    """A choice from a list of value, text and, where there is one, the heading under which it stands."""


@solara.component_vue("save.vue")
def Save(items: Any = None, event_ask: Handler = None, file: Any = None) -> None:
    """Buttons that save files; what is in a file is asked for when its button is pressed."""


@solara.component_vue("entry.vue")
def Entry(label: str = "", value: str = "", refused: int = 0, event_change: Handler = None) -> None:
    """A field with its name before it. Where `refused` counts up, the last valid value returns."""


# What is long goes to the page as text. The framework looks for components in whatever else it is given, at every frame
# and number by number: a chart of a thousand points then took thirty milliseconds in place of one.


def Chart(option: Any, **more: Any) -> Any:
    """`ChartWidget` of an option."""
    return ChartWidget(option=json.dumps(option), **more)


def Form(groups: Any, values: Any, starts: Any, **more: Any) -> Any:
    """`FormWidget` of groups of fields and their values."""
    return FormWidget(groups=json.dumps(groups), values=json.dumps(values), starts=json.dumps(starts), **more)


def Inspector(rows: Any, **more: Any) -> Any:
    """`InspectorWidget` of rows."""
    return InspectorWidget(rows=json.dumps(rows), **more)


def Choice(options: Any, **more: Any) -> Any:
    """`ChoiceWidget` of value, text and perhaps a heading."""
    return ChoiceWidget(options=json.dumps(options), **more)
