"""The places of the server: who has one, who gets the next, and who gives one up."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from time import monotonic

from .frames import Allowance
from .limits import Limits

DOOR = 3.0
"""Seconds after which a socket that asked for no page gives up its place to someone who needs it."""
LOST = 20.0
"""Seconds after which a page that lost its connection does."""
SAVED, LONGEST = 3.0, 2.0
"""Seconds of work that the messages of one browser may cause at once, and those that one of them waits at most."""
SOCKETS = 4
"""Sockets of one page: a browser that comes back opens the next before the last is gone."""


@dataclass
class Place:
    """One page, or a socket that may become one.

    Attributes
    ----------
    cookie, address : str
        Whose it is.
    since : float
        When it came, or when it lost its last socket.
    sockets : int
        Its open sockets.
    ran : bool
        Whether the page was asked for.
    """

    cookie: str
    address: str
    since: float
    sockets: int = 1
    ran: bool = False


class Places:
    """Places by page. All calls come from the server's event loop, so that two who arrive at once are counted in turn.

    Parameters
    ----------
    bounds : Limits
        How many there are, in all and for each cookie and address.
    pages : callable
        The pages that the framework keeps, by id.
    end : callable
        Ends a page.
    """

    def __init__(
        self,
        bounds: Limits,
        pages: Callable[[], Collection[str]] = lambda: (),
        end: Callable[[str], None] = lambda page: None,
    ) -> None:
        self.bounds, self.pages, self.end = bounds, pages, end
        self._taken: dict[str, Place] = {}
        self._work: dict[str, Allowance] = {}

    def __len__(self) -> int:
        self._forget_closed()
        return len(self._taken)

    def refuse(self, cookie: str, address: str) -> str:
        """Why another page gets no place; blank if there is one."""
        self._forget_closed()
        taken = self._taken.values()
        own = sum(place.cookie == cookie for place in taken)
        if own >= self.bounds.per_cookie:
            return f"{own} pages are open in this browser, which is all that one may have here."
        near = sum(place.address == address for place in taken)
        if not is_local(address) and near >= self.bounds.per_address:
            return f"{near} pages are open from this address, which is all that one may have here."
        if len(taken) >= self.bounds.sessions and self._given_up() is None:
            return f"{len(taken)} pages are open on this server, which is all it takes."
        return ""

    def enter(self, page: str, cookie: str, address: str) -> str:
        """Take a place for a page's socket, or say why not."""
        self._forget_closed()
        place = self._taken.get(page)
        if place is not None:
            if place.cookie != cookie:
                return "This page is another visitor's."
            if place.sockets >= SOCKETS:
                return "This page has too many connections."
            place.sockets += 1
            return ""
        reason = self.refuse(cookie, address)
        if reason:
            return reason
        if len(self._taken) >= self.bounds.sessions:
            self._drop(self._given_up() or "")
        self._taken[page] = Place(cookie, address, monotonic())
        return ""

    def ask(self, page: str) -> None:
        """A page was asked for over its socket."""
        self._taken[page].ran = True

    def leave(self, page: str) -> None:
        """A socket of a page is gone; a page that was never asked for ends with its last one."""
        place = self._taken.get(page)
        if place is None:
            return
        place.sockets -= 1
        if place.sockets:
            return
        place.since = monotonic()
        if not place.ran:
            self._drop(page)

    def work_of(self, page: str) -> Allowance:
        """What the messages of a page may still cause, with those of its browser's or address's other pages."""
        place = self._taken[page]
        if len(self._work) > 10 * self.bounds.sessions:
            here = set(map(_whose, self._taken.values()))
            self._work = {who: work for who, work in self._work.items() if who in here}
        return self._work.setdefault(_whose(place), Allowance(self.bounds.messages, SAVED, LONGEST))

    def has(self, page: str) -> bool:
        """Whether a page has a place."""
        return page in self._taken

    def _forget_closed(self) -> None:
        pages = set(self.pages())
        for page in [page for page, place in self._taken.items() if not place.sockets and page not in pages]:
            del self._taken[page]

    def _given_up(self) -> str | None:
        """The page that has waited longest for somebody who does not come."""
        now = monotonic()
        idle = {
            page: now - place.since - (LOST if place.ran else DOOR)
            for page, place in self._taken.items()
            if not (place.ran and place.sockets)
        }
        page = max(idle, key=lambda page: idle[page], default=None)
        return page if page is not None and idle[page] > 0 else None

    def _drop(self, page: str) -> None:
        self._taken.pop(page, None)
        self.end(page)


def _whose(place: Place) -> str:
    return place.cookie if is_local(place.address) else place.address


def is_local(address: str) -> bool:
    """Whether an address is this machine's own: a proxy on it speaks for many."""
    return address.startswith("127.") or address in {"::1", ""}
