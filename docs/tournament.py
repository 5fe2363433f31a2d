"""Play the tournament of docs/tournament.md anew: its table, its figure and what they say.

``uv run python docs/tournament.py`` takes about a minute; what it found is in ``tournament.json``, from which
``docs/update.py --text`` writes the page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from specialisation_sim import figures
from specialisation_sim.laws.rules import RULES
from specialisation_sim.output import write_figure
from specialisation_sim.studies.arenas import ARENAS, ENVIRONMENTS
from specialisation_sim.studies.entries import all_rules
from specialisation_sim.studies.tournament import Tournament, tournament

HERE = Path(__file__).resolve().parent
STANDING = HERE / "tournament.json"
RUNS = 20


def standing(played: Tournament, runs: int) -> dict[str, Any]:
    """What the page tells of a tournament, to four digits."""
    found = {"runs": runs, "league": rounded(played.league), "environments": rounded(played.environments)}
    if played.replicator is not None:
        shares = played.replicator.drop(columns="generation").iloc[-1]
        found["mixed"], found["pairs"] = rounded(played.mixed), rounded(played.pairs)
        found["in_the_end"] = {str(name): round(float(share), 4) for name, share in shares.items()}
    return found


def rounded(frame: Any) -> list[dict[str, Any]]:
    """Rows of a frame, to four digits."""
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", double_precision=4))
    return rows


def main() -> None:
    """Play, and write."""
    played = tournament(RULES, list(ENVIRONMENTS), runs=RUNS)
    found = standing(played, RUNS)
    for story in ("labour", "foundation"):
        found[story] = standing(tournament(all_rules(story=story), list(ARENAS[story]), runs=RUNS), RUNS)
    STANDING.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    picture = figures.league(
        played.league, played.mixed, played.pairs, played.replicator, title="A tournament of rules"
    )
    write_figure(picture, HERE / "img" / "tournament")
    (HERE / "img" / "tournament.svg").unlink()


if __name__ == "__main__":
    main()
