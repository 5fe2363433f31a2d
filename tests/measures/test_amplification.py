import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specialisation_sim import measures

fast = settings(deadline=None, max_examples=100)
interior = st.floats(1e-6, 1 - 1e-6)


def test_even_odds_are_zero_and_three_to_one_is_log_three():
    np.testing.assert_allclose(measures.logit_share([0.5, 0.75]), [0, np.log(3)], atol=1e-15)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, 1.1, np.nan])
def test_a_share_that_has_left_the_scale_has_no_logit(share):
    assert np.isnan(measures.logit_share(share))


def test_the_foundations_first_generation_by_hand():
    assert measures.amplification(0.70, 0.75) == pytest.approx(np.log(3) - np.log(7 / 3))


@fast
@given(interior, interior, interior)
def test_tilt_and_lock_in_add_up_to_amplification(share_in, unlearned, share_out):
    parts = measures.tilt_and_lock_in(share_in, unlearned, share_out)
    assert parts.tilt + parts.lock_in == pytest.approx(parts.total)
    assert parts.total == pytest.approx(measures.amplification(share_in, share_out), abs=1e-9)


def test_an_unchanged_record_has_no_lock_in_and_an_untilted_choice_no_tilt():
    assert measures.tilt_and_lock_in(0.6, 0.7, 0.7).lock_in == 0
    assert measures.tilt_and_lock_in(0.6, 0.6, 0.7).tilt == 0


@fast
@given(interior, interior)
def test_what_one_of_two_categories_gains_the_other_loses(share_in, share_out):
    gain = measures.amplification(share_in, share_out)
    assert measures.amplification(1 - share_in, 1 - share_out) == pytest.approx(-gain, abs=1e-9)


@fast
@given(st.lists(interior, min_size=2, max_size=10))
def test_amplification_of_generations_adds_up(shares):
    steps = measures.amplification(shares[:-1], shares[1:])
    assert steps.sum() == pytest.approx(measures.amplification(shares[0], shares[-1]), abs=1e-8)


def test_a_lost_category_has_no_amplification_and_leaves_its_neighbours_alone():
    gains = measures.amplification([0.5, 0.5], [0.0, 0.5])
    assert np.isnan(gains[0])
    assert gains[1] == 0
