"""The theory: pure array functions, one law a file.

No Mesa, no pandas, no generators: draws are arguments. State is shaped ``(tasks, runs, agents)``.
"""

from .choice import Decision, afford_then_prefer, best, choose, logit, wanted
from .evaluation import (
    award_cutoff,
    drawn_domain,
    expected_award_shares,
    expected_quality_funded,
    posterior_mean,
    posterior_spread,
    precision_from_record,
    signal_weight,
)
from .exchange import (
    Gain,
    autarky_time,
    autarky_utility,
    clearing_prices,
    demand,
    job_luck,
    split_gain,
    utility,
    worth,
)
from .funding import Pile, checked_score, fund, quality_funded, quality_missed, select_best
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
from .means import power_mean
from .resources import growth, served, shock
from .return_maps import late_accounting, late_hunting, next_award_share
from .reward import expected_reward
from .selection import pick_best
from .slack import affordable, appeal, update_slack
from .spill_over import spill_over, spill_over_weights, undo_spill_over
from .succession import places_of, succession
from .weather import cloud_cover, cloud_exceedance, recorded_cloud

__all__ = [
    "Decision",
    "Gain",
    "Pile",
    "afford_then_prefer",
    "affordable",
    "appeal",
    "autarky_time",
    "autarky_utility",
    "award_cutoff",
    "best",
    "checked_score",
    "choose",
    "clearing_prices",
    "cloud_cover",
    "cloud_exceedance",
    "demand",
    "drawn_domain",
    "expected_award_shares",
    "expected_quality_funded",
    "expected_reward",
    "fund",
    "growth",
    "job_luck",
    "late_accounting",
    "late_hunting",
    "logit",
    "next_award_share",
    "pick_best",
    "places_of",
    "posterior_mean",
    "posterior_spread",
    "power_experience",
    "power_mean",
    "power_skill",
    "practise",
    "precision_from_record",
    "quality_funded",
    "quality_missed",
    "recorded_cloud",
    "related_experience",
    "saturating_experience",
    "saturating_skill",
    "select_best",
    "served",
    "shock",
    "signal_weight",
    "spill_over",
    "spill_over_weights",
    "split_gain",
    "succession",
    "undo_spill_over",
    "unrelated_experience",
    "update_habit",
    "update_slack",
    "utility",
    "wanted",
    "worth",
]
