from typing import ClassVar

import numpy as np
import pytest
from contract import Bite, PracticeContract, lived

from specialisation_sim import UserError, ensemble
from specialisation_sim.stories.band import NEW, Band, BandParameters

LIVELY = BandParameters(
    bands=8,
    exponent=0.6,
    half=20.0,
    relatedness=0.05,
    retention=0.8,
    variety=0.6,
    memory=0.25,
    temperature=0.3,
    tracks=11,
    drafts=20,
    pop_ideas=tuple(np.linspace(0.45, 0.65, 8).tolist()),
    focus=0.6,
    noise=0.05,
    pop_practice=tuple(np.linspace(15.0, 30.0, 8).tolist()),
    prog_practice=20.0,
    lessons=20.0,
    study=tuple(np.linspace(4.0, 14.0, 8).tolist()),
    recording=5.5,
    deadline=16.0,
    tour=tuple(np.linspace(6.0, 12.0, 8).tolist()),
    slack_start=3.0,
    slack_cap=30.0,
)
BORED = {"variety": 0.5}


class TestBand(PracticeContract):
    story = Band
    parameters = LIVELY
    bites: ClassVar = {
        "learning": Bite("power", "prog_tracks", +1, {"exponent": 0.1}, steps=4, runs=300),
        "exponent": Bite(1.0, "pop_skill", +1, {"learning": "power"}, steps=4),
        "half": Bite(72.0, "pop_skill", -1, {"tour": 30.0}, steps=4),
        "relatedness": Bite(0.5, "idm_skill", +1, steps=4),
        "retention": Bite(1.0, "pop_skill", +1, steps=4, runs=300),
        "variety": Bite(0.5, "idm_tracks", +1, steps=5),
        "memory": Bite(0.05, "idm_tracks", -1, BORED, steps=5),
        "temperature": Bite(5.0, "widened", +1, {"slack_start": 20.0}, steps=4),
        "bands": Bite(8, "division_of_labour", +1, {"bands": 2}, steps=4, runs=200),
        "tracks": Bite(20, "prog_tracks", +1, steps=4),
        "drafts": Bite(60, "effective_genres", -1, steps=3, runs=400),
        "pop_ideas": Bite(0.8, "pop_tracks", +1, steps=4, runs=60),
        "focus": Bite(0.25, "idm_tracks", -1, BORED, steps=5),
        "noise": Bite(0.3, "effective_genres", +1, steps=4),
        "pop_practice": Bite(48.0, "pop_tracks", +1, steps=3, runs=60),
        "prog_practice": Bite(48.0, "pop_tracks", -1, steps=3),
        "lessons": Bite(8.0, "widened", -1, BORED, steps=5),
        "study": Bite(20.0, "widened", -1, BORED, steps=5),
        "recording": Bite(7.0, "savings", -1, steps=4),
        "deadline": Bite(6.0, "widened", -1, BORED, steps=5),
        "tour": Bite(8.0, "living", -1, {"recording": 6.0}, steps=4),
        "slack_start": Bite(15.0, "widened", +1, BORED, steps=2),
        "slack_cap": Bite(3.0, "widened", -1, BORED, steps=5),
    }

    def test_a_skill_that_cannot_be_learned_is_refused(self):
        """Under the saturating law no skill at all is one, and mastery is out of reach."""
        world = self.world()
        before = world.experience.copy()
        for skill in (-1.0, 1.0, np.nan):
            with pytest.raises(UserError, match="cannot be learned"):
                world.agents[0].skill = np.full(3, skill)
        np.testing.assert_array_equal(world.experience, before)


@pytest.fixture
def band():
    """Lively runs side by side, of which some lose bands."""
    return Band(LIVELY, seeds=range(20))


def series(parameters, observable, seeds=2000, steps=5):
    """Values of an observable, ``(runs, albums)``."""
    frame = ensemble(Band, parameters, seeds, steps, record=[observable], workers=1, progress=False).series
    return frame[observable].to_numpy().reshape(seeds, -1)[:, 1:]


def mean_and_error(values):
    return values.mean(axis=0), values.std(axis=0, ddof=1) / np.sqrt(len(values))


# What is on the album.


def test_the_first_album_is_seven_to_five_in_expectation():
    mean, error = mean_and_error(series(BandParameters(), "pop_tracks", steps=1))
    assert abs(mean - 7) < 4 * error
    # All drafts appeal alike, so the tracks are a binomial draw.
    assert error * np.sqrt(2000) == pytest.approx(np.sqrt(12 * 7 * 5 / 144), rel=0.08)


@pytest.mark.parametrize(
    "nothing_learnt", [{"learning": "power", "exponent": 0.0}, {"retention": 0.0, "tracks": 12, "noise": 1e6}]
)
def test_where_practice_makes_no_difference_every_album_is_seven_to_five_in_expectation(nothing_learnt):
    no_time_to_learn = BandParameters(recording=0.0, deadline=6.0, **nothing_learnt)
    mean, error = mean_and_error(series(no_time_to_learn, "pop_tracks"))
    np.testing.assert_array_less(np.abs(mean - 7), 4 * error)


