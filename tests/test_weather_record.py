"""Weather records: what is read, what is refused and how, and what the shipped record is."""

import runpy
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from specialisation_sim import load_scenario
from specialisation_sim.base import shipped_files as shipped
from specialisation_sim.base.errors import UserError
from specialisation_sim.base.shipped_files import shipped_folder
from specialisation_sim.records import read_weather, shipped_weather

SCRIPT = Path(__file__).parents[1] / "data" / "make_seattle_weather.py"
SHARES = st.floats(0, 1)


@pytest.fixture
def record(tmp_path):
    """Write bytes or text to a file and read it as a weather record."""

    def read(content):
        file = tmp_path / "my.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_weather(file)

    return read


@pytest.fixture(scope="session")
def seattle():
    return shipped_weather("seattle")


@pytest.fixture(scope="session")
def making():
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="session")
def days(making):
    return making["derived"](making["RECORD"])


class TestReading:
    @pytest.mark.parametrize(
        "content",
        [
            "cloud\n0.25\n1\n",
            "cloud\r\n0.25\r\n1\r\n",
            "cloud\n0.25\n1",
            "cloud\n0.25\n1\n\n\n",
            b"\xef\xbb\xbfcloud\n0.25\n1\n",
            "date;cloud\n2012-12-31;0.25\n2013-01-01;1\n;\n",
            "date;cloud\n2012-12-31;0,25\n2013-01-01;1,0\n",
            'rain,"cloud"\n"lots, really",0.25\n,1\n',
            "cloud_percent\n25\n100\n",
            "cloud_oktas\n2\n8\n",
            " Cloud , Date \n 0.25 , 2012-02-28\n1,2012-02-29\n",
        ],
        ids=[
            "plain",
            "CRLF",
            "no last newline",
            "blank rows at the end",
            "byte-order mark",
            "semicolons",
            "decimal commas",
            "quotes and other columns",
            "percent",
            "oktas",
            "capitals and blanks",
        ],
    )
    def test_all_these_files_say_the_same_cloud(self, record, content):
        assert record(content).cloud.tolist() == [0.25, 1]

    @given(st.lists(SHARES, min_size=1))
    def test_what_is_written_is_read(self, tmp_path_factory, cloud):
        file = tmp_path_factory.mktemp("record") / "sky.csv"
        pd.DataFrame({"cloud": cloud}).to_csv(file, index=False)
        assert read_weather(file).cloud.tolist() == cloud

    def test_days_are_read_and_are_optional(self, record):
        assert record("cloud\n0\n").dates is None
        dates = record("date,cloud\n2012-02-28,0\n2012-02-29,0\n2012-03-01,0\n").dates
        assert dates.astype(str).tolist() == ["2012-02-28", "2012-02-29", "2012-03-01"]

    def test_a_record_is_named_after_its_file_and_cannot_be_changed(self, record):
        read = record("cloud\n0.5\n")
        assert read.name == "my"
        with pytest.raises(ValueError, match="read-only"):
            read.cloud[0] = 1


CASES = Path(__file__).parent / "records" / "cases"


