"""Two questions to a record: what path it took, and whether it tends to narrow beyond drift."""

import numpy as np
import pytest

from specialisation_sim.records.equal_size import (
    equal_size_entropy,
    expected_entropy,
    hypergeometric_surprise,
    sample_coverage,
)
from specialisation_sim.records.frames import path_frame
from specialisation_sim.records.path_taken import path_taken
from specialisation_sim.records.trend import trend_of
from specialisation_sim.records.verdicts import judged, tied
from specialisation_sim.records.wander import MEMORIES, SPREADS, informative, likelihood

ZIPF = np.arange(1, 116) ** -1.0
ZIPF /= ZIPF.sum()


def streams(seed=0):
    return lambda name: np.random.default_rng([seed, *name.encode()])


def asked(counts, seed=0, **options):
    labels = [str(2000 + year) for year in range(len(counts))]
    return trend_of(np.asarray(counts), np.asarray(counts).sum(axis=1), labels, streams(seed), **options)


def tilted(rate, periods=12, categories=10, size=300, seed=1, wander=0.0):
    """A record whose log effective number falls by a rate a year, to first order."""
    random = np.random.default_rng(seed)
    base = np.log(np.arange(1, categories + 1) ** -0.6)
    state = np.zeros(categories)
    rows = []
    for year in range(periods):
        mix = np.exp(base * (1 + rate * year) + state)
        rows.append(random.multinomial(size, mix / mix.sum()))
        state = state + wander * random.standard_normal(categories)
    return np.array(rows)


class TestEqualSize:
    def test_the_estimate_is_the_mean_over_draws_without_replacement(self):
        counts = np.array([30, 12, 6, 1, 1])
        random = np.random.default_rng(2)
        draws = random.multivariate_hypergeometric(counts, 20, 40_000) / 20
        entropy = -(draws * np.log(np.where(draws > 0, draws, 1))).sum(axis=1)
        assert equal_size_entropy(counts, 50, 20) == pytest.approx(entropy.mean(), abs=4 * entropy.std() / 200)

    def test_two_decisions_give_simpson(self):
        """In two decisions the entropy is log 2 if they differ: log 2 times the unbiased index of Gini and Simpson."""
        counts = np.array([7, 5, 3])
        unbiased = 1 - (counts * (counts - 1)).sum() / (15 * 14)
        assert equal_size_entropy(counts, 15, 2) == pytest.approx(np.log(2) * unbiased)

    @pytest.mark.parametrize("size", [8, 32])
    def test_it_is_unbiased_however_large_the_period_and_much_unseen(self, size):
        random = np.random.default_rng(3)
        truth = expected_entropy(np.log(ZIPF), size)
        for records in (32, 300):
            seen = [equal_size_entropy(random.multinomial(records, ZIPF), records, size) for _ in range(600)]
            assert np.mean(seen) == pytest.approx(truth, abs=4 * np.std(seen) / np.sqrt(600))

    def test_a_large_period_is_as_exact_between_nodes(self):
        counts = np.array([9999, 5003, 777, 40, 3])
        exact = hypergeometric_surprise(counts.astype(float), 15822, 900).sum()
        assert equal_size_entropy(counts, 15822, 900) == pytest.approx(exact, rel=1e-6)

    def test_coverage_of_some_decisions_is_the_mean_over_draws(self):
        counts = np.array([46, 22, 17, 6, 2, 1, 1, 1])
        random = np.random.default_rng(4)
        drawn = random.multivariate_hypergeometric(counts, 30, 20_000)
        # Chao and Jost: the share of the sample's other decisions that are of a category already met.
        held, rest = counts.sum() - 30, counts - drawn
        seen = (np.where(drawn > 0, rest, 0).sum(axis=1) / held).mean()
        assert sample_coverage(counts, 30) == pytest.approx(seen, abs=0.003)