def test_learning_switched_off_keeps_seven_to_five():
    world = Band(seeds=range(2000), without=["practise"])
    pop = lived(world, 4)[1:, list(Band.observed).index("pop_tracks")]
    np.testing.assert_array_less(np.abs(pop.mean(axis=1) - 7), 4 * pop.std(axis=1) / np.sqrt(2000))


def test_without_noise_the_better_genre_fills_the_album_as_far_as_its_drafts_go():
    world = Band(BandParameters(noise=0.0, pop_practice=25.0), seeds=range(50))
    world.step()
    np.testing.assert_array_equal(world.album[0], np.minimum(world.drafts[0], 12))
    assert (world.album[0] < 12).any()


def test_all_drafts_on_the_album_means_ideas_as_they_come():
    world = Band(BandParameters(drafts=12), seeds=range(50))
    for _ in range(5):
        world.step()
        np.testing.assert_array_equal(world.album, world.drafts)


def test_an_album_has_as_many_tracks_as_it_should(band):
    for _ in range(15):
        alive = band.alive.copy()
        band.step()
        np.testing.assert_array_equal(band.album.sum(axis=0), np.where(alive, LIVELY.tracks, 0))
        assert (band.album >= 0).all()


def test_nobody_records_what_nobody_has_learnt(band):
    for _ in range(15):
        band.step()
        assert (band.album[NEW][~band.learnt] == 0).all()
        assert (band.record[NEW][~band.learnt] == 0).all()
    assert (band.album[NEW] > 0).any()


def test_a_first_album_of_seven_to_five_is_followed_by_one_of_about_nine_to_three():
    """The criterion by which the noise is set."""
    first, second = series(BandParameters(), "pop_tracks", seeds=4000, steps=2).T
    mean, error = mean_and_error(second[first == 7])
    assert abs(mean - 9) < 0.25 + 4 * error


def test_a_band_that_turned_has_most_drafts_in_the_new_genre():
    world = Band(BandParameters(variety=0.5), seeds=range(500))
    lived(world, 6)
    turned = world.turned
    assert turned.mean() > 0.5
    assert (world.drafts.sum(axis=0) == 24).all()
    assert (world.drafts[NEW][~turned] == 0).all()
    assert (world.drafts[NEW][turned] == 18).all()
    old, error = mean_and_error(world.drafts[0][turned])
    assert abs(old - 6 * 7 / 12) < 4 * error


def test_ideas_are_the_same_whatever_a_band_has_learnt_or_wants():
    def ideas(p):
        world = Band(p, seeds=[3])
        seen = []
        for _ in range(10):
            world.step()
            seen.append(world.drafts[0].copy())
        return np.array(seen)

    np.testing.assert_array_equal(ideas(LIVELY.but(focus=0.0)), ideas(LIVELY.but(focus=0.0, variety=5.0, tour=30.0)))


# Accounts that balance every album.


def test_savings_are_those_before_and_the_tour_less_the_months_up_to_the_cap(band):
    for _ in range(15):
        before, alive = band.slack.copy(), band.alive.copy()
        band.step()
        ledger = np.minimum(LIVELY.slack_cap, before + band.reward - band.months)
        np.testing.assert_allclose(band.slack, np.where(alive, ledger, before), atol=1e-12)
        np.testing.assert_array_equal(band.alive, alive & (band.slack >= 0))
    assert 0.05 < 1 - band.alive.mean() < 0.95


def test_months_are_those_of_recording_and_once_those_of_learning(band):
    total, albums = np.zeros(band.slack.shape), np.zeros(band.slack.shape)
    for _ in range(15):
        albums += band.alive
        band.step()
        total += band.months
        assert (band.months <= LIVELY.deadline).all()
    np.testing.assert_allclose(total, albums * LIVELY.recording + band.learnt * np.array(LIVELY.study))
    assert 0.1 < band.learnt.mean() < 0.9


def test_a_tour_pays_the_mean_skill_of_what_is_on_the_album(band):
    for _ in range(10):
        band.step()
        np.testing.assert_allclose(
            band.reward * LIVELY.tracks, np.array(LIVELY.tour) * (band.album * band.able).sum(axis=0)
        )
        assert (band.able[NEW] >= 0.5 * band.learning).all()


def test_practice_is_what_was_recorded_and_what_is_left_of_before(band):
    for _ in range(15):
        before, learnt = band.experience.copy(), band.learnt.copy()
        band.step()
        practice = band.album.copy()
        practice[NEW] += LIVELY.lessons * (band.learnt & ~learnt)
        np.testing.assert_allclose(band.experience, LIVELY.retention * before + practice)


