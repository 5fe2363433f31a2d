"""The band: its first album has seven pop songs and five of prog, and practice shapes each album after it.

What happens: for each album a band writes 24 drafts, and of twelve ideas seven are pop and five are prog. It fills
twelve tracks, one by one, from the drafts that are left; a genre's chance grows with the number of its drafts that are
left and with its appeal (Luce's choice axiom). A band practises what it records, what it has practised appeals more,
and practice fades. Tours pay for months of living, and what is left over is slack (savings). There is
a third genre, IDM (electronic dance music to listen to), which nobody in the band can play yet; learning it takes a
year. A band that turns to the new genre writes three drafts in four in it.

Notice: how much prog is left on the second and third album, how similar an album is to the one before, and how many
months of living are saved.

Try: a taste for variety with and without savings; a label that wants the next album in six months.

Extend: give bands a rule of their own for the genre they turn to (``Band(parameters, choose=rule)``).

Learning follows the saturating law of practice, so that a genre nobody has practised is worth nothing until it is
learnt, and mastery has a ceiling under which boredom can catch up. The power law is there to compare: under it one is
born with some skill in every genre.

Sources: the essay "Beware mode collapse: for you are not immune"; picking after Luce (1959), without replacement after
Plackett (1975), and its counterpart in noise after Yellott (1977); learning curves after Newell & Rosenbloom (1981);
forgetting after Argote, Beckman & Epple (1990); slack after Cyert & March (1963).
"""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from .. import laws, measures
from ..laws.arrays import Array
from ..model import events_and_idle
from ..model.generation import Generation
from ..model.parameters import PerAgent, parameter
from ..model.practice import ALL, NEWELL, WRIGHT, PracticeParameters, PracticeWorld, Practitioner
from ..model.settings import settings_of
from ..model.symmetry import Symmetry
from ..model.world import State, observable

ESSAY = 'essay "Beware mode collapse"'
GUMBEL = "Luce 1959; assumption: a first album of 7:5 is followed by one of about 9:3"
NEW = 2
"""Number of the genre that must be learnt first."""


class BandParameters(PracticeParameters):
    """How bands write, pick, tour, and what a new genre costs."""

    learning: Literal["power", "saturating"] = parameter(
        "saturating", "skill grows towards one, or without bound", unit="law", source=NEWELL, group="learning"
    )
    exponent: float = parameter(
        0.32, "growth of skill under the power law", unit="1", symbol="b", source=WRIGHT, low=0, high=2
    )
    half: float = parameter(
        24.0,
        "practice after which 1/e (37 %) of the gap to mastery is left",
        unit="tracks",
        symbol="h",
        source="assumption: two albums",
        low=0.001,
        high=1_000_000,
    )
    retention: float = parameter(
        0.75, "practice kept from one album to the next", unit="share per album", symbol="rho", low=0, high=1, key=True
    )
    memory: float = parameter(
        0.3,
        "weight of the newest album in habit",
        unit="share per album",
        symbol="mu",
        source="assumption: about three albums",
        above=0,
        high=1,
    )
    bands: int = parameter(
        1,
        "bands, each with its own ideas and its own money",
        unit="bands",
        source=ESSAY,
        low=1,
        high=100_000,
        group="population",
        fixes_shape=True,
    )
    tracks: int = parameter(
        12, "tracks on an album", unit="tracks", source=ESSAY, low=1, high=100, group="environment", fixes_shape=True
    )
    drafts: int = parameter(
        24, "drafts of an album", unit="drafts", source="assumption: two a track", low=1, high=1000, fixes_shape=True
    )
    pop_ideas: PerAgent = parameter(
        7 / 12, "ideas that are pop, not prog", unit="share of ideas", source=f"{ESSAY}: seven to five", low=0, high=1
    )
    focus: PerAgent = parameter(
        0.75,
        "drafts that are in the new genre if a band turns to it (rounded)",
        unit="share of drafts",
        source="assumption: three in four",
        low=0,
        high=1,
    )
    noise: PerAgent = parameter(
        0.03,
        "lead in appeal that makes a pick e (2.7) times as likely",
        unit="skill",
        symbol="sigma",
        source=GUMBEL,
        low=0,
        key=True,
    )
    pop_practice: PerAgent = parameter(
        24.0, "practice in pop at the start", unit="tracks", source="assumption: two albums", low=0, group="learning"
    )
    prog_practice: PerAgent = parameter(
        24.0, "practice in prog before the first album", unit="tracks", source="assumption: as in pop", low=0
    )
    lessons: PerAgent = parameter(
        24.0,
        "practice in the new genre that the lessons give",
        unit="tracks",
        source="assumption: as in pop and prog",
        low=0,
        key=True,
    )
    study: PerAgent = parameter(
        12.0, "months that the lessons take", unit="months", source="assumption: a year", low=0, group="pressure"
    )
    recording: PerAgent = parameter(
        5.0, "months of an album and tour", unit="months", source="assumption: two fit into a year", low=0
    )
    deadline: PerAgent = parameter(
        24.0, "months from album to album at most", unit="months", source="assumption: no hurry", above=0
    )
    tour: PerAgent = parameter(
        12.0, "pay of a tour at full skill", unit="months of living", source="assumption: a year's living", low=0
    )
    slack_start: PerAgent = parameter(
        0.0, "savings at the start", unit="months of living", source="assumption: a garage band", low=0
    )
    slack_cap: PerAgent = parameter(
        60.0, "most that is saved", unit="months of living", source="assumption: five years", low=0
    )

    @model_validator(mode="after")
    def _enough_drafts(self) -> Self:
        if self.drafts < self.tracks:
            raise ValueError(f"drafts = {self.drafts} do not fill an album; allowed: at least tracks = {self.tracks}")
        return self


