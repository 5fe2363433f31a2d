"""Sweeps that are killed, stopped, or done by a cluster that loses workers: never a wrong result."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pandas as pd
import pytest
from contract import everyone_at_work

from specialisation_sim import Island, IslandParameters, UserError, grid, laws, read_sweep, sweep
from specialisation_sim.runs import fingerprint
from specialisation_sim.sweeps.engines import connect

PLANE = {"exponent": [0.0, 0.5, 1.0], "game_depletion": [0.0, 0.01]}
BASE = IslandParameters(foragers=3)
REPLICATES, STEPS, BLOCK = 20, 300, 15  # 24 blocks

KILLS = 200 if os.environ.get("SPECIALISE_WHOLE_FUZZ") else 20

SWEEP = f"""
from specialisation_sim import Island, IslandParameters, grid, sweep
from specialisation_sim.sweeps.engines import connect

def begin(folder, workers, cluster=""):
    sweep(Island, grid(**{PLANE}), {REPLICATES}, {STEPS}, parameters=IslandParameters(foragers=3), out=folder,
          workers=workers, client=connect(cluster) if cluster else None, block={BLOCK}, progress=False)
"""

NURSERY = """
import os
for folder in map(str.strip, __import__("sys").stdin):
    if child := os.fork():
        print(child, flush=True)
        input()
        print(os.WIFSIGNALED(os.waitpid(child, 0)[1]), flush=True)
    else:
        os.dup2(2, 1)  # what it or its helpers print is no answer
        begin(folder, *HOW)
        os._exit(0)
