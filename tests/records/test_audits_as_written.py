"""Whole audits of small records: all that is said, every table, the trends, and the page for a board."""

from pathlib import Path

import pytest
import whole_audits
from as_written import same_as_written


@pytest.mark.parametrize("record", whole_audits.RECORDS, ids=lambda record: record.__name__)
def test_an_audit_is_as_it_was(record):
    same_as_written(Path(__file__).parent / "written" / f"{record.__name__}.txt", whole_audits.written(record))