class TestPath:
    def test_growth_of_the_record_is_no_widening(self):
        """The same mix of 115 categories while the record grows from 32 to 600 decisions."""
        sizes = np.round(np.geomspace(32, 600, 10)).astype(int)
        random = np.random.default_rng(5)
        times = np.arange(10.0)
        wider = 0
        for _ in range(25):
            counts = np.array([random.multinomial(size, ZIPF) for size in sizes])
            counts = counts[:, counts.sum(axis=0) > 0]
            path = path_taken(counts, sizes.astype(float), 32, times, random, draws=299)
            wider += path.low > 0
        assert wider <= 3

    def test_the_interval_covers_where_periods_are_small(self):
        random = np.random.default_rng(6)
        mix = np.arange(1, 9) ** -0.8 / (np.arange(1, 9) ** -0.8).sum()
        sizes = np.array([32, 60, 90, 140, 200.0])
        hits = 0
        for _ in range(120):
            counts = np.array([random.multinomial(int(size), mix) for size in sizes])
            path = path_taken(counts, sizes, 32, np.arange(5.0), random, draws=299)
            hits += path.low <= 0 <= path.high
        assert hits >= 105

    def test_low_coverage_leaves_the_path_undecided_and_says_so(self):
        random = np.random.default_rng(7)
        wide = np.array([random.multinomial(40, np.full(200, 1 / 200)) for _ in range(6)])
        found = asked(wide)
        assert found.path == "UNDECIDED"
        assert "cover only" in found.path_reason

    def test_a_record_of_one_category_decides_nothing(self):
        found = asked(np.full((6, 1), 50))
        assert (found.path, found.verdict) == ("UNDECIDED", "TOO THIN")
        assert "one category" in found.path_reason

    def test_exact_totals_have_no_sampling_error(self):
        shares = np.array([[0.5, 0.3, 0.2], [0.55, 0.27, 0.18], [0.6, 0.25, 0.15], [0.65, 0.22, 0.13]])
        found = trend_of(shares, [3] * 4, list("abcd"), streams(), weighing="exact")
        assert found.path == "NARROWER"
        assert found.slope == found.low == found.high

    def test_a_straight_line_ends_at_no_more_categories_than_there_are(self):
        found = asked(np.array([[40, 40, 40]] * 5 + [[100, 15, 5], [118, 1, 1]]))
        assert np.exp(np.log(found.numbers).mean() - found.slope * 3) > 3
        assert found.ends[0] == 3
        assert path_frame(found)[["line", "drift_high"]].max().max() <= 3

    @pytest.mark.parametrize("weighing", ["amount", "exact"])
    def test_what_is_not_calibrated_is_not_answered(self, weighing):
        counts = tilted(0.14, seed=1)
        found = trend_of(counts, counts.sum(axis=1), [str(n) for n in range(len(counts))], streams(), weighing=weighing)
        assert (found.path, found.verdict, found.nulls) == ("NARROWER", "UNDECIDED", ())
        assert "by number of decisions only" in found.reason


