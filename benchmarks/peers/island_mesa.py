"""The island as a Mesa user would write it: an object for each forager, a method for each moment of her day.

The same rules as ``specialisation_sim.stories.island`` under the same names and defaults: sky and valleys, game and
fish that are eaten and grow back, a taste for variety, slack, and the power law of learning. Left out is what this peer
is never asked for: weather records, crashes, earlier practice, relatedness, forgetting, logit choice, the saturating
law, and values that differ between foragers.
"""

from __future__ import annotations

import math

import mesa

HUNT, FISH = 0, 1


class Forager(mesa.Agent):
    """A castaway who does each day what promises most, and gets better at it.

    Her day has two halves, since the game is shared out only when all have said what they want of it: ``step`` decides,
    ``advance`` lives with the outcome.
    """

    def __init__(self, model: Island) -> None:
        super().__init__(model)
        self.experience = [0.0, 0.0]
        self.skill = [model.hunt_ease, model.fish_ease]
        self.habit = [0.5, 0.5]
        self.slack = min(model.slack_start, model.slack_cap)
        self.task = HUNT
        self.catch = 0.0

    def step(self) -> None:
        """See the sky, choose, and ask for what the day could bring."""
        cloud = self.model.sky if self.model.shared else self.model.draw_cloud()
        hunting = (1.0 - cloud) * self.skill[HUNT] * self.model.stock[HUNT]
        fishing = cloud * self.skill[FISH] * self.model.stock[FISH]
        self.task = self.choose(hunting, fishing)
        self.catch = hunting if self.task == HUNT else fishing
        self.model.wanted[self.task] += self.catch

    def choose(self, hunting: float, fishing: float) -> int:
        """Of the tasks she can afford, the more appealing one; if she can afford neither, the better one."""
        can_hunt = self.slack + hunting >= self.model.need
        can_fish = self.slack + fishing >= self.model.need
        if can_hunt and can_fish:
            hunting *= 1.0 + self.model.variety * (1.0 - self.habit[HUNT])
            fishing *= 1.0 + self.model.variety * (1.0 - self.habit[FISH])
        elif can_hunt or can_fish:
            return HUNT if can_hunt else FISH
        return HUNT if hunting >= fishing else FISH

    def advance(self) -> None:
        """Eat her part of the catch, get used to what she did, learn from it, or starve."""
        catch = self.catch * self.model.part[self.task]
        self.slack = min(self.model.slack_cap, self.slack + catch - self.model.need)
        self.habit = [share * (1.0 - self.model.memory) for share in self.habit]
        self.habit[self.task] += self.model.memory
        self.experience[self.task] += 1.0
        self.skill[self.task] = self.model.skill_at(self.task, self.experience[self.task])
        self.model.record[self.task] += 1
        if self.slack < 0:
            self.remove()

    @property
    def threshold(self) -> float:
        """Cloud cover above which she fishes."""
        hunting, fishing = self.skill[HUNT] * self.model.stock[HUNT], self.skill[FISH] * self.model.stock[FISH]
        return hunting / (hunting + fishing)


class Island(mesa.Model):
    """Foragers on one commons.

    Parameters
    ----------
    foragers, sunny, common_sky, hunt_ease, fish_ease, game_depletion, fish_depletion, regrowth, allee, need, slack_cap,
    slack_start, exponent, half, variety, memory
        See ``IslandParameters``.
    rng : int
        Seed.
    """

    def __init__(
        self,
        foragers: int = 1,
        sunny: float = 0.75,
        common_sky: float = 0.5,
        hunt_ease: float = 1.0,
        fish_ease: float = 1.0,
        game_depletion: float = 0.0,
        fish_depletion: float = 0.0,
        regrowth: float = 0.02,
        allee: float = 0.0,
        need: float = 0.4,
        slack_cap: float = 10.0,
        slack_start: float = 0.0,
        exponent: float = 0.32,
        half: float = 30.0,
        variety: float = 0.0,
        memory: float = 0.05,
        rng: int | None = None,
    ) -> None:
        super().__init__(rng=rng)
        self.foragers = foragers
        self.clear_skies = math.log(0.5) / math.log(sunny)
        self.common_sky = common_sky
        self.hunt_ease, self.fish_ease = hunt_ease, fish_ease
        self.depletion = [game_depletion, fish_depletion]
        self.regrowth, self.allee = regrowth, allee
        self.need, self.slack_cap, self.slack_start = need, slack_cap, slack_start
        self.exponent, self.half = exponent, half
        self.variety, self.memory = variety, memory
        self.stock = [1.0, 1.0]
        self.record = [0, 0]
        Forager.create_agents(self, foragers)

    def step(self) -> None:
        """One day."""
        self.shared = self.rng.random() < self.common_sky
        self.sky = self.draw_cloud()
        self.wanted = [0.0, 0.0]
        self.agents.do("step")
        self.share_out()
        self.agents.do("advance")
        self.regrow()

    def draw_cloud(self) -> float:
        """Cloud cover of a day, below one half on the sunny share of days."""
        return self.rng.random() ** self.clear_skies

    def skill_at(self, task: int, experience: float) -> float:
        """Skill by the power law."""
        ease = self.hunt_ease if task == HUNT else self.fish_ease
        return ease * (1.0 + experience / self.half) ** self.exponent

    def share_out(self) -> None:
        """Where all want more than there is, each gets the same part."""
        self.demand = [rate * meals for rate, meals in zip(self.depletion, self.wanted)]
        self.part = [left / demand if demand > left else 1.0 for demand, left in zip(self.demand, self.stock)]

    def regrow(self) -> None:
        """Take what was caught from game and fish, and let the rest grow."""
        for task in (HUNT, FISH):
            left = max(self.stock[task] - self.demand[task] * self.part[task], 0.0)
            change = self.regrowth * (1.0 - left) * (left - self.allee)
            self.stock[task] = left + max(change, -left) if left > 0 else 0.0

    @property
    def hunting_record(self) -> float:
        """Share of hunting in all that was done so far."""
        return self.record[HUNT] / sum(self.record)

    @property
    def threshold(self) -> float:
        """Cloud cover above which a living forager fishes, mean."""
        return sum(one.threshold for one in self.agents) / len(self.agents) if self.agents else math.nan

    @property
    def living(self) -> float:
        """Share of foragers alive."""
        return len(self.agents) / self.foragers

    @property
    def game(self) -> float:
        """Game left, as a share of full stock."""
        return self.stock[HUNT]
