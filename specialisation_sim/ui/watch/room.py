"""What a class guessed, and how far its teacher has gone. Numbers without names, kept in memory alone.

A guess comes with a random word that a page makes for itself when it opens and forgets when it closes: so a page may
change its guess and not add a second. No name, cookie, address or time of a person is kept, and after two hours
without a guess all are dropped.
"""

from __future__ import annotations

import os
import secrets
from threading import Lock
from time import monotonic
from typing import Any

CODE = "SPECIALISE_TEACHER"
"""Environment variable with the teacher's code, if one is not to be made up."""
KEEP = 7200.0


class Room:
    """Guesses by story, and what has been shown.

    Parameters
    ----------
    code : str, optional
        The teacher's code.
    """

    MOST = 200
    """Guesses of one question."""

    def __init__(self, code: str = "") -> None:
        self.code = code or os.environ.get(CODE) or secrets.token_hex(4)
        self._lock, self._touched = Lock(), monotonic()
        self._guesses: dict[str, dict[str, float]] = {}
        self._open: dict[str, int] = {}
        self._shown: dict[str, str] = {}

    def knows(self, code: object) -> bool:
        """Whether a code is the teacher's."""
        return isinstance(code, str) and secrets.compare_digest(
            code.strip().encode(errors="replace"), self.code.encode()
        )

    def put(self, story: str, page: str, value: float) -> None:
        """A page's guess, from 0 to 1; its last one counts, and none does once the guesses have been shown."""
        with self._lock:
            self._forget()
            asked = self._guesses.setdefault(story, {})
            if not self._shown.get(story) and (page in asked or len(asked) < self.MOST):
                asked[page] = min(max(float(value), 0.0), 1.0)
                self._touched = monotonic()

    def open_scenes(self, story: str) -> int:
        """How many scenes of a story the room may see."""
        with self._lock:
            return self._open.get(story, 1)

    def act(self, story: str, what: str, scenes: int) -> dict[str, Any]:
        """Do what the teacher asks for, and tell how things stand.

        Parameters
        ----------
        story : str
            Which story.
        what : {"look", "dots", "line", "next", "clear"}
            Look; show the guesses; show the world's line; open the next scene; begin anew.
        scenes : int
            How many scenes the story has.
        """
        with self._lock:
            self._forget()
            if what == "next":
                self._open[story] = min(self._open.get(story, 1) + 1, scenes)
            elif what in ("dots", "line"):
                self._shown[story] = what
            elif what == "clear":
                for kept in (self._guesses, self._open, self._shown):
                    kept.pop(story, None)
            guesses, shown = self._guesses.get(story, {}), self._shown.get(story, "")
            state = {"open": self._open.get(story, 1), "of": scenes, "shown": shown, "number": len(guesses)}
            # In order of size, so that their order tells nothing; none before they are shown.
            return state | ({"guesses": sorted(guesses.values())} if shown else {})

    def _forget(self) -> None:
        if monotonic() - self._touched > KEEP:
            self._guesses.clear()
            self._shown.clear()
