"""What became of all claims as one data file: for each scenario its claims, with verdict and audit side by side.

Pages are written from it and are never read. A scenario has

- ``claims``: for each sentence `verdict`, `estimate`, `low`, `high` and `holds_in`, `runs`, the `method` of the
  interval, the `chance` of an estimate so far from the bound, and `audit`, what the audit of claims says of it
  (`firmness`, the verdict on `other_seeds`, the `flips` with other words, ...);
- ``published``, if it answers sentences of the essay: how many changes to published values were tried, and what fails;
- ``audit``: the size of that audit, the checksum `of` what it was made by, how many changes were tried, and what each
  change that must not matter did.

What was not run, or not audited, is missing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import UserError
from ..base.files import write_whole
from ..claims.deciders import Decided, changes_said

if TYPE_CHECKING:
    from ..claims.audit import ClaimAudit, ScenarioAudit
    from ..claims.claim import Finding

type ClaimsData = dict[str, dict[str, Any]]
"""For each scenario its `claims` and its `audit`."""


def read_claims(file: Path) -> ClaimsData:
    """The data file; nothing if there is none.

    Raises
    ------
    UserError
        If it is another kind of file.
    """
    if not file.exists():
        return {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        whole = isinstance(data, dict) and all(isinstance(entry["claims"], dict) for entry in data.values())
    except (OSError, ValueError, TypeError, KeyError):
        whole = False
    if not whole:
        raise UserError(f"{file} does not hold verdicts of claims; give another place, or move it away")
    claims: ClaimsData = data
    return claims


def write_claims(data: ClaimsData, file: Path) -> None:
    """Write the data file."""
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    write_whole(file, lambda part: part.write_text(text, encoding="utf-8"))


def with_findings(data: ClaimsData, scenario: str, findings: Sequence[Finding]) -> ClaimsData:
    """The data with new verdicts on a scenario's claims, in their order; what their audit said is kept."""
    before = data.get(scenario, {"claims": {}})
    claims = {
        finding.claim.sentence: {**before["claims"].get(finding.claim.sentence, {}), **finding_data(finding)}
        for finding in findings
    }
    return {**data, scenario: {**before, "claims": claims}}


def with_audit(data: ClaimsData, audit: ScenarioAudit, size: Mapping[str, Any]) -> ClaimsData:
    """The data with a new audit of a scenario; verdicts that are published stay, others are those at its centre."""
    before = data.get(audit.scenario.name, {"claims": {}})
    claims = {
        claim.finding.claim.sentence: {
            **finding_data(claim.finding),
            **before["claims"].get(claim.finding.claim.sentence, {}),
            "audit": audit_data(claim),
        }
        for claim in audit.claims
    }
    changes = {
        change.change: {"why_not": change.why_not} if change.why_not else {"size": float(f"{change.size:.1g}")}
        for change in audit.changes
    }
    made = {**size, "tried": audit.tried, "changes": changes}
    return {**data, audit.scenario.name: {**before, "claims": claims, "audit": made}}


def with_published(data: ClaimsData, scenario: str, found: Decided) -> ClaimsData:
    """The data with what fails at published values of a scenario that answers the essay; see `claims.deciders`."""
    fails: dict[str, list[dict[str, Any]]] = {}
    for flip in found.flips:
        fails.setdefault(flip.claim.sentence, []).append(dict(flip.changes))
    return {**data, scenario: {**data[scenario], "published": {"tried": found.tried, "fails": fails}}}


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding to the digits that are published, which are the same on any processor."""
    numbers = {name: _rounded(getattr(finding, name), ".3g") for name in ("estimate", "low", "high")}
    chance = _rounded(finding.chance, ".2g")
    return {
        "verdict": str(finding.verdict),
        **numbers,
        "holds_in": _rounded(finding.holds_in, ".2f"),
        "runs": finding.replicates,
        "method": finding.method,
        "chance": chance,
    }


def audit_data(claim: ClaimAudit) -> dict[str, Any]:
    """What the audit says of a claim, to the digits that are published."""
    low, high = claim.interval
    return {
        "firmness": str(claim.firmness),
        "other_seeds": str(claim.again.verdict),
        "holds_nearby": _rounded(claim.holds / claim.points, ".4f"),
        "low": _rounded(low, ".4f"),
        "high": _rounded(high, ".4f"),
        "same_direction_nearby": _rounded(claim.keeps / claim.points, ".4f"),
        "driver": claim.driver,
        "broken_by": list(claim.broken),
        "flips": [changes_said(flip.changes) for flip in claim.flips],
    }


def firmness_of_claims(data: ClaimsData) -> dict[tuple[str, str], str]:
    """ROBUST, SHIFTED, FRAGILE or BROKEN of each audited claim, by scenario and sentence."""
    return {
        (name, sentence): claim["audit"]["firmness"]
        for name, entry in data.items()
        for sentence, claim in entry["claims"].items()
        if "audit" in claim
    }


def _rounded(value: float, form: str) -> float | None:
    """A number to some digits; none where it is no number."""
    return float(format(value, form)) if math.isfinite(value) else None
