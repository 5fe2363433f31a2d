"""Write anew the golden files whose results changed; a commit that does so says why."""

import sys
from pathlib import Path

from test_golden import CASES, GOLDEN, compare, series

sys.path.insert(0, str(Path(__file__).parent / "figures"))
from small_figures import KINDS
from test_numbers_drawn import DRAWN, drawn

for name in CASES:
    try:
        compare(name)
    except (AssertionError, FileNotFoundError):
        series(name).to_csv(GOLDEN / f"{name}.csv", index=False)
        print(f"wrote {name}.csv")
for kind in KINDS:
    file = DRAWN / f"{kind.__name__}.txt"
    if not file.exists() or file.read_text(encoding="utf-8") != drawn(kind):
        file.write_text(drawn(kind), encoding="utf-8")
        print(f"wrote {file.name}")
