"""How firm a claim is: under changes that must not matter, and over the neighbourhood of its parameters."""

from .audit import ClaimAudit, ScenarioAudit, audit_claims

__all__ = ["ClaimAudit", "ScenarioAudit", "audit_claims"]
