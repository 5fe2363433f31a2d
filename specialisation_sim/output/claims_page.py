"""The audit of claims from the command line: scenarios by name, a table for each, a CSV file, a page for the docs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from ..base.errors import UserError, check_count
from ..base.files import writable_folder, write_whole
from ..claims import firmness
from ..claims.audit import ClaimAudit, ScenarioAudit, audit_claims
from ..claims.audit_kept import fingerprint
from ..claims.catalogue import load_scenario
from ..claims.deciders import changes_said
from ..claims.firmness import Firmness
from ..claims.record_scenario import AuditScenario
from ..registry import scenario_names
from .claims_data import ClaimsData, read_claims, with_audit, write_claims
from .terminal import show_table

STYLES = {"ROBUST": "green", "SHIFTED": "yellow", "FRAGILE": "red", "BROKEN": "bold white on red"}
FEWEST = 10
"""Points of the neighbourhood below which the interval of a rate reaches over most of all rates."""

USUAL_SIZE = {"points": 40, "width": 0.2, "replicates": None, "seed": None}
"""Size of an audit where nothing else is asked for."""

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
        Markdown file for the page of the docs; the data that it is written from stand beside it, and what they know of
        other scenarios is kept. Both are written after each scenario; one whose audit they have already, of this size
        and of this code, is not audited again, unless a table of all is asked for.
    **options
        What `audit_claims` takes.

    Returns
    -------
    list of ScenarioAudit
        One a scenario that was audited.

    Raises
    ------
    UserError
        For a name that is no scenario, too few points, or a file that cannot be written or is named twice.
    """
    words = list(names or scenario_names())
    scenarios = [load_scenario(name) for name in words]
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
    data = {} if docs is None else read_claims(docs.with_suffix(".json"))
    size = {name: options.get(name, usual) for name, usual in USUAL_SIZE.items()}
    audits = []
    for position, (word, scenario) in enumerate(zip(words, scenarios, strict=True), start=1):
        print(f"{position}/{len(scenarios)} {scenario.name}: {scenario.question}", flush=True)
        name = scenario.name
        if isinstance(scenario, AuditScenario):
            print(f"skipped: {SKIPPED}", flush=True)
            data[name] = {"claims": {}, **data.get(name, {}), "audit": {"skipped": SKIPPED}}
        else:
            mark = "" if docs is None else fingerprint(word, scenario, size)
            if mark and out is None and data.get(name, {}).get("audit", {}).get("of") == mark:
                print(f"kept: {docs} has this audit already", flush=True)
                continue
            audits.append(audit_claims(scenario, **options))
            show_audit(audits[-1])
            data = with_audit(data, audits[-1], {**size, "of": mark})
        if docs is not None:
            keep_page(data, docs)
    print(tally(audits))
    if out is not None:
        write_whole(out, lambda part: table(audits).to_csv(part, index=False))
    return audits


def keep_page(data: ClaimsData, docs: Path) -> None:
    """Write the page and, beside it, the data that it is written from."""
    write_claims(data, docs.with_suffix(".json"))
    write_whole(docs, lambda part: part.write_text(page(data), encoding="utf-8"))