class Act(Practitioner):
    """One band: its skill, habit, savings and latest album are its places in the world's arrays."""

    reported = (*Practitioner.reported, "album", "learnt")
    slack = State(low=0, high=lambda world: world.p.slack_cap)
    album = State(low=0, high=lambda world: world.p.tracks, whole=True)
    learnt = State(low=0, high=1)


class Band(PracticeWorld):
    """Bands that make an album a step.

    State besides that of `PracticeWorld`: `album`, ``(tasks, runs, agents)``, tracks of each genre on the latest album;
    `learnt`, ``(runs, agents)``, whether a band knows the new genre; `task`, the genre it turned to.
    """

    Parameters = BandParameters
    settings = settings_of("band")
    Person = Act
    population = "bands"
    clock = "album"
    event_words = events_and_idle.BAND_EVENTS
    share = "pop_record"
    failure = "break-up"
    generation = Generation(
        steps=4,
        lasts="four albums",
        share_of="pop",
        seasoned=48,
        held={"variety": 4.0},
        force="boredom",
        levers={"variety": (0, 6), "noise": (0, 0.5), "pop_ideas": (0.4, 0.8)},
    )
    tasks = ("pop", "prog", "idm")
    phases = ("weigh", "turn", "learn", "write", "pick", "live", "practise")
    symmetry = Symmetry(phases=(("live", "practise"),))
    p: BandParameters

    def begin(self) -> None:
        """Leave the garage."""
        agents = (self.runs, self.size)
        self.begin_practice(
            ease=[1.0, 1.0, 1.0],
            practice=[self.p.pop_practice, self.p.prog_practice, 0.0],
            slack=np.minimum(self.p.slack_start, self.p.slack_cap),
        )
        self.album_months = np.minimum(self.p.recording, self.p.deadline)
        self.album, self.before = np.zeros_like(self.record), np.zeros_like(self.record)
        self.learnt = np.zeros(agents, dtype=bool)
        self.months, self.reward = np.zeros(agents), np.zeros(agents)

    def mix_of(self, share: Array) -> Array:
        """Pop and prog alone: the new genre is still to be learnt."""
        return np.stack([share, 1.0 - share, np.zeros_like(share)])

    def weigh(self) -> None:
        """Ask what a tour with an album in each genre would pay; a new genre out of reach promises nothing."""
        self.lessons = self.p.lessons * ~self.learnt
        self.expected = self.p.tour * self.skill
        self.expected[NEW] = self.p.tour * self.schooled(slice(NEW, None))[0]
        months = self.p.recording + self.p.study
        can_learn = laws.affordable(self.expected[NEW], self.slack, months) & (months <= self.p.deadline)
        self.reach = self.learnt | can_learn
        self.expected[NEW] *= self.reach

    def schooled(self, genres: slice = ALL) -> Array:
        """Skill after lessons in the new genre, ``(tasks, runs, agents)``; its own where it is learnt."""
        if not self.lessons.any():
            return self.skill[genres]
        taught = self.experience.copy()
        taught[NEW] += self.lessons
        return self.skill_of(taught, genres)

    def turn(self) -> None:
        """Turn to the genre that promises most, given the taste for variety."""
        self.task = self._of_living(self.decide(self.expected, self.album_months), -1)

    def learn(self) -> None:
        """Spend the months that learning the new genre takes."""
        self.turned = (self.task == NEW) & self.reach
        self.learning = self.turned & ~self.learnt
        self.learnt = self.learnt | self.learning
        self.emit("lessons", self.learning)
        self.able = np.where(self.learning, self.schooled(), self.skill) if self.learning.any() else self.skill

    def write(self) -> None:
        """Write drafts as ideas come; a band that turned to the new genre writes most drafts in it."""
        new = np.rint(self.p.focus * self.p.drafts) * self.turned if self.turned.any() else 0.0
        ideas = self.streams.uniform("drafts", self.size)
        self.drafts = np.empty_like(self.record)
        self.drafts[0] = laws.binomial(self.p.drafts - new, self.p.pop_ideas, ideas)
        self.drafts[1] = self.p.drafts - new - self.drafts[0]
        self.drafts[NEW] = new

    def pick(self) -> None:
        """Fill the album with the drafts that appeal most."""
        # Where nobody turned there are two genres to pick from; a genre without drafts has no say in the weights.
        open_to = slice(3 if self.turned.any() else 2)
        appeal = laws.appeal(self.able[open_to], self.habit[open_to], self.p.variety)
        if len(appeal) == 3:
            appeal = np.stack([*appeal[:NEW], np.where(self.turned, appeal[NEW], -np.inf)])
        draws = (self.streams.uniform("picks", self.size) for _ in range(self.p.tracks))
        picked = laws.draw_from_urn(self.drafts[open_to], laws.luce_weights(appeal, self.p.noise), draws)
        self.before, self.album = self.album, np.zeros_like(self.record)
        self.album[open_to] = self._of_living(picked, 0.0)
        self.record += self.album
        habit = laws.update_habit(self.habit, self.album / self.p.tracks, self.p.memory)
        self.habit = self._of_living(habit, self.habit)
        self.emit("album", self.alive, **dict(zip(self.tasks, self.album)))
        self.done = self.album
        if self.learning.any():
            self.done = self.album.copy()
            self.done[NEW] += self.lessons * self.learning

    def live(self) -> None:
        """Live for some months on the tour's money and on savings; a band that cannot breaks up."""
        self.months = self.alive * (self.album_months + self.p.study * self.learning)
        self.reward = self.p.tour * (self.album * self.able).sum(axis=0) / self.p.tracks
        self.settle(self.reward, self.months, self.p.slack_cap)

    @observable("tracks", "pop on the album, mean of the living")
    def pop_tracks(self) -> Array:
        return self.on_the_album(self.album[0])

    @observable("tracks", "prog on the album, mean of the living")
    def prog_tracks(self) -> Array:
        return self.on_the_album(self.album[1])

    @observable("tracks", "tracks in the new genre on the album, mean of the living")
    def idm_tracks(self) -> Array:
        return self.on_the_album(self.album[NEW])

    @observable("share of tracks", "prog on the album, mean of the living")
    def prog_share(self) -> Array:
        return self.on_the_album(self.album[1] / self.p.tracks)

    @observable("share of tracks", "share of pop in all that was recorded so far")
    def pop_record(self) -> Array:
        return measures.shares(self.record.sum(axis=-1))[0]

    @observable("genres", "effective number of genres on the album, mean of the living")
    def effective_genres(self) -> Array:
        return self.mean_of_living(measures.hill_number(self.album))

    @observable("0 to 1", "similarity of the album to the one before, mean of the living (Renkonen 1938)")
    def album_similarity(self) -> Array:
        return self.mean_of_living(measures.similarity(self.album, self.before))

    @observable("share of bands", "bands that have learnt the new genre")
    def widened(self) -> Array:
        return self.learnt.mean(axis=-1)

    @observable("0 to 1", "how well the band predicts the genre, over all albums so far (Gorelick et al. 2004)")
    def division_of_labour(self) -> Array:
        return measures.division_of_labour(self.record)

    @observable("months of living", "savings after the tour, mean of the living")
    def savings(self) -> Array:
        return self.mean_of_living(self.slack)

    @observable("months", "time from the album before, mean of the living")
    def months_taken(self) -> Array:
        return self.on_the_album(self.months)

    @observable("0 to 1", "skill in pop, mean of the living")
    def pop_skill(self) -> Array:
        return self.mean_of_living(self.skill[0])

    @observable("0 to 1", "skill in prog, mean of the living")
    def prog_skill(self) -> Array:
        return self.mean_of_living(self.skill[1])

    @observable("0 to 1", "skill in the new genre, mean of the living")
    def idm_skill(self) -> Array:
        return self.mean_of_living(self.skill[NEW])

    @observable("share of bands", "bands that have not broken up")
    def living(self) -> Array:
        return self.alive.mean(axis=-1)

    def on_the_album(self, values: Array) -> Array:
        """Mean over living bands; NaN before the first album."""
        return self.mean_of_living(values) if self.time else np.full(self.runs, np.nan)
