"""The theory: pure array functions, one law a file.

No Mesa, no pandas, no generators: draws are arguments. State is shaped ``(tasks, runs, agents)``.
"""

from .choice import Decision, afford_then_prefer, best, choose, logit, wanted
from .habit import update_habit
from .learning import (
    power_experience,
    power_skill,
    practise,
    related_experience,
    saturating_experience,
    saturating_skill,
    unrelated_experience,
)
from .resources import growth, served, shock
from .reward import expected_reward
from .slack import affordable, appeal, update_slack
from .weather import cloud_cover, cloud_exceedance, recorded_cloud

__all__ = [
    "Decision",
    "afford_then_prefer",
    "affordable",
    "appeal",
    "best",
    "choose",
    "cloud_cover",
    "cloud_exceedance",
    "expected_reward",
    "growth",
    "logit",
    "power_experience",
    "power_skill",
    "practise",
    "recorded_cloud",
    "related_experience",
    "saturating_experience",
    "saturating_skill",
    "served",
    "shock",
    "unrelated_experience",
    "update_habit",
    "update_slack",
    "wanted",
]