"""
"""Forks a process that sweeps for each line that it reads, so that none has to import everything first."""


def run(**options):
    given = {"parameters": BASE, "workers": 1, "block": BLOCK, "progress": False, **options}
    return sweep(Island, grid(**PLANE), REPLICATES, STEPS, **given)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return run(out=tmp_path_factory.mktemp("undisturbed"))


def same(one, other):
    pd.testing.assert_frame_equal(one.runs, other.runs, check_exact=True)
    return True


def same_files(one, other):
    files, others = ({path.name: path.read_bytes() for path in (each / "blocks").iterdir()} for each in (one, other))
    assert files == others
    return True


@contextmanager
def python(script):
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen([sys.executable, "-u", "-c", SWEEP + script], **options) as process:
        try:
            yield process
        finally:
            process.kill()


def blocks_in(folder):
    return len(list((folder / "blocks").glob("[!.]*")))


def until(done, seconds=60):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.005)


def children_of(process):
    """Processes that a process started, and those that these did; any of them may end meanwhile."""
    own: list[str] = []
    with suppress(OSError):
        for file in Path(f"/proc/{process}/task").glob("*/children"):
            own += file.read_text().split()
    return [*own, *(each for child in own for each in children_of(child))]


def kill_and_go_on(undisturbed, tmp_path, times, seconds, *how):
    """Kill processes at random moments, each several times on the way to one finished sweep."""
    chance, kills, folders = random.Random(1), 0, (tmp_path / str(number) for number in count())
    left, loaded = set(), "import distributed\n" if len(how) > 1 else ""
    with python(f"HOW = {how}\n{loaded}{NURSERY}") as nursery:

        def told(words):
            print(words, file=nursery.stdin, flush=True)
            return nursery.stdout.readline().strip()

        while kills < times:
            folder, killed = next(folders), 0
            for _ in range(5):
                child = int(told(folder))
                time.sleep(chance.uniform(0.0, seconds))
                left |= set(children_of(child))
                os.kill(child, signal.SIGKILL)
                killed += told("wait") == "True"
            assert same(run(out=folder), undisturbed)
            assert same_files(folder, undisturbed.folder)
            assert not list(folder.rglob(".*"))
            kills += killed
    until(lambda: not any(map(running, left)))


@pytest.mark.long("processes killed")
def test_killed_and_gone_on_with_it_gives_the_same_bits(undisturbed, tmp_path):
    kill_and_go_on(undisturbed, tmp_path, KILLS, 0.3, 1)


@pytest.mark.weekly("processes killed")
def test_killed_with_helpers_and_gone_on_with_it_gives_the_same_bits(undisturbed, tmp_path):
    kill_and_go_on(undisturbed, tmp_path, KILLS, 2.0, 2)


@pytest.mark.long("processes killed")
def test_helpers_of_a_killed_process_do_not_stay_behind(undisturbed, tmp_path):
    with python("import sys\nfor folder in sys.stdin: begin(folder.strip(), 2); print('done')") as process:
        print(tmp_path / "a", file=process.stdin, flush=True)
        process.stdout.readline()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        until(children.read_text)
        helpers = children.read_text().split()
        print(tmp_path / "b", file=process.stdin, flush=True)
        until(lambda: (tmp_path / "b" / "blocks").exists() and blocks_in(tmp_path / "b") > 1)
    assert same(run(out=tmp_path / "b"), undisturbed)
    until(lambda: not any(running(helper) for helper in helpers))


def running(process):
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False


@pytest.mark.long("processes killed")
def test_ctrl_c_stops_cleanly_and_says_how_to_go_on(undisturbed, tmp_path):
    words = ["sweep", "island", "--vary", "exponent=0,0.5,1", "--vary", "game_depletion=0,0.01", "--set", "foragers=3"]
    words += ["--replicates", "400", "--steps", "3000", "--workers", "1", "--out", str(tmp_path)]
    command = [sys.executable, "-m", "specialisation_sim", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        until((tmp_path / "manifest.json").exists)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "blocks are in" in told
    assert "goes on from there" in told
    assert "Traceback" not in told


@pytest.mark.long("processes killed")
def test_blocks_shared_with_a_helper_are_the_same_bits(undisturbed, tmp_path):
    together = everyone_at_work(tmp_path, 2)

    def rule(decision):
        together(None, None)
        return laws.afford_then_prefer(decision._replace(draw=None))

    assert same(run(workers=2, choose=rule), undisturbed)


# Dask.

distributed = pytest.importorskip("distributed")
CLUSTERS = pytest.mark.weekly("clusters of one machine and of several")
DASK = pytest.mark.filterwarnings("ignore")  # distributed's own


def cluster(workers):
    options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    return distributed.LocalCluster(processes=True, **options)


@DASK
@CLUSTERS
@pytest.mark.parametrize("workers", [1, 3])
def test_a_cluster_gives_the_same_bits_and_files(undisturbed, tmp_path, workers):
    told = []
    with cluster(workers) as machines, distributed.Client(machines) as client:
        found = run(client=client, out=tmp_path, progress=lambda done, total: told.append((done, total)))
    assert same(found, undisturbed)
    assert same_files(tmp_path, undisturbed.folder)
    assert told[-1] == (120 * STEPS, 120 * STEPS)
    assert len(told) == 24


@DASK
@pytest.mark.weekly("processes killed")
def test_killed_beside_a_cluster_and_gone_on_with_it_gives_the_same_bits(undisturbed, tmp_path):
    with cluster(1) as machines:
        kill_and_go_on(undisturbed, tmp_path, KILLS, 1.0, 1, machines.scheduler_address)


@DASK
@pytest.mark.weekly("clusters of several machines")
def test_a_cluster_that_loses_a_worker_gives_the_same_bits(undisturbed, tmp_path):
    killed = []

    with cluster(2) as machines, distributed.Client(machines) as client:

        def kill_one(done, total):
            if not killed:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        assert same(run(client=client, out=tmp_path, progress=kill_one), undisturbed)
    assert killed
    assert same_files(tmp_path, undisturbed.folder)


@DASK
def test_a_cluster_that_does_not_answer_is_refused():
    with pytest.raises(UserError, match=r"no Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        connect("tcp://127.0.0.1:9", patience=0.5)


@DASK
@CLUSTERS
def test_a_cluster_of_another_kind_or_that_is_gone_is_refused(undisturbed, tmp_path, monkeypatch):
    with cluster(1) as machines, distributed.Client(machines) as client:
        with monkeypatch.context() as other:
            ours = {**fingerprint.engine(), "simd": ["SSE"]}
            other.setattr(fingerprint, "engine", lambda: ours)
            with pytest.raises(UserError, match="a Dask worker has another simd"):
                run(client=client)
        with pytest.raises(UserError, match=r"connection to the Dask cluster was lost.*goes on from there"):
            run(client=client, out=tmp_path, progress=lambda done, total: machines.close())
    assert same(run(out=tmp_path), undisturbed)
    assert same(read_sweep(tmp_path), undisturbed)
