"""Enter claims that are new or changed into the register; without a reason, say which those are.

``uv run python docs/register.py`` lists them and exits with 1 if there are any;
``uv run python docs/register.py --why "a shorter horizon" --seen no`` enters them.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from specialisation_sim.claims.register import all_asked, entered, read_register, unregistered, write_register

FILE = Path(__file__).resolve().parent / "register.json"


def main() -> None:
    """Say what is not entered, or enter it."""
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("--why", help="reason of the change")
    words.add_argument("--seen", choices=("yes", "no", "unknown"), help="whether a result had been seen")
    given = words.parse_args()
    register, now = read_register(FILE), all_asked()
    problems = unregistered(register, now)
    print("\n".join(problems) or "all claims are as the register has them")
    if given.why and given.seen:
        write_register(entered(register, now, datetime.now(UTC).date().isoformat(), given.why, given.seen), FILE)
    elif problems:
        sys.exit("say why, and whether a result had been seen: --why REASON --seen yes")


if __name__ == "__main__":
    main()
