"""Output that not everybody can take, and errors that are whose they are."""

import io
import os

import pytest

from specialisation_sim.base.scripts import begin_command
from specialisation_sim.cli.faults import explain, in_one_line
from specialisation_sim.cli.streams import NARROWEST, WIDEST, Closed, Forgiving, sane_width


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_disc_is_noted_and_the_program_goes_on():
    file = Forgiving("/dev/full", "w")
    with io.TextIOWrapper(io.BufferedWriter(file), encoding="utf-8", write_through=True) as stream:
        print("lost", file=stream)
        stream.flush()
        assert "No space left" in str(file.problem)


def test_a_closed_output_is_noted():
    with Closed(os.devnull, "w") as file:
        assert file.write(b"abc") == 3
        assert file.problem is not None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0", None),
        ("abc", None),
        ("-4", None),
        ("", None),
        ("1" * 12, None),
        ("1" * 10, None),
        ("1" * 9, WIDEST),
        ("\u00b2", None),
        ("1", NARROWEST),
        ("90", 90),
        ("100000", WIDEST),
    ],
)
def test_a_width_that_is_none_is_not_believed(monkeypatch, given, kept):
    monkeypatch.setenv("COLUMNS", given)
    sane_width()
    assert os.environ.get("COLUMNS") == (None if kept is None else str(kept))


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (MemoryError(), "more memory than there is", 2),
        (OverflowError("int too large"), "a number is too large", 2),
        (OSError(36, "File name too long", "aaa"), "cannot use aaa: File name too long", 2),
        (KeyError("x"), "a defect of this program", 1),
    ],
)
def test_an_error_is_explained_in_one_line(error, words, code):
    begin_command()
    message, found = explain(error)
    assert words in message
    assert found == code


def test_a_story_of_ones_own_that_raises_is_told_by_file_and_line(tmp_path, specialise):
    (tmp_path / "mine.py").write_text(
        "from specialisation_sim import Island\n\n\nclass Mine(Island):\n    def eat(self):\n        return 1 / 0\n",
        encoding="utf-8",
    )
    done = specialise("run", "mine.py", "--replicates", "2")
    assert done.returncode == 2
    assert "mine.py, line 6: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" in specialise("run", "mine.py", "--replicates", "2", "--traceback").stderr


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    def eat(self):\n        raise SystemExit(0)\n", "mine.py, line 6: SystemExit: 0"),
        ("    def eat(self):\n        raise GeneratorExit\n", "mine.py, line 6: GeneratorExit"),
        ("    def __init__(self):\n        pass\n", "mine.py: what it gave led to TypeError"),
        ("    tasks = ()\n    eat = None\n", "no method for its phase 'eat'"),
    ],
    ids=["exits", "ends a generator", "takes no seeds", "has no phase"],
)
def test_a_story_of_ones_own_that_leaves_or_does_not_fit_is_no_success_and_no_defect_of_ours(
    specialise, tmp_path, body, said
):
    (tmp_path / "mine.py").write_text(
        f"from specialisation_sim import Island\n\n\nclass Mine(Island):\n{body}", encoding="utf-8"
    )
    done = specialise("run", "mine.py", "--replicates", "2")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_an_error_says_cannot_steer_the_terminal():
    assert in_one_line("a\x1b[31mb\ud800\n\n c\x00") == "a\\x1b[31mb\\ud800 c\\x00"


def test_a_long_name_is_shortened():
    assert len(in_one_line("a" * 100_000)) < 1100