class TestServices:
    @pytest.mark.parametrize(
        ("file", "cloud"),
        [
            ("weather_openmeteo.csv", [0.79]),
            ("weather_tab.csv", [0.9375, 0.75]),
            ("weather_datepad.csv", [0.75, 0.6]),
            ("weather_okta9.csv", [0.9375, 1]),
        ],
    )
    def test_files_as_services_write_them(self, file, cloud):
        assert read_weather(CASES / file).cloud == pytest.approx(cloud)

    @pytest.mark.parametrize(
        "content",
        [
            "time,cloud_cover (%)\n2014-07-01,75\n2014-07-02,50\n",
            "MESS_DATUM;NM\n20140701;6\n20140702;4\n",
            "MESS_DATUM;V_N\n2014070100;6\n2014070112;6\n2014070200;4\n2014070212;4\n",
            "YEAR,MO,DY,CLOUD_AMT\n2014,7,1,75\n2014,7,2,50\n",
            "Date,Total cloud cover\n1 July 2014,0.75\n2 July 2014,0.5\n",
            "date,tcc [oktas]\n2014-07-01,6\n2014-07-02,4\n",
        ],
    )
    def test_names_and_units_of_services_say_the_same(self, record, content):
        found = record(content)
        assert found.cloud == pytest.approx([0.75, 0.5])
        assert found.dates.astype(str).tolist() == ["2014-07-01", "2014-07-02"]

    def test_sunshine_tells_the_cloud_where_the_latitude_is_known(self, tmp_path):
        file = tmp_path / "sun.csv"
        file.write_text("date,sunshine_duration (s)\n2014-03-20,0\n2014-03-21,21700\n2014-03-22,43900\n")
        with pytest.raises(UserError, match="--latitude"):
            read_weather(file)
        assert read_weather(file, latitude=0.0).cloud == pytest.approx([1, 0.5, 0], abs=0.01)

    def test_gaps_are_refused_or_filled_and_told(self, tmp_path):
        file = tmp_path / "gaps.csv"
        file.write_text("date,cloud_percent\n2014-07-01,20\n2014-07-02,-999\n2014-07-04,80\n")
        with pytest.raises(UserError, match=r"2014-07-03 is missing before it.*--fill-gaps"):
            read_weather(file)
        found = read_weather(file, fill_gaps=True)
        assert found.cloud == pytest.approx([0.2, 0.4, 0.6, 0.8])
        assert "2 days without an observation were filled" in found.notes[-1]
        file.write_text("cloud\n0\n" + "NA\n" * 11 + "1\n")
        with pytest.raises(UserError, match="11 days in a row are missing"):
            read_weather(file, fill_gaps=True)


def test_a_scenario_under_ones_own_sky_names_that_place():
    placed = load_scenario("island-seattle").at_place("bergen")
    assert placed.title == "bergen"
    assert any("most days in bergen are hunting days" in claim.sentence for claim in placed.claims)
    assert load_scenario("island-slack").at_place("bergen").title != "bergen"


