"""A question put to a real record in place of a story, with the claims that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..base.shipped_files import shipped_folder
from .claim import Claim, Finding, Verdict
from .scenario import MapOf
from .weighing import Method

if TYPE_CHECKING:
    import pandas as pd

    from ..records import Audit, Fit
    from ..runs.progress import Progress


@dataclass(frozen=True)
class AuditClaim(Claim):
    """A sentence on a real record; its statistic is a `records.statements.Statement` in place of one number a run."""

    @property
    def demand(self) -> str:
        """What must hold."""
        return super().demand.removeprefix("mean ")

    def weigh(self, audited: Audit, fit: Fit) -> Finding:
        """Compare the interval with the bounds."""
        estimate, low, high, number = self.statistic(audited, fit)  # type: ignore[arg-type]
        if self.within([low, high]).all():
            verdict = Verdict.HOLDS
        elif (self.above is not None and high <= self.above) or (self.below is not None and low >= self.below):
            verdict = Verdict.FAILS
        else:
            verdict = Verdict.UNDECIDED
        return Finding(self, estimate, low, high, verdict, number, None, method=str(Method.RECORD))


@dataclass(frozen=True)
class AuditScenario:
    """A question put to a real record in place of a story: it has claims, and neither variants nor runs.

    Attributes
    ----------
    title, question, passage, name
        As of a `Scenario`.
    data : str
        File name of a shipped record.
    columns : mapping
        What `read_record` takes: when, what, weight, period and so on.
    domain : str, optional
        Category whose return map is fitted.
    claims : sequence of AuditClaim
        What is tested.
    """

    title: str
    question: str
    passage: str
    data: str
    columns: Mapping[str, Any]
    claims: Sequence[AuditClaim]
    domain: str | None = None
    name: str = ""
    story: str = "a real record"
    variants: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    maps: Mapping[str, MapOf] = field(default_factory=dict)

    def run(
        self, *, replicates: int | None = None, seed: int | None = None, mapped: bool = True, progress: Progress = None
    ) -> AuditResult:
        """Audit the record and weigh the claims; there is one record, so `replicates` and `mapped` change nothing."""
        from ..records import audit, fit_foundation, read_record

        audited = audit(
            read_record(shipped_folder("data") / self.data, **self.columns), seed=seed or 0, progress=progress
        )
        fit = fit_foundation(audited, domain=self.domain)
        return AuditResult(self, audited, fit, tuple(claim.weigh(audited, fit) for claim in self.claims))


@dataclass(frozen=True)
class AuditResult:
    """What an audit scenario gives: the audit, the fit, and a finding for each claim."""

    scenario: AuditScenario
    audited: Audit
    fit: Fit
    findings: tuple[Finding, ...]

    @property
    def runs(self) -> pd.DataFrame:
        """No runs: a real record happened once."""
        return self.audited.table.iloc[:0]
