"""Whole audits say and write what they did: texts, tables, trends and the page; `update_golden.py` writes them anew."""

from pathlib import Path

import pytest
import whole_audits

WRITTEN = Path(__file__).parent / "written"


@pytest.mark.parametrize("record", whole_audits.RECORDS, ids=lambda record: record.__name__)
def test_an_audit_is_as_it_was(record):
    assert whole_audits.written(record) == (WRITTEN / f"{record.__name__}.txt").read_text(encoding="utf-8")