class TestTendency:
    @pytest.mark.parametrize("seed", [1, 2, 3])
    def test_a_steady_tilt_is_told(self, seed):
        found = asked(tilted(0.14, seed=seed), seed=seed)
        assert (found.path, found.verdict) == ("NARROWER", "TENDS TO NARROW")

    def test_a_tilt_the_other_way_is_told(self):
        assert asked(tilted(0.14)[::-1]).verdict == "TENDS TO WIDEN"

    def test_drift_alone_is_told_seldom_though_its_path_narrows(self):
        """Each year copies 60 decisions of the last: the path narrows nearly always, and nothing tends."""
        random = np.random.default_rng(8)
        words, narrower = [], 0
        for seed in range(12):
            mix = np.full(12, 1 / 12)
            rows = []
            for _ in range(10):
                rows.append(random.multinomial(200, mix))
                mix = random.multinomial(60, mix) / 60
            found = asked(np.array(rows), seed=seed)
            words.append(found.verdict)
            narrower += found.path == "NARROWER"
        assert narrower >= 9
        assert sum(word.startswith("TENDS") for word in words) <= 2

    def test_the_worst_drift_that_is_allowed_decides(self):
        found = asked(tilted(0.05, wander=0.25, periods=9))
        assert {null.kind for null in found.nulls} == {"wander", "copying"}
        assert found.chance("narrow") == max(null.chance("narrow") for null in found.nulls)
        assert found.worst.chance("narrow") == found.chance("narrow")
        assert found.least == min(null.ends()[0] for null in found.nulls)

    def test_a_random_walk_is_always_held_possible_in_short_records(self):
        found = asked(tilted(0.0, periods=6))
        assert any(null.memory == 1 for null in found.nulls)

    @pytest.mark.parametrize(
        ("counts", "word", "reason"),
        [
            (np.full((3, 4), 50), "TOO SHORT TO TELL", "a tendency needs 4"),
            (np.tile([90, 8, 2], (6, 1)), "TOO THIN", "fewer than 3 categories have 5 records"),
        ],
    )
    def test_short_and_thin_records_say_why(self, counts, word, reason):
        found = asked(counts)
        assert found.verdict == word
        assert reason in found.reason

    def test_too_short_where_only_steep_tendencies_could_be_told(self):
        found = asked(tilted(0.0, periods=5, size=60, wander=0.5))
        assert found.verdict == "TOO SHORT TO TELL"
        assert "steeper than" in found.reason

    def test_a_chance_near_its_bound_is_undecided(self):
        found = asked(tilted(0.14))
        null = found.nulls[0]
        at_bound = [type(null)(**{**vars(null), "as_narrow": round(0.025 * len(null.slopes)), "as_wide": 900})]
        assert tied(at_bound, -0.2, -0.1, 0.95)
        assert not tied(at_bound, -0.2, 0.1, 0.95)
        one = type(found)(**{**vars(found), "nulls": tuple(at_bound), "verdict": ""})
        assert judged(one, 300, 12).verdict == "UNDECIDED"

    def test_same_streams_same_answer(self):
        one, two, other = asked(tilted(0.05)), asked(tilted(0.05)), asked(tilted(0.05), seed=1)
        assert one.drift == two.drift
        assert one.drift != other.drift

    def test_periods_that_are_left_out_count_as_time(self):
        counts = tilted(0.14)
        solid = np.ones(12, dtype=bool)
        solid[[4, 5]] = False
        found = trend_of(counts, counts.sum(axis=1), list("abcdefghijkl"), streams(), solid=solid)
        assert found.places == (0, 1, 2, 3, 6, 7, 8, 9, 10, 11)
        assert found.slope == pytest.approx(asked(counts).slope, rel=0.2)

    def test_the_band_of_the_figure_is_that_of_the_worst_drift(self):
        found = asked(tilted(0.05))
        table = path_frame(found)
        assert (table["drift_low"] < table["drift_middle"]).all()
        assert table["number"].tolist() == list(found.numbers)
        assert np.exp(np.median(found.worst.levels, axis=1)) == pytest.approx(table["drift_middle"])


def test_the_spread_of_a_random_walk_is_found():
    random = np.random.default_rng(9)
    logs = np.log(np.full(20, 1 / 20)) + np.cumsum(0.25 * random.standard_normal((15, 20)), axis=0)
    mixes = np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)
    counts = np.array([random.multinomial(4000, mix) for mix in mixes])
    logs = likelihood(counts, counts.sum(axis=1), np.arange(15.0), informative(counts))
    place = np.unravel_index(logs.argmax(), logs.shape)
    assert MEMORIES[place[0]] >= 0.85
    assert logs.shape == (len(MEMORIES), len(SPREADS))
    assert SPREADS[logs[-1].argmax()] == pytest.approx(0.25, abs=0.06)
