"""What everything stands on, at its own edges: refusals, files that are whole or not there, the folder of a result."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from specialisation_sim import __version__
from specialisation_sim.base import provenance, scripts
from specialisation_sim.base.errors import UserError, check_count, checked_number, checked_seeds, in_words, unknown
from specialisation_sim.base.files import check_target, writable_folder, write_whole
from specialisation_sim.base.memory import check_memory
from specialisation_sim.base.provenance import made_by
from specialisation_sim.base.scripts import load_script
from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.output.folder import clear, earlier, result_folder, slug, write_all, write_frame

FRAME = pd.DataFrame({"run": [0, 1], "share": [0.25, 0.5]})


def test_counts_from_the_least_on_are_taken():
    for value, least in ((1, 1), (5, 5), (np.int64(7), 2)):
        check_count("runs", value, least)
    for value, least in ((0, 1), (4, 5), (True, 1), (1.0, 1), ("1", 1), (None, 1), (np.nan, 1)):
        with pytest.raises(UserError, match=f"allowed: a whole number from {least}"):
            check_count("runs", value, least)


def test_numbers_are_numbers():
    assert checked_number("share", np.float32(0.5)) == 0.5
    assert checked_number("share", 3) == 3.0
    for value in ("3", None, True, [1.0], 1j):
        with pytest.raises(UserError, match="allowed: a number"):
            checked_number("share", value)


def test_seeds_from_zero_to_below_two_to_the_63rd_are_taken():
    assert checked_seeds([0, np.int64(4), 2**63 - 1]) == (0, 4, 2**63 - 1)
    assert all(type(seed) is int for seed in checked_seeds(np.arange(3)))
    for seeds in ([-1], [2**63], [0, True], [1.0], ["1"], []):
        with pytest.raises(UserError):
            checked_seeds(seeds)
    with pytest.raises(UserError, match="give a sequence of whole numbers"):
        checked_seeds(5)


def test_a_misspelt_name_gets_the_nearest_and_a_strange_one_all():
    assert str(unknown("story", "iland", ["island", "band"])) == "unknown story 'iland'; did you mean 'island'?"
    assert str(unknown("story", "xyz", ["island", "band"])) == "unknown story 'xyz'; valid names: island, band"
    assert str(unknown("story", "xyz", iter([]))) == "unknown story 'xyz'; valid names: none"


def test_a_file_is_whole_or_the_old_one(tmp_path):
    file = tmp_path / "it.csv"
    write_whole(file, lambda part: part.write_text("old"))
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("old", 0o644)

    def half(part):
        assert part.suffix == ".csv"
        assert part.parent == tmp_path
        part.write_text("ne")
        raise OSError(28, "No space left on device")

    with pytest.raises(UserError, match=r"cannot write .*it\.csv: No space left on device"):
        write_whole(file, half)
    with pytest.raises(ZeroDivisionError):
        write_whole(file, lambda part: 1 / 0)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(UserError, match="cannot write"):
        write_whole(tmp_path / "no" / "it.csv", half)


def test_a_folder_is_made_with_its_parents_and_left_empty(tmp_path):
    folder = writable_folder(tmp_path / "a" / "b")
    assert folder.is_dir()
    assert list(folder.iterdir()) == []
    assert writable_folder(folder) == folder
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(UserError, match="it is a file and not a folder"):
        writable_folder(file)
    with pytest.raises(UserError, match="cannot write to"):
        writable_folder(file / "below")
    with pytest.raises(UserError, match="no folder given"):
        writable_folder(type(tmp_path)())


def test_a_new_result_replaces_the_files_of_the_earlier_one_and_no_others(tmp_path):
    other = tmp_path / "mine.txt"
    other.write_text("mine")
    assert earlier(tmp_path) == []
    written = write_all(tmp_path, {"runs": FRAME, "series": FRAME}, {}, {"scenario": "it"}, form="csv")
    assert [path.name for path in written] == ["runs.csv", "series.csv", "manifest.json"]
    told = json.loads(written[-1].read_text())
    assert (told["scenario"], told["files"], told["version"]) == ("it", ["runs.csv", "series.csv"], __version__)
    assert earlier(tmp_path) == [tmp_path / "runs.csv", tmp_path / "series.csv", tmp_path / "manifest.json"]
    write_all(tmp_path, {"runs": FRAME}, {}, {}, form="parquet")
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", "runs.parquet", "manifest.json"}
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "runs.parquet"), FRAME)
    clear(tmp_path)
    assert list(tmp_path.iterdir()) == [other]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot read"),
        ("[]", "was not written by specialise"),
        ('{"made_by": "another", "files": []}', "was not written by specialise"),
        ('{"files": []}', "was not written by specialise"),
        ('{"made_by": "specialisation_sim", "sweep": {}, "files": []}', "holds a sweep"),
    ],
)
def test_a_folder_of_somebody_else_is_refused_and_stays_as_it_is(tmp_path, text, message):
    (tmp_path / "manifest.json").write_text(text)
    for use in (result_folder, earlier, clear, lambda folder: write_all(folder, {"runs": FRAME}, {}, {})):
        with pytest.raises(UserError, match=message):
            use(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("manifest.json", text)]


def test_files_that_a_manifest_lists_elsewhere_are_not_touched(tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("")
    folder = result_folder(tmp_path / "result")
    (folder / "manifest.json").write_text(json.dumps(made_by(["../outside.csv"])))
    clear(folder)
    assert outside.exists()
    assert list(folder.iterdir()) == []


def test_frames_are_written_without_their_index(tmp_path):
    for ending in ("csv", "parquet"):
        path = write_frame(FRAME.set_axis([5, 6]), tmp_path / f"it.{ending}")
        found = pd.read_csv(path) if ending == "csv" else pd.read_parquet(path)
        pd.testing.assert_frame_equal(found, FRAME)


def test_names_become_parts_of_file_names():
    assert slug("Left alone, 70 %!") == "left_alone_70"
    assert slug("a.b-c") == "a.b_c"


def test_shipped_folders_hold_what_ships():
    assert (shipped_folder("data") / "open_philanthropy_grants.csv").is_file()
    assert (shipped_folder("scenarios") / "island_slack.py").is_file()
    with pytest.raises(UserError, match="did you mean 'data'"):
        shipped_folder("dat")


def repository(folder):
    """A checkout with one committed file, in which `provenance` stands as deep as in ours."""
    inside = folder / "package" / "base"
    inside.mkdir(parents=True)
    (folder / "file.txt").write_text("one")
    for words in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -q -m one"):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)
    return inside / "provenance.py"


def test_the_commit_is_that_of_the_checkout_and_has_a_plus_if_it_was_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(provenance, "__file__", str(repository(tmp_path)))
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert provenance.commit.__wrapped__() == head.stdout.strip()
    (tmp_path / "file.txt").write_text("two")
    assert provenance.commit.__wrapped__() == head.stdout.strip() + "+"


def test_an_installed_package_has_no_commit(tmp_path, monkeypatch):
    monkeypatch.setattr(provenance, "__file__", str(tmp_path / "package" / "base" / "provenance.py"))
    assert provenance.commit.__wrapped__() is None
    (tmp_path / ".git").mkdir()  # a checkout that git cannot read
    assert provenance.commit.__wrapped__() is None


def test_siblings_of_the_script_before_are_forgotten_and_those_of_other_folders_are_not(tmp_path):
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "beside_me.py").write_text(f"where = {place!r}\n")
        (tmp_path / place / "mine.py").write_text("from beside_me import where\n")
    assert [load_script(tmp_path / place / "mine.py").where for place in ("one", "two")] == ["one", "two"]
    assert {"beside_me"} == scripts.SIBLINGS
    assert str(tmp_path / "two" / "mine.py") in scripts.loaded()


def test_an_error_without_a_message_is_said_by_its_kind():
    assert in_words(KeyError()) == "KeyError"
    assert in_words(ValueError("no")) == "ValueError: no"


@pytest.mark.parametrize("there", [".", "/"])
def test_a_folder_is_no_file_to_write(there):
    with pytest.raises(UserError, match=f"cannot write to {there}: it is a folder and not a file"):
        check_target(Path(there))


def test_a_script_whose_name_no_file_can_have_is_not_there():
    with pytest.raises(UserError, match="no script at x"):
        load_script("x" * 5000 + ".py")


def test_what_this_machine_has_room_for_is_taken_and_more_is_refused(monkeypatch):
    monkeypatch.setattr("specialisation_sim.base.memory.memory", lambda: 2.0 * 2**30)
    check_memory(2 * 2**30, "ask for less")
    with pytest.raises(UserError, match="takes about 3 GiB of memory, and this machine has 2; ask for less"):
        check_memory(3 * 2**30, "ask for less")


@pytest.mark.parametrize("before", [True, False])
def test_a_script_is_compiled_anew_and_leaves_what_is_compiled_elsewhere_as_it_was(before, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", before)
    (tmp_path / "beside_it").mkdir()  # a package without a file of its own
    script = tmp_path / "compiled.py"
    script.write_text("import sys, beside_it\nwritten = not sys.dont_write_bytecode\n", encoding="utf-8")
    assert load_script(script).written is False
    assert sys.dont_write_bytecode is before
    script.write_text("raise ValueError('no')", encoding="utf-8")
    with pytest.raises(UserError, match="line 1: ValueError: no"):
        load_script(script)
    assert sys.dont_write_bytecode is before
