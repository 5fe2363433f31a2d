"""The app that Solara loads: pages, and the frame around them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara
import solara.lab

from .pages.compare import Compare
from .pages.explore import Explore
from .pages.gallery import Gallery
from .pages.maps import Maps
from .pages.records import Records
from .pages.tournament import Contest
from .widgets import Document

LOG = logging.getLogger(__name__)
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
SKIP = "event.preventDefault();document.getElementById('main').focus()"
"""The link moves the focus and leaves the address, which holds the view."""
PAGES = (
    ("gallery", "Gallery"),
    ("explore", "Explore"),
    ("compare", "Compare"),
    ("map", "Map"),
    ("tournament", "Tournament"),
    ("records", "Records"),
)


@solara.component
def Layout(children: list[solara.Element] | None = None) -> None:
    """Name, pages and light or dark above every page."""
    route, _ = solara.use_route(peek=True)
    here = route.path.strip("/") if route else ""
    solara.Style(STYLE)
    dark = solara.lab.use_dark_effective()
    with solara.Div(classes=["app", "dark" if dark else "light"]):
        solara.HTML(
            "a", unsafe_innerHTML="Skip to the page", classes=["skip"], attributes={"href": "#main", "onclick": SKIP}
        )
        with solara.Div(classes=["top"], attributes={"role": "navigation", "aria-label": "Pages"}):
            solara.HTML("b", unsafe_innerHTML="specialisation_sim", classes=["brand"])
            solara.HTML("a", unsafe_innerHTML="Watch", classes=["page-link"], attributes={"href": "/"})
            for path, name in PAGES:
                with solara.Link(f"/{path}"):
                    solara.HTML(
                        "span",
                        unsafe_innerHTML=name,
                        classes=["page-link", *(["here"] if path == (here or "gallery") else [])],
                    )
            solara.Div(classes=["grow"])
            solara.lab.ThemeToggle()
            Document()
        main = {"role": "main", "id": "main", "tabindex": "-1"}
        solara.Div(children=children or [], classes=["body"], attributes=main)


def page(component: Callable[[], Any]) -> Callable[[], Any]:
    """A page in a boundary of its own, so that an error of ours in it takes no other page down."""

    @solara.component
    def Bounded() -> None:
        search = solara.use_router().search or ""
        Boundary(component).key(search)

    return Bounded


@solara.component
def Boundary(component: Callable[[], Any]) -> None:
    """A page, or in its place what went wrong; another address begins anew."""
    error, again = solara.use_exception()
    solara.use_effect(lambda: LOG.error("a page could not be drawn", exc_info=error) if error else None, [error])
    if error is None:
        component()
        return
    with solara.Div(classes=["page", "narrow", "problem"]):
        solara.HTML("h1", unsafe_innerHTML="This page cannot be drawn")
        solara.Div(classes=["message"], children=[f"{type(error).__name__}: {error}"], attributes={"role": "alert"})
        solara.HTML(
            "p",
            classes=["soft"],
            unsafe_innerHTML="This is a defect of the program and not of what you asked. The other pages go on, "
            "and the "
            "terminal in which the program runs has the details.",
        )
        solara.Button("Try again", on_click=again, classes=["main"], small=True)


routes = [
    solara.Route(path="/", component=page(Gallery), label="Gallery", layout=Layout),
    solara.Route(path="gallery", component=page(Gallery), label="Gallery"),
    solara.Route(path="explore", component=page(Explore), label="Explore"),
    solara.Route(path="compare", component=page(Compare), label="Compare"),
    solara.Route(path="map", component=page(Maps), label="Map"),
    solara.Route(path="tournament", component=page(Contest), label="Tournament"),
    solara.Route(path="records", component=page(Records), label="Records"),
]