def test_a_band_that_broke_up_records_nothing_and_stays_so(band):
    for _ in range(15):
        gone = ~band.alive
        before = [band.record[:, gone], band.habit[:, gone], band.slack[gone], band.learnt[gone]]
        band.step()
        assert not (band.alive & gone).any()
        assert (band.task[gone] == -1).all()
        assert not band.album[:, gone].any()
        assert not band.reward[gone].any()
        assert not band.months[gone].any()
        for was, now in zip(before, (band.record[:, gone], band.habit[:, gone], band.slack[gone], band.learnt[gone])):
            np.testing.assert_array_equal(now, was)
    assert gone.any()


# Turning to a new genre.


def learners(**changes):
    """Which of some bored bands have learnt by the fifth album."""
    return series(BandParameters(variety=0.5, **changes), "widened", seeds=200)[:, -1]


def test_a_bored_and_rich_band_learns_and_one_without_boredom_money_or_time_does_not():
    assert learners().mean() > 0.95
    assert not learners(deadline=6.0).any()
    assert not learners(slack_cap=3.0).any()
    assert not series(BandParameters(slack_start=60.0), "widened", seeds=200).any()


@pytest.mark.parametrize(("deadline", "any_learnt"), [(16.99, False), (17.0, True)])
def test_the_deadline_leaves_time_to_learn_or_does_not(deadline, any_learnt):
    assert learners(deadline=deadline).any() == any_learnt


@pytest.mark.parametrize(("slack_start", "learns"), [(9.41, False), (9.42, True)])
def test_a_band_learns_when_savings_and_the_tour_pay_the_months(slack_start, learns):
    # 17 months, of which an album at the skill of 24 tracks' practice pays 12 (1 - 1/e) = 7.585.
    world = Band(BandParameters(variety=0.5, pop_practice=20.0, prog_practice=20.0, slack_start=slack_start))
    world.step()
    assert world.learnt.item() == learns


def test_months_are_no_more_than_the_deadline():
    world = Band(BandParameters(deadline=3.0), seeds=range(5))
    world.step()
    assert (world.months == 3).all()


def test_who_wants_a_genre_out_of_reach_goes_on_as_before():
    wish = Band(seeds=range(20), choose=lambda decision: np.full(decision.slack.shape, NEW))
    usual = Band(seeds=range(20))
    for _ in range(3):
        wish.step()
        usual.step()
        np.testing.assert_array_equal(wish.album, usual.album)
        assert not wish.learnt.any()


def test_the_fifth_album_in_a_new_genre_has_nothing_in_common_with_the_fourth():
    world = Band(BandParameters(variety=0.5, focus=1.0), seeds=range(20))
    lived(world, 4)
    fresh = ~world.learnt[:, 0]
    world.step()
    assert fresh.sum() > 10
    assert (world.album_similarity[fresh] == 0).all()


def test_albums_are_compared_from_the_second_on():
    world = Band(seeds=range(3))
    world.step()
    assert np.isnan(world.album_similarity).all()
    first = world.album.copy()
    world.step()
    np.testing.assert_allclose(world.album_similarity, np.minimum(world.album, first).sum(axis=0)[:, 0] / 12)


# Breaking up.


def test_a_band_breaks_up_when_tours_do_not_pay():
    runs, _ = ensemble(Band, BandParameters(tour=1.0, slack_start=9.0), 20, 5, workers=1, progress=False)
    assert set(runs["status"]) == {"all failed"}
    # It earns less than one of the five months an album takes.
    assert runs["first_failure"].unique().tolist() == [3]
    assert runs["reason"][0] == "1 of 1 failed, the first on album 3"


def test_agents_show_their_album():
    world = Band(BandParameters(bands=2))
    world.step()
    assert world.agents[1].album.sum() == 12
    assert world.agents[1].learnt is False
    columns = world.datacollector.get_agent_vars_dataframe().columns
    assert {"album_pop", "album_prog", "album_idm", "learnt"} <= set(columns)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"drafts": 11}, "drafts = 11 do not fill an album; allowed: at least tracks = 12"),
        ({"tracks": 0}, "tracks = 0 is out of bounds"),
        ({"tracks": 1.5}, "tracks = 1.5"),
        ({"bands": 0}, "bands = 0"),
        ({"pop_ideas": 1.1}, "pop_ideas = 1.1 is out of bounds; allowed: from 0 to 1"),
        ({"noise": -0.1}, "noise = -0.1"),
        ({"deadline": 0}, "deadline = 0 is out of bounds; allowed: above 0"),
        ({"study": float("nan")}, "study = nan"),
        ({"focus": 2}, "focus = 2"),
        ({"deadlin": 6}, "did you mean 'deadline'"),
    ],
)
def test_wrong_parameters_are_refused(values, message):
    with pytest.raises(UserError, match=message):
        BandParameters(**values)


def test_a_tuple_of_another_length_than_there_are_bands_is_refused():
    with pytest.raises(UserError, match="tour has 2 values for 3 agents"):
        Band(BandParameters(bands=3, tour=(9.0, 12.0)))


def test_the_part_of_bands_that_has_learnt_the_new_genre():
    world = Band(bands=4)
    world.learnt = np.array([[True, False, False, False]])
    assert world.widened.tolist() == [0.25]
