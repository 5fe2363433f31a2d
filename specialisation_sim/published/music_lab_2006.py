"""The artificial music market: a song that many downloaded is downloaded by more, and which song leads is partly luck.

What happens: listeners come one at a time and download a song with chance proportional to its visibility times its
quality times a power of its downloads so far: a trial-offer market, fitted to the experiment of Salganik, Dodds and
Watts. At power 0 counts are hidden, as in the experiment's independent world.

Notice: showing counts makes shares more unequal and less predictable. Below power 1 history washes out in the long
run; above it, one song takes the market, and which one is chance.

Try: `influence` from 0 to 1.5; ranking by quality (`display`) as a remedy.

What is docked: the orderings of the experiment's findings. Its values stand in figures that could not be read.

Names: r is `influence`, alpha `appeal_without`, q quality, D downloads; the experiment's unpredictability U is
`unpredictability`, over the `worlds` of a run, and its inequality `gini`.

Shapes: ``(songs, runs, worlds)``; in each step one download in each world.

Sources: Salganik, Dodds & Watts (2006), Experimental study of inequality and unpredictability in an artificial
cultural market. Science 311, 854-856; the market: Maldonado et al. (2015), arXiv:1512.07251.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from .. import laws, measures
from ..laws.arrays import Array
from ..model.generation import Generation
from ..model.parameters import Parameters, parameter
from ..model.streams import Streams
from ..model.symmetry import Symmetry
from ..model.world import Person, State, World, observable

LAB = "Salganik, Dodds & Watts 2006"
MARKET = "Maldonado et al. 2015"


class MusicMarketParameters(Parameters):
    """Songs, how unlike they are, and how much listeners follow each other."""

    songs: int = parameter(
        48, "songs", unit="songs", source=LAB, low=2, high=10_000, group="population", fixes_shape=True
    )
    worlds: int = parameter(
        1,
        "worlds in a run: the same songs, and listeners who see the counts of their own world alone",
        unit="worlds",
        source=f"{LAB}: 8 influence worlds",
        low=1,
        high=1000,
        fixes_shape=True,
    )
    quality_spread: float = parameter(
        0.5,
        "standard deviation of the logarithm of quality over songs",
        unit="1",
        low=0,
        high=10,
        group="environment",
        key=True,
    )
    quality_ratio: float = parameter(
        0.0,
        "quality of the first song if all others have quality 1; 0: all qualities are drawn",
        unit="1",
        low=0,
        high=1e6,
    )
    quality_seed: int = parameter(
        0,
        "which set of song qualities: runs with the same number have the same songs; 0: each run draws its own",
        unit="number",
        low=0,
        high=1_000_000,
    )
    influence: float = parameter(
        1.0,
        "power of downloads so far in a song's chance; 0: counts are hidden",
        unit="1",
        symbol="r",
        source=MARKET,
        low=0,
        high=10,
        group="learning",
        key=True,
    )
    appeal_without: float = parameter(
        1.0,
        "downloads that every song counts as having before the first",
        unit="downloads",
        symbol="alpha",
        source=MARKET,
        above=0,
        high=1e6,
    )
    display: Literal["even", "by quality"] = parameter(
        "even",
        "songs shown alike, or those of better quality higher up",
        unit="name",
        source=MARKET,
        group="pressure",
        key=True,
    )


class Listener(Person):
    """Whoever listens now in a world; `task` is the song that is downloaded."""

    reported = ("task",)
    task = State(low=-1)


class MusicMarket(World):
    """Songs and those who download them, in one world or in several beside each other."""

    Parameters = MusicMarketParameters
    Person = Listener
    population = "worlds"
    bulk = "songs"
    clock = "download"
    share = "first_share"
    phases = ("listen", "count")
    symmetry = Symmetry()
    generation = Generation(
        steps=20,
        lasts="twenty downloads",
        share_of="the first of two songs",
        seasoned=200.0,
        learn=("count",),
        alone={"songs": 2, "quality_ratio": 1.0, "influence": 1.5},
        held={"influence": 0.5},
        force="counts that weigh less",
        levers={"influence": (0, 2), "quality_ratio": (0.5, 2)},
        only={"songs": (2,)},
        note="In log odds the map is a straight line: the log odds of the next share are r times those of "
        "this one, plus the log of the ratio of qualities.",
    )
    no_choice = "music-lab-2006 takes no rule of choice; listeners follow quality, display and counts"
    p: MusicMarketParameters

    def begin(self) -> None:
        """Open the market: no downloads yet."""
        songs, agents = self.p.songs, (self.runs, self.size)
        self.tasks = tuple(f"song_{k}" for k in range(1, songs + 1))
        self.quality = self.qualities()
        self.visible: Array = np.ones_like(self.quality)
        if self.p.display == "by quality":
            rank = (-self.quality).argsort(axis=0).argsort(axis=0)
            self.visible = (1.0 / (1.0 + rank)).astype(float)
        self.record = np.zeros((songs, *agents))
        self.downloads = np.zeros((songs, *agents))
        self.task = np.full(agents, -1)
        self.total = 0

    def qualities(self) -> Array:
        """Quality of each song, ``(songs, runs, 1)``."""
        songs = self.p.songs
        ratio = np.broadcast_to(np.asarray(self.p.quality_ratio, dtype=float), (self.runs, 1))
        drawn = self.streams.once("normal", "quality", songs, 1)
        which = np.broadcast_to(np.asarray(self.p.quality_seed), (self.runs, 1))[:, 0]
        for number in np.unique(which[which > 0]):
            same = Streams((int(number),)).once("normal", "quality of all", songs, 1)
            drawn = np.where((which == number)[:, None], same, drawn)
        given = np.where((np.arange(songs) == 0).reshape(-1, 1, 1), ratio, 1.0)
        return np.where(ratio > 0, given, np.exp(self.p.quality_spread * drawn))

    def start_at(self, share: Array, seasoned: float) -> None:
        """Begin with `seasoned` downloads, a `share` of them of the first song; the others divide the rest."""
        share = np.reshape(share, (self.runs, 1))
        rest = (1.0 - share) / (self.p.songs - 1)
        record = seasoned * np.stack([share, *[rest] * (self.p.songs - 1)])
        self.record = np.broadcast_to(record, self.downloads.shape)

    def listen(self) -> None:
        """Download a song."""
        appeal = self.visible * self.quality
        chance = laws.reinforced_chance(self.p.appeal_without + self.record, self.p.influence, appeal)
        below = chance.cumsum(axis=0)[:-1]
        self.task = (self.streams.uniform("listener", self.size) > below).sum(axis=0)
        self.taken = (self.task == np.arange(self.p.songs).reshape(-1, 1, 1)).astype(float)
        self.downloads = self.downloads + self.taken
        self.total += 1

    def count(self) -> None:
        """Let the download count for later listeners."""
        self.record = self.record + self.taken

    @property
    def shares(self) -> Array:
        """Share of each song in its world's downloads, ``(songs, runs, worlds)``; NaN before the first."""
        return measures.shares(self.downloads)

    @observable("share of downloads", "downloads of the first song, of all so far, mean of worlds")
    def first_share(self) -> Array:
        return self.shares[0].mean(axis=-1)

    @observable("share of downloads", "downloads of the song downloaded most, of all so far, mean of worlds")
    def modal_share(self) -> Array:
        return self.shares.max(axis=0).mean(axis=-1)

    @observable("0 to 1", "Gini coefficient of songs' shares: 0 all alike, 1 one has all; mean of worlds")
    def gini(self) -> Array:
        ordered = np.sort(self.shares, axis=0)
        songs = len(ordered)
        weight = (2.0 * np.arange(1, songs + 1) - songs - 1.0).reshape(-1, 1, 1)
        return ((weight * ordered).sum(axis=0) / songs).mean(axis=-1)

    @observable("share of downloads", "by how much a song's share differs between two worlds, mean of songs and pairs")
    def unpredictability(self) -> Array:
        worlds = self.size
        if worlds == 1:
            return np.full(self.runs, np.nan)
        # Over all pairs, absolute differences add up to ordered values, the largest counted most.
        ordered = np.sort(self.shares, axis=-1)
        weight = 2.0 * np.arange(1, worlds + 1) - worlds - 1.0
        return (weight * ordered).sum(axis=-1).mean(axis=0) / (worlds * (worlds - 1) / 2.0)

    @observable("-1 to 1", "rank correlation of downloads with quality (Spearman), mean of worlds")
    def rank_correlation(self) -> Array:
        if not self.total:
            return np.full(self.runs, np.nan)
        quality = np.broadcast_to(self.quality, self.downloads.shape)
        return rank_correlation(self.downloads, quality).mean(axis=-1)

    @observable("share of worlds", "worlds in which the best song is the one downloaded most")
    def best_is_first(self) -> Array:
        if not self.total:
            return np.full(self.runs, np.nan)
        return (self.downloads.argmax(axis=0) == self.quality.argmax(axis=0)).mean(axis=-1)

    @observable("songs", "different songs that are first in one world or another")
    def hits(self) -> Array:
        if not self.total:
            return np.full(self.runs, np.nan)
        ordered = np.sort(self.downloads.argmax(axis=0), axis=-1)
        return 1.0 + (ordered[:, 1:] != ordered[:, :-1]).sum(axis=-1)

    @observable("share of songs", "songs downloaded more often than the best one, mean of worlds")
    def ahead_of_the_best(self) -> Array:
        if not self.total:
            return np.full(self.runs, np.nan)
        best = np.broadcast_to(self.quality.argmax(axis=0), self.downloads.shape[1:])
        own = np.take_along_axis(self.downloads, best[None], axis=0)
        return (self.downloads > own).mean(axis=(0, 2))


def rank_correlation(one: Array, other: Array) -> Array:
    """Spearman's correlation along the first axis, equal values sharing their mean rank.

    Parameters
    ----------
    one, other : array, shape (songs, ...)

    Returns
    -------
    array, shape (...)
        NaN where all values of either are equal.
    """
    from scipy.stats import rankdata

    ranks = [rankdata(values, axis=0) for values in (one, other)]
    centred = [rank - rank.mean(axis=0) for rank in ranks]
    scale = np.sqrt((centred[0] ** 2).sum(axis=0) * (centred[1] ** 2).sum(axis=0))
    return (centred[0] * centred[1]).sum(axis=0) / np.where(scale > 0, scale, np.nan)
