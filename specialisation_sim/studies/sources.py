"""The sources' figures in one table: what a full reproduction of each runs, what the source says, how ours is read.

The shipped scenarios are smaller where that changes time alone; ``specialise reproduce NAME`` runs these.

To add one, add an entry to `REPRODUCTIONS`: where it is in the source, the shipped scenario that asks the same, the
chain, each variant's parameters at the source's size, generations and runs; then `facts`, each with the value as the
source prints it, the variant and the observable to read (at the end, or `at` a generation, or its growth `since` one)
and the bounds between which ours agrees; and `pictures` that mirror the source's figure. A fact that is not reproduced
stays, and `why` says what is wrong with it or with us; it is shown only where the verdict is FAILS. Run it
(``specialise reproduce NAME``), put the seconds that it took under `seconds`, and write the page of the docs anew
(``specialise reproduce --docs docs/reproductions.md``).
"""

from __future__ import annotations

from math import sqrt
from typing import Any

from ..chains.theory import gaussian, linear
from .reproduction import Fact, Picture, Reproduction

CURSE = "The Curse of Recursion, arXiv 2305.17493"
BLOG = "the blog that reproduces its mixture chain"
FLOWS = "Analyzing and Mitigating Model Collapse in Rectified Flow Models, arXiv 2412.08175"
GANS = "Metz et al. 2017, Unrolled GANs; Gulrajani et al. 2017, Improved Training of Wasserstein GANs"


def _sizes(**common: Any) -> dict[str, dict[str, Any]]:
    """Samples from 100 to ten million."""
    return {f"{size:,} data": {"samples": size, **common} for size in (100, 500, 1000, 10_000, 1_000_000, 10_000_000)}


FEW, MOST = "100 data", "10,000,000 data"
TENTH = {"regime": "counts", "outside": 0.1}


def _drift(title: str) -> dict[str, Picture]:
    """Distance of mean and standard deviation from the truth, a line a size, as the source draws them."""
    return {"drift": Picture("single_runs", (["mean_error", "spread_error"],), {"title": title})}


_TEXT = {
    "perplexity": Picture("bands", (["perplexity"],), {"title": "Perplexity of held-out real text"}, logarithmic=True),
    "blocks": Picture("bands", (["likely_block", "median_block", "unlikely_block"],),
                      {"title": "What is written, as the first model finds it"}, logarithmic=True),
}  # fmt: skip

