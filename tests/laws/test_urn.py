"""Filling an album track by track is the law of noise on every draft, and has its limits."""

from itertools import permutations
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from specialisation_sim import laws

RNG_SEED = 20


def filled(drafts, appeal, noise, tracks, runs, seed=RNG_SEED):
    """Albums of many runs, ``(genres, runs)``."""
    balls = np.broadcast_to(np.array(drafts, dtype=float).reshape(-1, 1, 1), (len(drafts), runs, 1))
    weight = laws.luce_weights(np.array(appeal, dtype=float).reshape(-1, 1, 1), noise)
    draws = 1.0 - np.random.default_rng(seed).random((tracks, runs, 1))
    return laws.draw_from_urn(balls, weight, draws)[:, :, 0]


def best_of_noisy_drafts(drafts, appeal, noise, tracks, runs, seed=RNG_SEED + 1):
    """The same by brute force: Gumbel noise on each draft, and the best are recorded."""
    genre = np.repeat(np.arange(len(drafts)), drafts)
    value = np.array(appeal)[genre] + noise * np.random.default_rng(seed).gumbel(size=(runs, len(genre)))
    best = genre[np.argsort(-value, axis=1)[:, :tracks]]
    return np.stack([(best == k).sum(axis=1) for k in range(len(drafts))])


def by_enumeration(drafts, weight, tracks):
    """Chance of each album, ``{album: chance}``, summed up over all orders of drafts (Plackett 1975)."""
    genre, chances = np.repeat(np.arange(len(drafts)), drafts), {}
    for order in permutations(range(len(genre)), tracks):
        weights, total = [weight[genre[draft]] for draft in order], np.dot(drafts, weight)
        chance = prod(w / (total - sum(weights[:place])) for place, w in enumerate(weights))
        album = tuple(np.bincount(genre[list(order)], minlength=len(drafts)).tolist())
        chances[album] = chances.get(album, 0.0) + chance
    return chances


@pytest.mark.parametrize(
    ("drafts", "appeal", "tracks"),
    [
        ((3, 2), (0.3, 0.0), 3),
        ((4, 3), (0.0, 0.2), 4),
        ((2, 3, 2), (0.3, 0.0, 0.15), 3),
        ((1, 3, 0), (0.5, 0.0, 9.0), 2),
    ],
)
def test_albums_have_the_chances_that_all_orders_of_drafts_add_up_to(drafts, appeal, tracks):
    noise, runs = 0.1, 40_000
    chances = by_enumeration(drafts, np.exp(np.array(appeal) / noise), tracks)
    assert sum(chances.values()) == pytest.approx(1)
    albums, counts = np.unique(filled(drafts, appeal, noise, tracks, runs), axis=1, return_counts=True)
    seen = dict(zip(map(tuple, albums.T.astype(int).tolist()), counts))
    assert set(seen) <= {album for album, chance in chances.items() if chance}
    likely = [album for album, chance in chances.items() if runs * chance > 5]
    assert sum(chances[album] for album in likely) > 0.999
    for album in likely:
        error = np.sqrt(runs * chances[album] * (1 - chances[album]))
        assert abs(seen.get(album, 0) - runs * chances[album]) < 4.5 * error, album


@pytest.mark.parametrize(
    ("drafts", "appeal"),
    [((14, 10), (0.65, 0.62)), ((9, 15), (0.65, 0.62)), ((4, 2, 18), (0.65, 0.5, 0.63))],
)
def test_it_is_the_law_of_gumbel_noise_on_every_draft(drafts, appeal):
    urn, noisy = filled(drafts, appeal, 0.03, 12, 20_000), best_of_noisy_drafts(drafts, appeal, 0.03, 12, 20_000)
    for one, other in zip(urn, noisy):
        table = np.stack([np.bincount(each.astype(int), minlength=13) for each in (one, other)])
        table = table[:, table.min(axis=0) > 5]
        assert stats.chi2_contingency(table).pvalue > 1e-3


def test_two_genres_give_walleniuss_law():
    pop = np.bincount(filled((14, 10), (0.65, 0.62), 0.03, 12, 40_000)[0].astype(int), minlength=13)
    law = stats.nchypergeom_wallenius(24, 14, 12, np.exp(1.0)).pmf(np.arange(13))
    likely = law * 40_000 > 5
    pvalue = stats.chisquare(pop[likely], law[likely] / law[likely].sum() * pop[likely].sum()).pvalue
    assert pvalue > 1e-3


@pytest.mark.parametrize("noise", [1e6, np.inf])
def test_much_noise_gives_the_hypergeometric_law(noise):
    pop = np.bincount(filled((14, 10), (0.9, 0.1), noise, 12, 40_000)[0].astype(int), minlength=13)
    law = stats.hypergeom(24, 14, 12).pmf(np.arange(13))
    likely = law * 40_000 > 5
    assert stats.chisquare(pop[likely], law[likely] / law[likely].sum() * pop[likely].sum()).pvalue > 1e-3


@pytest.mark.parametrize("noise", [0.0, 1e-300, 1e-6])
@pytest.mark.parametrize(
    ("drafts", "appeal", "album"),
    [
        ((14, 10), (0.65, 0.62), (12, 0)),
        ((7, 17), (0.65, 0.62), (7, 5)),
        ((0, 24), (0.65, 0.62), (0, 12)),
        ((5, 16, 3), (0.5, 0.4, 0.6), (5, 4, 3)),
        ((5, 1, 18), (0.5, 0.6, 0.4), (5, 1, 6)),
    ],
)
def test_without_noise_better_genres_go_first_as_far_as_their_drafts_reach(drafts, appeal, album, noise):
    assert (filled(drafts, appeal, noise, 12, 200) == np.array(album)[:, None]).all()


def test_without_noise_genres_of_one_appeal_go_by_lot():
    pop = filled((14, 10), (0.6, 0.6), 0.0, 12, 20_000)[0]
    assert pop.mean() == pytest.approx(7, abs=0.05)


@given(st.lists(st.integers(0, 12), min_size=2, max_size=7), st.data())
def test_tracks_are_as_many_as_draws_and_no_more_than_drafts(drafts, data):
    tracks = data.draw(st.integers(0, sum(drafts)))
    appeal = data.draw(st.lists(st.floats(0, 1e12), min_size=len(drafts), max_size=len(drafts)))
    album = filled(drafts, appeal, data.draw(st.floats(0, 1e3)), tracks, 20)
    assert (album.sum(axis=0) == tracks).all()
    assert ((album >= 0) & (album <= np.array(drafts)[:, None])).all()


def test_a_genre_that_nobody_can_pick_leaves_the_others_as_they_were():
    two = laws.luce_weights(np.array([0.65, 0.62]).reshape(2, 1, 1), 0.03)
    three = laws.luce_weights(np.array([0.65, 0.62, -np.inf]).reshape(3, 1, 1), 0.03)
    np.testing.assert_array_equal(three[:2], two)
