"""Whose page it is that asks, as the framework knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Visitor:
    """Who asks.

    Attributes
    ----------
    name : str
        The browser's cookie: several pages of one browser are one visitor.
    is_here : callable
        Whether the page that asked is still connected.
    """

    name: str = ""
    is_here: Callable[[], bool] = lambda: True


def visitor() -> Visitor:
    """The visitor whose page this is; outside of a server, nobody in particular."""
    from solara.server import kernel_context

    if not kernel_context.has_current_context():
        return Visitor()
    here = kernel_context.get_current_context()
    page, cookie = here.id, here.session_id

    def is_here() -> bool:
        context = kernel_context.contexts.get(page)
        return context is not None and kernel_context.PageStatus.CONNECTED in list(context.page_status.values())

    return Visitor("" if cookie.startswith("session-id-cookie-unavailable") else cookie, is_here)
