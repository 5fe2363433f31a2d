"""What all tests share."""

import sys
from types import SimpleNamespace

import pytest
from hypothesis import settings

from specialisation_sim import cli

pytest.register_assert_rewrite("contract")
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture
def specialise(monkeypatch, capsys, tmp_path):
    """Run the command line in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["specialise", *map(str, words)])
        try:
            cli.main()
            code = 0
        except SystemExit as leave:
            code = leave.code or 0
        printed = capsys.readouterr()
        return SimpleNamespace(returncode=code, stdout=printed.out, stderr=printed.err)

    return run
