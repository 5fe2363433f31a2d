"""Write the golden files anew; a commit that does so says why."""

from test_golden import CASES, GOLDEN, series

for name in CASES:
    series(name).to_csv(GOLDEN / f"{name}.csv", index=False)
    print(f"wrote {name}.csv")