class TestFaults:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("", ["is empty"]),
            (b"\xef\xbb\xbf\n", ["is empty"]),
            ("cloud\n", ["a header and no rows"]),
            ("day,clowds\n1,0.5\n", ["no column 'cloud'", "found: day, clowds", "did you mean 'cloud' by 'clowds'"]),
            ("day,wind\n1,0.5\n", ["no column 'cloud'", "'cloud_percent'", "'cloud_oktas'", "found: day, wind"]),
            ("cloud,cloud\n0,1\n", ["columns 'cloud' and 'cloud'", "one of them"]),
            ("cloud,cloud_oktas\n0,1\n", ["columns 'cloud' and 'cloud_oktas'", "one of them"]),
            ("date,cloud,date\n,0,\n", ["columns 'date' and 'date'", "one of them"]),
            ("cloud\n0.5\ngrey\n", ["row 3, column 'cloud' is 'grey'", "from 0 to 1"]),
            ("cloud,rain\n,0\n", ["row 2, column 'cloud' is blank", "from 0 to 1"]),
            ("cloud\nNaN\n", ["row 2, column 'cloud' is 'NaN'", "from 0 to 1"]),
            ("cloud\n-inf\n", ["row 2, column 'cloud' is '-inf'"]),
            ("cloud\n-0.01\n", ["row 2, column 'cloud' is '-0.01'", "from 0 to 1"]),
            ("cloud\n75\n", ["is '75'", "from 0 to 1", "'cloud_percent'", "'cloud_oktas'"]),
            ("cloud_percent\n100.5\n", ["row 2, column 'cloud_percent' is '100.5'", "from 0 to 100"]),
            ("cloud_oktas\n8.5\n", ["row 2, column 'cloud_oktas' is '8.5'", "from 0 to 8", "obscured"]),
            ("rain,cloud\n0,0.5\n0.5\n", ["row 3 has 1 cell", "2 cells"]),
            ("cloud\n0.5,0.5\n", ["row 2 has 2 cells", "1 cell"]),
            ('cloud\n"0.5\n', ["not CSV"]),
            ("date,cloud\n2012-01,0\n", ["row 2, column 'date' is '2012-01'", "2012-01-31"]),
            ("date,cloud\n,0\n", ["row 2, column 'date' is blank"]),
            ("date,cloud\n2012-02-30,0\n", ["row 2, column 'date' is '2012-02-30'"]),
            (
                "date,cloud\n2012-02-28,0\n2012-03-01,0\n2012-03-09,0\n",
                ["row 3", "2012-02-29 is missing", "without gaps"],
            ),
            ("date,cloud\n2012-01-02,0\n2012-01-01,0\n", ["row 3", "2012-01-01, not after 2012-01-02"]),
            ("date,cloud\n2012-01-01,0\n2012-01-01,0\n", ["row 3", "2012-01-01, not after 2012-01-01"]),
        ],
    )
    def test_each_is_one_line_that_says_where_and_what_is_allowed(self, record, content, said):
        with pytest.raises(UserError) as fault:
            record(content)
        message = str(fault.value)
        assert "my.csv" in message
        assert "\n" not in message
        assert [part for part in said if part not in message] == []

    def test_a_missing_file_and_a_folder_are_named(self, tmp_path):
        with pytest.raises(UserError, match=r"sky\.csv: there is no such file"):
            read_weather(tmp_path / "sky.csv")
        with pytest.raises(UserError, match="is a folder"):
            read_weather(tmp_path)

    def test_a_long_cell_is_cut_short(self, record):
        with pytest.raises(UserError) as fault:
            record("cloud\n" + "x" * 10_000 + "\n")
        assert len(str(fault.value)) < 1000

    @given(st.one_of(st.binary(), st.text("cloud_percentoktasdate,;\"'\n\r.-0189 ").map(str.encode)))
    def test_any_bytes_give_a_record_in_range_or_a_user_error(self, tmp_path_factory, content):
        file = tmp_path_factory.mktemp("record") / "any.csv"
        file.write_bytes(b"cloud\n" + content)
        try:
            cloud = read_weather(file).cloud
        except UserError:
            return
        assert cloud.size
        assert ((cloud >= 0) & (cloud <= 1)).all()


class TestShippedRecord:
    def test_it_has_every_day_of_four_years(self, seattle):
        assert len(seattle.cloud) == len(seattle.dates) == 1461
        assert (seattle.dates == np.arange("2012-01-01", "2016-01-01", dtype="datetime64[D]")).all()

    def test_cloud_is_in_range_and_near_what_is_known_of_the_city(self, seattle):
        assert seattle.cloud.min() >= 0
        assert seattle.cloud.max() <= 1
        assert 0.6 < seattle.cloud.mean() < 0.8
        assert 180 < (seattle.cloud >= 0.75).sum() / 4 < 230  # 201 cloudy days a year downtown, 220 at the airport

    def test_summer_is_clearer_than_winter_in_each_year(self, seattle):
        month = seattle.dates.astype("datetime64[M]").astype(int)
        cloud = pd.Series(seattle.cloud).groupby(month).mean().to_numpy().reshape(4, 12)
        assert (cloud[:, 5:8].max(axis=1) < cloud[:, [0, 1, 10, 11]].min(axis=1)).all()

    def test_categories_are_in_order_and_rain_is_cloudier_than_none(self, days):
        assert days.groupby("weather").cloud.mean().sort_values().index.tolist() == [
            "sun",
            "drizzle",
            "fog",
            "rain",
            "snow",
        ]
        dry = days[days.precipitation == 0]
        assert dry.groupby("weather").cloud.mean().idxmin() == "sun"
        assert days[days.precipitation > 0].cloud.mean() > dry.cloud.mean() + 0.2

    def test_a_misspelt_name_is_answered_with_the_nearest(self):
        with pytest.raises(UserError, match="did you mean 'seattle'"):
            shipped_weather("seatle")


