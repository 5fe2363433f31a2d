"""The monitor in chains and in the foundation: the same law, off unless asked for."""

import numpy as np
import pytest
from contract import lived

from specialisation_sim import UserError
from specialisation_sim.registry import story

LIVELY = {
    "discrete": {"regime": "mix", "samples": 30},
    "gaussian": {"regime": "mix", "samples": 30},
    "mixture": {"regime": "mix", "samples": 40},
    "flow": {"samples": 200},
    "foundation": {"selectivity": 0.1, "proposals": 200},
}
"""Settings that narrow fast."""


def world(name, seeds=range(6), **parameters):
    kind = story(name)
    return kind(kind.Parameters(**LIVELY[name] | parameters), seeds=seeds)


def outside(name, value):
    return {story(name).Parameters.outside_name: value}


@pytest.mark.parametrize("name", LIVELY)
def test_a_bound_of_one_is_a_constant_share(name):
    watched = lived(world(name, watch=1.0, raised=0.3), 12)
    np.testing.assert_array_equal(watched, lived(world(name, **outside(name, 0.3)), 12))


@pytest.mark.parametrize("name", LIVELY)
def test_a_bound_that_is_never_reached_uses_no_outside_data(name):
    large = {"proposals": 5000} if name == "foundation" else {"samples": 5000}
    alone = lived(world(name, **large), 3)
    np.testing.assert_array_equal(lived(world(name, **large, watch=0.05, raised=0.9), 3), alone)
    assert not alone[:, list(story(name).observed).index("real_share")].any()


@pytest.mark.parametrize("name", LIVELY)
def test_an_alarm_is_raised_when_too_little_is_left_and_lowered_when_it_is_back(name):
    one = world(name, seeds=range(40), watch=0.9, back=0.95, raised=0.6)
    alarm, seen = np.zeros(40, dtype=bool), set()
    for _ in range(40):
        intact = one.intact
        one.step()
        alarm = np.where(alarm, intact <= 0.95, intact <= 0.9)
        np.testing.assert_array_equal(one.real_share, 0.6 * alarm)
        seen |= set(alarm.tolist())
    assert seen == {False, True}


@pytest.mark.parametrize("name", LIVELY)
def test_nothing_is_lost_at_the_start_and_no_more_than_all_later(name):
    values = lived(world(name, seeds=range(20)), 30)[:, list(story(name).observed).index("intact")]
    np.testing.assert_array_equal(values[0], 1)
    assert ((values >= 0) & (values <= 1)).all()


def test_a_rise_is_a_loss_where_the_instrument_has_two_sides():
    one = world("gaussian", seeds=range(200))
    lived(one, 30)
    moment = one.second_moment
    assert moment.max() > 1.5
    np.testing.assert_allclose(one.intact, np.clip(1 - np.abs(moment - 1), 0, 1), atol=1e-12)


@pytest.mark.parametrize(
    ("name", "given"),
    [("discrete", {"handed_down": 0.8}), ("foundation", {"handed_down": 0.8}), ("mixture", {"handed_down": 0.8})],
)
def test_a_raised_share_must_leave_room_for_what_is_handed_down(name, given):
    with pytest.raises(UserError, match=r"handed_down \+ raised = 1\.1 is out of bounds; allowed: to 1"):
        story(name).Parameters(raised=0.3, **given)


def test_the_storys_own_parameters_come_first():
    for name in LIVELY:
        assert list(story(name).Parameters.model_fields)[-4:] == ["outside_every", "watch", "back", "raised"]
        assert list(story(name).Parameters.declarations())[-4:] == ["outside_every", "watch", "back", "raised"]
