"""The theory: pure array functions, one law a file.

No Mesa, no pandas, no generators: draws are arguments. State is shaped ``(tasks, runs, agents)``.
"""

from .binomial import binomial, binomial_by_bisection
from .capacity import best_capacity, drawing_quality, onto_simplex
from .choice import Decision, afford_then_prefer, best, choose, logit, wanted
from .coextinction import host_stock, shortfall
from .crowding import breed, host_yield
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
from .evidence import Canvas, draw_chances, drawing_weights, output_mix, posterior_times_quality, recalls
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
from .funding import Pile, checked_score, fund, quality_bar, quality_funded, quality_missed, select_best
from .geography import real_wages
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
from .mix import large_and_tail
from .monitor import alarmed, outside_weight
from .mutation import Mutant, checked_chance, host_pair, links_in_order, part_moved, takeover_chance
from .reinforcement import reinforced_chance
from .resources import growth, served, shock
from .return_maps import late_accounting, late_hunting, next_award_share
from .reward import expected_reward
from .sampling import sampled_mix
from .slack import affordable, appeal, update_slack
from .spill_over import spill_over, spill_over_weights, undo_spill_over
from .succession import check_weights, places_of, succession
from .trade_off import performance
from .urn import draw_from_urn, luce_weights
from .weather import cloud_cover, cloud_exceedance, recorded_cloud

__all__ = [
    "Canvas",
    "Decision",
    "Gain",
    "Mutant",
    "Pile",
    "afford_then_prefer",
    "affordable",
    "alarmed",
    "appeal",
    "autarky_time",
    "autarky_utility",
    "award_cutoff",
    "best",
    "best_capacity",
    "binomial",
    "binomial_by_bisection",
    "breed",
    "check_weights",
    "checked_chance",
    "checked_score",
    "choose",
    "clearing_prices",
    "cloud_cover",
    "cloud_exceedance",
    "demand",
    "draw_chances",
    "draw_from_urn",
    "drawing_quality",
    "drawing_weights",
    "drawn_domain",
    "expected_award_shares",
    "expected_quality_funded",
    "expected_reward",
    "fund",
    "growth",
    "host_pair",
    "host_stock",
    "host_yield",
    "job_luck",
    "large_and_tail",
    "late_accounting",
    "late_hunting",
    "links_in_order",
    "logit",
    "luce_weights",
    "next_award_share",
    "onto_simplex",
    "output_mix",
    "outside_weight",
    "part_moved",
    "performance",
    "places_of",
    "posterior_mean",
    "posterior_spread",
    "posterior_times_quality",
    "power_experience",
    "power_mean",
    "power_skill",
    "practise",
    "precision_from_record",
    "quality_bar",
    "quality_funded",
    "quality_missed",
    "real_wages",
    "recalls",
    "recorded_cloud",
    "reinforced_chance",
    "related_experience",
    "sampled_mix",
    "saturating_experience",
    "saturating_skill",
    "select_best",
    "served",
    "shock",
    "shortfall",
    "signal_weight",
    "spill_over",
    "spill_over_weights",
    "split_gain",
    "succession",
    "takeover_chance",
    "undo_spill_over",
    "unrelated_experience",
    "update_habit",
    "update_slack",
    "utility",
    "wanted",
    "worth",
]
