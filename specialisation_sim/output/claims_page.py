"""The audit of claims from the command line: scenarios by name, a table for each, a CSV file, a page for the docs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from ..base.errors import UserError, check_count
from ..base.files import writable_folder, write_whole
from ..claims import firmness
from ..claims.audit import ClaimAudit, ScenarioAudit, audit_claims
from ..claims.catalogue import load_scenario, scenario_names
from ..claims.firmness import Firmness
from ..claims.record_scenario import AuditScenario
from ..registry import WORLDS
from .terminal import show_table

STYLES = {"ROBUST": "green", "SHIFTED": "yellow", "FRAGILE": "red", "BROKEN": "bold white on red"}
FEWEST = 10
"""Points of the neighbourhood below which the interval of a rate reaches over most of all rates."""

SKIPPED = "a real record happened once: it has no seeds and no parameters to move"


def report_claims(
    names: Sequence[str], out: Path | None = None, docs: Path | None = None, **options: Any
) -> list[ScenarioAudit]:
    """Audit scenarios, print a table for each, and write what is asked for.

    Parameters
    ----------
    names : sequence of str
        Scenarios; all of them if empty.
    out : Path, optional
        CSV file for the table of all claims.
    docs : Path, optional
        Markdown file for the page of the docs.
    **options
        What `audit_claims` takes.

    Returns
    -------
    list of ScenarioAudit
        One a scenario that has runs.

    Raises
    ------
    UserError
        For a name that is no scenario, too few points, or a file that cannot be written or is named twice.
    """
    if stories := [name for name in names if name in WORLDS]:
        raise UserError(f"{stories[0]} is a story without claims; specialise list names the scenarios")
    scenarios = [load_scenario(name) for name in names or scenario_names()]
    points = options.get("points", FEWEST)
    check_count("points", points)
    if points < FEWEST:
        raise UserError(f"points = {points} is out of bounds; allowed: from {FEWEST}, for fewer tell nothing of a rate")
    if out is not None and docs is not None and out.resolve() == docs.resolve():
        raise UserError(f"--out and --docs are both {out}; the table and the page need a file each")
    for file in filter(None, (out, docs)):
        if file.is_dir():
            raise UserError(f"cannot write to {file}: it is a folder and not a file")
        writable_folder(file.absolute().parent)
    audits, skipped = [], []
    for number, scenario in enumerate(scenarios, start=1):
        print(f"{number}/{len(scenarios)} {scenario.name}: {scenario.question}", flush=True)
        if isinstance(scenario, AuditScenario):
            skipped.append(scenario.name)
            print(f"skipped: {SKIPPED}", flush=True)
            continue
        audits.append(audit_claims(scenario, **options))
        show_audit(audits[-1])
    print(tally(audits))
    if out is not None:
        write_whole(out, lambda part: table(audits).to_csv(part, index=False))
    if docs is not None:
        write_whole(docs, lambda part: part.write_text(page(audits, skipped, **options)))
    return audits


def show_audit(audit: ScenarioAudit) -> None:
    """Print the audit of a scenario: a table of its claims, and what was changed."""
    from rich.text import Text

    rows = [
        (
            claim.finding.claim.sentence,
            str(claim.finding.verdict) + ("" if _alike(claim) else f"\n{claim.again.verdict} on other seeds"),
            Text(claim.firmness + "".join(f"\nby {change}" for change in claim.broken), style=STYLES[claim.firmness]),
            _nearby(claim).replace(" (", "\n("),
            claim.driver,
        )
        for claim in audit.claims
    ]
    columns = ("claim", "verdict", "audit", "holds nearby, 95 %", "moves most with")
    show_table(audit.scenario.name, columns, rows)
    tried = [change.change for change in audit.changes if not change.why_not]
    print(f"Changed without effect: {', '.join(name for name in tried if name not in _broken(audit)) or 'nothing'}.")
    for change in audit.changes:
        if change.why_not:
            print(f"Not tried: {change.change} ({change.why_not}).")
        if change.broken:
            print(f"BROKEN: {change.change} changed numbers by {change.size:.3g}, allowed {change.allowed:g}.")
    print(flush=True)


def table(audits: Sequence[ScenarioAudit]) -> Any:
    """All claims as a frame."""
    import pandas as pd

    return pd.DataFrame(
        [{"scenario": audit.scenario.name, **claim.row()} for audit in audits for claim in audit.claims]
    )


def tally(audits: Sequence[ScenarioAudit]) -> str:
    """How many claims are robust, shifted, fragile and broken, in words."""
    claims = [claim for audit in audits for claim in audit.claims]
    counts = ", ".join(f"{sum(claim.firmness is one for claim in claims)} {one}" for one in Firmness)
    return f"{len(claims)} claims: {counts}"


def page(
    audits: Sequence[ScenarioAudit],
    skipped: Sequence[str],
    *,
    points: int = 40,
    width: float = 0.2,
    replicates: int | None = None,
    seed: int = 0,
    **_: Any,
) -> str:
    """The page ``docs/claims.md``."""
    from ..runs import invariance, neighbourhood

    runs = "each scenario's own number of runs" if replicates is None else f"{replicates} runs of each variant"
    lines = [
        "# The audit of claims",
        "",
        "Written by `specialise audit-claims --docs docs/claims.md`.",
        "",
        _told(firmness),
        "",
        "## The neighbourhood",
        "",
        _told(neighbourhood),
        "",
        "## The claims",
        "",
        f"This table: {points} points within {width:.0%}, {runs}, seed {seed}. {tally(audits)}.",
        "",
        "| scenario | claim | verdict | on other seeds | audit | holds nearby (95 % interval) | same direction nearby "
        "| moves most with |",
        "| --- " * 8 + "|",
        *(_row(audit, claim) for audit in audits for claim in audit.claims),
        "",
        "## Changes that must not matter",
        "",
        _told(invariance),
        "",
        "Greatest relative difference of any number in any run; a dash where it was not tried.",
        "",
    ]
    changes = [change.change for change in audits[0].changes] if audits else []
    lines += [f"| scenario | {' | '.join(changes)} |", "| --- " * (len(changes) + 1) + "|"]
    for audit in audits:
        sizes = ["-" if change.why_not else f"{change.size:.1g}" for change in audit.changes]
        lines.append(f"| {audit.scenario.name} | {' | '.join(sizes)} |")
    lines += ["", "Why not:", ""]
    reasons: dict[tuple[str, str], list[str]] = {}
    for audit in audits:
        for change in audit.changes:
            if change.why_not:
                reasons.setdefault((change.change, change.why_not), []).append(audit.scenario.name)
    lines += [f"- {change}: {why} ({', '.join(where)})." for (change, why), where in reasons.items()]
    lines += [f"- {name}: not audited; {SKIPPED}." for name in skipped]
    return "\n".join(lines) + "\n"


def _told(module: ModuleType) -> str:
    """A module's docstring without its title."""
    return (module.__doc__ or "").partition("\n\n")[2].strip()


def _row(audit: ScenarioAudit, claim: ClaimAudit) -> str:
    """One claim as a row of the page."""
    cells = (
        audit.scenario.name,
        claim.finding.claim.sentence,
        str(claim.finding.verdict),
        str(claim.again.verdict),
        f"**{claim.firmness}**" + (f" by {', '.join(claim.broken)}" if claim.broken else ""),
        _nearby(claim),
        f"{claim.keeps / claim.points:.0%}",
        f"`{claim.driver}`" if claim.driver else "",
    )
    return f"| {' | '.join(cells)} |"


def _nearby(claim: ClaimAudit) -> str:
    low, high = claim.interval
    return f"{claim.holds / claim.points:.0%} ({low:.0%} to {high:.0%})"


def _alike(claim: ClaimAudit) -> bool:
    return claim.finding.verdict is claim.again.verdict


def _broken(audit: ScenarioAudit) -> set[str]:
    return {change.change for change in audit.changes if change.broken}
