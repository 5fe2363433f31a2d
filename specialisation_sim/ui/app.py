"""The app that Solara loads: pages, and the frame around them."""

from __future__ import annotations

from pathlib import Path

import solara
import solara.lab

from .pages.compare import Compare
from .pages.explore import Explore
from .pages.gallery import Gallery
from .pages.maps import Maps
from .pages.records import Records

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
PAGES = (("", "Gallery"), ("explore", "Explore"), ("compare", "Compare"), ("map", "Map"), ("records", "Records"))


@solara.component
def Layout(children: list[solara.Element] | None = None) -> None:
    """Name, pages and light or dark above every page."""
    route, _ = solara.use_route(peek=True)
    here = route.path.strip("/") if route else ""
    solara.Style(STYLE)
    dark = solara.lab.use_dark_effective()
    with solara.Div(classes=["app", "dark" if dark else "light"]):
        with solara.Div(classes=["top"], attributes={"role": "navigation"}):
            solara.HTML("b", unsafe_innerHTML="specialisation_sim", classes=["brand"])
            for path, name in PAGES:
                with solara.Link(f"/{path}"):
                    solara.HTML(
                        "span", unsafe_innerHTML=name, classes=["page-link", *(["here"] if path == here else [])]
                    )
            solara.Div(classes=["grow"])
            solara.lab.ThemeToggle()
        solara.Div(children=children or [], classes=["body"], attributes={"role": "main"})


routes = [
    solara.Route(path="/", component=Gallery, label="Gallery", layout=Layout),
    solara.Route(path="explore", component=Explore, label="Explore"),
    solara.Route(path="compare", component=Compare, label="Compare"),
    solara.Route(path="map", component=Maps, label="Map"),
    solara.Route(path="records", component=Records, label="Records"),
]
