"""Hosted notebooks install what pyproject.toml says, and no address is invented."""

import json
import re
import tomllib

import launch
import regions

PROJECT = tomllib.loads((regions.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_binder_installs_this_package_and_what_opens_the_lessons():
    lines = (regions.ROOT / ".binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [".", *PROJECT["dependency-groups"]["notebooks"]]


def test_hosts_have_the_python_that_the_package_needs():
    least = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert (regions.ROOT / ".binder" / "runtime.txt").read_text().strip() == f"python-{least}"
    container = json.loads((regions.ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["image"].endswith(f":{least}")
    groups = re.findall(r"--group (\w+)", container["postCreateCommand"])
    assert groups
    assert set(groups) <= set(PROJECT["dependency-groups"])


def test_a_known_address_is_a_button_to_a_lesson_that_is_there():
    words = launch.launch_words("title: x\nrepository-code: https://github.com/some-one/a.project\n")
    assert "https://mybinder.org/v2/gh/some-one/a.project/HEAD?urlpath=lab%2Ftree%2Fnotebooks%2F" in words
    assert "https://codespaces.new/some-one/a.project" in words
    assert (regions.ROOT / launch.LESSON.removeprefix("lab/tree/")).is_file()


def test_an_unknown_address_is_not_invented():
    for citation in ("title: x\n", "repository-code: https://example.org/x\n"):
        words = launch.launch_words(citation)
        assert "/v2/gh/" not in words
        assert "github" not in words
