"""The band once more, in plain Python: floats, lists and loops, to be read beside ``stories/band.py``.

The twin computes each number in the order in which the story does, so that both agree to the last bit. All it takes
from NumPy is ``exp`` and ``log``: those of ``math`` come from another library and may differ in the last bit.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import inf
from typing import Any, NamedTuple

import numpy as np

POP, PROG, IDM = GENRES = (0, 1, 2)


class Album(NamedTuple):
    """State of one band after an album: of each genre its tracks, practice and habit."""

    tracks: list[float]
    experience: list[float]
    habit: list[float]
    slack: float
    learnt: bool
    alive: bool


def exp(x: float) -> float:
    return float(np.exp(x))


def log(x: float) -> float:
    return float(np.log(x))


def binomial(number: int, chance: float, draw: float) -> int:
    """How many ideas of a number are of a genre: its chances summed up until they reach the draw."""
    if chance > 0.5:
        return number - binomial(number, 1.0 - chance, 1.0 - draw)
    count, probability = 0, exp(number * log(1.0 - chance))
    summed = probability
    while count < number and draw > summed:
        probability *= chance / (1.0 - chance) * ((number - count) / (count + 1))
        summed += probability
        count += 1
    return count


def weights(appeal: list[float], noise: float) -> list[float]:
    """Luce's weights; from one genre down to the next at most 100 units of noise."""
    depth, ranked = {max(appeal): 0.0}, sorted(set(appeal), reverse=True)
    for better, worse in pairwise(ranked):
        depth[worse] = depth[better] + min((better - worse) / max(noise, 1e-200), 100.0)
    return [exp(-depth[each]) for each in appeal]


def fill(drafts: list[int], weight: list[float], picks: list[float]) -> list[int]:
    """The album, track by track: each takes a draft of the genre at which the draw lands."""
    left = list(drafts)
    for pick in picks:
        edges = list(accumulate(number * each for number, each in zip(left, weight)))
        left[next(k for k, edge in enumerate(edges) if pick * edges[-1] <= edge)] -= 1
    return [before - after for before, after in zip(drafts, left)]


def band(p: Any, draws: dict[str, Any]) -> list[Album]:
    """Make as many albums as there are draws: of ``choice`` and ``drafts`` one, of ``picks`` one a track."""
    experience, habit = [p.pop_practice, p.prog_practice, 0.0], [1 / 3, 1 / 3, 1 / 3]
    slack, learnt, alive, albums = min(p.slack_start, p.slack_cap), False, True, []

    def skill(k: int, practice: list[float]) -> float:
        known = practice[k] + p.relatedness * (practice[0] + practice[1] + practice[2] - practice[k])
        if p.learning == "saturating":
            return 1.0 - exp(-(known / p.half))
        return exp(p.exponent * log(1.0 + known / p.half))

    def taste(value: float, k: int) -> float:
        return value * (1.0 + p.variety * (1.0 - habit[k]))

    def turn(expected: list[float], draw: float) -> int:
        can = [expected[k] >= min(p.recording, p.deadline) - slack for k in GENRES]
        value = [taste(expected[k], k) if can[k] else -inf for k in GENRES] if any(can) else expected
        if p.temperature == 0:
            return value.index(max(value))
        one, two, three = (exp((each - max(value)) / p.temperature) for each in value)
        return (draw * (one + two + three) > one) + (draw * (one + two + three) > one + two)

    for choice, idea_draw, picks in zip(draws["choice"], draws["drafts"], draws["picks"]):
        schooled = [experience[POP], experience[PROG], experience[IDM] + (0.0 if learnt else p.lessons)]
        expected = [p.tour * skill(POP, experience), p.tour * skill(PROG, experience), p.tour * skill(IDM, schooled)]
        months = p.recording + p.study
        reach = learnt or (expected[IDM] >= months - slack and months <= p.deadline)
        if not reach:
            expected[IDM] = 0.0
        turned = alive and reach and turn(expected, choice) == IDM
        learns = turned and not learnt
        learnt = learnt or learns
        able = [skill(k, schooled if learns else experience) for k in GENRES]
        appeal = [taste(able[k], k) for k in GENRES]
        new = round(p.focus * p.drafts) if turned else 0
        pop = binomial(p.drafts - new, p.pop_ideas, idea_draw)
        tracks = fill([pop, p.drafts - new - pop, new], weights(appeal if turned else appeal[:IDM], p.noise), picks)
        tracks = [float(alive and track) for track in tracks]
        if alive:
            habit = [(1.0 - p.memory) * habit[k] + p.memory * (tracks[k] / p.tracks) for k in GENRES]
            paid = [tracks[k] * able[k] for k in GENRES]
            tour = p.tour * (paid[POP] + paid[PROG] + paid[IDM]) / p.tracks
            slack = min(p.slack_cap, slack + (tour - (min(p.recording, p.deadline) + (p.study if learns else 0.0))))
            alive = slack >= 0
        lessons = [0.0, 0.0, p.lessons if learns else 0.0]
        experience = [p.retention * experience[k] + (tracks[k] + lessons[k]) for k in GENRES]
        albums.append(Album(tracks, experience, habit, slack, learnt, alive))
    return albums