class TestDerivation:
    def test_record_and_tables_are_what_the_script_gives(self, making, monkeypatch):
        monkeypatch.setattr(sys, "argv", [SCRIPT.name, "--check"])
        assert making["main"]() == 0

    def test_the_check_sees_a_changed_record_and_writes_nothing(self, making, monkeypatch, tmp_path, capsys):
        changed = tmp_path / "changed.csv"
        changed.write_text(making["RECORD"].read_text().replace("0.462", "0.463", 1))
        monkeypatch.setitem(making["main"].__globals__, "RECORD", changed)
        monkeypatch.setattr(sys, "argv", [SCRIPT.name, str(SCRIPT.with_name("seattle_weather.csv")), "--check"])
        assert making["main"]() == 1
        assert "0.463" in changed.read_text()
        assert "changed.csv: not what the script gives" in capsys.readouterr().out

    def test_temperature_range_takes_the_mean_of_both_minima(self, making):
        days = pd.DataFrame({"temp_max": [10.0, 12.0, 3.0], "temp_min": [2.0, 4.0, 1.0]})
        assert making["temperature_range"](days).tolist() == [7, 9.5, 2]

    def test_rain_dulls_its_day_and_a_fall_of_the_range_the_day_before(self, making):
        days = pd.DataFrame(
            {"temp_max": [10.0, 5.0, 5.0, 5.0, 10.0], "temp_min": 0.0, "precipitation": [0, 0, 1, 0, 1.0]}
        )
        assert making["dull"](days).tolist() == [False, True, True, False, True]

    def test_index_is_the_published_law(self, making):
        days = pd.DataFrame(
            {"date": pd.date_range("2012-01-01", periods=31), "temp_max": 10.0, "temp_min": 0.0, "precipitation": 0}
        )
        expected = 1 - np.exp(-0.036 * np.exp(-0.154 * 10) * 10**2.4)
        assert making["clear_sky_index"](days).to_numpy() == pytest.approx(expected)

    @given(SHARES)
    def test_cloud_cover_solves_the_published_law(self, making, cover):
        index = 1 - 0.75 * cover**3.4
        assert making["cloud_cover"](pd.Series([index]))[0] == pytest.approx(cover, abs=1e-4)

    @given(st.lists(SHARES, min_size=2))
    def test_less_sunshine_means_more_cloud_up_to_overcast(self, making, shares):
        index = pd.Series(sorted(shares))
        cloud = making["cloud_cover"](index)
        assert cloud.between(0, 1).all()
        assert cloud.is_monotonic_decreasing
        assert (cloud[index <= 0.25] == 1).all()


class TestShippedFolder:
    @pytest.fixture
    def package(self, tmp_path, monkeypatch):
        monkeypatch.setattr(shipped, "PACKAGE", tmp_path / "package")
        return tmp_path / "package"

    @pytest.mark.parametrize("kind", ["data", "scenarios"])
    def test_the_wheel_comes_before_the_checkout(self, package, kind):
        beside, within = package.parent / kind, package / "_shipped" / kind
        beside.mkdir(parents=True)
        assert shipped_folder(kind) == beside
        within.mkdir(parents=True)
        assert shipped_folder(kind) == within

    def test_both_places_are_named_if_neither_is_there(self, package):
        with pytest.raises(UserError, match=r"data that ship .* are missing; looked in .*_shipped.* and "):
            shipped_folder("data")

    def test_a_misspelt_kind_is_answered_with_the_nearest(self):
        with pytest.raises(UserError, match="did you mean 'scenarios'"):
            shipped_folder("scenario")
