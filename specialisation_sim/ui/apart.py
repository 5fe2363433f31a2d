"""Parts of a page that move are drawn apart from the rest.

The framework walks through the whole tree of a page whenever anything in it changes, sliders and all. A part that is
drawn apart is a small tree of its own: a frame of a run costs what moves in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipyvue
import reacton
import solara


@solara.component
def Apart(make: Callable[[], solara.Element]) -> None:
    """A part of a page in a tree of its own; it sees no context of the page, such as the router.

    Parameters
    ----------
    make : callable
        Makes the part, once.
    """
    box = solara.use_memo(lambda: ipyvue.Html(tag="div", style_="display: contents"), [])

    def begin() -> Callable[[], None]:
        _, part = reacton.render(Whole(make), container=box, handle_error=False)
        close: Callable[[], None] = part.close
        return close

    solara.use_effect(begin, [])
    solara.Div(children=[box], style={"display": "contents"})


@solara.component
def Whole(make: Callable[[], solara.Element]) -> Any:
    """The part, or in its place what went wrong with it."""
    error, _ = solara.use_exception()
    if error is not None:
        return solara.Div(
            classes=["message"],
            children=[f"This part of the page cannot be drawn: {error}"],
            attributes={"role": "alert"},
        )
    return make()