def show_audit(audit: ScenarioAudit) -> None:
    """Print the audit of a scenario: a table of its claims, and what was changed."""
    from rich.text import Text

    rows = [
        (
            claim.finding.claim.sentence,
            str(claim.finding.verdict)
            + ("" if claim.finding.verdict is claim.again.verdict else f"\n{claim.again.verdict} on other seeds"),
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
    return _count([str(claim.firmness) for audit in audits for claim in audit.claims])


def page(data: ClaimsData) -> str:
    """The page ``docs/claims.md``, from the data file."""
    from ..runs import invariance, neighbourhood

    audited = {name: entry for name, entry in data.items() if "changes" in entry.get("audit", {})}
    rows = [
        (name, sentence, claim)
        for name, entry in audited.items()
        for sentence, claim in entry["claims"].items()
        if "audit" in claim
    ]
    lines = [
        "# The audit of claims",
        "",
        "This page is written by `specialise audit-claims --docs docs/claims.md`.",
        "",
        _text_of(firmness),
        "",
        "## The neighbourhood",
        "",
        _text_of(neighbourhood),
        "",
        "## The claims",
        "",
        f"This table: {_sizes(audited)}. {_count([claim['audit']['firmness'] for _, _, claim in rows])}.",
        "",
        "The last column lists words, switches and numbers of agents that were changed, one or two at a time, in all",
        "variants, if the claim's estimate then comes out differently (two together only if neither does so alone).",
        "",
        "| scenario | claim | verdict | on other seeds | audit | holds nearby (95 % interval) | same direction nearby "
        "| moves most with | comes out otherwise with |",
        "| --- " * 9 + "|",
        *(_row(*row) for row in rows),
        "",
        "## At the ends of what was published",
        "",
        *_published(data),
        "",
        "## Changes that must not matter",
        "",
        _text_of(invariance),
        "",
        "The table has the largest relative difference of any number in any run, and a dash if a change was not tried.",
        "",
    ]
    changes = {name: entry["audit"]["changes"] for name, entry in audited.items()}
    names = list(next(iter(changes.values()), {}))
    lines += [f"| scenario | {' | '.join(names)} |", "| --- " * (len(names) + 1) + "|"]
    for scenario, each in changes.items():
        sizes = ["-" if "why_not" in each[name] else f"{each[name]['size']:.1g}" for name in names]
        lines.append(f"| {scenario} | {' | '.join(sizes)} |")
    lines += ["", "These changes were not tried, for the reason given:", ""]
    reasons: dict[tuple[str, str], list[str]] = {}
    for scenario, each in changes.items():
        for name, change in each.items():
            if "why_not" in change:
                reasons.setdefault((name, change["why_not"]), []).append(scenario)
    lines += [f"- {change}: {why} ({', '.join(where)})." for (change, why), where in reasons.items()]
    skipped = [(name, entry["audit"]["skipped"]) for name, entry in data.items() if "skipped" in entry.get("audit", {})]
    lines += [f"- {name}: not audited; {why}." for name, why in skipped]
    return "\n".join(lines) + "\n"


def _published(data: ClaimsData) -> list[str]:
    """Which of the essay's verdicts fail at the ends of published values, and how many were tried."""
    lines = [
        "Some claims on the essay's sentences hold when the essay is taken at its word. They were tested again with",
        "parameters that somebody has measured, at both ends of the published range, one or two at a time. This lists",
        "the claims that then fail. A sentence's row in [the essay](essay.md) names the parameters that decide it; a",
        "test compares the two.",
        "",
    ]
    for name, entry in data.items():
        if found := entry.get("published"):
            fails = (f"{one}: {'; '.join(map(changes_said, each))}" for one, each in found["fails"].items())
            lines.append(f"- {name}, {found['tried']} changes: " + (" / ".join(fails) or "none fails") + ".")
    return lines


def _sizes(audited: ClaimsData) -> str:
    """The sizes of audits in words, those of the same size together."""
    sizes: dict[str, list[str]] = {}
    for name, entry in audited.items():
        size = entry["audit"]
        runs = size["replicates"]
        of_each = "each scenario's own number of runs" if runs is None else f"{runs} runs of each variant"
        seeds = "published seeds" if size["seed"] is None else f"seed {size['seed']}"
        words = f"{size['points']} points within {size['width']:.0%}, {of_each}, {seeds}"
        if "of" not in size:
            words += ", by an earlier version, which moved neither whole numbers nor words"
        sizes.setdefault(words, []).append(name)
    if len(sizes) < 2:
        return "".join(sizes)
    return "; ".join(f"{words} ({', '.join(names)})" for words, names in sizes.items())


def _count(words: Sequence[str]) -> str:
    """How many claims are robust, shifted, fragile and broken, in words."""
    return f"{len(words)} claims: " + ", ".join(f"{words.count(firm)} {firm}" for firm in Firmness)


def _text_of(module: ModuleType) -> str:
    """A module's docstring without its title."""
    return (module.__doc__ or "").partition("\n\n")[2].strip()


def _row(scenario: str, sentence: str, claim: Mapping[str, Any]) -> str:
    """One claim as a row of the page."""
    audit = claim["audit"]
    cells = (
        scenario,
        sentence,
        claim["verdict"],
        audit["other_seeds"],
        f"**{audit['firmness']}**" + (f" by {', '.join(audit['broken_by'])}" if audit["broken_by"] else ""),
        _share_said(audit["holds_nearby"], audit["low"], audit["high"]),
        f"{audit['same_direction_nearby']:.0%}",
        f"`{audit['driver']}`" if audit["driver"] else "",
        "; ".join(audit.get("flips", ())),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _nearby(claim: ClaimAudit) -> str:
    return _share_said(claim.holds / claim.points, *claim.interval)


def _share_said(share: float, low: float, high: float) -> str:
    """A share and its interval, as terminal and page show it, from the digits that are kept."""
    share, low, high = (round(each, 4) for each in (share, low, high))
    return f"{share:.0%} ({low:.0%} to {high:.0%})"


def _broken(audit: ScenarioAudit) -> set[str]:
    return {change.change for change in audit.changes if change.broken}
