"""The command optimum: what it prints and writes, and how it refuses."""

import pandas as pd
import pytest
from test_cli import refused
from test_cli_maps import manifest


@pytest.mark.long("commands at their full size")
def test_without_need_the_exact_optimum_is_printed_and_written(specialise, tmp_path):
    done = specialise(
        *["optimum", "island", "--set", "need=0", "--set", "exponent=1", "--discount", "0.9", "--days", "30", "--csv"]
    )
    assert done.returncode == 0, done.stderr
    printed = " ".join(done.stdout.split())
    assert "Price of myopia: " in printed
    assert "exact, to the error of the horizon" in printed
    folder = tmp_path / "results" / "optimum-island"
    told = manifest(folder)
    assert told["exact"] is True
    assert (told["discount"], told["parameters"]["exponent"], told["horizon"]) == (0.9, 1, 66)
    policies = pd.read_csv(folder / "policies.csv").set_index("policy")["meals"]
    assert told["price"] == pytest.approx(1 - policies["myopic"] / policies["optimum"])
    assert (folder / "threshold.png").is_file()


@pytest.mark.long("commands at their full size")
def test_with_a_need_the_policy_is_drawn_and_the_grid_s_error_printed(specialise, tmp_path):
    words = "optimum island --settled --set need=1.2 --set slack_cap=0 --set regrowth=0.2 --hazard 0.05"
    done = specialise(*words.split(), *["--discount", "0.95", "--days", "3", "--out", "x", "--csv"])
    assert done.returncode == 0, done.stderr
    printed = " ".join(done.stdout.split())
    assert "grid error" in printed
    assert "the distance from a grid half as fine" in printed
    told = manifest(tmp_path / "x")
    assert (told["exact"], told["parameters"]["crash_rate"], told["parameters"]["retention"]) == (False, 0.05, 0.995)
    assert 0 <= told["price"] <= 1
    assert {"policy.png", "threshold.svg", "days.csv", "policy.csv"} <= {
        path.name for path in (tmp_path / "x").iterdir()
    }


@pytest.mark.long("commands at their full size")
def test_a_hazard_without_more_is_a_crash_for_good_and_it_says_so(specialise, tmp_path):
    done = specialise(*["optimum", "island", "--set", "need=0", "--hazard", "0.1", "--discount", "0.5", "--days", "2"])
    assert done.returncode == 0, done.stderr
    assert "A crash takes the game for good" in " ".join(done.stdout.split())
    assert manifest(tmp_path / "results" / "optimum-island")["parameters"]["regrowth"] == 0


@pytest.mark.long("commands at their full size")
def test_where_nobody_lives_whatever_she_does_there_is_no_price(specialise):
    words = "optimum island --settled --set need=3 --set slack_cap=0 --set regrowth=0.3 --objective survival"
    done = specialise(*words.split(), "--hazard", "0.003", "--days", "2")
    assert "nobody lives, whatever she does" in done.stdout, done.stderr
    assert "-0.000" not in done.stdout


def test_help_shows_examples(specialise):
    assert "specialise optimum island --settled" in " ".join(specialise("optimum", "--help").stdout.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("optimum iland", "unknown story 'iland'; did you mean 'island'"),
        ("optimum discrete", "unknown story with policies 'discrete'"),
        ("optimum band --hazard 0.1", "--settled and --hazard apply only to the optimum of island"),
        ("optimum band --runs 2", "runs = 2 is not valid"),
        ("optimum band --set taste=1", "unknown parameter 'taste'"),
        ("optimum island --set nede=1", "unknown parameter 'nede'; did you mean 'need'"),
        ("optimum island --set need", "--set 'need' is not KEY=VALUE"),
        ("optimum island --hazard 2", "crash_rate = 2"),
        ("optimum island --hazard 0.1 --set crash_rate=0.1", "--hazard and --set crash_rate are the same"),
        ("optimum island --discount 1", "discount = 1 is out of bounds; allowed: from 0 to below 1"),
        ("optimum island --objective meal", "unknown objective 'meal'; did you mean 'meals'"),
        ("optimum island --objective survival", "survival is that of the next crash; give a hazard above 0"),
        ("optimum island --objective survival --hazard 0.003", "must add up"),
        ("optimum island --days 0", "days = 0 is not valid"),
        ("optimum island --days 99999", "days = 99999 is too large; allowed: at most 6,000"),
        ("optimum island --set foragers=2", "foragers = 2 is not valid; allowed: 1"),
        ("optimum island --set variety=6", "variety = 6 is not part of the optimum"),
        ("optimum island --set need=0 --set regrowth=0.1 --hazard 0.01", "regrowth = 0.1 has no place beside a hazard"),
    ],
)
def test_bad_input_is_one_clear_message_and_nothing_is_written(specialise, words, message, tmp_path):
    assert message in refused(specialise(*words.split()))
    assert not list(tmp_path.iterdir())
