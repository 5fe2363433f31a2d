"""Write anew the golden files whose results changed; a commit that does so says why."""

# ruff: noqa: E402 - tests of a folder are found by name, as pytest finds them

import sys
from pathlib import Path

from test_golden import CASES, GOLDEN, compare, series

for folder in ("figures", "records"):
    sys.path.insert(0, str(Path(__file__).parent / folder))
from small_figures import KINDS
from test_audits_as_written import WRITTEN
from test_numbers_drawn import DRAWN, drawn
from whole_audits import RECORDS, written

for name in CASES:
    try:
        compare(name)
    except (AssertionError, FileNotFoundError):
        series(name).to_csv(GOLDEN / f"{name}.csv", index=False)
        print(f"wrote {name}.csv")
texts = {DRAWN / f"{kind.__name__}.txt": (drawn, kind) for kind in KINDS}
texts |= {WRITTEN / f"{record.__name__}.txt": (written, record) for record in RECORDS}
for file, (text_of, what) in texts.items():
    text = text_of(what)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
        print(f"wrote {file.name}")
