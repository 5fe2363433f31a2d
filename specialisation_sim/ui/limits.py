"""What a visitor may ask of the server, at one's own desk and before a class."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..base.errors import UserError

CLASS_VARIABLE = "SPECIALISE_CLASS"
"""Environment variable by which the launcher tells the app that a class is coming."""


@dataclass(frozen=True)
class Limits:
    """Bounds that the server keeps, whatever the page sends.

    Attributes
    ----------
    sessions : int
        Pages open at once.
    per_cookie, per_address : int
        Those of one browser, and from one address other than this machine's own.
    frames : float
        Frames a second that all players share.
    messages : float
        Seconds of work a second that the messages of one browser may cause.
    agents : int
        Agents in a world that is shown.
    bulk : int
        Things that a world reads in a step, such as proposals or words, if it is shown.
    effort : int
        Work of a step of a world that is shown, in the size of an agent's step: about two million a second.
    steps : int
        Steps of a run that is shown, and of a background job.
    work : int
        Agent-steps of a background job: about 20 million a second.
    memory : int
        Bytes that a background job may take.
    cells : int
        Cells of a phase diagram.
    upload : int
        Bytes of a file.
    idle : float
        Seconds of play without a sign of life from the page before it is paused.
    """

    sessions: int = 8
    per_cookie: int = 8
    per_address: int = 8
    frames: float = 60.0
    messages: float = 1.0
    agents: int = 1_000
    bulk: int = 200_000
    effort: int = 4_000_000
    steps: int = 100_000
    work: int = 2_000_000_000
    memory: int = 500_000_000
    cells: int = 1_600
    upload: int = 5_000_000
    idle: float = 20.0

    def check_world(self, agents: int, bulk: int, what: str = "agents") -> None:
        """Refuse a world that is too large to be shown.

        Parameters
        ----------
        agents : int
            Agents in it.
        bulk : int
            What it reads in a step.
        what : str
            What that is called.

        Raises
        ------
        UserError
            If it has too many agents, or too much to read.
        """
        name = "units of work a step" if what == "work" else what.replace("_", " ")
        for count, most, those in ((agents, self.agents, "agents"), (bulk, self.bulk, name)):
            if count > most:
                raise UserError(
                    f"{count:,} {those} are too many to show here; allowed: to {most:,}. Try `specialise run`."
                )

    def check_effort(self, effort: int) -> None:
        """Refuse a world whose next step one would wait for too long.

        Raises
        ------
        UserError
            If a step is too much work.
        """
        if effort > self.effort:
            raise UserError(
                f"a step of this would be {effort / self.effort:.1f} times as much work as may be shown here. "
                "Train with fewer updates, smaller batches or fewer units, or try `specialise run`."
            )

    def check_memory(self, numbers: int) -> None:
        """Refuse a background job that would record more than there is room for.

        Parameters
        ----------
        numbers : int
            Numbers that it records; each is held four times over, as recorded, in a table, sorted and on its way.

        Raises
        ------
        UserError
            If they are too many.
        """
        if 32 * numbers > self.memory:
            raise UserError(
                f"this asks for {32 * numbers / 1e6:,.0f} MB of results; allowed here: {self.memory / 1e6:,.0f} MB. "
                "Take fewer runs or steps, or use `specialise run`."
            )

    def check_steps(self, steps: int) -> None:
        """Refuse runs that are too long.

        Raises
        ------
        UserError
            If they have too many steps.
        """
        if steps > self.steps:
            raise UserError(f"steps = {steps:,} is out of bounds; allowed here: to {self.steps:,}")

    def check_work(self, work: int) -> None:
        """Refuse a background job that would hold up the others.

        Raises
        ------
        UserError
            If it is too much work.
        """
        if work > self.work:
            raise UserError(
                f"this asks for {work / 1e6:,.0f} million agent-steps; allowed here: {self.work / 1e6:,.0f} million. "
                "Take fewer runs, steps or cells, or use `specialise run`."
            )


CLASS = Limits(
    sessions=40,
    per_cookie=6,
    per_address=8,
    frames=20.0,
    messages=0.3,
    agents=200,
    bulk=70_000,
    effort=1_500_000,
    steps=20_000,
    work=100_000_000,
    memory=100_000_000,
    cells=400,
    upload=2_000_000,
)
"""Limits of a class: many at once, and nobody may hold up the others."""


def limits() -> Limits:
    """The limits of this server."""
    return CLASS if os.environ.get(CLASS_VARIABLE) else Limits()
