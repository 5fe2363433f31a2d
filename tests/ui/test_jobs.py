"""Work beside the server: turns, fairness, cancelling, and a process that ends."""

import os
import time
from threading import Event, Thread

import pytest
from toil import refuse, toil

from specialisation_sim import Island, UserError
from specialisation_sim.ui import comparing, jobs, turns
from specialisation_sim.ui.job import Job
from specialisation_sim.ui.jobs import Queue
from specialisation_sim.ui.pages.question import Question
from specialisation_sim.ui.visitors import Visitor


def until(true, seconds=30):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def over(job):
    job.follow(lambda: None)
    return job


@pytest.fixture(scope="module")
def process():
    one = Queue(modules=("toil",))
    yield one
    one.close()


@pytest.fixture
def queue(process):
    over(process.add(Job([(int, ())])))  # it is there
    yield process
    for job in process._jobs:
        job.cancel()
    until(lambda: not process._jobs)


def by(name, *units, is_here=lambda: True):
    return Job(units, Visitor(name, is_here))


def test_units_are_done_in_order_and_their_news_come(queue):
    job, seen = by("a", (len, ("abc",)), (len, ("ab",))), []
    queue.add(job).follow(lambda: seen.append(job.state))
    assert (seen[-1], job.results, job.part) == ("done", [3, 2], 1.0)


@pytest.mark.parametrize(
    ("unit", "says"),
    [
        ((int, ("x",)), "ValueError"),
        ((refuse, ()), "n = 3 is too many"),
        ((os._exit, (1,)), "process that does the work"),
    ],
)
def test_what_goes_wrong_is_said_and_the_next_job_goes_on(queue, unit, says):
    assert says in over(queue.add(by("a", unit))).error
    assert over(queue.add(by("a", (len, ("abc",))))).results == [3]


def test_a_short_job_does_not_wait_for_a_long_one(queue):
    long = queue.add(by("a", (toil, (60,))))
    until(lambda: long.state == "running")
    begun = time.monotonic()
    assert over(queue.add(by("b", (toil, (0.1,))))).state == "done"
    assert time.monotonic() - begun < 5
    assert long.state == "running"
    assert 0 < long.part < 0.5


def test_turns_are_fair_between_visitors_whatever_each_asks(queue):
    many = [queue.add(by("greedy", (toil, (60,)))) for _ in range(5)]
    one = queue.add(by("modest", (toil, (1.5,))))
    begun = time.monotonic()
    over(one)
    assert time.monotonic() - begun < 6, "half of the time is the modest one's"
    assert sum(job.state == "running" for job in many) == 1


def test_a_job_that_waits_knows_its_place(queue, monkeypatch):
    monkeypatch.setattr(jobs, "OPEN", 1)
    first, second, third = (queue.add(by(name, (toil, (60,)))) for name in "abc")
    until(lambda: first.state == "running")
    assert [queue.ahead_of(one) for one in (second, third)] == [1, 2]
    assert queue.words(third) == "waiting, 2 before this"
    first.cancel()
    until(lambda: second.state == "running")
    assert queue.words(third) == "waiting, 1 before this"


def test_a_cancelled_job_makes_room_within_a_second(queue):
    long = queue.add(by("a", (toil, (60,))))
    until(lambda: long.part > 0)
    number = over(queue.add(by("b", (os.getpid, ())))).results
    long.cancel()
    begun = time.monotonic()
    assert over(queue.add(by("b", (os.getpid, ())))).results == number, "the same process goes on"
    assert time.monotonic() - begun < 2


@pytest.mark.long("processes that are ended")
def test_work_that_does_not_stop_is_ended_with_its_process_and_others_begin_anew(queue):
    other = queue.add(by("b", (toil, (3,))))
    until(lambda: other.part > 0)
    stubborn = queue.add(by("a", (time.sleep, (600,))))
    until(lambda: stubborn.state == "running")
    stubborn.cancel()
    assert over(other).state == "done"


def test_work_that_is_late_is_said_to_be(queue, monkeypatch):
    monkeypatch.setattr(jobs, "LONGEST", 0.5)
    assert "did not come to a stop" in over(queue.add(by("a", (time.sleep, (600,))))).error


def test_a_page_without_a_connection_gets_no_turns_until_it_is_back(queue, monkeypatch):
    monkeypatch.setattr(jobs, "AWAY", 0.2)
    here = Event()
    job = queue.add(by("a", (toil, (0.5,)), is_here=here.is_set))
    time.sleep(1.0)
    assert job.state == "waiting"
    here.set()
    until(lambda: job.state == "running")
    here.clear()
    until(lambda: not job.held)
    here.set()
    assert over(job).state == "done"


def test_a_storm_of_jobs_and_cancels_leaves_nothing_behind(queue):
    stop = Event()

    def storm():
        while not stop.is_set():
            queue.add(by("storm", (toil, (60,)))).cancel()
            time.sleep(0.002)

    thread = Thread(target=storm)
    thread.start()
    begun = time.monotonic()
    over(queue.add(by("b", (toil, (0.3,)))))
    waited = time.monotonic() - begun
    stop.set()
    thread.join()
    assert waited < 6
    until(lambda: not queue._jobs)
    assert not queue._turns


# What the app asks for.


def test_an_ensemble_in_turns_has_the_same_numbers():
    given = ("island", {"a": Island.Parameters()}, 50, 300, 10, ["threshold"], "")
    whole = comparing.compared(*given)
    comparing._KNOWN.clear()
    held = turns.Held(comparing.compared, given)
    number = 0
    while not held.over:
        held.go_on(0.0)
        number += 1
    assert held.error is None
    assert held.result == whole
    assert number > 1


def test_dropped_work_ends_where_it_is():
    held = turns.Held(toil, (600,))
    held.go_on(0.05)
    held.drop()
    assert held.over
    assert isinstance(held.error, turns.Dropped)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("runs=100000", "MB of results"),
        ("runs=2000000000", "million agent-steps"),
        ("steps=2000000000&runs=2", "steps = 2,000,000,000 is out of bounds"),
    ],
)
def test_a_question_that_asks_too_much_is_refused_before_it_begins(query, message):
    with pytest.raises(UserError, match=message):
        Question.read(f"story=island&{query}").job()
