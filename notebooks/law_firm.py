"""The law firm: lawyers who take disputes or deals, and get better at what they take.

What happens: each month clients bring every lawyer a dispute and a deal, of uneven size. Deals are larger in a boom,
disputes in a slump. She takes what she would bill most for, the matter's size times her skill; and practice raises
skill. Partners stay. Associates leave after some years, and graduates without a past take their desks (up or out).

Notice: each lawyer narrows while the firm keeps both. What she becomes hangs on the month in which she began.

Try: associates who stay, so that all began in one month; a deeper cycle; a taste for variety.

Sources: Garicano & Hubbard (2009), lawyers divide the field; Galanter & Palay (1991), up or out; Oyer (2008), careers
that hang on the year of graduation; Wright (1936), learning by doing.
"""

from __future__ import annotations

import numpy as np

from specialisation_sim import laws, measures
from specialisation_sim.model.generation import Generation
from specialisation_sim.model.parameters import parameter
from specialisation_sim.model.practice import PracticeParameters, PracticeWorld
from specialisation_sim.model.symmetry import Symmetry
from specialisation_sim.model.world import observable


class LawFirmParameters(PracticeParameters):
    """Lawyers, their clients, and how long associates stay."""

    lawyers: int = parameter(
        20, "lawyers of the firm", unit="people", low=1, high=10_000, group="population", fixes_shape=True
    )
    partners: int = parameter(
        5, "lawyers who stay", unit="people", source="assumption: one in four", low=0, high=10_000, group="population"
    )
    leave: float = parameter(
        0.02,
        "chance that an associate leaves",
        unit="chance per month",
        source="assumption: four years",
        low=0,
        high=1,
        group="pressure",
    )
    cycle: float = parameter(
        0.1,
        "how much larger deals are in the boom, and disputes in the slump",
        unit="share of size",
        low=0,
        high=1,
        group="environment",
    )
    luck: float = parameter(0.2, "spread of the size of matters", unit="1", low=0, high=10)
    half: float = parameter(
        12.0,
        "practice that counts as much as law school",
        unit="months",
        source="assumption: a year",
        above=0,
        high=1000,
        group="learning",
    )


class LawFirm(PracticeWorld):
    """Lawyers who take disputes or deals."""

    Parameters = LawFirmParameters
    population, clock = "lawyers", "month"
    tasks, share = ("disputes", "deals"), "disputes_record"
    phases = ("intake", "choose", "practise", "up_or_out")
    generation = Generation(
        steps=12,
        lasts="a year",
        share_of="disputes",
        seasoned=60.0,  # five years of practice
        levers={"leave": (0, 0.1), "luck": (0.1, 1)},
    )
    symmetry = Symmetry(seats="the first lawyers are the partners")

    def begin(self):
        """Open the firm somewhere in the cycle, which lasts eight years; nobody has a past."""
        self.opened = 96 * self.streams.once("uniform", "cycle", 1)
        self.begin_practice(ease=[1.0, 1.0], practice=[0.0, 0.0], slack=0.0)
        self.billed = np.full((self.runs, self.size), np.nan)

    def intake(self):
        """See what came in, and what each lawyer would bill for it."""
        boom = self.p.cycle * np.sin(2 * np.pi * (self.opened + self.time) / 96)
        draws = self.streams.uniform("matters", 2, self.size)
        self.bill = np.stack([1 - boom, 1 + boom]) * laws.job_luck(draws, self.p.luck) * self.skill

    def choose(self):
        """Take the matter that bills most."""
        self.do(self.decide(self.bill, need=0.0))
        self.billed = (self.bill * self.done).sum(axis=0)

    def up_or_out(self):
        """Let associates leave, and graduates take their desks."""
        gone = (self.streams.uniform("leaving", self.size) <= self.p.leave) & (np.arange(self.size) >= self.p.partners)
        self.set_experience(np.where(gone, self.taught(), self.experience))
        self.habit = np.where(gone, 0.5, self.habit)

    def taught(self):
        """What graduates have practised on their first day: nothing."""
        return np.zeros((len(self.tasks), self.runs, 1))

    @observable("share of matters", "disputes in all matters so far")
    def disputes_record(self):
        return measures.shares(self.record.sum(axis=-1))[0]

    @observable("0 to 1", "how narrow lawyers are in recent habit")
    def specialisation(self):
        return measures.specialisation(self.habit)

    @observable("0 to 1", "how narrow the firm is in recent habit")
    def firm_specialisation(self):
        return measures.specialisation(self.habit.mean(axis=-1, keepdims=True))

    @observable("matters per month", "billings a lawyer, in matters of a beginner")
    def billings(self):
        return self.billed.mean(axis=-1)
