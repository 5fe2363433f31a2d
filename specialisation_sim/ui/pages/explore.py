"""Explore: one run of a story, its agents and its curves."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import solara

from ...base.errors import UserError
from ...model.settings import SHOWN
from .. import charts
from ..apart import Apart
from ..ghosts import beside
from ..links import LONGEST_FILE, View
from ..stories import heading_of, horizon, names, outcomes_of, scenarios, scenarios_of
from ..widgets import Address, Chart, Choice, Form, Keys, Picture, Save, Upload
from .below import Below
from .desk import FROM_NOW, FROM_START, Desk
from .shared import Problem, groups_of, moves, not_shown, page_heading, saved_figure, values_of
from .transport import Moments, Small, Transport


@solara.component
def Explore() -> None:
    """The page."""
    search = solara.use_router().search or ""
    Explorer(search).key(search)


@solara.component
def Explorer(search: str) -> None:
    """One visit to a view."""

    def open_desk() -> tuple[Desk | None, str]:
        try:
            view = View.read(search)
            scenario = scenarios().get(view.scenario)
            return Desk(view, scenario.steps if scenario else horizon(view.story)), ""
        except UserError as error:
            return None, str(error)
        except Exception as error:  # an error in a story is shown in its page, and must not take the frame down
            return None, f"The run cannot be shown: {type(error).__name__}: {error}"

    desk, wrong = solara.use_memo(open_desk, [])
    solara.use_effect(lambda: desk.close if desk else None, [])
    if desk is None:
        Problem(wrong)
        return
    with solara.Div(classes=["page", "explore"]):
        page_heading(f"Explore the story {charts.plain(desk.view.story)!r}")
        Keys(
            event_press=lambda key: {"play": desk.play, "step": desk.step, "reset": desk.reset, "end": desk.to_end}[
                key
            ]()
        )
        Sidebar(desk)
        with solara.Div(classes=["stage"]):
            Transport(desk)
            Message(desk)
            Apart(lambda: Moments(desk))
            with solara.Div(classes=["panels"]):
                with solara.Div(classes=["column"]):
                    Apart(lambda: Stage(desk))
                    Apart(lambda: Below(desk))
                Apart(lambda: Charts(desk))


@solara.component
def Sidebar(desk: Desk) -> None:
    """Story, scenario and parameters; it does not follow the tick."""
    view, router = desk.shown.value, solara.use_router()
    held = view.holding()
    settings = desk.kind.settings
    presets = [
        *((f"|{'' if name == SHOWN else name}", name, "Settings") for name in settings),
        *([] if settings else [("|", "the story's defaults")]),
        *(
            (f"{key}|{variant}", variant, one.title)
            for key, one in scenarios_of(view.story).items()
            for variant in one.variants
        ),
    ]
    with solara.Div(classes=["sidebar"]):
        Choice(
            label="Story",
            value=view.story,
            options=[(name, charts.plain(name), heading_of(name)) for name in names()],
            event_change=lambda name: router.push(f"/explore?story={name}"),
        )

        def choose(preset: str) -> None:
            scenario, _, variant = preset.partition("|")
            router.push("/explore?" + View.begin(view.story, scenario, variant, view.seed).query())

        Choice(label="Start from", value=f"{view.scenario}|{view.variant}", options=presets, event_change=choose)
        asked = scenarios()[view.scenario].question if view.scenario else ""
        if not view.scenario and settings:
            asked = settings[view.variant or SHOWN].about
        if asked:
            solara.Div(classes=["asked"], children=[asked])
        Choice(
            label="The first chart shows",
            value=desk.first.value,
            event_change=desk.first.set,
            options=[("", "what the question asks"), *((name, charts.plain(name)) for name in desk.kind.observed)],
        )
        with solara.Div(classes=["line"]):
            Small("Reset values", desk.back_to_scenario, disabled=held.parameters == desk.starts)
            Apart(lambda: Where(desk))
            Saving(desk)
        Choice(
            label="Sliders apply",
            value=desk.applies.value,
            options=[(FROM_NOW, "from now on"), (FROM_START, "from the start")],
            event_change=desk.applies.set,
        )
        Form(
            groups=groups_of(held),
            values=values_of(held.parameters),
            starts=values_of(desk.starts),
            refused=desk.refused.value,
            event_change=lambda change: desk.change(dict([change])),
        )

        if idle := not_shown(held):
            solara.Div(classes=["note"], children=[f"Without effect here, and so without a slider: {idle}."])

        def open_file(given: list[str]) -> None:
            try:
                text = base64.b64decode(given[1], validate=True).decode()
                router.push("/explore?" + View.from_toml(text).query())
            except UserError as error:
                desk.message.set(str(error))
            except ValueError:
                desk.message.set(f"{given[0]} is not a text file")

        own = "&own=1" if view.scenario else ""
        with solara.Div(classes=["line"]):
            for path in (f"compare?{held.query()}{own}", f"map?{held.query()}"):
                with solara.Link(f"/{path}"):
                    word = path.partition("?")[0].capitalize()
                    solara.HTML("span", unsafe_innerHTML=f"{word} these", classes=["go"])
        Upload(label="Open parameters (TOML)", accept=".toml", most=LONGEST_FILE, event_file=open_file)


@solara.component
def Where(desk: Desk) -> None:
    """The link to this view at this time."""
    view = replace(desk.shown.value, time=desk.moment.value)
    Address(query=view.query(), title=f"Explore {view.story}")


@solara.component
def Message(desk: Desk) -> None:
    """What went wrong, or what to know."""
    if desk.message.value:
        solara.Div(classes=["message"], children=[desk.message.value], attributes={"role": "alert"})


@solara.component
def Stage(desk: Desk) -> None:
    """The picture of the agents."""
    _ = desk.tick.value
    snapshot, look = desk.seen.snapshot, desk.seen.look
    with solara.Div(classes=["card", "stage-picture"]):
        Picture(svg=look.draw(snapshot), chosen=desk.agent.value, event_choose=lambda slot: desk.agent.set(int(slot)))
        solara.Div(classes=["note"], children=[f"{look.caption} Click a {look.agent} to look closer."])


@solara.component
def Charts(desk: Desk) -> None:
    """Up to three charts of observables; the last tells the clock that it was drawn."""
    tick, dark, first = desk.tick.value, solara.lab.use_dark_effective(), desk.first.value
    snapshot, observed = desk.runner.snapshot, desk.kind.observed
    marks = snapshot.events
    if desk.back:
        marks = (*marks, (desk.back.snapshot.time, "the moment shown"))
    looks = charts_of(desk.runner.look.charts, first, outcomes_of(desk.view.story, desk.view.scenario))
    with solara.Div(classes=["column"]):
        for index, (title, some) in enumerate(looks):
            times, curves, ghosts = beside(snapshot, desk.ghost, some)
            units = {name: observed[name].unit for name in curves}
            last = index == len(looks) - 1
            with solara.Div(classes=["card"]):
                Chart(
                    option=charts.lines(
                        times,
                        curves,
                        title=title,
                        clock=desk.kind.clock,
                        units=units,
                        marks=marks if not index else (),
                        ghosts=ghosts,
                        colours=desk.runner.look.colours,
                    ),
                    name=title,
                    words=charts.sentence(curves, ", ".join(dict.fromkeys(units.values())), ghosts),
                    height="100%",
                    dark=dark,
                    tick=tick if last else 0,
                    event_drawn=(lambda _: desk.clock.drawn.set()) if last else None,
                )


def charts_of(looks: Sequence[tuple[str, tuple[str, ...]]], first: str, outcomes: Sequence[str]) -> list[Any]:
    """Charts in order: what was chosen, or else what the question of the scenario is about, comes first."""
    wanted = first or next(iter(outcomes), "")
    if not wanted or (not first and wanted in looks[0][1]):
        return list(looks)
    found = next(
        (each for each in looks if not first and wanted in each[1]), (charts.plain(wanted).capitalize(), (wanted,))
    )
    return [found, *(each for each in looks if each != found)][: len(looks)]


@solara.component
def Saving(desk: Desk) -> None:
    """Files of this view."""
    file, keep = solara.use_state(None)

    def make(item: str) -> None:
        name = f"{desk.view.story}_{desk.view.seed}"
        files = {
            "csv": lambda: (f"{name}.csv", desk.curves(), "text/csv"),
            "toml": lambda: (f"{name}.toml", desk.view.toml(), "text/plain"),
            "picture": lambda: (f"{name}_agents.svg", desk.seen.look.draw(desk.seen.snapshot), "image/svg+xml"),
            "figure": lambda: (f"{name}.svg", saved_figure(desk.runner), "image/svg+xml"),
        }
        if item in files:
            filename, text, kind = files[item]()
            keep({"name": filename, "text": text, "kind": kind, "number": moves()})

    Save(
        items=[
            ("csv", "Curves as CSV"),
            ("figure", "Figure as SVG"),
            ("picture", "Picture as SVG"),
            ("toml", "Parameters as TOML"),
        ],
        file=file,
        event_ask=make,
    )