REPRODUCTIONS: dict[str, Reproduction] = {
    "figure-3": Reproduction(
        CURSE, "3", "chain-discrete-tails", "discrete",
        {"two bumps": {"law": "bumps", "states": 201, "samples": 1000},
         "a trace of tail": {"law": "bumps", "states": 201, "samples": 1000, "tail": 0.01},
         "fat tails": {"law": "bumps", "states": 201, "samples": 1000, "tail": 0.3}}, 100, 100,
        facts=(
            Fact("Different laws become the same once events below 1/M are cut", "the same", "fat tails",
                 "states_left", above=-2, below=2, at=20, versus="two bumps",
                 why="E9: only if they agree above the cut, and fat tails do not"),
            Fact("Laws that differ below 1/M alone become the same", "the same", "a trace of tail",
                 "states_left", above=-2, below=2, at=20, versus="two bumps"),
            Fact("A state of chance q is lost in a generation with chance 1 - q: so one of 201 is left", "1",
                 "two bumps", "states_left", above=0.9, below=1.1, at=1,
                 why="E1: 1 - q is the chance at one draw; after M draws it is (1 - q)^M"),
            Fact("Tails, rarer than once a sample, are forgotten by most runs", "gone", "two bumps", "tail_mass", below=0.0005,
                 share=0.5),
        ),
        pictures={
            "chances": Picture("tables", (20,), {"title": "Chances of a thousand draws"}),
            "tails": Picture("bands", (["states_left", "tail_mass", "distance"],),
                             {"title": "What is rarer than once a sample goes first"}),
        },
        seconds=32,
    ),
    "figure-4": Reproduction(
        CURSE, "4", "chain-gaussian-replace", "gaussian", _sizes(), 100, 10_000, every=10,
        facts=(
            Fact("Equation 3: expected risk after ten fits to 100 data, 3/2 in the last term only", "0.1050", FEW, "risk",
                 near=9 / 100 + 3 / 200, within=0.05, at=10,
                 why="E2: 3/2 in every term, exactly A + 2 (1 - prod c4)"),
            Fact("The same with 3/2 in every term", "0.14987", FEW, "risk", near=gaussian.risk([100] * 10), within=0.05, at=10),
            Fact("Variance of a datum after ten fits, 1 + 10/M", "1.1", FEW, "second_moment", near=1.1, within=0.03, at=10),
            Fact("The variance diverges: in most runs it has grown after 100 fits to 100 data", "diverges", FEW,
                 "variance", above=1.0, share=0.5,
                 why="E5: in the mean over runs only; the typical run narrows, the median is about exp(-n/M)"),
            Fact("Mean log variance after 100 fits to 100 data", f"{gaussian.log_variance(100, 100):.3f}", FEW,
                 "log_variance", near=gaussian.log_variance(100, 100), within=0.05),
            Fact("With few data the mean drifts far", "far", FEW, "mean_error", above=0.5),
            Fact("From a very large number of data on, hardly", "hardly", "1,000,000 data", "mean_error", below=0.01),
        ),
        pictures=_drift("Refitted to itself: few data drift far, many hardly"),
        seconds=120,
    ),
    "figure-5": Reproduction(
        CURSE, "5", "chain-gaussian-pool", "gaussian", _sizes(regime="pool"), 100, 1000, every=5,
        facts=(
            Fact("The mean jumps about: it errs more than that of a single fit to 100 data", "jumps", FEW, "mean_error",
                 above=1.05 * float(gaussian.mean_absolute_error(100))),
            Fact("It does not collapse as replaced data do: the risk is below a tenth of theirs", "slower", FEW, "risk",
                 below=0.1 * gaussian.risk([100] * 100)),
        ),
        pictures=_drift("Drawn from all models so far: the parameters jump, and hardly drift"),
        seconds=120,
    ),
    "figure-6": Reproduction(
        CURSE, "6", "chain-gaussian-accumulate", "gaussian", _sizes(regime="accumulate"), 100, 10_000, every=10,
        facts=(
            Fact("The risk stays below (3/2)(pi^2/6)/M but for a twentieth", f"below {gaussian.accumulated_bound(100):.4f}",
                 FEW, "risk", below=1.05 * gaussian.accumulated_bound(100)),
            Fact("Expected variance after 100 fits", f"{gaussian.accumulated(100, 100)[1]:.4f}", FEW, "variance",
                 near=gaussian.accumulated(100, 100)[1], within=0.01),
        ),
        pictures=_drift("Nothing thrown away: slow drift, that comes to rest"),
        seconds=77,
    ),
    "figure-7": Reproduction(
        f"{CURSE}; {BLOG}", "7 and 13", "chain-mixture", "mixture",
        {"N = 10,000": {"samples": 10_000}, "N = 1,000": {"samples": 1000}, "N = 500": {"samples": 500},
         "N = 1,000, warm start": {"samples": 1000, "start": "warm"},
         "N = 10,000, 10 % original": {"samples": 10_000, **TENTH},
         "N = 10,000, 50 % original": {"samples": 10_000, **TENTH, "outside": 0.5}}, 2000, 20, every=50,
        facts=(
            Fact("By generation 2,000 both components are narrow spikes, at N = 1,000", "nearly every run", "N = 1,000",
                 "widest", below=0.3, share=0.7),
            Fact("At N = 10,000 they are not, in none: in four runs of five or more the wider one stays wide", "no run", "N = 10,000", "widest",
                 above=0.3, share=0.8),
            Fact("With 10 % original data the spread stays near the root of five", "2.236",
                 "N = 10,000, 10 % original", "total_sd", near=sqrt(5), within=0.02),
            Fact("With half original data too", "2.236", "N = 10,000, 50 % original", "total_sd", near=sqrt(5), within=0.02),
            Fact("A warm start does not merge the two: their means stay apart, in most runs", "separate",
                 "N = 1,000, warm start", "separation", above=0.5, share=0.5),
            Fact("And both hold data: each above a hundredth, in most runs", "two spikes", "N = 1,000, warm start",
                 "left_weight", above=0.01, below=0.99, share=0.5,
                 why="the shares of the two drift as in resampling, and after N generations or two one has all"),
            Fact("At generation 50 the density has changed completely, at N = 1,000: by half of its own norm, .376 (L2)",
                 "completely", "N = 1,000", "density_distance", at=50, above=0.188,
                 why="the mean run has changed less by then; it takes a few hundred generations"),
        ),
        pictures={
            "densities": Picture("densities", ([0, 50, 100, 150, 200, 350, 2000],),
                                 {"title": "One run of each: what the mixture has become (Figure 7)"}),
            "distance": Picture("bands", (["density_distance"],), {"title": "Distance of the density from the truth, L2 (Figure 13)"}, logarithmic=True),
            "spread": Picture("small_multiples", ("total_sd",), {"title": "Spread of all that is made: the truth has 2.24"}),
        },
        seconds=1020,
    ),
    "figure-12": Reproduction(
        CURSE, "12", "chain-estimator", "gaussian", _sizes(), 1, 10_000,
        facts=(
            Fact("Mean estimated from ten million samples", "0.00024899", MOST, "mean", near=0.00024899, within=0.1,
                 why="E8: it is the mean absolute error; the estimate itself is unbiased"),
            Fact("Read as the mean absolute error, sqrt(2/pi)/sqrt(M)", "0.00024899", MOST, "mean_error",
                 near=0.00024899, within=0.03),
            Fact("The same from a hundred samples", f"{float(gaussian.mean_absolute_error(100)):.4f}", FEW, "mean_error",
                 near=float(gaussian.mean_absolute_error(100)), within=0.03),
        ),
        pictures={
            "error": Picture("against", ("samples", "mean_error"), {
                "exact": gaussian.mean_absolute_error, "formula": r"exact: $\sqrt{2 / \pi M}$",
                "title": "One fit's error: mean and middle half of runs"}),
        },
        seconds=8,
    ),
    "figure-8": Reproduction(
        CURSE, "8 and 9", "chain-autoencoder", "autoencoder",
        {"own images": {"hidden": 128, "updates": 2000}, "half real": {"hidden": 128, "updates": 2000, "outside": 0.5},
         "all kept": {"hidden": 128, "updates": 2000, "regime": "accumulate"},
         "means": {"hidden": 128, "updates": 2000, "pixels": "means", "beta": 1.0},
         "means, 10 % real": {"hidden": 128, "updates": 2000, "pixels": "means", "beta": 1.0, "outside": 0.1}}, 20, 10,
        facts=(
            Fact("Share of images more than 2 from the middle, first generation (our notes)", "about .15", "own images",
                 "beyond", near=0.15, within=0.2, at=1),
            Fact("After twenty generations (our notes)", "below .04", "own images", "beyond", below=0.04),
            Fact("Half real images hold it", "held", "half real", "beyond", above=0.1),
            Fact("So does keeping all that was made", "held", "all kept", "beyond", above=0.1),
            Fact("Decoder means collapse by generation 4: fewer than a tenth are beyond (our notes)", "collapse", "means",
                 "beyond", below=0.015, at=4),
            Fact("And 10 % real images do not save them (our notes)", "collapse", "means, 10 % real", "beyond", below=0.015,
                 at=4),
        ),
        pictures={
            "spread": Picture("bands", (["beyond", "effective_numerals", "real_loss"],),
                              {"title": "The tails go, then the digits"}),
        },
        seconds=1800,
    ),
    "text": Reproduction(
        CURSE, "section 5.2, drawn words", "chain-text", "text", {"drawn": {}, "10 % real": {"outside": 0.1}}, 9, 5,
        facts=(
            Fact("Perplexity of held-out text, the first model (our notes)", "48", "drawn", "perplexity", near=48,
                 within=0.05, at=0),
            Fact("After one generation (our notes)", "about 130", "drawn", "perplexity", near=130, within=0.1, at=1),
            Fact("After two (our notes)", "220", "drawn", "perplexity", near=220, within=0.1, at=2),
            Fact("After three (our notes)", "350", "drawn", "perplexity", near=350, within=0.1, at=3),
            Fact("With 10 % real data there is minor degradation: less than by half", "minor", "10 % real",
                 "perplexity", below=1.5 * 48,
                 why="a trigram knows only what it has counted, and begins each generation from nothing"),
            Fact("10 % real data help in every generation: the first", "less", "10 % real", "perplexity", below=-1,
                 at=1, versus="drawn"),
            Fact("The last", "less", "10 % real", "perplexity", below=-50, versus="drawn"),
            Fact("Generated text shifts to what the first model finds likely: growth of the median block after the first",
                 "shifts", "drawn", "median_block", since=1, below=-1),
            Fact("Less of the vocabulary is used", "less", "drawn", "effective_vocabulary", since=1, below=-50),
        ),
        pictures=_TEXT,
        seconds=120,
    ),
    "text-beam": Reproduction(
        CURSE, "section 5.2, Figures 10 and 11", "chain-text", "text",
        {"beam": {"decoding": "beam"}, "beam, 10 % real": {"decoding": "beam", "outside": 0.1},
         "beam, penalty 2.0": {"decoding": "beam", "penalty": 2.0}}, 9, 5,
        facts=(
            Fact("Perplexity of held-out text is in the thousands at once (our notes)", "thousands", "beam", "perplexity",
                 above=1000, at=1),
            Fact("10 % real data help", "less", "beam, 10 % real", "perplexity", below=-50, versus="beam"),
            Fact("Generated text shifts to what the first model finds likely: growth of the median block after the first",
                 "shifts", "beam", "median_block", since=1, below=-0.05),
            Fact("A long tail of unlikely text stays: the unlikeliest twentieth grows", "long tail", "beam",
                 "unlikely_block", since=1, above=1.0,
                 why="a trigram's loops are likely under the first model too, and no tail lasts"),
            Fact("A repetition penalty of 2.0 doubles the perplexity", "twice", "beam, penalty 2.0", "perplexity",
                 at=1, above=1000, versus="beam", why="a trigram under beam search loops, and the penalty breaks loops"),
        ),
        pictures=_TEXT,
        seconds=840,
    ),
    "reflow": Reproduction(
        FLOWS, "Gaussian closed form", "chain-flow-reflow", "flow",
        {"re-paired": {}, "10 % real": {"real": 0.1}, "30 % real": {"real": 0.3}, "kept pairs": {"pairs": "kept"}},
        60, 100,
        facts=(
            Fact("Spread of what is made after five rounds", "0.514", "re-paired", "spread", above=0.509, below=0.519, at=5),
            Fact("Exact product of ten Euler steps, five rounds", f"{linear.reflowed(5, 10)[-1]:.4f}", "re-paired", "spread",
                 near=float(linear.reflowed(5, 10)[-1]), within=0.01, at=5),
            Fact("10 % real: spread of the training data after ten rounds (our notes)", "0.555", "10 % real",
                 "trained_spread", above=0.55, below=0.56, at=11,
                 why="it is the limit; after ten rounds it is .575"),
            Fact("10 % real: the same in the limit", "0.555", "10 % real", "trained_spread", above=0.55, below=0.56),
            Fact("30 % real: after ten rounds (our notes)", "0.807", "30 % real", "trained_spread", above=0.802,
                 below=0.812, at=11),
            Fact("Kept pairs lose nothing after the first round", "0", "kept pairs", "spread", since=1, at=10,
                 above=-0.01, below=0.01),
        ),
        pictures={
            "spread": Picture("bands", (["spread", "trained_spread"],), {"title": "Fresh noise loses spread, real data and kept pairs hold it"}),
        },
        seconds=3,
    ),
    "flow-ring": Reproduction(
        FLOWS, "two-dimensional modes", "chain-flow-ring", "ring-flow",
        {"re-paired": {"updates": 3000}, "30 % real": {"updates": 3000, "outside": 0.3},
         "kept pairs": {"updates": 3000, "pairs": "kept"},
         "RA Reflow": {"updates": 3000, "pairs": "reversed", "outside": 0.3}}, 20, 10,
        facts=(
            Fact("Trained on what it generates, the flow collapses: good points fall by .4 and more after the first round", "collapse",
                 "re-paired", "quality", since=1, below=-0.4),
            Fact("It loses modes, in most runs", "lost", "re-paired", "modes_held", below=8.0, share=0.5),
            Fact("Real data mixed in prevent it: more points are good", "prevented", "30 % real", "quality", above=0.2, versus="re-paired"),
            Fact("And every mode is held, in most runs", "all 8", "30 % real", "modes_held", above=7.5, share=0.5),
            Fact("RA Reflow, real points run back through the flow, is better than kept pairs alone", "better", "RA Reflow", "quality",
                 above=0.05, versus="kept pairs", why="in the smaller scenario too: so paired, real points add nothing to kept pairs"),
        ),
        pictures={"modes": Picture("bands", (["quality", "effective_modes", "radius"],), {"title": "Fresh noise loses the modes"})},
        seconds=2800,
    ),
    "gan-ring": Reproduction(
        GANS, "ring and grid", "chain-adversarial-ring", "gan",
        {"ring": {"batch": 256}, "ring, slow critic": {"batch": 256, "critic_speed": 0.1},
         "grid, five critic steps": {"batch": 256, "shape": "grid", "critic_steps": 5},
         "grid, WGAN-GP": {"batch": 256, "shape": "grid", "critic_steps": 5, "loss": "wasserstein"}}, 250, 10,
        facts=(
            Fact("A slow critic loses modes", "fewer", "ring, slow critic", "modes_held", below=-1, versus="ring"),
            Fact("The Wasserstein critic with its slope held keeps the grid: three quarters of its 25 modes or more", "the grid",
                 "grid, WGAN-GP", "effective_modes", above=18.75),
            Fact("And makes better points than the plain game", "better", "grid, WGAN-GP", "quality", above=0.0,
                 versus="grid, five critic steps"),
        ),
        pictures={"modes": Picture("bands", (["effective_modes", "quality"],), {"title": "Modes held, and points near one"})},
        seconds=3600,
    ),
}  # fmt: skip
"""What each full reproduction runs, by name. Sizes that a source does not state are ours."""
